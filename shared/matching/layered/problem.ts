import { ok, type Result } from '../../result/result.ts';
import {
  isWhole,
  type LayeredData,
  type LayeredProblem,
  type LayeredRefusal,
  refuse,
  starts,
} from './shape.ts';

export type { LayeredData, LayeredProblem, LayeredRefusal } from './shape.ts';
export { starts } from './shape.ts';

/**
 * Largest sum the solver may meet: exactness ends at 2^53. Prices stay within four times the largest cost for every
 * node a path can cross, and the objective within twice the largest cost for every person needed: eight covers both.
 */
const SUM_FACTOR = 8;

type Checked = Result<true, LayeredRefusal>;

/** A choice that is settled: this edge is taken, whatever it costs. */
export type Lock = { readonly mission: number; readonly edge: number };

const areRows = (start: Int32Array, rows: number, members: number): boolean => {
  if (start.length !== rows + 1 || start[0] !== 0 || start[rows] !== members) return false;
  for (let r = 0; r < rows; r += 1) if ((start[r] ?? 0) > (start[r + 1] ?? 0)) return false;
  return true;
};

/** Rows within the list of edges, of which no two share an edge. */
const areApart = (start: Int32Array, end: Int32Array, members: number): boolean => {
  let isInOrder = true;
  for (let r = 0; r < end.length; r += 1) {
    const from = start[r] ?? -1;
    const to = end[r] ?? 0;
    if (from < 0 || from > to || to > members) return false;
    if (r > 0 && from < (end[r - 1] ?? 0)) isInOrder = false;
  }
  if (isInOrder) return true;
  const rows = [...end.keys()].filter((r) => (start[r] ?? 0) < (end[r] ?? 0));
  rows.sort((a, b) => (start[a] ?? 0) - (start[b] ?? 0));
  return rows.every((r, k) => k === 0 || (end[rows[k - 1] ?? 0] ?? 0) <= (start[r] ?? 0));
};

/** Arrays of one problem have lengths that fit; whoever lays them out by hand is told before the solver is misled. */
const checkShape = (problem: LayeredProblem): Checked => {
  const { missionCount, slotCount, volunteerCount, edgeSlot } = problem;
  const fits =
    problem.edgeEnd.length === missionCount &&
    areApart(problem.edgeStart, problem.edgeEnd, edgeSlot.length) &&
    areRows(problem.tierStart, volunteerCount, problem.tierCost.length) &&
    problem.edgeCost.length === edgeSlot.length &&
    problem.edgeLocked.length === edgeSlot.length &&
    problem.demand.length === missionCount &&
    problem.penalty.length === missionCount &&
    problem.slotOwner.length === slotCount &&
    problem.slotCapacity.length === slotCount;
  return fits ? ok(true) : refuse('misshapen', 'problem', 0);
};

export const checkVolunteer = (problem: LayeredProblem, v: number): Checked => {
  const end = problem.tierStart[v + 1] ?? 0;
  for (let k = problem.tierStart[v] ?? 0; k < end; k += 1) {
    const cost = problem.tierCost[k] ?? 0;
    if (!Number.isInteger(cost)) return refuse('not-an-integer', 'volunteer', v);
    if (k + 1 < end && cost > (problem.tierCost[k + 1] ?? 0)) return refuse('tiers-decrease', 'volunteer', v);
  }
  return ok(true);
};

export const checkSlot = (problem: LayeredProblem, s: number): Checked => {
  const owner = problem.slotOwner[s] ?? -1;
  if (owner < 0 || owner >= problem.volunteerCount) return refuse('unknown-volunteer', 'slot', s);
  return (problem.slotCapacity[s] ?? 0) < 0 ? refuse('negative', 'slot', s) : ok(true);
};

/** `lastMission` remembers, per volunteer, the last mission that named them: one array for a whole pass, filled with -1. */
export const checkMission = (problem: LayeredProblem, m: number, lastMission: Int32Array): Checked => {
  if (!Number.isInteger(problem.penalty[m])) return refuse('not-an-integer', 'mission', m);
  if ((problem.demand[m] ?? 0) < 0) return refuse('negative', 'mission', m);
  const end = problem.edgeEnd[m] ?? 0;
  for (let e = problem.edgeStart[m] ?? 0; e < end; e += 1) {
    const s = problem.edgeSlot[e] ?? -1;
    if (s < 0 || s >= problem.slotCount) return refuse('unknown-slot', 'mission', m);
    if (!Number.isInteger(problem.edgeCost[e])) return refuse('not-an-integer', 'mission', m);
    const v = problem.slotOwner[s] ?? 0;
    if (lastMission[v] === m) return refuse('same-volunteer-twice', 'mission', m);
    lastMission[v] = m;
  }
  return ok(true);
};

/** The locked edges, by mission. O(edges), and next to nothing where there is none. */
export const locksOf = ({
  missionCount,
  edgeStart,
  edgeEnd,
  edgeLocked,
}: LayeredProblem): readonly Lock[] => {
  const locks: Lock[] = [];
  if (!edgeLocked.includes(1)) return locks;
  for (let mission = 0; mission < missionCount; mission += 1)
    for (let edge = edgeStart[mission] ?? 0; edge < (edgeEnd[mission] ?? 0); edge += 1)
      if (edgeLocked[edge] === 1) locks.push({ mission, edge });
  return locks;
};

const countedBy = (locks: readonly Lock[], placeOf: (lock: Lock) => number): ReadonlyMap<number, number> => {
  const counts = new Map<number, number>();
  for (const lock of locks) counts.set(placeOf(lock), (counts.get(placeOf(lock)) ?? 0) + 1);
  return counts;
};

