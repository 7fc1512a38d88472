import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { byAge, byPair, observationOf, retentionOf } from '../../../shared/engagement/turnover/cohorts.ts';
import { funnelOf } from '../../../shared/engagement/turnover/funnel.ts';
import { latestMonths, monthRows, periodOf } from '../../../shared/engagement/turnover/months.ts';
import { isEnrolled, isResting, spellsOf } from '../../../shared/engagement/turnover/spells.ts';
import type { VolunteerId } from '../../../shared/ids/ids.ts';
import { addDays, type CivilDay, civilDay, civilTime, instantOf } from '../../../shared/time/civil.ts';
import { type Movement, movementSchema } from '../../../shared/volunteers/movements/movement.ts';
import type { Month, Served } from '../../../shared/volunteers/movements/served.ts';

const vol = (n: number): VolunteerId => `vol_${String(n).padStart(26, '0')}` as VolunteerId;
type Step = readonly [to: Movement['to'], on: string, more?: Partial<Movement>];

/** The movements of one volunteer: each from where the one before led. */
const life = (n: number, ...steps: readonly Step[]): readonly Movement[] =>
  steps.map(([to, on, more], i) =>
    movementSchema.parse({
      volunteerId: vol(n),
      town: 'besancon',
      seq: i + 1,
      ...(i > 0 ? { from: steps[i - 1]?.[0] } : {}),
      to,
      at: instantOf(civilDay(on), civilTime('10:00')),
      on,
      band: '60-74',
      programmes: ['FRIENDLY_VISIT'],
      paired: false,
      ...more,
    }),
  );
const spells = (...lives: readonly (readonly Movement[])[]) => spellsOf(lives.flat());
const day = civilDay;
const TODAY = day('2026-11-22');

describe('a stay', () => {
  it('goes from the application to the departure; pauses are inside it', () => {
    const [one, ...others] = spells(
      life(
        1,
        ['candidate', '2026-01-05'],
        ['interviewed', '2026-01-12'],
        ['active', '2026-02-01'],
        ['paused', '2026-03-01'],
        ['active', '2026-03-15'],
        ['paused', '2026-05-01'],
        ['leaving', '2026-06-01', { reason: 'tired' }],
      ),
    );
    expect(others).toEqual([]);
    expect(one).toMatchObject({
      nth: 1,
      appliedOn: '2026-01-05',
      interviewedOn: '2026-01-12',
      activeOn: '2026-02-01',
      seenFrom: '2026-02-01',
      rests: [
        { from: '2026-03-01', to: '2026-03-15' },
        { from: '2026-05-01', to: '2026-06-01' },
      ],
      leftOn: '2026-06-01',
      reason: 'tired',
    });
    if (!one) throw new Error('there is one');
    expect(isEnrolled(one, day('2026-03-10')) && isResting(one, day('2026-03-10'))).toBe(true);
    expect(isResting(one, day('2026-03-15'))).toBe(false);
    expect(isEnrolled(one, day('2026-06-01'))).toBe(false);
  });

  it('a return after a departure is another one; the first keeps its end', () => {
    const found = spells(
      life(
        1,
        ['candidate', '2025-01-05'],
        ['active', '2025-02-01'],
        ['leaving', '2025-06-01'],
        ['candidate', '2026-01-10'],
        ['active', '2026-01-20'],
      ),
    );
    expect(found.map(({ nth, activeOn, leftOn }) => [nth, activeOn, leftOn])).toEqual([
      [1, '2025-02-01', '2025-06-01'],
      [2, '2026-01-20', undefined],
    ]);
    expect(found.map((one) => observationOf(one, TODAY))).toEqual([
      { entry: 0, exit: 120, event: true },
      undefined,
    ]);
  });

  it('somebody of a file enters late, on the day they are known from', () => {
    const imported = { importId: 'imp_00000000000000000000000001', on: '2026-01-01' } as Partial<Movement>;
    const [known, unknown] = spells(
      life(1, ['active', '2026-03-02', imported]),
      life(2, ['active', '2026-03-02', { importId: imported.importId as never, originUnknown: true }]),
    );
    if (!known || !unknown) throw new Error('there are two');
    expect(observationOf(known, TODAY)).toEqual({ entry: 60, exit: 325, event: false });
    // Since when is not known: a head, never a length.
    expect(observationOf(unknown, TODAY)).toBeUndefined();
    expect([known, unknown].map((one) => isEnrolled(one, TODAY))).toEqual([true, true]);
    expect([known, unknown].map((one) => isEnrolled(one, day('2026-02-01')))).toEqual([false, false]);
  });

  it('a candidate who gives up never stayed', () => {
    const found = spells(life(1, ['candidate', '2026-01-05'], ['leaving', '2026-01-10']));
    expect(observationOf(found[0] as never, TODAY)).toBeUndefined();
    expect(periodOf(found, day('2026-01-01'), day('2026-01-31')).left).toBe(0);
  });
});

