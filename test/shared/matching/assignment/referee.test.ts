import fc from 'fast-check';
import loadHighs from 'highs';
import { beforeAll, describe, expect, it } from 'vitest';
import { type AssignmentProblem, assignmentProblem } from '../../../../shared/matching/assignment/problem.ts';
import { solveAssignment } from '../../../../shared/matching/assignment/solve.ts';
import { verifyAssignment, verifyShortage } from '../../../../shared/matching/assignment/verify.ts';
import { linearProgram } from '../../../bench/plan-assignment.ts';
import { townPlan } from '../../../bench/plan-towns.ts';
import { problemOf, smallCases } from './cases.ts';

let highs: Awaited<ReturnType<typeof loadHighs>>;
beforeAll(async () => {
  highs = await loadHighs();
});

/** What HiGHS finds, or Infinity when it finds the problem infeasible. */
const refereed = (problem: AssignmentProblem): number =>
  highs.withModel(linearProgram(problem), (model) => {
    model.options.set({ output_flag: false });
    model.run();
    const isOptimal = model.getModelStatus() === highs.constants.modelStatus.optimal;
    return isOptimal ? Math.round(model.getObjectiveValue()) : Infinity;
  });

const agrees = (problem: AssignmentProblem): 'infeasible' | 'solved' => {
  const result = solveAssignment(problem);
  if (!result.ok) {
    expect(verifyShortage(problem, result.refusal.shortage)).toBe(true);
    expect(refereed(problem)).toBe(Infinity);
    return 'infeasible';
  }
  expect(verifyAssignment(problem, result.value)).toEqual({ ok: true, value: true });
  expect(result.value.objective).toBe(refereed(problem));
  return 'solved';
};

describe('HiGHS, which knows nothing of auctions, finds the same optimum', () => {
  it.each([
    ['geo', 'loose'],
    ['geo', 'tight'],
    ['geo', 'over'],
    ['rand', 'loose'],
    ['rand', 'tight'],
    ['rand', 'over'],
  ] as const)('in towns of 40 to 60 volunteers: %s, %s', (places, room) => {
    for (const seed of [1, 2, 3]) {
      const problem = assignmentProblem(
        townPlan({ volunteers: 30 + 10 * seed, missions: 400, places, room, seed }),
      );
      if (!problem.ok) throw new Error(JSON.stringify(problem.refusal));
      expect(agrees(problem.value)).toBe('solved');
    }
  });

  it('in the same towns when nobody may wait: solved where there is room, refused where there is not', () => {
    const outcomes = (['loose', 'over'] as const).map((room) => {
      const arrays = townPlan({ volunteers: 40, missions: 400, places: 'rand', room, seed: 9 });
      const problem = assignmentProblem({ ...arrays, penalty: new Float64Array(400).fill(Infinity) });
      if (!problem.ok) throw new Error(JSON.stringify(problem.refusal));
      return agrees(problem.value);
    });
    expect(outcomes).toEqual(['solved', 'infeasible']);
  });

  it('in a hundred mixed ones: equal costs, costs below zero, no room, pairs twice, some who must not wait', () => {
    const seen = { infeasible: 0, solved: 0 };
    fc.assert(
      fc.property(smallCases({ missions: 60, volunteers: 25 }), (small) => {
        // HiGHS counts in floating point: past six digits it rounds, we do not.
        const isExact = (cost: number) => cost === Infinity || Math.abs(cost) <= 10 ** 6;
        // A model without a column is optimal to it whatever its rows ask (brute force has those).
        fc.pre(small.pairs.length > 0);
        fc.pre(small.penalty.every(isExact) && small.pairs.every(([, , cost]) => isExact(cost)));
        seen[agrees(problemOf(small))] += 1;
      }),
      { seed: 20_261_122, numRuns: 100 },
    );
    expect(seen.infeasible).toBeGreaterThan(10);
    expect(seen.solved).toBeGreaterThan(10);
  });
});
