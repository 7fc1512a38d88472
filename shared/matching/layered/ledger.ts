import type { Row } from './again/changes.ts';
import { type Groups, grouped } from './groups.ts';
import type { Near } from './paths/near.ts';
import type { Search } from './paths/search.ts';
import type { LayeredProblem } from './shape.ts';

/**
 * The edges of a problem and of all that was made of it by changes, one behind the other: a changed row is written behind
 * everything there is, and nothing there is written again. So versions share their lists; a version knows its own rows
 * by `edgeStart` and `edgeEnd`, and whoever comes by another way asks whether an edge is its own (`isOwn`).
 */
export type Ledger = {
  readonly edgeSlot: Int32Array;
  readonly edgeCost: Float64Array;
  readonly edgeLocked: Uint8Array;
  readonly edgeMission: Int32Array;
  /** Edges written, of all versions. */
  used: number;
  /** A version with more edges than this is laid out anew: most of them are nobody's. */
  readonly most: number;
  /** The first version. */
  readonly first: LayeredProblem;
  /**
   * Its edges by slot, made when first asked for: sorting them is a good part of a town's time. A row written anew mostly keeps
   * its edges in their places, where they are found by those of the first (`sameEdge`).
   */
  readonly wishes: () => Groups;
  /** What a search writes, kept from one solve to the next. */
  search: Search | undefined;
  /** The first version's edges in order, from the first change on. */
  near: Near | undefined;
};

/**
 * Edges of a version that `wishes` does not name, by slot: those that its last change wrote, and those of the changes before.
 * Most slots have none: `mask` has a bit for each 32nd of them that might.
 */
export type Later = {
  readonly bySlot: Map<number, number[]>;
  mask: number;
  readonly before: Later | undefined;
};

/** The edges into slot s that this list itself names. */
export const laterWishes = ({ bySlot, mask }: Later, s: number): readonly number[] | undefined =>
  (mask & (1 << (s & 31))) === 0 ? undefined : bySlot.get(s);

const note = (later: Later, s: number, e: number): void => {
  const edges = later.bySlot.get(s);
  if (edges) edges.push(e);
  else later.bySlot.set(s, [e]);
  later.mask |= 1 << (s & 31);
};

/** Made when first asked for, then kept; what it is made from is let go. */
export const once = <T>(make: () => T): (() => T) => {
  let state: { readonly make: () => T } | { readonly made: T } = { make };
  return () => {
    if ('make' in state) state = { made: state.make() };
    return state.made;
  };
};

/** The mission of each edge, -1 where it is nobody's. */
const rowsOfEdges = ({ missionCount, edgeStart, edgeEnd, edgeSlot }: LayeredProblem): Int32Array => {
  const edgeMission = new Int32Array(edgeSlot.length).fill(-1);
  for (let m = 0; m < missionCount; m += 1) edgeMission.fill(m, edgeStart[m] ?? 0, edgeEnd[m] ?? 0);
  return edgeMission;
};

export const ledgerOf = (problem: LayeredProblem): Ledger => {
  const { edgeSlot, edgeCost, edgeLocked } = problem;
  const edgeMission = rowsOfEdges(problem);
  return {
    edgeSlot,
    edgeCost,
    edgeLocked,
    edgeMission,
    used: edgeSlot.length,
    most: 3 * edgeSlot.length + 16,
    first: problem,
    wishes: once(() => grouped(edgeSlot, problem.slotCount)),
    search: undefined,
    near: undefined,
  };
};

/** Lists of later edges end in one before they are many: a change looks a slot up in each. */
const MOST_LISTS = 8;

/** A list for what a change writes, before those of the version it is made to; many are made one. */
export const laterThan = (before: Later | undefined, isStill: (edge: number) => boolean): Later => {
  let depth = 0;
  for (let at = before; at; at = at.before) depth += 1;
  if (depth < MOST_LISTS) return { bySlot: new Map(), mask: 0, before };
  const bySlot = new Map<number, number[]>();
  for (let at = before; at; at = at.before)
    for (const [s, edges] of at.bySlot) bySlot.set(s, [...(bySlot.get(s) ?? []), ...edges.filter(isStill)]);
  return { bySlot: new Map(), mask: 0, before: { bySlot, mask: -1, before: undefined } };
};

