import { largestCost } from './problem.ts';
import type { LayeredProblem } from './shape.ts';

/** Positions grouped: those of group g are `members[start[g]]` to `members[start[g + 1] - 1]`. */
export type Groups = { readonly start: Int32Array; readonly members: Int32Array };

/** The edges into one slot: `list[from]` to `list[to - 1]`, in increasing order. Good until the next slot is asked for. */
export type Wished = { list: Int32Array; from: number; to: number };

/** The same edges, found from the other side: who wants a slot, which slots a volunteer has. */
export type Network = {
  readonly problem: LayeredProblem;
  /** Nodes are the missions, then the slots, then the volunteers. */
  readonly firstSlot: number;
  readonly firstVolunteer: number;
  readonly nodeCount: number;
  readonly edgeMission: Int32Array;
  readonly volunteerSlotStart: Int32Array;
  readonly volunteerSlot: Int32Array;
  /** Edges by slot: many solves never ask, and sorting them would be a good part of a town's time. */
  readonly wishes: () => Groups;
  readonly wished: (s: number) => Wished;
  /** No cost is larger. */
  readonly mostCost: () => number;
};

/** Made when first asked for, then kept; what it is made from is let go. */
export const once = <T>(make: () => T): (() => T) => {
  let state: { readonly make: () => T } | { readonly made: T } = { make };
  return () => {
    if ('make' in state) state = { made: state.make() };
    return state.made;
  };
};

/** Positions 0…n-1 grouped by `groupOf`, in order within each group (a counting sort). */
export const grouped = (groupOf: Int32Array, groupCount: number): Groups => {
  const start = new Int32Array(groupCount + 1);
  for (let i = 0; i < groupOf.length; i += 1) {
    const g = (groupOf[i] ?? 0) + 1;
    start[g] = (start[g] ?? 0) + 1;
  }
  for (let g = 0; g < groupCount; g += 1) start[g + 1] = (start[g + 1] ?? 0) + (start[g] ?? 0);
  const next = start.slice(0, groupCount);
  const members = new Int32Array(groupOf.length);
  for (let i = 0; i < groupOf.length; i += 1) {
    const g = groupOf[i] ?? 0;
    const place = next[g] ?? 0;
    members[place] = i;
    next[g] = place + 1;
  }
  return { start, members };
};

/** Reads the edges of one slot after another from the sorted lists. */
const readFrom = (wishes: () => Groups): Network['wished'] => {
  const wished: Wished = { list: new Int32Array(0), from: 0, to: 0 };
  return (s) => {
    const { start, members } = wishes();
    wished.list = members;
    wished.from = start[s] ?? 0;
    wished.to = start[s + 1] ?? 0;
    return wished;
  };
};

/** The mission of each edge. */
const rowsOfEdges = (problem: LayeredProblem): Int32Array => {
  const edgeMission = new Int32Array(problem.edgeSlot.length);
  for (let m = 0; m < problem.missionCount; m += 1)
    edgeMission.fill(m, problem.edgeStart[m] ?? 0, problem.edgeStart[m + 1] ?? 0);
  return edgeMission;
};

export const networkOf = (problem: LayeredProblem): Network => {
  const weeks = grouped(problem.slotOwner, problem.volunteerCount);
  const wishes = once(() => grouped(problem.edgeSlot, problem.slotCount));
  return {
    problem,
    firstSlot: problem.missionCount,
    firstVolunteer: problem.missionCount + problem.slotCount,
    nodeCount: problem.missionCount + problem.slotCount + problem.volunteerCount,
    edgeMission: rowsOfEdges(problem),
    volunteerSlotStart: weeks.start,
    volunteerSlot: weeks.members,
    wishes,
    wished: readFrom(wishes),
    mostCost: once(() => largestCost(problem)),
  };
};
