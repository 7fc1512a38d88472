import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Kernel, settle, wholeOf } from '../../../../../shared/matching/pairings/kernel.ts';
import { createSacks } from '../../../../../shared/matching/pairings/knapsack/knapsack.ts';
import {
  type PairingInput,
  type PairingProblem,
  pairingProblem,
} from '../../../../../shared/matching/pairings/problem.ts';
import { seeded } from '../../../../../shared/matching/pairings/random.ts';
import { verifyPairings } from '../../../../../shared/matching/pairings/verify.ts';
import { mediumProblem, tinyProblem } from '../cases.ts';

const ready = (input: PairingInput): { problem: PairingProblem; kernel: Kernel } | undefined => {
  const problem = pairingProblem(input);
  if (!problem.ok) throw new Error(problem.refusal.detail);
  const kernel = settle(problem.value, wholeOf(problem.value), () => true);
  return kernel && kernel.open === problem.value.jobs ? { problem: problem.value, kernel } : undefined;
};

/** Multipliers around what the jobs cost, drawn. */
const drawn = ({ jobs, jobFrom, jobEdge, cost, scale }: PairingProblem, seed: number): Float64Array => {
  const random = seeded(seed);
  return Float64Array.from({ length: jobs }, (_, job) => {
    const edge = jobEdge[jobFrom[job] ?? 0] ?? 0;
    return Math.round(((cost[edge] ?? 0) + 30 * random()) * scale);
  });
};

/** Sum of the volunteers' minima as the checker computes it, in 1 / scale. */
const checked = (input: PairingInput, u: Float64Array, scale: number): number => {
  const nobody = { agents: input.jobs.map(() => -1), objective: 0, bound: 0 };
  const { bound } = verifyPairings(input, { ...nobody, multipliers: [...u], scale });
  return Math.round(bound * scale) - u.reduce((sum, one) => sum + one, 0);
};

describe('what each volunteer would best take', () => {
  const sameAsChecked = (input: PairingInput, seed: number): boolean => {
    const one = ready(input);
    if (!one) return false;
    const { problem, kernel } = one;
    const u = drawn(problem, seed);
    const taken = new Uint8Array(problem.edges);
    const sum = createSacks(problem).price(kernel, u, taken);
    expect(sum).toBe(checked(input, u, problem.scale));
    const room = problem.capacity.slice();
    let value = 0;
    for (const [at, edge] of kernel.edges.entries()) {
      if (taken[at] === 0) continue;
      const agent = problem.agentOf[edge] ?? 0;
      room[agent] = (room[agent] ?? 0) - (problem.weight[edge] ?? 0);
      value += (problem.cost[edge] ?? 0) * problem.scale - (u[problem.jobOf[edge] ?? 0] ?? 0);
    }
    expect(value).toBe(sum);
    expect(Math.min(...room)).toBeGreaterThanOrEqual(0);
    return true;
  };

  it('is the checker’s least, and what is taken adds up to it, in any small town', () => {
    let compared = 0;
    fc.assert(
      fc.property(tinyProblem, fc.integer({ min: 1, max: 1_000 }), (input, seed) => {
        if (sameAsChecked(input, seed)) compared += 1;
      }),
      { numRuns: 400, seed: 5 },
    );
    expect(compared).toBeGreaterThan(80);
  });

  it.each(['loose', 'tight', 'correlated', 'equal', 'short'] as const)(
    'is the same where only a few of many places are in doubt: %s towns',
    (shape) => {
      for (const seed of [1, 2, 3, 4])
        expect(sameAsChecked(mediumProblem(seed, 4, 60, shape), seed)).toBe(true);
    },
  );

  it('never says too much where weights are too large for exact tables: bound, forcing and forbidding costs', () => {
    // Room for nine, one unit short of ten: tables of rounded weights see ten fit. Nine are worth far more than the others.
    const weight = 100_001;
    const large: PairingInput = {
      agents: [{ capacity: 10 * weight - 1 }],
      jobs: Array.from({ length: 14 }, () => ({ options: [{ agent: 0, cost: 100, weight }], leave: 5_000 })),
    };
    const one = ready(large);
    if (!one) throw new Error('nobody has everything to take');
    const { problem, kernel } = one;
    const worth = (job: number): number => (job < 9 ? 1_000 : 15 - job);
    const u = Float64Array.from({ length: 14 }, (_, job) => (100 + worth(job)) * problem.scale);
    const sacks = createSacks(problem);
    const taken = new Uint8Array(problem.edges);
    const extra = new Float64Array(problem.edges);
    const sum = sacks.price(kernel, u, taken);
    sacks.extras(kernel, u, taken, extra);
    expect(sum).toBeLessThanOrEqual(-9 * 1_000 * problem.scale);
    for (const [at, edge] of kernel.edges.entries()) {
      if (problem.agentOf[edge] === problem.agents) continue;
      const job = problem.jobOf[edge] ?? 0;
      const truly = job < 9 ? -8 * 1_000 - worth(9) : -8 * 1_000 - worth(job);
      expect(sum + (extra[at] ?? 0)).toBeLessThanOrEqual(truly * problem.scale);
    }
  });
});
