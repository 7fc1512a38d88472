import { ok, type Result } from '../../../result/result.ts';
import { isOwn, type Later, type Ledger, laterThan, withRoom, write } from '../ledger.ts';
import type { Network } from '../network.ts';
import {
  checkLocks,
  checkMission,
  checkSlot,
  checkSums,
  checkVolunteer,
  type Lock,
  largestCost,
} from '../problem.ts';
import { isWhole, type LayeredProblem, type LayeredRefusal, refuse } from '../shape.ts';
import { type Change, type Draft, draftOf } from './changes.ts';

/** The changed problem, and what an earlier answer has to be compared with. */
export type Changed = {
  readonly problem: LayeredProblem;
  readonly ledger: Ledger;
  readonly later: Later | undefined;
  readonly locks: readonly Lock[];
  /** No cost is larger. */
  readonly mostCost: number;
  /** Missions whose row was written anew, in increasing order. */
  readonly rows: readonly number[];
  /** Changed or new, in increasing order. */
  readonly missions: readonly number[];
  readonly slots: readonly number[];
  readonly volunteers: readonly number[];
};

const ascending = (keys: Iterable<number>): number[] => [...keys].sort((a, b) => a - b);

const ints = (before: Int32Array, count: number, values: ReadonlyMap<number, number>): Int32Array => {
  if (values.size === 0 && count === before.length) return before;
  const out = new Int32Array(count);
  out.set(before.subarray(0, count));
  for (const [i, value] of values) out[i] = value;
  return out;
};

const costs = (before: Float64Array, count: number, values: ReadonlyMap<number, number>): Float64Array => {
  if (values.size === 0 && count === before.length) return before;
  const out = new Float64Array(count);
  out.set(before);
  for (const [i, value] of values) out[i] = value;
  return out;
};

type Tiers = Pick<LayeredProblem, 'tierStart' | 'tierCost'>;

const withTiers = ({ before, tiers, volunteerCount }: Draft): Tiers => {
  if (tiers.size === 0) return before;
  const tierStart = new Int32Array(volunteerCount + 1);
  for (let v = 0; v < before.volunteerCount; v += 1)
    tierStart[v + 1] = (before.tierStart[v + 1] ?? 0) - (before.tierStart[v] ?? 0);
  for (const [v, { length }] of tiers) tierStart[v + 1] = length;
  for (let v = 0; v < volunteerCount; v += 1)
    tierStart[v + 1] = (tierStart[v + 1] ?? 0) + (tierStart[v] ?? 0);
  const tierCost = new Float64Array(tierStart[volunteerCount] ?? 0);
  let from = 0;
  for (const v of ascending(tiers.keys())) {
    if (from < v) {
      const kept = before.tierCost.subarray(before.tierStart[from] ?? 0, before.tierStart[v] ?? 0);
      tierCost.set(kept, tierStart[from] ?? 0);
    }
    tierCost.set(tiers.get(v) ?? [], tierStart[v] ?? 0);
    from = v + 1;
  }
  if (from < before.volunteerCount)
    tierCost.set(before.tierCost.subarray(before.tierStart[from] ?? 0), tierStart[from] ?? 0);
  return { tierStart, tierCost };
};

type Rows = Pick<LayeredProblem, 'edgeStart' | 'edgeEnd' | 'edgeSlot' | 'edgeCost' | 'edgeLocked'> &
  Pick<Network, 'later'>;

/** Writes the changed rows behind all others: nothing that stays is copied. */
const withRows = (
  { before, rows, missionCount }: Draft,
  network: Network,
  changed: readonly number[],
): Rows => {
  if (changed.length === 0) return { ...before, later: network.later };
  let count = 0;
  for (const row of rows.values()) count += row.length;
  const ledger = withRoom(network.ledger, before.edgeSlot.length, count);
  network.ledger = ledger;
  const later = laterThan(network.later, (e) => isOwn(before, network.edgeMission[e] ?? 0, e));
  const edgeStart = new Int32Array(missionCount);
  const edgeEnd = new Int32Array(missionCount);
  edgeStart.set(before.edgeStart.subarray(0, before.missionCount));
  edgeEnd.set(before.edgeEnd);
  for (const m of changed) {
    edgeStart[m] = ledger.used;
    const row = rows.get(m);
    if (row) write(ledger, m, before.edgeStart[m] ?? 0, row, later);
    edgeEnd[m] = ledger.used;
  }
  const { edgeSlot, edgeCost, edgeLocked, used } = ledger;
  return {
    edgeStart,
    edgeEnd,
    edgeSlot: edgeSlot.subarray(0, used),
    edgeCost: edgeCost.subarray(0, used),
    edgeLocked: edgeLocked.subarray(0, used),
    later,
  };
};

