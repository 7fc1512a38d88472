import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import type { MessageDraft } from '../../../shared/messages/draft.ts';
import { intentIdSchema } from '../../../shared/messages/intent.ts';
import {
  intentKey,
  intentKind,
  ledgerKeys,
  receiptKey,
  receiptKind,
} from '../../../shared/messages/store.ts';
import { sweepMessages } from '../../../shared/outbox/sweep-messages.ts';
import { put } from '../../../shared/table/write.ts';
import { dayOf } from '../../../shared/time/civil.ts';
import { instant } from '../../../shared/time/instant.ts';
import { aTown, PAUL, TUESDAY_NOON, VISIT } from '../../builders/chain.ts';
import { openTown } from '../../support/outbox.ts';
import {
  alert,
  cancellation,
  minutesLater,
  offer,
  paulsPhone,
  token,
  useOutboxChain,
} from '../../support/outbox-chain.ts';

const { town: here, table, tasks, sweepAt } = useOutboxChain();
let town: ReturnType<typeof here>;
beforeEach(() => {
  town = here();
});

describe('a message asked for by a use case', () => {
  it('leaves at once, signed and Transactional, and its cost is written down', async () => {
    await town.ask(aTown(), offer);
    await town.stream.drain();

    expect(town.requests).toEqual([
      {
        to: paulsPhone,
        senderId: 'CCASBesanco',
        smsType: 'Transactional',
        body: `Claire, Maison des Seniors : visite Planoise mer 25 nov à 14h30. Oui ou non : http://localhost:3001/m/${token}`,
      },
    ]);
    expect(await town.read(offer)).toMatchObject({
      state: 'sent',
      claims: 1,
      tries: 1,
      parts: 1,
      priceMicroEuros: 65_000,
      providerMessageId: 'sms-1',
    });
    const counted = await Promise.all(
      ledgerKeys('besancon', dayOf(TUESDAY_NOON)).map((key) => town.table.counters(key)),
    );
    expect(counted.filter((counters) => counters.parts)).toEqual([
      { messages: 1, parts: 1, microEuros: 65_000, 'parts:offer': 1 },
    ]);
  });

  it('never shows its link in the table, before or after it left', async () => {
    const everything = async () =>
      JSON.stringify((await table().client.send(new ScanCommand({ TableName: table().name }))).Items);
    await town.ask(aTown(), offer);
    expect(await everything()).not.toContain(token);
    expect((await town.read(offer)).sealed).toBeDefined();
    await town.stream.drain();
    expect(await everything()).not.toContain(token);
    expect((await town.read(offer)).sealed).toBeUndefined();
  });

  it('asked for twice is one message: the second transaction is refused', async () => {
    await town.ask(aTown(), offer);
    await expect(town.ask(aTown(), offer)).rejects.toThrow('refused: message:offer');
  });

  it('leaves once, however often and in whatever order the stream speaks of it', async () => {
    await town.ask(aTown(), offer);
    await town.ask(aTown(), alert);
    const keys = [offer, alert].map((draft) => draft);
    const records = await Promise.all(
      keys.map(async (draft) => {
        const intent = await town.read(draft);
        return {
          dynamodb: {
            Keys: { pk: { S: intentKey(intent.id).pk }, sk: { S: 'MESSAGE' } },
            NewImage: { kind: { S: 'message' }, dueAt: { S: intent.dueAt } },
            SequenceNumber: intent.id,
          },
        };
      }),
    );
    const [first, second] = records;
    if (!first || !second) throw new Error('two records');
    await Promise.all([
      town.handler({ Records: [first, second, first, second, second] }),
      town.handler({ Records: [second, first] }),
      town.stream.drain(),
    ]);
    expect(town.requests).toHaveLength(2);
  });

  it('waits for the morning when it is due in the night, a Sunday or a holiday', async () => {
    const night = instant('2026-11-24T22:00:00.000Z');
    town.advanceTo(night);
    await town.ask(aTown(), { ...offer, dueAt: night });
    await town.stream.drain();
    expect(await town.read(offer)).toMatchObject({ state: 'pending', dueAt: '2026-11-25T07:30:00.000Z' });
    town.advanceTo(instant('2026-11-25T07:30:00.000Z'));
    await sweepMessages(town.table, instant('2026-11-25T07:30:00.000Z'));
    await town.stream.drain();
    expect(town.requests).toHaveLength(1);
  });

  it('tried again after the hours, it waits for the morning too', async () => {
    const evening = instant('2026-11-24T19:20:00.000Z');
    town.advanceTo(evening);
    town.breakWith(() => 'internal');
    await town.ask(aTown(), { ...offer, dueAt: evening });
    await town.stream.drain();
    town.breakWith(undefined);
    for (const at of ['2026-11-24T19:40:00.000Z', '2026-11-25T07:29:00.000Z', '2026-11-25T07:30:00.000Z']) {
      expect(town.requests).toHaveLength(1);
      town.advanceTo(instant(at));
      await sweepMessages(town.table, instant(at));
      await town.stream.drain();
    }
    expect(town.requests).toHaveLength(2);
  });

  it('leads a volunteer to their own space by its own door', async () => {
    const welcome: MessageDraft = { ...offer, message: { kind: 'welcome' }, subject: PAUL };
    await town.ask(aTown(), welcome);
    await town.stream.drain();
    expect(town.requests[0]?.body).toContain(`http://localhost:3001/e/${token}`);
  });

  it('but an alert rings at night', async () => {
    const night = instant('2026-11-24T22:00:00.000Z');
    town.advanceTo(night);
    await town.ask(aTown(), { ...alert, dueAt: night });
    await town.stream.drain();
    expect(town.requests).toMatchObject([{ to: '+33639980099' }]);
  });
});

