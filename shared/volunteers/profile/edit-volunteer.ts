import type { Actor } from '../../audit/audit.ts';
import type { Surroundings } from '../../decide/decide.ts';
import type { SeniorId, VolunteerId } from '../../ids/ids.ts';
import { ok, type Result } from '../../result/result.ts';
import type { Write } from '../../table/table.ts';
import type { Instant } from '../../time/instant.ts';
import { changeVolunteer } from '../change-volunteer.ts';
import { lookUpPhone, phoneFinds, phoneForgets } from '../phone-lookup.ts';
import { partFrom } from '../rest/part-from.ts';
import { holdersOf, reachedWrites } from '../space/lost-phone.ts';
import type { Exception, Volunteer } from '../volunteer.ts';
import {
  addException,
  changedFields,
  type DeskProfile,
  type ExceptionRefusal,
  editProfile,
  type ProfileRefusal,
  removeException,
} from './profile.ts';

type Unknown = { readonly reason: 'unknown' };
type Changed<R> = Promise<Result<Volunteer, R | Unknown>>;

const edited = (
  before: Volunteer,
  next: Volunteer,
  actor: Actor,
  now: Instant,
  action = 'volunteer-edited',
) => ({
  next,
  happening: {
    action,
    actor,
    at: now,
    details: { fields: changedFields(before, next).join(', ').slice(0, 300) },
  },
});

/** Saves what a person says of themselves, or what the desk corrects. A new number moves with its lookup, and settles the task about a lost one. */
export const editVolunteer = (
  world: Surroundings,
  id: VolunteerId,
  changes: Partial<DeskProfile>,
  actor: Actor,
  now: Instant,
): Changed<ProfileRefusal> =>
  changeVolunteer<ProfileRefusal>(
    world,
    id,
    async ({ stored, town }) => {
      const before = stored.value;
      const next = editProfile(before, changes, town, actor.kind);
      if (!next.ok) return next;
      const writes: Write[] = [];
      if (next.value.phone !== before.phone) {
        const { appSecret } = world.config;
        const [old, fresh] = await Promise.all([
          lookUpPhone(world.table, appSecret, before.phone),
          lookUpPhone(world.table, appSecret, next.value.phone),
        ]);
        writes.push(...phoneForgets(id, old), ...phoneFinds(appSecret, next.value.phone, id, fresh));
        const { there } = await holdersOf(world, before.phone);
        writes.push(...(await reachedWrites(world, id, there, 'Réglé : un autre numéro est noté.', now)));
      }
      return ok({ ...edited(before, next.value, actor, now), writes });
    },
    now,
  );

export const addExceptionOf = (
  world: Surroundings,
  id: VolunteerId,
  exception: Exception,
  actor: Actor,
  now: Instant,
): Changed<ExceptionRefusal> =>
  changeVolunteer<ExceptionRefusal>(
    world,
    id,
    ({ stored }) => {
      const next = addException(stored.value, exception, now);
      return next.ok ? ok(edited(stored.value, next.value, actor, now)) : next;
    },
    now,
  );

export const removeExceptionOf = (
  world: Surroundings,
  id: VolunteerId,
  exception: Exception,
  actor: Actor,
  now: Instant,
): Changed<never> =>
  changeVolunteer<never>(
    world,
    id,
    ({ stored }) => ok(edited(stored.value, removeException(stored.value, exception), actor, now)),
    now,
  );

/** Never together again, at either side's wish; no reason is asked or kept. `together` takes the wish back. */
export const excludeSenior = async (
  world: Surroundings,
  id: VolunteerId,
  seniorId: SeniorId,
  wish: 'apart' | 'together',
  actor: Actor,
  now: Instant,
): Changed<never> => {
  const done = await changeVolunteer<never>(
    world,
    id,
    ({ stored }) => {
      const { exclusions } = stored.value;
      const has = exclusions.includes(seniorId);
      const happening = {
        action: wish === 'apart' ? 'exclusion-added' : 'exclusion-removed',
        actor,
        at: now,
        details: { senior: seniorId },
      };
      if (has === (wish === 'apart')) return ok({ next: stored.value, happening });
      const next =
        wish === 'apart'
          ? [...exclusions, seniorId].slice(-50)
          : exclusions.filter((other) => other !== seniorId);
      return ok({ next: { ...stored.value, exclusions: next }, happening });
    },
    now,
  );
  if (done.ok && wish === 'apart') await partFrom(world, id, seniorId, actor, now);
  return done;
};
