import * as z from 'zod';
import { type GatheringId, gatheringIdSchema, staffIdSchema, volunteerIdSchema } from '../../ids/ids.ts';
import { defineKind, type Key, type Kind } from '../../table/kind.ts';
import { civilDaySchema, civilTimeSchema } from '../../time/civil.ts';
import { instantSchema } from '../../time/instant.ts';
import { townIdSchema } from '../../town/settings.ts';
import { gatheringTypeSchema } from './gathering-type.ts';

/** `waiting`: every seat was taken when they said yes; first come, first moved up. `walk-in`: came without a word before. */
export const registrationSchema = z.object({
  volunteerId: volunteerIdSchema,
  state: z.enum(['registered', 'waiting', 'cancelled', 'walk-in']),
  at: instantSchema,
  /** Reminded of this day and hour; asked again after a change. */
  remindedAt: instantSchema.optional(),
  /** The last change or annulment they were told of (`news.number`). */
  told: z.number().int().min(0).optional(),
  /** A seat came free for them: owed the word, or told. */
  movedUp: z.enum(['owed', 'told']).optional(),
  /** Ticked at the door or afterwards, and whether their file says so already. */
  came: z.boolean().optional(),
  credited: z.boolean().optional(),
});
export type Registration = z.infer<typeof registrationSchema>;

/** Who is invited; nobody in a pause, whoever is named. */
const audienceSchema = z.discriminatedUnion('of', [
  z.object({ of: z.literal('all') }),
  z.object({ of: z.literal('programme'), code: z.string().max(40) }),
  z.object({ of: z.literal('sector'), code: z.string().max(40) }),
]);
export type Audience = z.infer<typeof audienceSchema>;

/** Answers kept with a gathering; far more than a hall holds. */
export const MOST_ANSWERS = 1_000;

export const gatheringSchema = z.object({
  id: gatheringIdSchema,
  town: townIdSchema,
  type: gatheringTypeSchema,
  /** `draft`: nobody was told. `open`: who is invited may say yes. `held`: it took place. */
  state: z.enum(['draft', 'open', 'held', 'cancelled']),
  title: z.string().min(1).max(80),
  day: civilDaySchema,
  from: civilTimeSchema,
  to: civilTimeSchema,
  startsAt: instantSchema,
  endsAt: instantSchema,
  place: z.string().min(1).max(160),
  details: z.string().max(600),
  seats: z.number().int().min(1).max(500),
  /** Whoever came has the training of their file. */
  fulfils: z.literal('training').optional(),
  audience: audienceSchema,
  registrations: z.array(registrationSchema).max(MOST_ANSWERS),
  /** The last change of day, hour or place, or the annulment, that everybody registered is owed. */
  news: z.object({ number: z.number().int().min(1), what: z.enum(['changed', 'cancelled']) }).optional(),
  /** The team sent the invitations at this moment, and some have not gone yet: the agenda goes on by itself. */
  invitingSince: instantSchema.optional(),
  /** Who said last who came. */
  tickedBy: staffIdSchema.optional(),
  /** When the agenda looks at it next. */
  lookAt: instantSchema.optional(),
  createdAt: instantSchema,
});
export type Gathering = z.infer<typeof gatheringSchema>;

export const gatheringKey = (id: GatheringId): Key => ({ pk: id, sk: 'GATHERING' });
export const gatheringList = (town: string): string => `${town}#gathering`;

/**
 * | question                                  | key or index                              | consistent |
 * |-------------------------------------------|-------------------------------------------|------------|
 * | this one, its seats and who has them      | pk gathering id, sk `GATHERING`           | yes        |
 * | what does the town offer, by day?         | `list`: town + `#gathering`, by start     | no         |
 * | whom to remind, to tell, to credit?       | `due` in the agenda lane                  | no, re-read |
 */
export const gatheringKind: Kind<Gathering> = defineKind({
  name: 'gathering',
  v: 1,
  schema: gatheringSchema,
  key: ({ id }) => gatheringKey(id),
  places: (one) => ({
    list: { partition: gatheringList(one.town), sort: `${one.startsAt}#${one.id}` },
    due: one.lookAt ? { lane: 'agenda', at: one.lookAt } : undefined,
  }),
});

/** Their own answer, whatever it is. */
export const answerOf = (
  { registrations }: Pick<Gathering, 'registrations'>,
  volunteerId: string,
): Registration | undefined => registrations.find((one) => one.volunteerId === volunteerId);
