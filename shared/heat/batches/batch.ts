import * as z from 'zod';
import { sectorCodeSchema } from '../../geo/sector.ts';
import { type VolunteerId, volunteerIdSchema } from '../../ids/ids.ts';
import { languageSchema } from '../../seniors/senior.ts';
import { defineKind, type Key, type Kind, rowsOf, type Stored } from '../../table/kind.ts';
import type { Table } from '../../table/table.ts';
import { civilDaySchema } from '../../time/civil.ts';
import { type Instant, instantSchema } from '../../time/instant.ts';
import { townIdSchema } from '../../town/settings.ts';
import { type RoundId, roundIdSchema } from '../calls/round.ts';
import { type BatchId, batchIdSchema, personIdSchema, shardOf } from '../calls/task.ts';

/** A volunteer asked for a batch. `lost`: somebody else took it first. */
export const askedSchema = z.object({
  volunteerId: volunteerIdSchema,
  at: instantSchema,
  wave: z.number().int().min(1),
  state: z.enum(['asked', 'accepted', 'declined', 'silent', 'lost', 'handed-back']),
});
export type Asked = z.infer<typeof askedSchema>;

/**
 * About eight calls for one volunteer. This one item is the batch's truth: one winner (law 1). Its obligations stay with
 * the desk until it is accepted. `returned`: given back, by its holder or by silence; the desk has them all.
 */
export const callBatchSchema = z.object({
  id: batchIdSchema,
  roundId: roundIdSchema,
  town: townIdSchema,
  day: civilDaySchema,
  state: z.enum(['offered', 'accepted', 'returned', 'finished', 'void']),
  people: z.array(personIdSchema).min(1).max(12),
  sector: sectorCodeSchema.optional(),
  /** Other than French, that its people need. */
  languages: z.array(languageSchema).max(6),
  asked: z.array(askedSchema).max(12),
  holder: z
    .object({
      volunteerId: volunteerIdSchema,
      since: instantSchema,
      via: z.enum(['link', 'coordinator']),
      /** Hashes of the device cookies on which names and numbers may open. */
      devices: z.array(z.string().length(64)).max(5),
    })
    .optional(),
  /** Nobody answered by then: the desk's. */
  answerBy: instantSchema,
  /** Its holder's silence ends then: what is not called goes back by itself. */
  leaseUntil: instantSchema.optional(),
  /** A holder who accepted the evening before was reminded. */
  remindedAt: instantSchema.optional(),
  createdAt: instantSchema,
});
export type CallBatch = z.infer<typeof callBatchSchema>;

export const isLive = (batch: Pick<CallBatch, 'state'>): boolean =>
  batch.state === 'offered' || batch.state === 'accepted';
/** When somebody's silence ends, whichever it is. */
export const batchDue = (batch: CallBatch): Instant | undefined => {
  if (batch.state === 'offered') return batch.answerBy;
  return batch.state === 'accepted' ? batch.leaseUntil : undefined;
};

export const batchKey = (id: BatchId): Key => ({ pk: id, sk: 'CALL-BATCH' });

/** Two thousand batches go out, and end, within minutes: spread, so that no partition takes them all (F19). */
const BATCH_SHARDS = 8;
type BatchList = 'live' | 'past';
const batchPartition = (round: RoundId, list: BatchList, shard: number): string =>
  `${round}#batches#${list}#${shard}`;
const sortOf = (batch: CallBatch): string =>
  isLive(batch) ? `${batchDue(batch) ?? ''}#${batch.id}` : batch.id;

/** Batches that are out, nearest end of silence first, or those that came back; of the index, to be re-read. */
export const batchesOf = async (
  table: Pick<Table, 'index'>,
  round: RoundId,
  list: BatchList,
  until?: { readonly to: Instant; readonly limit: number },
): Promise<readonly Stored<CallBatch>[]> => {
  const pages = await Promise.all(
    Array.from({ length: BATCH_SHARDS }, (_, shard) =>
      table.index('list', {
        partition: batchPartition(round, list, shard),
        ...(until ? { to: `${until.to}~`, limit: until.limit } : {}),
      }),
    ),
  );
  return pages
    .flatMap(({ items }) => rowsOf(callBatchKind, items))
    .sort((a, b) => (sortOf(a.value) < sortOf(b.value) ? -1 : 1))
    .slice(0, until?.limit);
};

/**
 * | question                                     | key or index                                   | consistent  |
 * |----------------------------------------------|------------------------------------------------|-------------|
 * | this batch                                   | pk batch id, `CALL-BATCH`                      | yes         |
 * | which batches are out, whose silence ends?   | `list`: round + `#batches#live#` + shard, by that end | no, re-read |
 * | which came back or are finished?             | `list`: round + `#batches#past#` + shard       | no          |
 * | what does this volunteer hold?               | `volunteer` index, sort `calls#` + day         | no          |
 */
export const callBatchKind: Kind<CallBatch> = defineKind({
  name: 'call-batch',
  v: 1,
  schema: callBatchSchema,
  key: (batch) => batchKey(batch.id),
  places: (batch) => ({
    list: {
      partition: batchPartition(
        batch.roundId,
        isLive(batch) ? 'live' : 'past',
        shardOf(batch.id, BATCH_SHARDS),
      ),
      sort: sortOf(batch),
    },
    volunteer: batch.holder
      ? { id: batch.holder.volunteerId, sort: `calls#${batch.day}#${batch.id}` }
      : undefined,
  }),
});

/** Those asked, with what this one has become; the others as they were. */
export const answeredAs = (batch: CallBatch, id: VolunteerId, state: Asked['state']): Asked[] =>
  batch.asked.map((one) => (one.volunteerId === id ? { ...one, state } : one));

/** `already`: the same answer had been heard before, and nothing was written. */
export type BatchAnswer = { readonly batch: CallBatch; readonly already: boolean };
