import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { agendaHandler } from '../../functions/agenda/handler.ts';
import { compose } from '../../functions/compose.ts';
import { readConfig } from '../../functions/config.ts';
import { linksHost } from '../../functions/local/links-host.ts';
import { tickEvent } from '../../functions/local/tick-event.ts';
import { outboxHandler } from '../../functions/outbox/handler.ts';
import { receiptsHandler } from '../../functions/receipts/handler.ts';
import { csrfToken } from '../../functions/web/csrf.ts';
import { SYSTEM } from '../../shared/audit/audit.ts';
import { consentKind } from '../../shared/consents/consent.ts';
import { type LinkToken, missionIdSchema, seniorIdSchema } from '../../shared/ids/ids.ts';
import { linkKind } from '../../shared/links/link.ts';
import { mintLink } from '../../shared/links/mint-link.ts';
import { intentKind } from '../../shared/messages/store.ts';
import { stepRules, withNextLook } from '../../shared/missions/steps.ts';
import { missionKind } from '../../shared/missions/store.ts';
import { monthlySmsCost } from '../../shared/outbox/cost.ts';
import { seniorKind } from '../../shared/seniors/store.ts';
import { openService } from '../../shared/services/arrange-service.ts';
import type { Table, Write } from '../../shared/table/table.ts';
import { put } from '../../shared/table/write.ts';
import { addDays, civilDay, civilTime, dayOf, instantOf } from '../../shared/time/civil.ts';
import type { Instant } from '../../shared/time/instant.ts';
import { townKind } from '../../shared/town/settings.ts';
import { volunteerKind } from '../../shared/volunteers/store.ts';
import { aConsent, aMission, aSenior, aTown, TUESDAY_NOON } from '../builders/chain.ts';
import { memoryTable } from '../doubles/memory-table.ts';
import { aReadyVolunteer, volunteerNumber } from '../support/chain.ts';
import { useEngine } from '../support/engine.ts';
import { doubleStore, engineStore, inOrder, type Store } from '../support/stores.ts';
import { checkingNoVersion } from './mutants.ts';

const CONFIG = readConfig({
  DESK_ORIGIN: 'http://localhost:3000',
  LINKS_ORIGIN: 'http://localhost:3001',
  OIDC_ISSUER: 'http://localhost:3003',
  OIDC_CLIENT_ID: 'desk',
  APP_SECRET: 's'.repeat(43),
});
const ORIGIN = CONFIG.linksOrigin;
const DAY = addDays(dayOf(TUESDAY_NOON), 2);
const at = (days: number, time: string): Instant => instantOf(addDays(DAY, days), civilTime(time));
/** Too far from each other to walk: each visit has volunteers of its own. */
const place = (n: number) => ({ lat: 46 + n * 0.3, lon: 6 });
const seniorOf = (n: number) => seniorIdSchema.parse(`sen_${'ABCDE'.charAt(n).repeat(26)}`);
const visitOf = (n: number) => missionIdSchema.parse(`mis_${'ABCDE'.charAt(n).repeat(26)}`);

type Beginning = {
  readonly writes: readonly (readonly Write[])[];
  /** The link in the SMS of each volunteer whom a visit may be offered to. */
  readonly links: ReadonlyMap<string, LinkToken>;
};

/** The writes of one small town, made once: every run begins from the very same records. */
const beginning = async (): Promise<Beginning> => {
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
  const links = new Map<string, LinkToken>();
  for (const purpose of ['mission', 'report'] as const)
    for (const [n, i] of [0, 1, 2, 3].flatMap((visit) => [0, 1].map((who) => [visit, who] as const))) {
      const { token, link } = mintLink(world.ids, {
        town: 'besancon',
        volunteerId: volunteerNumber(n * 2 + i),
        now: TUESDAY_NOON,
        purpose,
        mission: aMission({ id: visitOf(n), seniorId: seniorOf(n), day: DAY, startsAt: at(0, '14:30') }),
        consent: 'FRIENDLY_VISIT',
      });
      links.set(`${purpose} ${n} ${i}`, token);
      await table.commit([put(linkKind, link, 'absent')]);
    }
  return { writes: written, links };
};

