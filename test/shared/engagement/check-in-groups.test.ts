import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Asked,
  BANDS,
  type CheckInGroups,
  checkInGroups,
  closedQuarter,
  GATHERED,
  GROUP_TABLES,
} from '../../../shared/engagement/check-ins/groups.ts';
import { type Figures, LOAD_CLASSES } from '../../../shared/engagement/review/figures.ts';
import { type LastReview, tellTables } from '../../../shared/engagement/review/tables.ts';
import { LEAST_VALUES } from '../../../shared/engagement/small-numbers/protect.ts';
import { isSmall } from '../../../shared/engagement/small-numbers/suppress.ts';
import {
  type NamedTold,
  remembered,
  type ToldTables,
  toldAt,
} from '../../../shared/engagement/small-numbers/told.ts';
import { civilDay, civilTime, instantOf } from '../../../shared/time/civil.ts';
import type { CheckIn } from '../../../shared/volunteers/check-ins/check-in.ts';
import { everySum, narrowed, solved, sumsOf } from './attack.ts';

const SUMMER = { from: civilDay('2026-07-01'), to: civilDay('2026-09-30') };
const answered = (said: Partial<CheckIn>, on = '2026-08-12'): CheckIn => ({
  on: civilDay(on),
  version: '2026-1',
  ...said,
});
const STEADY = answered({ burnout: 1 });
const WORN = answered({ burnout: 4 });

const some = (
  n: number,
  answer: CheckIn | undefined,
  sector: string,
  programmes: readonly string[] = ['VISIT'],
): Asked[] => Array.from({ length: n }, () => ({ sector, programmes, answers: answer ? [answer] : [] }));

const countsOf = (table: CheckInGroups['bySector'] | undefined, group: string) =>
  Object.fromEntries(
    BANDS.map((band, r) => [band, table?.counts[r]?.[table.columns.indexOf(group)]] as const),
  );

describe('the quarter that is told', () => {
  it('is the last one over: what is answered today changes nothing in it', () => {
    expect(closedQuarter(civilDay('2026-11-22'))).toEqual(SUMMER);
    expect(closedQuarter(civilDay('2026-10-01'))).toEqual(SUMMER);
    expect(closedQuarter(civilDay('2027-02-28'))).toEqual({
      from: civilDay('2026-10-01'),
      to: civilDay('2026-12-31'),
    });
  });
});

describe('check-ins in groups', () => {
  it('counts each person once by sector, and once by programme; silence is unknown, apart', () => {
    const groups = checkInGroups(
      [
        ...some(12, STEADY, 'battant'),
        ...some(6, WORN, 'battant', ['VISIT', 'CALL']),
        ...some(7, undefined, 'battant'),
        ...some(20, STEADY, 'planoise', ['VISIT', 'CALL']),
        ...some(8, WORN, 'planoise'),
        ...some(5, answered({ horizon: 'unsure' }), 'planoise'),
      ],
      SUMMER,
    );
    expect(groups?.bySector.columns).toEqual(['battant', 'planoise']);
    expect(countsOf(groups?.bySector, 'battant')).toEqual({ 'to-surround': 6, steady: 12, unsaid: 7 });
    expect(countsOf(groups?.bySector, 'planoise')).toEqual({ 'to-surround': 8, steady: 20, unsaid: 5 });
    expect(countsOf(groups?.byProgramme, 'VISIT')).toEqual({ 'to-surround': 8, steady: 12, unsaid: 12 });
    expect(countsOf(groups?.byProgramme, GATHERED.several)).toMatchObject({ 'to-surround': 6, steady: 20 });
  });

  it('takes the last answer of the quarter, and none of another quarter', () => {
    const twice = {
      ...some(1, STEADY, 'battant')[0],
      answers: [WORN, answered({ burnout: 1 }, '2026-09-30')],
    };
    const before = { ...some(1, STEADY, 'battant')[0], answers: [answered({ burnout: 5 }, '2026-06-30')] };
    const people = [...some(9, STEADY, 'battant'), ...some(5, undefined, 'battant')];
    const groups = checkInGroups([...people, twice, before] as Asked[], SUMMER);
    expect(countsOf(groups?.bySector, 'battant')).toEqual({ 'to-surround': 0, steady: 10, unsaid: 6 });
  });

  it('gathers groups of fewer than five answers, and one more with them while they are too few', () => {
    const groups = checkInGroups(
      [
        ...some(9, STEADY, 'battant'),
        ...some(6, STEADY, 'chaprais'),
        ...some(7, STEADY, 'planoise'),
        ...some(2, STEADY, 'velotte'),
      ],
      SUMMER,
    );
    expect(groups?.bySector.columns).toEqual(['battant', 'planoise', GATHERED.others]);
    expect(countsOf(groups?.bySector, GATHERED.others).steady).toBe(8);
  });

  it('never tells of a group that everybody in it is worn out', () => {
    const groups = checkInGroups([...some(6, WORN, 'battant'), ...some(20, STEADY, 'planoise')], SUMMER);
    expect(groups?.bySector.columns).toEqual([GATHERED.others]);
    expect(countsOf(groups?.bySector, GATHERED.others)).toEqual({ 'to-surround': 6, steady: 20, unsaid: 0 });
    expect(checkInGroups(some(6, WORN, 'battant'), SUMMER)).toBeUndefined();
  });

  it('says nothing of fewer than five answers, be there many people', () => {
    expect(checkInGroups([], SUMMER)).toBeUndefined();
    expect(
      checkInGroups([...some(4, STEADY, 'battant'), ...some(60, undefined, 'planoise')], SUMMER),
    ).toBeUndefined();
  });
});

