import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { agendaHandler } from '../../functions/agenda/handler.ts';
import { compose, type World } from '../../functions/compose.ts';
import { readConfig } from '../../functions/config.ts';
import { tickEvent } from '../../functions/local/tick-event.ts';
import { outboxHandler } from '../../functions/outbox/handler.ts';
import { receiptsHandler } from '../../functions/receipts/handler.ts';
import { SYSTEM } from '../../shared/audit/audit.ts';
import { consentKind } from '../../shared/consents/consent.ts';
import { missionIdSchema, seniorIdSchema } from '../../shared/ids/ids.ts';
import { intentKind } from '../../shared/messages/store.ts';
import { stepRules, withNextLook } from '../../shared/missions/steps.ts';
import { missionKind } from '../../shared/missions/store.ts';
import { acceptOffer, handBackMission } from '../../shared/offers/answer-offer.ts';
import { monthlySmsCost } from '../../shared/outbox/cost.ts';
import { seniorKind } from '../../shared/seniors/store.ts';
import { openService } from '../../shared/services/arrange-service.ts';
import type { Table, Write } from '../../shared/table/table.ts';
import { put } from '../../shared/table/write.ts';
import { addDays, civilDay, civilTime, dayOf, instantOf } from '../../shared/time/civil.ts';
import type { Instant } from '../../shared/time/instant.ts';
import { townKind } from '../../shared/town/settings.ts';
import { fileReport, visitAct } from '../../shared/visits/hold-visit.ts';
import { volunteerKind } from '../../shared/volunteers/store.ts';
import { aConsent, aMission, aSenior, aTown, TUESDAY_NOON } from '../builders/chain.ts';
import { memoryTable } from '../doubles/memory-table.ts';
import { aReadyVolunteer, volunteerNumber } from '../support/chain.ts';

const CONFIG = readConfig({
  DESK_ORIGIN: 'http://localhost:3000',
  LINKS_ORIGIN: 'http://localhost:3001',
  OIDC_ISSUER: 'http://localhost:3003',
  OIDC_CLIENT_ID: 'desk',
  APP_SECRET: 's'.repeat(43),
});
const DAY = addDays(dayOf(TUESDAY_NOON), 2);
const at = (days: number, time: string): Instant => instantOf(addDays(DAY, days), civilTime(time));
/** Too far from each other to walk: each visit has volunteers of its own. */
const place = (n: number) => ({ lat: 46 + n * 0.3, lon: 6 });
const seniorOf = (n: number) => seniorIdSchema.parse(`sen_${'ABCDE'.charAt(n).repeat(26)}`);
const visitOf = (n: number) => missionIdSchema.parse(`mis_${'ABCDE'.charAt(n).repeat(26)}`);

/** The writes of one small town, made once: every run begins from the very same records. */
const firstWrites = async (): Promise<readonly (readonly Write[])[]> => {
  const store = memoryTable();
  const written: (readonly Write[])[] = [];
  const table: Table = {
    ...store,
    commit: (writes) => {
      written.push(writes);
      return store.commit(writes);
    },
  };
  const world = compose(CONFIG, { table, clock: { now: () => TUESDAY_NOON }, log: () => undefined });
  await table.commit([put(townKind, aTown(), 'absent')]);
  for (const n of [0, 1, 2, 3, 4])
    await table.commit([
      put(
        seniorKind,
        aSenior({ id: seniorOf(n), address: { ...aSenior().address, point: place(n) } }),
        'absent',
      ),
      put(consentKind, aConsent({ seniorId: seniorOf(n) }), 'absent'),
      ...[0, 1].map((i) =>
        put(
          volunteerKind,
          aReadyVolunteer(n * 2 + i, {
            address: { ...aReadyVolunteer(0).address, point: place(n) },
            availability: ['mon-pm', 'tue-pm', 'wed-pm', 'thu-pm', 'fri-pm'],
            remindTwoHoursBefore: i === 0,
          }),
          'absent',
        ),
      ),
      ...(n === 4
        ? []
        : [
            put(
              missionKind,
              withNextLook(
                aMission({
                  id: visitOf(n),
                  seniorId: seniorOf(n),
                  state: 'planned',
                  day: DAY,
                  startsAt: at(0, '14:30'),
                  area: place(n),
                }),
                stepRules(aTown()),
                true,
              ),
              'absent',
            ),
          ]),
    ]);
  await openService(
    world,
    seniorOf(4),
    {
      programme: 'FRIENDLY_VISIT',
      cadence: 'weekly',
      weekday: 5,
      time: civilTime('15:00'),
      durationMinutes: 60,
      wishes: '',
      startsOn: civilDay('2026-11-24'),
      volunteers: [volunteerNumber(8)],
    },
    SYSTEM,
    TUESDAY_NOON,
  );
  return written;
};

