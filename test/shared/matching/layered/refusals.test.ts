import { describe, expect, it } from 'vitest';
import { resolveLayered } from '../../../../shared/matching/layered/again/resolve.ts';
import {
  checkProblem,
  type LayeredData,
  type LayeredProblem,
  layeredProblem,
} from '../../../../shared/matching/layered/problem.ts';
import { solveLayered } from '../../../../shared/matching/layered/solve.ts';
import { type LayeredClaim, verifyLayered } from '../../../../shared/matching/layered/verify.ts';

/** Two volunteers, one of them in two half-days; two missions. */
const week: LayeredData = {
  volunteers: [{ tiers: [0, 10] }, { tiers: [0] }],
  slots: [{ volunteer: 0 }, { volunteer: 0 }, { volunteer: 1 }],
  missions: [
    {
      penalty: 100,
      edges: [
        { slot: 0, cost: 5 },
        { slot: 2, cost: 8 },
      ],
    },
    { penalty: 100, edges: [{ slot: 0, cost: 7 }] },
  ],
};
const withMission = (mission: LayeredData['missions'][number]): LayeredData => ({
  ...week,
  missions: [...week.missions, mission],
});

describe('a week that cannot be solved exactly is refused, and says what is wrong', () => {
  const cases: readonly (readonly [string, LayeredData, object])[] = [
    [
      'a cost in fractions',
      withMission({ penalty: 1, edges: [{ slot: 0, cost: 0.5 }] }),
      { reason: 'not-an-integer', of: 'mission', index: 2 },
    ],
    [
      'a penalty that is no number',
      withMission({ penalty: Number.NaN, edges: [] }),
      { reason: 'not-an-integer', of: 'mission', index: 2 },
    ],
    [
      'half a person needed',
      withMission({ demand: 1.5, penalty: 1, edges: [] }),
      { reason: 'not-an-integer', of: 'mission', index: 2 },
    ],
    [
      'fewer than nobody needed',
      withMission({ demand: -1, penalty: 1, edges: [] }),
      { reason: 'negative', of: 'mission', index: 2 },
    ],
    [
      'a half-day nobody has',
      withMission({ penalty: 1, edges: [{ slot: 9, cost: 1 }] }),
      { reason: 'unknown-slot', of: 'mission', index: 2 },
    ],
    [
      'a half-day that holds less than nothing',
      { ...week, slots: [...week.slots, { volunteer: 0, capacity: -1 }] },
      { reason: 'negative', of: 'slot', index: 3 },
    ],
    [
      'a half-day of somebody unknown',
      { ...week, slots: [...week.slots, { volunteer: 7 }] },
      { reason: 'unknown-volunteer', of: 'slot', index: 3 },
    ],
    [
      'the same person twice on one mission',
      withMission({
        demand: 2,
        penalty: 1,
        edges: [
          { slot: 0, cost: 1 },
          { slot: 1, cost: 1 },
        ],
      }),
      { reason: 'same-volunteer-twice', of: 'mission', index: 2 },
    ],
    [
      'a second mission that costs less than the first',
      { ...week, volunteers: [...week.volunteers, { tiers: [10, 0] }] },
      { reason: 'tiers-decrease', of: 'volunteer', index: 2 },
    ],
    [
      'more people settled than needed',
      withMission({
        penalty: 1,
        edges: [
          { slot: 0, cost: 1, isLocked: true },
          { slot: 2, cost: 1, isLocked: true },
        ],
      }),
      { reason: 'locks-over-demand', of: 'mission', index: 2 },
    ],
    [
      'more missions settled than the half-day holds',
      {
        ...week,
        missions: [1, 2].map(() => ({ penalty: 1, edges: [{ slot: 0, cost: 1, isLocked: true }] })),
      },
      { reason: 'locks-over-capacity', of: 'slot', index: 0 },
    ],
    [
      'more missions settled than the week allows',
      {
        volunteers: [{ tiers: [0] }],
        slots: [{ volunteer: 0 }, { volunteer: 0 }],
        missions: [0, 1].map((slot) => ({ penalty: 1, edges: [{ slot, cost: 1, isLocked: true }] })),
      },
      { reason: 'locks-over-weekly-cap', of: 'volunteer', index: 0 },
    ],
    [
      'costs whose sums pass what integers hold',
      withMission({ penalty: 2 ** 48, edges: [] }),
      { reason: 'costs-too-large', of: 'problem', index: 0 },
    ],
  ];
  for (const [name, data, refusal] of cases)
    it(name, () => {
      expect(layeredProblem(data)).toMatchObject({ ok: false, refusal });
    });

  it('takes the largest costs it does not refuse, and is exact with them', () => {
    const largest = Math.floor(Number.MAX_SAFE_INTEGER / (8 * 11));
    const problem = layeredProblem({
      ...week,
      missions: week.missions.map((m, i) => ({
        penalty: largest - i,
        edges: m.edges.map(({ slot }) => ({ slot, cost: largest - 2 - slot })),
      })),
    });
    if (!problem.ok) throw new Error(JSON.stringify(problem.refusal));
    const { solution } = solveLayered(problem.value);
    expect(verifyLayered(problem.value, solution)).toMatchObject({ ok: true, value: { unserved: 0 } });
    expect(layeredProblem(withMission({ penalty: largest + 1, edges: [] })).ok).toBe(false);
  });
});

