import { Dice } from '../dice.ts';
import type { Model } from '../model.ts';
import { ROUND_PARAMS } from '../params.ts';
import { type Master, openMaster, settlePrices } from '../partition/master.ts';
import { cheapestChoice } from '../partition/partition.ts';
import { emptyPool, type Pool, remember } from '../partition/pool.ts';
import { begin, keep, replaceAll, takeBack } from '../state/change.ts';
import { emptyState, type Orders, ordersIn, type State, strictTotal } from '../state/state.ts';
import { emptyMemory, type Memory } from './insertion.ts';
import { adjust, beLenient, beStrict, lenienceFor } from './lenience.ts';
import { type InsertionOrders, ordersOf, recreate } from './recreate.ts';
import { ruin } from './ruin.ts';
import { heatAt, momentAt, type Pace, paceFor } from './schedule.ts';

/**
 * How long to search: the iterations are a plan, the clock another; whichever is used up first ends it. The temperature falls with
 * whichever is further.
 */
export type RoundLimits = {
  readonly iterations: number;
  /** A clock that runs from the caller's beginning, in seconds, and where to stop. Without it the answer depends on the seed alone. */
  readonly time?: { readonly elapsed: () => number; readonly seconds: number };
};

export type Found = { readonly orders: Orders; readonly total: number; readonly iterations: number };

/** Iterations between two looks at the clock. */
const LOOK = 32;
/** How many fit into the time is guessed after so many, from the latest ones: the first of a process are many times slower. */
const GUESSED_AT = [1_024, 4_096, 16_384];

type Search = {
  readonly model: Model;
  readonly dice: Dice;
  readonly state: State;
  readonly memory: Memory;
  readonly insertion: InsertionOrders;
  /** Once a pace combines. */
  pool: Pool | undefined;
  master: Master | undefined;
  best: Orders;
  bestTotal: number;
  /** The best of the present descent. */
  descentTotal: number;
};

const beginAgain = (search: Search): void => {
  const { state, memory, insertion, dice } = search;
  replaceAll(state, []);
  begin(state);
  recreate(state, memory, insertion, dice);
  keep(state);
};

const noteBest = (search: Search): void => {
  const { state } = search;
  if (state.overstepping > 0) return;
  if (state.total < search.descentTotal) search.descentTotal = state.total;
  if (state.total >= search.bestTotal) return;
  const total = strictTotal(state);
  if (total >= search.bestTotal) return;
  search.bestTotal = total;
  search.best = ordersIn(state);
};

/** The way to a mean visit, in cost: what temperatures are measured by. Waits count, the visits themselves do not. */
const meanWay = ({ model, roundCost, size, roundOf }: State): number => {
  let ways = 0;
  let served = 0;
  for (let r = 0; r < model.carriers; r += 1) {
    if (size[r] === 0) continue;
    ways += (roundCost[r] ?? 0) - (model.fixed[model.kindOf[r] ?? 0] ?? 0);
    served += size[r] ?? 0;
  }
  for (let s = 0; s < model.stops; s += 1) {
    const r = roundOf[s] ?? -1;
    if (r >= 0) ways -= (model.service[s] ?? 0) * (model.perTime[model.kindOf[r] ?? 0] ?? 0);
  }
  return Math.max(1, ways / Math.max(1, served));
};

const combine = (search: Search, isOver: () => boolean): void => {
  const { model, pool, dice, state } = search;
  if (pool === undefined || model.stops > ROUND_PARAMS.mostCombined || model.stops === 0) return;
  search.master ??= openMaster(model, pool, dice);
  settlePrices(search.master, model, pool, isOver);
  const choice = cheapestChoice(model, pool, search.master, search.bestTotal, isOver);
  if (choice === undefined) return;
  const orders: number[][] = Array.from({ length: model.carriers }, () => []);
  for (const c of choice.chosen) {
    const kind = pool.kind[c] ?? -1;
    const r = orders.findIndex((order, q) => order.length === 0 && model.kindOf[q] === kind);
    if (r >= 0) orders[r] = [...pool.stops.subarray(pool.first[c], pool.first[c + 1])];
  }
  replaceAll(state, orders);
  noteBest(search);
};

/** One iteration: takes out, puts back, and keeps it when it is not much worse. */
const step = (search: Search, heat: number, memorable: number, pace: Pace): void => {
  const { model, state, dice, memory, insertion, pool } = search;
  begin(state);
  const before = state.total;
  const most = before - heat * Math.log(dice.unit());
  ruin(state, dice, pace.ruin);
  if (!recreate(state, memory, insertion, dice, model.isTimed ? most : Number.POSITIVE_INFINITY)) {
    takeBack(state);
    return;
  }
  const { total } = state;
  if (pool !== undefined && total !== before && total < search.descentTotal + memorable)
    for (let t = 0; t < state.touchedCount; t += 1) remember(pool, state, state.touched[t] ?? 0);
  if (total >= most) {
    takeBack(state);
    return;
  }
  keep(state);
  noteBest(search);
};

/**
 * Ruin and recreate under simulated annealing: some beginnings from nothing, then turns from the best. Between them the rounds seen
 * are combined anew: the cheapest choice of remembered rounds may be better than any rounds seen together.
 */
export const search = (model: Model, limits: RoundLimits, seed: number): Found => {
  const dice = new Dice(seed);
  const state = emptyState(model);
  const found: Search = {
    model,
    dice,
    state,
    memory: emptyMemory(model),
    insertion: ordersOf(model),
    pool: undefined,
    master: undefined,
    best: ordersIn(state),
    bestTotal: state.total,
    descentTotal: state.total,
  };
  beginAgain(found);
  noteBest(found);
  const mean = meanWay(state);
  const memorable = ROUND_PARAMS.memorable * mean * model.stops;
  const { iterations, time } = limits;
  const isOver = (): boolean => time !== undefined && time.elapsed() >= time.seconds;
  // How many iterations a clock leaves room for is known a little later.
  let pace = paceFor(time === undefined ? iterations : 0, model.stops);
  let guessed = { done: 0, share: 0 };
  let part = 0;
  let heat = 0;
  let done = 0;
  const lenience = model.isTimed ? lenienceFor(state, mean) : undefined;
  for (; done < iterations; done += 1) {
    if (done % LOOK === 0) {
      const passed = time === undefined ? 0 : time.elapsed() / time.seconds;
      const share = Math.max(done / iterations, passed);
      if (share >= 1) break;
      if (time !== undefined && GUESSED_AT.includes(done)) {
        const each = (share - guessed.share) / (done - guessed.done);
        pace = paceFor(done + (1 - share) / each, model.stops);
        guessed = { done, share };
      }
      if (pace.isCombined) found.pool ??= emptyPool(model, dice);
      found.memory.blink = pace.blink;
      const moment = momentAt(share, pace);
      heat = mean * heatAt(moment, pace);
      if (moment.part > part) {
        part = moment.part;
        combine(found, isOver);
        beStrict(state);
        if (moment.isStart) beginAgain(found);
        else replaceAll(state, found.best);
        if (lenience !== undefined) beLenient(lenience, state);
        found.descentTotal = state.total;
      }
    }
    step(found, heat, memorable, pace);
    if (lenience !== undefined && part > 0) adjust(lenience, state);
  }
  if (part > 0 && !isOver()) combine(found, isOver);
  return { orders: found.best, total: found.bestTotal, iterations: done };
};
