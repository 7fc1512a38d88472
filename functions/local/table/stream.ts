import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  ExpiredIteratorException,
  GetRecordsCommand,
  GetShardIteratorCommand,
  ListStreamsCommand,
  type Shard,
  type _Record as StreamRecord,
  TrimmedDataAccessException,
} from '@aws-sdk/client-dynamodb-streams';
import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import * as z from 'zod';
import { readJson, writeWhole } from '../files.ts';
import { openTicker } from '../time/ticker.ts';
import { localSettings } from './engine.ts';
import { streamEvent } from './stream-event.ts';

export type StreamHandler = (event: DynamoDBStreamEvent) => Promise<DynamoDBBatchResponse>;

export type StreamPump = {
  /** Hands over everything written so far; resolves with the number of records, when none is left. */
  readonly drain: () => Promise<number>;
  readonly start: () => void;
  readonly stop: () => Promise<void>;
};

/** As the event source mapping of infra/: the same batch, the same patience before a record is put aside. */
const BATCH = 100;
const ATTEMPTS = 8;
const IDLE_MS = 200;

/** Last sequence number that the handler is done with, by shard of one stream. */
const checkpoint = z.object({ streamArn: z.string(), done: z.record(z.string(), z.string()) });

/**
 * Feeds the table's real stream to a handler as Lambda does: in order, in batches, from the first failed record on
 * again when a batch fails in part. The checkpoint moves after the handler, so a kill -9 means the same records
 * once more, never none. A record that fails 8 times is put aside in `dead-letters.jsonl`, by its keys.
 */
