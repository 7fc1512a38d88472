import * as z from 'zod';
import { missionIdSchema, volunteerIdSchema } from '../../ids/ids.ts';
import { civilDaySchema } from '../../time/civil.ts';
import { instantSchema } from '../../time/instant.ts';

/** One volunteer for one mission. `isLocked`: the coordinator's own word. */
const choiceSchema = z.object({
  missionId: missionIdSchema,
  volunteerId: volunteerIdSchema,
  isLocked: z.boolean(),
});
export type Choice = z.infer<typeof choiceSchema>;

/** A mission that lacks somebody. */
const missingSchema = z.object({ missionId: missionIdSchema, people: z.number().int().min(1).max(2) });
export type Missing = z.infer<typeof missingSchema>;

/** What a plan comes to, in the units people use. */
const totalsSchema = z.object({
  /** People wanted and found, all missions together. */
  wanted: z.number().int(),
  found: z.number().int(),
  travelMinutes: z.number().int(),
  /** Choices by tie: usual visitor or second of the pair; met once; a first meeting. */
  usual: z.number().int(),
  met: z.number().int(),
  first: z.number().int(),
  /** Choices that differ from the plan already announced. */
  changed: z.number().int(),
  /** Volunteers at their own maximum of the week; beyond what a fact about them advises. */
  atMaximum: z.number().int(),
  beyondAdvice: z.number().int(),
});
export type Totals = z.infer<typeof totalsSchema>;

/** How the plan was found, for the log and the benches. */
const planWorkSchema = z.object({
  solves: z.number().int(),
  /** Choices the nearest few had left out and the completeness check put back. */
  putBack: z.number().int(),
  /** Times the plan was solved anew so that everybody rests between two missions. */
  settled: z.number().int(),
});
export type PlanWork = z.infer<typeof planWorkSchema>;

/**
 * A week's plan, plain data that may be stored as it is; no name, no address. `cost` is what it comes to in points; `bound`
 * what no plan that keeps every rule can go below, proved. They meet (`isBest`) when this plan is proved the best there
 * is; else the difference is the most that could be gained. At most 50,000 choices.
 */
export const weekPlanSchema = z.object({
  monday: civilDaySchema,
  /** When the data were read. */
  at: instantSchema,
  choices: z.array(choiceSchema).max(50_000),
  missing: z.array(missingSchema).max(50_000),
  cost: z.number().int(),
  bound: z.number().int(),
  isBest: z.boolean(),
  totals: totalsSchema,
  /**
   * What one more volunteer who could go would be worth to each mission, in points (its least dual price). `price`: the whole
   * points at which the bound was proved, where the next plan begins its own proof; absent from plans stored without.
   */
  worth: z
    .array(z.object({ missionId: missionIdSchema, points: z.number(), price: z.number().int().optional() }))
    .max(50_000),
  work: planWorkSchema,
});
export type WeekPlan = z.infer<typeof weekPlanSchema>;
