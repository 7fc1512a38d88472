import type { Actor } from '../../audit/audit.ts';
import { type Decision, decideAndCommit, type Surroundings } from '../../decide/decide.ts';
import type { VolunteerId } from '../../ids/ids.ts';
import { ok, type Result, refused } from '../../result/result.ts';
import type { Instant } from '../../time/instant.ts';
import { townKey, townKind } from '../../town/settings.ts';
import { newVolunteerWrites } from '../enrol.ts';
import { lookUpPhone } from '../phone-lookup.ts';
import { type Application, candidateFrom } from './application.ts';
import { waitFor } from './clock.ts';

export type RegisterRefusal =
  | { readonly reason: 'phone-known'; readonly id: VolunteerId }
  | { readonly reason: 'no-town' };

/**
 * Somebody applies by telephone or at the counter, and a person writes it down. The desk may know whose number it is: it
 * is told, unless `evenSo` says that two people share one telephone.
 */
export const registerVolunteer = (
  world: Surroundings,
  application: Application & { readonly evenSo: boolean },
  actor: Actor,
  now: Instant,
): Promise<Result<VolunteerId, RegisterRefusal>> =>
  decideAndCommit(world.table, async (): Promise<Result<Decision<VolunteerId>, RegisterRefusal>> => {
    const town = (await world.table.get(townKind, townKey(world.config.townId)))?.value;
    if (!town) return refused({ reason: 'no-town' });
    const found = await lookUpPhone(world.table, world.config.appSecret, application.phone);
    const known = found?.value.volunteerIds[0];
    if (known && !application.evenSo) return refused({ reason: 'phone-known', id: known });
    const fresh = candidateFrom(application, town, world.ids.next('vol'), now);
    // Whoever writes it down has just spoken with them.
    const candidate = { ...fresh, joining: waitFor('appointment', { answeredAt: now }, town, now) };
    const applied = { action: 'volunteer-registered', actor, at: now, to: 'candidate' };
    return ok({
      value: candidate.id,
      writes: newVolunteerWrites(world.config.appSecret, candidate, applied, found),
    });
  });
