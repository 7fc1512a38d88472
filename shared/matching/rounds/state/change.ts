import { refresh, refreshWith } from './refresh.ts';
import type { Orders, State } from './state.ts';

/** Starts a change: what is here now is what `takeBack` returns to. */
export const begin = (state: State): void => {
  state.touchedCount = 0;
  state.savedCount = 0;
  state.savedAbsentCount = state.absentCount;
  for (let i = 0; i < state.absentCount; i += 1) state.savedAbsent[i] = state.absent[i] ?? 0;
  state.savedTotal = state.total;
  state.savedBareTotal = state.bareTotal;
  state.savedOverstepping = state.overstepping;
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
  state.bareTotal = state.savedBareTotal;
  state.overstepping = state.savedOverstepping;
};

/** Other rounds altogether, which must hold as far as the state asks it; a carrier without an order does not go. */
export const replaceAll = (state: State, orders: Orders): void => {
  const { model, next, before, roundOf, absent } = state;
  begin(state);
  for (let r = 0; r < model.carriers; r += 1) touch(state, r);
  roundOf.fill(-1, 0, model.stops);
  let total = 0;
  for (let r = 0; r < model.carriers; r += 1) {
    let i = model.stops + 2 * r;
    const end = i + 1;
    for (const stop of orders[r] ?? []) {
      next[i] = stop;
      before[stop] = i;
      i = stop;
    }
    next[i] = end;
    before[end] = i;
    refresh(state, r);
    total += state.roundCost[r] ?? 0;
  }
  state.absentCount = 0;
  for (let s = 0; s < model.stops; s += 1) {
    if (roundOf[s] !== -1) continue;
    absent[state.absentCount] = s;
    state.absentCount += 1;
    total += state.penalty[s] ?? 0;
  }
  state.total = total;
  keep(state);
};

/** Takes a visit out of its round; the caller refreshes the round. */
export const unlink = (state: State, stop: number): void => {
  const i = state.before[stop] ?? 0;
  const j = state.next[stop] ?? 0;
  state.next[i] = j;
  state.before[j] = i;
  state.roundOf[stop] = -1;
  state.total += state.penalty[stop] ?? 0;
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
  state.total -= state.penalty[stop] ?? 0;
  refreshWith(state, r, stop);
};
