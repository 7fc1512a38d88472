import { type Flow, FREE, release, TAKEN, take } from './flow.ts';
import { begin, FROM_VOLUNTEER, next, reach, type Search, START, wayOut } from './search.ts';

const scanOut = (flow: Flow, search: Search, node: number): void => {
  const { network, price, edgeState } = flow;
  const { problem, firstSlot, firstVolunteer } = network;
  const base = (search.distance[node] ?? 0) - (price[node] ?? 0);
  if (node < firstSlot) {
    const { edgeStart, edgeSlot, edgeCost, penalty } = problem;
    wayOut(search, node, base + (penalty[node] ?? 0));
    const end = edgeStart[node + 1] ?? 0;
    const start = edgeStart[node] ?? 0;
    search.scans += end - start;
    for (let e = start; e < end; e += 1) {
      if (edgeState[e] !== FREE) continue;
      const slot = firstSlot + (edgeSlot[e] ?? 0);
      reach(search, slot, base + (edgeCost[e] ?? 0) + (price[slot] ?? 0), e);
    }
    return;
  }
  if (node < firstVolunteer) {
    const s = node - firstSlot;
    if ((flow.slotLoad[s] ?? 0) < (problem.slotCapacity[s] ?? 0)) {
      const volunteer = firstVolunteer + (problem.slotOwner[s] ?? 0);
      reach(search, volunteer, base + (price[volunteer] ?? 0), s);
    }
    for (let e = flow.slotHead[s] ?? -1; e >= 0; e = flow.slotNext[e] ?? -1) {
      const m = network.edgeMission[e] ?? 0;
      search.scans += 1;
      reach(search, m, base - (problem.edgeCost[e] ?? 0) + (price[m] ?? 0), e);
    }
    return;
  }
  const v = node - firstVolunteer;
  const tier = (problem.tierStart[v] ?? 0) + (flow.weekLoad[v] ?? 0);
  if (tier < (problem.tierStart[v + 1] ?? 0)) wayOut(search, node, base + (problem.tierCost[tier] ?? 0));
  const end = network.volunteerSlotStart[v + 1] ?? 0;
  for (let i = network.volunteerSlotStart[v] ?? 0; i < end; i += 1) {
    const s = network.volunteerSlot[i] ?? 0;
    search.scans += 1;
    if ((flow.slotLoad[s] ?? 0) === 0) continue;
    reach(search, firstSlot + s, base + (price[firstSlot + s] ?? 0), FROM_VOLUNTEER);
  }
};

/** Follows the way found back to the start, moving one person's need along it. */
const moveOut = (flow: Flow, search: Search): void => {
  const { network, slotLoad, weekLoad, owed } = flow;
  const { problem, firstSlot, firstVolunteer } = network;
  let node = search.bestNode;
  if ((owed[node] ?? 0) < 0) owed[node] = (owed[node] ?? 0) + 1;
  else if (node < firstSlot) flow.unserved[node] = (flow.unserved[node] ?? 0) + 1;
  else weekLoad[node - firstVolunteer] = (weekLoad[node - firstVolunteer] ?? 0) + 1;
  for (let by = search.by[node] ?? START; by !== START; by = search.by[node] ?? START) {
    if (node >= firstVolunteer) {
      slotLoad[by] = (slotLoad[by] ?? 0) + 1;
      node = firstSlot + by;
    } else if (node < firstSlot) {
      release(flow, by);
      node = firstSlot + (problem.edgeSlot[by] ?? 0);
    } else if (by === FROM_VOLUNTEER) {
      const s = node - firstSlot;
      slotLoad[s] = (slotLoad[s] ?? 0) - 1;
      node = firstVolunteer + (problem.slotOwner[s] ?? 0);
    } else {
      take(flow, by);
      node = network.edgeMission[by] ?? 0;
    }
  }
  owed[node] = (owed[node] ?? 0) - 1;
};

/**
 * Brings one unit that node `start` owes to the end (a free tier, a penalty, or a node that lacks one) by the cheapest
 * way, Dijkstra over reduced costs, and raises the prices of what it went through so that every arc stays in order.
 * False when there is no way out at all.
 */
export const bringOut = (flow: Flow, search: Search, start: number): boolean => {
  begin(search, start);
  for (let node = next(search); node >= 0; node = next(search)) {
    if ((flow.owed[node] ?? 0) < 0) wayOut(search, node, search.distance[node] ?? 0);
    else scanOut(flow, search, node);
  }
  const { best, settled, settledCount, distance } = search;
  if (search.bestNode < 0) return false;
  for (let i = 0; i < settledCount; i += 1) {
    const node = settled[i] ?? 0;
    flow.price[node] = (flow.price[node] ?? 0) + best - (distance[node] ?? 0);
  }
  moveOut(flow, search);
  return true;
};

