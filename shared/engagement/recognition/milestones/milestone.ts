import * as z from 'zod';
import { staffIdSchema, type VolunteerId, volunteerIdSchema } from '../../../ids/ids.ts';
import { defineKind, type Key, type Kind } from '../../../table/kind.ts';
import {
  addDays,
  type CivilDay,
  civilDaySchema,
  civilTime,
  dayOf,
  instantOf,
  isCivilDay,
  weekday,
  yearOf,
} from '../../../time/civil.ts';
import { epochSeconds, type Instant, instantSchema, latest, plus } from '../../../time/instant.ts';
import { townIdSchema } from '../../../town/settings.ts';
import type { Report } from '../../../visits/report.ts';
import type { Volunteer } from '../../../volunteers/volunteer.ts';
import type { RecognitionSettings } from '../settings.ts';

/** Why one was not told that day; it may be found again another Monday. */
export const NOT_TOLD = ['not-active', 'hard-event', 'lately', 'off'] as const;

/** `planned`: on this week's list, told at `sendAt` unless somebody says no. `dropped`: it was no longer the moment. */
const milestoneSchema = z.object({
  volunteerId: volunteerIdSchema,
  town: townIdSchema,
  what: z.enum(['years', 'missions']),
  count: z.number().int().min(1).max(9_999),
  reachedOn: civilDaySchema,
  state: z.enum(['planned', 'told', 'stopped', 'dropped']),
  sendAt: instantSchema,
  endedAt: instantSchema.optional(),
  stoppedBy: staffIdSchema.optional(),
  why: z.enum(NOT_TOLD).optional(),
});
export type Milestone = z.infer<typeof milestoneSchema>;

type Named = Pick<Milestone, 'volunteerId' | 'what' | 'count'>;
export const milestonePartition = ({ volunteerId, what, count }: Named): string =>
  `${volunteerId}#milestone#${what}-${count}`;
export const milestoneKey = (one: Named): Key => ({ pk: milestonePartition(one), sk: 'MILESTONE' });
export const milestoneList = (town: string): string => `${town}#milestone`;

const DAYS_HELD = 400;

/**
 * | question                                  | key or index                                        | consistent |
 * |-------------------------------------------|-----------------------------------------------------|------------|
 * | this one of this volunteer                | pk volunteer id + `#milestone#` + what + count      | yes        |
 * | what was told them, and when?             | `volunteer` index, sort `milestone#` + day of sending | no, re-read |
 * | this week's list                          | `list`: town + `#milestone`, by day of sending      | no         |
 * | which are to be told?                     | `due` in the agenda lane                            | no, re-read |
 */
export const milestoneKind: Kind<Milestone> = defineKind({
  name: 'milestone',
  v: 1,
  schema: milestoneSchema,
  key: milestoneKey,
  places: (one) => ({
    list: { partition: milestoneList(one.town), sort: `${one.sendAt}#${one.volunteerId}` },
    volunteer: { id: one.volunteerId, sort: `milestone#${one.sendAt}` },
    due: one.state === 'planned' ? { lane: 'agenda', at: one.sendAt } : undefined,
  }),
  expiresAt: ({ sendAt }) => epochSeconds(plus(sendAt, { days: DAYS_HELD })),
});

const milestoneWeekSchema = z.object({ town: townIdSchema, lookAt: instantSchema });
export const milestoneWeekKey = (town: string): Key => ({ pk: `MILESTONES#${town}`, sk: 'MILESTONE-WEEK' });
/**
 * | question                       | key                              | consistent |
 * |--------------------------------|----------------------------------|------------|
 * | when is the next week's list?  | pk `MILESTONES#` + town; `due`   | yes        |
 */
export const milestoneWeekKind: Kind<z.infer<typeof milestoneWeekSchema>> = defineKind({
  name: 'milestone-week',
  v: 1,
  schema: milestoneWeekSchema,
  key: ({ town }) => milestoneWeekKey(town),
  places: ({ lookAt }) => ({ due: { lane: 'agenda', at: lookAt } }),
});

