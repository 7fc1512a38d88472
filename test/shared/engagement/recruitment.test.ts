import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answerTimes } from '../../../shared/engagement/recruitment/answers.ts';
import { ageMix, bySource } from '../../../shared/engagement/recruitment/arrivals.ts';
import {
  endSource,
  findSource,
  listSources,
  makeSource,
} from '../../../shared/engagement/recruitment/change-source.ts';
import {
  FLOORS,
  floorOf,
  momentOf,
  needsKey,
  needsKind,
  needsOf,
  shownNeeds,
  type Waiting,
} from '../../../shared/engagement/recruitment/needs.ts';
import { lookAtNeeds, publishNeeds } from '../../../shared/engagement/recruitment/publish-needs.ts';
import { correctionOf, formatOf, qrOf } from '../../../shared/engagement/recruitment/qr.ts';
import { codeFrom, openSource } from '../../../shared/engagement/recruitment/source.ts';
import type { Spell } from '../../../shared/engagement/turnover/spells.ts';
import { spellsOf } from '../../../shared/engagement/turnover/spells.ts';
import { seniorIdSchema, staffIdSchema, volunteerIdSchema } from '../../../shared/ids/ids.ts';
import { seniorKind } from '../../../shared/seniors/store.ts';
import { serviceSchema } from '../../../shared/services/service.ts';
import { serviceKind } from '../../../shared/services/store.ts';
import { put } from '../../../shared/table/write.ts';
import { addDays, civilDay, civilTime, instantOf } from '../../../shared/time/civil.ts';
import { plus } from '../../../shared/time/instant.ts';
import { movementOf, sourceCodeSchema } from '../../../shared/volunteers/movements/movement.ts';
import { aSenior, aTown, aVolunteer, TUESDAY_NOON as NOW } from '../../builders/chain.ts';
import { townOf } from '../../builders/volunteers.ts';

const CLAIRE = staffIdSchema.parse(`stf_${'A'.repeat(26)}`);
const today = civilDay('2026-11-24');
const numbered = (n: number) => String(n).padStart(26, '0');
const senior = (n: number) => seniorIdSchema.parse(`sen_${numbered(n)}`);
const volunteer = (n: number) => volunteerIdSchema.parse(`vol_${numbered(n)}`);

describe('a campaign', () => {
  const wish = { name: 'Affiche, pharmacie Battant', code: 'affiche-battant', words: '' };

  it('is an address made of what was asked, or of its name, and of nothing that is not an address', () => {
    expect(codeFrom('Affiche, pharmacie Battant')).toBe('affiche-pharmacie-battant');
    expect(codeFrom('Cœur d’Été / n° 2')).toBe('coeur-d-ete-n-2');
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (name) => {
        const code = codeFrom(name);
        expect(code.length <= 40).toBe(true);
        expect(code === '' || /^[a-z0-9]+(-[a-z0-9]+)*$/.test(code)).toBe(true);
        expect(codeFrom(code)).toBe(code);
        const made = openSource({ name, code: '', words: '' }, undefined, 'besancon', CLAIRE, NOW);
        if (made.ok) expect(sourceCodeSchema.safeParse(made.value.code).success).toBe(true);
      }),
      { seed: 8_002, numRuns: 500 },
    );
    for (const code of ['affiche', 'bureau', 'Forum'])
      expect(openSource({ ...wish, code }, undefined, 'besancon', CLAIRE, NOW)).toMatchObject({
        refusal: { reason: 'code-taken' },
      });
  });

  it('made twice by a double tap is one; another name on its address is refused, even once it is closed', async () => {
    const { world } = await townOf([]);
    const made = await Promise.all([1, 2, 3].map(() => makeSource(world, wish, CLAIRE, NOW)));
    expect(made.every(({ ok }) => ok)).toBe(true);
    expect(await listSources(world.table, 'besancon')).toHaveLength(1);
    const taken = { refusal: { reason: 'code-taken' } };
    expect(await makeSource(world, { ...wish, name: 'Autre' }, CLAIRE, NOW)).toMatchObject(taken);
    for (const minutes of [1, 2]) await endSource(world, wish.code, CLAIRE, plus(NOW, { minutes }));
    expect(await findSource(world, wish.code)).toMatchObject({
      state: 'closed',
      closedAt: plus(NOW, { minutes: 1 }),
    });
    expect(await makeSource(world, wish, CLAIRE, NOW)).toMatchObject(taken);
    expect(await endSource(world, 'jamais-vue', CLAIRE, NOW)).toMatchObject({
      refusal: { reason: 'unknown' },
    });
  });

  it('an address that no campaign can have is not even looked up', async () => {
    const { world } = await townOf([]);
    const table = { ...world.table, get: () => Promise.reject(new Error('read')) };
    for (const typed of [undefined, '', 'a', '../etc', '<script>', 'A'.repeat(500), 'é'])
      expect(await findSource({ ...world, table }, typed)).toBeUndefined();
  });
});

