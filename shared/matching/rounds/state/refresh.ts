import { NO_LIMIT } from '../model.ts';
import { loadExcess, timeExcess } from './excess.ts';
import type { State } from './state.ts';

/** Recomputes everything a round knows of itself from its order. O(visits). */
export const refresh = (state: State, r: number): void => {
  const { model, next, load } = state;
  const { stops, width, spotOf, dimensions } = model;
  const kind = model.kindOf[r] ?? 0;
  const table = model.tableOf[kind] ?? 0;
  const start = stops + 2 * r;
  const end = start + 1;
  for (let d = 0; d < dimensions; d += 1) load[r * dimensions + d] = 0;
  let cost = 0;
  let time = 0;
  let count = 0;
  for (let i = start; i !== end; ) {
    const j = next[i] ?? 0;
    const cell = table + (spotOf[i] ?? 0) * width + (spotOf[j] ?? 0);
    cost += model.cost[cell] ?? 0;
    time += model.time[cell] ?? 0;
    if (j !== end) {
      count += 1;
      take(state, r, j);
    }
    i = j;
  }
  state.wayCost[r] = cost;
  state.wayTime[r] = time;
  state.size[r] = count;
  state.early[start] = model.from[kind] ?? 0;
  state.takesSoFar[start] = 0;
  state.leavesLate[start] = model.until[kind] ?? 0;
  state.late[end] = state.rates === undefined ? (model.until[kind] ?? 0) : NO_LIMIT;
  state.takesOn[end] = 0;
  state.beginsEarly[end] = 0;
  forward(state, r, start, end);
  backward(state, r, end, start);
  settle(state, r);
};

/**
 * The same when one visit was put in since the round was last right: what lies before it is still reached as before, what lies after
 * still ends as before. Half the work, on average.
 */
export const refreshWith = (state: State, r: number, stop: number): void => {
  const { model, next, before } = state;
  const { width, spotOf } = model;
  const table = model.tableOf[model.kindOf[r] ?? 0] ?? 0;
  const i = before[stop] ?? 0;
  const j = next[stop] ?? 0;
  const wayIn = table + (spotOf[i] ?? 0) * width + stop;
  const wayOut = table + stop * width + (spotOf[j] ?? 0);
  const direct = table + (spotOf[i] ?? 0) * width + (spotOf[j] ?? 0);
  const cost = (model.cost[wayIn] ?? 0) + (model.cost[wayOut] ?? 0) - (model.cost[direct] ?? 0);
  const time = (model.time[wayIn] ?? 0) + (model.time[wayOut] ?? 0) - (model.time[direct] ?? 0);
  state.wayCost[r] = (state.wayCost[r] ?? 0) + cost;
  state.wayTime[r] = (state.wayTime[r] ?? 0) + time;
  state.size[r] = (state.size[r] ?? 0) + 1;
  take(state, r, stop);
  forward(state, r, i, stop);
  backward(state, r, j, stop);
  settle(state, r);
};

const take = ({ model, load }: State, r: number, stop: number): void => {
  const { dimensions } = model;
  for (let d = 0; d < dimensions; d += 1)
    load[r * dimensions + d] = (load[r * dimensions + d] ?? 0) + (model.load[stop * dimensions + d] ?? 0);
};

/** What the nodes after `first` know of what comes before them. Past `sure`, a node that learns nothing new is the last. */
const forward = (state: State, r: number, first: number, sure: number): void => {
  const { model, next, early, roundOf, takesSoFar, leavesLate } = state;
  const { width, spotOf, opens, closes, time, isTimed } = model;
  const table = model.tableOf[model.kindOf[r] ?? 0] ?? 0;
  const end = model.stops + 2 * r + 1;
  let isSure = false;
  let row = table + (spotOf[first] ?? 0) * width;
  let begins = early[first] ?? 0;
  let takes = takesSoFar[first] ?? 0;
  let leaves = leavesLate[first] ?? 0;
  for (let j = next[first] ?? 0; j !== end; j = next[j] ?? 0) {
    const way = time[row + j] ?? 0;
    const open = opens[j] ?? 0;
    begins += way;
    if (open > begins) begins = open;
    if (isTimed) {
      takes += way;
      const wait = open - (leaves + takes);
      const latest = (closes[j] ?? 0) - takes;
      if (wait > 0) takes += wait;
      if (latest < leaves) leaves = latest;
    }
    if (isSure && begins === early[j] && takes === takesSoFar[j] && leaves === leavesLate[j]) return;
    early[j] = begins;
    takesSoFar[j] = takes;
    leavesLate[j] = leaves;
    roundOf[j] = r;
    if (j === sure) isSure = true;
    row = table + j * width;
  }
};

