import * as z from 'zod';
import { importIdSchema, type VolunteerId, volunteerIdSchema } from '../../ids/ids.ts';
import { defineKind, type Key, type Kind } from '../../table/kind.ts';
import { civilDaySchema, dayOf } from '../../time/civil.ts';
import { type Instant, instantSchema } from '../../time/instant.ts';
import { townIdSchema } from '../../town/settings.ts';
import { type Volunteer, volunteerStateSchema } from '../volunteer.ts';

export const ageBandSchema = z.enum(['under-30', '30-59', '60-74', '75-plus', 'unknown']);
export type AgeBand = z.infer<typeof ageBandSchema>;

/** « affiche-pharmacie-battant »: a campaign of the town, or one of the form's own answers. */
export const sourceCodeSchema = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
  .min(3)
  .max(40);

/**
 * One coming or going of a volunteer, written with it and never changed: what turnover is counted from. Holds no name and
 * nothing that changes afterwards; the age is a band, the reason a code.
 */
export const movementSchema = z.object({
  volunteerId: volunteerIdSchema,
  town: townIdSchema,
  /** Version that the volunteer's record took with it: one movement a version. */
  seq: z.number().int().positive(),
  /** Absent: not known before. */
  from: volunteerStateSchema.optional(),
  to: volunteerStateSchema,
  /** When it was written down. */
  at: instantSchema,
  /** The day it holds for; earlier than `at` for somebody imported who was there before. */
  on: civilDaySchema,
  /** Somebody of a file: known from `at` on, there since `on`. */
  importId: importIdSchema.optional(),
  /** The file did not say since when: counted among heads, never in a length of stay. */
  originUnknown: z.literal(true).optional(),
  reason: z.string().max(40).optional(),
  /** Of an application: the code of where they heard of us; free words are never kept here. */
  source: sourceCodeSchema.optional(),
  /** The day on which somebody first spoke with them, once they did. */
  answeredOn: civilDaySchema.optional(),
  band: ageBandSchema,
  programmes: z.array(z.string().max(40)).max(60),
  /** Half of a binôme from here on. */
  paired: z.boolean(),
});
export type Movement = z.infer<typeof movementSchema>;

export const movementKey = (id: VolunteerId, seq: number): Key => ({
  pk: id,
  sk: `MOVEMENT#${String(seq).padStart(8, '0')}`,
});
export const movementList = (town: string): string => `${town}#movement`;

/**
 * | question                                  | key or index                                 | consistent |
 * |-------------------------------------------|----------------------------------------------|------------|
 * | who came, paused, left, and when?         | `list`: town, sorted by when it was written  | no         |
 * | what did this volunteer go through?       | pk volunteer id, sk `MOVEMENT#` + version    | yes        |
 */
export const movementKind: Kind<Movement> = defineKind({
  name: 'volunteer-movement',
  v: 1,
  schema: movementSchema,
  key: (one) => movementKey(one.volunteerId, one.seq),
  places: (one) => ({
    list: { partition: movementList(one.town), sort: `${one.at}#${one.volunteerId}#${one.seq}` },
  }),
});

/** The age they reach in the year of that day, in a band wide enough to name nobody. */
export const ageBandOf = (birthYear: number | undefined, day: string): AgeBand => {
  if (birthYear === undefined) return 'unknown';
  const age = Number(day.slice(0, 4)) - birthYear;
  if (age < 30) return 'under-30';
  if (age < 60) return '30-59';
  return age < 75 ? '60-74' : '75-plus';
};

const whereFrom = ({ source, joining }: Volunteer): Pick<Movement, 'source' | 'answeredOn'> => {
  const code = sourceCodeSchema.safeParse(source).data;
  return {
    ...(code ? { source: code } : {}),
    ...(joining?.answeredAt ? { answeredOn: dayOf(joining.answeredAt) } : {}),
  };
};

/**
 * What moves in a change of the record: a state, or a binôme made or ended. Undefined when neither does: the
 * end of a departure already counted is none.
 */
export const movementOf = (
  before: Volunteer | undefined,
  after: Volunteer,
  seq: number,
  at: Instant,
): Movement | undefined => {
  const isPaired = after.partnerId !== undefined;
  const stays = before?.state === after.state && (before.partnerId !== undefined) === isPaired;
  if (stays || before?.state === 'leaving') return undefined;
  const on = dayOf(at);
  return {
    volunteerId: after.id,
    town: after.town,
    seq,
    ...(before ? { from: before.state } : {}),
    to: after.state,
    at,
    on,
    ...(after.left && before?.state !== after.state ? { reason: after.left.reason } : {}),
    ...whereFrom(after),
    band: ageBandOf(after.birthYear, on),
    programmes: after.programmes,
    paired: isPaired,
  };
};
