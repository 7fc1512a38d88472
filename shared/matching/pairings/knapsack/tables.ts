import { PAIRING_PARAMS } from '../params.ts';
import type { Items } from './items.ts';

/** One agent's knapsack over its items, by tables over capacity (and number, where it binds). */
export type Tables = {
  /** Lays the tables for the items as they are; their minimum. May round weights down to a coarser unit. */
  readonly least: () => number;
  /** After `least`: sets `taken` for one packing of that value. */
  readonly trace: (taken: Uint8Array) => void;
  /** After `least`: the tables from the other end, which the next two need. */
  readonly back: () => void;
  /** The best without one stage (with all of them when negative). */
  readonly without: (stage: number) => number;
  /** The same beside something of this weight, which takes one of the number: infinite when it does not fit. */
  readonly beside: (stage: number, weight: number) => number;
  /** Table cells computed so far. */
  readonly work: () => number;
};

/**
 * Exact dynamic programming over capacity: O(stages × capacity) cells, all integers in doubles, so nothing rounds. Tables
 * beyond `mostCells` round weights down to a coarser unit: a relaxation, so a bound stays valid.
 */
export const createTables = (items: Items): Tables => {
  const { profit, heft, from, at: itemAt } = items;
  let unit = 1;
  /** Largest useful capacity in the tables, and the whole. */
  let cap = 0;
  let wholeCap = 0;
  let most = 0;
  let work = 0;
  let forward = new Float64Array(0);
  let backward = new Float64Array(0);

  const measure = (): void => {
    const { stages, room } = items;
    most = items.most;
    let total = 0;
    for (let stage = 0; stage < stages; stage += 1) {
      let heaviest = 0;
      for (let item = from[stage] ?? 0; item < (from[stage + 1] ?? 0); item += 1)
        heaviest = Math.max(heaviest, heft[item] ?? 0);
      total += heaviest;
    }
    const rows = (stages + 1) * (most + 1);
    unit = Math.max(1, Math.ceil((rows * (Math.min(room, total) + 1)) / PAIRING_PARAMS.mostCells));
    if (unit > 1)
      for (let item = 0; item < (from[stages] ?? 0); item += 1)
        heft[item] = Math.floor((heft[item] ?? 0) / unit);
    wholeCap = Math.floor(room / unit);
    cap = Math.min(wholeCap, total);
    const cells = rows * (cap + 1);
    if (forward.length < cells) {
      forward = new Float64Array(cells * 2);
      backward = new Float64Array(cells * 2);
    }
  };

  /** One stage from the table at `src` to the table at `dst`. */
  const pass = (table: Float64Array, src: number, dst: number, stage: number): void => {
    const width = cap + 1;
    const first = from[stage] ?? 0;
    const end = from[stage + 1] ?? 0;
    const { counted } = items;
    work += (most + 1) * width;
    if (!counted && end === first + 1) {
      // The common case in one sweep: one edge, no count.
      const value = profit[first] ?? 0;
      const heavy = Math.min(width, heft[first] ?? 0);
      table.copyWithin(dst, src, src + heavy);
      for (let w = heavy; w < width; w += 1) {
        const leaving = table[src + w] ?? 0;
        const taking = (table[src + w - heavy] ?? 0) + value;
        table[dst + w] = taking < leaving ? taking : leaving;
      }
      return;
    }
    table.copyWithin(dst, src, src + (most + 1) * width);
    for (let item = first; item < end; item += 1) {
      const value = profit[item] ?? 0;
      const heavy = heft[item] ?? 0;
      for (let k = counted ? 1 : 0; k <= most; k += 1) {
        const to = dst + k * width;
        const before = src + (counted ? (k - 1) * width : 0) - heavy;
        for (let w = heavy; w <= cap; w += 1) {
          const next = (table[before + w] ?? 0) + value;
          if (next < (table[to + w] ?? 0)) table[to + w] = next;
        }
      }
    }
  };

  const least = (): number => {
    measure();
    const size = (most + 1) * (cap + 1);
    forward.fill(0, 0, size);
    for (let stage = 0; stage < items.stages; stage += 1)
      pass(forward, stage * size, (stage + 1) * size, stage);
    return forward[items.stages * size + size - 1] ?? 0;
  };

  const back = (): void => {
    const size = (most + 1) * (cap + 1);
    backward.fill(0, items.stages * size, (items.stages + 1) * size);
    for (let stage = items.stages - 1; stage >= 0; stage -= 1)
      pass(backward, (stage + 1) * size, stage * size, stage);
  };

  const trace = (taken: Uint8Array): void => {
    const width = cap + 1;
    const size = (most + 1) * width;
    let at = size - 1;
    for (let stage = items.stages - 1; stage >= 0; stage -= 1) {
      const reached = forward[(stage + 1) * size + at] ?? 0;
      if (reached === forward[stage * size + at]) continue;
      for (let item = from[stage] ?? 0; item < (from[stage + 1] ?? 0); item += 1) {
        const heavy = heft[item] ?? 0;
        if (heavy > at % width) continue;
        const before = at - heavy - (items.counted ? width : 0);
        if (before < 0 || (forward[stage * size + before] ?? 0) + (profit[item] ?? 0) !== reached) continue;
        taken[itemAt[item] ?? 0] = 1;
        at = before;
        break;
      }
    }
  };

  /** The best for the agent without one stage, within a capacity and a number: tables that meet around it. */
  const around = (stage: number, within: number, number: number): number => {
    const width = cap + 1;
    const size = (most + 1) * width;
    const limit = Math.min(within, cap);
    if (limit < 0 || number < 0) return Number.POSITIVE_INFINITY;
    if (stage < 0) return forward[items.stages * size + number * width + limit] ?? 0;
    let best = Number.POSITIVE_INFINITY;
    work += limit + 1;
    for (let k = 0; k <= number; k += 1) {
      const ahead = stage * size + k * width;
      const behind = (stage + 1) * size + (number - k) * width + limit;
      for (let w = 0; w <= limit; w += 1) {
        const value = (forward[ahead + w] ?? 0) + (backward[behind - w] ?? 0);
        if (value < best) best = value;
      }
    }
    return best;
  };

  return {
    least,
    trace,
    back,
    without: (stage) => around(stage, cap, most),
    beside: (stage, weight) =>
      around(stage, wholeCap - Math.floor(weight / unit), items.counted ? most - 1 : 0),
    work: () => work,
  };
};