/** What people do at an hour; each of it is asked as often as an event comes. */
type Person = (world: World, now: Instant) => Promise<unknown>;
const subject = (n: number, i = 0) => ({
  missionId: visitOf(n),
  volunteerId: volunteerNumber(n * 2 + i),
  seniorId: seniorOf(n),
  consent: 'FRIENDLY_VISIT' as const,
});
const by = (n: number, i = 0) => ({ kind: 'volunteer' as const, id: volunteerNumber(n * 2 + i) });
const yes =
  (n: number, i = 0): Person =>
  (world, now) =>
    acceptOffer(world, subject(n, i), { via: 'link', device: 'd'.repeat(64), actor: by(n, i) }, now);

/** Three days of the town: visits 0 and 1 are held, 2 is given back late, nobody takes 3, the service goes on. */
const STORY: readonly { readonly now: Instant; readonly people: readonly Person[] }[] = [
  { now: TUESDAY_NOON, people: [] },
  { now: at(-2, '13:00'), people: [yes(0), yes(1, 1), yes(2)] },
  { now: at(-2, '18:00'), people: [] },
  {
    now: at(-1, '17:01'),
    people: [(world, now) => visitAct(world, subject(0), 'confirm', by(0), now)],
  },
  { now: at(0, '09:00'), people: [(world, now) => handBackMission(world, subject(2), by(2), now)] },
  { now: at(0, '12:31'), people: [] },
  { now: at(0, '14:31'), people: [(world, now) => visitAct(world, subject(0), 'arrive', by(0), now)] },
  { now: at(0, '16:16'), people: [] },
  { now: at(0, '17:00'), people: [] },
  {
    now: at(1, '10:01'),
    people: [
      (world, now) => fileReport(world, subject(0), { outcome: 'done', words: '', thanks: '' }, by(0), now),
    ],
  },
  { now: at(4, '10:00'), people: [] },
  { now: at(8, '10:00'), people: [] },
];

/** How events come: how often each, and which of those that wait is next. */
type Chance = { readonly times: () => number; readonly pick: (below: number) => number };
const ONCE: Chance = { times: () => 1, pick: () => 0 };

type Happening =
  | { readonly kind: 'tick' }
  | {
      readonly kind: 'record';
      readonly key: { readonly pk: string; readonly sk: string };
      readonly dueAt: string;
    }
  | { readonly kind: 'receipt'; readonly messageId: string; readonly delivered: boolean }
  | { readonly kind: 'person'; readonly act: Person };

const live = async (base: readonly (readonly Write[])[], chance: Chance) => {
  const store = memoryTable();
  let now: Instant = TUESDAY_NOON;
  const waiting: Happening[] = [];
  let deliveries = 0;
  /** At least once, in any order. */
  const come = (happening: Happening) => {
    for (let n = chance.times(); n > 0; n -= 1) waiting.push(happening);
  };
  for (const writes of base) await store.commit(writes);
  const table: Table = {
    ...store,
    commit: async (writes) => {
      const done = await store.commit(writes);
      if (done.ok)
        for (const write of writes)
          if (write.op === 'put' && write.kind === intentKind.name && write.attributes.dueAt !== undefined)
            come({ kind: 'record', key: write.key, dueAt: String(write.attributes.dueAt) });
      return done;
    },
  };
  const world = compose(CONFIG, { table, clock: { now: () => now }, log: () => undefined });
  const texts: string[] = [];
  const outbox = outboxHandler(world, {
    publish: async ({ phone, text }) => {
      texts.push(`${now} ${phone} ${text.replace(/\/m\/\w+/, '/m/…')}`);
      const messageId = `p-${texts.length}`;
      come({ kind: 'receipt', messageId, delivered: !phone.endsWith('2') });
      return { outcome: 'accepted', providerMessageId: messageId };
    },
    wait: () => Promise.resolve(),
  });
  const agenda = agendaHandler(world);
  const receipts = receiptsHandler(world);

  const take = (): Happening | undefined => waiting.splice(chance.pick(waiting.length), 1)[0];
  const deal = async (first: Happening): Promise<void> => {
    deliveries += 1;
    if (first.kind === 'tick') await agenda(tickEvent(now));
    if (first.kind === 'person') await first.act(world, now);
    if (first.kind === 'receipt') await receipts(receiptEvent(first));
    if (first.kind !== 'record') return;
    // A batch holds whatever waits beside it, the same record twice included.
    const batch = [first];
    for (let room = chance.pick(6); room > 0; room -= 1) {
      const at = waiting.findIndex((one) => one.kind === 'record');
      const [next] = at < 0 ? [] : waiting.splice(at, 1);
      if (next?.kind === 'record') batch.push(next);
    }
    const answer = await outbox(streamEvent(batch));
    expect(answer.batchItemFailures).toEqual([]);
  };

  for (const hour of STORY) {
    now = hour.now;
    for (const act of hour.people) come({ kind: 'person', act });
    // What people did is there before the minute's tick, as it was when the other run lived it.
    while (waiting.length > 0) await deal(take() ?? { kind: 'tick' });
    for (let rounds = 0; rounds < 4; rounds += 1) {
      come({ kind: 'tick' });
      while (waiting.length > 0) await deal(take() ?? { kind: 'tick' });
    }
  }
  const months = [dayOf(TUESDAY_NOON), dayOf(now)];
  const costs = await Promise.all(months.map((day) => monthlySmsCost(store, 'besancon', day)));
  const cost = { messages: 0, microEuros: 0 };
  for (const month of costs) {
    cost.messages += month.messages;
    cost.microEuros += month.microEuros;
  }
  return { texts: texts.sort(), cost, state: store.dump().map(withoutChance).sort(), deliveries };
};

