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
  state.rank[start] = 0;
  state.early[start] = model.from[kind] ?? 0;
  state.takesSoFar[start] = 0;
  state.leavesLate[start] = model.until[kind] ?? 0;
  state.late[end] = model.until[kind] ?? 0;
  state.takesOn[end] = 0;
  state.beginsEarly[end] = 0;
  forward(state, r, start);
  backward(state, r, end);
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
  forward(state, r, i);
  backward(state, r, j);
  settle(state, r);
};

const take = ({ model, load }: State, r: number, stop: number): void => {
  const { dimensions } = model;
  for (let d = 0; d < dimensions; d += 1)
    load[r * dimensions + d] = (load[r * dimensions + d] ?? 0) + (model.load[stop * dimensions + d] ?? 0);
};

/** What the nodes after `first` know of what comes before them. */
const forward = (state: State, r: number, first: number): void => {
  const { model, next, early, rank, roundOf, takesSoFar, leavesLate } = state;
  const { width, spotOf, opens, closes, isTimed } = model;
  const table = model.tableOf[model.kindOf[r] ?? 0] ?? 0;
  const end = model.stops + 2 * r + 1;
  let i = first;
  let spot = spotOf[first] ?? 0;
  let place = rank[first] ?? 0;
  for (let j = next[first] ?? 0; ; j = next[j] ?? 0) {
    const to = spotOf[j] ?? 0;
    const way = model.time[table + spot * width + to] ?? 0;
    const arrives = (early[i] ?? 0) + way;
    place += 1;
    rank[j] = place;
    if (j === end) {
      early[end] = arrives;
      return;
    }
    const open = opens[j] ?? 0;
    early[j] = arrives > open ? arrives : open;
    roundOf[j] = r;
    if (isTimed) {
      const delta = (takesSoFar[i] ?? 0) + way;
      const leaves = leavesLate[i] ?? 0;
      const wait = open - (leaves + delta);
      takesSoFar[j] = wait > 0 ? delta + wait : delta;
      const latest = (closes[j] ?? 0) - delta;
      leavesLate[j] = latest < leaves ? latest : leaves;
    }
    i = j;
    spot = to;
  }
};

/** What the nodes before `last` know of what comes after them. */
const backward = (state: State, r: number, last: number): void => {
  const { model, before, late, takesOn, beginsEarly } = state;
  const { width, spotOf, opens, closes, isTimed } = model;
  const table = model.tableOf[model.kindOf[r] ?? 0] ?? 0;
  const start = model.stops + 2 * r;
  let j = last;
  let spot = spotOf[last] ?? 0;
  for (let k = before[last] ?? 0; k !== start; k = before[k] ?? 0) {
    const way = model.time[table + k * width + spot] ?? 0;
    const close = closes[k] ?? 0;
    const latest = (late[j] ?? 0) - way;
    late[k] = latest < close ? latest : close;
    if (isTimed) {
      // One visit that may begin in [opens, closes], then the rest that may begin in [beginsEarly, late].
      const begins = beginsEarly[j] ?? 0;
      const wait = begins - (close + way);
      takesOn[k] = way + (wait > 0 ? wait : 0) + (takesOn[j] ?? 0);
      const open = opens[k] ?? 0;
      const wanted = begins - way;
      beginsEarly[k] = wait > 0 ? close : wanted > open ? wanted : open;
    }
    j = k;
    spot = k;
  }
};

/** The cost of the whole round, and the least time it takes when it leaves at the best moment. */
const settle = (state: State, r: number): void => {
  const { model, next } = state;
  const kind = model.kindOf[r] ?? 0;
  let cost = 0;
  let length = 0;
  if ((state.size[r] ?? 0) > 0) {
    cost = (state.wayCost[r] ?? 0) + (model.fixed[kind] ?? 0);
    if (model.isTimed) {
      const start = model.stops + 2 * r;
      const first = next[start] ?? 0;
      const way =
        model.time[(model.tableOf[kind] ?? 0) + (model.spotOf[start] ?? 0) * model.width + first] ?? 0;
      const wait = (state.beginsEarly[first] ?? 0) - ((state.leavesLate[start] ?? 0) + way);
      length = way + (wait > 0 ? wait : 0) + (state.takesOn[first] ?? 0);
      cost += (model.perTime[kind] ?? 0) * length;
    }
  }
  state.length[r] = length;
  state.total += cost - (state.roundCost[r] ?? 0);
  state.roundCost[r] = cost;
};
