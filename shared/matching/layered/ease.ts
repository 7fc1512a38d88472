import { type Flow, FREE, TAKEN } from './flow.ts';

/** What edge e costs its mission at the present price of its slot. */
const costOf = ({ network, price }: Flow, e: number): number =>
  (network.problem.edgeCost[e] ?? 0) + (price[network.firstSlot + (network.problem.edgeSlot[e] ?? 0)] ?? 0);

/** Prices every mission by what it holds when that is its best, and by the best it does not hold otherwise. */
const priceMissions = (flow: Flow): void => {
  const { price, edgeState, network } = flow;
  const { problem } = network;
  for (let m = 0; m < problem.missionCount; m += 1) {
    let cheapest = problem.penalty[m] ?? 0;
    let dearest = Number.NEGATIVE_INFINITY;
    let need = problem.demand[m] ?? 0;
    const end = problem.edgeStart[m + 1] ?? 0;
    for (let e = problem.edgeStart[m] ?? 0; e < end; e += 1) {
      const value = costOf(flow, e);
      if (edgeState[e] === FREE) {
        if (value < cheapest) cheapest = value;
        continue;
      }
      need -= 1;
      if (edgeState[e] === TAKEN && value > dearest) dearest = value;
    }
    price[m] = need === 0 && dearest > Number.NEGATIVE_INFINITY ? Math.min(cheapest, dearest) : cheapest;
  }
};

/** The least that slot s can cost before somebody else would want it. */
const leastPrice = (flow: Flow, s: number): number => {
  const { price, edgeState, network } = flow;
  const { problem, slotEdge } = network;
  let least = price[network.firstVolunteer + (problem.slotOwner[s] ?? 0)] ?? 0;
  const end = network.slotEdgeStart[s + 1] ?? 0;
  for (let i = network.slotEdgeStart[s] ?? 0; i < end; i += 1) {
    const e = slotEdge[i] ?? 0;
    if (edgeState[e] !== FREE) continue;
    const wanted = (price[network.edgeMission[e] ?? 0] ?? 0) - (problem.edgeCost[e] ?? 0);
    if (wanted > least) least = wanted;
  }
  return least;
};

/**
 * After an auction a mission may pay a little more for what it holds than its best other way would cost. Where nobody
 * else wants the slot at a lower price, the price gives way, and the choice stands: one search less. O(edges).
 */
export const easePrices = (flow: Flow): void => {
  const { price, edgeState, network } = flow;
  const { problem, firstSlot } = network;
  priceMissions(flow);
  for (let e = 0; e < edgeState.length; e += 1) {
    if (edgeState[e] !== TAKEN) continue;
    const excess = costOf(flow, e) - (price[network.edgeMission[e] ?? 0] ?? 0);
    if (excess <= 0) continue;
    const s = problem.edgeSlot[e] ?? 0;
    const present = price[firstSlot + s] ?? 0;
    price[firstSlot + s] = Math.min(present, Math.max(present - excess, leastPrice(flow, s)));
  }
};
