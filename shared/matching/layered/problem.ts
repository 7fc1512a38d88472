import { ok, type Result, refused } from '../../result/result.ts';

/**
 * The week's plan as a layered network of integers (matching.md §1): mission → slot (a volunteer in a half-day) →
 * volunteer → end, where the k-th mission of a volunteer's week costs `tierCost[tierStart[v] + k]`, never less than the
 * one before. Each person missing on a mission costs its penalty. Minimised: edge costs + tier costs + penalties.
 * Immutable: nobody writes into these arrays after `layeredProblem`.
 */
export type LayeredProblem = {
  readonly missionCount: number;
  readonly slotCount: number;
  readonly volunteerCount: number;
  /** People a mission needs, per mission. */
  readonly demand: Int32Array;
  /** Cost of each person missing, per mission. */
  readonly penalty: Float64Array;
  /** Edges of mission m are `edgeStart[m]` to `edgeStart[m + 1] - 1`. */
  readonly edgeStart: Int32Array;
  readonly edgeSlot: Int32Array;
  readonly edgeCost: Float64Array;
  /** 1 where the coordinator has settled the choice: this edge is taken, whatever it costs. */
  readonly edgeLocked: Uint8Array;
  readonly slotOwner: Int32Array;
  /** Missions a slot can hold, usually 1. */
  readonly slotCapacity: Int32Array;
  readonly tierStart: Int32Array;
  readonly tierCost: Float64Array;
};

export type LayeredData = {
  readonly missions: readonly {
    readonly demand?: number;
    readonly penalty: number;
    readonly edges: readonly { readonly slot: number; readonly cost: number; readonly isLocked?: boolean }[];
  }[];
  readonly slots: readonly { readonly volunteer: number; readonly capacity?: number }[];
  /** Marginal costs of the first, second… mission of the week; as many as the weekly cap still allows. */
  readonly volunteers: readonly { readonly tiers: readonly number[] }[];
};

export type LayeredRefusal = {
  readonly reason:
    | 'not-an-integer'
    | 'negative'
    | 'unknown-mission'
    | 'unknown-slot'
    | 'unknown-volunteer'
    | 'unknown-edge'
    | 'same-volunteer-twice'
    | 'tiers-decrease'
    | 'locks-over-demand'
    | 'locks-over-capacity'
    | 'locks-over-weekly-cap'
    | 'costs-too-large';
  /** What the number below counts. */
  readonly of: 'mission' | 'slot' | 'volunteer' | 'problem';
  readonly index: number;
};

/**
 * Largest sum the solver may meet: exactness ends at 2^53. Prices stay within four times the largest cost for every
 * node a path can cross, and the objective within twice the largest cost for every person needed: eight covers both.
 */
const SUM_FACTOR = 8;

/** Row lengths as running starts: [2, 3] becomes [0, 2, 5]. */
export const starts = (lengths: readonly number[]): Int32Array => {
  const out = new Int32Array(lengths.length + 1);
  lengths.forEach((length, i) => {
    out[i + 1] = (out[i] ?? 0) + length;
  });
  return out;
};

const refuse = (reason: LayeredRefusal['reason'], of: LayeredRefusal['of'], index: number) =>
  refused({ reason, of, index });

const checkVolunteers = (problem: LayeredProblem): Result<true, LayeredRefusal> => {
  for (let v = 0; v < problem.volunteerCount; v += 1) {
    const end = problem.tierStart[v + 1] ?? 0;
    for (let k = problem.tierStart[v] ?? 0; k < end; k += 1) {
      const cost = problem.tierCost[k] ?? 0;
      if (!Number.isInteger(cost)) return refuse('not-an-integer', 'volunteer', v);
      if (k + 1 < end && cost > (problem.tierCost[k + 1] ?? 0))
        return refuse('tiers-decrease', 'volunteer', v);
    }
  }
  for (let s = 0; s < problem.slotCount; s += 1) {
    const owner = problem.slotOwner[s] ?? -1;
    if (owner < 0 || owner >= problem.volunteerCount) return refuse('unknown-volunteer', 'slot', s);
    if ((problem.slotCapacity[s] ?? 0) < 0) return refuse('negative', 'slot', s);
  }
  return ok(true);
};

