import { auction } from './auction.ts';
import { bringIn } from './bring-in.ts';
import { bringOut } from './bring-out.ts';
import { orderMissions } from './ease.ts';
import { emptyFlow, type Flow, LOCKED, seatLocks } from './flow.ts';
import { type Network, networkOf } from './network.ts';
import { createSearch } from './search.ts';
import type { LayeredProblem } from './shape.ts';
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

/** A solved problem, ready to be changed and solved again. */
export type Solved = {
  readonly problem: LayeredProblem;
  readonly network: Network;
  /** The last state of the search, from which a re-solve starts. Nobody writes into it any more. */
  readonly flow: Flow;
  readonly solution: LayeredSolution;
};

/** A slot with room costs what its volunteer costs, and none costs less: the search leaves open where nothing flows. */
const priceSlots = ({ network, price, slotLoad }: Flow): void => {
  const { problem, firstSlot, firstVolunteer } = network;
  for (let s = 0; s < problem.slotCount; s += 1) {
    const least = price[firstVolunteer + (problem.slotOwner[s] ?? 0)] ?? 0;
    const hasRoom = (slotLoad[s] ?? 0) < (problem.slotCapacity[s] ?? 0);
    if (hasRoom || (price[firstSlot + s] ?? 0) < least) price[firstSlot + s] = least;
  }
};

/** A mission that lacks nobody is worth what its dearest choice costs, of all prices that prove as much the least. */
const priceServed = ({ network, price, slotHead, slotNext, unserved }: Flow): void => {
  const { problem, firstSlot, edgeMission } = network;
  const dearest = new Float64Array(problem.missionCount).fill(Number.NEGATIVE_INFINITY);
  for (let s = 0; s < slotHead.length; s += 1)
    for (let e = slotHead[s] ?? -1; e >= 0; e = slotNext[e] ?? -1) {
      const m = edgeMission[e] ?? 0;
      const value = (problem.edgeCost[e] ?? 0) + (price[firstSlot + s] ?? 0);
      if (value > (dearest[m] ?? 0)) dearest[m] = value;
    }
  for (let m = 0; m < dearest.length; m += 1) {
    const paid = dearest[m] ?? 0;
    if (unserved[m] === 0 && paid > Number.NEGATIVE_INFINITY && paid < (price[m] ?? 0)) price[m] = paid;
  }
};

const costOf = ({ network, edgeState, slotHead, slotNext, unserved, weekLoad }: Flow): number => {
  const { edgeCost, missionCount, volunteerCount, penalty, tierStart, tierCost } = network.problem;
  let cost = 0;
  for (let e = edgeState.indexOf(LOCKED); e >= 0; e = edgeState.indexOf(LOCKED, e + 1))
    cost += edgeCost[e] ?? 0;
  for (let s = 0; s < slotHead.length; s += 1)
    for (let e = slotHead[s] ?? -1; e >= 0; e = slotNext[e] ?? -1) cost += edgeCost[e] ?? 0;
  for (let m = 0; m < missionCount; m += 1) cost += (unserved[m] ?? 0) * (penalty[m] ?? 0);
  for (let v = 0; v < volunteerCount; v += 1)
    for (let k = 0; k < (weekLoad[v] ?? 0); k += 1) cost += tierCost[(tierStart[v] ?? 0) + k] ?? 0;
  return cost;
};

const solutionOf = (flow: Flow, counts: LayeredSolution['counts']): LayeredSolution => {
  const { network, price, edgeState, unserved } = flow;
  const { problem, firstSlot, firstVolunteer } = network;
  const taken = edgeState.slice();
  for (let e = taken.indexOf(LOCKED); e >= 0; e = taken.indexOf(LOCKED, e)) taken[e] = 1;
  const slotPrice = new Float64Array(problem.slotCount);
  for (let s = 0; s < problem.slotCount; s += 1)
    slotPrice[s] = (price[firstSlot + s] ?? 0) - (price[firstVolunteer + (problem.slotOwner[s] ?? 0)] ?? 0);
  return {
    taken,
    unserved,
    objective: costOf(flow),
    missionPrice: price.slice(0, firstSlot),
    slotPrice,
    volunteerPrice: price.slice(firstVolunteer),
    counts,
  };
};

/** Pays every debt, first what is left over, then what is lacking; then the choice is the optimum. */
export const settled = (flow: Flow, scansBefore: number): Solved => {
  const { owed, network } = flow;
  const search = createSearch(network.nodeCount);
  for (const wanted of [1, -1]) {
    for (let node = 0; node < network.nodeCount; node += 1)
      while ((owed[node] ?? 0) * wanted > 0)
        if (!(wanted > 0 ? bringOut(flow, search, node) : bringIn(flow, search, node)))
          throw new Error(`no way to settle node ${node}: locks were not checked`);
  }
  priceSlots(flow);
  priceServed(flow);
  const counts = { searches: search.searches, scans: scansBefore + search.scans };
  return { problem: network.problem, network, flow, solution: solutionOf(flow, counts) };
};

/** Locks first, then what the auction places; a mission keeps only what is its cheapest way at those prices. */
const coldSolve = (network: Network): Solved => {
  const flow = emptyFlow(network);
  seatLocks(flow);
  const scans = auction(flow);
  orderMissions(flow);
  return settled(flow, scans);
};

/**
 * The optimum of a checked problem, with the prices that prove it (`verifyLayered`). Same problem, same answer.
 * Successive shortest paths: at most one search per person needed, each O(edges log nodes) and usually far less.
 */
export const solveLayered = (problem: LayeredProblem): Solved => {
  return coldSolve(networkOf(problem));
};
