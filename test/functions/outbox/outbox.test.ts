import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { consentKind } from '../../../shared/consents/consent.ts';
import { linkTokenSchema } from '../../../shared/ids/ids.ts';
import { monthlySmsCost } from '../../../shared/messages/cost.ts';
import type { MessageDraft } from '../../../shared/messages/draft.ts';
import { handleMessage, listFailingMessages } from '../../../shared/messages/failing-messages.ts';
import { intentIdSchema } from '../../../shared/messages/intent.ts';
import {
  epochKind,
  intentKey,
  intentKind,
  ledgerKeys,
  receiptKey,
  receiptKind,
} from '../../../shared/messages/store.ts';
import { sweepMessages } from '../../../shared/messages/sweep-messages.ts';
import { missionKind } from '../../../shared/missions/store.ts';
import { offerKind } from '../../../shared/offers/store.ts';
import { phoneSchema } from '../../../shared/phone/phone.ts';
import { seniorKind } from '../../../shared/seniors/store.ts';
import { rowsOf } from '../../../shared/table/kind.ts';
import type { Write } from '../../../shared/table/table.ts';
import { add, put } from '../../../shared/table/write.ts';
import { openTaskList, taskKind } from '../../../shared/tasks/task.ts';
import { dayOf } from '../../../shared/time/civil.ts';
import { instant, plus } from '../../../shared/time/instant.ts';
import { townKind } from '../../../shared/town/settings.ts';
import { volunteerKind } from '../../../shared/volunteers/store.ts';
import {
  aConsent,
  aMission,
  anOffer,
  aSenior,
  aTown,
  aVolunteer,
  PAUL,
  TUESDAY_NOON,
  VISIT,
  VISIT_STARTS,
} from '../../builders/chain.ts';
import { type TestTable, useEngine } from '../../support/engine.ts';
import { type OutboxTown, openTown } from '../../support/outbox.ts';

const { freshTable } = useEngine();
const token = linkTokenSchema.parse('Abcdefghijklmnopqrst12');
const paulsPhone = phoneSchema.parse('+33639980001');

const offer: MessageDraft = {
  message: { kind: 'offer', act: 'visit', startsAt: VISIT_STARTS, sector: 'planoise' },
  recipient: PAUL,
  subject: VISIT,
  round: 'wave-1',
  dueAt: TUESDAY_NOON,
  notAfter: VISIT_STARTS,
  secret: token,
};
const holding = { volunteerId: PAUL, since: TUESDAY_NOON, via: 'link' as const, devices: [] };
const confirmation: MessageDraft = {
  ...offer,
  message: { kind: 'accepted-confirmation', act: 'visit', startsAt: VISIT_STARTS },
};
const cancellation: MessageDraft = {
  ...offer,
  message: { kind: 'mission-cancelled', act: 'visit', startsAt: VISIT_STARTS },
};
const alert: MessageDraft = {
  message: { kind: 'coordinator-alert', reason: 'urgent-flag', count: 2 },
  recipient: 'duty',
  subject: 'duty',
  round: '1',
  dueAt: TUESDAY_NOON,
  notAfter: plus(TUESDAY_NOON, { hours: 12 }),
};

let fresh: TestTable;
let town: OutboxTown;
const chain = (): Write[] => [
  put(townKind, aTown(), 'any'),
  put(volunteerKind, aVolunteer(), 'any'),
  put(seniorKind, aSenior(), 'any'),
  put(consentKind, aConsent(), 'any'),
  put(missionKind, aMission(), 'any'),
  put(offerKind, anOffer(), 'any'),
];
const tasks = async () => {
  const page = await town.table.index('list', { partition: openTaskList('besancon') });
  return rowsOf(taskKind, page.items).map(({ value }) => value);
};
const minutesLater = (minutes: number) => plus(TUESDAY_NOON, { minutes });
const sweepAt = async (minutes: number) => {
  town.advanceTo(minutesLater(minutes));
  const done = await sweepMessages(town.table, minutesLater(minutes));
  await town.stream.drain();
  return done;
};

