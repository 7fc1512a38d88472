import { type Flow, FREE, owe, release, TAKEN } from './flow.ts';

/**
 * Prices every mission by what it holds when that is its best, and by the best it does not hold otherwise. Returns the least each slot
 * can cost before a mission that does not hold it would want it. One pass: a row is read a second time while it is at hand.
 */
const priceMissions = (flow: Flow): Float64Array => {
  const { price, edgeState, network } = flow;
  const { problem, firstSlot } = network;
  const { edgeStart, edgeEnd, edgeSlot, edgeCost } = problem;
  const wanted = new Float64Array(problem.slotCount).fill(Number.NEGATIVE_INFINITY);
  for (let m = 0; m < problem.missionCount; m += 1) {
    let cheapest = problem.penalty[m] ?? 0;
    let dearest = Number.NEGATIVE_INFINITY;
    let need = problem.demand[m] ?? 0;
    const start = edgeStart[m] ?? 0;
    const end = edgeEnd[m] ?? 0;
    for (let e = start; e < end; e += 1) {
      const value = (edgeCost[e] ?? 0) + (price[firstSlot + (edgeSlot[e] ?? 0)] ?? 0);
      if (edgeState[e] === FREE) {
        if (value < cheapest) cheapest = value;
        continue;
      }
      need -= 1;
      if (edgeState[e] === TAKEN && value > dearest) dearest = value;
    }
    const worth = need === 0 && dearest > Number.NEGATIVE_INFINITY && dearest < cheapest ? dearest : cheapest;
    price[m] = worth;
    flow.unserved[m] = need;
    for (let e = start; e < end; e += 1) {
      const s = edgeSlot[e] ?? 0;
      const most = worth - (edgeCost[e] ?? 0);
      if (most > (wanted[s] ?? 0) && edgeState[e] === FREE) wanted[s] = most;
    }
  }
  return wanted;
};

/** What the mission that holds edge e pays above its own price. */
const excessOf = ({ network, price }: Flow, e: number): number => {
  const { problem, firstSlot, edgeMission } = network;
  const value = (problem.edgeCost[e] ?? 0) + (price[firstSlot + (problem.edgeSlot[e] ?? 0)] ?? 0);
  return value - (price[edgeMission[e] ?? 0] ?? 0);
};

/**
 * After an auction a mission may pay a little more for what it holds than its best other way would cost. Where nobody
 * else wants the slot at a lower price, the price gives way, and the choice stands: one search less. Where it does not give
 * way enough, the mission gives the slot back. O(edges).
 */
export const orderMissions = (flow: Flow): void => {
  const { price, unserved, network } = flow;
  const { problem, firstSlot, firstVolunteer } = network;
  const wanted = priceMissions(flow);
  for (let s = 0; s < problem.slotCount; s += 1) {
    const node = firstSlot + s;
    for (let place = flow.slotHead[s] ?? -1; place >= 0; ) {
      const next = flow.placeNext[place] ?? -1;
      const e = flow.placeEdge[place] ?? 0;
      const excess = excessOf(flow, e);
      if (excess > 0) {
        const present = price[node] ?? 0;
        const week = price[firstVolunteer + (problem.slotOwner[s] ?? 0)] ?? 0;
        price[node] = Math.min(present, Math.max(present - excess, week, wanted[s] ?? 0));
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
