import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tick } from '../../functions/agenda/handler.ts';
import { outboxHandler } from '../../functions/outbox/handler.ts';
import { CSRF_FIELD, csrfToken } from '../../functions/web/guard/csrf.ts';
import { AUDIT_PREFIX, auditKind, SYSTEM } from '../../shared/audit/audit.ts';
import { consentKind } from '../../shared/consents/consent.ts';
import type { LinkToken } from '../../shared/ids/ids.ts';
import { linkKind } from '../../shared/links/link.ts';
import { mintLink } from '../../shared/links/mint-link.ts';
import { cancelMission } from '../../shared/missions/coordinate-mission.ts';
import { endsAt } from '../../shared/missions/mission.ts';
import { moveMission } from '../../shared/missions/move-mission.ts';
import { stepRules, withNextLook } from '../../shared/missions/steps.ts';
import { missionKind } from '../../shared/missions/store.ts';
import { acceptOffer } from '../../shared/offers/answer-offer.ts';
import { searchVolunteer } from '../../shared/offers/search/search.ts';
import { phoneSchema } from '../../shared/phone/phone.ts';
import { seniorKind } from '../../shared/seniors/store.ts';
import { closeSenior } from '../../shared/situations/close-senior.ts';
import { rowsOf } from '../../shared/table/kind.ts';
import type { Table } from '../../shared/table/table.ts';
import { create, put } from '../../shared/table/write.ts';
import { addDays, civilTime } from '../../shared/time/civil.ts';
import { type Instant, minus, plus } from '../../shared/time/instant.ts';
import { aConsent, aMission, aSenior, aTown, JEANNE, TUESDAY_NOON, VISIT } from '../builders/chain.ts';
import { openBrowser } from '../support/browser-jar.ts';
import { aReadyVolunteer, missionNow, subjectOf, volunteerNumber } from '../support/chain.ts';
import { useEngine } from '../support/engine.ts';
import { openLinksTown } from '../support/links.ts';
import { doubleStore } from '../support/stores.ts';
import { tableOn } from '../support/tables.ts';
import { type Broken, greetingByName, keepingPages, WHOLE, withoutAudit } from './mutants.ts';

const ORIGIN = 'http://localhost:3001';
const WORDS = ['Zéphirine', 'Quincampoix', 'Canari-Vert', '01 99 00 07 77', 'carreau jaune'];
const DOOR = 'C4N4R1';
const HOUR_STEPS = [1 / 12, 1 / 3, 2, 7, 24] as const;

type Act = {
  readonly what:
    | 'look'
    | 'accept'
    | 'see'
    | 'ask-code'
    | 'type-code'
    | 'hand-back'
    | 'time'
    | 'cancel'
    | 'move'
    | 'reassign'
    | 'close';
  readonly who: number;
  readonly device: number;
  readonly n: number;
};
const actArb: fc.Arbitrary<Act> = fc.record({
  what: fc.oneof(
    { weight: 6, arbitrary: fc.constant('look' as const) },
    { weight: 5, arbitrary: fc.constant('accept' as const) },
    { weight: 5, arbitrary: fc.constant('see' as const) },
    { weight: 3, arbitrary: fc.constant('ask-code' as const) },
    { weight: 4, arbitrary: fc.constant('type-code' as const) },
    { weight: 2, arbitrary: fc.constant('hand-back' as const) },
    { weight: 4, arbitrary: fc.constant('time' as const) },
    { weight: 1, arbitrary: fc.constantFrom('cancel' as const, 'move' as const, 'close' as const) },
    { weight: 1, arbitrary: fc.constant('reassign' as const) },
  ),
  who: fc.nat(1),
  device: fc.nat(1),
  n: fc.nat(100),
});

