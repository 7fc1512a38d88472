import { type Actor, change } from '../../audit/audit.ts';
import { consentKey, consentKind, isConsentGiven } from '../../consents/consent.ts';
import { type Decision, decideAndCommit, type Surroundings } from '../../decide/decide.ts';
import type { SeniorId, VolunteerId } from '../../ids/ids.ts';
import { ok, type Result, refused } from '../../result/result.ts';
import { seniorKey, seniorKind } from '../../seniors/store.ts';
import { rowsOf } from '../../table/kind.ts';
import { replace } from '../../table/write.ts';
import type { CivilDay } from '../../time/civil.ts';
import type { Instant } from '../../time/instant.ts';
import { isOpenToVolunteers } from '../../town/programme.ts';
import { townKey, townKind } from '../../town/settings.ts';
import type { Pairing, Service } from '../service.ts';
import { serviceKind } from '../store.ts';
import { tieWrites } from '../ties.ts';
import type { ArrangeRefusal } from './arrange-service.ts';

export type ServiceWish = Pick<
  Service,
  'programme' | 'cadence' | 'weekday' | 'time' | 'durationMinutes' | 'wishes' | 'startsOn' | 'byList'
> & { readonly endsOn?: CivilDay | undefined; readonly volunteers: readonly VolunteerId[] };

/**
 * Opens a service for a senior: only with her consent to this very purpose, a referent, and a programme that the town runs
 * (laws 4 and 6). The planner is due at once.
 */
export const openService = (
  world: Surroundings,
  seniorId: SeniorId,
  wish: ServiceWish,
  actor: Actor,
  now: Instant,
): Promise<Result<Service, ArrangeRefusal>> =>
  decideAndCommit(world.table, async (): Promise<Result<Decision<Service>, ArrangeRefusal>> => {
    const [senior, town] = await Promise.all([
      world.table.get(seniorKind, seniorKey(seniorId)),
      world.table.get(townKind, townKey(world.config.townId)),
    ]);
    if (!senior || !town) return refused('unknown');
    const programme = town.value.programmes.find((one) => one.code === wish.programme);
    if (!programme || !isOpenToVolunteers(programme)) return refused('programme-off');
    if (senior.value.state !== 'active') return refused('senior-not-active');
    if (!senior.value.referentId) return refused('no-referent');
    const consent = await world.table.get(consentKind, consentKey(seniorId, programme.consent));
    if (!isConsentGiven(consent?.value, now)) return refused('no-consent');
    const others = await world.table.index('senior', {
      partition: seniorId,
      from: 'service#',
      to: 'service$',
    });
    const same = rowsOf(serviceKind, others.items).some(
      ({ value }) => value.programme === wish.programme && value.state !== 'closed',
    );
    if (same) return refused('already-open');
    const { volunteers, endsOn, ...rest } = wish;
    const service: Service = {
      ...rest,
      ...(endsOn ? { endsOn } : {}),
      id: world.ids.next('ser'),
      town: town.value.id,
      seniorId,
      state: 'open',
      pairings: volunteers.slice(0, 3).map(
        (volunteerId, i): Pairing => ({
          volunteerId,
          state: 'proposed',
          role: i === 0 ? 'primary' : 'backup',
          since: now,
        }),
      ),
      planAt: now,
      createdAt: now,
    };
    return ok({
      value: service,
      writes: [
        ...change(serviceKind, undefined, service, {
          action: 'service-opened',
          actor,
          at: now,
          to: 'open',
          details: { senior: seniorId, programme: service.programme, cadence: service.cadence },
        }),
        ...tieWrites(undefined, service),
        // Written unchanged: a button pressed twice, or a closing in between, meets this write and decides again.
        replace(seniorKind, senior, senior.value),
      ],
    });
  });
