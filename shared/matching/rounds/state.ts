import type { Model } from './model.ts';
import { refresh } from './refresh.ts';

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
  /** Of each round, without waiting: what its ways cost, and ways and visits together take. */
  readonly wayCost: Int32Array;
  readonly wayTime: Int32Array;
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
    wayCost: new Int32Array(carriers),
    wayTime: new Int32Array(carriers),
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

/** The visits of each carrier, in order. */
export type Orders = readonly (readonly number[])[];

export const ordersIn = ({ model, next }: State): Orders =>
  Array.from({ length: model.carriers }, (_, r) => {
    const order: number[] = [];
    const start = model.stops + 2 * r;
    for (let i = next[start] ?? 0; i !== start + 1; i = next[i] ?? 0) order.push(i);
    return order;
  });