describe('where applications come from', () => {
  const day = (back: number) => addDays(today, -back);
  const spell = (n: number, more: Partial<Spell>): Spell => ({
    volunteerId: volunteer(n),
    nth: 1,
    appliedOn: day(60),
    seenFrom: day(60),
    wasActive: false,
    rests: [],
    band: 'unknown',
    programmes: [],
    ...more,
  });

  it('is written with the application, as a code; free words of a file are not', () => {
    const moved = (source: string) =>
      movementOf(undefined, aVolunteer({ state: 'candidate', source }), 1, NOW);
    expect(moved('affiche-battant')?.source).toBe('affiche-battant');
    for (const words of ['', 'Ma voisine, Mme Durand', 'x'.repeat(60)])
      expect(moved(words)).not.toHaveProperty('source');
    const first = moved('affiche-battant');
    expect(first && spellsOf([first])[0]?.source).toBe('affiche-battant');
  });

  it('counts how far each came, and loses nobody', () => {
    const campaign = {
      town: 'besancon',
      code: 'affiche-battant',
      name: 'Affiche Battant',
      words: '',
      state: 'closed',
      createdAt: NOW,
      createdBy: CLAIRE,
    } as const;
    const active = { interviewedOn: day(40), activeOn: day(30), wasActive: true };
    const spells = [
      spell(1, { source: 'affiche-battant', ...active }),
      spell(2, { source: 'affiche-battant', leftOn: day(10) }),
      spell(3, { source: 'proche' }),
      spell(4, { source: 'ancienne-campagne' }),
      spell(5, {}),
      spell(6, { source: 'proche', appliedOn: day(900) }),
    ];
    const served = [{ volunteerId: volunteer(1), on: day(20) }];
    const rows = bySource(spells, served, [campaign], day(364), today);
    expect(rows.map(({ name, funnel }) => [name, ...funnel.map(({ reached }) => reached)])).toEqual([
      ['Affiche Battant', 2, 1, 1, 1],
      ['quelqu’un que je connais', 1, 0, 0, 0],
      ['ancienne-campagne', 1, 0, 0, 0],
      ['non dit', 1, 0, 0, 0],
    ]);
  });

  it('ages: one to four people are hidden, and what would tell them', () => {
    const spells = Array.from({ length: 9 }, (_, n) =>
      spell(n, { band: n < 6 ? '30-59' : 'under-30', wasActive: true, activeOn: day(40) }),
    );
    const { cells } = ageMix(spells, day(364), today);
    expect(cells[0]).toEqual([null, null]);
    expect(cells[1]).toEqual([null, null]);
    expect(cells[3]).toEqual([0, 0]);
  });

  it('the first word: in time, late, not yet, unknown', () => {
    const spells = [
      spell(1, { answeredOn: day(58) }),
      spell(2, { answeredOn: day(40) }),
      spell(3, {}),
      spell(4, { appliedOn: day(1) }),
      spell(5, { interviewedOn: day(50) }),
      spell(6, { appliedOn: day(2) }),
    ];
    const now = new Map([[volunteer(6), day(1)]]);
    expect(answerTimes(spells, now, day(364), today, aTown())).toEqual({
      of: 4,
      inTime: 2,
      medianDays: null,
    });
    const many = Array.from({ length: 5 }, (_, n) => spell(n, { answeredOn: day(60 - n) }));
    expect(answerTimes(many, new Map(), day(364), today, aTown()).medianDays).toBe(2);
  });
});

