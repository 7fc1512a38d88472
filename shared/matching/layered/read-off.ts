import type { Flow } from './flow.ts';
import type { LayeredClaim } from './verify.ts';

export type LayeredSolution = LayeredClaim & {
  /** People missing, per mission. */
  readonly unserved: Int32Array;
  readonly counts: {
    /** Shortest-path searches. */
    readonly searches: number;
    /** Edges and slots looked at, by the auction and the searches. */
    readonly scans: number;
  };
};

/**
 * A slot with room costs what its volunteer costs, and none costs less: the search leaves open where nothing flows. Writes
 * what each of these slots is worth above its volunteer.
 */
export const priceSlots = (
  { network, price, slotLoad }: Flow,
  slots: Int32Array,
  slotPrice: Float64Array,
): void => {
  const { problem, firstSlot, firstVolunteer } = network;
  const { slotCapacity, slotOwner } = problem;
  for (let i = 0; i < slots.length; i += 1) {
    const s = slots[i] ?? 0;
    const least = price[firstVolunteer + (slotOwner[s] ?? 0)] ?? 0;
    const hasRoom = (slotLoad[s] ?? 0) < (slotCapacity[s] ?? 0);
    if (hasRoom || (price[firstSlot + s] ?? 0) < least) price[firstSlot + s] = least;
    slotPrice[s] = (price[firstSlot + s] ?? 0) - least;
  }
};

/** A mission that lacks nobody is worth what its dearest choice costs, of all prices that prove as much the least. */
export const priceServed = ({ network, price, placeEdge, unserved }: Flow, missions: Int32Array): void => {
  const { problem, firstSlot, placeStart, placeEnd } = network;
  const { edgeCost, edgeSlot } = problem;
  for (let i = 0; i < missions.length; i += 1) {
    const m = missions[i] ?? 0;
    if (unserved[m] !== 0) continue;
    let paid = Number.NEGATIVE_INFINITY;
    const end = placeEnd[m] ?? 0;
    for (let place = placeStart[m] ?? 0; place < end; place += 1) {
      const e = placeEdge[place] ?? -1;
      if (e < 0) continue;
      const value = (edgeCost[e] ?? 0) + (price[firstSlot + (edgeSlot[e] ?? 0)] ?? 0);
      if (value > paid) paid = value;
    }
    if (paid > Number.NEGATIVE_INFINITY && paid < (price[m] ?? 0)) price[m] = paid;
  }
};

/** What the choices of these missions cost, locked ones not counted, who is missing there, and the weeks of these volunteers. */
export const costOf = (
  { network, placeEdge, unserved, weekLoad }: Flow,
  missions: Int32Array,
  volunteers: Int32Array,
): number => {
  const { problem, placeStart, placeEnd } = network;
  const { edgeCost, penalty, tierStart, tierCost } = problem;
  let cost = 0;
  for (let i = 0; i < missions.length; i += 1) {
    const m = missions[i] ?? 0;
    cost += (unserved[m] ?? 0) * (penalty[m] ?? 0);
    const end = placeEnd[m] ?? 0;
    for (let place = placeStart[m] ?? 0; place < end; place += 1) {
      const e = placeEdge[place] ?? -1;
      if (e >= 0) cost += edgeCost[e] ?? 0;
    }
  }
  for (let i = 0; i < volunteers.length; i += 1) {
    const v = volunteers[i] ?? 0;
    const first = tierStart[v] ?? 0;
    const end = first + (weekLoad[v] ?? 0);
    for (let k = first; k < end; k += 1) cost += tierCost[k] ?? 0;
  }
  return cost;
};

export const locksCost = ({ network }: Flow): number =>
  network.locks.reduce((sum, { edge }) => sum + (network.problem.edgeCost[edge] ?? 0), 0);

/** The answer as it is told: lists that nobody writes any more are not copied. */
export const solutionOf = (
  { network, price, edgeState, unserved }: Flow,
  objective: number,
  slotPrice: Float64Array,
  counts: LayeredSolution['counts'],
): LayeredSolution => {
  const { firstSlot, firstVolunteer, locks } = network;
  const taken = locks.length > 0 ? edgeState.slice() : edgeState;
  for (const { edge } of locks) taken[edge] = 1;
  return {
    taken,
    unserved,
    objective,
    missionPrice: price.subarray(0, firstSlot),
    slotPrice,
    volunteerPrice: price.subarray(firstVolunteer),
    counts,
  };
};
