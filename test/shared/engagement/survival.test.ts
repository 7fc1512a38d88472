import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chiSquareTail } from '../../../shared/engagement/survival/chi-square.ts';
import { type LogRankGroup, logRank } from '../../../shared/engagement/survival/log-rank.ts';
import {
  fromWellObserved,
  type Observation,
  restrictedMean,
  survivalAt,
  survivalCurve,
} from '../../../shared/engagement/survival/survival.ts';
import { AML, INPATIENTS, LEUKAEMIA } from './published.ts';

const group = (name: string, observations: readonly Observation[]): LogRankGroup => ({ name, observations });
const steps = (observations: readonly Observation[]) =>
  survivalCurve(observations).points.map(({ t, survival }) => [t, survival]);

/** What must be equal up to the last bits of a double. */
const near = (values: readonly (readonly [number, number])[]) =>
  values.map(([t, survival]) => [t, expect.closeTo(survival, 12)]);

describe('published survival data', () => {
  it('remission under 6-mercaptopurine: the fractions of Gehan (1965), median 23 weeks', () => {
    expect(steps(LEUKAEMIA.mercaptopurine)).toEqual(
      near([
        [6, 6 / 7],
        [7, (6 / 7) * (16 / 17)],
        [10, (6 / 7) * (16 / 17) * (14 / 15)],
        [13, (6 / 7) * (16 / 17) * (14 / 15) * (11 / 12)],
        [16, (6 / 7) * (16 / 17) * (14 / 15) * (11 / 12) * (10 / 11)],
        [22, (6 / 7) * (16 / 17) * (14 / 15) * (11 / 12) * (10 / 11) * (6 / 7)],
        [23, (6 / 7) * (16 / 17) * (14 / 15) * (11 / 12) * (10 / 11) * (6 / 7) * (5 / 6)],
      ]),
    );
    const curve = survivalCurve(LEUKAEMIA.mercaptopurine);
    expect(curve).toMatchObject({ n: 21, events: 9, median: 23 });
    expect(curve.points.map(({ atRisk, events }) => [atRisk, events])).toEqual([
      [21, 3],
      [17, 1],
      [15, 1],
      [12, 1],
      [11, 1],
      [7, 1],
      [6, 1],
    ]);
    expect(survivalAt(curve, 10)).toBeCloseTo(0.7529411764705882, 12);
    expect(survivalAt(curve, 5)).toBe(1);
  });

  it('remission under placebo: the empirical share, median 8 weeks, nobody at the end', () => {
    const curve = survivalCurve(LEUKAEMIA.placebo);
    expect(steps(LEUKAEMIA.placebo)).toEqual(
      near(
        [
          [1, 19],
          [2, 17],
          [3, 16],
          [4, 14],
          [5, 12],
          [8, 8],
          [11, 6],
          [12, 4],
          [15, 3],
          [17, 2],
          [22, 1],
          [23, 0],
        ].map(([t = 0, left = 0]) => [t, left / 21] as const),
      ),
    );
    expect(curve).toMatchObject({ n: 21, events: 21, median: 8 });
    expect(curve.points.at(-1)).toMatchObject({ survival: 0, lower: null, upper: null });
  });

  it('the two arms: log-rank 16.79 on one degree of freedom, 19.25 and 10.75 departures expected', () => {
    const test = logRank([group('6-MP', LEUKAEMIA.mercaptopurine), group('placebo', LEUKAEMIA.placebo)]);
    expect(test).toMatchObject({
      ok: true,
      value: {
        chiSquare: expect.closeTo(16.7929, 4),
        degreesOfFreedom: 1,
        pValue: expect.closeTo(0.0000417, 6),
        groups: [
          { observed: 9, expected: expect.closeTo(19.2505, 4) },
          { observed: 21, expected: expect.closeTo(10.7495, 4) },
        ],
      },
    });
  });

  it('acute myelogenous leukaemia (Miller 1981): curve, log-log interval, medians 31 and 23, log-rank 3.40', () => {
    const maintained = survivalCurve(AML.maintained);
    expect(steps(AML.maintained)).toEqual(
      near([
        [9, 10 / 11],
        [13, 9 / 11],
        [18, 63 / 88],
        [23, 27 / 44],
        [31, 27 / 55],
        [34, 81 / 220],
        [48, 81 / 440],
      ]),
    );
    // As R prints them: survfit(Surv(time, status) ~ 1, aml, subset = x == 'Maintained', conf.type = 'log-log').
    expect(maintained.points[0]).toMatchObject({
      lower: expect.closeTo(0.5081, 4),
      upper: expect.closeTo(0.9867, 4),
    });
    expect(maintained.points.at(-1)).toMatchObject({
      lower: expect.closeTo(0.0117, 4),
      upper: expect.closeTo(0.525, 3),
    });
    expect(maintained.median).toBe(31);
    expect(survivalCurve(AML.nonmaintained).median).toBe(23);
    expect(logRank([group('m', AML.maintained), group('n', AML.nonmaintained)])).toMatchObject({
      value: { chiSquare: expect.closeTo(3.396389, 5), pValue: expect.closeTo(0.065339, 5) },
    });
  });

  it('inpatients by age (Woolson 1981): whoever enters late counts only from then on, counted by hand', () => {
    const curve = survivalCurve(INPATIENTS);
    expect(curve.points.map(({ t, atRisk, events }) => [t, atRisk, events])).toEqual([
      [50, 12, 1],
      [52, 12, 1],
      [57, 12, 2],
      [59, 11, 2],
      [61, 9, 1],
      [69, 5, 2],
      [76, 1, 1],
    ]);
    const upTo61 = (11 / 12) * (11 / 12) * (10 / 12) * (9 / 11) * (8 / 9);
    expect(survivalAt(curve, 61)).toBeCloseTo(upTo61, 12);
    expect(survivalAt(curve, 69)).toBeCloseTo((upTo61 * 3) / 5, 12);
    expect(curve).toMatchObject({ n: 15, events: 10, median: 69 });
  });
});