/** Volunteers who answered or not, with what they carried. */
type Lot = Asked & { readonly size: number; readonly load: number; readonly paused: boolean };
const lot = fc.record({
  sector: fc.constantFrom('a', 'b', 'c', 'd', undefined),
  programmes: fc.subarray(['VISIT', 'CALL', 'BOOKS'], { maxLength: 2 }),
  answers: fc.constantFrom([STEADY], [STEADY], [WORN], []),
  size: fc.integer({ min: 1, max: 9 }),
  load: fc.nat({ max: 4 }),
  paused: fc.boolean(),
});
const lots = fc.array(lot, { maxLength: 8 });

const QUARTERS = ['2026-01-01', '2026-04-01', '2026-07-01'].map((from) => ({
  from: civilDay(from),
  to: SUMMER.to,
  countedOn: civilDay('2026-10-05'),
}));

/** A review of the town in which these are the active volunteers, told after those before it. */
const reviewOf = (
  active: readonly Lot[],
  resting: number,
  quarter: number,
  last?: LastReview,
): LastReview => {
  const people = active.flatMap((one) => Array.from({ length: one.size }, () => one));
  const now = instantOf(civilDay('2026-10-05'), civilTime('10:00'));
  const figures: Figures = {
    countedAt: now,
    from: civilDay('2026-07-06'),
    to: civilDay('2026-10-05'),
    network: {
      stayed: people.length,
      gone: 0,
      came: resting,
      passed: 0,
      paused: resting,
      dormant: null,
      reasons: [],
    },
    weariness: {
      looked: people.length,
      load: LOAD_CLASSES.map((code, i) => ({ code, people: people.filter(({ load }) => load === i).length })),
      missions: 0,
      busiest: { people: 0, missions: 0 },
      noPause: people.filter(({ paused }) => !paused).length,
      checkIns: { steady: 0, toSurround: 0, unsaid: 0 },
      facts: [],
      offers: [],
    },
    words: 0,
    coverage: null,
    waiting: [],
    funnel: [],
    retention: null,
    quarter: QUARTERS[quarter],
  };
  const groups = checkInGroups(people, SUMMER, {
    bySector: last?.told[GROUP_TABLES.bySector],
    byProgramme: last?.told[GROUP_TABLES.byProgramme],
  });
  const told = tellTables(figures, groups, last);
  return { figures, told, remembered: remembered(told, last?.remembered) };
};

/** All that one review lets be added up: the two tables by the same bands, and the others of the same whole. */
const sumsIn = (told: ToldTables) => {
  const { 'check-ins-by-sector': sectors, 'check-ins-by-programme': programmes, load, pauses } = told;
  return [
    ...(sectors && programmes ? everySum(sectors, programmes) : []),
    ...(load ? sumsOf(load, 'load', 'load') : []),
    ...(pauses ? sumsOf(pauses, 'pauses', 'pauses') : []),
  ];
};
const numbersOf = ({ cells, rowTotals, columnTotals, total }: NamedTold) => [
  ...cells.flat(),
  ...rowTotals,
  ...columnTotals,
  total,
];

/** What is told of the columns that are not among these, of a row or of all: added up, or by subtraction. */
const restOf = (table: NamedTold, named: readonly string[], row: string | undefined): number | undefined => {
  const at = (column?: string) => toldAt(table, { row, column });
  const add = (names: readonly string[]): number =>
    names.reduce((sum, name) => sum + (at(name) ?? Number.NaN), 0);
  const others = add(table.columns.filter((name) => !named.includes(name)));
  const left = (at() ?? Number.NaN) - add(table.columns.filter((name) => named.includes(name)));
  return [others, left].find((value) => !Number.isNaN(value));
};