/** Locks must leave a choice that exists: within what missions need, half-days hold and weeks allow. O(locks). */
export const checkLocks = (problem: LayeredProblem, locks: readonly Lock[]): Checked => {
  const slotOf = ({ edge }: Lock): number => problem.edgeSlot[edge] ?? 0;
  for (const [m, count] of countedBy(locks, ({ mission }) => mission))
    if (count > (problem.demand[m] ?? 0)) return refuse('locks-over-demand', 'mission', m);
  for (const [s, count] of countedBy(locks, slotOf))
    if (count > (problem.slotCapacity[s] ?? 0)) return refuse('locks-over-capacity', 'slot', s);
  for (const [v, count] of countedBy(locks, (lock) => problem.slotOwner[slotOf(lock)] ?? 0))
    if (count > (problem.tierStart[v + 1] ?? 0) - (problem.tierStart[v] ?? 0))
      return refuse('locks-over-weekly-cap', 'volunteer', v);
  return ok(true);
};

const largest = (values: Float64Array): number => {
  let high = 0;
  let low = 0;
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i] ?? 0;
    if (value > high) high = value;
    else if (value < low) low = value;
  }
  return Math.max(high, -low);
};

/** The largest cost of the problem, whatever its sign. O(edges). */
export const largestCost = (problem: LayeredProblem): number => {
  const { missionCount, edgeStart, edgeEnd, edgeCost } = problem;
  let most = Math.max(largest(problem.tierCost), largest(problem.penalty));
  for (let m = 0; m < missionCount; m += 1)
    for (let e = edgeStart[m] ?? 0; e < (edgeEnd[m] ?? 0); e += 1)
      most = Math.max(most, Math.abs(edgeCost[e] ?? 0));
  return most;
};

/** Whether sums of costs up to `most` stay exact. */
export const checkSums = (problem: LayeredProblem, most: number): Checked => {
  let count = problem.missionCount + problem.slotCount + problem.volunteerCount + 2;
  for (let m = 0; m < problem.missionCount; m += 1) count += problem.demand[m] ?? 0;
  return SUM_FACTOR * count * most <= Number.MAX_SAFE_INTEGER
    ? ok(true)
    : refuse('costs-too-large', 'problem', 0);
};

/**
 * Refuses what the solver cannot answer exactly: arrays that do not fit together, numbers that are not integers, tiers that get cheaper, one volunteer
 * twice on a mission (two people are two different people), locks that exceed what is there, costs whose sums could
 * pass 2^53. O(size of the problem).
 */
export const checkProblem = (problem: LayeredProblem): Result<LayeredProblem, LayeredRefusal> => {
  const lastMission = new Int32Array(problem.volunteerCount).fill(-1);
  const each = (count: number, check: (i: number) => Checked): Checked => {
    for (let i = 0; i < count; i += 1) {
      const checked = check(i);
      if (!checked.ok) return checked;
    }
    return ok(true);
  };
  const checks = [
    () => checkShape(problem),
    () => each(problem.volunteerCount, (v) => checkVolunteer(problem, v)),
    () => each(problem.slotCount, (s) => checkSlot(problem, s)),
    () => each(problem.missionCount, (m) => checkMission(problem, m, lastMission)),
    () => checkLocks(problem, locksOf(problem)),
    () => checkSums(problem, largestCost(problem)),
  ];
  for (const check of checks) {
    const checked = check();
    if (!checked.ok) return checked;
  }
  return ok(problem);
};

/** Lays the data out as arrays, checked. Indices are positions in the three lists. */
export const layeredProblem = (data: LayeredData): Result<LayeredProblem, LayeredRefusal> => {
  const { missions, slots, volunteers } = data;
  const fractional = missions.findIndex((m) => !isWhole(m.demand ?? 1));
  if (fractional >= 0) return refuse('not-an-integer', 'mission', fractional);
  const fractionalSlot = slots.findIndex((s) => !isWhole(s.capacity ?? 1));
  if (fractionalSlot >= 0) return refuse('not-an-integer', 'slot', fractionalSlot);
  const edges = missions.flatMap((m) => m.edges);
  const wild = missions.findIndex((m) => m.edges.some((e) => !isWhole(e.slot)));
  if (wild >= 0) return refuse('unknown-slot', 'mission', wild);
  const homeless = slots.findIndex((s) => !isWhole(s.volunteer));
  if (homeless >= 0) return refuse('unknown-volunteer', 'slot', homeless);
  const rows = starts(missions.map((m) => m.edges.length));
  return checkProblem({
    missionCount: missions.length,
    slotCount: slots.length,
    volunteerCount: volunteers.length,
    demand: Int32Array.from(missions, (m) => m.demand ?? 1),
    penalty: Float64Array.from(missions, (m) => m.penalty),
    edgeStart: rows,
    edgeEnd: rows.subarray(1),
    edgeSlot: Int32Array.from(edges, (e) => e.slot),
    edgeCost: Float64Array.from(edges, (e) => e.cost),
    edgeLocked: Uint8Array.from(edges, (e) => (e.isLocked === true ? 1 : 0)),
    slotOwner: Int32Array.from(slots, (s) => s.volunteer),
    slotCapacity: Int32Array.from(slots, (s) => s.capacity ?? 1),
    tierStart: starts(volunteers.map((v) => v.tiers.length)),
    tierCost: Float64Array.from(volunteers.flatMap((v) => v.tiers)),
  });
};
