import { Dice } from './dice.ts';
import { emptyMemory } from './insertion.ts';
import type { Model } from './model.ts';
import { ROUND_PARAMS } from './params.ts';
import { ordersOf, recreate } from './recreate.ts';
import { ruin } from './ruin.ts';
import { begin, emptyState, keep, type State, takeBack } from './state.ts';

/** How long to search: until the iterations are done or the time is up, whichever comes first. */
export type RoundLimits = {
  readonly iterations: number;
  /** A clock that runs from the caller's beginning, in seconds, and where to stop. Without it the answer depends on the seed alone. */
  readonly time?: { readonly elapsed: () => number; readonly seconds: number };
};

/** The order of visits of each carrier. */
export type Orders = readonly (readonly number[])[];

export type Found = { readonly orders: Orders; readonly total: number; readonly iterations: number };

/** Iterations between two looks at the clock. */
const LOOK = 64;

const ordersIn = (state: State): number[][] => {
  const { stops, carriers } = state.model;
  return Array.from({ length: carriers }, (_, r) => {
    const order: number[] = [];
    const end = stops + 2 * r + 1;
    for (let i = state.next[end - 1] ?? end; i !== end; i = state.next[i] ?? end) order.push(i);
    return order;
  });
};

/** Ruin and recreate under simulated annealing: first rounds by insertion, then better ones until the limit. */
export const search = (model: Model, limits: RoundLimits, seed: number): Found => {
  const dice = new Dice(seed);
  const state = emptyState(model);
  const memory = emptyMemory(model);
  const orders = ordersOf(model);
  begin(state);
  recreate(state, memory, orders, dice);
  keep(state);
  let best = ordersIn(state);
  let bestTotal = state.total;
  let rounds = 0;
  for (const cost of state.roundCost) rounds += cost;
  const mean = rounds / Math.max(1, model.stops - state.absentCount);
  const hot = ROUND_PARAMS.hot * mean;
  const fall = Math.log(ROUND_PARAMS.cold / ROUND_PARAMS.hot);
  const { iterations, time } = limits;
  let heat = hot;
  let done = 0;
  for (; done < iterations; done += 1) {
    if (done % LOOK === 0) {
      let share = done / iterations;
      if (time !== undefined) share = Math.max(share, time.elapsed() / time.seconds);
      if (share >= 1) break;
      heat = hot * Math.exp(fall * share);
    }
    begin(state);
    const before = state.total;
    ruin(state, dice);
    recreate(state, memory, orders, dice);
    if (state.total >= before - heat * Math.log(dice.unit())) {
      takeBack(state);
      continue;
    }
    keep(state);
    if (state.total < bestTotal) {
      bestTotal = state.total;
      best = ordersIn(state);
    }
  }
  return { orders: best, total: bestTotal, iterations: done };
};
