import type { DynamoDBRecord } from 'aws-lambda';
import { compose } from '../../functions/compose.ts';
import { readConfig } from '../../functions/config.ts';
import { outboxHandler } from '../../functions/outbox/handler.ts';
import { volunteerIdSchema } from '../../shared/ids/ids.ts';
import type { MessageDraft } from '../../shared/messages/draft.ts';
import { intentWrite } from '../../shared/messages/intent-write.ts';
import { intentKind } from '../../shared/messages/store.ts';
import { RATE } from '../../shared/outbox/rate.ts';
import { sweepMessages } from '../../shared/outbox/sweep-messages.ts';
import type { Table, Write } from '../../shared/table/table.ts';
import { put } from '../../shared/table/write.ts';
import { fromMillis, plus, toMillis } from '../../shared/time/instant.ts';
import { townKind } from '../../shared/town/settings.ts';
import { volunteerKind } from '../../shared/volunteers/store.ts';
import { aTown, aVolunteer, PAUL, TUESDAY_NOON } from '../builders/chain.ts';
import { memoryTable } from '../doubles/memory-table.ts';
import { virtualTime } from './virtual-time.ts';

export type Campaign = {
  readonly sent: number;
  readonly lastSentAfterSeconds: number;
  /** Most texts the provider saw in any one second. */
  readonly busiestSecond: number;
  readonly alertP95Seconds: number;
};

/**
 * R14 in virtual time: `texts` that can wait are owed at once, alerts come while they wait, the provider takes so
 * many a second. The stream is one shard, ten records at a time, as the event source of infra/ has it.
 */
export const campaign = async (seed: number, texts: number, alerts: number): Promise<Campaign> => {
  const time = virtualTime(seed);
  const base = memoryTable();
  const queue: DynamoDBRecord[] = [];
  const heard = (writes: readonly Write[]): void => {
    for (const write of writes) {
      const dueAt = write.op === 'put' && write.kind === intentKind.name ? write.attributes.dueAt : undefined;
      if (typeof dueAt !== 'string') continue;
      queue.push({
        dynamodb: {
          Keys: { pk: { S: write.key.pk }, sk: { S: write.key.sk } },
          NewImage: { kind: { S: intentKind.name }, dueAt: { S: dueAt } },
          SequenceNumber: String(queue.length),
        },
      });
    }
  };
  const table: Table = {
    ...base,
    get: async (kind, key) => {
      await time.sleep(0.004);
      return base.get(kind, key);
    },
    commit: async (writes) => {
      await time.sleep(0.006);
      const done = await base.commit(writes);
      if (done.ok) heard(writes);
      return done;
    },
  };
  const clock = { now: () => fromMillis(toMillis(TUESDAY_NOON) + Math.round(time.now() * 1_000)) };
  let count = 0;
  const ids = {
    next: () => `tsk_${String(++count).padStart(26, '0')}` as never,
    linkToken: () => 'x' as never,
    secret: () => Buffer.from(`secret-${++count}`.padEnd(32, '.')).toString('base64url'),
    integerBelow: time.below,
  };
  const config = readConfig({
    DESK_ORIGIN: 'http://localhost:3000',
    LINKS_ORIGIN: 'http://localhost:3001',
    OIDC_ISSUER: 'http://localhost:3003',
    OIDC_CLIENT_ID: 'desk',
    APP_SECRET: 's'.repeat(43),
  });
  const world = compose(config, { table, clock, ids, log: () => {} });

  const sentAt: number[] = [];
  const alertDelays: number[] = [];
  const alertAskedAt = new Map<string, number>();
  const handler = outboxHandler(world, {
    rate: RATE,
    wait: (millis) => time.sleep(millis / 1_000),
    publish: async (sms) => {
      sentAt.push(time.now());
      const asked = alertAskedAt.get(/ : (\d+) signalement/.exec(sms.text)?.[1] ?? '');
      if (asked !== undefined) alertDelays.push(time.now() - asked);
      await time.sleep(0.1);
      return { outcome: 'accepted', providerMessageId: `sns-${sentAt.length}` };
    },
  });

  const ask = (draft: MessageDraft): Write =>
    intentWrite({ appSecret: config.appSecret, ids }, aTown(), draft, clock.now());
  const base0 = { dueAt: TUESDAY_NOON, notAfter: plus(TUESDAY_NOON, { hours: 6 }) };
  await base.commit([
    // No budget here: ten thousand texts would be stopped by it, as they should.
    put(townKind, aTown({ monthlySmsBudgetMicroEuros: 0 }), 'any'),
    ...Array.from({ length: 20 }, (_, n) =>
      put(
        volunteerKind,
        aVolunteer({ id: volunteerIdSchema.parse(`vol_${String(n).padStart(26, '0')}`) }),
        'any',
      ),
    ),
  ]);
  for (let from = 0; from < texts; from += 100) {
    const writes = Array.from({ length: Math.min(100, texts - from) }, (_, n) =>
      ask({
        ...base0,
        message: { kind: 'pause-confirmed' },
        recipient: volunteerIdSchema.parse(`vol_${String((from + n) % 20).padStart(26, '0')}`),
        subject: PAUL,
        round: String(from + n),
        secret: 'Abcdefghijklmnopqrst12',
      }),
    );
    await base.commit(writes);
    heard(writes);
  }

  const seconds = texts / RATE.perSecond;
  for (let n = 0; n < alerts; n += 1)
    time.after(time.random() * seconds, () => {
      const message = { kind: 'coordinator-alert', reason: 'urgent-flag', count: n + 1 } as const;
      const write = ask({ ...base0, message, recipient: 'duty', subject: 'duty', round: `alert-${n}` });
      alertAskedAt.set(String(n + 1), time.now());
      void base.commit([write]).then(() => heard([write]));
    });
  const limit = seconds * 1.5 + 300;
  for (let minute = 1; minute * 60 < limit; minute += 1)
    time.after(minute * 60, () => void sweepMessages(table, clock.now()));
  const pump = async (): Promise<void> => {
    for (;;) {
      const batch = queue.splice(0, 10);
      if (batch.length > 0) await handler({ Records: batch });
      else await time.sleep(0.2);
    }
  };
  void pump();
  await time.run(limit, () => sentAt.length === texts + alerts);

  const perSecond = sentAt.map((at) => sentAt.filter((other) => other >= at && other < at + 1).length);
  alertDelays.sort((a, b) => a - b);
  return {
    sent: sentAt.length,
    lastSentAfterSeconds: Math.max(...sentAt),
    busiestSecond: Math.max(...perSecond),
    alertP95Seconds: alertDelays[Math.floor(alertDelays.length * 0.95)] ?? Number.NaN,
  };
};
