import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NOBODY, solveAssignment } from '../../../../shared/matching/assignment/solve.ts';
import { verifyAssignment, verifyShortage } from '../../../../shared/matching/assignment/verify.ts';
import { type TownPlan, townPlan } from '../../../bench/plan-towns.ts';
import { leastCost, type Pair, problemOf, type SmallCase, smallCases } from './cases.ts';

const MUST = Infinity;

/** Solves, and has the certificate checked. */
const solved = (small: SmallCase) => {
  const problem = problemOf(small);
  const result = solveAssignment(problem);
  if (!result.ok) throw new Error('no assignment exists');
  expect(verifyAssignment(problem, result.value)).toEqual({ ok: true, value: true });
  return result.value;
};
const shortageOf = (small: SmallCase) => {
  const problem = problemOf(small);
  const result = solveAssignment(problem);
  if (result.ok) throw new Error('an assignment exists');
  expect(verifyShortage(problem, result.refusal.shortage)).toBe(true);
  return result.refusal.shortage;
};

describe('who goes where, at least cost', () => {
  it('gives the only good seat to the mission that has no other', () => {
    const answer = solved({
      capacity: [1, 1],
      penalty: [100, 100],
      pairs: [
        [0, 0, 1],
        [0, 1, 2],
        [1, 0, 5],
      ],
    });
    expect([...answer.volunteerOf]).toEqual([1, 0]);
    expect(answer.objective).toBe(7);
  });

  it('lets a mission wait when its penalty is less than what serving it costs everybody', () => {
    const answer = solved({
      capacity: [1],
      penalty: [3, 10],
      pairs: [
        [0, 0, 1],
        [1, 0, 2],
      ],
    });
    expect([...answer.volunteerOf]).toEqual([NOBODY, 0]);
    // One more slot would save 2 (3 instead of 1 for the first); one less would cost 8 (10 instead of 2 for the second).
    expect(answer.slotPrice[0]).toBeGreaterThanOrEqual(2);
    expect(answer.slotPrice[0]).toBeLessThanOrEqual(8);
  });

  it('frees a dear slot by an exchange longer than the first it looks at', () => {
    const answer = solved({
      capacity: [1, 3, 1, 1, 0, 3],
      penalty: [23, 12, 6, 7, 3],
      pairs: [
        [0, 2, 8],
        [0, 3, 0],
        [1, 3, 0],
        [2, 2, 0],
        [2, 2, 2],
        [2, 0, 0],
        [3, 5, 0],
        [4, 5, 4],
        [4, 1, 2],
        [4, 5, 0],
      ],
    });
    expect(answer.objective).toBe(8);
  });

  it('says which missions are too many for which volunteers when all must be served', () => {
    const shortage = shortageOf({
      capacity: [1, 5],
      penalty: [MUST, MUST, MUST],
      pairs: [
        [0, 0, 1],
        [1, 0, 1],
        [2, 1, 1],
      ],
    });
    expect([...shortage.missions].sort()).toEqual([0, 1]);
    expect(shortage.volunteers).toEqual([0]);
  });

  it.each<[string, SmallCase, number]>([
    ['no mission and nobody', { capacity: [], penalty: [], pairs: [] }, 0],
    ['volunteers without a mission', { capacity: [2, 0], penalty: [], pairs: [] }, 0],
    ['a mission without a pair', { capacity: [1], penalty: [7], pairs: [] }, 7],
    ['somebody who can take nothing', { capacity: [0], penalty: [7], pairs: [[0, 0, 1]] }, 7],
    [
      'a pair that comes twice, the dearer first',
      {
        capacity: [1],
        penalty: [MUST],
        pairs: [
          [0, 0, 9],
          [0, 0, 4],
        ],
      },
      4,
    ],
    ['a cost below zero', { capacity: [1], penalty: [0], pairs: [[0, 0, -5]] }, -5],
    ['a penalty below every cost', { capacity: [1], penalty: [-8], pairs: [[0, 0, -5]] }, -8],
    ['more room than there are missions', { capacity: [10 ** 15], penalty: [MUST], pairs: [[0, 0, 3]] }, 3],
  ])('%s', (_, small, objective) => {
    expect(solved(small).objective).toBe(objective);
  });

  it('is the least of all assignments, or refuses because there is none: thousands of tiny towns', () => {
    let infeasible = 0;
    let waiting = 0;
    fc.assert(
      fc.property(smallCases({ missions: 6, volunteers: 4 }), (small) => {
        const problem = problemOf(small);
        const result = solveAssignment(problem);
        const least = leastCost(small);
        if (!result.ok) {
          infeasible += 1;
          expect(least).toBe(Infinity);
          expect(verifyShortage(problem, result.refusal.shortage)).toBe(true);
          return;
        }
        expect(result.value.objective).toBe(least);
        expect(verifyAssignment(problem, result.value)).toEqual({ ok: true, value: true });
        if (result.value.volunteerOf.includes(NOBODY)) waiting += 1;
      }),
      { seed: 20_261_122, numRuns: 5_000 },
    );
    // The cases are what they say: many of each kind.
    expect(infeasible).toBeGreaterThan(500);
    expect(waiting).toBeGreaterThan(500);
  });

  it('gives the same assignment for the same problem, whatever was solved in between', () => {
    const plan: TownPlan = { volunteers: 30, missions: 300, places: 'geo', room: 'tight', seed: 3 };
    const once = solved(smallTown(plan));
    solved(smallTown({ ...plan, seed: 4 }));
    expect(solved(smallTown(plan))).toEqual(once);
  });

  it('costs what its parts cost when one part of the town has too many missions and the other room for more', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 10 ** 6 }),
        fc.integer({ min: 1, max: 40 }),
        (seed, volunteers) => {
          const missions = volunteers * 10;
          const short = smallTown({ volunteers, missions, places: 'geo', room: 'over', seed });
          const roomy = smallTown({ volunteers: 20, missions: 40, places: 'rand', room: 'loose', seed });
          const both: SmallCase = {
            capacity: [...short.capacity, ...roomy.capacity],
            penalty: [...short.penalty, ...roomy.penalty],
            pairs: [
              ...short.pairs,
              ...roomy.pairs.map(([i, j, cost]): Pair => [i + missions, j + volunteers, cost]),
            ],
          };
          expect(solved(both).objective).toBe(solved(short).objective + solved(roomy).objective);
        },
      ),
      { seed: 20_261_123, numRuns: 60 },
    );
  });

  it('costs one less for each saved minute: adding a constant to every cost and penalty changes nobody’s place', () => {
    const town = smallTown({ volunteers: 20, missions: 200, places: 'rand', room: 'over', seed: 5 });
    const dearer = {
      ...town,
      penalty: town.penalty.map((p) => p + 1_000),
      pairs: town.pairs.map(([i, j, c]): Pair => [i, j, c + 1_000]),
    };
    expect(solved(dearer).objective).toBe(solved(town).objective + 200 * 1_000);
  });

  it('needs 53 bits where 32 do not do, with the same answer at another scale', () => {
    const town = smallTown({ volunteers: 30, missions: 300, places: 'geo', room: 'over', seed: 6 });
    const scale = 2 ** 30;
    const large = {
      ...town,
      penalty: town.penalty.map((p) => p * scale),
      pairs: town.pairs.map(([i, j, c]): Pair => [i, j, c * scale]),
    };
    expect(solved(large).objective).toBe(solved(town).objective * scale);
  });
});

const smallTown = (plan: TownPlan): SmallCase => {
  const { rowStart, edgeVolunteer, edgeCost, capacity, penalty } = townPlan(plan);
  const pairs: Pair[] = [];
  for (let i = 0; i < plan.missions; i += 1)
    for (let e = Number(rowStart[i]); e < Number(rowStart[i + 1]); e += 1)
      pairs.push([i, Number(edgeVolunteer[e]), Number(edgeCost[e])]);
  return { capacity: Array.from(capacity), penalty: Array.from(penalty), pairs };
};
