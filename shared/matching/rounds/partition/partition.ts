import type { Model } from '../model.ts';
import { ROUND_PARAMS } from '../params.ts';
import type { Master } from './master.ts';
import type { Pool } from './pool.ts';

/** Positions in the pool: each stop in exactly one of them. */
export type Choice = { readonly chosen: readonly number[]; readonly total: number };

/** Whole costs: better means better by one; less for the error of the arithmetic. */
const BETTER = 0.999;

type Candidates = {
  /** Positions in the pool, the least above their stops' worth first. */
  readonly column: readonly number[];
  /** What each costs more than its stops are worth. */
  readonly excess: Float64Array;
  readonly mask: Int32Array;
  readonly words: number;
};

const boundOf = (model: Model, master: Master): number => {
  let bound = 0;
  for (let i = 0; i < model.stops; i += 1) bound += master.price[i] ?? 0;
  for (const kind of model.kindOf) bound += master.price[model.stops + kind] ?? 0;
  return bound;
};

/** Only these can be in an answer that is cheaper than `bound + gap`: the excesses of an answer add up to its distance from the bound. */
const candidatesWithin = (model: Model, pool: Pool, master: Master, gap: number): Candidates => {
  const n = model.stops;
  const { first, stops, kind, cost } = pool;
  const near: { readonly c: number; readonly excess: number }[] = [];
  for (let c = 0; c < pool.count; c += 1) {
    let excess = cost[c] ?? 0;
    const end = first[c + 1] ?? 0;
    for (let k = first[c] ?? 0; k < end; k += 1) excess -= master.price[stops[k] ?? 0] ?? 0;
    const own = kind[c] ?? -1;
    if (own >= 0) excess -= master.price[n + own] ?? 0;
    if (excess <= gap) near.push({ c, excess: Math.max(0, excess) });
  }
  near.sort((a, b) => a.excess - b.excess || a.c - b.c);
  if (near.length > ROUND_PARAMS.chosenAmong) near.length = ROUND_PARAMS.chosenAmong;
  const words = (n + 31) >> 5;
  const mask = new Int32Array(near.length * words);
  for (const [q, { c }] of near.entries()) {
    const end = first[c + 1] ?? 0;
    for (let k = first[c] ?? 0; k < end; k += 1) {
      const stop = stops[k] ?? 0;
      const word = q * words + (stop >> 5);
      mask[word] = (mask[word] ?? 0) | (1 << (stop & 31));
    }
  }
  return {
    column: near.map(({ c }) => c),
    excess: Float64Array.from(near, ({ excess }) => excess),
    mask,
    words,
  };
};

/**
 * The cheapest choice of remembered rounds that has each stop once, if it is cheaper than `upper`: depth first, at each node the stop with the fewest rounds left. A
 * round's excess is shared by its stops; the least shares of the stops still open bound what is to come, and drop rounds
 * that can no longer pay. Gives up after so many nodes with the best it has.
 */
