import { ok, type Result } from '../../result/result.ts';
import { type Change, type Draft, draftOf } from './changes.ts';
import type { Network } from './network.ts';
import { checkLocks, checkMission, checkSlot, checkSums, checkVolunteer, largestCost } from './problem.ts';
import { type EdgeArrays, withSameSlots } from './same-slots.ts';
import { isWhole, type LayeredProblem, type LayeredRefusal, refuse } from './shape.ts';

/** The changed problem, and what an earlier answer has to be compared with. */
export type Changed = {
  readonly problem: LayeredProblem;
  readonly hasSameEdges: boolean;
  /** The mission of each edge. */
  readonly edgeMission: Int32Array;
  /** No cost is larger. */
  readonly mostCost: number;
  /** Missions whose edges may be otherwise, in increasing order. */
  readonly rows: readonly number[];
  /** How far the edges of each earlier mission moved; OTHER where its row is a new one. Empty when no row is. */
  readonly moved: Int32Array;
  /** Changed or new, in increasing order. */
  readonly missions: readonly number[];
  readonly slots: readonly number[];
  readonly volunteers: readonly number[];
};

/** No edge moves that far. */
export const OTHER = 0x7fffffff;

type Numbers = Int32Array | Float64Array | Uint8Array;

/** Rows of `before` in blocks, except where `changed` (in increasing order) has another row; new rows come last. */
const rowsCopied = (
  start: Int32Array,
  rowCount: number,
  changed: readonly (readonly [number, number])[],
  newCount: number,
): { start: Int32Array; copyInto: (from: Numbers, to: Numbers) => void } => {
  const out = new Int32Array(newCount + 1);
  const blocks: { from: number; to: number; at: number }[] = [];
  let row = 0;
  let shift = 0;
  const copyUntil = (end: number): void => {
    const last = Math.min(end, rowCount);
    if (row >= last) return;
    blocks.push({ from: start[row] ?? 0, to: start[last] ?? 0, at: (start[row] ?? 0) + shift });
    for (; row < last; row += 1) out[row + 1] = (start[row + 1] ?? 0) + shift;
  };
  for (const [index, length] of changed) {
    copyUntil(index);
    const before = index < rowCount ? (start[index + 1] ?? 0) - (start[index] ?? 0) : 0;
    shift += length - before;
    row = index + 1;
    out[row] = (out[index] ?? 0) + length;
  }
  copyUntil(rowCount);
  return {
    start: out,
    copyInto: (from, to) => {
      for (const block of blocks) to.set(from.subarray(block.from, block.to), block.at);
    },
  };
};

const ascending = (keys: Iterable<number>): number[] => [...keys].sort((a, b) => a - b);

const ints = (before: Int32Array, count: number, values: ReadonlyMap<number, number>): Int32Array => {
  if (values.size === 0 && count === before.length) return before;
  const out = new Int32Array(count);
  out.set(before);
  for (const [i, value] of values) out[i] = value;
  return out;
};

const withTiers = ({
  before,
  tiers,
  volunteerCount,
}: Draft): Pick<LayeredProblem, 'tierStart' | 'tierCost'> => {
  if (tiers.size === 0) return before;
  const changed = ascending(tiers.keys());
  const lengths = changed.map((v) => [v, tiers.get(v)?.length ?? 0] as const);
  const { start, copyInto } = rowsCopied(before.tierStart, before.volunteerCount, lengths, volunteerCount);
  const tierCost = new Float64Array(start[volunteerCount] ?? 0);
  copyInto(before.tierCost, tierCost);
  for (const v of changed) tierCost.set(tiers.get(v) ?? [], start[v] ?? 0);
  return { tierStart: start, tierCost };
};

const withRows = (draft: Draft, missionBefore: Int32Array): EdgeArrays => {
  const { before, rows, missionCount } = draft;
  const same = withSameSlots(draft, missionBefore);
  if (same !== undefined && missionCount === before.missionCount) return same;
  const changed = ascending(rows.keys());
  const lengths = changed.map((m) => [m, rows.get(m)?.length ?? 0] as const);
  const { start, copyInto } = rowsCopied(before.edgeStart, before.missionCount, lengths, missionCount);
  const count = start[missionCount] ?? 0;
  const edgeSlot = new Int32Array(count);
  const edgeCost = new Float64Array(count);
  const edgeLocked = new Uint8Array(count);
  copyInto(before.edgeSlot, edgeSlot);
  copyInto(before.edgeCost, edgeCost);
  copyInto(before.edgeLocked, edgeLocked);
  const edgeMission = new Int32Array(count);
  copyInto(missionBefore, edgeMission);
  for (const m of changed) {
    let e = start[m] ?? 0;
    edgeMission.fill(m, e, start[m + 1] ?? 0);
    for (const { slot, cost, isLocked } of rows.get(m) ?? []) {
      edgeSlot[e] = slot;
      edgeCost[e] = cost;
      edgeLocked[e] = isLocked === true ? 1 : 0;
      e += 1;
    }
  }
  return { edgeStart: start, edgeSlot, edgeCost, edgeLocked, edgeMission };
};

