import * as z from 'zod';
import { sectorCodeSchema } from '../../geo/sector.ts';
import { civilDaySchema } from '../../time/civil.ts';
import { instantSchema } from '../../time/instant.ts';
import { FACT_KINDS } from '../signals/fact.ts';
import { FUNNEL_STEPS } from '../turnover/funnel.ts';

const count = z.number().int().min(0);

/** Missions of four weeks, held or done, by so many people: « aucune », « 1 ou 2 »… */
export const LOAD_CLASSES = ['0', '1-2', '3-4', '5-8', '9+'] as const;
export type LoadClass = (typeof LOAD_CLASSES)[number];

/** How long somebody has been waiting for a visitor. */
export const WAIT_CLASSES = ['under-2-weeks', '2-to-4-weeks', '1-to-3-months', 'over-3-months'] as const;
export type WaitClass = (typeof WAIT_CLASSES)[number];

export const OFFER_ANSWERS = ['yes', 'no', 'silent', 'closed', 'waiting'] as const;

/** Is the network tiring: the active volunteers, counted. */
const wearinessSchema = z.object({
  looked: count,
  /** When what is so of each was looked at, the night before: pauses, facts, offers. Absent: as the rest. */
  noticedAt: instantSchema.optional(),
  load: z.array(z.object({ code: z.enum(LOAD_CLASSES), people: count })),
  missions: count,
  /** Those who did most: a tenth of the active, three people at least. */
  busiest: z.object({ people: count, missions: count }),
  /** A mission in each of the last twelve weeks or more. */
  noPause: count,
  /** Of the answers of the last quarter of a year: enough of them, and how many are to be surrounded may be told. */
  checkIns: z.object({ steady: count, toSurround: count, unsaid: count }),
  facts: z.array(z.object({ kind: z.enum(FACT_KINDS), people: count })),
  offers: z.array(z.object({ code: z.enum(OFFER_ANSWERS), count })),
});

const coverageCellSchema = z.object({
  /** First day of the week. */
  monday: civilDaySchema,
  /** Absent: the address has no sector. */
  sector: sectorCodeSchema.optional(),
  due: count,
  found: count,
});
export type CoverageCell = z.infer<typeof coverageCellSchema>;

const readingSchema = z.object({
  months: z.number(),
  survival: z.number(),
  lower: z.number().nullable(),
  upper: z.number().nullable(),
  atRisk: count,
});
const retentionSchema = z.object({
  name: z.string().max(60),
  curve: z.object({
    n: count,
    events: count,
    median: z.number().nullable(),
    points: z.array(
      z.object({
        t: z.number(),
        atRisk: count,
        events: count,
        survival: z.number(),
        lower: z.number().nullable(),
        upper: z.number().nullable(),
      }),
    ),
  }),
  from: z.number(),
  until: z.number(),
  readings: z.array(readingSchema),
  meanFirstYear: z.number().nullable(),
});

const funnelRowSchema = z.object({
  step: z.enum(FUNNEL_STEPS),
  reached: count,
  medianDays: z.number().nullable(),
  waiting: count,
  longestWait: count.nullable(),
  gaveUp: count,
});

/**
 * What a review looks at, as it was counted that day: kept with the review, so that it reads the same afterwards. Counts of
 * people and of missions, no id and no name. Null: not known, or too many to be read; never a zero.
 */
export const figuresSchema = z.object({
  countedAt: instantSchema,
  /** Days of the comings and goings, both included: since the review before, a quarter for the first one. */
  from: civilDaySchema,
  to: civilDaySchema,
  network: z.object({
    /** Enrolled the day before `from`, and still. */
    stayed: count,
    /** Enrolled then, gone since. */
    gone: count,
    /** Not there then, there now: newcomers and returns. */
    came: count,
    /** Came and went in between. */
    passed: count,
    paused: count,
    dormant: count.nullable(),
    /** Departures by reason, `not-said` where none was. */
    reasons: z.array(z.object({ reason: z.string().max(40), count })),
  }),
  weariness: wearinessSchema.nullable(),
  /** The closed quarter whose check-ins are told in groups, and the day on which they were counted. */
  quarter: z.object({ from: civilDaySchema, to: civilDaySchema, countedOn: civilDaySchema }).optional(),
  /** Volunteers for whom a next step waits, whatever the week's five. */
  words: count.nullable(),
  coverage: z
    .object({
      /** Mondays of the four whole weeks before this one. */
      past: z.array(civilDaySchema),
      /** Of this week and the next. */
      ahead: z.array(civilDaySchema),
      cells: z.array(coverageCellSchema),
      /** Days with more missions than are read at once: counted in no cell. */
      unread: z.array(civilDaySchema),
    })
    .nullable(),
  waiting: z.array(
    z.object({ sector: sectorCodeSchema.optional(), counts: z.array(count).length(WAIT_CLASSES.length) }),
  ),
  funnel: z.array(funnelRowSchema),
  retention: retentionSchema.nullable(),
});
export type Figures = z.infer<typeof figuresSchema>;