/** What people do at an hour, on the page behind their link; each of it is asked as often as an event comes. */
type Person = {
  readonly visit: number;
  readonly who: number;
  readonly does: string;
  readonly fields: Readonly<Record<string, string>>;
};
const does = (does: string, visit: number, who = 0, fields: Person['fields'] = {}): Person => ({
  visit,
  who,
  does,
  fields,
});

/** Three days of the town: visits 0 and 1 are held, 2 is given back late, nobody takes 3, the service goes on. */
const STORY: readonly { readonly now: Instant; readonly people: readonly Person[] }[] = [
  { now: TUESDAY_NOON, people: [] },
  { now: at(-2, '13:00'), people: [does('accepter', 0), does('accepter', 1, 1), does('accepter', 2)] },
  { now: at(-2, '18:00'), people: [] },
  { now: at(-1, '17:01'), people: [does('confirmer', 0)] },
  { now: at(0, '09:00'), people: [does('rendre', 2)] },
  { now: at(0, '12:31'), people: [] },
  { now: at(0, '14:31'), people: [does('arrivee', 0)] },
  { now: at(0, '16:16'), people: [] },
  { now: at(0, '17:00'), people: [] },
  { now: at(1, '10:01'), people: [does('compte-rendu', 0, 0, { outcome: 'done' })] },
  { now: at(4, '10:00'), people: [] },
  { now: at(8, '10:00'), people: [] },
];

/** How events come: how often each, which of those that wait is next, and how many are dealt with at the same time. */
type Chance = {
  readonly times: () => number;
  readonly pick: (below: number) => number;
  readonly together: () => number;
};
const ONCE: Chance = { times: () => 1, pick: () => 0, together: () => 1 };
/** Nobody is asked again for ever: a happening that fails this often is a defect. */
const MOST_RETURNS = 5;

type Happening =
  | { readonly kind: 'tick' }
  | {
      readonly kind: 'record';
      readonly key: { readonly pk: string; readonly sk: string };
      readonly dueAt: string;
    }
  | { readonly kind: 'receipt'; readonly messageId: string; readonly delivered: boolean }
  | { readonly kind: 'person'; readonly act: Person };

