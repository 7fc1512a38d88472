import { dearestPlace, type Flow, wayCost } from './flow.ts';
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

/** A slot with room costs what its volunteer costs, and none costs less: the search leaves open where nothing flows. */
export const priceSlot = ({ network, price, slotLoad }: Flow, s: number): void => {
  const { problem, firstSlot, firstVolunteer } = network;
  const least = price[firstVolunteer + (problem.slotOwner[s] ?? 0)] ?? 0;
  const hasRoom = (slotLoad[s] ?? 0) < (problem.slotCapacity[s] ?? 0);
  if (hasRoom || (price[firstSlot + s] ?? 0) < least) price[firstSlot + s] = least;
};

/** A mission that lacks nobody is worth what its dearest choice costs, of all prices that prove as much the least. */
export const priceServed = (flow: Flow, m: number): void => {
  if (flow.unserved[m] !== 0) return;
  const place = dearestPlace(flow, m);
  if (place < 0) return;
  const paid = wayCost(flow, flow.placeEdge[place] ?? 0);
  if (paid < (flow.price[m] ?? 0)) flow.price[m] = paid;
};

/** What the choices of a mission cost, locked ones not counted, and what it costs that people are missing. */
export const missionCost = ({ network, placeEdge, unserved }: Flow, m: number): number => {
  const { problem, placeStart, placeEnd } = network;
  let cost = (unserved[m] ?? 0) * (problem.penalty[m] ?? 0);
  const end = placeEnd[m] ?? 0;
  for (let place = placeStart[m] ?? 0; place < end; place += 1) {
    const e = placeEdge[place] ?? -1;
    if (e >= 0) cost += problem.edgeCost[e] ?? 0;
  }
  return cost;
};

export const weekCost = ({ network, weekLoad }: Flow, v: number): number => {
  const { tierStart, tierCost } = network.problem;
  const first = tierStart[v] ?? 0;
  let cost = 0;
  for (let k = first; k < first + (weekLoad[v] ?? 0); k += 1) cost += tierCost[k] ?? 0;
  return cost;
};

export const locksCost = ({ network }: Flow): number =>
  network.locks.reduce((sum, { edge }) => sum + (network.problem.edgeCost[edge] ?? 0), 0);

/** What a slot is worth above its volunteer. */
export const ownPrice = ({ network, price }: Flow, s: number): number => {
  const { problem, firstSlot, firstVolunteer } = network;
  return (price[firstSlot + s] ?? 0) - (price[firstVolunteer + (problem.slotOwner[s] ?? 0)] ?? 0);
};

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
