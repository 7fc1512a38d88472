import * as z from 'zod';
import { pointSchema } from '../../geo/point.ts';
import { travelModes } from '../../geo/travel.ts';
import { lettersOf } from '../../ids/digest.ts';
import { missionIdSchema, volunteerIdSchema } from '../../ids/ids.ts';
import { defineKind, type Key, type Kind } from '../../table/kind.ts';
import { type CivilDay, civilDaySchema, civilTime, civilTimeSchema, instantOf } from '../../time/civil.ts';
import { type Instant, instantSchema } from '../../time/instant.ts';
import { townIdSchema } from '../../town/settings.ts';
import { type Half, halfSchema } from '../round.ts';

/** The half-days, as wide as a visit to somebody's home may be. A town narrows them on the page. */
export const HALVES = {
  am: { from: civilTime('09:00'), to: civilTime('12:30'), ends: civilTime('13:00') },
  pm: { from: civilTime('14:00'), to: civilTime('18:00'), ends: civilTime('19:00') },
} as const;
/** The end of a half-day: from then on nobody is at a door any more. */
export const halfEnds = (day: CivilDay, half: Half): Instant => instantOf(day, HALVES[half].ends);

/** Kilograms somebody carries without effort, by the way they go; the page lets each be changed. */
export const USUAL_KILOGRAMS = { walk: 6, bus: 6, bike: 10, car: 60 } as const;

export const draftCarrierSchema = z.object({
  volunteerId: volunteerIdSchema,
  travel: z.enum(travelModes),
  from: civilTimeSchema,
  until: civilTimeSchema,
  kilograms: z.number().int().min(1).max(500),
  /** `home`: the bags were brought there before. */
  startsAt: z.enum(['depot', 'home']),
  /** Comes back to where they started; else the round is over after the last visit. */
  returns: z.boolean(),
});
export type DraftCarrier = z.infer<typeof draftCarrierSchema>;

const MOST_CARRIERS = 20;
const MOST_DRAFTED = 200;

/**
 * The rounds of one programme, day and half-day while they are being made: who carries, in which order. One item, so that
 * two people at work on it meet each other (`version`). Times are never stored: they follow from the orders.
 */
export const roundsDraftSchema = z.object({
  id: z.string().regex(/^rdr_[0-9A-Z]{26}$/),
  town: townIdSchema,
  programme: z.string().max(40),
  day: civilDaySchema,
  half: halfSchema,
  /** Visits begin and end in here. */
  from: civilTimeSchema,
  until: civilTimeSchema,
  depot: z.object({ label: z.string().min(1).max(80), point: pointSchema }),
  carriers: z.array(draftCarrierSchema).max(MOST_CARRIERS),
  /** In the order of `carriers`: missions in the order of the visits. */
  orders: z.array(z.array(missionIdSchema).max(MOST_DRAFTED)).max(MOST_CARRIERS),
  proposedAt: instantSchema.optional(),
});
export type RoundsDraft = z.infer<typeof roundsDraftSchema>;

export type DraftSubject = {
  readonly town: string;
  readonly programme: string;
  readonly day: CivilDay;
  readonly half: Half;
};

/** One draft a programme, day and half-day, whoever opens it: the id is made of them. */
export const draftId = ({ town, programme, day, half }: DraftSubject): string =>
  `rdr_${lettersOf(`${town}|${programme}|${day}|${half}`)}`;
export const draftKey = (id: string): Key => ({ pk: id, sk: 'ROUNDS-DRAFT' });

/**
 * | question                                    | key                                                    | consistent |
 * |---------------------------------------------|--------------------------------------------------------|------------|
 * | the rounds being made for this half-day     | pk made of town, programme, day, half, `ROUNDS-DRAFT`  | yes        |
 */
export const roundsDraftKind: Kind<RoundsDraft> = defineKind({
  name: 'rounds-draft',
  v: 1,
  schema: roundsDraftSchema,
  key: (draft) => draftKey(draft.id),
});

/** Nothing twice, nobody twice: what an order made by hand must keep. */
export const withoutStop = (orders: RoundsDraft['orders'], missionId: string): RoundsDraft['orders'] =>
  orders.map((order) => order.filter((id) => id !== missionId));

/** Names the orders somebody has seen: what replaces them whole must know whether they are still those. */
export const ordersMark = ({ carriers, orders }: Pick<RoundsDraft, 'carriers' | 'orders'>): string =>
  lettersOf(carriers.map(({ volunteerId }, i) => [volunteerId, ...(orders[i] ?? [])].join(',')).join('|'));
