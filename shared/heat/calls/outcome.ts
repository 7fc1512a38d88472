import * as z from 'zod';
import { actorSchema } from '../../audit/audit.ts';
import { defineKind, type Key, type Kind } from '../../table/kind.ts';
import { instantSchema } from '../../time/instant.ts';
import { type CallTaskId, callTaskIdSchema, outcomeCodeSchema, rungSchema } from './task.ts';

/** Longest note of a call: practical words for the next caller, never health; the page says so beside the field. */
export const NOTE_LENGTH = 160;

/** Given by the form that is filled in, before anything is sent: typed twice or late, it is one outcome. */
export const outcomeIdSchema = z
  .string()
  .regex(/^[0-9A-Za-z_-]{8,60}$/)
  .brand<'OutcomeId'>();
export type OutcomeId = z.infer<typeof outcomeIdSchema>;

/**
 * One attempt, kept whatever happened since. `applied`: it changed the obligation. `late`: it came when its caller no
 * longer held it. `conflict`: it contradicts the one kept; a person decides. Never edited, never removed by hand.
 */
export const callOutcomeSchema = z.object({
  id: outcomeIdSchema,
  taskId: callTaskIdSchema,
  code: outcomeCodeSchema,
  note: z.string().max(NOTE_LENGTH),
  /** When the call was made, as its caller says; paper is keyed in hours later. */
  calledAt: instantSchema,
  recordedAt: instantSchema,
  by: actorSchema,
  via: z.enum(['link', 'desk', 'paper']),
  rung: rungSchema,
  applied: z.boolean(),
  late: z.boolean(),
  conflict: z.boolean(),
});
export type CallOutcome = z.infer<typeof callOutcomeSchema>;

export const OUTCOME_PREFIX = 'OUTCOME#';
export const outcomeKey = (task: CallTaskId, id: OutcomeId): Key => ({
  pk: task,
  sk: `${OUTCOME_PREFIX}${id}`,
});

/**
 * | question                             | key                                        | consistent |
 * |--------------------------------------|--------------------------------------------|------------|
 * | was this outcome already taken in?    | pk obligation, sk `OUTCOME#` + form's id   | yes        |
 * | every attempt at this obligation      | pk obligation, sk begins `OUTCOME#`        | yes        |
 */
export const callOutcomeKind: Kind<CallOutcome> = defineKind({
  name: 'call-outcome',
  v: 1,
  schema: callOutcomeSchema,
  key: (outcome) => outcomeKey(outcome.taskId, outcome.id),
});
