import type { ConsumedCapacity } from '@aws-sdk/client-dynamodb';
import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  type QueryCommandInput,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { ok, type Result, refused } from '../result/result.ts';
import { type Instant, instantSchema } from '../time/instant.ts';
import { actionOf, putOf } from './conditions.ts';
import { DUE_SHARDS, INDEXES, type IndexName } from './definition.ts';
import { CURSOR, cursorOf, rowOf, startOf } from './item.ts';
import { type DueLane, type Key, type Kind, type Row, readAs } from './kind.ts';
import type { IndexRequest, LostRace, Page, PageRequest, Table, Write } from './table.ts';
import { duePartition } from './write.ts';

/** How many requests were made and what they consumed: fed to the cost bench, ignored elsewhere. */
export type Meter = (request: {
  readonly name: string;
  readonly read: number;
  readonly write: number;
}) => void;

type Surroundings = {
  readonly client: DynamoDBDocumentClient;
  readonly tableName: string;
  /** Waits a little, with full jitter: only between tries of a transaction that collided (F20). */
  readonly pause: (attempt: number) => Promise<void>;
  /** Idempotency token of a transaction, kept over its tries. */
  readonly requestToken: () => string;
  readonly meter?: Meter;
};

const MAX_TRIES = 5;

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : '');

