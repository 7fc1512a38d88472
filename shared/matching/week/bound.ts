import { tierPoints } from './cost.ts';
import type { Offers } from './pairs.ts';
import type { WeekProblem } from './problem.ts';
import { roomFor, type Weeks } from './spacing.ts';

export type Bound = {
  /** No plan that keeps every rule costs less; locked choices are not counted in it. */
  readonly points: number;
  /** The price per mission that proves it, never above its penalty. */
  readonly prices: Float64Array;
};

/** Share of the gap that a first step aims at: the prices it starts from are good already. Range 0.02–1. */
const FIRST_REACH = 0.1;

/** What prices prove, and how many volunteers' best weeks hold each mission. */
const provedBy = (problem: WeekProblem, { bestWeek }: Weeks, offers: Offers) => {
  const tiers = problem.volunteers.map((volunteer) => tierPoints(volunteer, problem).slice(volunteer.locked));
  const wanted = Int32Array.from(problem.missions, ({ people, locked }) => people - locked.length);
  const room = roomFor(problem.missions.length);
  const held = new Int32Array(problem.missions.length);
  const points = (prices: Float64Array): number => {
    held.fill(0);
    let sum = 0;
    for (let m = 0; m < wanted.length; m += 1) sum += (wanted[m] ?? 0) * (prices[m] ?? 0);
    for (const volunteer of problem.volunteers) {
      const mine = tiers[volunteer.index] ?? [];
      const first = mine[0] ?? Number.POSITIVE_INFINITY;
      let count = 0;
      const end = offers.start[volunteer.index + 1] ?? 0;
      for (let o = offers.start[volunteer.index] ?? 0; o < end; o += 1) {
        const mission = offers.mission[o] ?? 0;
        const gain = (prices[mission] ?? 0) - (offers.cost[o] ?? 0);
        if (gain <= first) continue;
        room.missions[count] = mission;
        room.gains[count] = gain;
        count += 1;
      }
      if (count === 0) continue;
      const week = bestWeek(volunteer, { ...room, count }, mine);
      sum -= week.gain;
      for (const mission of week.missions) held[mission] = (held[mission] ?? 0) + 1;
    }
    return sum;
  };
  return { points, held, wanted };
};

/**
 * Raises the proven bound. By Lagrange's weak duality, any price per mission proves one: the prices of all people wanted,
 * less what each volunteer alone gains by their best week at those prices, rest included (`bestWeeks`, exact). From the
 * network's own prices the bound is at least the network's optimum; subgradient steps (Held and Karp, 1971; step length
 * of Polyak, 1969) then raise the price of missions that nobody's best week holds and lower what several hold.
 * A bound over all pairs needs `offers` of every pair cheaper than its mission's price.
 */
export const raisedBound = (
  problem: WeekProblem,
  weeks: Weeks,
  offers: Offers,
  from: Float64Array,
  cost: number,
  steps: number,
): Bound => {
  const { points: provenBy, held, wanted } = provedBy(problem, weeks, offers);
  const penalty = Float64Array.from(problem.missions, (mission) => mission.penalty);
  const slope = new Float64Array(penalty.length);
  const prices = Float64Array.from(from);
  let best: Bound = { points: Number.NEGATIVE_INFINITY, prices: Float64Array.from(prices) };
  let reach = FIRST_REACH;
  let stale = 0;
  for (let step = 0; step <= steps; step += 1) {
    const points = provenBy(prices);
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
    for (let m = 0; m < slope.length; m += 1) {
      const gap = (wanted[m] ?? 0) - (held[m] ?? 0);
      const isStuck = gap > 0 && (prices[m] ?? 0) >= (penalty[m] ?? 0);
      slope[m] = isStuck ? 0 : gap;
      square += isStuck ? 0 : gap * gap;
    }
    if (square === 0) break;
    const length = (reach * (cost - points)) / square;
    for (let m = 0; m < slope.length; m += 1)
      prices[m] = Math.min(penalty[m] ?? 0, (prices[m] ?? 0) + length * (slope[m] ?? 0));
  }
  return { points: Math.ceil(best.points - 1e-6), prices: best.prices };
};
