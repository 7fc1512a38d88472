import { type Flow, FREE, owe, release, TAKEN } from './flow.ts';

/** Prices every mission by what it holds when that is its best, and by the best it does not hold otherwise. */
const priceMissions = (flow: Flow): void => {
  const { price, edgeState, network } = flow;
  const { problem, firstSlot } = network;
  const { edgeStart, edgeEnd, edgeSlot, edgeCost } = problem;
  for (let m = 0; m < problem.missionCount; m += 1) {
    let cheapest = problem.penalty[m] ?? 0;
    let dearest = Number.NEGATIVE_INFINITY;
    let need = problem.demand[m] ?? 0;
    const end = edgeEnd[m] ?? 0;
    for (let e = edgeStart[m] ?? 0; e < end; e += 1) {
      const value = (edgeCost[e] ?? 0) + (price[firstSlot + (edgeSlot[e] ?? 0)] ?? 0);
      if (edgeState[e] === FREE) {
        if (value < cheapest) cheapest = value;
        continue;
      }
      need -= 1;
      if (edgeState[e] === TAKEN && value > dearest) dearest = value;
    }
    price[m] = need === 0 && dearest > Number.NEGATIVE_INFINITY && dearest < cheapest ? dearest : cheapest;
    flow.unserved[m] = need;
  }
};

/** What the mission that holds edge e pays above its own price. */
const excessOf = ({ network, price }: Flow, e: number): number => {
  const { problem, firstSlot, edgeMission } = network;
  const value = (problem.edgeCost[e] ?? 0) + (price[firstSlot + (problem.edgeSlot[e] ?? 0)] ?? 0);
  return value - (price[edgeMission[e] ?? 0] ?? 0);
};

/** The least each slot with an excess can cost before somebody else would want it. */
const leastPrices = (flow: Flow): Float64Array => {
  const { price, edgeState, network } = flow;
  const { problem, firstVolunteer } = network;
  const { edgeStart, edgeEnd, edgeSlot, edgeCost, slotOwner } = problem;
  const least = new Float64Array(problem.slotCount).fill(Number.POSITIVE_INFINITY);
  for (let s = 0; s < problem.slotCount; s += 1)
    for (let place = flow.slotHead[s] ?? -1; place >= 0; place = flow.placeNext[place] ?? -1)
      if (excessOf(flow, flow.placeEdge[place] ?? 0) > 0)
        least[s] = price[firstVolunteer + (slotOwner[s] ?? 0)] ?? 0;
  for (let m = 0; m < problem.missionCount; m += 1) {
    const worth = price[m] ?? 0;
    const end = edgeEnd[m] ?? 0;
    for (let e = edgeStart[m] ?? 0; e < end; e += 1) {
      const s = edgeSlot[e] ?? 0;
      const wanted = worth - (edgeCost[e] ?? 0);
      if (wanted > (least[s] ?? 0) && edgeState[e] === FREE) least[s] = wanted;
    }
  }
  return least;
};

/**
 * After an auction a mission may pay a little more for what it holds than its best other way would cost. Where nobody
 * else wants the slot at a lower price, the price gives way, and the choice stands: one search less. Where it does not give
 * way enough, the mission gives the slot back. O(edges).
 */
export const orderMissions = (flow: Flow): void => {
  const { price, unserved, network } = flow;
  const { problem, firstSlot } = network;
  priceMissions(flow);
  const least = leastPrices(flow);
  for (let s = 0; s < problem.slotCount; s += 1) {
    const node = firstSlot + s;
    for (let place = flow.slotHead[s] ?? -1; place >= 0; ) {
      const next = flow.placeNext[place] ?? -1;
      const e = flow.placeEdge[place] ?? 0;
      const excess = excessOf(flow, e);
      if (excess > 0) {
        const present = price[node] ?? 0;
        price[node] = Math.min(present, Math.max(present - excess, least[s] ?? 0));
        if (excessOf(flow, e) > 0) {
          const m = network.edgeMission[e] ?? 0;
          release(flow, m, e);
          owe(flow, node, -1);
          unserved[m] = (unserved[m] ?? 0) + 1;
        }
      }
      place = next;
    }
  }
  for (let m = 0; m < problem.missionCount; m += 1) {
    if (price[m] === problem.penalty[m]) continue;
    const need = unserved[m] ?? 0;
    if (need !== 0) owe(flow, m, need);
    unserved[m] = 0;
  }
};