/** A town with one visit two days later, two volunteers who are asked, and two devices each. */
const open = async (over: Table, broken: Broken) => {
  const volunteers = [0, 1].map((n) =>
    aReadyVolunteer(n, { availability: ['wed-pm', 'thu-pm', 'fri-pm'], remindTwoHoursBefore: true }),
  );
  const town = await openLinksTown(volunteers, { origin: ORIGIN, over: broken.table(over) });
  const { table, world } = town;
  let now: Instant = TUESDAY_NOON;
  const visit = withNextLook(
    aMission({
      state: 'planned',
      day: addDays(aMission().day, 1),
      startsAt: plus(aMission().startsAt, { days: 1 }),
    }),
    stepRules(aTown()),
    true,
  );
  await table.commit([
    put(
      seniorKind,
      aSenior({
        firstName: 'Zéphirine',
        lastName: 'Quincampoix',
        phones: [{ phone: phoneSchema.parse('+33199000777'), label: '' }],
        practicalNotes: 'Frapper au carreau jaune.',
        address: {
          line: '7 rue du Canari-Vert',
          precision: 'housenumber',
          sector: aTown().sectors[0]?.code,
          doorCode: DOOR,
        },
      }),
      'absent',
    ),
    put(consentKind, aConsent(), 'absent'),
    put(missionKind, visit, 'absent'),
  ]);
  await searchVolunteer(world, VISIT, now);

  const sent: { readonly phone: string; readonly text: string }[] = [];
  const outbox = outboxHandler(world, {
    publish: async ({ phone, text }) => {
      sent.push({ phone, text });
      return { outcome: 'accepted', providerMessageId: `p-${sent.length}` };
    },
    wait: () => Promise.resolve(),
  });
  const deliver = async () => {
    for (const lane of ['outbox#urgent', 'outbox'] as const) {
      const due = await table.due(lane, now, 100);
      await outbox({
        Records: due.map(({ key, at }, i) => ({
          eventName: 'INSERT',
          dynamodb: {
            SequenceNumber: `${i}`,
            Keys: { pk: { S: key.pk }, sk: { S: key.sk } },
            NewImage: { kind: { S: 'message' }, dueAt: { S: at } },
          },
        })),
      } as never);
    }
  };
  const tokens: LinkToken[] = [];
  for (const { id } of volunteers) {
    const { token, link } = mintLink(world.ids, {
      town: 'besancon',
      volunteerId: id,
      now,
      purpose: 'mission',
      mission: visit,
      consent: 'FRIENDLY_VISIT',
    });
    await table.commit([create(linkKind, link)]);
    tokens.push(token);
  }
  return {
    world,
    table,
    sent,
    deliver,
    phones: volunteers.map(({ phone }) => phone as string),
    now: () => now,
    go: async (hours: number) => {
      now = plus(now, { minutes: Math.round(hours * 60) });
      town.moveTo(now);
      await tick(world);
      await deliver();
    },
    devices: tokens.map((token) => {
      const of = [openBrowser(broken.app(town.app), ORIGIN), openBrowser(broken.app(town.app), ORIGIN)];
      return { token, of };
    }),
    openings: async () => {
      const events = rowsOf(auditKind, (await table.partition(VISIT, { prefix: AUDIT_PREFIX })).items);
      return events.filter(({ value }) =>
        value.action === 'details-opened'
          ? true
          : value.action === 'mission-accepted' && value.details?.via === 'link',
      ).length;
    },
  };
};

