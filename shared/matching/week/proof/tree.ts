import type { Workshop } from '../workshop.ts';
import { type Board, LEFT, OPEN, TAKEN } from './board.ts';
import { raisedBound, wholePoints } from './bound.ts';
import { filled } from './fill.ts';
import type { Proof, SettledChoice } from './proof.ts';

export type Searched = {
  /** Proved: no plan costs less. What the best plan costs, when the search came to its end. */
  readonly points: number;
  readonly proof: Proof;
};

/** Steps by which prices follow what was settled, and those of the beginning. Range 5–100; 50–500. */
const STEPS = 24;
const FIRST_STEPS = 200;
/** Steps between two attempts at a plan from the weeks at hand. Range 1–24. */
const ATTEMPT_EVERY = 8;

/**
 * The best plan that keeps every rule, and its proof: what prices alone do not settle is tried both ways, depth first, and
 * Lagrange's bound raised again in each place (branch and bound; offers settled by what they would lose as in Posta,
 * Ferland and Michelon, 2012). `cost` is that of a plan at hand; every better one met on the way is handed to `polish`,
 * as missions by volunteer, which says what it comes to. Looks at so many best weeks at most, and says what is
 * proved by then. Same board, same answer.
 */
export const searchPlans = (
  { problem, weeks }: Workshop,
  board: Board,
  from: Float64Array,
  cost: number,
  mostWeeks: number,
  polish: (weeks: readonly (readonly number[])[]) => number,
): Searched => {
  const { offers, owner, standing, wanted, tiers } = board;
  const until = board.searched() + mostWeeks;
  const often = new Int32Array(owner.length);
  let upper = cost;
  let lower = Number.POSITIVE_INFINITY;

  const attempt = (): void => {
    const plan = filled(problem, weeks, board, board.week);
    if (plan.cost >= upper) return;
    upper = Math.min(plan.cost, polish(plan.weeks.map((mine) => mine.map((o) => offers.mission[o] ?? 0))));
  };
  const proved = (points: number, prices: Float64Array): Proof => {
    lower = Math.min(lower, points);
    return { prices };
  };
  /** More people settled on a mission than it wants: no such plan. */
  const isTooMany = (): boolean => {
    const people = new Int32Array(wanted.length);
    for (let o = 0; o < owner.length; o += 1) {
      if (standing[o] !== TAKEN) continue;
      const m = offers.mission[o] ?? 0;
      people[m] = (people[m] ?? 0) + 1;
      if ((people[m] ?? 0) > (wanted[m] ?? 0)) return true;
    }
    return false;
  };
  /** Whether prices prove that this offer, settled the other way, is in no plan better than the one at hand. */
  const holds = (offer: number, points: number, prices: Float64Array, isInWeek: boolean): boolean => {
    const v = owner[offer] ?? 0;
    const tooDear = (loss: number) => wholePoints(points + loss) >= upper;
    if (isInWeek) return tooDear(board.gain(v) - board.gainWith(offer, LEFT));
    // No week with it gains more than the best without, and this offer on top at the least it can cost.
    const least =
      (tiers[v]?.[0] ?? 0) + (offers.cost[offer] ?? 0) - (prices[offers.mission[offer] ?? 0] ?? 0);
    return tooDear(least) || tooDear(board.gain(v) - board.gainWith(offer, TAKEN));
  };
  const settleBy = (prices: Float64Array, points: number): SettledChoice[] => {
    const settled: SettledChoice[] = [];
    const offersSettled: number[] = [];
    for (let o = 0; o < owner.length; o += 1) {
      if (standing[o] !== OPEN) continue;
      const volunteer = owner[o] ?? 0;
      const isInWeek = board.week(volunteer).includes(o);
      if (!holds(o, points, prices, isInWeek)) continue;
      offersSettled.push(o);
      settled.push({ volunteer, mission: offers.mission[o] ?? 0, isTaken: isInWeek });
    }
    offersSettled.forEach((o, i) => {
      board.settle(o, settled[i]?.isTaken ? TAKEN : LEFT);
    });
    return settled;
  };
  const offerOf = ({ volunteer, mission }: SettledChoice): number => {
    for (let o = offers.start[volunteer] ?? 0; o < (offers.start[volunteer + 1] ?? 0); o += 1)
      if (offers.mission[o] === mission) return o;
    return -1;
  };
  /** The open offer that best weeks take about every other time. */
  const mostDoubtful = (looks: number): number => {
    let doubtful = -1;
    let least = Number.POSITIVE_INFINITY;
    for (let o = 0; o < owner.length; o += 1) {
      if (standing[o] !== OPEN) continue;
      const doubt = Math.abs(2 * (often[o] ?? 0) - looks);
      if (doubt >= least) continue;
      least = doubt;
      doubtful = o;
    }
    return doubtful;
  };

  const explore = (at: Float64Array, steps: number): Proof => {
    if (isTooMany()) return proved(upper, at);
    often.fill(0);
    let looks = 0;
    const look = (): void => {
      for (let v = 0; v < tiers.length; v += 1) for (const o of board.week(v)) often[o] = (often[o] ?? 0) + 1;
      if (looks % ATTEMPT_EVERY === 0) attempt();
      looks += 1;
    };
    const { prices } = raisedBound(board, at, upper, steps, look);
    const points = board.points(prices);
    attempt();
    if (wholePoints(points) >= upper || board.searched() > until) return proved(wholePoints(points), prices);
    const settled = settleBy(prices, points);
    if (settled.length > 0) {
      const then = explore(prices, STEPS);
      for (const one of settled) board.settle(offerOf(one), OPEN);
      return { prices, settled, then };
    }
    const doubtful = mostDoubtful(looks);
    if (doubtful < 0) return proved(wholePoints(points), prices);
    const settle = (next: number): Proof => {
      board.settle(doubtful, next);
      const proof = explore(prices, STEPS);
      board.settle(doubtful, OPEN);
      return proof;
    };
    const isLiked = 2 * (often[doubtful] ?? 0) >= looks;
    const first = settle(isLiked ? TAKEN : LEFT);
    const second = settle(isLiked ? LEFT : TAKEN);
    return {
      volunteer: owner[doubtful] ?? 0,
      mission: offers.mission[doubtful] ?? 0,
      taken: isLiked ? first : second,
      left: isLiked ? second : first,
    };
  };

  const proof = explore(from, FIRST_STEPS);
  return { points: Math.min(lower, upper), proof };
};