/** Exact fractions: the product-limit by its definition, one walk over everybody for each day. */
const bruteForce = (observations: readonly Observation[]): readonly (readonly [number, bigint, bigint])[] => {
  const days = [...new Set(observations.filter(({ event }) => event).map(({ exit }) => exit))].sort(
    (a, b) => a - b,
  );
  let top = 1n;
  let bottom = 1n;
  return days.map((day) => {
    const atRisk = observations.filter(({ entry, exit }) => entry < day && day <= exit).length;
    const left = observations.filter(({ exit, event }) => event && exit === day).length;
    top *= BigInt(atRisk - left);
    bottom *= BigInt(atRisk);
    return [day, top, bottom] as const;
  });
};

const observation = fc
  .record({
    entry: fc.integer({ min: 0, max: 12 }),
    stay: fc.integer({ min: 1, max: 15 }),
    event: fc.boolean(),
  })
  .map(({ entry, stay, event }) => ({ entry, exit: entry + stay, event }));
const observations = fc.array(observation, { minLength: 1, maxLength: 40 });

describe('any observations, with ties and delayed entry', () => {
  it('equal the product-limit of its definition, in exact fractions', () => {
    fc.assert(
      fc.property(observations, (seen) => {
        const curve = survivalCurve(seen);
        const expected = bruteForce(seen);
        expect(curve.points.map(({ t }) => t)).toEqual(expected.map(([day]) => day));
        for (const [i, [, top, bottom]] of expected.entries())
          expect(curve.points[i]?.survival).toBeCloseTo(Number((top * 10n ** 15n) / bottom) / 1e15, 12);
      }),
      { seed: 20261122, numRuns: 400 },
    );
  });

  it('never rise, stay inside their interval, and lose nobody', () => {
    fc.assert(
      fc.property(observations, (seen) => {
        const curve = survivalCurve(seen);
        let before = 1;
        for (const { survival, lower, upper, atRisk, events } of curve.points) {
          expect(survival).toBeLessThanOrEqual(before);
          expect(survival).toBeGreaterThanOrEqual(0);
          expect(events).toBeGreaterThan(0);
          expect(events).toBeLessThanOrEqual(atRisk);
          if (survival === 0) expect([lower, upper]).toEqual([null, null]);
          else {
            expect(lower).toBeLessThanOrEqual(survival);
            expect(upper).toBeGreaterThanOrEqual(survival);
            expect(lower).toBeGreaterThanOrEqual(0);
            expect(upper).toBeLessThanOrEqual(1);
          }
          before = survival;
        }
        expect(curve.events).toBe(seen.filter(({ event }) => event).length);
      }),
      { seed: 20261122, numRuns: 400 },
    );
  });

  it('do not depend on their order', () => {
    fc.assert(
      fc.property(observations, (seen) => {
        expect(survivalCurve([...seen].reverse())).toEqual(survivalCurve(seen));
      }),
      { seed: 7, numRuns: 100 },
    );
  });
});

