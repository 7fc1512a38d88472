import fc from 'fast-check';
import type { PairingInput, PairingOption } from '../../../../shared/matching/pairings/problem.ts';

/** Problems small enough to try every choice: some tight, some loose, some impossible, with and without every rule. */
export const tinyProblem: fc.Arbitrary<PairingInput> = fc
  .record({
    agents: fc.integer({ min: 1, max: 4 }),
    jobs: fc.integer({ min: 0, max: 6 }),
    room: fc.constantFrom(0, 4, 8, 14, 40),
    prices: fc.constantFrom([0, 0], [7, 7], [-20, 20], [1, 60]),
    mayLeave: fc.boolean(),
    pairs: fc.boolean(),
    limited: fc.boolean(),
    sparse: fc.constantFrom(0, 0.4),
  })
  .chain(({ agents, jobs, room, prices, mayLeave, pairs, limited, sparse }) =>
    fc.record({
      agents: fc.array(
        fc.record({
          capacity: fc.integer({ min: 0, max: room }),
          ...(limited ? { most: fc.integer({ min: 0, max: 3 }) } : {}),
        }),
        { minLength: agents, maxLength: agents },
      ),
      jobs: fc
        .array(
          fc.array(
            fc.record({
              cost: fc.integer({ min: prices[0], max: prices[1] }),
              weight: fc.integer({ min: 0, max: 9 }),
              there: fc.double({ min: 0, max: 1, noNaN: true }),
            }),
            { minLength: agents, maxLength: agents },
          ),
          { minLength: jobs, maxLength: jobs },
        )
        .map((rows) =>
          rows.map((row, j) => ({
            options: row.flatMap(({ cost, weight, there }, agent) =>
              there >= sparse ? [{ agent, cost, weight }] : [],
            ),
            ...(mayLeave ? { leave: 40 } : {}),
            ...(pairs ? { group: Math.floor(j / 2) } : {}),
          })),
        ),
    }),
  );

/** The least total over every choice, undefined when none is allowed. Tries them all. */
export const bruteForce = ({ agents, jobs }: PairingInput): number | undefined => {
  let best: number | undefined;
  const load = agents.map(() => 0);
  const number = agents.map(() => 0);
  const holds = new Set<string>();
  const go = (j: number, total: number): void => {
    const job = jobs[j];
    if (!job) {
      if (best === undefined || total < best) best = total;
      return;
    }
    if (job.leave !== undefined) go(j + 1, total + job.leave);
    for (const { agent, cost, weight } of job.options) {
      const key = `${agent}/${job.group ?? `alone ${j}`}`;
      const most = agents[agent]?.most ?? jobs.length;
      const carried = load[agent] ?? 0;
      const had = number[agent] ?? 0;
      if (carried + weight > (agents[agent]?.capacity ?? 0) || had >= most || holds.has(key)) continue;
      load[agent] = carried + weight;
      number[agent] = had + 1;
      holds.add(key);
      go(j + 1, total + cost);
      load[agent] = carried;
      number[agent] = had;
      holds.delete(key);
    }
  };
  go(0, 0);
  return best;
};

type Shape = 'loose' | 'tight' | 'correlated' | 'equal' | 'short';

/** A medium problem from a seed alone. `short` has too little capacity for all. */
export const mediumProblem = (seed: number, agents: number, jobs: number, shape: Shape): PairingInput => {
  const next = fc.sample(fc.integer({ min: 0, max: 1_000_000 }), { seed, numRuns: agents * jobs * 2 });
  let at = 0;
  const upTo = (n: number): number => {
    at += 1;
    return (next[at - 1] ?? 0) % n;
  };
  const weights = Array.from({ length: agents }, () => Array.from({ length: jobs }, () => 5 + upTo(21)));
  const share = { loose: 1.4, tight: 0.85, correlated: 0.9, equal: 1, short: 0.4 }[shape];
  const capacities = weights.map((row) => Math.floor((share * row.reduce((a, b) => a + b, 0)) / agents));
  return {
    agents: capacities.map((capacity) => ({ capacity })),
    jobs: Array.from({ length: jobs }, (_, j) => ({
      options: weights.map((row, agent): PairingOption => {
        const weight = row[j] ?? 0;
        const spread = shape === 'correlated' ? 40 - weight + upTo(5) : 10 + upTo(41);
        return { agent, weight, cost: shape === 'equal' ? 12 : spread };
      }),
    })),
  };
};
