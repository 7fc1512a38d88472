import type { Dice } from '../dice.ts';
import { type Model, NO_LIMIT } from '../model.ts';
import { ROUND_PARAMS } from '../params.ts';
import { loadExcess, timeExcess } from '../state/excess.ts';
import type { State } from '../state/state.ts';

/** Cheapest places of a stop in a round as long as the round has this content. */
const PLACES = 3;

/** What was found out about stops and rounds, kept while rounds stay what they were. */
export type Memory = {
  readonly version: Int32Array;
  readonly after: Int32Array;
  readonly cost: Int32Array;
  /** Of each kind: 1 once an unused carrier of it was tried for the stop in question. */
  readonly isTried: Uint8Array;
  /** The answer of the last question: after which node, at what cost more. */
  bestAfter: number;
  bestCost: number;
  /** Chance that a place is overlooked. */
  blink: number;
};

export const emptyMemory = ({ stops, carriers, kinds }: Model): Memory => ({
  version: new Int32Array(stops * carriers),
  after: new Int32Array(stops * carriers * PLACES),
  cost: new Int32Array(stops * carriers * PLACES),
  isTried: new Uint8Array(kinds),
  bestAfter: -1,
  bestCost: NO_LIMIT,
  blink: 0,
});

const fits = (state: State, stop: number, r: number, kind: number): boolean => {
  const { dimensions, capacity } = state.model;
  for (let d = 0; d < dimensions; d += 1) {
    const load = (state.load[r * dimensions + d] ?? 0) + (state.model.load[stop * dimensions + d] ?? 0);
    if (load > (capacity[kind * dimensions + d] ?? 0)) return false;
  }
  return true;
};

/** Looks at every place of a round and remembers the cheapest three that hold and cost less than `limit`, the cheapest first. */
const scan = (
  state: State,
  memory: Memory,
  dice: Dice,
  stop: number,
  r: number,
  kind: number,
  cell: number,
): void => {
  const isOnly = cell === -1;
  const limit = isOnly ? memory.bestCost : NO_LIMIT;
  const { model, next, early, late, takesSoFar, leavesLate, takesOn, beginsEarly } = state;
  const { spotOf, time, timeTurned, weight, weightTurned, isTimed, width } = model;
  const table = model.tableOf[kind] ?? 0;
  const row = table + stop * width;
  const open = model.opens[stop] ?? 0;
  const close = model.closes[stop] ?? 0;
  const perTime = model.perTime[kind] ?? 0;
  const mostTime = model.mostTime[kind] ?? 0;
  const start = model.stops + 2 * r;
  const end = start + 1;
  const isEmpty = state.size[r] === 0;
  const wayTime = isEmpty ? 0 : (state.wayTime[r] ?? 0);
  // What the round waits is the most that a visit more can take away from its length.
  let apart = isEmpty ? (model.fixed[kind] ?? 0) : perTime * (wayTime - (state.length[r] ?? 0));
  const { rates } = state;
  const until = model.until[kind] ?? 0;
  // What the round takes at the least with this visit, and what that costs.
  const least = wayTime + (model.service[stop] ?? 0) - (isEmpty ? 0 : model.shortcut);
  const leastLate = (model.from[kind] ?? 0) + least - until;
  let excessTime = 0;
  if (rates !== undefined) {
    excessTime = timeExcess(rates, leastLate, least - mostTime);
    apart += excessTime - (isEmpty ? 0 : (state.excessTime[r] ?? 0));
    apart += loadExcess(state, rates, r, stop) - loadExcess(state, rates, r, -1);
  } else if (isOnly && isTimed && (least > mostTime || leastLate > 0)) return;
  if (apart + perTime * (least - wayTime) >= limit) return;
  let first = limit;
  let second = limit;
  let third = limit;
  let firstAfter = -1;
  let secondAfter = -1;
  let thirdAfter = -1;
  let i = start;
  let from = spotOf[start] ?? 0;
  while (i !== end) {
    const earliest = early[i] ?? 0;
    // Later places are reached later still: ways are not negative.
    if (earliest > close) break;
    const j = next[i] ?? 0;
    const to = spotOf[j] ?? 0;
    const direct = table + from * width + to;
    let more = (weightTurned[row + from] ?? 0) + (weight[row + to] ?? 0) + apart;
    if (!isEmpty) more -= weight[direct] ?? 0;
    if (more < third) {
      const wayIn = timeTurned[row + from] ?? 0;
      const wayOut = time[row + to] ?? 0;
      const arrives = earliest + wayIn;
      const begins = arrives > open ? arrives : open;
      let holds = arrives <= close && begins + wayOut <= (late[j] ?? 0);
      if (holds && isTimed) {
        const leaves = leavesLate[i] ?? 0;
        let takes = (takesSoFar[i] ?? 0) + wayIn;
        const latest = close - takes < leaves ? close - takes : leaves;
        const wait = open - (leaves + takes);
        if (wait > 0) takes += wait;
        takes += wayOut;
        const waitThen = (beginsEarly[j] ?? 0) - (latest + takes);
        if (waitThen > 0) takes += waitThen;
        takes += takesOn[j] ?? 0;
        if (rates === undefined) holds = takes <= mostTime;
        else {
          const arrivesOn = begins + wayOut;
          const on = beginsEarly[j] ?? 0;
          const ends = (arrivesOn > on ? arrivesOn : on) + (takesOn[j] ?? 0);
          more += timeExcess(rates, ends - until, takes - mostTime) - excessTime;
        }
        const without = isEmpty ? wayIn + wayOut : wayTime + wayIn + wayOut - (time[direct] ?? 0);
        more += perTime * (takes - without);
      }
      if (holds && more < third) {
        if (isOnly) {
          if (dice.unit() >= memory.blink) {
            first = more;
            second = more;
            third = more;
            firstAfter = i;
          }
        } else if (more < second) {
          third = second;
          thirdAfter = secondAfter;
          if (more < first) {
            second = first;
            secondAfter = firstAfter;
            first = more;
            firstAfter = i;
          } else {
            second = more;
            secondAfter = i;
          }
        } else {
          third = more;
          thirdAfter = i;
        }
      }
    }
    i = j;
    from = to;
  }
  if (isOnly) {
    if (firstAfter === -1) return;
    memory.bestCost = first;
    memory.bestAfter = firstAfter;
    return;
  }
  memory.after[cell] = firstAfter;
  memory.after[cell + 1] = secondAfter;
  memory.after[cell + 2] = thirdAfter;
  memory.cost[cell] = first;
  memory.cost[cell + 1] = second;
  memory.cost[cell + 2] = third;
};

