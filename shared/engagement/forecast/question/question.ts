import * as z from 'zod';
import { travelModes } from '../../../geo/travel.ts';
import { canonical, sha256 } from '../../../ids/digest.ts';
import type { OpenWeek } from '../../../plans/solve/open-week.ts';
import { weekMark } from '../../../plans/solve/week-mark.ts';
import { keptUntil, owedSchema, type Plan, planIdSchema } from '../../../plans/week-plan.ts';
import { defineKind, type Key, type Kind } from '../../../table/kind.ts';
import { civilDaySchema, halfDaySchema } from '../../../time/civil.ts';
import { instantSchema } from '../../../time/instant.ts';
import { townIdSchema } from '../../../town/settings.ts';
import type { Recruits } from '../recruit.ts';

/** Who would join, as it is stored. */
const recruitsSchema = z.object({
  count: z.number().int().min(1).max(20),
  sector: z.string().max(40).optional(),
  free: z.array(halfDaySchema).max(14),
  travel: z.enum(travelModes),
  language: z.string().max(10).optional(),
});

const digest = z.string().regex(/^[0-9a-f]{16}$/);

/**
 * What was counted, on which rows of the plan (`of`), in which week (`week`, as `weekMark`; not kept at first) and when. Visits
 * and people, as in `Recruited`.
 */
const countedSchema = z.object({
  of: digest,
  week: digest.optional(),
  at: instantSchema,
  estimated: z.number().int(),
  exact: z.number().int(),
  people: z.number().int(),
  missing: z.number().int(),
  also: z.array(z.string().max(300)).max(12),
});

/**
 * « Et si des bénévoles nous rejoignaient ? » of a week too large to be planned again while a page waits: asked, owed to the
 * function that has the minutes for it, and its answer kept beside the plan. Asked twice, one record.
 */
export const questionSchema = z.object({
  planId: planIdSchema,
  town: townIdSchema,
  monday: civilDaySchema,
  recruits: recruitsSchema,
  asked: owedSchema.optional(),
  failedAt: instantSchema.optional(),
  answer: countedSchema.optional(),
});
export type Question = z.infer<typeof questionSchema>;

/** Why an answer is no longer of the week as it is: its plan was made again, or the week has changed and it was not. */
export type Outdated = 'plan' | 'week';
export const outdated = (
  { of, week }: Pick<NonNullable<Question['answer']>, 'of' | 'week'>,
  { plan, input }: Pick<OpenWeek, 'plan' | 'input'>,
): Outdated | undefined => {
  if (of !== plan.result?.key) return 'plan';
  return week !== undefined && week !== weekMark(input) ? 'week' : undefined;
};

/** The same question whoever asks it, in whatever order the half-days were ticked. */
const digestOf = ({ count, sector, free, travel, language }: Recruits): string =>
  sha256(canonical({ count, sector, free: [...free].sort(), travel, language })).slice(0, 16);

export const questionKey = (planId: Plan['id'], recruits: Recruits): Key => ({
  pk: planId,
  sk: `RECRUITS#${digestOf(recruits)}`,
});
/** Questions that are owed an answer, oldest first. */
export const questionsAsked = (town: string): string => `${town}#recruits#asked`;

/**
 * | question                               | key or index                                      | consistent |
 * |----------------------------------------|---------------------------------------------------|------------|
 * | was this asked, and what is the answer | pk plan id, sk `RECRUITS#` + digest of the recruits | yes      |
 * | which answers are owed?                | `list`: town + `#recruits#asked`, sorted by asking | no        |
 */
export const questionKind: Kind<Question> = defineKind({
  name: 'recruit-question',
  v: 2,
  schema: questionSchema,
  key: ({ planId, recruits }) => questionKey(planId, recruitsOf(recruits)),
  places: ({ town, asked }) => ({
    list: asked ? { partition: questionsAsked(town), sort: `${asked.at}#${asked.tries}` } : undefined,
  }),
  expiresAt: ({ monday }) => keptUntil(monday),
});

export const recruitsOf = ({ sector, language, ...rest }: Question['recruits']): Recruits => ({
  ...rest,
  sector,
  language,
});