/** Plays acts one after the other and holds law 7 on every page that anybody sees. */
const play = async (acts: readonly Act[], over: Table = doubleStore().table, broken: Broken = WHOLE) => {
  const town = await open(over, broken);
  const seen = { shown: 0, hidden: 0, doors: 0 };
  /** Which devices may show, by what happened, not by what the product stored. */
  const allowed = new Set<string>();

  for (const { what, who, device, n } of acts) {
    const hand = town.devices[who];
    const browser = hand?.of[device];
    if (!hand || !browser) throw new Error('nobody');
    /** Straight to the address of the form, whether or not a page shows it now. */
    const send = (to: string, fields: Readonly<Record<string, string>> = {}) =>
      browser.post(to, { ...fields, [CSRF_FIELD]: csrfToken('s'.repeat(43), hand.token) });
    const me = volunteerNumber(who);
    const name = `${who}-${device}`;
    const before = await missionNow(town.table);
    const openingsBefore = await town.openings();
    const isMine = before.holder?.volunteerId === me;
    const live = (at: Instant) =>
      (before.state === 'filled' || before.state === 'confirmed') && at < plus(endsAt(before), { hours: 2 });
    let opensNow = false;
    switch (what) {
      case 'time':
        await town.go(HOUR_STEPS[n % HOUR_STEPS.length] ?? 1);
        break;
      case 'cancel':
        await cancelMission(town.world, VISIT, 'coordinator', SYSTEM, town.now());
        break;
      case 'move':
        await moveMission(
          town.world,
          VISIT,
          { day: addDays(before.day, 1), time: civilTime('15:00') },
          SYSTEM,
          town.now(),
        );
        break;
      case 'close':
        if (n % 3 === 0) await closeSenior(town.world, JEANNE, 'moved', SYSTEM, town.now());
        break;
      case 'reassign':
        await acceptOffer(town.world, subjectOf(me), { via: 'coordinator', actor: SYSTEM }, town.now());
        break;
      case 'look':
        await browser.go(`/m/${hand.token}`);
        break;
      case 'accept':
        await browser.go(`/m/${hand.token}`);
        await send('/m/accepter');
        break;
      case 'see':
        await browser.go(`/m/${hand.token}`);
        await send('/m/voir');
        break;
      case 'ask-code':
        await browser.go(`/m/${hand.token}`);
        await send('/m/code');
        await town.deliver();
        break;
      case 'type-code': {
        await browser.go(`/m/${hand.token}`);
        const texts = town.sent.filter(({ phone }) => phone === town.phones[who]);
        const code =
          n % 3 === 0 ? '000000' : texts.map(({ text }) => /code (\d{6})/.exec(text)?.[1]).findLast(Boolean);
        await send('/m/code/verifier', { code: code ?? '111111' });
        break;
      }
      case 'hand-back':
        await browser.go(`/m/${hand.token}`);
        await send('/m/rendre');
        break;
    }
    const after = await missionNow(town.table);
    const opened = (await town.openings()) - openingsBefore;
    // Whose devices: a new holder starts with none but the one that said yes.
    if (
      after.holder?.since !== before.holder?.since ||
      after.holder?.volunteerId !== before.holder?.volunteerId
    ) {
      allowed.clear();
      if (what === 'accept' && after.holder?.volunteerId === me) allowed.add(name);
    }
    if (what === 'type-code' && opened === 1) {
      expect(isMine && live(town.now()), 'a code lets in the holder alone, in time').toBe(true);
      allowed.add(name);
    }
    opensNow = opened > 0;
    expect(opened, `${what} writes at most one opening`).toBeLessThanOrEqual(1);
    if (what === 'see')
      expect(opensNow, 'an opening by whom it may').toBe(isMine && live(town.now()) && allowed.has(name));
    if (!['see', 'accept', 'type-code'].includes(what)) expect(opened, `${what} opens nothing`).toBe(0);

    // Everybody looks, on everything they have: only one of them may read it.
    for (const [w, other] of town.devices.entries())
      for (const [d, one] of other.of.entries()) {
        await one.go(`/m/${other.token}`);
        const shows = WORDS.filter((word) => one.text.includes(word));
        const door = one.page.includes(DOOR);
        const may =
          after.holder?.volunteerId === volunteerNumber(w) &&
          (after.state === 'filled' || after.state === 'confirmed') &&
          town.now() < plus(endsAt(after), { hours: 2 }) &&
          allowed.has(`${w}-${d}`);
        const at = `${what} by ${name}, seen by ${w}-${d} at ${town.now()}, ${after.state}`;
        if (!may) expect([shows, door], at).toEqual([[], false]);
        expect([0, WORDS.length], at).toContain(shows.length);
        if (door) {
          expect(town.now() >= minus(after.startsAt, { hours: 24 }), `the door code: ${at}`).toBe(true);
          seen.doors += 1;
        }
        if (w === who && d === device && opensNow && may)
          expect(shows.length, `just opened: ${at}`).toBe(WORDS.length);
        seen[shows.length > 0 ? 'shown' : 'hidden'] += 1;
      }
    expect((await town.openings()) - openingsBefore, 'looking is no opening').toBe(opened);
  }
  await town.deliver();
  for (const { text } of town.sent)
    for (const word of [...WORDS, DOOR])
      expect(text.includes(word), `an SMS with ${word}: ${text}`).toBe(false);
  return { ...seen, sms: town.sent.length };
};

