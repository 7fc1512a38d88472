import { ok, type Result } from '../../result/result.ts';
import { modelOf } from './model.ts';
import { checkRounds, type RoundProblem, type RoundRefusal } from './problem.ts';
import { type RoundLimits, search } from './search/search.ts';
import { type TimedRound, timeRound } from './timeline.ts';
import { type LeftOut, whyLeftOut } from './why-left-out.ts';

export type RoundSolution = {
  /** One for each carrier who goes, in the order of the carriers. */
  readonly rounds: readonly TimedRound[];
  readonly leftOut: readonly LeftOut[];
  /** What the rounds cost and the prizes of what is left out; visits that are due and left out are counted, not priced. */
  readonly cost: number;
  readonly dueLeftOut: number;
  readonly iterations: number;
};

/** An answer's numbers, from the orders alone. */
export const solutionOf = (
  problem: RoundProblem,
  orders: readonly (readonly number[])[],
  iterations: number,
): RoundSolution => {
  const rounds = orders.flatMap((order, r) => (order.length === 0 ? [] : [timeRound(problem, r, order)]));
  const leftOut = whyLeftOut(problem, orders);
  const prizes = leftOut.reduce((sum, { stop }) => sum + (problem.stops[stop]?.prize ?? 0), 0);
  return {
    rounds,
    leftOut,
    cost: rounds.reduce((sum, round) => sum + round.cost, prizes),
    dueLeftOut: leftOut.filter(({ stop }) => problem.stops[stop]?.prize === undefined).length,
    iterations,
  };
};

/**
 * Rounds for a half-day: first as few visits that are due left out as the search can, then the least cost. Pure: the same problem, limits
 * without a clock and seed give the same answer. Anytime: a clock that runs out returns the best rounds found so far. Not
 * exact; see docs/rounds.md for how near it comes. Refuses only what cannot be counted (`checkRounds`): a visit nobody can
 * make is answered with its reason. O(stops) memory times carriers; an iteration grows slower than the stops.
 */
export const solveRounds = (
  problem: RoundProblem,
  limits: RoundLimits,
  seed: number,
): Result<RoundSolution, RoundRefusal> => {
  const checked = checkRounds(problem);
  if (!checked.ok) return checked;
  const found = search(modelOf(problem), limits, seed);
  return ok(solutionOf(problem, found.orders, found.iterations));
};
