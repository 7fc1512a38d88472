import * as z from 'zod';
import { sectorCodeSchema } from '../../geo/sector.ts';
import { volunteerIdSchema } from '../../ids/ids.ts';
import { languageSchema } from '../../seniors/senior.ts';
import { defineKind, type Key, type Kind } from '../../table/kind.ts';
import { civilDaySchema } from '../../time/civil.ts';
import { type Instant, instantSchema } from '../../time/instant.ts';
import { townIdSchema } from '../../town/settings.ts';
import { type RoundId, roundIdSchema } from '../calls/round.ts';
import { type BatchId, batchIdSchema, personIdSchema } from '../calls/task.ts';

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
export const liveBatches = (round: RoundId): string => `${round}#batches#live`;
export const pastBatches = (round: RoundId): string => `${round}#batches#past`;

/**
 * | question                                     | key or index                                   | consistent  |
 * |----------------------------------------------|------------------------------------------------|-------------|
 * | this batch                                   | pk batch id, `CALL-BATCH`                      | yes         |
 * | which batches are out, whose silence ends?   | `list`: round + `#batches#live`, by that end   | no, re-read |
 * | which came back or are finished?             | `list`: round + `#batches#past`                | no          |
 * | what does this volunteer hold?               | `volunteer` index, sort `calls#` + day         | no          |
 */
export const callBatchKind: Kind<CallBatch> = defineKind({
  name: 'call-batch',
  v: 1,
  schema: callBatchSchema,
  key: (batch) => batchKey(batch.id),
  places: (batch) => ({
    list: isLive(batch)
      ? { partition: liveBatches(batch.roundId), sort: `${batchDue(batch) ?? ''}#${batch.id}` }
      : { partition: pastBatches(batch.roundId), sort: batch.id },
    volunteer: batch.holder
      ? { id: batch.holder.volunteerId, sort: `calls#${batch.day}#${batch.id}` }
      : undefined,
  }),
});
