import { test } from '@fast-check/vitest';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type LayeredData, layeredProblem } from '../../../../shared/matching/layered/problem.ts';
import { solveLayered } from '../../../../shared/matching/layered/solve.ts';
import { verifyLayered } from '../../../../shared/matching/layered/verify.ts';
import { layeredTown } from '../../../bench/layered-towns.ts';
import { bruteForce, tinyData } from './tiny.ts';

const problemOf = (data: LayeredData) => {
  const problem = layeredProblem(data);
  if (!problem.ok) throw new Error(JSON.stringify(problem.refusal));
  return problem.value;
};

/** Solved, and its proof accepted by the checker that knows nothing of the solver. */
const proven = (data: LayeredData) => {
  const solved = solveLayered(problemOf(data));
  expect(verifyLayered(solved.problem, solved.solution)).toMatchObject({ ok: true });
  return solved;
};

describe('the optimum of a week', () => {
  test.prop([tinyData()], { seed: 20261122, numRuns: 6000 })(
    'is the one found by trying every choice, on thousands of tiny weeks',
    (data) => {
      expect(proven(data).solution.objective).toBe(bruteForce(data));
    },
  );

  test.prop([tinyData(fc.constantFrom(1, 1, 1, 1, 2))], { seed: 3, numRuns: 3000 })(
    'is found where nearly every choice costs the same',
    (data) => {
      expect(proven(data).solution.objective).toBe(bruteForce(data));
    },
  );

  it('spreads the load when the second mission of the week costs more than the other volunteer', () => {
    const { solution } = proven({
      volunteers: [{ tiers: [0, 20] }, { tiers: [0, 20] }],
      slots: [{ volunteer: 0 }, { volunteer: 0 }, { volunteer: 1 }],
      missions: [
        { penalty: 100, edges: [{ slot: 0, cost: 5 }] },
        {
          penalty: 100,
          edges: [
            { slot: 1, cost: 5 },
            { slot: 2, cost: 20 },
          ],
        },
      ],
    });
    expect([...solution.taken]).toEqual([1, 0, 1]);
    expect(solution.objective).toBe(25);
  });

  it('leaves a mission without anybody when going would cost more than its penalty', () => {
    const { solution } = proven({
      volunteers: [{ tiers: [0] }],
      slots: [{ volunteer: 0 }],
      missions: [{ penalty: 10, edges: [{ slot: 0, cost: 11 }] }],
    });
    expect([...solution.unserved]).toEqual([1]);
    expect(solution.objective).toBe(10);
  });

  it('is nothing for an empty week', () => {
    expect(proven({ missions: [], slots: [], volunteers: [] }).solution.objective).toBe(0);
  });
});

describe('the way to it', () => {
  const town = { volunteers: 200, missions: 1_500, places: 'geo', seed: 1 } as const;

  it.each([
    ['flat', 'tight', 850_000],
    ['rising', 'loose', 450_000],
    ['flat', 'loose', 160_000],
  ] as const)('looks at few edges and half-days of a town: %s, %s', (weeks, room, most) => {
    const { problem, solution } = solveLayered(layeredTown({ ...town, weeks, room }));
    expect(solution.counts.scans).toBeLessThan(most);
    expect(verifyLayered(problem, solution)).toMatchObject({ ok: true });
  });
});
