import { type Actor, change } from '../../../audit/audit.ts';
import { type Decision, decideAndCommit, type Surroundings } from '../../../decide/decide.ts';
import type { ThanksId, VolunteerId } from '../../../ids/ids.ts';
import { ok, type Result, refused } from '../../../result/result.ts';
import { seniorKey, seniorKind } from '../../../seniors/store.ts';
import type { Write } from '../../../table/table.ts';
import { settledTaskWrites } from '../../../tasks/settle-task.ts';
import type { Instant } from '../../../time/instant.ts';
import { readVolunteer, volunteerWrites } from '../../../volunteers/change-volunteer.ts';
import {
  type ThanksState,
  type ThankYou,
  thanksKey,
  thankYouKind,
} from '../../../volunteers/thanks/thank-you.ts';

export type ThanksCommand = 'read' | 'keep' | 'delete' | 'tell' | 'withdraw';

/** From where each act leads where, and whose it is: the one table. What was read cannot be taken back. */
const THANKS_PATH: Readonly<
  Record<
    ThanksCommand,
    { readonly from: readonly ThanksState[]; readonly to: ThanksState; readonly by: 'volunteer' | 'staff' }
  >
> = {
  read: { from: ['carried'], to: 'read', by: 'volunteer' },
  keep: { from: ['read', 'told'], to: 'kept', by: 'volunteer' },
  delete: { from: ['read', 'kept', 'told'], to: 'deleted', by: 'volunteer' },
  tell: { from: ['carried'], to: 'told', by: 'staff' },
  withdraw: { from: ['carried'], to: 'withdrawn', by: 'staff' },
};

type ThanksRefusal = { readonly reason: 'unknown' | 'not-yours' | 'not-now' };

const ACTIONS: Readonly<Record<ThanksCommand, string>> = {
  read: 'thanks-read',
  keep: 'thanks-kept',
  delete: 'thanks-deleted',
  tell: 'thanks-told',
  withdraw: 'thanks-withdrawn',
};

const after = (one: ThankYou, command: ThanksCommand, now: Instant): ThankYou => {
  const { to } = THANKS_PATH[command];
  const isGone = to === 'deleted' || to === 'withdrawn';
  return {
    ...one,
    state: to,
    ...(command === 'read' || command === 'tell' ? { readAt: now } : {}),
    // The words go with the wish that they go: neither the file nor the desk has them any more.
    ...(isGone ? { words: '', endedAt: now } : {}),
  };
};

/** Taken back before it was read: the volunteer's file says again what it said before. */
const thanksUndone = async (
  world: Surroundings,
  one: ThankYou,
  actor: Actor,
  now: Instant,
): Promise<readonly Write[]> => {
  const facts = await readVolunteer(world, one.volunteerId);
  if (!facts || facts.stored.value.lastThanksAt !== one.takenAt) return [];
  const { lastThanksAt: _, ...rest } = facts.stored.value;
  const next = { ...rest, ...(one.thankedBefore ? { lastThanksAt: one.thankedBefore } : {}) };
  return volunteerWrites(
    world,
    facts,
    { next, happening: { action: 'thanks-withdrawn', actor, at: now } },
    now,
  );
};

/**
 * The volunteer opens the words, keeps them or has them deleted; a member of the team reads them out, or takes them back before they
 * were read. Done twice: once. Refused for somebody else's words, or from a state that does not know the act; words of
 * a person whose file closed meanwhile are not opened.
 */
export const answerThanks = (
  world: Surroundings,
  which: { readonly id: ThanksId; readonly volunteerId: VolunteerId },
  command: ThanksCommand,
  actor: Actor,
  now: Instant,
): Promise<Result<ThankYou, ThanksRefusal>> =>
  decideAndCommit(world.table, async (): Promise<Result<Decision<ThankYou>, ThanksRefusal>> => {
    const stored = await world.table.get(thankYouKind, thanksKey(which.id, which.volunteerId));
    if (stored?.value.town !== world.config.townId) return refused({ reason: 'unknown' });
    const one = stored.value;
    const { from, to, by } = THANKS_PATH[command];
    if (by !== actor.kind || (by === 'volunteer' && actor.id !== one.volunteerId))
      return refused({ reason: 'not-yours' });
    if (one.state === to) return ok({ value: one, writes: [] });
    if (!from.includes(one.state)) return refused({ reason: 'not-now' });
    if (command === 'read') {
      const senior = await world.table.get(seniorKind, seniorKey(one.seniorId));
      if (senior?.value.state !== 'active') return refused({ reason: 'not-now' });
    }
    const value = after(one, command, now);
    const outcome = command === 'tell' ? 'Lu de vive voix.' : 'Mots repris avant d’être lus.';
    return ok({
      value,
      writes: [
        ...change(thankYouKind, stored, value, {
          action: ACTIONS[command],
          actor,
          at: now,
          from: one.state,
          to,
        }),
        ...(by === 'staff' ? await settledTaskWrites(world.table, one.taskId, outcome, now) : []),
        ...(command === 'withdraw' ? await thanksUndone(world, one, actor, now) : []),
      ],
    });
  });
