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

const areRows = (start: Int32Array, rows: number, members: number): boolean => {
  if (start.length !== rows + 1 || start[0] !== 0 || start[rows] !== members) return false;
  for (let r = 0; r < rows; r += 1) if ((start[r] ?? 0) > (start[r + 1] ?? 0)) return false;
  return true;
};

/** Arrays of one problem have lengths that fit; whoever lays them out by hand is told before the solver is misled. */
const checkShape = (problem: LayeredProblem): Checked => {
  const { missionCount, slotCount, volunteerCount, edgeSlot } = problem;
  const fits =
    areRows(problem.edgeStart, missionCount, edgeSlot.length) &&
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
  const end = problem.edgeStart[m + 1] ?? 0;
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

/** Locks must leave a choice that exists: within what missions need, half-days hold and weeks allow. */
export const checkLocks = (problem: LayeredProblem): Checked => {
  const { edgeLocked } = problem;
  if (!edgeLocked.includes(1)) return ok(true);
  const ofSlot = new Int32Array(problem.slotCount);
  const ofVolunteer = new Int32Array(problem.volunteerCount);
  let m = 0;
  let locks = 0;
  for (let e = edgeLocked.indexOf(1); e >= 0; e = edgeLocked.indexOf(1, e + 1)) {
    for (; e >= (problem.edgeStart[m + 1] ?? 0); m += 1) locks = 0;
    locks += 1;
    if (locks > (problem.demand[m] ?? 0)) return refuse('locks-over-demand', 'mission', m);
    const s = problem.edgeSlot[e] ?? 0;
    const v = problem.slotOwner[s] ?? 0;
    ofSlot[s] = (ofSlot[s] ?? 0) + 1;
    ofVolunteer[v] = (ofVolunteer[v] ?? 0) + 1;
  }
  for (let s = 0; s < problem.slotCount; s += 1)
    if ((ofSlot[s] ?? 0) > (problem.slotCapacity[s] ?? 0)) return refuse('locks-over-capacity', 'slot', s);
  for (let v = 0; v < problem.volunteerCount; v += 1)
    if ((ofVolunteer[v] ?? 0) > (problem.tierStart[v + 1] ?? 0) - (problem.tierStart[v] ?? 0))
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
export const largestCost = (problem: LayeredProblem): number =>
  Math.max(largest(problem.edgeCost), largest(problem.tierCost), largest(problem.penalty));

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
    () => checkLocks(problem),
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
  return checkProblem({
    missionCount: missions.length,
    slotCount: slots.length,
    volunteerCount: volunteers.length,
    demand: Int32Array.from(missions, (m) => m.demand ?? 1),
    penalty: Float64Array.from(missions, (m) => m.penalty),
    edgeStart: starts(missions.map((m) => m.edges.length)),
    edgeSlot: Int32Array.from(edges, (e) => e.slot),
    edgeCost: Float64Array.from(edges, (e) => e.cost),
    edgeLocked: Uint8Array.from(edges, (e) => (e.isLocked === true ? 1 : 0)),
    slotOwner: Int32Array.from(slots, (s) => s.volunteer),
    slotCapacity: Int32Array.from(slots, (s) => s.capacity ?? 1),
    tierStart: starts(volunteers.map((v) => v.tiers.length)),
    tierCost: Float64Array.from(volunteers.flatMap((v) => v.tiers)),
  });
};