const streamEvent = (batch: readonly Extract<Happening, { kind: 'record' }>[]) =>
  ({
    Records: batch.map(({ key, dueAt }, i) => ({
      eventName: 'MODIFY',
      dynamodb: {
        SequenceNumber: `${i}`,
        Keys: { pk: { S: key.pk }, sk: { S: key.sk } },
        NewImage: { kind: { S: intentKind.name }, dueAt: { S: dueAt } },
      },
    })),
  }) as never;
const receiptEvent = ({ messageId, delivered }: Extract<Happening, { kind: 'receipt' }>) => ({
  awslogs: {
    data: gzipSync(
      JSON.stringify({
        messageType: 'DATA_MESSAGE',
        logEvents: [
          {
            message: JSON.stringify({
              notification: { messageId },
              delivery: { providerResponse: delivered ? 'ok' : 'Phone is unreachable' },
              status: delivered ? 'SUCCESS' : 'FAILURE',
            }),
          },
        ],
      }),
    ).toString('base64'),
  },
});

/** Ids, seals and hashes are drawn by lot; how often a message was pointed at is a diagnosis, not a fact. */
const DRAWN = new Set([
  'hash',
  'previous',
  'sealed',
  'secret',
  'nudges',
  'claims',
  'leaseUntil',
  'owner',
  'nextFreeAt',
]);
const withoutChance = (row: {
  readonly kind: string;
  readonly key: { readonly pk: string; readonly sk: string };
  readonly data: unknown;
}): string =>
  JSON.stringify([row.kind, row.key, row.data], (name, value) => (DRAWN.has(name) ? undefined : value))
    .replaceAll(/\b(tsk|con)_[0-9A-Z]{26}/g, '$1')
    .replaceAll(/LINK#[0-9a-f]{64}/g, 'LINK')
    .replaceAll(/\bp-\d+/g, 'p');

describe('law 12: events come twice, five times, in any order, and the town ends the same', () => {
  it('has a story in which something of everything happens', async () => {
    const { texts, state, cost } = await live(await firstWrites(), ONCE);
    for (const words of [
      'Oui ou non',
      'merci, visite',
      'Je confirme',
      'comptons sur vous',
      'Trois questions',
      'manque votre mot',
      'fin n',
      'ne comptons plus',
    ])
      expect(texts.filter((text) => text.includes(words)).length, words).toBeGreaterThan(0);
    expect(cost.messages).toBe(texts.length);
    expect(state.filter((row) => row.startsWith('["task"')).length).toBeGreaterThan(1);
    expect(await live(await firstWrites(), ONCE).then((again) => again.texts.length)).toBe(texts.length);
  });

  it('whatever comes again', async () => {
    const base = await firstWrites();
    const once = await live(base, ONCE);
    let deliveries = 0;
    await fc.assert(
      fc.asyncProperty(fc.infiniteStream(fc.nat()), async (numbers) => {
        const next = (): number => numbers.next().value ?? 0;
        const many = await live(base, {
          times: () => 1 + (next() % 5),
          pick: (below) => (below === 0 ? 0 : next() % below),
        });
        deliveries += many.deliveries;
        expect(many.texts).toEqual(once.texts);
        expect(many.cost).toEqual(once.cost);
        expect(many.state).toEqual(once.state);
      }),
      { seed: 20_261_126, numRuns: Number(process.env.RUNS ?? 30) },
    );
    expect(deliveries).toBeGreaterThan(once.deliveries * 2 * Number(process.env.RUNS ?? 30));
  }, 180_000);
});