/** Whether edge e of mission m is this problem's, and not another version's. */
export const isOwn = ({ edgeStart, edgeEnd }: LayeredProblem, m: number, e: number): boolean =>
  e < (edgeEnd[m] ?? 0) && e >= (edgeStart[m] ?? 0);

/** Where edge e of the first version, of mission m, is in this one when its row still has that slot at that cost there, otherwise -1. */
export const sameEdge = ({ first }: Ledger, problem: LayeredProblem, m: number, e: number): number => {
  const start = problem.edgeStart[m] ?? 0;
  const at = start + e - (first.edgeStart[m] ?? 0);
  if (at === e) return e < (problem.edgeEnd[m] ?? 0) ? e : -1;
  const { edgeSlot, edgeCost } = problem;
  const isSame =
    at < (problem.edgeEnd[m] ?? 0) && edgeSlot[at] === edgeSlot[e] && edgeCost[at] === edgeCost[e];
  return isSame ? at : -1;
};

/**
 * Writes one row behind all others, that at `from` with what is otherwise in it, and into `later` the edges that nobody would
 * find. The caller has made room.
 */
export const write = (ledger: Ledger, m: number, from: number, row: Row, later: Later): void => {
  const { edgeSlot, edgeCost, edgeLocked, edgeMission, first, used } = ledger;
  const { length, put } = row;
  for (let k = 0; k < length; k += 1) {
    edgeSlot[used + k] = edgeSlot[from + k] ?? 0;
    edgeCost[used + k] = edgeCost[from + k] ?? 0;
    edgeLocked[used + k] = edgeLocked[from + k] ?? 0;
    edgeMission[used + k] = m;
  }
  for (const { place, edge } of put) {
    const e = used + place;
    edgeSlot[e] = edge.slot;
    edgeCost[e] = edge.cost;
    edgeLocked[e] = edge.isLocked === true ? 1 : 0;
  }
  const known = first.edgeStart[m] ?? 0;
  const knownLength = (first.edgeEnd[m] ?? 0) - known;
  for (let k = 0; k < length; k += 1) {
    const slot = edgeSlot[used + k] ?? 0;
    const isSame =
      k < knownLength && edgeSlot[known + k] === slot && edgeCost[known + k] === edgeCost[used + k];
    if (!isSame) note(later, slot, used + k);
  }
  ledger.used = used + length;
};

/** The same edges in longer lists; those from `used` on are left out. */
const longer = (ledger: Ledger, used: number, room: number): Ledger => {
  const edgeSlot = new Int32Array(room);
  const edgeCost = new Float64Array(room);
  const edgeLocked = new Uint8Array(room);
  const edgeMission = new Int32Array(room);
  edgeSlot.set(ledger.edgeSlot.subarray(0, used));
  edgeCost.set(ledger.edgeCost.subarray(0, used));
  edgeLocked.set(ledger.edgeLocked.subarray(0, used));
  edgeMission.set(ledger.edgeMission.subarray(0, used));
  const { wishes, first, search, near } = ledger;
  return {
    edgeSlot,
    edgeCost,
    edgeLocked,
    edgeMission,
    used,
    most: ledger.most,
    wishes,
    first,
    search,
    near,
  };
};

/**
 * The ledger to go on from for a version with `extent` edges, with room for `count` more: its own, or longer lists, without
 * what other versions wrote when that is most of it.
 */
export const withRoom = (ledger: Ledger, extent: number, count: number): Ledger => {
  const { used } = ledger;
  if (used + count <= ledger.edgeSlot.length) return ledger;
  const kept = used > 2 * extent ? extent : used;
  return longer(ledger, kept, 2 * kept + count);
};
