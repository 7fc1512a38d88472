import * as z from 'zod';
import { type Decision, decideAndCommit, type Surroundings } from '../../decide/decide.ts';
import { type StaffId, staffIdSchema } from '../../ids/ids.ts';
import { ok, type Result, refused } from '../../result/result.ts';
import { defineKind, type Kind, rowsOf } from '../../table/kind.ts';
import { create, replace } from '../../table/write.ts';
import { type Instant, instantSchema } from '../../time/instant.ts';
import { type OutcomeId, outcomeIdSchema } from '../calls/outcome.ts';
import { type RoundId, roundIdSchema } from '../calls/round.ts';
import { changeConduct } from '../campaign/activate.ts';
import { campaignKey, campaignKind, currentKey, currentKind } from '../campaign/campaign.ts';
import { readCounts } from './counters.ts';
import { readRound } from './read-board.ts';
import { takeOver } from './take-over.ts';

export const HANDOVER_LENGTH = 1_000;

/** What one shift leaves to the next, with the counts as they were; ids of calls, never names, in the list itself. */
export const handoverSchema = z.object({
  id: outcomeIdSchema,
  roundId: roundIdSchema,
  at: instantSchema,
  from: staffIdSchema,
  to: staffIdSchema.optional(),
  words: z.string().max(HANDOVER_LENGTH),
  open: z.number().int().min(0),
  unsettled: z.number().int().min(0),
  reached: z.number().int().min(0),
  /** Somebody of the next shift has read it. */
  acknowledged: z.object({ by: staffIdSchema, at: instantSchema }).optional(),
  /** A named agent has all that its writer held, the astreinte too: it moves nothing any more. */
  taken: z.object({ by: staffIdSchema, at: instantSchema }).optional(),
});
export type Handover = z.infer<typeof handoverSchema>;

const HANDOVER_PREFIX = 'HANDOVER#';
/**
 * | question                              | key                                   | consistent |
 * |---------------------------------------|---------------------------------------|------------|
 * | what did each shift leave to the next? | pk round id, sk begins `HANDOVER#`   | yes        |
 */
export const handoverKind: Kind<Handover> = defineKind({
  name: 'call-handover',
  v: 2,
  schema: handoverSchema,
  key: (note) => ({ pk: note.roundId, sk: `${HANDOVER_PREFIX}${note.at}#${note.id}` }),
});

/** Writes the note of a shift; sent twice by the same form, it is one note. */
export const writeHandover = async (
  world: Pick<Surroundings, 'table'>,
  note: {
    readonly id: OutcomeId;
    readonly roundId: RoundId;
    readonly from: StaffId;
    readonly to?: StaffId;
    readonly words: string;
  },
  now: Instant,
): Promise<Result<Handover, 'unknown' | 'say-something'>> => {
  const words = note.words.trim().slice(0, HANDOVER_LENGTH);
  if (words === '') return refused('say-something');
  const round = await readRound(world, note.roundId);
  if (!round) return refused('unknown');
  const known = (await listHandovers(world, note.roundId)).find((one) => one.id === note.id);
  if (known) return ok(known);
  const counts = await readCounts(world.table, round.id, round.shards);
  const handover: Handover = {
    id: note.id,
    roundId: note.roundId,
    at: now,
    from: note.from,
    ...(note.to ? { to: note.to } : {}),
    words,
    open: Math.max(0, counts.open),
    unsettled: Math.max(0, counts.unsettled),
    reached: Math.max(0, counts.reached),
  };
  await world.table.commit([create(handoverKind, handover)]);
  return ok(handover);
};

/** Notes of a list, the newest first. */
export const listHandovers = async (
  world: Pick<Surroundings, 'table'>,
  id: RoundId,
): Promise<readonly Handover[]> => {
  const page = await world.table.partition(id, { prefix: HANDOVER_PREFIX, newestFirst: true });
  return rowsOf(handoverKind, page.items).map(({ value }) => value);
};

const noteOf = async (world: Pick<Surroundings, 'table'>, roundId: RoundId, id: OutcomeId) => {
  const page = await world.table.partition(roundId, { prefix: HANDOVER_PREFIX });
  return rowsOf(handoverKind, page.items).find(({ value }) => value.id === id);
};

export type HandoverRefusal = 'unknown' | 'own-note' | 'taken';

/**
 * The next duty officer has read the note. Said twice, by two people: the first holds. Refused to its own writer: a
 * shift is handed to somebody else; and once everything of it was taken, to whoever sends it again from an old page: what
 * its writer has been given since is not of that shift. To whoever took it, it is the same note again.
 */
export const acknowledgeHandover = (
  world: Pick<Surroundings, 'table'>,
  roundId: RoundId,
  id: OutcomeId,
  by: StaffId,
  now: Instant,
): Promise<Result<Handover, HandoverRefusal>> =>
  decideAndCommit(world.table, async (): Promise<Result<Decision<Handover>, HandoverRefusal>> => {
    const stored = await noteOf(world, roundId, id);
    if (!stored) return refused('unknown');
    const { taken, acknowledged, from } = stored.value;
    if (from === by) return refused('own-note');
    if (taken && taken.by !== by) return refused('taken');
    if (acknowledged) return ok({ value: stored.value, writes: [] });
    const next: Handover = { ...stored.value, acknowledged: { by, at: now } };
    return ok({ value: next, writes: [replace(handoverKind, stored, next)] });
  });

/**
 * Everything that its writer held is now with whoever took the note up: said once, at the end, so that a stop before it is
 * made good; of the notes they had written before it too, which would else take what they are given later.
 */
const closeHandover = (
  world: Pick<Surroundings, 'table'>,
  { roundId, from, at }: Handover,
  by: StaffId,
  now: Instant,
) =>
  decideAndCommit(world.table, async (): Promise<Result<Decision<void>, never>> => {
    const page = await world.table.partition(roundId, { prefix: HANDOVER_PREFIX });
    const theirs = rowsOf(handoverKind, page.items).filter(
      ({ value }) => value.from === from && value.at <= at && !value.taken,
    );
    const taken = { by, at: now };
    return ok({
      value: undefined,
      writes: theirs.map((stored) =>
        replace(
          handoverKind,
          stored,
          { acknowledged: taken, ...stored.value, taken },
          `note:${stored.value.id}`,
        ),
      ),
    });
  });

/**
 * A named agent takes over what the writer of this note holds: their calls in every list that runs, then the astreinte, of
 * which the agent is the first from then on. Taken before, nothing. Stopped anywhere, it is done again from its beginning.
 */
export const takeShift = async (
  world: Surroundings,
  town: string,
  note: Handover,
  to: StaffId,
  now: Instant,
): Promise<void> => {
  if (note.taken) return;
  await takeOver(world, town, { from: [note.from], to }, now);
  const current = await world.table.get(currentKind, currentKey(town));
  const id = current?.value.campaignId;
  const campaign = id && (await world.table.get(campaignKind, campaignKey(id)))?.value;
  if (campaign?.state === 'active' && campaign.duty.includes(note.from)) {
    const duty = [to, ...campaign.duty.filter((one) => one !== note.from && one !== to)];
    await changeConduct(world, campaign.id, { duty }, to, now);
  }
  await closeHandover(world, note, to, now);
};