/** What the nodes before `last` know of what comes after them, likewise. */
const backward = (state: State, r: number, last: number, sure: number): void => {
  const { model, before, late, takesOn, beginsEarly } = state;
  const { width, spotOf, opens, closes, timeTurned, isTimed } = model;
  const table = model.tableOf[model.kindOf[r] ?? 0] ?? 0;
  const start = model.stops + 2 * r;
  let isSure = false;
  let row = table + (spotOf[last] ?? 0) * width;
  let latest = late[last] ?? 0;
  let takes = takesOn[last] ?? 0;
  let begins = beginsEarly[last] ?? 0;
  for (let k = before[last] ?? 0; k !== start; k = before[k] ?? 0) {
    const way = timeTurned[row + k] ?? 0;
    const close = closes[k] ?? 0;
    latest -= way;
    if (close < latest) latest = close;
    if (isTimed) {
      // One visit that may begin in [opens, closes], then the rest that may begin in [beginsEarly, late].
      const wait = begins - (close + way);
      const wanted = begins - way;
      const open = opens[k] ?? 0;
      takes += way;
      if (wait > 0) takes += wait;
      begins = wait > 0 ? close : wanted > open ? wanted : open;
    }
    if (isSure && latest === late[k] && takes === takesOn[k] && begins === beginsEarly[k]) return;
    late[k] = latest;
    takesOn[k] = takes;
    beginsEarly[k] = begins;
    if (k === sure) isSure = true;
    row = table + k * width;
  }
};

const excessOf = (state: State, r: number, kind: number): number => {
  const { model, rates } = state;
  if (rates === undefined) return 0;
  const first = state.next[model.stops + 2 * r] ?? 0;
  // From the first visit on, begun as early as it can be.
  const ends = Math.max(state.early[first] ?? 0, state.beginsEarly[first] ?? 0) + (state.takesOn[first] ?? 0);
  const long = (state.length[r] ?? 0) - (model.mostTime[kind] ?? 0);
  const time = timeExcess(rates, ends - (model.until[kind] ?? 0), long);
  state.excessTime[r] = time;
  return time + loadExcess(state, rates, r, -1);
};

/** The cost of the whole round, and the least time it takes when it leaves at the best moment. */
const settle = (state: State, r: number): void => {
  const { model, next } = state;
  const kind = model.kindOf[r] ?? 0;
  let cost = 0;
  let length = 0;
  let excess = 0;
  let bareCost = 0;
  if ((state.size[r] ?? 0) > 0) {
    cost = (state.wayCost[r] ?? 0) + (model.fixed[kind] ?? 0);
    bareCost = cost + (model.perTime[kind] ?? 0) * (state.wayTime[r] ?? 0);
    if (model.isTimed) {
      const start = model.stops + 2 * r;
      const first = next[start] ?? 0;
      const way =
        model.time[(model.tableOf[kind] ?? 0) + (model.spotOf[start] ?? 0) * model.width + first] ?? 0;
      const wait = (state.beginsEarly[first] ?? 0) - ((state.leavesLate[start] ?? 0) + way);
      length = way + (wait > 0 ? wait : 0) + (state.takesOn[first] ?? 0);
      cost += (model.perTime[kind] ?? 0) * length;
    }
    state.length[r] = length;
    excess = excessOf(state, r, kind);
    cost += excess;
  }
  state.overstepping += (excess > 0 ? 1 : 0) - ((state.excess[r] ?? 0) > 0 ? 1 : 0);
  state.excess[r] = excess;
  state.length[r] = length;
  state.bareTotal += bareCost - (state.bareCost[r] ?? 0);
  state.bareCost[r] = bareCost;
  state.total += cost - (state.roundCost[r] ?? 0);
  state.roundCost[r] = cost;
};