describe('a provider that does not answer as it should', () => {
  it('throttled: no try is spent, it leaves at a later sweep', async () => {
    town.breakWith(() => 'throttle');
    await town.ask(aTown(), offer);
    await town.stream.drain();
    expect(await town.read(offer)).toMatchObject({ state: 'pending', tries: 0, claims: 1 });
    town.breakWith(undefined);
    await sweepAt(1);
    expect(await town.read(offer)).toMatchObject({ state: 'sent', tries: 1 });
  });

  it('an offer that fails three times is given up, and a person knows', async () => {
    town.breakWith(() => 'internal');
    await town.ask(aTown(), offer);
    await town.stream.drain();
    for (const minute of [1, 2, 3, 4]) await sweepAt(minute);
    expect(town.requests).toHaveLength(3);
    expect(await town.read(offer)).toMatchObject({ state: 'dead', reason: 'tries-spent', tries: 3 });
    expect(await tasks()).toMatchObject([{ kind: 'message-failed', subjectId: VISIT }]);
  });

  it('a lost answer is asked for once by the SDK, and repeated only by the protocol', async () => {
    let calls = 0;
    town.breakWith(() => (++calls === 1 ? 'lost-answer' : undefined));
    await town.ask(aTown(), cancellation);
    await town.stream.drain();
    expect(town.requests).toHaveLength(1);
    expect(await town.read(cancellation)).toMatchObject({ state: 'pending', tries: 1 });
    await sweepAt(1);
    expect(town.requests).toHaveLength(2);
    expect(await town.read(cancellation)).toMatchObject({ state: 'sent', tries: 2 });
  });

  it('a worker that died with the message in hand: left alone during its lease, then taken over', async () => {
    const id = await town.ask(aTown(), alert);
    const stored = await town.table.get(intentKind, intentKey(id));
    if (!stored) throw new Error('asked');
    const lease = { owner: 'dead', until: minutesLater(5) };
    await town.write(put(intentKind, { ...stored.value, state: 'sending', lease }, stored.version));
    await town.stream.drain();
    for (const minute of [1, 4]) await sweepAt(minute);
    expect(town.requests).toEqual([]);
    await sweepAt(6);
    expect(town.requests).toHaveLength(1);
    expect(await town.read(alert)).toMatchObject({ state: 'sent', claims: 1 });
  });
});

it('the urgent goes first when a campaign waits', async () => {
  const slow = await openTown(table(), { perSecond: 1 });
  const rounds = Array.from({ length: 12 }, (_, n) => ({ ...offer, round: `wave-${n}` }));
  for (const draft of rounds) await slow.ask(aTown(), draft);
  await slow.ask(aTown(), alert);
  await slow.stream.drain();
  // One text a second and two seconds of patience: three offers, and the alert that came last.
  expect(slow.requests.map(({ to }) => to).filter((to) => to === '+33639980099')).toHaveLength(1);
  expect(slow.requests.length).toBeLessThan(6);
  for (const minute of [1, 2, 3, 4, 5, 6]) {
    slow.advanceTo(minutesLater(minute));
    await sweepMessages(slow.table, minutesLater(minute));
    await slow.stream.drain();
  }
  expect(slow.requests).toHaveLength(13);
});

it('a receipt that comes before T5 is parked, and taken in with it', async () => {
  await town.write(
    put(
      receiptKind,
      { providerMessageId: 'sms-1', parked: { delivered: true, reason: '' }, at: TUESDAY_NOON },
      'absent',
    ),
  );
  await town.ask(aTown(), offer);
  await town.stream.drain();
  expect(await town.read(offer)).toMatchObject({ state: 'delivered' });
  const receipt = await town.table.get(receiptKind, receiptKey('sms-1'));
  expect(receipt?.value).toMatchObject({ intentId: (await town.read(offer)).id });
});

it('one unreadable record does not hold up the sweep of the others', async () => {
  await town.ask(aTown(), { ...offer, dueAt: minutesLater(1) });
  const stored = await town.table.get(intentKind, intentKey((await town.read(offer)).id));
  if (!stored) throw new Error('asked');
  const corrupt = put(intentKind, { ...stored.value, id: intentIdSchema.parse('0'.repeat(64)) }, 'absent');
  await town.write({ ...corrupt, ...(corrupt.op === 'put' ? { data: { state: 'pending' } } : {}) });
  await sweepAt(2);
  expect(town.requests).toHaveLength(1);
  expect(town.logged).toContainEqual(
    expect.objectContaining({ event: 'message-failed', id: '0'.repeat(64) }),
  );
});

it('says nothing of people in its log', async () => {
  await town.ask(aTown(), offer);
  await town.stream.drain();
  expect(JSON.stringify(town.logged)).not.toMatch(/Paul|Jeanne|3363998|Abcdef/);
  expect(town.logged).toMatchObject([{ event: 'message', result: 'settled', state: 'sent' }]);
});
