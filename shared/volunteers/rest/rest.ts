import type { Actor } from '../../audit/audit.ts';
import { ok, type Result, refused } from '../../result/result.ts';
import { addDays, type CivilDay, dayOf } from '../../time/civil.ts';
import type { Instant } from '../../time/instant.ts';
import { type StepRefusal, step } from '../path.ts';
import type { LeaveReason, Volunteer } from '../volunteer.ts';

/** The longest pause with a date; beyond, a pause is open-ended. */
export const LONGEST_PAUSE_DAYS = 366;

export type PauseRefusal = StepRefusal | { readonly reason: 'day-past' | 'day-too-far' };

/**
 * A declared rest until a last day, included, or open-ended. Told again the same: unchanged (a double tap). Refused
 * for a day gone by or more than a year ahead. What it stops elsewhere is noted in `winding`, in the same write.
 */
export const pause = (
  volunteer: Volunteer,
  until: CivilDay | undefined,
  by: Actor['kind'],
  now: Instant,
): Result<Volunteer, PauseRefusal> => {
  const today = dayOf(now);
  if (until && until < today) return refused({ reason: 'day-past' });
  if (until && until > addDays(today, LONGEST_PAUSE_DAYS)) return refused({ reason: 'day-too-far' });
  if (volunteer.state === 'paused' && volunteer.pausedUntil === until) return ok(volunteer);
  const to = step(volunteer.state, 'pause', by);
  if (!to.ok) return to;
  const { pausedUntil: _, ...rest } = volunteer;
  return ok({
    ...rest,
    state: to.value,
    ...(until ? { pausedUntil: until } : {}),
    pausedAt: volunteer.pausedAt ?? now,
    winding: { cause: 'pause', since: now, ...(until ? { until } : {}) },
  });
};

/** Ends a pause, whoever asks; already active: unchanged. Pairings that the pause had paused come back. */
export const resume = (
  volunteer: Volunteer,
  by: Actor['kind'],
  now: Instant,
): Result<Volunteer, StepRefusal> => {
  if (volunteer.state === 'active') return ok(volunteer);
  const to = step(volunteer.state, 'resume', by);
  if (!to.ok) return to;
  const { pausedUntil: _, pausedAt: _at, ...rest } = volunteer;
  return ok({ ...rest, state: to.value, winding: { cause: 'resume', since: now } });
};

/** The pause ends by itself on the morning after its last day. */
export const isPauseOver = (volunteer: Volunteer, today: CivilDay): boolean =>
  volunteer.state === 'paused' && volunteer.pausedUntil !== undefined && volunteer.pausedUntil < today;

/**
 * Leaves the network: links and calendar close in the same write, the rest is noted in `winding`. Already leaving or
 * left: unchanged.
 */
export const leave = (
  volunteer: Volunteer,
  reason: LeaveReason,
  by: Actor['kind'],
  now: Instant,
): Result<Volunteer, StepRefusal> => {
  if (volunteer.state === 'leaving' || volunteer.state === 'left') return ok(volunteer);
  const to = step(volunteer.state, 'leave', by);
  if (!to.ok) return to;
  const { pausedUntil: _, pausedAt: _at, calendar: _c, ...rest } = volunteer;
  return ok({
    ...rest,
    state: to.value,
    left: { on: dayOf(now), reason },
    linksVoidBefore: now,
    winding: { cause: 'leave', since: now },
  });
};

/** Nothing is left to undo: the note goes, and somebody leaving has left. */
export const wound = (volunteer: Volunteer): Volunteer => {
  const { winding: _, ...rest } = volunteer;
  if (volunteer.state !== 'leaving') return rest;
  const to = step('leaving', 'finish-leaving', 'system');
  return to.ok ? { ...rest, state: to.value } : rest;
};

/** Somebody who left comes back, by a person's hand: a candidate again, with what still holds of their file. */
export const comeBack = (volunteer: Volunteer, by: Actor['kind']): Result<Volunteer, StepRefusal> => {
  const to = step(volunteer.state, 'come-back', by);
  if (!to.ok) return to;
  const { left: _, ...rest } = volunteer;
  return ok({ ...rest, state: to.value });
};

/** Whether a mission of that day is among what this rest stops. */
export const isStopped = (
  winding: NonNullable<Volunteer['winding']>,
  mission: { readonly day: CivilDay; readonly startsAt: Instant },
  now: Instant,
): boolean =>
  winding.cause !== 'resume' &&
  mission.startsAt > now &&
  (winding.until === undefined || mission.day <= winding.until);