export const openStream = async ({
  endpoint,
  tableName,
  handler,
  folder,
  report,
  retryMs = 100,
}: {
  readonly endpoint: string;
  readonly tableName: string;
  readonly handler: StreamHandler;
  /** Where the checkpoint lives; without one the stream is read again from its beginning (tests). */
  readonly folder?: string | undefined;
  readonly report: (error: unknown) => void;
  readonly retryMs?: number;
}): Promise<StreamPump> => {
  const client = new DynamoDBStreamsClient(localSettings(endpoint));
  const { Streams } = await client.send(new ListStreamsCommand({ TableName: tableName }));
  const streamArn = Streams?.at(-1)?.StreamArn;
  if (!streamArn) throw new Error(`the table ${tableName} has no stream`);

  const file = folder && join(folder, 'stream.json');
  const kept = file ? readJson(file, checkpoint) : undefined;
  const done = new Map(kept?.streamArn === streamArn ? Object.entries(kept.done) : []);
  const iterators = new Map<string, string>();
  const finished = new Set<string>();
  let stopping = false;

  const markDone = (shard: string, sequence: string): void => {
    done.set(shard, sequence);
    if (file) writeWhole(file, `${JSON.stringify({ streamArn, done: Object.fromEntries(done) })}\n`);
  };

  const putAside = (record: StreamRecord, why: unknown): void => {
    report(new Error(`a stream record failed ${ATTEMPTS} times and was put aside`, { cause: why }));
    if (!folder) return;
    const { Keys, SequenceNumber } = record.dynamodb ?? {};
    appendFileSync(
      join(folder, 'dead-letters.jsonl'),
      `${JSON.stringify({ streamArn, Keys, SequenceNumber })}\n`,
      { mode: 0o600 },
    );
  };

  /** Hands over one batch until the handler is done with all of it. */
  const handOver = async (shard: string, batch: readonly StreamRecord[]): Promise<void> => {
    let rest = batch;
    let failures = 0;
    while (rest.length > 0 && !stopping) {
      const { failed, why } = await attempt(handler, streamArn, rest);
      if (failed > 0) failures = 0;
      let handled = failed;
      const stuck = rest[failed];
      if (stuck) {
        failures += 1;
        if (failures === 1) report(why);
        if (failures === ATTEMPTS) {
          putAside(stuck, why);
          handled += 1;
          failures = 0;
        }
      }
      const last = rest[handled - 1]?.dynamodb?.SequenceNumber;
      if (last) markDone(shard, last);
      rest = rest.slice(handled);
      if (failures > 0) await pause(Math.min(retryMs * 2 ** failures, 5_000));
    }
  };

  const iteratorOf = async (shard: string): Promise<string | undefined> => {
    const open = iterators.get(shard);
    if (open) return open;
    const after = done.get(shard);
    const from = after
      ? { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER' as const, SequenceNumber: after }
      : { ShardIteratorType: 'TRIM_HORIZON' as const };
    try {
      const answer = await client.send(
        new GetShardIteratorCommand({ StreamArn: streamArn, ShardId: shard, ...from }),
      );
      return answer.ShardIterator;
    } catch (error) {
      // The town was stopped for longer than the stream remembers: the sweep finds what it missed.
      if (!(error instanceof TrimmedDataAccessException)) throw error;
      done.delete(shard);
      return undefined;
    }
  };

  const drainShard = async (shard: string): Promise<number> => {
    let count = 0;
    while (!stopping) {
      const iterator = await iteratorOf(shard);
      if (!iterator) return count;
      try {
        const page = await client.send(new GetRecordsCommand({ ShardIterator: iterator, Limit: BATCH }));
        const records = page.Records ?? [];
        await handOver(shard, records);
        if (stopping) return count;
        if (page.NextShardIterator) iterators.set(shard, page.NextShardIterator);
        else finished.add(shard);
        count += records.length;
        if (records.length === 0) return count;
        if (!page.NextShardIterator) return count;
      } catch (error) {
        iterators.delete(shard);
        if (!(error instanceof ExpiredIteratorException)) throw error;
      }
    }
    return count;
  };

  const shardsOf = async (): Promise<string[]> => {
    const shards: Shard[] = [];
    let after: string | undefined;
    do {
      const { StreamDescription } = await client.send(
        new DescribeStreamCommand({
          StreamArn: streamArn,
          ...(after ? { ExclusiveStartShardId: after } : {}),
        }),
      );
      shards.push(...(StreamDescription?.Shards ?? []));
      after = StreamDescription?.LastEvaluatedShardId;
    } while (after);
    return shards.flatMap(({ ShardId }) => (ShardId && !finished.has(ShardId) ? [ShardId] : []));
  };

  let known: string[] = [];
  let drained = 0;
  const ticker = openTicker({
    everyMs: IDLE_MS,
    report,
    work: async () => {
      // The engine has one shard for ever; DynamoDB Local opens a new one when the old one ends.
      if (known.length === 0 || known.some((shard) => finished.has(shard))) known = await shardsOf();
      let count = 0;
      for (const shard of known) count += await drainShard(shard);
      drained = count;
    },
  });

  return {
    drain: async () => {
      let total = 0;
      do {
        await ticker.run();
        total += drained;
      } while (drained > 0 && !stopping);
      return total;
    },
    start: ticker.start,
    stop: async () => {
      stopping = true;
      await ticker.stop();
      client.destroy();
    },
  };
};

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Index of the first record that the handler is not done with; the number of records when it is done with all. */
const attempt = async (
  handler: StreamHandler,
  streamArn: string,
  records: readonly StreamRecord[],
): Promise<{ readonly failed: number; readonly why: unknown }> => {
  try {
    const answer = await handler(streamEvent(streamArn, records));
    const refused = new Set(answer.batchItemFailures.map((failure) => failure.itemIdentifier));
    const failed = records.findIndex((record) => refused.has(record.dynamodb?.SequenceNumber ?? ''));
    if (failed >= 0) return { failed, why: new Error('the handler returned a failed record') };
    // An identifier that matches nothing means the whole batch, as Lambda takes it.
    return refused.size > 0
      ? { failed: 0, why: new Error('the handler returned an unknown record') }
      : { failed: records.length, why: undefined };
  } catch (error) {
    return { failed: 0, why: error };
  }
};