beforeEach(async () => {
  fresh = await freshTable();
  town = await openTown(fresh);
  await town.write(...chain());
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
      JSON.stringify((await fresh.client.send(new ScanCommand({ TableName: fresh.name }))).Items);
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

describe('the gate, just before the text would leave', () => {
  const held = () => put(missionKind, aMission({ state: 'filled', holder: holding }), 'any');
  it.each<[string, MessageDraft, () => Write[], string]>([
    ['filled by somebody else', offer, () => [held()], 'mission-changed'],
    [
      'moved',
      offer,
      () => [put(missionKind, aMission({ startsAt: plus(VISIT_STARTS, { hours: 1 }) }), 'any')],
      'mission-changed',
    ],
    [
      'already answered',
      offer,
      () => [put(offerKind, anOffer({ state: 'declined' }), 'any')],
      'mission-changed',
    ],
    [
      'volunteer on a break',
      offer,
      () => [put(volunteerKind, aVolunteer({ state: 'paused' }), 'any')],
      'recipient-paused',
    ],
    [
      'volunteer gone',
      offer,
      () => [put(volunteerKind, aVolunteer({ state: 'left' }), 'any')],
      'recipient-gone',
    ],
    [
      'no more SMS wanted',
      offer,
      () => [put(volunteerKind, aVolunteer({ optedOutAt: TUESDAY_NOON }), 'any')],
      'recipient-opted-out',
    ],
    ['senior died', offer, () => [put(seniorKind, aSenior({ state: 'closed' }), 'any')], 'senior-closed'],
    [
      'consent withdrawn',
      offer,
      () => [put(consentKind, aConsent({ state: 'withdrawn' }), 'any')],
      'no-consent',
    ],
    ['handed back since', confirmation, () => [], 'mission-changed'],
    [
      'senior died after the yes',
      confirmation,
      () => [held(), put(seniorKind, aSenior({ state: 'closed' }), 'any')],
      'senior-closed',
    ],
    [
      'volunteer gone, mission cancelled',
      cancellation,
      () => [put(volunteerKind, aVolunteer({ state: 'left' }), 'any')],
      'recipient-gone',
    ],
  ])('%s: nothing leaves', async (_, draft, change, reason) => {
    await town.ask(aTown(), draft);
    for (const write of change()) await town.write(write);
    await town.stream.drain();
    expect(town.requests).toEqual([]);
    expect(await town.read(draft)).toMatchObject({ state: 'cancelled', reason });
    expect((await town.read(draft)).sealed).toBeUndefined();
    expect(await tasks()).toEqual([]);
  });

  it('too late: an offer is dropped, an annulment becomes a call', async () => {
    await town.ask(aTown(), offer);
    await town.ask(aTown(), cancellation);
    town.advanceTo(plus(VISIT_STARTS, { seconds: 1 }));
    await town.stream.drain();
    expect(town.requests).toEqual([]);
    expect(await town.read(offer)).toMatchObject({ state: 'cancelled', reason: 'too-late' });
    expect(await town.read(cancellation)).toMatchObject({ state: 'dead', reason: 'too-late' });
    expect(await tasks()).toMatchObject([{ kind: 'message-failed', volunteerId: PAUL, urgent: true }]);
  });

  it.each([
    ['a landline', { phone: phoneSchema.parse('+33353010001') }],
    ['a wish to be called', { channel: 'voice' as const }],
  ])('%s: a person calls instead, in the same transaction', async (_, more) => {
    await town.write(put(volunteerKind, aVolunteer(more), 'any'));
    await town.ask(aTown(), offer);
    await town.stream.drain();
    expect(town.requests).toEqual([]);
    expect(await town.read(offer)).toMatchObject({ state: 'dead', reason: 'no-mobile', humanKnows: true });
    expect(await tasks()).toMatchObject([
      {
        kind: 'human-call',
        subjectId: VISIT,
        messageId: (await town.read(offer)).id,
        volunteerId: PAUL,
        sentence: expect.stringContaining('À dire de vive voix : proposition de mission'),
      },
    ]);
  });

  it('refuses a number that is not reserved for fiction', async () => {
    await town.write(put(volunteerKind, aVolunteer({ phone: phoneSchema.parse('+33612345678') }), 'any'));
    await town.ask(aTown(), offer);
    await town.stream.drain();
    expect(town.requests).toEqual([]);
    expect(await town.read(offer)).toMatchObject({ state: 'dead', reason: 'invalid-number' });
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

it('after a restore, what was asked before waits for a person', async () => {
  await town.ask(aTown(), offer);
  await town.write(put(epochKind, { at: minutesLater(1) }, 'any'));
  await town.stream.drain();
  expect(town.requests).toEqual([]);
  expect(await town.read(offer)).toMatchObject({ state: 'held', reason: 'restored-from-backup' });
});

it('the urgent goes first when a campaign waits', async () => {
  town = await openTown(fresh, { perSecond: 1 });
  const rounds = Array.from({ length: 12 }, (_, n) => ({ ...offer, round: `wave-${n}` }));
  for (const draft of rounds) await town.ask(aTown(), draft);
  await town.ask(aTown(), alert);
  await town.stream.drain();
  // One text a second and two seconds of patience: three offers, and the alert that came last.
  expect(town.requests.map(({ to }) => to).filter((to) => to === '+33639980099')).toHaveLength(1);
  expect(town.requests.length).toBeLessThan(6);
  for (const minute of [1, 2, 3, 4, 5, 6]) await sweepAt(minute);
  expect(town.requests).toHaveLength(13);
});

it('at 95 % of the month’s budget offers wait, alerts and what is owed leave', async () => {
  const spent = 475_000_000;
  const [shard] = ledgerKeys('besancon', dayOf(TUESDAY_NOON));
  if (!shard) throw new Error('sixteen shards');
  await town.write(add(shard, { microEuros: spent - 1 }));
  await town.ask(aTown(), { ...offer, round: 'below' });
  await town.stream.drain();
  expect(town.requests).toHaveLength(1);

  await town.write(add(shard, { microEuros: 1 }));
  town.advanceTo(minutesLater(2));
  for (const draft of [offer, alert, cancellation]) await town.ask(aTown(), draft);
  await town.stream.drain();
  expect(town.requests).toHaveLength(3);
  expect(await town.read(offer)).toMatchObject({ state: 'pending', dueAt: minutesLater(62) });
  expect(await town.read(alert)).toMatchObject({ state: 'sent' });

  await town.write(put(townKind, aTown({ monthlySmsBudgetMicroEuros: 600_000_000 }), 'any'));
  await sweepAt(63);
  expect(await town.read(offer)).toMatchObject({ state: 'sent' });
  expect(await monthlySmsCost(town.table, 'besancon', dayOf(TUESDAY_NOON))).toEqual({
    messages: 4,
    parts: 4,
    microEuros: spent + 4 * 65_000,
  });
});

describe('a message that failed', () => {
  const agent = { kind: 'staff' as const, id: 'stf_1' };
  it('waits on the coordinator’s screen until somebody takes it over', async () => {
    await town.write(put(volunteerKind, aVolunteer({ channel: 'voice' }), 'any'));
    const id = await town.ask(aTown(), offer);
    await town.stream.drain();
    expect(await listFailingMessages(town.table, 'besancon')).toEqual([
      {
        id,
        name: 'proposition de mission',
        why: 'pas de numéro de mobile, ou la personne préfère être appelée',
        since: TUESDAY_NOON,
        recipient: PAUL,
        subject: VISIT,
        urgent: false,
        actions: ['handle'],
      },
    ]);
    expect(await handleMessage(town.table, id, 'handle', agent, minutesLater(5))).toMatchObject({ ok: true });
    expect(await listFailingMessages(town.table, 'besancon')).toEqual([]);
    expect(await tasks()).toEqual([]);
    expect(await handleMessage(town.table, id, 'handle', agent, minutesLater(6))).toMatchObject({
      refusal: { reason: 'settled' },
    });
  });

  it('what is tried for ever stops when a person takes it over', async () => {
    town.breakWith(() => 'internal');
    const id = await town.ask(aTown(), cancellation);
    await town.stream.drain();
    for (const minute of [1, 3, 5]) await sweepAt(minute);
    expect(await listFailingMessages(town.table, 'besancon')).toMatchObject([{ id }]);
    await handleMessage(town.table, id, 'handle', agent, minutesLater(6));
    const asked = town.requests.length;
    await sweepAt(60);
    expect(town.requests).toHaveLength(asked);
    expect(await town.read(cancellation)).toMatchObject({ state: 'cancelled', reason: 'handled-by-human' });
    expect((await town.read(cancellation)).sealed).toBeUndefined();
  });

  it('held after a restore, it may be released, and passes the gate again', async () => {
    const id = await town.ask(aTown(), offer);
    await town.write(put(epochKind, { at: minutesLater(1) }, 'any'));
    await town.stream.drain();
    expect(await listFailingMessages(town.table, 'besancon')).toMatchObject([
      { actions: ['release', 'handle'] },
    ]);
    town.advanceTo(minutesLater(10));
    await handleMessage(town.table, id, 'release', agent, minutesLater(10));
    await town.stream.drain();
    expect(await town.read(offer)).toMatchObject({ state: 'sent' });
  });
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
