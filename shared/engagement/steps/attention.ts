import * as z from 'zod';
import { staffIdSchema, type VolunteerId, volunteerIdSchema } from '../../ids/ids.ts';
import { defineKind, type Key, type Kind } from '../../table/kind.ts';
import { instantSchema } from '../../time/instant.ts';
import { townIdSchema } from '../../town/settings.ts';
import { FACT_KINDS } from '../signals/fact.ts';

export const STEPS = ['debrief', 'call', 'lighter', 'pause', 'tandem', 'training', 'thanks'] as const;
export type Step = (typeof STEPS)[number];

export const VERDICTS = ['done', 'not-now', 'wrong'] as const;
export type Verdict = (typeof VERDICTS)[number];

const sentence = z.string().max(400);
/** What the coordinator made of a proposed step. */
export const decisionSchema = z.object({
  at: instantSchema,
  by: staffIdSchema,
  step: z.enum(STEPS),
  verdict: z.enum(VERDICTS),
  /** What the step was proposed for, as it was read that day. */
  kinds: z.array(z.enum(FACT_KINDS)).max(FACT_KINDS.length),
  sentence,
  note: z.string().max(300),
});
export type AttentionDecision = z.infer<typeof decisionSchema>;

/** « Ce n’est pas juste », by the volunteer, of one sentence. */
export const correctionSchema = z.object({
  at: instantSchema,
  kind: z.enum(FACT_KINDS),
  sentence,
  words: z.string().max(300),
});
export type Correction = z.infer<typeof correctionSchema>;

const MOST_KEPT = 60;
export const attentionSchema = z.object({
  volunteerId: volunteerIdSchema,
  town: townIdSchema,
  decisions: z.array(decisionSchema).max(MOST_KEPT),
  corrections: z.array(correctionSchema).max(MOST_KEPT),
});
export type Attention = z.infer<typeof attentionSchema>;

export const attentionKey = (id: VolunteerId): Key => ({ pk: `${id}#attention`, sk: 'ATTENTION' });
export const attentionList = (town: string): string => `${town}#attention`;

/**
 * | question                                       | key or index                    | consistent |
 * |------------------------------------------------|---------------------------------|------------|
 * | what was decided for this volunteer?           | pk volunteer id + `#attention`  | yes        |
 * | what was decided in this town, what followed?  | `list`: town + `#attention`     | no         |
 */
export const attentionKind: Kind<Attention> = defineKind({
  name: 'attention',
  v: 1,
  schema: attentionSchema,
  key: (one) => attentionKey(one.volunteerId),
  places: (one) => ({ list: { partition: attentionList(one.town), sort: one.volunteerId } }),
});

export const noAttention = (volunteerId: VolunteerId, town: string): Attention => ({
  volunteerId,
  town,
  decisions: [],
  corrections: [],
});
export const withDecision = (one: Attention, decision: AttentionDecision): Attention => ({
  ...one,
  decisions: [...one.decisions, decision].slice(-MOST_KEPT),
});
/** The same without a word of their check-ins, which they erased: that something was decided stays, what for does not. */
export const withoutCheckIns = (one: Attention): Attention => ({
  ...one,
  decisions: one.decisions.map((decision) =>
    decision.kinds.includes('worn-out')
      ? { ...decision, kinds: decision.kinds.filter((kind) => kind !== 'worn-out'), sentence: '' }
      : decision,
  ),
  corrections: one.corrections.filter(({ kind }) => kind !== 'worn-out'),
});
export const withCorrection = (one: Attention, correction: Correction): Attention => ({
  ...one,
  corrections: [...one.corrections, correction].slice(-MOST_KEPT),
});
