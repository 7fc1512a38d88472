import * as z from 'zod';
import { actorSchema } from '../../../audit/audit.ts';
import { volunteerIdSchema } from '../../../ids/ids.ts';
import { defineKind, type Key, type Kind } from '../../../table/kind.ts';
import { epochSeconds, instantSchema, plus } from '../../../time/instant.ts';
import { townIdSchema } from '../../../town/settings.ts';
import { yearSchema } from './letter.ts';

/** More volunteers than a département has; who is over them is asked for by the next sending. */
export const MOST_IN_SENDING = 4_000;
const DAYS_HELD = 400;

/**
 * The links of one year's letters on their way, a lot at a time: whom for, and how far it came. `stopped`: by somebody, and may be
 * taken up again. `done`: everybody was looked at; the list of people is empty from then on.
 */
const letterSendingSchema = z.object({
  town: townIdSchema,
  year: yearSchema,
  state: z.enum(['running', 'stopped', 'done']),
  to: z.array(volunteerIdSchema).max(MOST_IN_SENDING),
  total: z.number().int().min(1),
  /** Of `to`, how many were looked at. */
  next: z.number().int().min(0),
  /** Of those, who was texted; the others left meanwhile, or take no texts any more. */
  sent: z.number().int().min(0),
  /** Of the town's words, as they stood when it began. */
  version: z.number().int().min(0),
  by: actorSchema,
  startedAt: instantSchema,
  lookAt: instantSchema,
  endedAt: instantSchema.optional(),
});
export type LetterSending = z.infer<typeof letterSendingSchema>;

export const letterSendingKey = (town: string, year: string): Key => ({
  pk: `LETTER-SENDING#${town}#${year}`,
  sk: 'LETTER-SENDING',
});

/**
 * | question                                  | key                                          | consistent |
 * |-------------------------------------------|----------------------------------------------|------------|
 * | how far did this year's letters come?     | pk `LETTER-SENDING#` + town + year           | yes        |
 * | which sendings go on?                     | `due` in the agenda lane                     | no, re-read |
 */
export const letterSendingKind: Kind<LetterSending> = defineKind({
  name: 'letter-sending',
  v: 1,
  schema: letterSendingSchema,
  key: ({ town, year }) => letterSendingKey(town, year),
  places: ({ state, lookAt }) => ({
    due: state === 'running' ? { lane: 'agenda', at: lookAt } : undefined,
  }),
  expiresAt: ({ startedAt }) => epochSeconds(plus(startedAt, { days: DAYS_HELD })),
});