describe('a month', () => {
  const network = spells(
    life(1, ['candidate', '2026-01-02'], ['active', '2026-01-10']),
    life(2, ['candidate', '2026-01-02'], ['active', '2026-02-01'], ['paused', '2026-02-20']),
    life(
      3,
      ['candidate', '2026-01-02'],
      ['active', '2026-01-10'],
      ['leaving', '2026-02-10', { reason: 'moved' }],
    ),
    life(
      4,
      ['candidate', '2025-01-02'],
      ['active', '2025-01-10'],
      ['leaving', '2025-02-10'],
      ['candidate', '2026-02-01'],
      ['active', '2026-02-28'],
    ),
    life(5, ['candidate', '2026-02-02'], ['leaving', '2026-02-05']),
  );
  const months = ['2026-01', '2026-02', '2026-03'] as Month[];

  it('counts arrivals, returns, departures, and where people stand on its last day', () => {
    expect(monthRows(network, [], months, day('2026-03-15'))).toEqual([
      {
        month: '2026-01',
        until: '2026-01-31',
        joined: 2,
        returned: 0,
        left: 0,
        enrolled: 2,
        active: 2,
        paused: 0,
        dormant: null,
      },
      {
        month: '2026-02',
        until: '2026-02-28',
        joined: 1,
        returned: 1,
        left: 1,
        enrolled: 3,
        active: 2,
        paused: 1,
        dormant: null,
      },
      {
        month: '2026-03',
        until: '2026-03-15',
        joined: 0,
        returned: 0,
        left: 0,
        enrolled: 3,
        active: 2,
        paused: 1,
        dormant: null,
      },
    ]);
  });

  it('finds dormant only who was there, without a pause, for three whole months without a mission', () => {
    const people = spells(
      life(1, ['candidate', '2025-11-01'], ['active', '2025-12-01']),
      life(2, ['candidate', '2025-11-01'], ['active', '2025-12-01']),
      life(
        3,
        ['candidate', '2025-11-01'],
        ['active', '2025-12-01'],
        ['paused', '2026-02-01'],
        ['active', '2026-02-20'],
      ),
      life(4, ['candidate', '2025-11-01'], ['active', '2026-03-01']),
      life(5, ['candidate', '2025-11-01'], ['active', '2025-12-01'], ['paused', '2026-02-01']),
    );
    const served = [
      { volunteerId: vol(1), month: '2025-12' as Month },
      { volunteerId: vol(2), month: '2026-02' as Month },
    ];
    const [row] = monthRows(people, served, ['2026-04' as Month], day('2026-04-30'));
    // February to April: 1 did nothing, 2 did in February, 3 rested, 4 is new, 5 rests.
    expect(row).toMatchObject({ active: 4, paused: 1, dormant: 1 });
  });

  it('knows the months up to today', () => {
    expect(latestMonths(day('2026-01-31'), 3)).toEqual(['2025-11', '2025-12', '2026-01']);
  });

  it('adds up: who was there, plus who came, less who left, is who is there', () => {
    const step = fc.constantFrom<Movement['to']>('active', 'paused', 'leaving', 'candidate', 'interviewed');
    const lives = fc.array(
      fc.array(fc.tuple(step, fc.integer({ min: 1, max: 60 })), { minLength: 1, maxLength: 8 }),
      {
        maxLength: 12,
      },
    );
    fc.assert(
      fc.property(lives, (drawn) => {
        const told = drawn.map((steps, n) => {
          let on: CivilDay = day('2026-01-01');
          let from: Movement['to'] | undefined;
          const walked: Step[] = [];
          for (const [to, wait] of steps) {
            on = addDays(on, wait);
            // Only the ways of the table of steps.
            const isWay =
              (from === undefined && to === 'candidate') ||
              (from === 'candidate' && (to === 'interviewed' || to === 'leaving')) ||
              (from === 'interviewed' && (to === 'active' || to === 'leaving')) ||
              (from === 'active' && (to === 'paused' || to === 'leaving')) ||
              (from === 'paused' && (to === 'active' || to === 'leaving')) ||
              (from === 'leaving' && to === 'candidate');
            if (!isWay) continue;
            walked.push([to, on]);
            from = to;
          }
          return life(n, ...walked);
        });
        const rows = monthRows(spells(...told), [], latestMonths(day('2027-06-30'), 18), day('2027-06-30'));
        let enrolled = 0;
        for (const row of rows) {
          enrolled += row.joined + row.returned - row.left;
          expect(row.enrolled).toBe(enrolled);
          expect(row.active + row.paused).toBe(row.enrolled);
        }
      }),
      { seed: 20261122, numRuns: 200 },
    );
  });
});