/** What typed arrays would cut off without a word. */
const checkWhole = ({ rows, demand, capacity }: Draft): Result<true, LayeredRefusal> => {
  for (const [m, value] of demand) if (!isWhole(value)) return refuse('not-an-integer', 'mission', m);
  for (const [s, value] of capacity) if (!isWhole(value)) return refuse('not-an-integer', 'slot', s);
  for (const [m, row] of rows)
    if (row.put.some(({ edge }) => !isWhole(edge.slot))) return refuse('unknown-slot', 'mission', m);
  return ok(true);
};

/** The locks of rows that stay, and those of the new ones. */
const locksAfter = (
  before: readonly Lock[],
  { edgeStart, edgeEnd, edgeLocked }: Rows,
  { rows }: Draft,
): readonly Lock[] => {
  if (rows.size === 0) return before;
  const locks = before.filter(({ mission }) => !rows.has(mission));
  for (const mission of rows.keys())
    for (let edge = edgeStart[mission] ?? 0; edge < (edgeEnd[mission] ?? 0); edge += 1)
      if (edgeLocked[edge] === 1) locks.push({ mission, edge });
  return locks;
};

/** What the changes cost at most, and at least what the problem cost before. */
const mostOf = (problem: LayeredProblem, { rows, penalty, tiers }: Draft, before: number): number => {
  let most = before;
  const see = (cost: number): void => {
    most = Math.max(most, Math.abs(cost));
  };
  for (const { put } of rows.values()) for (const { edge } of put) see(edge.cost);
  for (const cost of penalty.values()) see(cost);
  for (const week of tiers.values()) for (const cost of week) see(cost);
  // What is gone may have been the largest: the whole is read again only where that matters.
  return checkSums(problem, most).ok ? most : largestCost(problem);
};

const checkChanged = (changed: Changed): Result<true, LayeredRefusal> => {
  const { problem, mostCost, missions, slots, volunteers } = changed;
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
  const locks = checkLocks(problem, changed.locks);
  return locks.ok ? checkSums(problem, mostCost) : locks;
};

/**
 * A new problem with the changes made, refused under the same rules as a first one; the old one is not touched. Only the
 * rows that a change names are written: O(missions + edges of those).
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
  const rows = ascending(draft.rows.keys());
  const edges = withRows(draft, network, rows);
  const { edgeStart, edgeEnd, edgeSlot, edgeCost, edgeLocked } = edges;
  const { tierStart, tierCost } = withTiers(draft);
  const problem: LayeredProblem = {
    missionCount: draft.missionCount,
    slotCount,
    volunteerCount: draft.volunteerCount,
    demand: ints(before.demand, draft.missionCount, draft.demand),
    penalty: costs(before.penalty, draft.missionCount, draft.penalty),
    edgeStart,
    edgeEnd,
    edgeSlot,
    edgeCost,
    edgeLocked,
    slotOwner: ints(before.slotOwner, slotCount, slotOwner),
    slotCapacity: ints(before.slotCapacity, slotCount, draft.capacity),
    tierStart,
    tierCost,
  };
  const isRowsOnly = draft.demand.size + draft.penalty.size === 0;
  const changed: Changed = {
    problem,
    ledger: network.ledger,
    later: edges.later,
    locks: locksAfter(network.locks, edges, draft),
    mostCost: mostOf(problem, draft, network.mostCost()),
    rows,
    missions: isRowsOnly
      ? rows
      : ascending(new Set([...draft.rows.keys(), ...draft.demand.keys(), ...draft.penalty.keys()])),
    slots: ascending(draft.capacity.keys()),
    volunteers: ascending(draft.tiers.keys()),
  };
  const checked = checkChanged(changed);
  return checked.ok ? ok(changed) : checked;
};
