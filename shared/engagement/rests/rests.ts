import * as z from 'zod';
import { taskIdSchema, type VolunteerId, volunteerIdSchema } from '../../ids/ids.ts';
import { defineKind, type Key, type Kind } from '../../table/kind.ts';
import { civilDaySchema } from '../../time/civil.ts';
import { instantSchema } from '../../time/instant.ts';
import { townIdSchema } from '../../town/settings.ts';
import type { Volunteer } from '../../volunteers/volunteer.ts';

export const ASK_ANSWERS = ['stay', 'date', 'not-yet', 'pause', 'leave'] as const;
export type AskAnswer = (typeof ASK_ANSWERS)[number];

/** One question asked of somebody who rests without an end (`return`), or of whom nothing was heard (`stay`). */
export const askSchema = z.object({
  about: z.enum(['return', 'stay']),
  on: civilDaySchema,
  via: z.enum(['sms', 'person']),
  /** The machine asks nothing more: what follows is a person's. */
  last: z.literal(true).optional(),
  /** What a person was asked to do, settled with the answer. */
  taskId: taskIdSchema.optional(),
  answer: z.enum(ASK_ANSWERS).optional(),
  answeredOn: civilDaySchema.optional(),
});
export type Ask = z.infer<typeof askSchema>;

const MOST_KEPT = 40;
/** What one volunteer was asked about staying, and what they said; oldest first. */
export const restsSchema = z.object({
  volunteerId: volunteerIdSchema,
  town: townIdSchema,
  asks: z.array(askSchema).max(MOST_KEPT),
});
export type Rests = z.infer<typeof restsSchema>;

export const restsKey = (id: VolunteerId): Key => ({ pk: `${id}#rests`, sk: 'RESTS' });

/**
 * | question                                      | key or index                 | consistent |
 * |-----------------------------------------------|------------------------------|------------|
 * | what was this volunteer asked, what came?     | pk volunteer id + `#rests`   | yes        |
 */
export const restsKind: Kind<Rests> = defineKind({
  name: 'rests',
  v: 1,
  schema: restsSchema,
  key: (one) => restsKey(one.volunteerId),
});

export const noRests = ({ id, town }: Pick<Volunteer, 'id' | 'town'>): Rests => ({
  volunteerId: id,
  town,
  asks: [],
});
export const withAsk = (one: Rests, ask: Ask): Rests => ({
  ...one,
  asks: [...one.asks, ask].slice(-MOST_KEPT),
});

/** The question that waits for this volunteer's answer, as they stand now. */
export const openAsk = (asks: readonly Ask[], volunteer: Volunteer): Ask | undefined => {
  const latest = asks.at(-1);
  if (!latest || latest.answer) return undefined;
  if (latest.about === 'stay') return volunteer.state === 'active' ? latest : undefined;
  return volunteer.state === 'paused' && volunteer.pausedUntil === undefined ? latest : undefined;
};

export const restWatchSchema = z.object({ town: townIdSchema, lookAt: instantSchema });
export type RestWatch = z.infer<typeof restWatchSchema>;
export const restWatchKey = (town: string): Key => ({ pk: `RESTS#${town}`, sk: 'REST-WATCH' });

/**
 * | question                                    | key or index                  | consistent |
 * |---------------------------------------------|-------------------------------|------------|
 * | when are a town's silences looked at next?  | pk `RESTS#` + town; `due`     | yes        |
 */
export const restWatchKind: Kind<RestWatch> = defineKind({
  name: 'rest-watch',
  v: 1,
  schema: restWatchSchema,
  key: ({ town }) => restWatchKey(town),
  places: ({ lookAt }) => ({ due: { lane: 'agenda', at: lookAt } }),
});
