import { PAIRING_PARAMS } from '../params.ts';
import type { Items } from './items.ts';

/** Rounding of the divisions below, in units of a multiplier: an item so near its limit stays in doubt. */
const DOUBT = 1e-3;

/**
 * Settles the items that every best packing takes, or leaves: by the price of the critical item's weight, taking or
 * leaving the other way alone would cost more than a packing at hand (Dembo and Hammer 1980; the core of Balas and Zemel
 * 1980). What is in doubt remains in `items`, with the room left for it. Returns the sum of what it took, with `taken` set.
 * Only where a stage is one item, the number does not bind and the tables would be exact; elsewhere nothing is settled.
 * O(items²) at worst, of small numbers.
 */
export const createCore = (edges: number): ((items: Items, taken: Uint8Array) => number) => {
  const order = new Int32Array(edges);
  const ratio = new Float64Array(edges);

  const sort = ({ profit, heft }: Items, count: number): void => {
    for (let item = 0; item < count; item += 1) {
      const own = (profit[item] ?? 0) / Math.max(1e-9, heft[item] ?? 0);
      ratio[item] = own;
      let to = item;
      for (; to > 0 && (ratio[order[to - 1] ?? 0] ?? 0) > own; to -= 1) order[to] = order[to - 1] ?? 0;
      order[to] = item;
    }
  };

  return (items, taken) => {
    const { at, profit, heft, from, room } = items;
    const count = from[items.stages] ?? 0;
    const coarse = (count + 1) * (room + 1) > PAIRING_PARAMS.mostCells;
    if (items.counted || count !== items.stages || coarse) return 0;
    sort(items, count);
    let critical = 0;
    let left = room;
    let packed = 0;
    for (; critical < count && (heft[order[critical] ?? 0] ?? 0) <= left; critical += 1) {
      left -= heft[order[critical] ?? 0] ?? 0;
      packed += profit[order[critical] ?? 0] ?? 0;
    }
    if (critical === count) return 0;

    // A good packing: the first ones with what still fits, or with one more, or with one in another's stead.
    let best = packed;
    let filled = packed;
    let spare = left;
    for (let k = critical; k < count; k += 1) {
      const value = profit[order[k] ?? 0] ?? 0;
      const heavy = heft[order[k] ?? 0] ?? 0;
      if (heavy <= spare) {
        filled += value;
        spare -= heavy;
      }
      if (heavy <= left) best = Math.min(best, packed + value);
      for (let out = 0; out < critical; out += 1)
        if (heavy <= left + (heft[order[out] ?? 0] ?? 0))
          best = Math.min(best, packed + value - (profit[order[out] ?? 0] ?? 0));
    }
    best = Math.min(best, filled);

    const per = ratio[order[critical] ?? 0] ?? 0;
    const within = best - packed - left * per + DOUBT;
    let kept = 0;
    let sum = 0;
    for (let item = 0; item < count; item += 1) {
      const value = profit[item] ?? 0;
      const heavy = heft[item] ?? 0;
      const above = value - heavy * per;
      if (Math.abs(above) > within) {
        if (above > 0) continue;
        taken[at[item] ?? 0] = 1;
        sum += value;
        items.room -= heavy;
        continue;
      }
      at[kept] = at[item] ?? 0;
      profit[kept] = value;
      heft[kept] = heavy;
      from[kept] = kept;
      kept += 1;
    }
    from[kept] = kept;
    items.stages = kept;
    return sum;
  };
};
