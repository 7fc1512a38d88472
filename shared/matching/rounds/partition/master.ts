import type { Dice } from '../dice.ts';
import type { Model } from '../model.ts';
import { ROUND_PARAMS } from '../params.ts';
import type { Pool } from './pool.ts';

/**
 * What each stop is worth: the linear program “cover every stop with shares of remembered rounds, no more of a kind than there
 * are carriers, as cheaply as can be”, by the primal simplex method with a dense inverse. Kept between calls: rounds
 * are only ever added.
 */
export type Master = {
  /** The stops, then the kinds of carriers. */
  readonly rows: number;
  readonly inverse: Float64Array;
  readonly level: Float64Array;
  /** The dual value of each row: not negative for stops, not positive for kinds. */
  readonly price: Float64Array;
  /** Leaving a stop out costs no more than this here: due visits would drown the numbers. The bound stays one. */
  readonly dearest: number;
  /** Where the next look for a cheaper round begins. */
  at: number;
};

/** A little more than one of each stop, each another little: ties are what makes the simplex method stand still. */
const NUDGE = 1e-4;
const TOLERANCE = 1e-6;
/** Rounds looked at before the best of them is taken in. */
const LOOK = 1_500;

export const openMaster = (model: Model, pool: Pool, dice: Dice): Master => {
  const n = model.stops;
  const rows = n + model.kinds;
  let dearest = 1;
  for (let c = n; c < pool.count; c += 1) dearest = Math.max(dearest, 2 * (pool.cost[c] ?? 0));
  const inverse = new Float64Array(rows * rows);
  for (let i = 0; i < rows; i += 1) inverse[i * rows + i] = 1;
  const level = new Float64Array(rows);
  for (let i = 0; i < n; i += 1) level[i] = 1 + dice.unit() * NUDGE;
  for (const kind of model.kindOf) level[n + kind] = (level[n + kind] ?? 0) + 1;
  const price = new Float64Array(rows);
  for (let i = 0; i < n; i += 1) price[i] = Math.min(dearest, model.penalty[i] ?? 0);
  return { rows, inverse, level, price, dearest, at: 0 };
};

type Entering = { readonly column: number; readonly reduced: number };

/** A round that costs less than its stops are worth; a negative column −1 − row means: cover less of this row. */
const findEntering = (master: Master, n: number, pool: Pool): Entering | undefined => {
  const { price, rows, dearest } = master;
  const { first, stops, kind, cost, count } = pool;
  let best = -TOLERANCE;
  let found: number | undefined;
  let c = master.at < count ? master.at : 0;
  for (let looked = 1; looked <= count; looked += 1) {
    let reduced = cost[c] ?? 0;
    if (c < n && reduced > dearest) reduced = dearest;
    const end = first[c + 1] ?? 0;
    for (let k = first[c] ?? 0; k < end; k += 1) reduced -= price[stops[k] ?? 0] ?? 0;
    const own = kind[c] ?? -1;
    if (own >= 0) reduced -= price[n + own] ?? 0;
    if (reduced < best) {
      best = reduced;
      found = c;
    }
    c = c + 1 === count ? 0 : c + 1;
    if (looked % LOOK === 0 && found !== undefined) break;
  }
  master.at = c;
  for (let i = 0; i < rows; i += 1) {
    const reduced = (i < n ? 1 : -1) * (price[i] ?? 0);
    if (reduced < best) {
      best = reduced;
      found = -1 - i;
    }
  }
  return found === undefined ? undefined : { column: found, reduced: best };
};

/** The column in terms of the basis. */
const intoBasis = (master: Master, n: number, pool: Pool, entering: number, column: Float64Array): void => {
  const { rows, inverse } = master;
  if (entering < 0) {
    const row = -1 - entering;
    const sign = row < n ? -1 : 1;
    for (let i = 0; i < rows; i += 1) column[i] = sign * (inverse[i * rows + row] ?? 0);
    return;
  }
  const { first, stops, kind } = pool;
  const from = first[entering] ?? 0;
  const to = first[entering + 1] ?? 0;
  const own = kind[entering] ?? -1;
  for (let i = 0; i < rows; i += 1) {
    let sum = own >= 0 ? (inverse[i * rows + n + own] ?? 0) : 0;
    for (let k = from; k < to; k += 1) sum += inverse[i * rows + (stops[k] ?? 0)] ?? 0;
    column[i] = sum;
  }
};

const leavingRow = ({ rows, level }: Master, column: Float64Array): number => {
  let leaving = -1;
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < rows; i += 1) {
    const share = column[i] ?? 0;
    if (share < 1e-7) continue;
    const ratio = (level[i] ?? 0) / share;
    if (ratio < least) {
      least = ratio;
      leaving = i;
    }
  }
  return leaving;
};

const exchange = (master: Master, column: Float64Array, leaving: number, reduced: number): void => {
  const { rows, inverse, level, price } = master;
  const pivot = column[leaving] ?? 1;
  const row = leaving * rows;
  const step = (level[leaving] ?? 0) / pivot;
  for (let j = 0; j < rows; j += 1) {
    const value = (inverse[row + j] ?? 0) / pivot;
    price[j] = (price[j] ?? 0) + reduced * value;
    inverse[row + j] = value;
  }
  for (let i = 0; i < rows; i += 1) {
    const share = column[i] ?? 0;
    if (i === leaving || share === 0) continue;
    const base = i * rows;
    for (let j = 0; j < rows; j += 1)
      inverse[base + j] = (inverse[base + j] ?? 0) - share * (inverse[row + j] ?? 0);
    level[i] = Math.max(0, (level[i] ?? 0) - share * step);
  }
  level[leaving] = step;
};

/** Brings the prices up to date with the pool. Stopped early they are worse prices, still prices. */
export const settlePrices = (master: Master, model: Model, pool: Pool, isOver: () => boolean): void => {
  const column = new Float64Array(master.rows);
  for (let step = 0; step < ROUND_PARAMS.steps; step += 1) {
    if (step % 64 === 63 && isOver()) return;
    const entering = findEntering(master, model.stops, pool);
    if (entering === undefined) return;
    intoBasis(master, model.stops, pool, entering.column, column);
    const leaving = leavingRow(master, column);
    if (leaving === -1) return;
    exchange(master, column, leaving, entering.reduced);
  }
};