export const dynamoTable = (world: Surroundings): Table => {
  const { client, tableName } = world;
  const metered = { ReturnConsumedCapacity: world.meter ? ('INDEXES' as const) : ('NONE' as const) };
  const count = (name: string, consumed: readonly (ConsumedCapacity | undefined)[], writes = false): void => {
    if (!world.meter) return;
    const units = consumed.reduce((sum, c) => sum + (c?.CapacityUnits ?? 0), 0);
    world.meter({ name, read: writes ? 0 : units, write: writes ? units : 0 });
  };

  const pages = async (input: QueryCommandInput, request: PageRequest): Promise<Page<Row>> => {
    const items: Row[] = [];
    let start = startOf(request.after);
    do {
      const answer = await client.send(
        new QueryCommand({
          ...input,
          ...metered,
          ScanIndexForward: !request.newestFirst,
          ...(start ? { ExclusiveStartKey: start } : {}),
          ...(request.limit ? { Limit: request.limit - items.length } : {}),
        }),
      );
      count('Query', [answer.ConsumedCapacity]);
      items.push(...(answer.Items ?? []).map(rowOf));
      start = CURSOR.optional().parse(answer.LastEvaluatedKey);
    } while (start && (!request.limit || items.length < request.limit));
    return { items, next: cursorOf(start) };
  };

  const dueShard = async (lane: DueLane, shard: number, cutOff: Instant | undefined, limit: number) => {
    const answer = await client.send(
      new QueryCommand({
        TableName: tableName,
        ...metered,
        IndexName: 'due',
        KeyConditionExpression: cutOff ? '#p = :p AND #s <= :s' : '#p = :p',
        ExpressionAttributeNames: {
          '#p': INDEXES.due.partition,
          ...(cutOff ? { '#s': INDEXES.due.sort } : {}),
        },
        ExpressionAttributeValues: { ':p': duePartition(lane, shard), ...(cutOff ? { ':s': cutOff } : {}) },
        Limit: limit,
      }),
    );
    count('Query', [answer.ConsumedCapacity]);
    return (answer.Items ?? []).map((item) => {
      const row = z.object({ pk: z.string(), sk: z.string(), dueAt: instantSchema }).parse(item);
      return { key: { pk: row.pk, sk: row.sk }, at: row.dueAt };
    });
  };
  const allShards = async (lane: DueLane, cutOff: Instant | undefined, limit: number) => {
    const found = await Promise.all(
      Array.from({ length: DUE_SHARDS }, (_, shard) => dueShard(lane, shard, cutOff, limit)),
    );
    return found.flat().sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  };

  const getRows = async (keys: readonly Key[]): Promise<readonly (Row | undefined)[]> => {
    if (keys.length === 0) return [];
    const distinct = new Map(keys.map((key) => [`${key.pk}\n${key.sk}`, key]));
    const found = new Map<string, Row>();
    let asked: Record<string, unknown>[] = [...distinct.values()].map((key) => ({ pk: key.pk, sk: key.sk }));
    for (let attempt = 0; asked.length > 0; attempt += 1) {
      if (attempt > MAX_TRIES) throw new Error('the table keeps part of a batch to itself');
      if (attempt > 0) await world.pause(attempt);
      const answer = await client.send(
        new BatchGetCommand({
          RequestItems: { [tableName]: { Keys: asked.slice(0, 100), ConsistentRead: true } },
          ...metered,
        }),
      );
      count('BatchGet', answer.ConsumedCapacity ?? []);
      for (const item of answer.Responses?.[tableName] ?? []) {
        const row = rowOf(item);
        found.set(`${row.key.pk}\n${row.key.sk}`, row);
      }
      const rest = answer.UnprocessedKeys?.[tableName]?.Keys ?? [];
      if (rest.length === 0) attempt = -1;
      asked = [...rest, ...asked.slice(100)];
    }
    return keys.map((key) => found.get(`${key.pk}\n${key.sk}`));
  };

  const commitOne = async (write: Extract<Write, { op: 'put' }>): Promise<Result<void, LostRace>> => {
    try {
      const answer = await client.send(new PutCommand({ ...putOf(tableName, write), ...metered }));
      count('Put', [answer.ConsumedCapacity], true);
      return ok(undefined);
    } catch (error) {
      if (nameOf(error) === 'ConditionalCheckFailedException')
        return refused({ reason: 'lost-race', label: write.label });
      throw error;
    }
  };

  const commitAll = async (writes: readonly Write[]): Promise<Result<void, LostRace>> => {
    const token = world.requestToken();
    for (let attempt = 1; ; attempt += 1) {
      try {
        const answer = await client.send(
          new TransactWriteCommand({
            TransactItems: writes.map((write) => actionOf(tableName, write)),
            ClientRequestToken: token,
            ...metered,
          }),
        );
        count('TransactWrite', answer.ConsumedCapacity ?? [], true);
        return ok(undefined);
      } catch (error) {
        if (!(error instanceof TransactionCanceledException)) throw error;
        const codes = (error.CancellationReasons ?? []).map((reason) => reason.Code);
        const failed = codes.indexOf('ConditionalCheckFailed');
        if (failed >= 0) return refused({ reason: 'lost-race', label: writes[failed]?.label ?? 'unknown' });
        const retryable = codes.some((code) => code === 'TransactionConflict' || code === 'ThrottlingError');
        if (!retryable || attempt >= MAX_TRIES) throw error;
        await world.pause(attempt);
      }
    }
  };

  return {
    async get<T>(kind: Kind<T>, key: Key) {
      const answer = await client.send(
        new GetCommand({ TableName: tableName, Key: key, ConsistentRead: true, ...metered }),
      );
      count('Get', [answer.ConsumedCapacity]);
      return answer.Item ? readAs(kind, rowOf(answer.Item)) : undefined;
    },
    getRows,
    partition: (pk, request = {}) =>
      pages(
        {
          TableName: tableName,
          ConsistentRead: true,
          KeyConditionExpression: request.prefix ? 'pk = :pk AND begins_with(sk, :prefix)' : 'pk = :pk',
          ExpressionAttributeValues: {
            ':pk': pk,
            ...(request.prefix ? { ':prefix': request.prefix } : {}),
          },
        },
        request,
      ),
    index: (name: Exclude<IndexName, 'due'>, request: IndexRequest) => {
      const { partition, sort } = INDEXES[name];
      const bounded = request.from !== undefined || request.to !== undefined;
      return pages(
        {
          TableName: tableName,
          IndexName: name,
          KeyConditionExpression: bounded ? '#p = :p AND #s BETWEEN :from AND :to' : '#p = :p',
          ExpressionAttributeNames: { '#p': partition, ...(bounded ? { '#s': sort } : {}) },
          ExpressionAttributeValues: {
            ':p': request.partition,
            ...(bounded ? { ':from': request.from ?? ' ', ':to': request.to ?? '\uffff' } : {}),
          },
        },
        request,
      );
    },
    due: async (lane, cutOff, limit) => (await allShards(lane, cutOff, limit)).slice(0, limit),
    nextDue: async (lane) => (await allShards(lane, undefined, 1))[0]?.at,
    async counters(key) {
      const answer = await client.send(
        new GetCommand({ TableName: tableName, Key: key, ConsistentRead: true, ...metered }),
      );
      count('Get', [answer.ConsumedCapacity]);
      const numbers: Record<string, number> = {};
      for (const [name, value] of Object.entries(answer.Item ?? {})) {
        if (name.startsWith('n_') && typeof value === 'number') numbers[name.slice(2)] = value;
      }
      return numbers;
    },
    async commit(writes) {
      const [first, ...rest] = writes;
      if (!first) return ok(undefined);
      if (writes.length > 100) throw new Error(`a transaction of ${writes.length} writes: at most 100`);
      return rest.length === 0 && first.op === 'put' ? commitOne(first) : commitAll(writes);
    },
  };
};
