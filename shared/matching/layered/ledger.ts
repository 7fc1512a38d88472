import type { Edge } from './changes.ts';
import { grouped } from './groups.ts';
import type { Search } from './search.ts';
import type { LayeredProblem } from './shape.ts';

/**
 * The edges of the first version by slot: those of slot s are entries `start[s]` to `start[s + 1] - 1`, each the mission, how far
 * behind the beginning of its row, and the cost. A row written anew mostly keeps its edges in their places: an entry holds in
 * every version that has this slot at this cost there (`sameEdge`).
 */
export type Wishes = {
  readonly start: Int32Array;
  readonly mission: Int32Array;
  readonly offset: Int32Array;
  readonly cost: Float64Array;
};

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
  /** Made when first asked for: many solves never ask, and sorting them would be a good part of a town's time. */
  readonly wishes: () => Wishes;
  readonly first: LayeredProblem;
  /** What a search writes, kept from one solve to the next. */
  search: Search | undefined;
};

/** Edges of a version that `wishes` does not name, by slot: those that its last change wrote, and those of the changes before. */
export type Later = { readonly bySlot: Map<number, number[]>; readonly before: Later | undefined };

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

const wishesOf = (problem: LayeredProblem, edgeMission: Int32Array): Wishes => {
  const { edgeStart, edgeSlot, edgeCost, slotCount } = problem;
  const { start, members } = grouped(edgeSlot, slotCount);
  const mission = new Int32Array(members.length);
  const offset = new Int32Array(members.length);
  const cost = new Float64Array(members.length);
  for (let i = 0; i < members.length; i += 1) {
    const e = members[i] ?? 0;
    const m = edgeMission[e] ?? 0;
    mission[i] = m;
    offset[i] = e - (edgeStart[m] ?? 0);
    cost[i] = edgeCost[e] ?? 0;
  }
  return { start, mission, offset, cost };
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
    wishes: once(() => wishesOf(problem, edgeMission)),
    first: problem,
    search: undefined,
  };
};

/** Lists of later edges end in one before they are many: a change looks a slot up in each. */
const MOST_LISTS = 8;

/** A list for what a change writes, before those of the version it is made to; many are made one. */
export const laterThan = (before: Later | undefined, isStill: (edge: number) => boolean): Later => {
  let depth = 0;
  for (let at = before; at; at = at.before) depth += 1;
  if (depth < MOST_LISTS) return { bySlot: new Map(), before };
  const bySlot = new Map<number, number[]>();
  for (let at = before; at; at = at.before)
    for (const [s, edges] of at.bySlot) bySlot.set(s, [...(bySlot.get(s) ?? []), ...edges.filter(isStill)]);
  return { bySlot: new Map(), before: { bySlot, before: undefined } };
};

/** Whether edge e of mission m is this problem's, and not another version's. */
export const isOwn = ({ edgeStart, edgeEnd }: LayeredProblem, m: number, e: number): boolean =>
  e < (edgeEnd[m] ?? 0) && e >= (edgeStart[m] ?? 0);

/** The edge of mission m at this place of its row when it goes to slot s at this cost, otherwise -1. */
export const sameEdge = (
  problem: LayeredProblem,
  m: number,
  offset: number,
  s: number,
  cost: number,
): number => {
  const e = (problem.edgeStart[m] ?? 0) + offset;
  return e < (problem.edgeEnd[m] ?? 0) && problem.edgeSlot[e] === s && problem.edgeCost[e] === cost ? e : -1;
};

/** Writes one row behind all others, and into `bySlot` what nobody would find. The caller has made room. */
export const write = (ledger: Ledger, m: number, row: readonly Edge[], { bySlot }: Later): void => {
  const { edgeSlot, edgeCost, edgeLocked, edgeMission, first } = ledger;
  let e = ledger.used;
  for (let offset = 0; offset < row.length; offset += 1) {
    const { slot = 0, cost = 0, isLocked = false } = row[offset] ?? {};
    edgeSlot[e] = slot;
    edgeCost[e] = cost;
    edgeLocked[e] = isLocked ? 1 : 0;
    edgeMission[e] = m;
    if (sameEdge(first, m, offset, slot, cost) < 0) {
      const known = bySlot.get(slot);
      if (known) known.push(e);
      else bySlot.set(slot, [e]);
    }
    e += 1;
  }
  ledger.used = e;
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
  const { wishes, first, search } = ledger;
  return { edgeSlot, edgeCost, edgeLocked, edgeMission, used, most: ledger.most, wishes, first, search };
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