/**
 * The cheapest place of all for a stop, each place overlooked with a small chance (`memory.blink`), into `memory.bestAfter` and
 * `bestCost`; -1 when there is none. Rounds whose places are remembered are asked first, else those that visits were just taken
 * out of: what they offer is the limit for the others. Of unused carriers of one kind, one is tried.
 */
export const cheapest = (state: State, memory: Memory, dice: Dice, stop: number): void => {
  const { model, version } = state;
  for (let k = 0; k < model.kinds; k += 1) memory.isTried[k] = 0;
  memory.bestAfter = -1;
  memory.bestCost = NO_LIMIT;
  const isRemembered = model.carriers >= ROUND_PARAMS.rememberFrom;
  if (!isRemembered)
    for (let t = 0; t < state.touchedCount; t += 1) ask(state, memory, dice, stop, state.touched[t] ?? 0);
  for (let r = 0; r < model.carriers; r += 1) if (version[r] !== -1) ask(state, memory, dice, stop, r);
  if (isRemembered)
    for (let t = 0; t < state.touchedCount; t += 1) ask(state, memory, dice, stop, state.touched[t] ?? 0);
};

const ask = (state: State, memory: Memory, dice: Dice, stop: number, r: number): void => {
  const { carriers, kindOf, allowed, stops } = state.model;
  const kind = kindOf[r] ?? 0;
  if (allowed[kind * stops + stop] === 0) return;
  if (state.size[r] === 0) {
    if (memory.isTried[kind] === 1) return;
    memory.isTried[kind] = 1;
  }
  if (state.rates === undefined && !fits(state, stop, r, kind)) return;
  const key = stop * carriers + r;
  const cell = key * PLACES;
  const content = state.version[r] ?? 0;
  if (memory.version[key] !== content) {
    if (content === -1 || carriers < ROUND_PARAMS.rememberFrom) {
      scan(state, memory, dice, stop, r, kind, -1);
      return;
    }
    scan(state, memory, dice, stop, r, kind, cell);
    memory.version[key] = content;
  }
  for (let k = 0; k < PLACES; k += 1) {
    const cost = memory.cost[cell + k] ?? NO_LIMIT;
    if (cost >= memory.bestCost) return;
    if (dice.unit() < memory.blink) continue;
    memory.bestCost = cost;
    memory.bestAfter = memory.after[cell + k] ?? -1;
    return;
  }
};
