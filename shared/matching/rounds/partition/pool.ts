import type { Dice } from '../dice.ts';
import type { Model } from '../model.ts';
import { ROUND_PARAMS } from '../params.ts';
import type { State } from '../state/state.ts';

/**
 * Rounds that were once among good rounds: for each set of stops and kind of carrier the cheapest order seen. The first
 * are no rounds but one for each stop: leaving it out (kind −1).
 */
export type Pool = {
  count: number;
  readonly cost: Float64Array;
  readonly kind: Int32Array;
  /** The stops of round c, in order: `stops[first[c]]` up to `first[c + 1]`. */
  readonly first: Int32Array;
  readonly stops: Int32Array;
  readonly hash: Int32Array;
  /** Open addressing: positions of rounds by hash, -1 where free. */
  readonly slots: Int32Array;
  /** A random number for each stop and kind; a set's hash is their exclusive or. */
  readonly keys: Int32Array;
};

export const emptyPool = (model: Model, dice: Dice): Pool => {
  const n = model.stops;
  const most =
    n +
    (n > ROUND_PARAMS.mostCombined
      ? 0
      : Math.min(ROUND_PARAMS.remembered, ROUND_PARAMS.rememberedPerStop * n));
  const pool: Pool = {
    count: n,
    cost: new Float64Array(most),
    kind: new Int32Array(most).fill(-1),
    first: new Int32Array(most + 1),
    stops: new Int32Array(most * 12),
    hash: new Int32Array(most),
    slots: new Int32Array(1 << (32 - Math.clz32(2 * most))).fill(-1),
    keys: Int32Array.from({ length: n + model.kinds }, () => dice.below(4_294_967_296)),
  };
  for (let i = 0; i < n; i += 1) {
    pool.cost[i] = model.penalty[i] ?? 0;
    pool.stops[i] = i;
    pool.first[i + 1] = i + 1;
  }
  return pool;
};

/** The same stops, in whatever order. */
const isRound = (pool: Pool, c: number, state: State, r: number): boolean => {
  const from = pool.first[c] ?? 0;
  const to = pool.first[c + 1] ?? 0;
  if (to - from !== state.size[r]) return false;
  for (let k = from; k < to; k += 1) if (state.roundOf[pool.stops[k] ?? 0] !== r) return false;
  return true;
};

/** Remembers a round as it is now, if it holds and while there is room. */
export const remember = (pool: Pool, state: State, r: number): void => {
  const size = state.size[r] ?? 0;
  if (size === 0 || state.excess[r] !== 0) return;
  const { next, model } = state;
  const { hash: hashes, kind: kinds, slots, keys, first } = pool;
  const kind = model.kindOf[r] ?? 0;
  const start = model.stops + 2 * r;
  let hash = keys[model.stops + kind] ?? 0;
  for (let i = next[start] ?? 0; i !== start + 1; i = next[i] ?? 0) hash ^= keys[i] ?? 0;
  const wrap = slots.length - 1;
  let slot = (hash ^ (hash >>> 15)) & wrap;
  let c = slots[slot] ?? -1;
  while (c !== -1 && !(hashes[c] === hash && kinds[c] === kind && isRound(pool, c, state, r))) {
    slot = (slot + 1) & wrap;
    c = slots[slot] ?? -1;
  }
  const cost = state.roundCost[r] ?? 0;
  if (c === -1) {
    c = pool.count;
    const end = (first[c] ?? 0) + size;
    if (c === pool.cost.length || end > pool.stops.length) return;
    pool.count += 1;
    first[c + 1] = end;
    hashes[c] = hash;
    kinds[c] = kind;
    slots[slot] = c;
  } else if ((pool.cost[c] ?? 0) <= cost) return;
  pool.cost[c] = cost;
  let k = first[c] ?? 0;
  for (let i = next[start] ?? 0; i !== start + 1; i = next[i] ?? 0) {
    pool.stops[k] = i;
    k += 1;
  }
};
