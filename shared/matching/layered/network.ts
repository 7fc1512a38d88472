import { grouped } from './groups.ts';
import { isOwn, type Later, type Ledger, laterWishes, ledgerOf, once, sameEdge } from './ledger.ts';
import { type Lock, largestCost, locksOf } from './problem.ts';
import type { LayeredProblem } from './shape.ts';

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
  /** Whom mission m takes stands in places `placeStart[m]` to `placeEnd[m] - 1`: one for each person, and a spare one. */
  readonly placeStart: Int32Array;
  readonly placeEnd: Int32Array;
  readonly placeCount: number;
  readonly locks: readonly Lock[];
  /** Edges of this version and of others; a longer ledger takes its place when this one is full. */
  ledger: Ledger;
  readonly later: Later | undefined;
  /** No cost is larger. */
  readonly mostCost: () => number;
};

/** Places for everybody a mission may take, while one comes before another has left. */
export const placesOf = ({ demand, edgeStart, edgeEnd }: LayeredProblem, m: number): number =>
  1 + Math.min(demand[m] ?? 0, (edgeEnd[m] ?? 0) - (edgeStart[m] ?? 0));

export const networkOf = (problem: LayeredProblem): Network => {
  const { missionCount, slotCount, volunteerCount } = problem;
  const weeks = grouped(problem.slotOwner, volunteerCount);
  const ledger = ledgerOf(problem);
  const places = new Int32Array(missionCount + 1);
  const { demand, edgeStart, edgeEnd } = problem;
  for (let m = 0; m < missionCount; m += 1) {
    const ways = (edgeEnd[m] ?? 0) - (edgeStart[m] ?? 0);
    const people = demand[m] ?? 0;
    places[m + 1] = (places[m] ?? 0) + 1 + (people < ways ? people : ways);
  }
  return {
    problem,
    firstSlot: missionCount,
    firstVolunteer: missionCount + slotCount,
    nodeCount: missionCount + slotCount + volunteerCount,
    edgeMission: ledger.edgeMission,
    volunteerSlotStart: weeks.start,
    volunteerSlot: weeks.members,
    placeStart: places.subarray(0, missionCount),
    placeEnd: places.subarray(1),
    placeCount: places[missionCount] ?? 0,
    locks: locksOf(problem),
    ledger,
    later: undefined,
    mostCost: once(() => largestCost(problem)),
  };
};

/** The edges into a slot. */
export const wishesFor = ({ problem, ledger, later, edgeMission }: Network, s: number): number[] => {
  const { start, members } = ledger.wishes();
  const found: number[] = [];
  const end = start[s + 1] ?? 0;
  for (let i = start[s] ?? 0; i < end; i += 1) {
    const first = members[i] ?? 0;
    const e = sameEdge(ledger, problem, edgeMission[first] ?? 0, first);
    if (e >= 0) found.push(e);
  }
  for (let at = later; at; at = at.before)
    for (const e of laterWishes(at, s) ?? []) if (isOwn(problem, edgeMission[e] ?? 0, e)) found.push(e);
  return found;
};
