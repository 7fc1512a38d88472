import * as z from 'zod';
import { travelModes } from '../../../geo/travel.ts';
import { staffIdSchema, type VolunteerId, volunteerIdSchema } from '../../../ids/ids.ts';
import { ok, type Result, refused } from '../../../result/result.ts';
import { defineKind, type Key, type Kind } from '../../../table/kind.ts';
import { type CivilDay, civilDaySchema, yearOf } from '../../../time/civil.ts';
import { type Instant, instantSchema } from '../../../time/instant.ts';
import { townIdSchema } from '../../../town/settings.ts';

/** What a volunteer gives besides missions, in their own words. */
export const ACTIVITIES = ['training', 'meeting', 'event', 'mission', 'other'] as const;
export type Activity = (typeof ACTIVITIES)[number];

/** There and back, on the road, whatever it was estimated or said from. */
export const tripSchema = z.object({
  mode: z.enum(travelModes),
  metres: z.number().int().min(0).max(500_000),
});

const saidSchema = z.object({
  minutes: z.number().int().min(0).max(1_440),
  /** Absent: no journey said. */
  trip: tripSchema.optional(),
});
export type Said = z.infer<typeof saidSchema>;

/**
 * A line corrected or added by the volunteer. `agreed` is what counts: absent for a correction, what the chain wrote counts;
 * absent for an addition, nothing does. Said again, it waits again, and what was agreed before still counts meanwhile.
 */
export const entrySchema = z.object({
  /** The record it corrects (mission, round, batch of calls), or a name of its own. */
  lineId: z.string().min(1).max(60),
  day: civilDaySchema,
  /** Only of a line that the chain knows nothing of. */
  activity: z.enum(ACTIVITIES).optional(),
  said: saidSchema,
  words: z.string().max(200),
  saidAt: instantSchema,
  state: z.enum(['waiting', 'accepted', 'answered']),
  agreed: saidSchema.optional(),
  decided: z.object({ at: instantSchema, by: staffIdSchema, answer: z.string().max(300) }).optional(),
});
export type Entry = z.infer<typeof entrySchema>;

/** More than anybody corrects in a year; the record stays under a hundred kilobytes. */
const MOST_ENTRIES = 250;

export const hourEntriesSchema = z.object({
  volunteerId: volunteerIdSchema,
  town: townIdSchema,
  year: z.string().regex(/^\d{4}$/),
  entries: z.array(entrySchema).max(MOST_ENTRIES),
});
export type HourEntries = z.infer<typeof hourEntriesSchema>;

export const hourEntriesKey = (id: VolunteerId, year: string): Key => ({
  pk: `${id}#hours#${year}`,
  sk: 'HOURS',
});
export const waitingHoursList = (town: string): string => `${town}#hours-waiting`;

/**
 * | question                                        | key or index                               | consistent |
 * |-------------------------------------------------|--------------------------------------------|------------|
 * | what did they correct or add in this civil year? | pk volunteer id + `#hours#` + year, `HOURS` | yes        |
 * | whose words wait for an answer, oldest first?   | `list`: town + `#hours-waiting`            | no         |
 */
export const hourEntriesKind: Kind<HourEntries> = defineKind({
  name: 'hour-entries',
  v: 1,
  schema: hourEntriesSchema,
  key: (one) => hourEntriesKey(one.volunteerId, one.year),
  places: (one) => {
    const waiting = one.entries.filter(({ state }) => state === 'waiting').map(({ saidAt }) => saidAt);
    const [oldest] = waiting.sort();
    return {
      list: oldest
        ? { partition: waitingHoursList(one.town), sort: `${oldest}#${one.volunteerId}` }
        : undefined,
    };
  },
});

export type SayRefusal = { readonly reason: 'day-ahead' | 'too-old' | 'too-many' };

/** Years back that a line may still be said of. */
const YEARS_BACK = 1;

/**
 * The volunteer's word of a line: in place of what they said of it before, with what was agreed kept until somebody answers.
 * Refuses a day that has not come, a year before the last, and more lines than a year can hold.
 */
export const sayEntry = (
  before: HourEntries,
  said: Pick<Entry, 'lineId' | 'day' | 'activity' | 'said' | 'words'>,
  today: CivilDay,
  now: Instant,
): Result<HourEntries, SayRefusal> => {
  if (said.day > today) return refused({ reason: 'day-ahead' });
  if (Number(yearOf(said.day)) < Number(yearOf(today)) - YEARS_BACK) return refused({ reason: 'too-old' });
  const known = before.entries.find(({ lineId }) => lineId === said.lineId);
  const others = before.entries.filter(({ lineId }) => lineId !== said.lineId);
  if (!known && others.length >= MOST_ENTRIES) return refused({ reason: 'too-many' });
  const entry: Entry = {
    ...said,
    state: 'waiting',
    saidAt: now,
    ...(known?.agreed ? { agreed: known.agreed } : {}),
  };
  return ok({ ...before, entries: [...others, entry].sort((a, b) => (a.day < b.day ? -1 : 1)) });
};

/**
 * The coordinator's answer to a line that waits: agreed as said, or a sentence back and what counted before still counts.
 * Undefined when nothing of that name waits, or when it says something else than what was read.
 */
export const answerEntry = (
  before: HourEntries,
  { lineId, saidAt }: Pick<Entry, 'lineId' | 'saidAt'>,
  verdict: { readonly accepted: boolean; readonly answer: string },
  decided: Omit<NonNullable<Entry['decided']>, 'answer'>,
): HourEntries | undefined => {
  const waiting = before.entries.find((one) => one.lineId === lineId && one.state === 'waiting');
  if (!waiting || waiting.saidAt !== saidAt) return undefined;
  const next: Entry = {
    ...waiting,
    state: verdict.accepted ? 'accepted' : 'answered',
    ...(verdict.accepted ? { agreed: waiting.said } : {}),
    decided: { ...decided, answer: verdict.answer },
  };
  return { ...before, entries: before.entries.map((one) => (one === waiting ? next : one)) };
};
