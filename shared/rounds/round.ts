import * as z from 'zod';
import { pointSchema } from '../geo/point.ts';
import { travelModes } from '../geo/travel.ts';
import {
  type DeliveryRoundId,
  deliveryRoundIdSchema,
  missionIdSchema,
  seniorIdSchema,
  volunteerIdSchema,
} from '../ids/ids.ts';
import { defineKind, type Key, type Kind } from '../table/kind.ts';
import { type CivilDay, civilDaySchema } from '../time/civil.ts';
import { type Instant, instantSchema, plus } from '../time/instant.ts';
import { actSchema } from '../town/act.ts';
import { townIdSchema } from '../town/settings.ts';

export const HALF_NAMES = ['am', 'pm'] as const;
export const halfSchema = z.enum(HALF_NAMES);
export type Half = z.infer<typeof halfSchema>;

export const roundStateSchema = z.enum([
  'offered',
  'accepted',
  'on-the-way',
  'done',
  'declined',
  'expired',
  'handed-back',
  'withdrawn',
]);
export type RoundState = z.infer<typeof roundStateSchema>;

/** Three writes a stop and a few more must fit one transaction of a hundred. */
export const MOST_STOPS = 30;

/** Later than that it is another day. */
export const MOST_LATE_MINUTES = 720;

/** Counted no further: a round that cannot be read again would be lost to everybody. */
export const MOST_PASSES = 9;

export const roundStopSchema = z.object({
  missionId: missionIdSchema,
  seniorId: seniorIdSchema,
  /** When the carrier should be at the door, as last planned. */
  arrivesAt: instantSchema,
  minutes: z.number().int().min(0).max(480),
  /** What is carried to her. */
  grams: z.number().int().min(0).max(100_000),
  /** Passed by, nobody opened, comes back to her at the end: how often. */
  passes: z.number().int().min(0).max(MOST_PASSES).optional(),
});
export type RoundStop = z.infer<typeof roundStopSchema>;

/**
 * One carrier's half-day: who is brought something, in which order, at what time. Offered whole, accepted whole. What
 * became of each stop is its mission's truth, never repeated here.
 */
export const deliveryRoundSchema = z.object({
  id: deliveryRoundIdSchema,
  town: townIdSchema,
  programme: z.string().max(40),
  act: actSchema,
  day: civilDaySchema,
  half: halfSchema,
  state: roundStateSchema,
  volunteerId: volunteerIdSchema,
  travel: z.enum(travelModes),
  /** Where the bags wait, or the carrier's own door. */
  start: z.object({ label: z.string().max(80), point: pointSchema }),
  leavesAt: instantSchema,
  /** Back, or done with the last visit. */
  endsAt: instantSchema,
  stops: z.array(roundStopSchema).min(1).max(MOST_STOPS),
  sentAt: instantSchema,
  /** Nobody answered by then: planned anew. */
  answerBy: instantSchema,
  answeredAt: instantSchema.optional(),
  via: z.enum(['link', 'coordinator']).optional(),
  /** Hashes of the device cookies on which names and addresses may open. */
  devices: z.array(z.string().length(64)).max(5),
  startedAt: instantSchema.optional(),
  /** « J’ai du retard »: minutes said, and when. */
  late: z.object({ minutes: z.number().int().min(0).max(MOST_LATE_MINUTES), at: instantSchema }).optional(),
  steps: z.object({
    remindedAt: instantSchema.optional(),
    reportAskedAt: instantSchema.optional(),
    missingToldAt: instantSchema.optional(),
  }),
  /** The carrier's paper sheet: last opened when, by whom of the team. */
  sheet: z.object({ at: instantSchema, by: z.string().max(60) }).optional(),
  lookAt: instantSchema.optional(),
  endedAt: instantSchema.optional(),
});
export type DeliveryRound = z.infer<typeof deliveryRoundSchema>;

export type RoundCommand =
  | 'accept'
  | 'decline'
  | 'expire'
  | 'withdraw'
  | 'hand-back'
  | 'start'
  | 'late'
  | 'pass-by'
  | 'finish';

/** Who may do what from where: the one table of transitions. A command absent from a state is refused, never an error. */
export const ROUND_TRANSITIONS: Readonly<Record<RoundState, Partial<Record<RoundCommand, RoundState>>>> = {
  offered: { accept: 'accepted', decline: 'declined', expire: 'expired', withdraw: 'withdrawn' },
  accepted: {
    start: 'on-the-way',
    late: 'on-the-way',
    'pass-by': 'on-the-way',
    finish: 'done',
    'hand-back': 'handed-back',
    withdraw: 'withdrawn',
  },
  'on-the-way': {
    start: 'on-the-way',
    late: 'on-the-way',
    'pass-by': 'on-the-way',
    finish: 'done',
    'hand-back': 'handed-back',
    withdraw: 'withdrawn',
  },
  done: {},
  declined: {},
  expired: {},
  'handed-back': {},
  withdrawn: {},
};

export const nextRoundState = (state: RoundState, command: RoundCommand): RoundState | undefined =>
  ROUND_TRANSITIONS[state][command];

/** Its stops are spoken for: in nobody else's round. */
export const isLiveRound = ({ state }: Pick<DeliveryRound, 'state'>): boolean =>
  state === 'offered' || state === 'accepted' || state === 'on-the-way';
export const isCarried = ({ state }: Pick<DeliveryRound, 'state'>): boolean =>
  state === 'accepted' || state === 'on-the-way';

/** Names and addresses close two hours after the round (law 7); its end moves with every lateness said. */
export const roundClosesAt = (round: Pick<DeliveryRound, 'endsAt'>): Instant =>
  plus(round.endsAt, { hours: 2 });

export const deliveryRoundKey = (id: DeliveryRoundId): Key => ({ pk: id, sk: 'DELIVERY-ROUND' });
export const roundDayList = (town: string, day: CivilDay): string => `${town}#delivery-round#${day}`;

/**
 * | question                                     | key or index                                     | consistent |
 * |----------------------------------------------|--------------------------------------------------|------------|
 * | this round                                   | pk round id, `DELIVERY-ROUND`                    | yes        |
 * | rounds of a day in a town                    | `list`: town + day, by programme and half-day    | no         |
 * | what does this volunteer carry?              | `volunteer` index, sort `delivery#` + day        | no         |
 * | which rounds does the agenda look at next?   | `due` in the agenda lane                         | no         |
 */
export const deliveryRoundKind: Kind<DeliveryRound> = defineKind({
  name: 'delivery-round',
  v: 1,
  schema: deliveryRoundSchema,
  key: (round) => deliveryRoundKey(round.id),
  places: (round) => ({
    list: {
      partition: roundDayList(round.town, round.day),
      sort: `${round.programme}#${round.half}#${round.id}`,
    },
    volunteer: { id: round.volunteerId, sort: `delivery#${round.day}#${round.id}` },
    due: round.lookAt ? { lane: 'agenda', at: round.lookAt } : undefined,
  }),
});