describe('what the town says in public of who waits', () => {
  const waiting = (n: number, more: Partial<Waiting> = {}): Waiting => ({
    seniorId: senior(n),
    sector: 'planoise',
    programme: 'FRIENDLY_VISIT',
    weekday: 2,
    time: civilTime('14:30'),
    ...more,
  });

  it('is a floor of five or more: whoever knows four of them cannot find the fifth, nor anybody a total', () => {
    expect([0, 1, 4, 5, 9, 10, 19, 20, 400].map(floorOf)).toEqual([
      undefined,
      undefined,
      undefined,
      5,
      5,
      10,
      10,
      20,
      100,
    ]);
    const place = fc.record({
      who: fc.integer({ min: 0, max: 40 }),
      sector: fc.constantFrom('planoise', 'battant', 'centre', undefined),
      programme: fc.constantFrom('FRIENDLY_VISIT', 'FRIENDLY_CALL'),
      weekday: fc.integer({ min: 1, max: 7 }),
      time: fc.constantFrom('09:00', '14:30', '16:59', '17:00', '19:00').map(civilTime),
    });
    fc.assert(
      fc.property(fc.array(place, { maxLength: 120 }), (places) => {
        const all = places.map(({ who, ...more }) => waiting(who, more));
        const needs = needsOf('besancon', all, today);
        const people = (of: (one: Waiting) => boolean) =>
          new Set(all.filter(of).map(({ seniorId }) => seniorId)).size;
        const told = [
          ...needs.sectors.map((one) => [one.floor, people(({ sector }) => sector === one.sector)] as const),
          ...needs.programmes.map(
            (one) => [one.floor, people(({ programme }) => programme === one.programme)] as const,
          ),
          ...needs.moments.map((one) => [one.floor, people((w) => momentOf(w) === one.moment)] as const),
        ];
        for (const [floor, count] of told) {
          expect(count).toBeGreaterThanOrEqual(5);
          expect(floor).toBe(FLOORS.filter((one) => one <= count).at(-1));
        }
        const big = ['planoise', 'battant', 'centre'].filter(
          (code) => people(({ sector }) => sector === code) >= 5,
        );
        expect(needs.sectors.map(({ sector }) => sector).sort()).toEqual(big.sort());
        expect(JSON.stringify(needs)).not.toMatch(/sen_/);
      }),
      { seed: 8_003, numRuns: 300 },
    );
  });

  it('says nothing that is not recent, nor once the house took it back', () => {
    const needs = needsOf(
      'besancon',
      [1, 2, 3, 4, 5].map((n) => waiting(n)),
      today,
    );
    expect(shownNeeds(needs, today)).toBe(needs);
    expect(shownNeeds(needs, addDays(today, 16))).toBeUndefined();
    expect(shownNeeds({ ...needs, isPublic: false }, today)).toBeUndefined();
    expect(shownNeeds(undefined, today)).toBeUndefined();
  });

  it('counts who has nobody, in services open to volunteers, and again each Monday until taken back', async () => {
    const { world } = await townOf([]);
    const service = (n: number, more = {}) =>
      serviceSchema.parse({
        id: `ser_${numbered(n)}`,
        town: 'besancon',
        seniorId: senior(n),
        programme: 'FRIENDLY_VISIT',
        state: 'open',
        cadence: 'weekly',
        weekday: 2,
        time: '18:00',
        durationMinutes: 60,
        wishes: '',
        startsOn: '2026-11-02',
        pairings: [],
        createdAt: NOW,
        ...more,
      });
    const tied = [{ volunteerId: volunteer(1), state: 'active', role: 'primary', since: NOW }];
    for (let n = 1; n <= 9; n += 1)
      await world.table.commit([
        put(
          seniorKind,
          aSenior({ id: senior(n), ...(n === 9 ? { state: 'closed' as const } : {}) }),
          'absent',
        ),
        put(
          serviceKind,
          service(n, n === 7 ? { pairings: tied } : n === 8 ? { byList: { weekdays: [] } } : {}),
          'absent',
        ),
      ]);
    const published = await publishNeeds(world, true, { kind: 'staff', id: CLAIRE }, NOW);
    expect(published).toMatchObject({
      value: {
        sectors: [{ sector: 'planoise', floor: 5 }],
        moments: [{ moment: 'evening', floor: 5 }],
        nextAt: instantOf(civilDay('2026-11-30'), civilTime('06:00')),
      },
    });
    const stored = async () => (await world.table.get(needsKind, needsKey('besancon')))?.value;
    await lookAtNeeds(world, 'besancon', plus(NOW, { days: 3 }));
    expect((await stored())?.on).toBe('2026-11-24');
    await lookAtNeeds(world, 'besancon', plus(NOW, { days: 6 }));
    expect((await stored())?.on).toBe('2026-11-30');
    // Somebody of the house stops telling it at the very moment the agenda counts again: what they said holds.
    const monday = plus(NOW, { days: 13 });
    const index: typeof world.table.index = async (...asked) => {
      await publishNeeds(world, false, { kind: 'staff', id: CLAIRE }, NOW);
      return world.table.index(...asked);
    };
    await lookAtNeeds({ ...world, table: { ...world.table, index } }, 'besancon', monday);
    expect(await stored()).toMatchObject({ isPublic: false, sectors: [], moments: [], programmes: [] });
    await lookAtNeeds(world, 'besancon', plus(NOW, { days: 30 }));
    expect((await stored())?.isPublic).toBe(false);
  });
});

