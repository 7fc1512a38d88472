import type { Dice } from '../dice.ts';
import type { Model } from '../model.ts';
import { ROUND_PARAMS } from '../params.ts';
import { link, touch } from '../state/change.ts';
import type { State } from '../state/state.ts';
import { cheapest, type Memory } from './insertion.ts';

/** The stops' places in each order of putting back: `order * stops + stop`; the first is drawn anew each time. */
export type InsertionOrders = { readonly places: Float64Array; readonly drawn: Int32Array };

const NO_ORDER = 0;

export const ordersOf = (model: Model): InsertionOrders => {
  const { stops, dimensions, load, opens, closes, timeTurned, width, penalty, isDue } = model;
  const loadOf = (i: number): number => {
    let sum = 0;
    for (let d = 0; d < dimensions; d += 1) sum += load[i * dimensions + d] ?? 0;
    return sum;
  };
  const farOf = (i: number): number => timeTurned[i * width + stops] ?? 0;
  const { orders } = ROUND_PARAMS;
  const keys: [number, (i: number) => number][] = [
    [orders.random, () => 0],
    [orders.load, (i) => -loadOf(i)],
    [orders.far, (i) => -farOf(i)],
    [orders.near, farOf],
    [orders.tight, (i) => (closes[i] ?? 0) - (opens[i] ?? 0)],
    [orders.opens, (i) => opens[i] ?? 0],
    [orders.closes, (i) => -(closes[i] ?? 0)],
  ];
  if (isDue.includes(0)) keys.push([orders.worth, (i) => -(penalty[i] ?? 0)]);
  const places = new Float64Array(keys.length * stops);
  for (const [o, [, key]] of keys.entries())
    for (let i = 0; i < stops; i += 1) places[o * stops + i] = key(i);
  return {
    places,
    drawn: Int32Array.from(keys.flatMap(([weight], o) => Array.from({ length: weight }, () => o))),
  };
};

/** Sorts what is left out by a key, the smallest first. */
const sortAbsent = (state: State, orders: InsertionOrders, dice: Dice): void => {
  const { absent, absentCount, model } = state;
  const { places, drawn } = orders;
  const order = drawn[dice.below(drawn.length)] ?? NO_ORDER;
  for (let i = absentCount - 1; i > 0; i -= 1) {
    const j = dice.below(i + 1);
    const stop = absent[i] ?? 0;
    absent[i] = absent[j] ?? 0;
    absent[j] = stop;
  }
  if (order === NO_ORDER) return;
  const base = order * model.stops;
  for (let i = 1; i < absentCount; i += 1) {
    const stop = absent[i] ?? 0;
    const key = places[base + stop] ?? 0;
    let j = i - 1;
    while (j >= 0 && (places[base + (absent[j] ?? 0)] ?? 0) > key) {
      absent[j + 1] = absent[j] ?? 0;
      j -= 1;
    }
    absent[j + 1] = stop;
  }
};

/**
 * Puts back what is left out, one stop after the other in a drawn order, each where it costs least (SISR, section 5.2). What fits
 * nowhere stays out, and so does what costs more than it is worth; but now and then such stops are put in all the same, for two
 * together can be worth a way that neither is worth alone. Gives up, with false, once the total is sure to reach `most`: the change is
 * then to be taken back.
 */
export const recreate = (
  state: State,
  memory: Memory,
  orders: InsertionOrders,
  dice: Dice,
  most = Number.POSITIVE_INFINITY,
): boolean => {
  sortAbsent(state, orders, dice);
  const { absent, model } = state;
  const count = state.absentCount;
  const isBold = dice.unit() < ROUND_PARAMS.bold;
  let left = 0;
  let rest = 0;
  for (let i = 0; i < count; i += 1) rest += model.atLeast[absent[i] ?? 0] ?? 0;
  for (let i = 0; i < count; i += 1) {
    if (state.bareTotal + rest >= most) return false;
    const stop = absent[i] ?? 0;
    cheapest(state, memory, dice, stop);
    const after = memory.bestAfter;
    rest -= model.atLeast[stop] ?? 0;
    const isWorth = memory.bestCost < (state.penalty[stop] ?? 0);
    if (after === -1 || !(isWorth || (isBold && dice.unit() < 0.5))) {
      rest += state.penalty[stop] ?? 0;
      absent[left] = stop;
      left += 1;
      continue;
    }
    touch(state, state.roundOf[after] ?? 0);
    link(state, stop, after);
  }
  state.absentCount = left;
  return true;
};
