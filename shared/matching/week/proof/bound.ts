import type { Board } from './board.ts';

export type Bound = {
  /** No plan that keeps every rule costs less; locked choices are not counted in it. */
  readonly points: number;
  /** The price per mission that proves it, never above its penalty. */
  readonly prices: Float64Array;
};

/** Share of the gap that a first step aims at. Range 0.05–2. */
const FIRST_REACH = 0.5;
/** How much of the last direction each step keeps: many weeks are as good at one price, and one step alone says little. */
const MOMENTUM = 0.9;
/** Steps without a better bound before they get shorter. Range 5–30. */
const PATIENCE = 10;

/** Sums of prices are not whole: so much less is still the same whole number. */
export const wholePoints = (points: number): number => Math.ceil(points - 1e-6);

/**
 * Raises the proven bound. By Lagrange's weak duality, any price per mission proves one (`Board.points`). From the
 * network's own prices the bound is at least the network's optimum; subgradient steps (Held and Karp, 1971; step length
 * of Polyak, 1969; each keeps most of the last one's direction, as Camerini, Fratta and Maffioli, 1975) then raise the price
 * of missions that nobody's best week holds and lower what several hold. Ends when
 * it meets `cost`, after so many steps, or when every best week fits every other: that is the optimum.
 * A bound over all pairs needs a board of every pair cheaper than its mission's price.
 */
export const raisedBound = (
  board: Board,
  from: Float64Array,
  cost: number,
  steps: number,
  look?: () => void,
): Bound => {
  const { held, wanted, penalty } = board;
  const slope = new Float64Array(penalty.length);
  const prices = Float64Array.from(from);
  let best: Bound = { points: Number.NEGATIVE_INFINITY, prices: Float64Array.from(prices) };
  let reach = FIRST_REACH;
  let stale = 0;
  for (let step = 0; step <= steps; step += 1) {
    const points = board.points(prices);
    look?.();
    if (points > best.points + 1e-9) {
      best = { points, prices: Float64Array.from(prices) };
      stale = 0;
    } else stale += 1;
    if (wholePoints(best.points) >= cost || step === steps) break;
    if (stale >= PATIENCE) {
      reach /= 2;
      stale = 0;
      prices.set(best.prices);
      continue;
    }
    let square = 0;
    for (let m = 0; m < slope.length; m += 1) {
      const gap = (wanted[m] ?? 0) - (held[m] ?? 0);
      const isStuck = gap > 0 && (prices[m] ?? 0) >= (penalty[m] ?? 0);
      const along = isStuck ? 0 : gap + MOMENTUM * (slope[m] ?? 0);
      slope[m] = along;
      square += along * along;
    }
    if (square === 0) break;
    const length = (reach * (cost - points)) / square;
    for (let m = 0; m < slope.length; m += 1)
      prices[m] = Math.min(penalty[m] ?? 0, (prices[m] ?? 0) + length * (slope[m] ?? 0));
  }
  return { points: wholePoints(best.points), prices: best.prices };
};
