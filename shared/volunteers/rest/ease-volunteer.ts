import type { Actor } from '../../audit/audit.ts';
import type { Surroundings } from '../../decide/decide.ts';
import type { VolunteerId } from '../../ids/ids.ts';
import { ok, type Result, refused } from '../../result/result.ts';
import { addDays, type CivilDay, dayOf } from '../../time/civil.ts';
import type { Instant } from '../../time/instant.ts';
import { changeVolunteer, type VolunteerChange } from '../change-volunteer.ts';
import type { Easing, Volunteer } from '../volunteer.ts';

/** A lighter rhythm is for a while: beyond, the volunteer's own word is what should change (days). */
const LONGEST_DAYS = 120;

/** How light: so many missions a week at most, or one in two weeks. */
export type Lighter = { readonly perWeek: number | 'fortnight'; readonly until: CivilDay };
export type EaseRefusal = { readonly reason: 'not-active' | 'day-past' | 'day-too-far' | 'not-lighter' };

/** The easing that was asked for. Refuses a day that is past or too far, and what would not be lighter than their own word. */
export const easingOf = (
  volunteer: Volunteer,
  { perWeek, until }: Lighter,
  now: Instant,
): Result<Easing, EaseRefusal> => {
  const since = dayOf(now);
  if (volunteer.state !== 'active') return refused({ reason: 'not-active' });
  if (until < since) return refused({ reason: 'day-past' });
  if (until > addDays(since, LONGEST_DAYS)) return refused({ reason: 'day-too-far' });
  if (perWeek === 'fortnight') return ok({ cap: 1, restDays: 13, since, until });
  return perWeek >= 1 && perWeek < volunteer.weeklyCap
    ? ok({ cap: perWeek, since, until })
    : refused({ reason: 'not-lighter' });
};

/** The change of the record, for whoever writes it with something else. */
export const easeChange = (
  volunteer: Volunteer,
  eased: Easing,
  actor: Actor,
  now: Instant,
): VolunteerChange => ({
  next: { ...volunteer, eased },
  happening: {
    action: 'volunteer-eased',
    actor,
    at: now,
    details: { until: eased.until, cap: eased.cap, restDays: eased.restDays ?? 0 },
  },
});

/** A lighter rhythm at the volunteer's own wish. */
export const easeVolunteer = (
  world: Surroundings,
  id: VolunteerId,
  lighter: Lighter,
  actor: Actor,
  now: Instant,
): Promise<Result<Volunteer, EaseRefusal | { readonly reason: 'unknown' }>> =>
  changeVolunteer<EaseRefusal>(
    world,
    id,
    ({ stored }) => {
      const eased = easingOf(stored.value, lighter, now);
      return eased.ok ? ok(easeChange(stored.value, eased.value, actor, now)) : eased;
    },
    now,
  );

/** Back to their own word, by them or by the coordinator. Twice is once. */
export const endEasing = (
  world: Surroundings,
  id: VolunteerId,
  actor: Actor,
  now: Instant,
): Promise<Result<Volunteer, { readonly reason: 'unknown' }>> =>
  changeVolunteer<never>(
    world,
    id,
    ({ stored }) => {
      const { eased, ...usual } = stored.value;
      const happening = { action: 'volunteer-easing-ended', actor, at: now };
      return ok({ next: eased ? usual : stored.value, happening });
    },
    now,
  );
