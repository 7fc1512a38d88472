import * as z from 'zod';
import {
  seniorIdSchema,
  staffIdSchema,
  type ThanksId,
  taskIdSchema,
  thanksIdSchema,
  type VolunteerId,
  volunteerIdSchema,
} from '../../ids/ids.ts';
import { defineKind, type Key, type Kind } from '../../table/kind.ts';
import { epochSeconds, instantSchema, plus } from '../../time/instant.ts';
import { townIdSchema } from '../../town/settings.ts';

/**
 * `carried`: waits to be read. `told`: read out to them by a person. `deleted`: they did not keep it. `withdrawn`: taken
 * back before it was read. After the last two the words are gone.
 */
const thanksStateSchema = z.enum(['carried', 'read', 'kept', 'told', 'deleted', 'withdrawn']);
export type ThanksState = z.infer<typeof thanksStateSchema>;

export const MOST_WORDS = 600;
const DAYS_HELD = 400;

/** Words that an accompanied person dictated for one volunteer: as she said them, and whose only if she agreed. */
export const thankYouSchema = z.object({
  /** What was dictated once may reach several. */
  id: thanksIdSchema,
  volunteerId: volunteerIdSchema,
  town: townIdSchema,
  seniorId: seniorIdSchema,
  state: thanksStateSchema,
  words: z.string().max(MOST_WORDS),
  /** How she said that they may be carried. */
  how: z.enum(['spoken', 'phone', 'written']),
  /** Her first name, where she agreed that it be told; never more of her. */
  from: z.string().max(60).optional(),
  takenBy: staffIdSchema,
  takenAt: instantSchema,
  readAt: instantSchema.optional(),
  endedAt: instantSchema.optional(),
  /** Somebody without texts: the task of reading it out. */
  taskId: taskIdSchema.optional(),
  /** What the volunteer's file said before, should it be taken back. */
  thankedBefore: instantSchema.optional(),
});
export type ThankYou = z.infer<typeof thankYouSchema>;

/** The record of one volunteer's words, also the subject of what is sent about them. */
export const thanksPartition = (id: ThanksId, volunteerId: VolunteerId): string => `${id}#${volunteerId}`;
export const thanksKey = (id: ThanksId, volunteerId: VolunteerId): Key => ({
  pk: thanksPartition(id, volunteerId),
  sk: 'THANKS',
});
/** The key that a message or a task names; undefined for the subject of anything else. */
export const thanksKeyIn = (subject: string): Key | undefined => {
  const [id, volunteerId, more] = subject.split('#');
  const isOne =
    thanksIdSchema.safeParse(id).success && volunteerIdSchema.safeParse(volunteerId).success && !more;
  return isOne ? { pk: subject, sk: 'THANKS' } : undefined;
};
export const thanksList = (town: string): string => `${town}#thanks`;

/**
 * | question                                  | key or index                                 | consistent |
 * |-------------------------------------------|----------------------------------------------|------------|
 * | these words, for this volunteer           | pk thanks id + `#` + volunteer id, `THANKS`  | yes        |
 * | what was this volunteer told?             | `volunteer` index, sort `thanks#` + instant  | no         |
 * | what did she dictate?                     | `senior` index, sort `thanks#` + instant     | no         |
 * | what was carried lately in this town?     | `list`: town + `#thanks`, by instant         | no         |
 */
export const thankYouKind: Kind<ThankYou> = defineKind({
  name: 'thanks',
  v: 1,
  schema: thankYouSchema,
  key: ({ id, volunteerId }) => thanksKey(id, volunteerId),
  places: (one) => {
    const sort = `thanks#${one.takenAt}#${one.id}`;
    return {
      list: { partition: thanksList(one.town), sort: `${one.takenAt}#${one.id}#${one.volunteerId}` },
      volunteer: { id: one.volunteerId, sort },
      senior: { id: one.seniorId, sort },
    };
  },
  // Thirteen months, then only what the volunteer wanted to keep.
  expiresAt: (one) =>
    one.state === 'kept' ? undefined : epochSeconds(plus(one.takenAt, { days: DAYS_HELD })),
});
