import { asksAt, putFirst, roughAsks, type Start } from './candidates.ts';
import { type KnownPairs, type Offers, offersIn, type Pairs, pairsOf } from './pairs.ts';
import type { PlanWork } from './plan.ts';
import type { WeekProblem } from './problem.ts';
import { putBack, type Relaxed, solveAgain, solveOnce } from './relax.ts';
import { type Weeks, weeksOf } from './spacing.ts';

/** A week laid out for solving: every pair, every volunteer's best week, and the count of what was done. */
export type Workshop = {
  readonly problem: WeekProblem;
  readonly pairs: Pairs;
  readonly weeks: Weeks;
  readonly work: { -readonly [name in keyof PlanWork]: number };
};

export const workshopOf = (problem: WeekProblem, known?: KnownPairs): Workshop => ({
  problem,
  pairs: pairsOf(problem, known),
  weeks: weeksOf(problem),
  work: { solves: 0, putBack: 0, settled: 0 },
});

/** All pairs, none looked at yet. */
export const freshStanding = ({ pairs }: Workshop): Uint8Array => new Uint8Array(pairs.count);

/**
 * The optimum of the network over all pairs but those set aside, proved by its prices; or near it, after so many checks.
 * Begun from nothing, or from the prices and choices of a plan made before.
 */
export const solveNetwork = (
  { problem, pairs, work }: Workshop,
  standing: Uint8Array,
  {
    start,
    mostChecks = Number.POSITIVE_INFINITY,
  }: { readonly start?: Start; readonly mostChecks?: number } = {},
): Relaxed => {
  const asks = start ? asksAt(problem, pairs, start, standing) : roughAsks(problem, pairs, standing);
  putFirst(problem, pairs, asks, standing);
  const choices = { pairs, standing };
  let relaxed = solveOnce(problem, choices, start);
  for (let checks = 0; ; checks += 1) {
    work.solves += 1;
    if (checks === mostChecks) return relaxed;
    const added = putBack(problem, choices, relaxed);
    if (added.length === 0) return relaxed;
    work.putBack += added.length;
    relaxed = solveAgain(problem, relaxed, added);
  }
};

/** What each volunteer could gain by at these prices, all pairs looked at. */
export const temptingOffers = ({ problem, pairs }: Workshop, prices: Float64Array): Offers =>
  offersIn(problem, pairs, (pair, mission) => (pairs.cost[pair] ?? 0) < (prices[mission] ?? 0));
