import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import * as z from 'zod';
import type { IntentId } from '../../shared/messages/intent.ts';
import { intentIdIn, intentKind } from '../../shared/messages/store.ts';
import { checkMessage } from '../../shared/outbox/check-message.ts';
import { budgetSpent, monthlySmsCost } from '../../shared/outbox/cost.ts';
import {
  type Delivering,
  type Delivery,
  deliverMessage,
  type Publish,
} from '../../shared/outbox/deliver-message.ts';
import { RATE, type RateParams, takeTurn } from '../../shared/outbox/rate.ts';
import { dueMessages } from '../../shared/outbox/sweep-messages.ts';
import { dayOf } from '../../shared/time/civil.ts';
import { type Instant, instantSchema, plus } from '../../shared/time/instant.ts';
import type { Town } from '../../shared/town/settings.ts';
import type { World } from '../compose.ts';
import { smsClient, snsPublish } from './sns.ts';

type OutboxOptions = {
  readonly publish?: Publish;
  readonly rate?: RateParams;
  readonly wait?: (millis: number) => Promise<void>;
};

export type OutboxHandler = (event: DynamoDBStreamEvent) => Promise<DynamoDBBatchResponse>;

/** Well inside the function's 30 s: the batch, then as much of the backlog as this allows. */
const BACKLOG_SECONDS = 5;
const AT_ONCE = 10;

/** Of a stream record, only what tells whether it is a message that is due. */
const recordSchema = z.object({
  Keys: z.object({ pk: z.object({ S: z.string() }), sk: z.object({ S: z.string() }) }),
  NewImage: z.object({ kind: z.object({ S: z.string() }), dueAt: z.object({ S: instantSchema }).optional() }),
});

const pause = (millis: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, millis));

/**
 * The table's stream wakes this for every message that becomes owed (T1), is tried again, or is pointed at by the
 * sweep. Each record is only a hint: the message is read again, taken in hand under a lease, checked, published
 * once, recorded. Then the backlog is worked off for a few seconds, the urgent first, so that an alert does not
 * wait behind a campaign. Only records whose own work failed are given back; nothing is left un-awaited.
 */
export const outboxHandler = (world: World, options: OutboxOptions = {}): OutboxHandler => {
  const delivering = deliveringIn(world, options);
  return async (event) => {
    const failures: { itemIdentifier: string }[] = [];
    const started = world.clock.now();
    const hints = event.Records.map((record) => ({ record, id: dueMessage(record, started) }));
    let isBehind = false;
    for (const group of chunks(hints, AT_ONCE)) {
      // A full batch means a queue: what is urgent does not wait for its place in it.
      if (group.length === AT_ONCE) await deliverUrgent(world, delivering);
      const results = await Promise.all(
        group.map(({ id }) => (id ? deliver(world, delivering, id) : undefined)),
      );
      results.forEach((result, index) => {
        if (result === 'failed') failures.push({ itemIdentifier: sequenceOf(group[index]?.record) });
        if (result === 'no-room') isBehind = true;
      });
    }
    if (isBehind && failures.length === 0) await workOff(world, delivering, started);
    return { batchItemFailures: failures };
  };
};

const deliveringIn = (world: World, options: OutboxOptions): Delivering => {
  let publish = options.publish;
  const checking = {
    table: world.table,
    appSecret: world.config.appSecret,
    linksOrigin: world.config.linksOrigin,
    smsNumbers: world.config.smsNumbers,
    budgetSpent: budgetReader(world),
  };
  return {
    table: world.table,
    clock: world.clock,
    ids: world.ids,
    check: (intent, now) => checkMessage(checking, intent, now),
    turn: (lane, now) => takeTurn(world.table, lane, now, options.rate ?? RATE),
    publish: (sms) => {
      // The client is made at the first text: tests and the local town set its endpoint before.
      publish ??= snsPublish(smsClient());
      return publish(sms);
    },
    wait: options.wait ?? pause,
  };
};

/** The month's cost, read at most once a minute by each worker. */
const budgetReader = (world: World) => {
  let read: { readonly at: Instant; readonly town: string; readonly spent: number } | undefined;
  return async (town: Town, now: Instant): Promise<number> => {
    if (read?.town !== town.id || plus(read.at, { minutes: 1 }) < now || read.at > now) {
      const cost = await monthlySmsCost(world.table, town.id, dayOf(now));
      read = { at: now, town: town.id, spent: budgetSpent(cost, town) };
    }
    return read.spent;
  };
};

const dueMessage = (record: DynamoDBRecord, now: Instant): IntentId | undefined => {
  const read = recordSchema.safeParse(record.dynamodb);
  if (!read.success || read.data.NewImage.kind.S !== intentKind.name) return undefined;
  const dueAt = read.data.NewImage.dueAt?.S;
  return dueAt !== undefined && dueAt <= now
    ? intentIdIn({ pk: read.data.Keys.pk.S, sk: read.data.Keys.sk.S })
    : undefined;
};

/** One message's failure is its own: it is logged by id and given back, the others go on. */
const deliver = async (
  world: World,
  delivering: Delivering,
  id: IntentId,
): Promise<Delivery['result'] | 'failed'> => {
  try {
    const delivery = await deliverMessage(delivering, id);
    if (delivery.result !== 'not-mine')
      world.log({
        event: 'message',
        id,
        result: delivery.result,
        ...(delivery.result === 'settled' ? { state: delivery.state, reason: delivery.reason } : {}),
      });
    return delivery.result;
  } catch (error) {
    world.log({ event: 'message-failed', id, error: error instanceof Error ? error.name : 'unknown' });
    return 'failed';
  }
};

const deliverUrgent = async (world: World, delivering: Delivering): Promise<void> => {
  const due = await world.table.due('outbox#urgent', world.clock.now(), AT_ONCE);
  await Promise.all(
    due.flatMap(({ key }) => intentIdIn(key) ?? []).map((id) => deliver(world, delivering, id)),
  );
};

const workOff = async (world: World, delivering: Delivering, started: Instant): Promise<void> => {
  const until = plus(started, { seconds: BACKLOG_SECONDS });
  for (let now = world.clock.now(); now < until; now = world.clock.now()) {
    const due = await dueMessages(world.table, now, AT_ONCE);
    const ids = due.flatMap(({ key }) => intentIdIn(key) ?? []);
    const results = await Promise.all(ids.map((id) => deliver(world, delivering, id)));
    if (!results.includes('settled')) return;
  }
};

const sequenceOf = (record: DynamoDBRecord | undefined): string => record?.dynamodb?.SequenceNumber ?? '';

const chunks = <T>(list: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(list.length / size) }, (_, i) => list.slice(i * size, (i + 1) * size));
