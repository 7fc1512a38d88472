import type { State } from './state.ts';

/** Recomputes everything a round knows of itself from its order. O(visits). */
export const refresh = (state: State, r: number): void => {
  const { model, next, before, early, late, rank, roundOf, load } = state;
  const { stops, width, spotOf, dimensions, opens, closes } = model;
  const kind = model.kindOf[r] ?? 0;
  const table = model.tableOf[kind] ?? 0;
  const start = stops + 2 * r;
  const end = start + 1;
  for (let d = 0; d < dimensions; d += 1) load[r * dimensions + d] = 0;
  early[start] = model.from[kind] ?? 0;
  late[end] = model.until[kind] ?? 0;
  let cost = 0;
  let count = 0;
  let i = start;
  let spot = spotOf[start] ?? 0;
  for (let j = next[start] ?? 0; ; j = next[j] ?? 0) {
    const to = spotOf[j] ?? 0;
    const cell = table + spot * width + to;
    cost += model.cost[cell] ?? 0;
    const arrives = (early[i] ?? 0) + (model.time[cell] ?? 0);
    if (j === end) {
      early[end] = arrives;
      break;
    }
    const open = opens[j] ?? 0;
    early[j] = arrives > open ? arrives : open;
    roundOf[j] = r;
    rank[j] = count += 1;
    for (let d = 0; d < dimensions; d += 1)
      load[r * dimensions + d] = (load[r * dimensions + d] ?? 0) + (model.load[j * dimensions + d] ?? 0);
    i = j;
    spot = to;
  }
  rank[end] = count + 1;
  state.size[r] = count;
  let j = end;
  spot = spotOf[end] ?? 0;
  for (let k = before[end] ?? 0; k !== start; k = before[k] ?? 0) {
    const from = spotOf[k] ?? 0;
    const latest = (late[j] ?? 0) - (model.time[table + from * width + spot] ?? 0);
    const close = closes[k] ?? 0;
    late[k] = latest < close ? latest : close;
    j = k;
    spot = from;
  }
  if (count === 0) cost = 0;
  else cost += model.fixed[kind] ?? 0;
  if (model.isTimed) cost += (model.perTime[kind] ?? 0) * measure(state, r);
  state.total += cost - (state.roundCost[r] ?? 0);
  state.roundCost[r] = cost;
};

/** The least time the round takes when it leaves at the best moment, and the same for its beginnings and remainders. */
const measure = (state: State, r: number): number => {
  const { model, next, before, takesSoFar, leavesLate, takesOn, beginsEarly } = state;
  const { stops, width, spotOf, opens, closes } = model;
  const kind = model.kindOf[r] ?? 0;
  const table = model.tableOf[kind] ?? 0;
  const start = stops + 2 * r;
  const end = start + 1;
  takesSoFar[start] = 0;
  leavesLate[start] = model.until[kind] ?? 0;
  takesOn[end] = 0;
  beginsEarly[end] = 0;
  if ((next[start] ?? 0) === end) {
    state.length[r] = 0;
    return 0;
  }
  let i = start;
  for (let j = next[start] ?? 0; j !== end; j = next[j] ?? 0) {
    const way = model.time[table + (spotOf[i] ?? 0) * width + (spotOf[j] ?? 0)] ?? 0;
    const delta = (takesSoFar[i] ?? 0) + way;
    const leaves = leavesLate[i] ?? 0;
    const wait = (opens[j] ?? 0) - (leaves + delta);
    takesSoFar[j] = wait > 0 ? delta + wait : delta;
    const latest = (closes[j] ?? 0) - delta;
    leavesLate[j] = latest < leaves ? latest : leaves;
    i = j;
  }
  let j = end;
  for (let k = before[end] ?? 0; k !== start; k = before[k] ?? 0) {
    const way = model.time[table + (spotOf[k] ?? 0) * width + (spotOf[j] ?? 0)] ?? 0;
    // One visit that may begin in [opens, closes], then the rest that may begin in [beginsEarly, late].
    const wait = (beginsEarly[j] ?? 0) - ((closes[k] ?? 0) + way);
    takesOn[k] = way + (wait > 0 ? wait : 0) + (takesOn[j] ?? 0);
    const open = opens[k] ?? 0;
    const wanted = (beginsEarly[j] ?? 0) - way;
    beginsEarly[k] = wait > 0 ? (closes[k] ?? 0) : wanted > open ? wanted : open;
    j = k;
  }
  const delta = model.time[table + (spotOf[start] ?? 0) * width + (spotOf[j] ?? 0)] ?? 0;
  const wait = (beginsEarly[j] ?? 0) - ((leavesLate[start] ?? 0) + delta);
  const takes = delta + (wait > 0 ? wait : 0) + (takesOn[j] ?? 0);
  state.length[r] = takes;
  return takes;
};