export const cheapestChoice = (
  model: Model,
  pool: Pool,
  master: Master,
  upper: number,
  isOver: () => boolean,
): Choice | undefined => {
  const n = model.stops;
  const { first, stops, kind, cost } = pool;
  const bound = boundOf(model, master);
  let best: Choice | undefined;
  let least = upper - bound - BETTER;
  if (least < 0) return undefined;
  const { column, excess, mask, words } = candidatesWithin(model, pool, master, least);
  const room = new Int32Array(model.kinds);
  for (const k of model.kindOf) room[k] = (room[k] ?? 0) + 1;
  const isCovered = new Uint8Array(n);
  const counts = new Int32Array(n);
  const share = new Float64Array(n);
  const levels: Int32Array[] = [Int32Array.from(column.keys())];
  const chosen: number[] = [];
  let nodes = 0;
  let isDone = false;

  /** Shortens the list to what can still pay; how many remain, or none when nothing here can be cheaper. */
  const prune = (list: Int32Array, length: number, sum: number): number => {
    counts.fill(0);
    share.fill(Number.POSITIVE_INFINITY);
    for (let t = 0; t < length; t += 1) {
      const q = list[t] ?? 0;
      const c = column[q] ?? 0;
      const from = first[c] ?? 0;
      const to = first[c + 1] ?? 0;
      const part = (excess[q] ?? 0) / (to - from);
      for (let k = from; k < to; k += 1) {
        const stop = stops[k] ?? 0;
        if (part < (share[stop] ?? 0)) share[stop] = part;
      }
    }
    let lowest = sum;
    for (let s = 0; s < n; s += 1) if (isCovered[s] === 0) lowest += share[s] ?? 0;
    if (lowest > least) return 0;
    let left = 0;
    for (let t = 0; t < length; t += 1) {
      const q = list[t] ?? 0;
      const c = column[q] ?? 0;
      const from = first[c] ?? 0;
      const to = first[c + 1] ?? 0;
      let over = lowest + (excess[q] ?? 0);
      for (let k = from; k < to; k += 1) over -= share[stops[k] ?? 0] ?? 0;
      if (over > least) continue;
      list[left] = q;
      left += 1;
      for (let k = from; k < to; k += 1) {
        const stop = stops[k] ?? 0;
        counts[stop] = (counts[stop] ?? 0) + 1;
      }
    }
    return left;
  };

  const hardest = (): number => {
    let row = -1;
    let fewest = Number.POSITIVE_INFINITY;
    for (let s = 0; s < n; s += 1) {
      const count = counts[s] ?? 0;
      if (isCovered[s] === 1 || count >= fewest) continue;
      fewest = count;
      row = s;
    }
    return fewest === 0 ? -1 : row;
  };

  /** What shares no stop with q and could be afforded beside it, into the list below. */
  const compatible = (
    list: Int32Array,
    length: number,
    below: Int32Array,
    q: number,
    sum: number,
  ): number => {
    let kept = 0;
    for (let t = 0; t < length; t += 1) {
      const p = list[t] ?? 0;
      if (sum + (excess[p] ?? 0) > least) break;
      let clash = 0;
      for (let w = 0; w < words; w += 1) clash |= (mask[p * words + w] ?? 0) & (mask[q * words + w] ?? 0);
      if (clash !== 0) continue;
      below[kept] = p;
      kept += 1;
    }
    return kept;
  };

  const take = (q: number, isTaken: boolean): number => {
    const c = column[q] ?? 0;
    const from = first[c] ?? 0;
    const to = first[c + 1] ?? 0;
    for (let k = from; k < to; k += 1) isCovered[stops[k] ?? 0] = isTaken ? 1 : 0;
    const own = kind[c] ?? -1;
    if (own >= 0) room[own] = (room[own] ?? 0) + (isTaken ? -1 : 1);
    if (isTaken) chosen.push(q);
    else chosen.pop();
    return to - from;
  };

  const dive = (depth: number, sum: number, open: number, given: number): void => {
    nodes += 1;
    if (nodes > ROUND_PARAMS.nodes || (nodes % 64 === 0 && isOver())) isDone = true;
    if (open === 0) {
      // Carriers left at home can be worth something too: the cost itself decides, not the excesses.
      const total = chosen.reduce((all, q) => all + (cost[column[q] ?? 0] ?? 0), 0);
      if (total >= (best?.total ?? upper)) return;
      best = { chosen: chosen.map((q) => column[q] ?? 0), total };
      least = total - bound - BETTER;
      return;
    }
    const list = levels[depth];
    if (isDone || list === undefined) return;
    const length = prune(list, given, sum);
    const row = length === 0 ? -1 : hardest();
    if (row === -1) return;
    const below = levels[depth + 1] ?? new Int32Array(column.length);
    levels[depth + 1] = below;
    for (let t = 0; t < length && !isDone; t += 1) {
      const q: number = list[t] ?? 0;
      if (((mask[q * words + (row >> 5)] ?? 0) & (1 << (row & 31))) === 0) continue;
      const now = sum + (excess[q] ?? 0);
      if (now > least) break;
      const own = kind[column[q] ?? 0] ?? -1;
      if (own >= 0 && room[own] === 0) continue;
      const kept = compatible(list, length, below, q, now);
      const size = take(q, true);
      dive(depth + 1, now, open - size, kept);
      take(q, false);
    }
  };
  dive(0, 0, n, column.length);
  return best;
};
