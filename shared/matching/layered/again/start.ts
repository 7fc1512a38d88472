import { emptyFlow, type Flow, LOCKED, owe, reseat, seatLocks, take } from '../flow.ts';
import { type Network, networkOf, wishesFor } from '../network.ts';
import type { LayeredProblem } from '../shape.ts';
import { type Solved, settled } from '../solve.ts';

/** An answer to begin with, however good: prices of the missions, and 1 where an edge is taken. */
export type Guess = { readonly missionPrice: Float64Array; readonly taken: Uint8Array };

/** The least each slot may cost at these mission prices, those who would have it by the guess not asked. */
const wantedOf = ({ problem }: Network, { missionPrice, taken }: Guess): Float64Array => {
  const { edgeStart, edgeEnd, edgeSlot, edgeCost, missionCount, slotCount } = problem;
  const wanted = new Float64Array(slotCount).fill(Number.NEGATIVE_INFINITY);
  for (let m = 0; m < missionCount; m += 1) {
    const price = missionPrice[m] ?? 0;
    const end = edgeEnd[m] ?? 0;
    for (let e = edgeStart[m] ?? 0; e < end; e += 1) {
      if (taken[e] === 1) continue;
      const s = edgeSlot[e] ?? 0;
      const worth = price - (edgeCost[e] ?? 0);
      if (worth > (wanted[s] ?? 0)) wanted[s] = worth;
    }
  }
  return wanted;
};

/** Takes the locked edges, then those of the guess as far as needs, capacities and weeks allow. */
const seat = (flow: Flow, { taken }: Guess): void => {
  const { edgeState, slotLoad, weekLoad, network } = flow;
  const { edgeStart, edgeEnd, edgeSlot, demand, missionCount, slotCapacity, slotOwner, tierStart } =
    network.problem;
  seatLocks(flow);
  const locked = new Int32Array(missionCount);
  for (const { mission } of network.locks) locked[mission] = (locked[mission] ?? 0) + 1;
  for (let m = 0; m < missionCount; m += 1) {
    let need = (demand[m] ?? 0) - (locked[m] ?? 0);
    const end = edgeEnd[m] ?? 0;
    for (let e = edgeStart[m] ?? 0; e < end && need > 0; e += 1) {
      if (taken[e] !== 1 || edgeState[e] === LOCKED) continue;
      const s = edgeSlot[e] ?? 0;
      const v = slotOwner[s] ?? 0;
      const cap = (tierStart[v + 1] ?? 0) - (tierStart[v] ?? 0);
      if ((slotLoad[s] ?? 0) >= (slotCapacity[s] ?? 0) || (weekLoad[v] ?? 0) >= cap) continue;
      take(flow, m, e);
      need -= 1;
      slotLoad[s] = (slotLoad[s] ?? 0) + 1;
      weekLoad[v] = (weekLoad[v] ?? 0) + 1;
    }
  }
};

/** What each slot's holder would pay for it at these mission prices, those who hold two the lesser. */
const paidFor = (flow: Flow, { missionPrice }: Guess): Float64Array => {
  const { edgeMission, problem } = flow.network;
  const paid = new Float64Array(problem.slotCount).fill(Number.POSITIVE_INFINITY);
  for (let s = 0; s < problem.slotCount; s += 1)
    for (let place = flow.slotHead[s] ?? -1; place >= 0; place = flow.placeNext[place] ?? -1) {
      const e = flow.placeEdge[place] ?? 0;
      paid[s] = Math.min(paid[s] ?? 0, (missionPrice[edgeMission[e] ?? 0] ?? 0) - (problem.edgeCost[e] ?? 0));
    }
  return paid;
};

/**
 * A week ends at the tier its price pays for, and of all such prices the highest that its holders would pay: whoever was left
 * out of the problem is then tempted least.
 */
const priceWeek = (flow: Flow, wanted: Float64Array, paid: Float64Array, v: number): void => {
  const { network, price, slotLoad, weekLoad } = flow;
  const { problem, firstSlot, firstVolunteer, volunteerSlot } = network;
  const { tierCost, slotCapacity } = problem;
  const first = problem.tierStart[v] ?? 0;
  const cap = (problem.tierStart[v + 1] ?? 0) - first;
  const load = weekLoad[v] ?? 0;
  const start = network.volunteerSlotStart[v] ?? 0;
  const end = network.volunteerSlotStart[v + 1] ?? 0;
  let least = load > 0 ? (tierCost[first + load - 1] ?? 0) : Number.NEGATIVE_INFINITY;
  const next = load < cap ? (tierCost[first + load] ?? 0) : Number.POSITIVE_INFINITY;
  let most = next;
  for (let i = start; i < end; i += 1) {
    const s = volunteerSlot[i] ?? 0;
    if ((slotLoad[s] ?? 0) < (slotCapacity[s] ?? 0)) least = Math.max(least, wanted[s] ?? 0);
    most = Math.min(most, paid[s] ?? 0);
  }
  let worth = Math.min(next, Math.max(least, most));
  if (!Number.isFinite(worth)) worth = Number.isFinite(least) ? least : 0;
  price[firstVolunteer + v] = worth;
  for (let i = start; i < end; i += 1) {
    const s = volunteerSlot[i] ?? 0;
    const held = paid[s] ?? 0;
    const asks = Math.max(worth, wanted[s] ?? 0, Number.isFinite(held) ? held : worth);
    price[firstSlot + s] = asks;
    if (asks <= worth || (slotLoad[s] ?? 0) >= (slotCapacity[s] ?? 0)) continue;
    const useful = Math.min(slotCapacity[s] ?? 0, wishesFor(network, s).length);
    const lacks = useful - (slotLoad[s] ?? 0);
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
  const paid = paidFor(flow, guess);
  for (let v = 0; v < problem.volunteerCount; v += 1) priceWeek(flow, wanted, paid, v);
  for (let m = 0; m < problem.missionCount; m += 1) reseat(flow, m);
  return settled(flow, 0);
};
