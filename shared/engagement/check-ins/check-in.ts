import * as z from 'zod';
import { type VolunteerId, volunteerIdSchema } from '../../ids/ids.ts';
import { defineKind, type Key, type Kind } from '../../table/kind.ts';
import { addDays, type CivilDay, civilDaySchema } from '../../time/civil.ts';
import { townIdSchema } from '../../town/settings.ts';
import { SCALE_ITEMS, scaleScore } from './burnout-scale.ts';

export const HORIZONS = ['some-months', 'a-year', 'longer', 'unsure'] as const;
export const SUPPORTS = ['yes', 'rather', 'rather-not', 'no'] as const;

/** One quarter's answers. Each question may be left alone: absent is « ne souhaite pas répondre », never a zero. */
export const checkInSchema = z.object({
  on: civilDaySchema,
  version: z.literal('2026-1'),
  /** The single item, 1 (no sign) to 5 (at the end of one's strength). */
  burnout: z.number().int().min(1).max(5).optional(),
  horizon: z.enum(HORIZONS).optional(),
  supported: z.enum(SUPPORTS).optional(),
  /** The six items on wish, with the version of their texts. */
  scale: z
    .object({
      version: z.string().max(30),
      answers: z.array(z.number().int().min(0).max(4).nullable()).length(SCALE_ITEMS.length),
    })
    .optional(),
});
export type CheckIn = z.infer<typeof checkInSchema>;

const MOST_KEPT = 40;
/** A volunteer's own answers, oldest first: theirs to read and to erase. */
export const checkInsSchema = z.object({
  volunteerId: volunteerIdSchema,
  town: townIdSchema,
  answers: z.array(checkInSchema).max(MOST_KEPT),
});
export type CheckIns = z.infer<typeof checkInsSchema>;

export const checkInsKey = (id: VolunteerId): Key => ({ pk: `${id}#check-ins`, sk: 'CHECK-INS' });
export const checkInsList = (town: string): string => `${town}#check-ins`;

/**
 * | question                                     | key or index                     | consistent |
 * |----------------------------------------------|----------------------------------|------------|
 * | what did this volunteer answer?              | pk volunteer id + `#check-ins`   | yes        |
 * | who answered in this town, for bands alone?  | `list`: town + `#check-ins`      | no         |
 */
export const checkInsKind: Kind<CheckIns> = defineKind({
  name: 'check-ins',
  v: 1,
  schema: checkInsSchema,
  key: (one) => checkInsKey(one.volunteerId),
  places: (one) => ({ list: { partition: checkInsList(one.town), sort: one.volunteerId } }),
});

/** Days during which an answer stands for its quarter: said again, it replaces the first. */
const QUARTER_DAYS = 90;

/** The answers of this quarter, if any. */
export const currentCheckIn = (answers: readonly CheckIn[], today: CivilDay): CheckIn | undefined => {
  const latest = answers.at(-1);
  return latest && latest.on > addDays(today, -QUARTER_DAYS) ? latest : undefined;
};

/** Answers with this one: in place of what was said this quarter, else after the others. */
export const withCheckIn = (answers: readonly CheckIn[], said: CheckIn): CheckIn[] => {
  const earlier = currentCheckIn(answers, said.on) ? answers.slice(0, -1) : answers;
  return [...earlier, said].slice(-MOST_KEPT);
};

export type Band = 'steady' | 'to-surround';

/**
 * All that a coordinator sees of an answer. `to-surround`: the single item at 3 or more (its published reading), not
 * supported at all, or 50 and more on the scale (« moderate »). Undefined when nothing answered tells either way.
 */
export const bandOf = ({ burnout, supported, scale }: CheckIn): Band | undefined => {
  const score = scale && scaleScore(scale.answers);
  if ((burnout ?? 0) >= 3 || supported === 'no' || (score ?? 0) >= 50) return 'to-surround';
  return burnout === undefined && supported === undefined && score === undefined ? undefined : 'steady';
};