describe('a period', () => {
  // Ten from January on, two of whom leave; two newcomers, one of whom leaves before six months.
  const ten = Array.from({ length: 10 }, (_, n) =>
    life(
      n,
      ['candidate', '2025-12-01'],
      ['active', '2026-01-01'],
      ...(n < 2 ? [['leaving', '2026-07-02', { reason: 'moved' }] as Step] : []),
    ),
  );
  const network = spells(
    ...ten,
    life(
      20,
      ['candidate', '2026-03-01'],
      ['active', '2026-04-01'],
      ['leaving', '2026-07-02', { reason: 'tired' }],
    ),
    life(21, ['candidate', '2026-03-01'], ['active', '2026-04-01']),
  );
  const period = periodOf(network, day('2026-02-01'), day('2026-11-22'));

  it('says turnover, retention, replacement, first terms served', () => {
    expect(period).toMatchObject({ joined: 2, returned: 0, left: 3 });
    // 295 days: eight all along, two until 1 July (151 days), one from April (236), one from April to 1 July (92).
    expect(period.meanEnrolled).toBeCloseTo((8 * 295 + 2 * 151 + 236 + 92) / 295, 9);
    expect(period.turnover).toBeCloseTo(3 / period.meanEnrolled, 9);
    expect(period.retention).toEqual({ value: 0.8, of: 8, among: 10 });
    expect(period.replacement).toBeCloseTo(2 / 3, 9);
    // First terms end on 1 July for ten, all of whom were there; on 1 October for two, one of whom was.
    expect(period.commitment).toEqual({ value: 11 / 12, of: 11, among: 12 });
    expect(period.reasons).toEqual([
      { reason: 'moved', count: 2 },
      { reason: 'tired', count: 1 },
    ]);
  });

  it('has no rate under five people, and no ratio without a departure', () => {
    const few = periodOf(spells(...ten.slice(4, 8)), day('2026-02-01'), day('2026-11-22'));
    expect(few).toMatchObject({
      turnover: null,
      retention: { value: null, of: 4, among: 4 },
      replacement: null,
    });
  });
});

