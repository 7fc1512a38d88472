import type { Dice } from './dice.ts';
import { type Model, NO_LIMIT } from './model.ts';
import { ROUND_PARAMS } from './params.ts';
import type { State } from './state.ts';

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
};

export const emptyMemory = ({ stops, carriers, kinds }: Model): Memory => ({
  version: new Int32Array(stops * carriers),
  after: new Int32Array(stops * carriers * PLACES),
  cost: new Int32Array(stops * carriers * PLACES),
  isTried: new Uint8Array(kinds),
  bestAfter: -1,
  bestCost: NO_LIMIT,
});

const fits = (state: State, stop: number, r: number, kind: number): boolean => {
  const { dimensions, capacity } = state.model;
  for (let d = 0; d < dimensions; d += 1) {
    const load = (state.load[r * dimensions + d] ?? 0) + (state.model.load[stop * dimensions + d] ?? 0);
    if (load > (capacity[kind * dimensions + d] ?? 0)) return false;
  }
  return true;
};

/** Looks at every place of a round and remembers the cheapest three that hold, the cheapest first. */
const scan = (state: State, memory: Memory, stop: number, r: number, kind: number, cell: number): void => {
  const { model, next, early, late } = state;
  const { spotOf, cost, time, costTurned, timeTurned, isTimed } = model;
  const row = (model.tableOf[kind] ?? 0) + stop * model.width;
  const table = model.tableOf[kind] ?? 0;
  const open = model.opens[stop] ?? 0;
  const close = model.closes[stop] ?? 0;
  const perTime = model.perTime[kind] ?? 0;
  const mostTime = model.mostTime[kind] ?? 0;
  const length = state.length[r] ?? 0;
  const start = model.stops + 2 * r;
  const end = start + 1;
  const isEmpty = (state.size[r] ?? 0) === 0;
  // What the round waits is the most that a visit more can take away from its length.
  const waits = isEmpty ? 0 : length - (state.wayTime[r] ?? 0);
  const fixed = isEmpty ? (model.fixed[kind] ?? 0) : 0;
  let first = NO_LIMIT;
  let second = NO_LIMIT;
  let third = NO_LIMIT;
  let firstAfter = -1;
  let secondAfter = -1;
  let thirdAfter = -1;
  let i = start;
  let from = spotOf[start] ?? 0;
  while (i !== end) {
    const j = next[i] ?? 0;
    const to = spotOf[j] ?? 0;
    const wayIn = timeTurned[row + from] ?? 0;
    const arrives = (early[i] ?? 0) + wayIn;
    // Later places are reached later still: ways are not negative.
    if ((early[i] ?? 0) > close) break;
    let more = (costTurned[row + from] ?? 0) + (cost[row + to] ?? 0) + fixed;
    if (!isEmpty) more -= cost[table + from * model.width + to] ?? 0;
    const wayOut = time[row + to] ?? 0;
    let least = more;
    if (isTimed) {
      const longer = wayIn + wayOut - (isEmpty ? 0 : (time[table + from * model.width + to] ?? 0)) - waits;
      least += perTime * longer;
    }
    if (arrives <= close && least < third) {
      const begins = arrives > open ? arrives : open;
      if (begins + wayOut <= (late[j] ?? 0)) {
        let holds = true;
        if (isTimed) {
          const leaves = state.leavesLate[i] ?? 0;
          let takes = (state.takesSoFar[i] ?? 0) + wayIn;
          const latest = close - takes < leaves ? close - takes : leaves;
          const wait = open - (leaves + takes);
          if (wait > 0) takes += wait;
          takes += wayOut;
          const waitThen = (state.beginsEarly[j] ?? 0) - (latest + takes);
          if (waitThen > 0) takes += waitThen;
          takes += state.takesOn[j] ?? 0;
          holds = takes <= mostTime;
          more += perTime * (takes - length);
        }
        if (holds && more < third) {
          if (more < second) {
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
    }
    i = j;
    from = to;
  }
  memory.after[cell] = firstAfter;
  memory.after[cell + 1] = secondAfter;
  memory.after[cell + 2] = thirdAfter;
  memory.cost[cell] = first;
  memory.cost[cell + 1] = second;
  memory.cost[cell + 2] = third;
};

/**
 * The cheapest place of all for a stop, each place overlooked with a small chance (`blink`), into `memory.bestAfter` and
 * `bestCost`; -1 when there is none. Of unused carriers of one kind, one is tried.
 */
export const cheapest = (state: State, memory: Memory, dice: Dice, stop: number): void => {
  const { model, version, size } = state;
  const { carriers, kindOf, allowed, stops } = model;
  const blink = ROUND_PARAMS.blink;
  const isTried = memory.isTried.fill(0);
  let best = NO_LIMIT;
  let bestAfter = -1;
  for (let r = 0; r < carriers; r += 1) {
    const kind = kindOf[r] ?? 0;
    if (allowed[kind * stops + stop] === 0) continue;
    if (size[r] === 0) {
      if (isTried[kind] === 1) continue;
      isTried[kind] = 1;
    }
    if (!fits(state, stop, r, kind)) continue;
    const key = stop * carriers + r;
    const cell = key * PLACES;
    const content = version[r] ?? 0;
    if (content === -1 || memory.version[key] !== content) {
      scan(state, memory, stop, r, kind, cell);
      memory.version[key] = content;
    }
    for (let k = 0; k < PLACES; k += 1) {
      const cost = memory.cost[cell + k] ?? NO_LIMIT;
      if (cost >= best) break;
      if (dice.unit() < blink) continue;
      best = cost;
      bestAfter = memory.after[cell + k] ?? -1;
      break;
    }
  }
  memory.bestAfter = bestAfter;
  memory.bestCost = best;
};