describe('the corner cases of a small town', () => {
  const stays = (...exits: readonly number[]) => exits.map((exit) => ({ entry: 0, exit, event: true }));

  it('nobody has left: no step, no median', () => {
    const curve = survivalCurve([{ entry: 0, exit: 30, event: false }]);
    expect(curve).toEqual({ n: 1, events: 0, median: null, points: [] });
  });

  it('nobody at all', () => {
    expect(survivalCurve([])).toEqual({ n: 0, events: 0, median: null, points: [] });
  });

  it('half exactly have left: the median is that day, whatever the roundings', () => {
    expect(survivalCurve(stays(1, 2, 3, 4, 5, 6, 7, 8, 9, 10)).median).toBe(5);
    expect(survivalCurve(stays(...Array.from({ length: 98 }, (_, day) => day + 1))).median).toBe(49);
  });

  it('the mean stay of the first year is the area under the curve', () => {
    expect(restrictedMean(survivalCurve(stays(100, 200, 300, 400)), 365)).toBeCloseTo(
      (100 + 200 + 300 + 365) / 4,
    );
    expect(restrictedMean(survivalCurve([]), 365)).toBe(365);
  });

  it('two imported volunteers, one gone at once, do not pull the curve to one half', () => {
    const seen = [
      { entry: 30, exit: 40, event: true },
      { entry: 35, exit: 400, event: false },
      ...Array.from({ length: 5 }, (_, i) => ({ entry: 100 + i, exit: 300, event: i === 0 })),
    ];
    const kept = fromWellObserved(seen, 5);
    expect(kept?.from).toBe(103);
    expect(survivalCurve(kept?.observations ?? []).points).toMatchObject([
      { t: 300, atRisk: 6, survival: 5 / 6 },
    ]);
    expect(fromWellObserved(seen.slice(0, 4), 5)).toBeUndefined();
  });
});

describe('the log-rank test', () => {
  const early = Array.from({ length: 6 }, (_, i) => ({ entry: 0, exit: 10 + i, event: true }));
  const late = Array.from({ length: 6 }, (_, i) => ({ entry: 0, exit: 20 + i, event: true }));
  const reason = (...groups: readonly LogRankGroup[]) => {
    const test = logRank(groups);
    return test.ok ? 'tested' : test.refusal.reason;
  };

  it('waits for ten departures, two groups, five people in each', () => {
    expect(reason(group('a', early))).toBe('one-group');
    expect(
      reason(
        group('a', early),
        group(
          'b',
          late.map((one, i) => ({ ...one, event: i < 3 })),
        ),
      ),
    ).toBe('fewer-than-ten-events');
    expect(
      reason(
        group('a', early),
        group(
          'b',
          late.map((one, i) => ({ ...one, event: i < 4 })),
        ),
      ),
    ).toBe('tested');
    expect(reason(group('a', early), group('b', late), group('c', late.slice(0, 4)))).toBe(
      'group-under-five',
    );
  });

  it('says so when the groups were never there at the same time', () => {
    const later = late.map(({ exit, event }) => ({ entry: 19, exit, event }));
    expect(reason(group('a', early), group('b', later))).toBe('never-together');
  });

  it('counts three groups on two degrees, and one that nobody could have left on none', () => {
    const never = early.map((one) => ({ ...one, exit: 5, event: false }));
    expect(logRank([group('a', early), group('b', late), group('c', early)])).toMatchObject({
      value: { degreesOfFreedom: 2 },
    });
    const two = logRank([group('a', early), group('b', late)]);
    for (const groups of [
      [group('n', never), group('a', early), group('b', late)],
      [group('a', early), group('b', late), group('n', never)],
    ]) {
      const three = logRank(groups);
      expect(three.ok && three.value.degreesOfFreedom).toBe(1);
      expect(three.ok && two.ok && three.value.chiSquare / two.value.chiSquare).toBeCloseTo(1, 9);
    }
  });

  it('does not depend on which group comes first', () => {
    const arm = fc.array(observation, { minLength: 6, maxLength: 20 });
    fc.assert(
      fc.property(arm, arm, arm, (a, b, c) => {
        const one = logRank([group('a', a), group('b', b), group('c', c)]);
        const other = logRank([group('c', c), group('a', a), group('b', b)]);
        fc.pre(one.ok && other.ok);
        if (one.ok && other.ok) expect(one.value.chiSquare).toBeCloseTo(other.value.chiSquare, 8);
      }),
      { seed: 5, numRuns: 150 },
    );
  });

  it('reads its chance from the chi-square law', () => {
    // Critical values as every table prints them.
    for (const [value, freedom, tail] of [
      [3.841458820694124, 1, 0.05],
      [6.634896601021213, 1, 0.01],
      [10.827566170662733, 1, 0.001],
      [5.991464547107979, 2, 0.05],
      [7.814727903251178, 3, 0.05],
      [9.487729036781154, 4, 0.05],
      [11.070497693516351, 5, 0.05],
    ] as const)
      expect(chiSquareTail(value, freedom)).toBeCloseTo(tail, 11);
    expect(chiSquareTail(0, 1)).toBe(1);
    expect(chiSquareTail(1e-9, 1)).toBeGreaterThan(0.9999);
  });
});