/** Numbers that two reviews tell of the same people, changed by one to four. */
const littleChanges = (then: ToldTables, now: ToldTables): readonly string[] =>
  Object.values(GROUP_TABLES).flatMap((code) => {
    const [before, after] = [then[code], now[code]];
    if (!before || !after) return [];
    const named = after.columns.filter((name) => name !== GATHERED.others && before.columns.includes(name));
    return [undefined, ...after.rows].flatMap((row) => {
      const pairs: (readonly [string, number | null | undefined, number | null | undefined])[] = [
        ['all', toldAt(before, { row }), toldAt(after, { row })],
        ['rest', restOf(before, named, row), restOf(after, named, row)],
        ...named.map(
          (column) => [column, toldAt(before, { row, column }), toldAt(after, { row, column })] as const,
        ),
      ];
      return pairs.flatMap(([name, one, other]) =>
        typeof one === 'number' && typeof other === 'number' && other > 0 && isSmall(Math.abs(one - other))
          ? [`${code} ${row} ${name}: ${one} then ${other}`]
          : [],
      );
    });
  });

describe('check-ins in groups, as a review tells them', () => {
  it('cannot be turned back to one to four people, with all else that sorts the same volunteers, over 10,000 networks', () => {
    fc.assert(
      fc.property(lots, fc.nat({ max: 8 }), (active, resting) => {
        const { told } = reviewOf(active, resting, 2);
        const sums = sumsIn(told);
        const found = solved(sums);
        if (found.length > 0) throw new Error(`worked out: ${found.join(', ')}`);
        for (const [name, [low, high]] of narrowed(sums))
          if (high - low + 1 < LEAST_VALUES) throw new Error(`${name} is between ${low} and ${high}`);
        for (const table of Object.values(told))
          for (const number of numbersOf(table))
            if (number !== null && isSmall(number)) throw new Error('small');
        for (const { total } of [
          told.load,
          told.pauses,
          ...Object.values(GROUP_TABLES).map((code) => told[code]),
        ].flatMap((table) => table ?? []))
          if ((total === null) !== (told.load?.total === null))
            throw new Error('one tells what another hides');
      }),
      { seed: 20261122, numRuns: 10_000 },
    );
  });

  it('tell no change of one to four people since an earlier review, whatever groups stood alone at each', () => {
    fc.assert(
      fc.property(lots, fc.array(lots, { minLength: 2, maxLength: 2 }), (active, more) => {
        const first = reviewOf(active, 6, 0);
        // A few people come, and answer, between one review and the next.
        const second = reviewOf([...active, ...(more[0] ?? []).slice(0, 2)], 6, 1, first);
        const third = reviewOf([...active, ...(more[1] ?? []).slice(0, 3)], 6, 2, second);
        expect(littleChanges(first.told, second.told)).toEqual([]);
        expect(littleChanges(second.told, third.told)).toEqual([]);
        for (const review of [second, third]) {
          expect(solved(sumsIn(review.told))).toEqual([]);
          for (const [, [low, high]] of narrowed(sumsIn(review.told)))
            expect(high - low + 1).toBeGreaterThanOrEqual(LEAST_VALUES);
        }
      }),
      { seed: 20261122, numRuns: 500 },
    );
  });

  it('tell a quarter once: said again as it was told, whoever left or erased their answers since', () => {
    const lotOf = (size: number, answers: CheckIn[], sector = 'a'): Lot => ({
      sector,
      programmes: ['VISIT'],
      answers,
      size,
      load: 0,
      paused: true,
    });
    const all = [lotOf(9, [STEADY]), lotOf(6, [WORN]), lotOf(12, [STEADY], 'b')];
    const first = reviewOf(all, 6, 2);
    expect(first.told['check-ins']?.cells).toEqual([[6, 21, 0]]);
    const second = reviewOf([lotOf(9, [STEADY]), lotOf(5, [WORN]), lotOf(12, [STEADY], 'b')], 6, 2, first);
    for (const code of Object.values(GROUP_TABLES)) expect(second.told[code]).toEqual(first.told[code]);
  });

  it('remember a group by its name while it is gathered with others', () => {
    const lotOf = (sector: string, size: number): Lot => ({
      sector,
      programmes: ['VISIT'],
      answers: [STEADY],
      size,
      load: 0,
      paused: true,
    });
    const big = ['b', 'c'].map((sector) => lotOf(sector, 30));
    const first = reviewOf([lotOf('a', 8), ...big], 6, 0);
    const second = reviewOf([lotOf('a', 3), lotOf('d', 20), ...big], 6, 1, first);
    const third = reviewOf([lotOf('a', 10), lotOf('d', 40), ...big], 6, 2, second);
    const of = ({ told }: LastReview) => {
      const table = told['check-ins-by-sector'];
      return table && toldAt(table, { row: 'steady', column: 'a' });
    };
    expect([of(first), of(second)]).toEqual([8, undefined]);
    expect(of(third)).toBeNull();
  });
});
