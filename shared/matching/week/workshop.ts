import { type Weeks, weeksOf } from './best-week.ts';
import { putBack, type Relaxed, solveAgain, solveOnce } from './network/relax.ts';
import { asksAt, putFirst, roughAsks, type Start } from './pairs/candidates.ts';
import { type KnownPairs, type Offers, offersIn, type Pairs, pairsOf } from './pairs/pairs.ts';
import type { PlanWork } from './plan.ts';
import type { WeekProblem } from './problem.ts';

/** A week laid out for solving: every pair, every volunteer's best week, and the count of what was done. */
export type Workshop = {
  readonly problem: WeekProblem;
  readonly pairs: Pairs;
  readonly weeks: Weeks;
  readonly work: { -readonly [name in keyof PlanWork]: number };
  /** Every pair from the volunteers' side, once it was asked for; and those that tempted last, and at which prices. */
  all?: Offers;
  tempted?: { readonly prices: Float64Array; readonly offers: Offers };
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

/** Every pair of the week, from the volunteers' side. */
export const allOffers = (shop: Workshop): Offers => {
  shop.all ??= offersIn(shop.problem, shop.pairs, () => true);
  return shop.all;
};

/**
 * What each volunteer could gain by at these prices: where that is most of all pairs, all of them, which are laid out once.
 * Kept for the next time, since frames are drawn again and again at the same prices; nobody writes into those once they are given.
 */
export const temptingOffers = (shop: Workshop, prices: Float64Array): Offers => {
  const { problem, pairs, tempted } = shop;
  if (tempted?.prices === prices) return tempted.offers;
  const isTempting = (pair: number, mission: number) => (pairs.cost[pair] ?? 0) < (prices[mission] ?? 0);
  let count = 0;
  for (let m = 0; m < problem.missions.length; m += 1)
    for (let p = pairs.start[m] ?? 0; p < (pairs.start[m + 1] ?? 0); p += 1) if (isTempting(p, m)) count += 1;
  const offers = 2 * count > pairs.count ? allOffers(shop) : offersIn(problem, pairs, isTempting);
  shop.tempted = { prices, offers };
  return offers;
};
