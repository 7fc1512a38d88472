import * as z from 'zod';
import { flagStateSchema } from '../../flags/flag.ts';
import { sectorCodeSchema } from '../../geo/sector.ts';
import { staffIdSchema } from '../../ids/ids.ts';
import { defineKind, type Key, type Kind } from '../../table/kind.ts';
import { civilDaySchema } from '../../time/civil.ts';
import { instantSchema } from '../../time/instant.ts';
import { townIdSchema } from '../../town/settings.ts';
import { monthSchema } from '../../volunteers/movements/served.ts';
import { toldTablesSchema } from '../small-numbers/told.ts';

const count = z.number().int().min(0);

/** How missions of a month ended; `open`: still to come or to be reported. */
export const OUTCOMES = ['done', 'not-done', 'unfilled', 'open'] as const;

export const yearSchema = z.string().regex(/^20\d{2}$/);

/** What the store knows of a month, counted once it is read: no id, nobody in it, so that it outlives the missions. */
const monthCountsSchema = z.object({
  month: monthSchema,
  programmes: z
    .array(
      z.object({
        programme: z.string().max(40),
        outcomes: z.array(count).length(OUTCOMES.length),
        /** Planned minutes of those done. */
        minutes: count,
        /** Of those done, by telephone. */
        calls: count,
      }),
    )
    .max(60),
  sectors: z.array(z.object({ sector: sectorCodeSchema.optional(), due: count, found: count })).max(201),
  /** Days with more missions than are read at once: not in these counts. */
  unread: z.array(civilDaySchema).max(31),
  flags: z.object({
    received: count,
    /** Known to the town before. */
    known: count,
    states: z.array(z.object({ state: flagStateSchema, count })).max(12),
  }),
  /** Lists of calls: of hot days, and friendly ones. */
  lists: z.object({ heat: count, friendly: count, attempts: count, reached: count }),
  sms: z.object({ messages: count, parts: count, microEuros: count }),
});
export type MonthCounts = z.infer<typeof monthCountsSchema>;

/** What is counted of the year as a whole, when its months are. Null: more than is read at once. */
const wholeSchema = z.object({
  people: z
    .object({
      /** With a service open at any time of the year. */
      accompanied: count,
      /** Of these, whose file was opened in the year. */
      fresh: count,
    })
    .nullable(),
  network: z.object({ stayed: count, gone: count, came: count, passed: count }),
  /** Volunteers who did a mission at least. */
  served: count,
});
export type WholeYear = z.infer<typeof wholeSchema>;

/**
 * The activity of a year: counted month by month, by whoever asked and then by the agenda, and told with small numbers
 * protected. What was told last is kept while it is counted again.
 */
export const activitySchema = z.object({
  town: townIdSchema,
  year: yearSchema,
  askedAt: instantSchema,
  askedBy: staffIdSchema,
  /** Last day counted: the year's, or the day it was asked. */
  until: civilDaySchema,
  months: z.array(monthCountsSchema).max(12),
  whole: wholeSchema.optional(),
  told: toldTablesSchema.optional(),
  /** What was told last of each number, be it hidden since: what the next is held to. */
  remembered: toldTablesSchema.optional(),
  toldAt: instantSchema.optional(),
  lookAt: instantSchema.optional(),
});
export type Activity = z.infer<typeof activitySchema>;

export const activityKey = (town: string, year: string): Key => ({
  pk: `${town}#activity#${year}`,
  sk: 'ACTIVITY',
});
/** The town and year of such a key. */
export const activityOf = (pk: string): { readonly town: string; readonly year: string } => {
  const [town = '', , year = ''] = pk.split('#');
  return { town, year };
};

/**
 * | question                                   | key or index                          | consistent |
 * |--------------------------------------------|---------------------------------------|------------|
 * | what was done in this town in that year?   | pk town + `#activity#` + year         | yes        |
 * | which years are told?                      | `list`: town + `#activity`, by year   | no         |
 * | which are still being counted?             | `due` in the agenda lane              | no         |
 */
export const activityKind: Kind<Activity> = defineKind({
  name: 'activity-year',
  v: 1,
  schema: activitySchema,
  key: (one) => activityKey(one.town, one.year),
  places: (one) => ({
    list: { partition: `${one.town}#activity`, sort: one.year },
    due: one.lookAt ? { lane: 'agenda', at: one.lookAt } : undefined,
  }),
});