describe('the code on a poster', () => {
  it('corrects as the standard’s example does (ISO/IEC 18004, annex I: 01234567, version 1-M)', () => {
    const data = [0x10, 0x20, 0x0c, 0x56, 0x61, 0x80, ...[0, 1, 2, 3, 4].flatMap(() => [0xec, 0x11])];
    expect(correctionOf(data, 10)).toEqual([0xa5, 0x24, 0xd4, 0xc1, 0xed, 0x36, 0xc7, 0x87, 0x2c, 0x55]);
  });

  it('says its level and mask in the fifteen bits of the standard’s table C.1', () => {
    expect([0, 1, 2, 3, 4, 5, 6, 7].map((mask) => formatOf(mask).toString(2))).toEqual([
      '101010000010010',
      '101000100100101',
      '101111001111100',
      '101101101001011',
      '100010111111001',
      '100000011001110',
      '100111110010111',
      '100101010100000',
    ]);
  });

  it('is, cell by cell, what another encoder draws (qrcode-generator 1.4.4), and grows with the address', () => {
    const drawn = qrOf('https://v.example/benevoles/marche');
    const rows = drawn?.map((row) => Number.parseInt(row.map(Number).join(''), 2).toString(36));
    expect(rows?.join(' ')).toBe(
      '8t7ren 4iqtdt 6hh0f1 6gx0f1 6hdn4t 4j0qbl 8tz2pr 12dq8 6lp9q4 4i5p0x 5y64cw 2fe1ai 7lt3jg 73aui9 4q54s 10ghte 52uarw 8rc8z9 58f3wk 55jwde 4pmos7 14w7z 8t9k64 4jjaxf 6gvcom 6hb027 6h7ye6 4is37u 8u0lh8',
    );
    expect([14, 15, 26, 27, 42, 43, 62, 63, 84, 85, 106].map((n) => qrOf('a'.repeat(n))?.length)).toEqual([
      21, 25, 25, 29, 29, 33, 33, 37, 37, 41, 41,
    ]);
    expect(qrOf('a'.repeat(107))).toBeUndefined();
  });
});
