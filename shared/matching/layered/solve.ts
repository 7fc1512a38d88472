import { auction } from './auction.ts';
import { bringIn, bringOut } from './augment.ts';
import { easePrices } from './ease.ts';
import { emptyFlow, type Flow, FREE, reseat, seatLocks, TAKEN } from './flow.ts';
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
const priceServed = ({ network, price, edgeState }: Flow): void => {
  const { problem, firstSlot } = network;
  const { edgeStart, edgeSlot, edgeCost, demand } = problem;
  for (let m = 0; m < problem.missionCount; m += 1) {
    let need = demand[m] ?? 0;
    let dearest = Number.NEGATIVE_INFINITY;
    for (let e = edgeStart[m] ?? 0; e < (edgeStart[m + 1] ?? 0); e += 1) {
      if (edgeState[e] === FREE) continue;
      need -= 1;
      if (edgeState[e] !== TAKEN) continue;
      dearest = Math.max(dearest, (edgeCost[e] ?? 0) + (price[firstSlot + (edgeSlot[e] ?? 0)] ?? 0));
    }
    if (need === 0 && dearest > Number.NEGATIVE_INFINITY) price[m] = Math.min(price[m] ?? 0, dearest);
  }
};

const solutionOf = (flow: Flow, counts: LayeredSolution['counts']): LayeredSolution => {
  const { network, price, edgeState, weekLoad, unserved } = flow;
  const { problem, firstSlot, firstVolunteer } = network;
  const taken = new Uint8Array(edgeState.length);
  let objective = 0;
  for (let e = 0; e < taken.length; e += 1) {
    if (edgeState[e] === FREE) continue;
    taken[e] = 1;
    objective += problem.edgeCost[e] ?? 0;
  }
  for (let m = 0; m < problem.missionCount; m += 1)
    objective += (unserved[m] ?? 0) * (problem.penalty[m] ?? 0);
  for (let v = 0; v < problem.volunteerCount; v += 1)
    for (let k = 0; k < (weekLoad[v] ?? 0); k += 1)
      objective += problem.tierCost[(problem.tierStart[v] ?? 0) + k] ?? 0;
  const slotPrice = new Float64Array(problem.slotCount);
  for (let s = 0; s < problem.slotCount; s += 1)
    slotPrice[s] = (price[firstSlot + s] ?? 0) - (price[firstVolunteer + (problem.slotOwner[s] ?? 0)] ?? 0);
  return {
    taken,
    unserved,
    objective,
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
  const { problem } = network;
  seatLocks(flow);
  const scans = auction(flow);
  easePrices(flow);
  for (let m = 0; m < problem.missionCount; m += 1) reseat(flow, m);
  return settled(flow, scans);
};

/**
 * The optimum of a checked problem, with the prices that prove it (`verifyLayered`). Same problem, same answer.
 * Successive shortest paths: at most one search per person needed, each O(edges log nodes) and usually far less.
 */
export const solveLayered = (problem: LayeredProblem): Solved => {
  return coldSolve(networkOf(problem));
};