describe('arrays that do not belong together are refused', () => {
  const problem = layeredProblem(week);
  if (!problem.ok) throw new Error('the week is refused');
  const cases: readonly (readonly [string, Partial<LayeredProblem>])[] = [
    ['edges of two missions', { edgeStart: Int32Array.from([0, 1]) }],
    [
      'edges of two missions, the later row first',
      { edgeStart: Int32Array.from([1, 0]), edgeEnd: Int32Array.from([3, 2]) },
    ],
    ['rows that go back', { edgeEnd: Int32Array.from([2, 1]) }],
    ['rows beyond the last edge', { edgeEnd: Int32Array.from([2, 4]) }],
    ['a row missing', { edgeEnd: Int32Array.from([2]) }],
    ['a cost missing', { edgeCost: new Float64Array(2) }],
    ['a slot without an owner', { slotOwner: new Int32Array(2) }],
    ['a week missing', { tierStart: Int32Array.from([0, 3]) }],
  ];
  for (const [name, wrong] of cases)
    it(name, () => {
      expect(checkProblem({ ...problem.value, ...wrong })).toMatchObject({
        ok: false,
        refusal: { reason: 'misshapen' },
      });
    });
});

describe('a change that cannot be made is refused', () => {
  const problem = layeredProblem(week);
  if (!problem.ok) throw new Error('the week is refused');
  const solved = solveLayered(problem.value);
  const cases = [
    [{ kind: 'set-penalty', mission: 2, penalty: 1 }, 'unknown-mission'],
    [{ kind: 'set-capacity', slot: 3, capacity: 1 }, 'unknown-slot'],
    [{ kind: 'set-tiers', volunteer: -1, tiers: [] }, 'unknown-volunteer'],
    [{ kind: 'remove-edge', mission: 1, slot: 2 }, 'unknown-edge'],
    [{ kind: 'put-edge', mission: 0, slot: 1, cost: 1 }, 'same-volunteer-twice'],
    [{ kind: 'put-edge', mission: 1, slot: 2, cost: 0.5 }, 'not-an-integer'],
    [{ kind: 'set-demand', mission: 0, demand: 0.5 }, 'not-an-integer'],
    [{ kind: 'set-tiers', volunteer: 0, tiers: [3, 1] }, 'tiers-decrease'],
    [{ kind: 'set-penalty', mission: 0, penalty: 2 ** 50 }, 'costs-too-large'],
  ] as const;
  for (const [change, reason] of cases)
    it(`${change.kind}: ${reason}`, () => {
      expect(resolveLayered(solved, [change])).toMatchObject({ ok: false, refusal: { reason } });
    });
});

describe('the checker finds what is wrong with a claim', () => {
  const problem = layeredProblem(week);
  if (!problem.ok) throw new Error('the week is refused');
  const { solution } = solveLayered(problem.value);
  const changed = (values: Float64Array, i: number, by: number) =>
    values.map((value, k) => (k === i ? value + by : value));
  const cases: readonly (readonly [string, Partial<LayeredClaim>, string])[] = [
    ['a cheaper objective than it has', { objective: solution.objective - 1 }, 'objective'],
    ['nobody sent, at no cost', { taken: new Uint8Array(3), objective: 0 }, 'price-of-a-missing-person'],
    [
      'the same half-day twice',
      {
        taken: Uint8Array.from([1, 0, 1]),
        missionPrice: Float64Array.from([8, 10]),
        slotPrice: new Float64Array(3),
        volunteerPrice: new Float64Array(2),
      },
      'slot-over-capacity',
    ],
    [
      'two people for one',
      { taken: Uint8Array.from([1, 1, 0]), missionPrice: Float64Array.from([100, 0]) },
      'too-many-people',
    ],
    ['an edge taken by half', { taken: Uint8Array.from([2, 0, 0]) }, 'taken-is-not-0-or-1'],
    [
      'a mission worth more than its penalty',
      { missionPrice: changed(solution.missionPrice, 1, 101) },
      'price-above-penalty',
    ],
    ['a price for a free half-day', { slotPrice: changed(solution.slotPrice, 1, 1) }, 'price-of-a-free-slot'],
    ['a price below nothing', { slotPrice: changed(solution.slotPrice, 1, -1) }, 'slot-price-negative'],
    [
      'a volunteer worth less than the tier in use',
      {
        missionPrice: Float64Array.from([7, 9]),
        slotPrice: Float64Array.from([3, 0, 0]),
        volunteerPrice: Float64Array.from([-1, -1]),
      },
      'tier-price',
    ],
    ['prices of the wrong length', { missionPrice: new Float64Array(0) }, 'reduced-cost'],
  ];
  it('and nothing in the solver’s own', () => {
    expect(verifyLayered(problem.value, solution)).toEqual({
      ok: true,
      value: { primal: 15, dual: 15, unserved: 0 },
    });
  });
  for (const [name, wrong, reason] of cases)
    it(name, () => {
      expect(verifyLayered(problem.value, { ...solution, ...wrong })).toMatchObject({
        ok: false,
        refusal: { reason },
      });
    });
});
