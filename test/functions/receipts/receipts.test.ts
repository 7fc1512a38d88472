import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { openDeliveries } from '../../../functions/local/telephone/receipts.ts';
import { receiptsHandler } from '../../../functions/receipts/handler.ts';
import type { MessageDraft } from '../../../shared/messages/draft.ts';
import type { Intent } from '../../../shared/messages/intent.ts';
import { failingMessages } from '../../../shared/messages/store.ts';
import { missionKind } from '../../../shared/missions/store.ts';
import { phoneSchema } from '../../../shared/phone/phone.ts';
import { seniorKind } from '../../../shared/seniors/store.ts';
import { rowsOf } from '../../../shared/table/kind.ts';
import { put } from '../../../shared/table/write.ts';
import { openTaskList, taskKind } from '../../../shared/tasks/task.ts';
import { townKind } from '../../../shared/town/settings.ts';
import { volunteerKey, volunteerKind } from '../../../shared/volunteers/store.ts';
import {
  aMission,
  aSenior,
  aTown,
  aVolunteer,
  PAUL,
  TUESDAY_NOON,
  VISIT,
  VISIT_STARTS,
} from '../../builders/chain.ts';
import { useEngine } from '../../support/engine.ts';
import { type OutboxTown, openTown } from '../../support/outbox.ts';

const { freshTable } = useEngine();
const paulsPhone = phoneSchema.parse('+33639980001');
const draft: MessageDraft = {
  message: { kind: 'mission-cancelled', act: 'visit', startsAt: VISIT_STARTS },
  recipient: PAUL,
  subject: VISIT,
  round: '1',
  dueAt: TUESDAY_NOON,
  notAfter: VISIT_STARTS,
  secret: 'Abcdefghijklmnopqrst12',
};

let town: OutboxTown;
const log = (lines: readonly unknown[], messageType = 'DATA_MESSAGE') => {
  const events = lines.map((line, n) => ({
    id: String(n),
    timestamp: 0,
    message: typeof line === 'string' ? line : JSON.stringify(line),
  }));
  const batch = {
    messageType,
    owner: '0',
    logGroup: 'sns',
    logStream: '1',
    subscriptionFilters: [],
    logEvents: events,
  };
  return { awslogs: { data: gzipSync(JSON.stringify(batch)).toString('base64') } };
};
const line = (
  messageId: string,
  status: 'SUCCESS' | 'FAILURE',
  providerResponse = 'Message has been accepted by phone',
) => ({
  notification: { messageId, timestamp: '2026-11-24 11:00:01.000' },
  delivery: {
    phoneCarrier: 'x',
    destination: paulsPhone,
    priceInUSD: 0.07,
    providerResponse,
    dwellTimeMs: 1,
  },
  status,
});
const unreachable = line('sms-1', 'FAILURE', 'Phone is currently unreachable/unavailable');
const tasks = async () => {
  const page = await town.table.index('list', { partition: openTaskList('besancon') });
  return rowsOf(taskKind, page.items).map(({ value }) => value);
};

beforeEach(async () => {
  town = await openTown(await freshTable());
  await town.write(put(townKind, aTown(), 'any'));
  await town.write(put(volunteerKind, aVolunteer(), 'any'));
  await town.write(put(seniorKind, aSenior(), 'any'));
  await town.write(put(missionKind, aMission({ state: 'cancelled' }), 'any'));
});

describe('what the network says of a text that left', () => {
  beforeEach(async () => {
    await town.ask(aTown(), draft);
    await town.stream.drain();
  });

  it('delivered: the message says so', async () => {
    await openDeliveries({ phones: town.phones, handler: receiptsHandler(town.world) }).deliver();
    expect(await town.read(draft)).toMatchObject({ state: 'delivered' });
    expect(await tasks()).toEqual([]);
  });

  it('not delivered: what was owed becomes a call, and shows among failed messages', async () => {
    await town.phones.setState(paulsPhone, 'silent');
    await openDeliveries({ phones: town.phones, handler: receiptsHandler(town.world) }).deliver();
    expect(await town.read(draft)).toMatchObject({ state: 'failed', reason: 'unreachable' });
    expect(await tasks()).toMatchObject([
      {
        volunteerId: PAUL,
        urgent: true,
        sentence: expect.stringContaining('le téléphone est resté injoignable'),
      },
    ]);
    const failing = await town.table.index('list', { partition: failingMessages('besancon') });
    expect(failing.items).toHaveLength(1);
  });

  it('a number whose owner refused our texts never gets another, and a person calls', async () => {
    await town.phones.setState(paulsPhone, 'opted-out');
    await openDeliveries({ phones: town.phones, handler: receiptsHandler(town.world) }).deliver();
    const paul = await town.table.get(volunteerKind, volunteerKey(PAUL));
    expect(paul?.value.optedOutAt).toBe(TUESDAY_NOON);
    expect(await tasks()).toMatchObject([{ kind: 'human-call', volunteerId: PAUL }]);

    await town.ask(aTown(), { ...draft, round: '2' });
    await town.stream.drain();
    expect(town.requests).toHaveLength(1);
    expect(await town.read({ ...draft, round: '2' })).toMatchObject({ state: 'dead', reason: 'opted-out' });
  });

  it('one line that is no receipt does not hold up the others', async () => {
    await receiptsHandler(town.world)(log(['not json', { status: 'MAYBE' }, line('sms-1', 'SUCCESS')]));
    expect(await town.read(draft)).toMatchObject({ state: 'delivered' });
    expect(town.logged.filter(({ event }) => event === 'receipt-unreadable')).toHaveLength(2);
  });

  it('a control message of CloudWatch Logs changes nothing', async () => {
    await receiptsHandler(town.world)(log([line('sms-1', 'SUCCESS')], 'CONTROL_MESSAGE'));
    expect(await town.read(draft)).toMatchObject({ state: 'sent' });
  });
});

it('receipts before, after, twice, in any order: the same end, one task at most', async () => {
  let round = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.boolean(), { minLength: 1, maxLength: 4 }),
      fc.array(fc.boolean(), { maxLength: 3 }),
      async (before, after) => {
        round += 1;
        const one = { ...draft, round: String(round) };
        const handler = receiptsHandler(town.world);
        const receipt = (ok: boolean) =>
          log([
            ok
              ? line(`sms-${round}`, 'SUCCESS')
              : { ...unreachable, notification: { messageId: `sms-${round}` } },
          ]);
        for (const ok of before) await handler(receipt(ok));
        await town.ask(aTown(), one);
        await town.stream.drain();
        for (const ok of after) await handler(receipt(ok));
        const end: Intent = await town.read(one);
        expect(end.state).toBe([...before, ...after].includes(true) ? 'delivered' : 'failed');
      },
    ),
    { seed: 21, numRuns: 25 },
  );
  const perMessage = (await tasks()).length;
  expect(perMessage).toBeLessThanOrEqual(round);
});