const engine = useEngine();
const RUNS = Number(process.env.RUNS ?? 40);
const stores: readonly [string, () => Promise<Table>, number][] = [
  ['the double', async () => doubleStore().table, RUNS],
  ['the engine', async () => tableOn(await engine.freshTable({ stream: false })), Math.ceil(RUNS / 10)],
];
const actsArb = fc.array(actArb, { minLength: 5, maxLength: 30 });
const SEED = 20_261_125;

describe('law 7: details open to the holder, on their device, in their time, and each opening is written down', () => {
  it.each(stores)(
    'holds on %s over any order of two volunteers, two devices each, the coordinator and time',
    async (_, newTable, runs) => {
      const total = { shown: 0, hidden: 0, doors: 0, sms: 0 };
      await fc.assert(
        fc.asyncProperty(actsArb, async (acts) => {
          const seen = await play(acts, await newTable());
          for (const key of ['shown', 'hidden', 'doors', 'sms'] as const) total[key] += seen[key];
        }),
        { seed: SEED, numRuns: runs, endOnFailure: true },
      );
      // The property met what it is about: pages that show, pages that do not, texts.
      expect(total.shown).toBeGreaterThan(runs);
      expect(total.hidden).toBeGreaterThan(runs);
      expect(total.sms).toBeGreaterThan(runs);
    },
    180_000,
  );

  it.each([
    ['a page that greets with the name before anybody has accepted', greetingByName('Zéphirine')],
    [
      'a page kept in the browser and shown again after the slot, or to whoever gave the visit back',
      keepingPages('Canari-Vert'),
    ],
    ['an opening that nobody wrote down', withoutAudit('details-opened')],
  ] as const)('catches %s', async (_, broken) => {
    const property = fc.asyncProperty(actsArb, async (acts) => {
      await play(acts, doubleStore().table, broken);
    });
    const found = await fc.check(property, { seed: SEED, numRuns: 40, endOnFailure: true });
    expect(found.failed).toBe(true);
    expect(String(found.errorInstance)).toMatch(/AssertionError/);
  });

  const one = (what: Act['what'], who = 0, device = 0, n = 1): Act => ({ what, who, device, n });
  it('shows the door code from the day before, and nothing two hours after', async () => {
    const day = one('time', 0, 0, 4);
    const eve = await play([one('accept'), day, one('time', 0, 0, 3), one('see')]);
    expect(eve.doors).toBe(1);
    const late = await play([one('accept'), day, day, one('time', 0, 0, 3), one('see')]);
    expect(late.doors).toBe(0);
  });

  it('lets a second device in with the code of an SMS, and not the other volunteer’s', async () => {
    const seen = await play([
      one('accept'),
      one('ask-code', 0, 1),
      one('type-code', 0, 1),
      one('ask-code', 1),
      one('type-code', 1),
    ]);
    expect(seen.shown).toBeGreaterThan(6);
  });
});
