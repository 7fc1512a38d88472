import { emptyFlow, type Flow, LOCKED, owe, reseat, seatLocks, take } from './flow.ts';
import { type Network, networkOf } from './network.ts';
import type { LayeredProblem } from './shape.ts';
import { type Solved, settled } from './solve.ts';

/** An answer to begin with, however good: prices of the missions, and 1 where an edge is taken. */
export type Guess = { readonly missionPrice: Float64Array; readonly taken: Uint8Array };

/** The least each slot may cost at these mission prices, those who would have it by the guess not asked. */
const wantedOf = ({ problem, edgeMission }: Network, { missionPrice, taken }: Guess): Float64Array => {
  const wanted = new Float64Array(problem.slotCount).fill(Number.NEGATIVE_INFINITY);
  for (let e = 0; e < taken.length; e += 1) {
    if (taken[e] === 1) continue;
    const s = problem.edgeSlot[e] ?? 0;
    const worth = (missionPrice[edgeMission[e] ?? 0] ?? 0) - (problem.edgeCost[e] ?? 0);
    if (worth > (wanted[s] ?? 0)) wanted[s] = worth;
  }
  return wanted;
};

/** Takes the locked edges, then those of the guess as far as capacities and weeks allow. */
const seat = (flow: Flow, { taken }: Guess): void => {
  const { slotLoad, weekLoad, network } = flow;
  const { problem } = network;
  seatLocks(flow);
  for (let e = 0; e < taken.length; e += 1) {
    if (taken[e] !== 1 || flow.edgeState[e] === LOCKED) continue;
    const s = problem.edgeSlot[e] ?? 0;
    const v = problem.slotOwner[s] ?? 0;
    const cap = (problem.tierStart[v + 1] ?? 0) - (problem.tierStart[v] ?? 0);
    if ((slotLoad[s] ?? 0) >= (problem.slotCapacity[s] ?? 0) || (weekLoad[v] ?? 0) >= cap) continue;
    take(flow, e);
    slotLoad[s] = (slotLoad[s] ?? 0) + 1;
    weekLoad[v] = (weekLoad[v] ?? 0) + 1;
  }
};

/** A week that ends at the tier its price pays for: between the last one used and the next. */
const priceWeek = (flow: Flow, wanted: Float64Array, v: number): void => {
  const { network, price, slotLoad, weekLoad } = flow;
  const { problem, firstSlot, firstVolunteer, volunteerSlot } = network;
  const first = problem.tierStart[v] ?? 0;
  const cap = (problem.tierStart[v + 1] ?? 0) - first;
  const load = weekLoad[v] ?? 0;
  let worth = load > 0 ? (problem.tierCost[first + load - 1] ?? 0) : Number.NEGATIVE_INFINITY;
  const start = network.volunteerSlotStart[v] ?? 0;
  const end = network.volunteerSlotStart[v + 1] ?? 0;
  for (let i = start; i < end; i += 1) {
    const s = volunteerSlot[i] ?? 0;
    if ((slotLoad[s] ?? 0) < (problem.slotCapacity[s] ?? 0)) worth = Math.max(worth, wanted[s] ?? 0);
  }
  if (load < cap) worth = Math.min(worth, problem.tierCost[first + load] ?? 0);
  else if (worth === Number.NEGATIVE_INFINITY) worth = 0;
  // Nobody wants an hour of theirs: the next tier is what one would cost.
  if (worth === Number.NEGATIVE_INFINITY) worth = problem.tierCost[first + load] ?? 0;
  price[firstVolunteer + v] = worth;
  for (let i = start; i < end; i += 1) {
    const s = volunteerSlot[i] ?? 0;
    const asks = Math.max(worth, wanted[s] ?? 0);
    price[firstSlot + s] = asks;
    const useful = Math.min(
      problem.slotCapacity[s] ?? 0,
      (network.slotEdgeStart[s + 1] ?? 0) - (network.slotEdgeStart[s] ?? 0),
    );
    const lacks = asks > worth ? useful - (slotLoad[s] ?? 0) : 0;
    if (lacks <= 0) continue;
    // Dearer than its volunteer, it must be full: somebody is owed to it.
    slotLoad[s] = useful;
    owe(flow, firstSlot + s, -lacks);
    owe(flow, firstVolunteer + v, lacks);
  }
};

/**
 * The optimum of a checked problem, begun at a guess: prices and choices of a plan made before, of the same
 * week with something otherwise. Every arc is first put in order at those prices; what that leaves owed is routed by
 * shortest paths. As exact as `solveLayered` whatever the guess; quick where it is good. O(edges) and the searches.
 */
export const solveFrom = (problem: LayeredProblem, guess: Guess): Solved => {
  const network = networkOf(problem);
  const flow = emptyFlow(network);
  seat(flow, guess);
  const wanted = wantedOf(network, guess);
  for (let v = 0; v < problem.volunteerCount; v += 1) priceWeek(flow, wanted, v);
  for (let m = 0; m < problem.missionCount; m += 1) reseat(flow, m);
  return settled(flow, 0);
};