const checkMissions = (problem: LayeredProblem): Result<true, LayeredRefusal> => {
  const lastMission = new Int32Array(problem.volunteerCount).fill(-1);
  const locksOfSlot = new Int32Array(problem.slotCount);
  const locksOfVolunteer = new Int32Array(problem.volunteerCount);
  for (let m = 0; m < problem.missionCount; m += 1) {
    if (!Number.isInteger(problem.penalty[m])) return refuse('not-an-integer', 'mission', m);
    if ((problem.demand[m] ?? 0) < 0) return refuse('negative', 'mission', m);
    let locks = 0;
    const end = problem.edgeStart[m + 1] ?? 0;
    for (let e = problem.edgeStart[m] ?? 0; e < end; e += 1) {
      const s = problem.edgeSlot[e] ?? -1;
      if (s < 0 || s >= problem.slotCount) return refuse('unknown-slot', 'mission', m);
      if (!Number.isInteger(problem.edgeCost[e])) return refuse('not-an-integer', 'mission', m);
      const v = problem.slotOwner[s] ?? 0;
      if (lastMission[v] === m) return refuse('same-volunteer-twice', 'mission', m);
      lastMission[v] = m;
      if (problem.edgeLocked[e] !== 1) continue;
      locks += 1;
      locksOfSlot[s] = (locksOfSlot[s] ?? 0) + 1;
      locksOfVolunteer[v] = (locksOfVolunteer[v] ?? 0) + 1;
    }
    if (locks > (problem.demand[m] ?? 0)) return refuse('locks-over-demand', 'mission', m);
  }
  for (let s = 0; s < problem.slotCount; s += 1)
    if ((locksOfSlot[s] ?? 0) > (problem.slotCapacity[s] ?? 0))
      return refuse('locks-over-capacity', 'slot', s);
  for (let v = 0; v < problem.volunteerCount; v += 1)
    if ((locksOfVolunteer[v] ?? 0) > (problem.tierStart[v + 1] ?? 0) - (problem.tierStart[v] ?? 0))
      return refuse('locks-over-weekly-cap', 'volunteer', v);
  return ok(true);
};

const largest = (values: Float64Array): number => {
  let most = 0;
  for (let i = 0; i < values.length; i += 1) most = Math.max(most, Math.abs(values[i] ?? 0));
  return most;
};

const fits = (problem: LayeredProblem): boolean => {
  const most = Math.max(largest(problem.edgeCost), largest(problem.tierCost), largest(problem.penalty));
  let count = problem.missionCount + problem.slotCount + problem.volunteerCount + 2;
  for (let m = 0; m < problem.missionCount; m += 1) count += problem.demand[m] ?? 0;
  return SUM_FACTOR * count * most <= Number.MAX_SAFE_INTEGER;
};

/**
 * Refuses what the solver cannot answer exactly: numbers that are not integers, tiers that get cheaper, one volunteer
 * twice on a mission (two people are two different people), locks that exceed what is there, costs whose sums could
 * pass 2^53. O(size of the problem).
 */
export const checkProblem = (problem: LayeredProblem): Result<LayeredProblem, LayeredRefusal> => {
  const volunteers = checkVolunteers(problem);
  if (!volunteers.ok) return volunteers;
  const missions = checkMissions(problem);
  if (!missions.ok) return missions;
  return fits(problem) ? ok(problem) : refuse('costs-too-large', 'problem', 0);
};

const isWhole = (value: number): boolean => Number.isInteger(value) && Math.abs(value) <= 0x7fffffff;

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
