import { auction } from './auction/auction.ts';
import { orderMissions } from './ease.ts';
import { emptyFlow, type Flow, seatLocks } from './flow.ts';
import { type Network, networkOf } from './network.ts';
import { bringIn } from './paths/bring-in.ts';
import { bringOut } from './paths/bring-out.ts';
import { beginSolve, createSearch, type Search } from './paths/search.ts';
import { costOf, type LayeredSolution, locksCost, priceServed, priceSlots, solutionOf } from './read-off.ts';
import type { LayeredProblem } from './shape.ts';

/** A solved problem, ready to be changed and solved again. */
export type Solved = {
  readonly problem: LayeredProblem;
  readonly network: Network;
  /** The last state of the search, from which a re-solve starts. Nobody writes into it any more. */
  readonly flow: Flow;
  readonly solution: LayeredSolution;
};

/** What searches write is kept with the problem, and made larger when it has grown. */
const searchFor = ({ ledger, nodeCount }: Network, patience: number): Search => {
  const isEnough = ledger.search !== undefined && ledger.search.distance.length >= nodeCount;
  const search = isEnough && ledger.search ? ledger.search : createSearch(nodeCount + (nodeCount >> 3));
  ledger.search = search;
  beginSolve(search);
  search.patience = patience;
  return search;
};

/**
 * Pays every debt, first what is left over, then what is lacking; then the choice is the optimum. A search that has settled `patience`
 * nodes is met from the ends (`meet.ts`): from nothing none is, for the many short ones of a first solve would gain nothing.
 */
export const pay = (flow: Flow, patience = Number.POSITIVE_INFINITY): Search => {
  const { debtors, owed, network, price } = flow;
  const search = searchFor(network, patience);
  for (const wanted of [1, -1]) {
    for (const node of debtors)
      while ((owed[node] ?? 0) * wanted > 0)
        if (!(wanted > 0 ? bringOut(flow, search, node) : bringIn(flow, search, node)))
          throw new Error(`no way to settle node ${node}: locks were not checked`);
  }
  debtors.length = 0;
  if (search.shift !== 0)
    for (let node = 0; node < network.nodeCount; node += 1) price[node] = (price[node] ?? 0) + search.shift;
  return search;
};

/** Pays every debt, and reads the whole answer off. O(nodes) and the searches. */
export const settled = (flow: Flow, scansBefore: number): Solved => {
  const { network } = flow;
  const { problem } = network;
  const { missionCount, slotCount, volunteerCount } = problem;
  const search = pay(flow);
  const all = new Int32Array(Math.max(missionCount, slotCount, volunteerCount));
  for (let i = 0; i < all.length; i += 1) all[i] = i;
  const missions = all.subarray(0, missionCount);
  const slotPrice = new Float64Array(slotCount);
  priceSlots(flow, all.subarray(0, slotCount), slotPrice);
  priceServed(flow, missions);
  const cost = locksCost(flow) + costOf(flow, missions, all.subarray(0, volunteerCount));
  const counts = { searches: search.searches, scans: scansBefore + search.scans };
  return { problem, network, flow, solution: solutionOf(flow, cost, slotPrice, counts) };
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
