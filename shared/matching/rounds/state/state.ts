import type { Model } from '../model.ts';
import type { Rates } from './excess.ts';
import { refresh } from './refresh.ts';

/**
 * Rounds under change: each a linked list from its start to its end, with what an insertion must know kept at every node.
 * Windows of visits hold at any moment; hours and loads too, unless rates say what going beyond them costs. A change can be taken
 * back as long as it is not kept.
 */
export type State = {
  readonly model: Model;
  readonly next: Int32Array;
  readonly before: Int32Array;
  /** Of each stop, -1 when left out. */
  readonly roundOf: Int32Array;
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
  /** Of each round, without waiting: what its ways cost, and ways and visits together take. */
  readonly wayCost: Int32Array;
  readonly wayTime: Int32Array;
  /** Of each round, what its ways and visits cost when nobody waits: the least it costs whatever else is put in. */
  readonly bareCost: Float64Array;
  bareTotal: number;
  /** Of each round, what is beyond its carrier's hours and load, in cost: in all, and the hours alone. */
  readonly excess: Int32Array;
  readonly excessTime: Int32Array;
  /** Rounds with excess. */
  overstepping: number;
  /** What excess costs; without it there is none: all of the above holds at any moment. */
  rates: Rates | undefined;
  /** What leaving a stop out costs. */
  penalty: Float64Array;
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
  savedBareTotal: number;
  savedOverstepping: number;
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
    wayCost: new Int32Array(carriers),
    wayTime: new Int32Array(carriers),
    bareCost: new Float64Array(carriers),
    bareTotal: 0,
    excess: new Int32Array(carriers),
    excessTime: new Int32Array(carriers),
    overstepping: 0,
    rates: undefined,
    penalty: model.penalty,
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
    savedBareTotal: 0,
    savedOverstepping: 0,
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

/** The visits of each carrier, in order. */
export type Orders = readonly (readonly number[])[];

export const ordersIn = ({ model, next }: State): Orders =>
  Array.from({ length: model.carriers }, (_, r) => {
    const order: number[] = [];
    const start = model.stops + 2 * r;
    for (let i = next[start] ?? 0; i !== start + 1; i = next[i] ?? 0) order.push(i);
    return order;
  });

/** The total with the full penalties: what one answer is better than another by. */
export const strictTotal = ({ model, penalty, total, absent, absentCount }: State): number => {
  let sum = total;
  for (let i = 0; i < absentCount; i += 1) {
    const stop = absent[i] ?? 0;
    sum += (model.penalty[stop] ?? 0) - (penalty[stop] ?? 0);
  }
  return sum;
};
