import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PAIRING_PARAMS } from '../../../../../shared/matching/pairings/params.ts';
import { type PairingProblem, pairingProblem } from '../../../../../shared/matching/pairings/problem.ts';
import { seeded } from '../../../../../shared/matching/pairings/random.ts';
import { createChains } from '../../../../../shared/matching/pairings/search/chains.ts';
import { createElite } from '../../../../../shared/matching/pairings/search/elite.ts';
import {
  createState,
  type Prices,
  type State,
} from '../../../../../shared/matching/pairings/search/state.ts';
import { mediumProblem, tinyProblem } from '../cases.ts';

const pricesOf = (problem: PairingProblem, perUnit: number): Prices => ({
  reduced: problem.cost.slice(),
  penalty: new Float64Array(problem.agents + 1).fill(perUnit),
  perPlace: new Float64Array(problem.agents + 1).fill(4),
  clash: 60,
});

/** Every job on one of its edges, drawn; undefined when some job has none. */
const anyChoice = (problem: PairingProblem, random: () => number): Int32Array | undefined => {
  const choice = new Int32Array(problem.jobs);
  for (let job = 0; job < problem.jobs; job += 1) {
    const from = problem.jobFrom[job] ?? 0;
    const width = (problem.jobFrom[job + 1] ?? 0) - from;
    if (width === 0) return undefined;
    choice[job] = problem.jobEdge[from + Math.floor(random() * width)] ?? 0;
  }
  return choice;
};

describe('chains of exchanges between volunteers', () => {
  it('never make a choice dearer, and end where what each has left adds up', () => {
    let improved = 0;
    fc.assert(
      fc.property(tinyProblem, fc.integer({ min: 1, max: 1_000 }), (input, seed) => {
        const problem = pairingProblem(input);
        const random = seeded(seed);
        const choice = problem.ok ? anyChoice(problem.value, random) : undefined;
        if (!problem.ok || !choice) return;
        const prices = pricesOf(problem.value, 1 + (seed % 9));
        const state = createState(problem.value, prices);
        const chains = createChains(problem.value, prices, state, random);
        state.load(choice);
        chains.within({ from: problem.value.jobFrom, edge: problem.value.jobEdge });
        chains.improve();
        const after = state.priceOf(state.at);
        expect(after).toBeLessThanOrEqual(state.priceOf(choice));
        if (after < state.priceOf(choice)) improved += 1;
        const again = createState(problem.value, prices);
        again.load(state.at);
        expect(again.room).toEqual(state.room);
        expect(again.spots).toEqual(state.spots);
        const total = state.feasibleCost();
        if (total !== undefined) expect(total).toBe(after);
      }),
      { numRuns: 600, seed: 11 },
    );
    expect(improved).toBeGreaterThan(100);
  });
});

describe('the choices that paths run between', () => {
  const problem = pairingProblem(mediumProblem(5, 5, 60, 'tight'));
  if (!problem.ok) throw new Error(problem.refusal.detail);
  const { jobFrom, jobEdge, jobs } = problem.value;
  const edgeOf = (job: number, way: number): number => jobEdge[(jobFrom[job] ?? 0) + way] ?? 0;
  const start = Int32Array.from({ length: jobs }, (_, job) => edgeOf(job, 0));
  const withMoved = (count: number): Int32Array =>
    start.map((edge, job) => (job < count ? edgeOf(job, 1) : edge));
  const fresh = (): {
    state: State;
    elite: ReturnType<typeof createElite>;
    keep: (at: Int32Array) => void;
  } => {
    const state = createState(problem.value, pricesOf(problem.value, 3));
    const elite = createElite(jobs, state);
    const keep = (at: Int32Array): void => {
      state.load(at);
      elite.keep();
    };
    return { state, elite, keep };
  };
  const near = Math.floor(jobs * PAIRING_PARAMS.alike);

  it('are never two much alike: the cheaper of them stays', () => {
    const { state, elite, keep } = fresh();
    elite.limit(PAIRING_PARAMS.eliteFar);
    keep(start);
    keep(withMoved(near));
    expect(elite.members()).toHaveLength(1);
    const cheaper = Math.min(state.priceOf(start), state.priceOf(withMoved(near)));
    expect(elite.members()[0]?.price).toBe(cheaper);
    keep(withMoved(jobs));
    expect(elite.members()).toHaveLength(2);
  });

  it('begin again elsewhere once nothing new has come for long, and then meet the best of before', () => {
    const { elite, keep } = fresh();
    elite.limit(2);
    for (const first of [elite.wanting(), elite.wanting()]) expect(first).toBe(true);
    keep(start);
    keep(withMoved(jobs));
    for (let turn = 0; turn <= 2 * PAIRING_PARAMS.elitePatience; turn += 1) keep(start);
    expect(elite.wanting()).toBe(true);
    expect(elite.members()).toEqual([]);
    expect(elite.wanting()).toBe(true);
    const other = withMoved(Math.floor(jobs / 2));
    keep(other);
    for (let turn = 0; turn <= 2 * PAIRING_PARAMS.elitePatience; turn += 1) keep(other);
    elite.wanting();
    expect(elite.members()).toHaveLength(2);
    expect(elite.members().some(({ at }) => at.every((edge, job) => edge === other[job]))).toBe(true);
  });
});
