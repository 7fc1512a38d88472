import fc from 'fast-check';
import highsLoader from 'highs';
import { describe, expect, it } from 'vitest';
import {
  type PairingInput,
  type PairingProblem,
  pairingProblem,
} from '../../../../shared/matching/pairings/problem.ts';
import { solvePairings } from '../../../../shared/matching/pairings/solve.ts';
import { verifyPairings } from '../../../../shared/matching/pairings/verify.ts';
import { bruteForce, mediumProblem, tinyProblem } from './cases.ts';

const ready = (input: PairingInput): PairingProblem => {
  const problem = pairingProblem(input);
  if (!problem.ok) throw new Error(problem.refusal.detail);
  return problem.value;
};

/** Solves, has the answer checked by `verify`, and gives the least total; undefined when proven impossible. */
const leastTotal = (input: PairingInput): number | undefined => {
  const problem = ready(input);
  const solved = solvePairings(problem, { turns: 16 });
  if (!solved.ok) {
    expect(solved.refusal.reason).toBe('infeasible');
    return undefined;
  }
  const { choice, objective, bound, optimal, multipliers } = solved.value;
  const agents = Array.from(choice, (edge) => problem.agentOf[edge] ?? 0);
  const { faults } = verifyPairings(input, {
    agents: agents.map((agent) => (agent === problem.agents ? -1 : agent)),
    objective,
    bound,
    multipliers: [...multipliers],
    scale: problem.scale,
  });
  expect(faults).toEqual([]);
  expect(optimal).toBe(true);
  return objective;
};

const highs = await highsLoader();
const byHighs = ({ agents, jobs }: PairingInput): number | undefined => {
  const all = jobs.flatMap(({ options }, j) => options.map((option) => ({ ...option, j })));
  const name = ({ agent, j }: { agent: number; j: number }): string => `x_${agent}_${j}`;
  const sum = (terms: readonly string[]): string => terms.join(' + ');
  const lines = [
    'Minimize',
    ` ${sum(all.map((one) => `${one.cost} ${name(one)}`))}`,
    'Subject To',
    ...jobs.map((_, j) => ` ${sum(all.filter((one) => one.j === j).map(name))} = 1`),
    ...agents.map(
      ({ capacity }, i) =>
        ` ${sum(all.filter((one) => one.agent === i).map((one) => `${one.weight} ${name(one)}`))} <= ${capacity}`,
    ),
    'Binary',
    ` ${all.map(name).join(' ')}`,
    'End',
  ];
  const solution = highs.solve(lines.join('\n'), { mip_rel_gap: 0, mip_abs_gap: 0.5 });
  return solution.Status === 'Optimal' ? Math.round(solution.ObjectiveValue) : undefined;
};

describe('pairings, solved', () => {
  it('are the best of all choices, or refused when no choice is allowed, on thousands of tiny towns', () => {
    const seen = { solved: 0, impossible: 0 };
    fc.assert(
      fc.property(tinyProblem, (input) => {
        const least = bruteForce(input);
        seen[least === undefined ? 'impossible' : 'solved'] += 1;
        expect(leastTotal(input)).toBe(least);
      }),
      { numRuns: 2_500, seed: 3 },
    );
    expect(seen.solved).toBeGreaterThan(800);
    expect(seen.impossible).toBeGreaterThan(300);
  });

  it.each([
    ['loose', 6, 24],
    ['tight', 5, 20],
    ['correlated', 4, 14],
    ['equal', 5, 25],
    ['short', 5, 20],
  ] as const)('agree with HiGHS on %s towns of %i volunteers and %i places', (shape, agents, jobs) => {
    for (const seed of [1, 2, 3]) {
      const input = mediumProblem(seed, agents, jobs, shape);
      expect(leastTotal(input)).toBe(byHighs(input));
    }
  });

  it('come out the same for the same seed and the same turns', () => {
    const problem = ready(mediumProblem(7, 5, 20, 'correlated'));
    const once = solvePairings(problem, { seed: 5, turns: 2 });
    expect(solvePairings(problem, { seed: 5, turns: 2 })).toEqual(once);
  });

  it('stop at the deadline with what they have: an allowed choice and a bound below it', () => {
    const problem = ready(mediumProblem(11, 5, 40, 'tight'));
    let reads = 0;
    const elapsed = (): number => {
      reads += 1;
      return reads;
    };
    const solved = solvePairings(problem, { elapsed, seconds: 330 });
    expect(reads).toBeLessThan(400);
    expect(solved.ok && solved.value.bound <= solved.value.objective).toBe(true);
  });

  it('say that nothing was found, not that nothing exists, when the time ends first', () => {
    const input = mediumProblem(2, 5, 40, 'tight');
    const solved = solvePairings(ready(input), { elapsed: () => 1, seconds: 1 });
    expect(solved.ok ? solved.value.optimal : solved.refusal.reason).not.toBe('infeasible');
  });

  it('leave a place empty when everybody costs more than leaving it', () => {
    const input = {
      agents: [{ capacity: 10 }],
      jobs: [
        { options: [{ agent: 0, cost: 50, weight: 1 }], leave: 40 },
        { options: [{ agent: 0, cost: 30, weight: 1 }], leave: 40 },
      ],
    };
    expect(leastTotal(input)).toBe(70);
  });

  it('never give both places of a person to one volunteer', () => {
    const options = [
      { agent: 0, cost: 1, weight: 1 },
      { agent: 1, cost: 90, weight: 1 },
    ];
    const input = {
      agents: [{ capacity: 9 }, { capacity: 9 }],
      jobs: [
        { options, group: 1 },
        { options, group: 1 },
      ],
    };
    expect(leastTotal(input)).toBe(91);
  });
});

describe('a problem that cannot be computed exactly', () => {
  const one = (cost: number, weight = 1, capacity = 5): PairingInput => ({
    agents: [{ capacity }],
    jobs: [{ options: [{ agent: 0, cost, weight }] }],
  });
  it.each([
    ['a cost near the integer bound', one(2 ** 52), 'too-large'],
    ['a weight beyond measure', one(1, 2 ** 31), 'too-large'],
    ['half a minute', one(1, 0.5), 'not-an-integer'],
    ['no number at all', one(Number.NaN), 'not-an-integer'],
    ['a negative capacity', one(1, 1, -1), 'negative'],
    ['a negative weight', one(1, -1), 'negative'],
    [
      'a volunteer nobody knows',
      { agents: [], jobs: [{ options: [{ agent: 3, cost: 1, weight: 1 }] }] },
      'unknown-agent',
    ],
  ] as const)('is refused with its reason: %s', (_, input, reason) => {
    const problem = pairingProblem(input);
    expect(problem.ok ? undefined : problem.refusal.reason).toBe(reason);
  });

  it('is solved exactly just below the limit', () => {
    expect(leastTotal(one(2 ** 43))).toBe(2 ** 43);
  });
});