describe('the way in', () => {
  const served = (n: number, on: string): Served => ({
    volunteerId: vol(n),
    town: 'besancon',
    month: on.slice(0, 7) as Month,
    on: day(on),
  });

  it('shows who came how far, the days between, who waits since when, who gave up', () => {
    const found = spells(
      ...Array.from({ length: 5 }, (_, n) =>
        life(
          n,
          ['candidate', '2026-05-01'],
          ['interviewed', addDays(day('2026-05-01'), n + 3)],
          ['active', '2026-06-01'],
        ),
      ),
      life(5, ['candidate', '2026-11-01']),
      life(6, ['candidate', '2026-11-10']),
      life(7, ['candidate', '2026-10-01'], ['interviewed', '2026-10-20'], ['leaving', '2026-10-25']),
      life(8, ['candidate', '2025-01-01']),
    );
    const rows = funnelOf(
      found,
      [served(0, '2026-06-08'), served(0, '2026-06-02'), served(1, '2026-05-30')],
      day('2026-01-01'),
      TODAY,
    );
    expect(rows).toEqual([
      { step: 'applied', reached: 8, medianDays: null, waiting: 2, longestWait: 21, gaveUp: 0 },
      { step: 'interviewed', reached: 6, medianDays: 5.5, waiting: 0, longestWait: null, gaveUp: 1 },
      { step: 'activated', reached: 5, medianDays: 26, waiting: 4, longestWait: 174, gaveUp: 0 },
      { step: 'first-mission', reached: 1, medianDays: null, waiting: 0, longestWait: null, gaveUp: 0 },
    ]);
  });
});

describe('groups', () => {
  const stays = (from: number, count: number, more: Partial<Movement>, leaves = 0) =>
    Array.from({ length: count }, (_, i) =>
      life(
        from + i,
        ['candidate', '2025-01-01', more],
        ['active', '2025-02-01', more],
        ...(i < leaves ? [['leaving', addDays(day('2025-04-01'), 10 * i), more] as Step] : []),
      ),
    );
  const names = { 'under-30': 'jeunes', '30-59': 'milieu', '60-74': 'aînés', '75-plus': 'doyens' };

  it('hide fewer than five, and with them the smallest shown when the whole would tell of those few', () => {
    const people = spells(
      ...stays(0, 12, { band: '60-74' }, 6),
      ...stays(20, 8, { band: '30-59' }, 5),
      ...stays(40, 3, { band: 'under-30' }, 2),
    );
    const compared = byAge(people, TODAY, names);
    expect(compared.shown.map(({ name }) => name)).toEqual(['aînés']);
    expect(compared.hidden).toEqual(['milieu', 'jeunes']);
    expect(compared.test).toMatchObject({ refusal: { reason: 'one-group' } });
    const without = byAge(
      spells(...stays(0, 12, { band: '60-74' }, 6), ...stays(20, 8, { band: '30-59' }, 5)),
      TODAY,
      names,
    );
    expect(without.shown.map(({ name }) => name)).toEqual(['milieu', 'aînés']);
    expect(without.test.ok).toBe(true);
  });

  it('compare a binôme from the ninetieth day on: those gone before are in neither group', () => {
    const people = spells(
      ...stays(0, 8, { paired: true }, 2),
      ...stays(20, 8, {}),
      life(40, ['candidate', '2025-01-01'], ['active', '2025-02-01'], ['leaving', '2025-03-01']),
      // A binôme made later does not count as one on the ninetieth day.
      life(
        41,
        ['candidate', '2025-01-01'],
        ['active', '2025-02-01'],
        ['active', '2025-08-01', { paired: true }],
      ),
    );
    const compared = byPair(people, TODAY, { paired: 'avec', alone: 'sans' });
    expect(compared.shown.map(({ name, curve }) => [name, curve.n]).sort()).toEqual([
      ['avec', 6],
      ['sans', 9],
    ]);
    expect(compared.shown.every(({ from }) => from === 90)).toBe(true);
  });

  it('draw no curve past the day on which fewer than five are seen', () => {
    const seen = [100, 200, 300, 400, 500, 600].map((exit) => ({ entry: 0, exit, event: true }));
    const retention = retentionOf('ensemble', seen);
    expect(retention?.until).toBe(200);
    expect(retention?.curve.points.map(({ t }) => t)).toEqual([100, 200]);
    expect(retention?.curve.median).toBeNull();
    expect(retention?.readings).toMatchObject([
      { months: 1, survival: 1, lower: null, atRisk: 6 },
      { months: 3, survival: 1, atRisk: 6 },
      { months: 6, survival: 5 / 6, atRisk: 5 },
    ]);
    expect(retentionOf('peu', seen.slice(0, 4))).toBeUndefined();
  });
});