/** What typed arrays would cut off without a word. */
const checkWhole = ({ rows, demand, capacity }: Draft): Result<true, LayeredRefusal> => {
  for (const [m, value] of demand) if (!isWhole(value)) return refuse('not-an-integer', 'mission', m);
  for (const [s, value] of capacity) if (!isWhole(value)) return refuse('not-an-integer', 'slot', s);
  for (const [m, row] of rows)
    if (row.some(({ slot }) => !isWhole(slot))) return refuse('unknown-slot', 'mission', m);
  return ok(true);
};

const movesOf = (before: LayeredProblem, after: EdgeArrays, rows: readonly number[]): Int32Array => {
  if (rows.length === 0) return new Int32Array(0);
  const moved = new Int32Array(before.missionCount);
  for (let m = 0; m < moved.length; m += 1) moved[m] = (after.edgeStart[m] ?? 0) - (before.edgeStart[m] ?? 0);
  for (const m of rows) if (m < moved.length) moved[m] = OTHER;
  return moved;
};

/** What the changes cost at most, and at least what the problem cost before. */
const mostOf = (problem: LayeredProblem, { rows, penalty, tiers }: Draft, before: number): number => {
  let most = before;
  const see = (cost: number): void => {
    most = Math.max(most, Math.abs(cost));
  };
  for (const row of rows.values()) for (const { cost } of row) see(cost);
  for (const cost of penalty.values()) see(cost);
  for (const week of tiers.values()) for (const cost of week) see(cost);
  // What is gone may have been the largest: the whole is read again only where that matters.
  return checkSums(problem, most).ok ? most : largestCost(problem);
};

const checkChanged = ({
  problem,
  mostCost,
  missions,
  slots,
  volunteers,
}: Changed): Result<true, LayeredRefusal> => {
  const lastMission = new Int32Array(problem.volunteerCount).fill(-1);
  for (const v of volunteers) {
    const checked = checkVolunteer(problem, v);
    if (!checked.ok) return checked;
  }
  for (const s of slots) {
    const checked = checkSlot(problem, s);
    if (!checked.ok) return checked;
  }
  for (const m of missions) {
    const checked = checkMission(problem, m, lastMission);
    if (!checked.ok) return checked;
  }
  const locks = checkLocks(problem);
  return locks.ok ? checkSums(problem, mostCost) : locks;
};

/**
 * A new problem with the changes made, refused under the same rules as a first one; the old one is not touched. Copies
 * blocks, so it costs a small part of a solve.
 */
export const changeProblem = (
  network: Network,
  changes: readonly Change[],
): Result<Changed, LayeredRefusal> => {
  const before = network.problem;
  const drafted = draftOf(before, changes);
  if (!drafted.ok) return drafted;
  const draft = drafted.value;
  const whole = checkWhole(draft);
  if (!whole.ok) return whole;
  const slotCount = before.slotCount + draft.owner.length;
  const slotOwner = new Map(draft.owner.map((owner, i) => [before.slotCount + i, owner]));
  let penalty = before.penalty;
  if (draft.penalty.size > 0) {
    penalty = new Float64Array(draft.missionCount);
    penalty.set(before.penalty);
    for (const [m, value] of draft.penalty) penalty[m] = value;
  }
  const edges = withRows(draft, network.edgeMission);
  const { edgeStart, edgeSlot, edgeCost, edgeLocked, edgeMission } = edges;
  const rows = ascending(draft.rows.keys());
  const { tierStart, tierCost } = withTiers(draft);
  const problem: LayeredProblem = {
    missionCount: draft.missionCount,
    slotCount,
    volunteerCount: draft.volunteerCount,
    demand: ints(before.demand, draft.missionCount, draft.demand),
    penalty,
    edgeStart,
    edgeSlot,
    edgeCost,
    edgeLocked,
    slotOwner: ints(before.slotOwner, slotCount, slotOwner),
    slotCapacity: ints(before.slotCapacity, slotCount, draft.capacity),
    tierStart,
    tierCost,
  };
  const changed: Changed = {
    problem,
    edgeMission,
    mostCost: mostOf(problem, draft, network.mostCost()),
    hasSameEdges:
      edgeSlot === before.edgeSlot &&
      draft.owner.length === 0 &&
      draft.volunteerCount === before.volunteerCount,
    rows,
    moved: movesOf(before, edges, rows),
    missions: ascending(new Set([...draft.rows.keys(), ...draft.demand.keys(), ...draft.penalty.keys()])),
    slots: ascending(draft.capacity.keys()),
    volunteers: ascending(draft.tiers.keys()),
  };
  const checked = checkChanged(changed);
  return checked.ok ? ok(changed) : checked;
};