/** A milestone missed in a pause, or in a hard month, is still told for so long afterwards (days). */
const REACH_BACK_DAYS = 45;
/** The list is made on Monday and goes on Wednesday: two days to say no. */
const LIST_AT = civilTime('06:00');
const SEND_AT = civilTime('10:00');
const SEND_WEEKDAY = 3;
/** At most one a month (days). */
const BETWEEN_DAYS = 30;

export const nextList = (now: Instant): Instant => {
  const today = dayOf(now);
  const monday = addDays(today, 1 - weekday(today));
  const thisWeek = instantOf(monday, LIST_AT);
  return thisWeek > now ? thisWeek : instantOf(addDays(monday, 7), LIST_AT);
};

/** The same day so many years later; 29 February is 28 in a common year. */
const yearsLater = (day: CivilDay, years: number): CivilDay => {
  const same = `${String(Number(yearOf(day)) + years).padStart(4, '0')}${day.slice(4)}`;
  if (isCivilDay(same)) return same;
  const shorter = `${same.slice(0, 8)}28`;
  if (!isCivilDay(shorter)) throw new Error('no such day');
  return shorter;
};

export type Reached = Pick<Milestone, 'what' | 'count' | 'reachedOn'>;

/**
 * What this volunteer reached lately, or reaches this week: anniversaries of their first active day, and numbers of missions
 * counted from the reports that say they were done. The latest first. An unknown first day says nothing.
 */
export const reachedBy = (
  volunteer: Pick<Volunteer, 'activeSince'>,
  reports: readonly Pick<Report, 'outcome' | 'at'>[],
  { years, missions }: RecognitionSettings['milestones'],
  today: CivilDay,
): readonly Reached[] => {
  const from = addDays(today, -REACH_BACK_DAYS);
  const sunday = addDays(today, 7 - weekday(today));
  const first = volunteer.activeSince && dayOf(volunteer.activeSince);
  const elapsed = first ? Number(yearOf(sunday)) - Number(yearOf(first)) : 0;
  const anniversaries: Reached[] =
    years && first
      ? [elapsed - 1, elapsed]
          .filter((count) => count >= 1)
          .map((count) => ({ what: 'years', count, reachedOn: yearsLater(first, count) }))
      : [];
  const done = reports
    .filter(({ outcome }) => outcome === 'done')
    .map(({ at }) => at)
    .sort();
  const counted = missions.flatMap((count): Reached[] => {
    const at = done[count - 1];
    return at ? [{ what: 'missions', count, reachedOn: dayOf(at) }] : [];
  });
  return [...anniversaries, ...counted]
    .filter(({ reachedOn }) => reachedOn >= from && reachedOn <= sunday)
    .sort((a, b) => (a.reachedOn < b.reachedOn ? 1 : -1));
};

/** Wednesday morning of the list's week, or the anniversary itself when it comes later. */
export const sendsAt = ({ reachedOn }: Reached, now: Instant): Instant => {
  const today = dayOf(now);
  const wednesday = addDays(today, SEND_WEEKDAY - weekday(today));
  return latest(now, latest(instantOf(wednesday, SEND_AT), instantOf(reachedOn, SEND_AT)));
};

/** Whether another was told, or is about to be, within a month of `at`. */
export const isTooSoon = (
  known: readonly Milestone[],
  volunteerId: VolunteerId,
  at: Instant,
  but?: Named,
): boolean =>
  known
    .filter((one) => one.volunteerId === volunteerId)
    .filter((one) => !but || milestonePartition(one) !== milestonePartition(but))
    .some(({ state, sendAt }) => {
      const near = plus(sendAt, { days: BETWEEN_DAYS }) > at && plus(at, { days: BETWEEN_DAYS }) > sendAt;
      return near && (state === 'told' || state === 'planned');
    });
