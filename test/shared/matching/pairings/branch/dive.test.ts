import { describe, expect, it } from 'vitest';
import { climb } from '../../../../../shared/matching/pairings/branch/bound.ts';
import { createDives } from '../../../../../shared/matching/pairings/branch/dive.ts';
import { settle, wholeOf } from '../../../../../shared/matching/pairings/kernel.ts';
import { createSacks } from '../../../../../shared/matching/pairings/knapsack/knapsack.ts';
import { type PairingInput, pairingProblem } from '../../../../../shared/matching/pairings/problem.ts';
import { seeded } from '../../../../../shared/matching/pairings/random.ts';
import { verifyPairings } from '../../../../../shared/matching/pairings/verify.ts';
import { mediumProblem } from '../cases.ts';

type Dived = {
  readonly found: readonly number[];
  readonly bound: number;
  readonly faults: readonly string[];
};

/** So much work of dives from the bound, every choice found looked at by the checker. */
const dived = (input: PairingInput, seed: number, stop: () => boolean = () => false): Dived => {
  const ready = pairingProblem(input);
  if (!ready.ok) throw new Error(ready.refusal.detail);
  const problem = ready.value;
  const root = settle(problem, wholeOf(problem), () => true);
  if (!root) throw new Error('impossible');
  const sacks = createSacks(problem);
  const u = new Float64Array(problem.jobs).fill(20 * problem.scale);
  const steps = { cutoff: problem.costliest, steps: 150, patience: 20, stop: () => false };
  const climbed = climb(problem, sacks, root, u, steps);
  const found: number[] = [];
  const faults: string[] = [];
  const best = (): number => Math.min(problem.costliest + 1, ...found);
  const dives = createDives(problem, sacks, root, climbed, seeded(seed), best, (choice, cost) => {
    found.push(cost);
    const agents = Array.from(choice, (edge) => problem.agentOf[edge] ?? 0);
    const multipliers = [...climbed.u];
    const claim = {
      agents: agents.map((agent) => (agent === problem.agents ? -1 : agent)),
      objective: cost,
      bound: Math.ceil(climbed.bound / problem.scale),
      multipliers,
      scale: problem.scale,
    };
    faults.push(...verifyPairings(input, claim).faults);
  });
  dives.run(8_000_000, stop);
  return { found, bound: climbed.bound / problem.scale, faults };
};

const town = mediumProblem(3, 8, 64, 'correlated');
const once = dived(town, 5);

describe('dives that follow the bound', () => {
  it('find allowed choices close above it, each better than the last', () => {
    const { found, bound, faults } = once;
    expect(faults).toEqual([]);
    expect(found.length).toBeGreaterThan(0);
    expect(found).toEqual(found.toSorted((a, b) => b - a));
    expect((found.at(-1) ?? 0) / bound).toBeLessThan(1.01);
  });

  it('hold two places of a person apart, and leave empty what may be left, where hours are short', () => {
    const short = mediumProblem(4, 8, 64, 'short');
    const { found, faults } = dived(
      {
        agents: short.agents.map((agent) => ({ ...agent, most: 5 })),
        jobs: short.jobs.map((job, j) => ({ ...job, group: Math.floor(j / 2), leave: 90 })),
      },
      1,
    );
    expect(faults).toEqual([]);
    expect(found.length).toBeGreaterThan(0);
  });

  it('come out the same for the same seed, and otherwise for another', () => {
    expect(dived(town, 5)).toEqual(once);
    expect(dived(town, 6).found).not.toEqual(once.found);
  });

  it('stop at once when told to', () => {
    let asked = 0;
    const stop = (): boolean => {
      asked += 1;
      return asked > 3;
    };
    dived(town, 1, stop);
    expect(asked).toBeLessThan(12);
  });
});
