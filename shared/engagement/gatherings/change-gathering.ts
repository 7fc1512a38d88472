import { type Actor, change } from '../../audit/audit.ts';
import { type Decision, decideAndCommit, type Surroundings } from '../../decide/decide.ts';
import type { GatheringId, StaffId, VolunteerId } from '../../ids/ids.ts';
import { ok, type Result, refused } from '../../result/result.ts';
import type { Instant } from '../../time/instant.ts';
import { type Gathering, gatheringKey, gatheringKind } from '../../volunteers/gatherings/gathering.ts';
import { volunteerKey, volunteerKind } from '../../volunteers/store.ts';
import {
  calledOff,
  type GatheringPlan,
  type GatheringRefusal,
  giveSeatBack,
  isInvited,
  type PlanRefusal,
  planned,
  replanned,
  seenOf,
  seenWhere,
  takeSeat,
  uninviting,
} from './decide-gathering.ts';
import { attended, type Presences, walkedIn } from './decide-presence.ts';
import { settleGathering } from './look-at-gathering.ts';

type Changed = Promise<Result<Gathering, GatheringRefusal>>;

/**
 * A new one, known to the team alone until it invites. The id is the form's: sent twice, it is written once; sent again with other
 * words, refused, for whoever went back in their browser thinks that these were kept.
 */
export const planGathering = async (
  world: Surroundings,
  id: GatheringId,
  plan: GatheringPlan,
  actor: Actor,
  now: Instant,
): Promise<Result<Gathering, PlanRefusal>> => {
  const at = planned(plan, now);
  if (!at.ok) return at;
  return decideAndCommit(world.table, async (): Promise<Result<Decision<Gathering>, PlanRefusal>> => {
    const stored = await world.table.get(gatheringKind, gatheringKey(id));
    if (stored)
      return seenOf(stored.value) === seenOf(plan)
        ? ok({ value: stored.value, writes: [] })
        : refused({ reason: 'changed-meanwhile' });
    const value: Gathering = {
      ...at.value,
      id,
      town: world.config.townId,
      state: 'draft',
      registrations: [],
      createdAt: now,
    };
    const happening = { action: 'gathering-planned', actor, at: now, to: 'draft' };
    return ok({ value, writes: change(gatheringKind, undefined, value, happening) });
  });
};

/** Read, decide, write once; whatever is owed by it is told at once, and gone on with by the agenda. */
const changeGathering = async (
  world: Surroundings,
  id: GatheringId,
  decide: (
    one: Gathering,
  ) => Result<Gathering, GatheringRefusal> | Promise<Result<Gathering, GatheringRefusal>>,
  act: { readonly action: string; readonly actor: Actor; readonly volunteerId?: VolunteerId },
  now: Instant,
): Changed => {
  const done = await decideAndCommit(
    world.table,
    async (): Promise<Result<Decision<Gathering>, GatheringRefusal>> => {
      const stored = await world.table.get(gatheringKind, gatheringKey(id));
      if (stored?.value.town !== world.config.townId) return refused({ reason: 'unknown' });
      const decided = await decide(stored.value);
      if (!decided.ok) return decided;
      if (decided.value === stored.value) return ok({ value: stored.value, writes: [] });
      const happening = {
        action: act.action,
        actor: act.actor,
        at: now,
        from: stored.value.state,
        to: decided.value.state,
        ...(act.volunteerId ? { details: { volunteer: act.volunteerId } } : {}),
      };
      return ok({
        value: decided.value,
        writes: change(gatheringKind, stored, decided.value, happening),
      });
    },
  );
  if (done.ok && done.value.lookAt !== undefined && done.value.lookAt <= now)
    await settleGathering(world, id, now);
  return done;
};

/** By the coordinator, held to the words that the form showed; a change of day, hour or place is told to everybody who comes or waits. */
export const editGathering = (
  world: Surroundings,
  id: GatheringId,
  asked: { readonly plan: GatheringPlan; readonly seen: string },
  actor: Actor,
  now: Instant,
): Changed =>
  changeGathering(world, id, (one) => replanned(one, asked, now), { action: 'gathering-edited', actor }, now);

export const callOffGathering = (world: Surroundings, id: GatheringId, actor: Actor, now: Instant): Changed =>
  changeGathering(world, id, (one) => calledOff(one, now), { action: 'gathering-cancelled', actor }, now);

/** By the coordinator, while invitations go out: those that have not gone yet do not. */
export const stopInviting = (world: Surroundings, id: GatheringId, actor: Actor, now: Instant): Changed =>
  changeGathering(
    world,
    id,
    (one) => ok(uninviting(one, now)),
    { action: 'gathering-inviting-stopped', actor },
    now,
  );

/**
 * Yes or no, by the volunteer or for them over the telephone. A volunteer answers what they are invited to, or have answered
 * before; somebody in a pause who had a seat may give it back. A yes said to a page that showed another hour or place (`seen`) is
 * refused: they would never be told of the change.
 */
export const answerGathering = (
  world: Surroundings,
  id: GatheringId,
  answer: { readonly volunteerId: VolunteerId; readonly comes: boolean; readonly seen?: string | undefined },
  actor: Actor,
  now: Instant,
): Changed => {
  const { volunteerId, comes, seen } = answer;
  return changeGathering(
    world,
    id,
    async (one) => {
      const volunteer = (await world.table.get(volunteerKind, volunteerKey(volunteerId)))?.value;
      if (!volunteer || volunteer.town !== one.town) return refused({ reason: 'unknown' });
      const isKnown = one.registrations.some((said) => said.volunteerId === volunteerId);
      if (!isKnown && !isInvited(one, volunteer)) return refused({ reason: 'not-invited' });
      if (comes && seen !== undefined && seen !== seenWhere(one) && one.state === 'open')
        return refused({ reason: 'changed-meanwhile' });
      return comes ? takeSeat(one, volunteerId, now) : giveSeatBack(one, volunteerId, now);
    },
    { action: comes ? 'gathering-joined' : 'gathering-declined', actor, volunteerId },
    now,
  );
};

export const tickAttendance = (
  world: Surroundings,
  id: GatheringId,
  presences: Presences,
  by: StaffId,
  now: Instant,
): Changed =>
  changeGathering(
    world,
    id,
    (one) => attended(one, presences, by, now),
    { action: 'gathering-attended', actor: { kind: 'staff', id: by } },
    now,
  );

/** Who came without a seat, one at a time; a volunteer of the town, whatever they had answered. */
export const noteWalkIn = (
  world: Surroundings,
  id: GatheringId,
  volunteerId: VolunteerId,
  by: StaffId,
  now: Instant,
): Changed =>
  changeGathering(
    world,
    id,
    async (one) => {
      const volunteer = (await world.table.get(volunteerKind, volunteerKey(volunteerId)))?.value;
      if (!volunteer || volunteer.town !== one.town) return refused({ reason: 'unknown' });
      return walkedIn(one, volunteerId, by, now);
    },
    { action: 'gathering-walk-in', actor: { kind: 'staff', id: by }, volunteerId },
    now,
  );