const live = async ({ table: store, rows }: Store, { writes: base, links }: Beginning, chance: Chance) => {
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
  const pages = linksHost(world);
  const tap = async ({ visit, who, does: what, fields }: Person): Promise<void> => {
    const token = links.get(`${what === 'compte-rendu' ? 'report' : 'mission'} ${visit} ${who}`) ?? '';
    const answer = await pages.request(`${ORIGIN}/m/${what}`, {
      method: 'POST',
      body: new URLSearchParams({ ...fields, _csrf: csrfToken(CONFIG.appSecret, token) }),
      headers: { cookie: `m=${token}; d=${'d'.repeat(43)}`, origin: ORIGIN, 'sec-fetch-site': 'same-origin' },
    });
    if (answer.status !== 303) throw new Error(`${what} answers ${answer.status}`);
  };

  const take = (): Happening | undefined => waiting.splice(chance.pick(waiting.length), 1)[0];
  const deal = async (first: Happening): Promise<void> => {
    deliveries += 1;
    if (first.kind === 'tick') await agenda(tickEvent(now));
    if (first.kind === 'person') await tap(first.act);
    if (first.kind === 'receipt') await receipts(receiptEvent(first));
    if (first.kind !== 'record') return;
    // A batch holds whatever waits beside it, the same record twice included.
    const batch = [first];
    for (let room = chance.pick(6); room > 0; room -= 1) {
      const at = waiting.findIndex((one) => one.kind === 'record');
      const [next] = at < 0 ? [] : waiting.splice(at, 1);
      if (next?.kind === 'record') batch.push(next);
    }
    const { batchItemFailures } = await outbox(streamEvent(batch));
    for (const { itemIdentifier } of batchItemFailures) {
      const failed = batch[Number(itemIdentifier)];
      if (failed) giveBack(failed);
    }
  };
  const returns = new Map<Happening, number>();
  /** What met too many others at once is delivered again, as a stream, a queue and a person do. */
  const giveBack = (happening: Happening): void => {
    const count = (returns.get(happening) ?? 0) + 1;
    if (count > MOST_RETURNS) throw new Error(`${happening.kind} fails ${count} times`);
    returns.set(happening, count);
    waiting.push(happening);
  };
  const dealSome = async (): Promise<void> => {
    const hands: Happening[] = [];
    for (let room = chance.together(); room > 0; room -= 1) {
      const next = take();
      if (next) hands.push(next);
    }
    const dealt = await Promise.allSettled(hands.map(deal));
    dealt.forEach((one, i) => {
      const happening = hands[i];
      if (one.status === 'fulfilled' || !happening) return;
      if (hands.length === 1) throw one.reason;
      giveBack(happening);
    });
  };

  for (const hour of STORY) {
    now = hour.now;
    for (const act of hour.people) come({ kind: 'person', act });
    // What people did is there before the minute's tick, as it was when the other run lived it.
    while (waiting.length > 0) await dealSome();
    for (let rounds = 0; rounds < 4; rounds += 1) {
      come({ kind: 'tick' });
      while (waiting.length > 0) await dealSome();
    }
  }
  const months = [dayOf(TUESDAY_NOON), dayOf(now)];
  const costs = await Promise.all(months.map((day) => monthlySmsCost(store, 'besancon', day)));
  const cost = { messages: 0, microEuros: 0 };
  for (const month of costs) {
    cost.messages += month.messages;
    cost.microEuros += month.microEuros;
  }
  return { texts: texts.sort(), cost, state: (await rows()).map(withoutChance).sort(), deliveries };
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
  JSON.stringify(inOrder([row.kind, row.key, row.data]), (name, value) =>
    DRAWN.has(name) ? undefined : value,
  )
    .replaceAll(/\b(tsk|con)_[0-9A-Z]{26}/g, '$1')
    // A message's id holds the version of what justified it: a write that lost a race may cost one more.
    .replaceAll(/(LINK#|MSG#|"id":"|"intentId":")[0-9a-f]{64}/g, '$1')
    .replaceAll(/\bp-\d+/g, 'p');

/** What is in one town and not in the other. */
const between = (one: readonly string[], other: readonly string[]): string[] => {
  const left = [...other];
  const missing = one.filter((row) => {
    const at = left.indexOf(row);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
  return [...missing.map((row) => `only once: ${row}`), ...left.map((row) => `only many: ${row}`)];
};

const engine = useEngine();
const RUNS = Number(process.env.RUNS ?? 30);
/** The double is quick and lives many lives; on the engine what happens together really meets in the database. */
const stores: readonly [string, () => Promise<Store>, number][] = [
  ['the double', async () => doubleStore(), RUNS],
  ['the engine', async () => engineStore(await engine.freshTable({ stream: false })), Math.ceil(RUNS / 15)],
];

describe('law 12: events come twice, five times, in any order, and the town ends the same', () => {
  it('has a story in which something of everything happens', async () => {
    const { texts, state, cost } = await live(doubleStore(), await beginning(), ONCE);
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
  });

  describe.each(stores)('on %s', (_, open, runs) => {
    it.each([
      ['one after the other', 1],
      ['up to four at the same time', 4],
    ])(
      'whatever comes again, %s',
      async (_, atOnce) => {
        const base = await beginning();
        // The same end on both stores: the double is held to the engine by every life lived here.
        const once = await live(doubleStore(), base, ONCE);
        let deliveries = 0;
        let lives = 0;
        await fc.assert(
          fc.asyncProperty(fc.infiniteStream(fc.nat()), async (numbers) => {
            const next = (): number => numbers.next().value ?? 0;
            const many = await live(await open(), base, {
              times: () => 1 + (next() % 5),
              pick: (below) => (below === 0 ? 0 : next() % below),
              together: () => 1 + (next() % atOnce),
            });
            deliveries += many.deliveries;
            lives += 1;
            expect(between(once.texts, many.texts)).toEqual([]);
            expect(many.cost).toEqual(once.cost);
            expect(between(once.state, many.state)).toEqual([]);
          }),
          { seed: 20_261_126, numRuns: runs, endOnFailure: true },
        );
        expect(deliveries).toBeGreaterThan(once.deliveries * 2 * lives);
      },
      180_000,
    );
  });

  it('catches a table that checks no version: somebody is texted twice', async () => {
    const base = await beginning();
    const once = await live(doubleStore(), base, ONCE);
    const store = doubleStore();
    const many = await live({ ...store, table: checkingNoVersion(store.table) }, base, {
      times: () => 3,
      pick: () => 0,
      together: () => 3,
    });
    expect(between(once.texts, many.texts)).not.toEqual([]);
  });
});
