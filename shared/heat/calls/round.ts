import * as z from 'zod';
import { purposeSchema } from '../../consents/consent.ts';
import { sectorCodeSchema } from '../../geo/sector.ts';
import { staffIdSchema } from '../../ids/ids.ts';
import { phoneSchema } from '../../phone/phone.ts';
import { defineKind, type Key, type Kind } from '../../table/kind.ts';
import { type CivilDay, civilDaySchema, civilTimeSchema } from '../../time/civil.ts';
import { instantSchema } from '../../time/instant.ts';
import { townIdSchema } from '../../town/settings.ts';
import { campaignIdSchema } from '../campaign/campaign.ts';
import { levelSchema } from '../level.ts';

export const roundIdSchema = z
  .string()
  .regex(/^rnd_[a-z0-9-]{2,40}\.[a-z0-9-]{2,30}\.\d{4}-\d{2}-\d{2}\.[12]$/)
  .brand<'RoundId'>();
export type RoundId = z.infer<typeof roundIdSchema>;

/**
 * Where a list of calls comes from. `heat`: an activation, one call a day to everybody on the register. `cadence`:
 * friendly calls all year, to those whose day came after the list `since` and who agree to it. Obligations, batches, board
 * and law are the same; who is called, and the ladder, are not.
 */
const sourceSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('heat'), campaignId: campaignIdSchema }),
  z.object({
    kind: z.literal('cadence'),
    programme: z.string().max(22),
    consent: purposeSchema,
    since: civilDaySchema,
  }),
]);

/** The same source, day and turn are the same list, whoever asks for it and however often. */
export const roundIdOf = (
  town: string,
  source: { readonly kind: 'heat' } | { readonly kind: 'cadence'; readonly programme: string },
  day: CivilDay,
  turn: 1 | 2,
): RoundId => {
  const of =
    source.kind === 'heat' ? 'heat' : `cadence-${source.programme.toLowerCase().replaceAll('_', '-')}`;
  return roundIdSchema.parse(`rnd_${town}.${of}.${day}.${turn}`);
};

/** A pass over the register: from its beginning, page by page, resumable at the cursor. */
const passSchema = z.object({
  cursor: z.string().max(2_000).optional(),
  startedAt: instantSchema,
  /** People owed a call that this pass has met. */
  met: z.number().int().min(0),
  doneAt: instantSchema.optional(),
});

/**
 * One list of calls: a civil day of a campaign (twice when red), or of a cadence. `filling`: obligations are being
 * created, none is missing once it is `open`. `called-off`: its campaign ended before its day came.
 */
export const callRoundSchema = z.object({
  id: roundIdSchema,
  town: townIdSchema,
  source: sourceSchema,
  day: civilDaySchema,
  turn: z.union([z.literal(1), z.literal(2)]),
  label: z.string().max(60),
  /** Of a hot day. */
  level: levelSchema.optional(),
  sectors: z.array(sectorCodeSchema).max(200).optional(),
  /** Of a yellow day: not everybody on the register. A list once made may be widened, never narrowed. */
  who: z.literal('most-isolated').optional(),
  state: z.enum(['filling', 'open', 'closed', 'called-off']),
  /** Obligations are spread over so many partitions, so that none takes a whole town's writes (F19). */
  shards: z.number().int().min(1).max(64),
  duty: z.array(staffIdSchema).min(1).max(10),
  script: z.string().max(2_000),
  hours: z.object({ from: civilTimeSchema, to: civilTimeSchema }),
  callingNumber: phoneSchema,
  /** Of a hot day: said to the person, shown to a volunteer only after they accepted (F40). */
  codeWord: z.string().min(3).max(30).optional(),
  /** Of a friendly list: people of one batch. */
  batchSize: z.number().int().min(2).max(12).optional(),
  /** When calls may begin, when the first ones are due, when volunteers' silence ends, when nobody is left to robots. */
  opensAt: instantSchema,
  firstBy: instantSchema,
  handOverAt: instantSchema,
  escalateAt: instantSchema,
  fill: passSchema,
  /** The last whole check of the list against the register, and the one under way. */
  check: passSchema.optional(),
  /** The last check against its members: how many they are, and how many obligations stood at that moment. */
  registered: z
    .object({
      count: z.number().int().min(0),
      owed: z.number().int().min(0).optional(),
      at: instantSchema,
    })
    .optional(),
  /** How often volunteers were asked, and when they are next. */
  asking: z.object({ wave: z.number().int().min(0), nextAt: instantSchema.optional() }),
  /** Last time everything due was looked at: shown on the board (F26). */
  lookedAt: instantSchema.optional(),
  alertedAt: instantSchema.optional(),
  /** A deadline passed then and no text has told the duty: the next one does. */
  lateSince: instantSchema.optional(),
  /** When the last paper list was made: every two hours (F27). */
  paperAt: instantSchema.optional(),
  lookAt: instantSchema.optional(),
  createdAt: instantSchema,
});
export type CallRound = z.infer<typeof callRoundSchema>;

/** Calls are made and owed. */
export const isRunning = (round: Pick<CallRound, 'state'>): boolean =>
  round.state === 'filling' || round.state === 'open';

export const roundKey = (id: RoundId): Key => ({ pk: id, sk: 'CALL-ROUND' });
export const roundsOf = (town: string): string => `${town}#call-rounds`;

/**
 * | question                                 | key or index                                 | consistent |
 * |------------------------------------------|----------------------------------------------|------------|
 * | this list                                | pk round id, `CALL-ROUND`                    | yes        |
 * | lists of this town, by day               | `list`: town + `#call-rounds`, by day        | no         |
 * | which lists owe something this minute?   | `due`, agenda lane                           | no, re-read |
 * | how many of each state, in this shard?   | pk round id + `#` + shard, `COUNTERS`        | yes        |
 */
export const callRoundKind: Kind<CallRound> = defineKind({
  name: 'call-round',
  v: 2,
  schema: callRoundSchema,
  key: (round) => roundKey(round.id),
  places: (round) => ({
    list: { partition: roundsOf(round.town), sort: `${round.day}#${round.turn}#${round.id}` },
    due: round.lookAt ? { lane: 'agenda', at: round.lookAt } : undefined,
  }),
});
