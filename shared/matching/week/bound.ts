import type { Edge } from './candidates.ts';
import { tierPoints } from './cost.ts';
import type { WeekProblem } from './problem.ts';
import { bestWeek, momentsOf, type Offered } from './spacing.ts';

export type Bound = {
  /** No plan that keeps every rule costs less; locked choices are not counted in it. */
  readonly points: number;
  /** The price per mission that proves it, never above its penalty. */
  readonly prices: Float64Array;
};

/** Share of the gap that a first step aims at: the prices it starts from are good already. Range 0.02–1. */
const FIRST_REACH = 0.1;

/**
 * Raises the proven bound. By Lagrange's weak duality, any price per mission proves one: the prices of all people wanted,
 * less what each volunteer alone gains by their best week at those prices, rest included (`bestWeek`, exact). From the
 * network's own prices the bound is at least the network's optimum; subgradient steps (Held and Karp, 1971; step length
 * of Polyak, 1969) then raise the price of missions that nobody's best week holds and lower what several hold.
 * `edges` must hold every choice cheaper than a mission's penalty could make it: see `completeFor`.
 */
export const raisedBound = (
  problem: WeekProblem,
  edges: readonly (readonly Edge[])[],
  from: Float64Array,
  cost: number,
  steps: number,
): Bound => {
  const moments = momentsOf(problem);
  const tiers = problem.volunteers.map((volunteer) => tierPoints(volunteer, problem).slice(volunteer.locked));
  const wanted = problem.missions.map(({ people, locked }) => people - locked.length);
  const choicesOf: { readonly mission: number; readonly cost: number }[][] = problem.volunteers.map(() => []);
  edges.forEach((list, mission) => {
    for (const edge of list) choicesOf[edge.volunteer]?.push({ mission, cost: edge.cost });
  });
  const prices = Float64Array.from(from);
  let best: Bound = { points: Number.NEGATIVE_INFINITY, prices: Float64Array.from(prices) };
  let reach = FIRST_REACH;
  let stale = 0;
  for (let step = 0; step <= steps; step += 1) {
    const held = new Int32Array(problem.missions.length);
    let points = 0;
    problem.missions.forEach((_, i) => {
      points += (wanted[i] ?? 0) * (prices[i] ?? 0);
    });
    for (const volunteer of problem.volunteers) {
      const mine = tiers[volunteer.index] ?? [];
      const offered: Offered[] = [];
      for (const choice of choicesOf[volunteer.index] ?? []) {
        const gain = (prices[choice.mission] ?? 0) - choice.cost;
        const mission = problem.missions[choice.mission];
        if (mission && gain > (mine[0] ?? 0)) offered.push({ mission, gain });
      }
      if (offered.length === 0) continue;
      const week = bestWeek(volunteer, offered, mine, moments, problem);
      points -= week.gain;
      for (const { index } of week.missions) held[index] = (held[index] ?? 0) + 1;
    }
    if (points > best.points + 1e-9) {
      best = { points, prices: Float64Array.from(prices) };
      stale = 0;
    } else stale += 1;
    if (Math.ceil(best.points - 1e-6) >= cost || step === steps) break;
    if (stale >= 5) {
      reach /= 2;
      stale = 0;
      prices.set(best.prices);
      continue;
    }
    let square = 0;
    const slope = problem.missions.map(({ penalty }, i) => {
      const gap = (wanted[i] ?? 0) - (held[i] ?? 0);
      const isStuck = gap > 0 && (prices[i] ?? 0) >= penalty;
      const value = isStuck ? 0 : gap;
      square += value * value;
      return value;
    });
    if (square === 0) break;
    const length = (reach * (cost - points)) / square;
    problem.missions.forEach(({ penalty }, i) => {
      prices[i] = Math.min(penalty, (prices[i] ?? 0) + length * (slope[i] ?? 0));
    });
  }
  return { points: Math.ceil(best.points - 1e-6), prices: best.prices };
};
