import type { Model } from './model.ts';

/**
 * Rounds under change: each a linked list from its start to its end, with what an insertion must know kept at every node.
 * All of it holds at any moment: windows, loads and lengths are never exceeded. A change can be taken back as long as
 * it is not kept.
 */
export type State = {
  readonly model: Model;
  readonly next: Int32Array;
  readonly before: Int32Array;
  /** Of each stop, -1 when left out. */
  readonly roundOf: Int32Array;
  /** Place in its round, the first visit 1. */
  readonly rank: Int32Array;
  /** Earliest moment a visit can begin, given what comes before; latest, given what comes after. */
  readonly early: Int32Array;
  readonly late: Int32Array;
  /**
   * From leaving to the beginning of this visit, at the least, and the latest leaving that achieves it; from here to the end, at the least, and
   * the earliest beginning that achieves it. Kept only when rounds' lengths count.
   */
  readonly takesSoFar: Int32Array;
  readonly leavesLate: Int32Array;
  readonly takesOn: Int32Array;
  readonly beginsEarly: Int32Array;
  /** Of each round. */
  readonly size: Int32Array;
  readonly load: Int32Array;
  readonly length: Int32Array;
  readonly roundCost: Float64Array;
  /** A number for each content a round has had; -1 while a change is not yet kept. What was found out for a number stays true. */
  readonly version: Int32Array;
  /** Stops left out: the first `absentCount`. */
  readonly absent: Int32Array;
  absentCount: number;
  /** Rounds and what is left out. */
  total: number;
  versions: number;
  /** What the change in progress touched, as it was. */
  readonly touched: Int32Array;
  touchedCount: number;
  readonly savedVersion: Int32Array;
  readonly savedFirst: Int32Array;
  readonly savedOrder: Int32Array;
  savedCount: number;
  readonly savedAbsent: Int32Array;
  savedAbsentCount: number;
  savedTotal: number;
};

export const emptyState = (model: Model): State => {
  const { stops, carriers, dimensions } = model;
  const nodes = stops + 2 * carriers;
  const ofNodes = (): Int32Array => new Int32Array(nodes);
  const state: State = {
    model,
    next: ofNodes(),
    before: ofNodes(),
    roundOf: ofNodes().fill(-1, 0, stops),
    rank: ofNodes(),
    early: ofNodes(),
    late: ofNodes(),
    takesSoFar: ofNodes(),
    leavesLate: ofNodes(),
    takesOn: ofNodes(),
    beginsEarly: ofNodes(),
    size: new Int32Array(carriers),
    load: new Int32Array(carriers * dimensions),
    length: new Int32Array(carriers),
    roundCost: new Float64Array(carriers),
    version: new Int32Array(carriers),
    absent: Int32Array.from({ length: stops }, (_, i) => i),
    absentCount: stops,
    total: model.penalty.reduce((sum, penalty) => sum + penalty, 0),
    versions: 0,
    touched: new Int32Array(carriers),
    touchedCount: 0,
    savedVersion: new Int32Array(carriers),
    savedFirst: new Int32Array(carriers + 1),
    savedOrder: new Int32Array(stops),
    savedCount: 0,
    savedAbsent: new Int32Array(stops),
    savedAbsentCount: 0,
    savedTotal: 0,
  };
  for (let r = 0; r < carriers; r += 1) {
    const start = stops + 2 * r;
    state.next[start] = start + 1;
    state.before[start + 1] = start;
    state.roundOf[start] = r;
    state.roundOf[start + 1] = r;
    refresh(state, r);
    state.version[r] = state.versions += 1;
  }
  return state;
};

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

/** Starts a change: what is here now is what `takeBack` returns to. */
export const begin = (state: State): void => {
  state.touchedCount = 0;
  state.savedCount = 0;
  state.savedAbsentCount = state.absentCount;
  for (let i = 0; i < state.absentCount; i += 1) state.savedAbsent[i] = state.absent[i] ?? 0;
  state.savedTotal = state.total;
};

/** Notes a round's order before its first change. */
export const touch = (state: State, r: number): void => {
  if (state.version[r] === -1) return;
  const { next, savedOrder, touchedCount } = state;
  const start = state.model.stops + 2 * r;
  state.touched[touchedCount] = r;
  state.savedVersion[touchedCount] = state.version[r] ?? 0;
  state.savedFirst[touchedCount] = state.savedCount;
  for (let i = next[start] ?? 0; i !== start + 1; i = next[i] ?? 0) {
    savedOrder[state.savedCount] = i;
    state.savedCount += 1;
  }
  state.touchedCount += 1;
  state.savedFirst[state.touchedCount] = state.savedCount;
  state.version[r] = -1;
};

export const keep = (state: State): void => {
  for (let t = 0; t < state.touchedCount; t += 1) {
    state.versions += 1;
    state.version[state.touched[t] ?? 0] = state.versions;
  }
};

export const takeBack = (state: State): void => {
  const { next, before, roundOf, absent, savedAbsent, savedOrder } = state;
  for (let t = 0; t < state.touchedCount; t += 1) {
    const r = state.touched[t] ?? 0;
    let i = state.model.stops + 2 * r;
    const last = i + 1;
    const end = state.savedFirst[t + 1] ?? 0;
    for (let k = state.savedFirst[t] ?? 0; k < end; k += 1) {
      const j = savedOrder[k] ?? 0;
      next[i] = j;
      before[j] = i;
      i = j;
    }
    next[i] = last;
    before[last] = i;
    refresh(state, r);
    state.version[r] = state.savedVersion[t] ?? 0;
  }
  state.absentCount = state.savedAbsentCount;
  for (let i = 0; i < state.absentCount; i += 1) {
    const stop = savedAbsent[i] ?? 0;
    absent[i] = stop;
    roundOf[stop] = -1;
  }
  state.total = state.savedTotal;
};

/** Takes a visit out of its round; the caller refreshes the round. */
export const unlink = (state: State, stop: number): void => {
  const i = state.before[stop] ?? 0;
  const j = state.next[stop] ?? 0;
  state.next[i] = j;
  state.before[j] = i;
  state.roundOf[stop] = -1;
  state.total += state.model.penalty[stop] ?? 0;
  state.absent[state.absentCount] = stop;
  state.absentCount += 1;
};

/** Puts a visit that was left out after a node, and refreshes its round. */
export const link = (state: State, stop: number, after: number): void => {
  const j = state.next[after] ?? 0;
  const r = state.roundOf[after] ?? 0;
  state.next[after] = stop;
  state.before[stop] = after;
  state.next[stop] = j;
  state.before[j] = stop;
  state.total -= state.model.penalty[stop] ?? 0;
  refresh(state, r);
};
