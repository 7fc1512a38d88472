import { SNSClient } from '@aws-sdk/client-sns';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { afterEach } from 'vitest';
import { compose, systemIds, type World } from '../../functions/compose.ts';
import { readConfig } from '../../functions/config.ts';
import { listenApp } from '../../functions/local/hosts/host.ts';
import { localSettings } from '../../functions/local/table/engine.ts';
import { openStream } from '../../functions/local/table/stream.ts';
import { openPhones, type SmsRequest } from '../../functions/local/telephone/phones.ts';
import { type Fault, snsApp } from '../../functions/local/telephone/sns.ts';
import { outboxHandler } from '../../functions/outbox/handler.ts';
import { snsPublish } from '../../functions/outbox/sns.ts';
import type { MessageDraft } from '../../shared/messages/draft.ts';
import { type Intent, intentIdSchema } from '../../shared/messages/intent.ts';
import { intentIdOfDraft, intentWrite } from '../../shared/messages/intent-write.ts';
import { intentKey, intentKind } from '../../shared/messages/store.ts';
import { RATE } from '../../shared/outbox/rate.ts';
import { dynamoTable } from '../../shared/table/table.dynamo.ts';
import type { Write } from '../../shared/table/table.ts';
import type { Instant } from '../../shared/time/instant.ts';
import type { Town } from '../../shared/town/settings.ts';
import { TUESDAY_NOON } from '../builders/chain.ts';
import type { TestTable } from './engine.ts';

const closing: (() => unknown)[] = [];

type Logged = Parameters<World['log']>[0];

/** A town on the real engine: its stream feeds the real outbox, which texts the phones of a real SNS endpoint. */
export const openTown = async (fresh: TestTable, options: { readonly perSecond?: number } = {}) => {
  let now = TUESDAY_NOON;
  const clock = { now: () => now };
  const ids = systemIds(clock);
  const logged: Logged[] = [];
  const table = dynamoTable({
    client: DynamoDBDocumentClient.from(fresh.client, { marshallOptions: { removeUndefinedValues: true } }),
    tableName: fresh.name,
    pause: () => Promise.resolve(),
    requestToken: () => ids.secret().slice(0, 36),
  });
  const config = readConfig({
    PREVENANCE_TABLE: fresh.name,
    DESK_ORIGIN: 'http://localhost:3000',
    LINKS_ORIGIN: 'http://localhost:3001',
    OIDC_ISSUER: 'http://localhost:3003',
    OIDC_CLIENT_ID: 'desk',
    APP_SECRET: 's'.repeat(43),
  });
  const world = compose(config, { table, clock, ids, log: (line) => void logged.push(line) });

  let faults: ((request: SmsRequest) => Fault | undefined) | undefined;
  const requests: SmsRequest[] = [];
  let count = 0;
  const phones = await openPhones({ clock, newId: () => `sms-${++count}` });
  const app = snsApp({
    phones,
    fault: (request) => {
      requests.push(request);
      return faults?.(request);
    },
  });
  const host = await listenApp('telephone', app.fetch, 0, '127.0.0.1');
  const sns = new SNSClient({ ...localSettings(`http://127.0.0.1:${host.port}/`), maxAttempts: 1 });
  const handler = outboxHandler(world, {
    publish: snsPublish(sns),
    rate: { ...RATE, perSecond: options.perSecond ?? 1_000 },
    wait: () => Promise.resolve(),
  });
  const stream = await openStream({
    endpoint: fresh.endpoint,
    tableName: fresh.name,
    handler,
    retryMs: 1,
    report: (error) => logged.push({ event: 'stream', error: String(error) }),
  });
  closing.push(
    () => stream.stop(),
    () => sns.destroy(),
    () => host.stop(),
    () => phones.close(),
  );

  const read = async (draft: MessageDraft): Promise<Intent> => {
    const stored = await table.get(intentKind, intentKey(intentIdOfDraft(draft)));
    if (!stored) throw new Error('no such message');
    return stored.value;
  };
  return {
    world,
    table,
    phones,
    requests,
    logged,
    snsEndpoint: `http://127.0.0.1:${host.port}/`,
    handler,
    stream,
    read,
    advanceTo: (at: Instant) => {
      now = at;
    },
    breakWith: (fault: ((request: SmsRequest) => Fault | undefined) | undefined) => {
      faults = fault;
    },
    write: async (...writes: readonly Write[]) => {
      const done = await table.commit(writes);
      if (!done.ok) throw new Error(`refused: ${done.refusal.label}`);
    },
    /** T1, as any use case does it. */
    ask: async (town: Town, draft: MessageDraft) => {
      const write = intentWrite({ appSecret: config.appSecret, ids }, town, draft, now);
      const done = await table.commit([write]);
      if (!done.ok) throw new Error(`refused: ${done.refusal.label}`);
      return intentIdSchema.parse(intentIdOfDraft(draft));
    },
  };
};
export type OutboxTown = Awaited<ReturnType<typeof openTown>>;

afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});
