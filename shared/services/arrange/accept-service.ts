import type { Actor } from '../../audit/audit.ts';
import { consentKey, consentKind, isConsentGiven } from '../../consents/consent.ts';
import type { Surroundings } from '../../decide/decide.ts';
import type { ServiceId } from '../../ids/ids.ts';
import { ok, type Result, refused } from '../../result/result.ts';
import { seniorKey, seniorKind } from '../../seniors/store.ts';
import type { Instant } from '../../time/instant.ts';
import { townKey, townKind } from '../../town/settings.ts';
import type { Service } from '../service.ts';
import { serviceKey, serviceKind } from '../store.ts';
import { type ArrangeRefusal, changeService, SERVICE_TRANSITIONS } from './arrange-service.ts';

/**
 * A service that was proposed to somebody starts, once she said yes to this very purpose and a referent answers for her
 * (laws 4 and 6). The planner is due at once, and asks again whether it may before it plans anything.
 */
export const acceptService = async (
  world: Surroundings,
  id: ServiceId,
  actor: Actor,
  now: Instant,
): Promise<Result<Service, ArrangeRefusal>> => {
  const stored = await world.table.get(serviceKind, serviceKey(id));
  if (!stored) return refused('unknown');
  const { seniorId, town: townId, programme: code } = stored.value;
  const [senior, town] = await Promise.all([
    world.table.get(seniorKind, seniorKey(seniorId)),
    world.table.get(townKind, townKey(townId)),
  ]);
  const programme = town?.value.programmes.find((one) => one.code === code);
  if (!senior) return refused('unknown');
  if (!programme?.on) return refused('programme-off');
  if (senior.value.state !== 'active') return refused('senior-not-active');
  if (!senior.value.referentId) return refused('no-referent');
  const consent = await world.table.get(consentKind, consentKey(seniorId, programme.consent));
  if (!isConsentGiven(consent?.value, now)) return refused('no-consent');
  return changeService(world, id, actor, 'service-opened', now, (service) => {
    const state = SERVICE_TRANSITIONS[service.state].open;
    return state ? ok({ ...service, state, planAt: now }) : refused('not-allowed-here');
  });
};