const scanIn = (flow: Flow, search: Search, node: number): void => {
  const { network, price, edgeState } = flow;
  const { problem, firstSlot, firstVolunteer } = network;
  const base = (search.distance[node] ?? 0) + (price[node] ?? 0);
  if (node < firstSlot) {
    if ((flow.unserved[node] ?? 0) > 0) wayOut(search, node, base - (problem.penalty[node] ?? 0));
    const end = problem.edgeStart[node + 1] ?? 0;
    const start = problem.edgeStart[node] ?? 0;
    search.scans += end - start;
    for (let e = start; e < end; e += 1) {
      if (edgeState[e] !== TAKEN) continue;
      const slot = firstSlot + (problem.edgeSlot[e] ?? 0);
      reach(search, slot, base - (problem.edgeCost[e] ?? 0) - (price[slot] ?? 0), e);
    }
    return;
  }
  if (node < firstVolunteer) {
    const s = node - firstSlot;
    if ((flow.slotLoad[s] ?? 0) > 0) {
      const volunteer = firstVolunteer + (problem.slotOwner[s] ?? 0);
      reach(search, volunteer, base - (price[volunteer] ?? 0), s);
    }
    const end = network.slotEdgeStart[s + 1] ?? 0;
    const start = network.slotEdgeStart[s] ?? 0;
    search.scans += end - start;
    for (let i = start; i < end; i += 1) {
      const e = network.slotEdge[i] ?? 0;
      if (edgeState[e] !== FREE) continue;
      const m = network.edgeMission[e] ?? 0;
      reach(search, m, base + (problem.edgeCost[e] ?? 0) - (price[m] ?? 0), e);
    }
    return;
  }
  const v = node - firstVolunteer;
  const load = flow.weekLoad[v] ?? 0;
  if (load > 0) wayOut(search, node, base - (problem.tierCost[(problem.tierStart[v] ?? 0) + load - 1] ?? 0));
  const end = network.volunteerSlotStart[v + 1] ?? 0;
  for (let i = network.volunteerSlotStart[v] ?? 0; i < end; i += 1) {
    const s = network.volunteerSlot[i] ?? 0;
    search.scans += 1;
    if ((flow.slotLoad[s] ?? 0) >= (problem.slotCapacity[s] ?? 0)) continue;
    reach(search, firstSlot + s, base - (price[firstSlot + s] ?? 0), FROM_VOLUNTEER);
  }
};

const moveIn = (flow: Flow, search: Search): void => {
  const { network, slotLoad, weekLoad, owed } = flow;
  const { problem, firstSlot, firstVolunteer } = network;
  let node = search.bestNode;
  if ((owed[node] ?? 0) > 0) owed[node] = (owed[node] ?? 0) - 1;
  else if (node < firstSlot) flow.unserved[node] = (flow.unserved[node] ?? 0) - 1;
  else weekLoad[node - firstVolunteer] = (weekLoad[node - firstVolunteer] ?? 0) - 1;
  for (let by = search.by[node] ?? START; by !== START; by = search.by[node] ?? START) {
    if (node >= firstVolunteer) {
      slotLoad[by] = (slotLoad[by] ?? 0) - 1;
      node = firstSlot + by;
    } else if (node < firstSlot) {
      take(flow, by);
      node = firstSlot + (problem.edgeSlot[by] ?? 0);
    } else if (by === FROM_VOLUNTEER) {
      const s = node - firstSlot;
      slotLoad[s] = (slotLoad[s] ?? 0) + 1;
      node = firstVolunteer + (problem.slotOwner[s] ?? 0);
    } else {
      release(flow, by);
      node = network.edgeMission[by] ?? 0;
    }
  }
  owed[node] = (owed[node] ?? 0) + 1;
};

/**
 * Brings one unit that node `start` lacks from where it costs least (a mission left without anybody, a tier given up, or
 * a node that owes one): the same search against the arrows, and prices fall. False when nothing can be brought.
 */
export const bringIn = (flow: Flow, search: Search, start: number): boolean => {
  begin(search, start);
  for (let node = next(search); node >= 0; node = next(search)) {
    if ((flow.owed[node] ?? 0) > 0) wayOut(search, node, search.distance[node] ?? 0);
    else scanIn(flow, search, node);
  }
  const { best, settled, settledCount, distance } = search;
  if (search.bestNode < 0) return false;
  for (let i = 0; i < settledCount; i += 1) {
    const node = settled[i] ?? 0;
    flow.price[node] = (flow.price[node] ?? 0) - best + (distance[node] ?? 0);
  }
  moveIn(flow, search);
  return true;
};
