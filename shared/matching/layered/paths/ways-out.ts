import { type Flow, FREE, release, take } from '../flow.ts';
import { type Near, orderWays } from './near.ts';
import { FROM_VOLUNTEER, reachEnd, type Search, START, wayOut } from './search.ts';

/** Edges of mission m from a list in order, as far as a slot could still be near enough; `base` is how far the mission is less its price. */
const addNear = (flow: Flow, search: Search, near: Near, m: number, base: number): number => {
  const { network, price, edgeState } = flow;
  const { firstSlot, problem, ledger } = network;
  const { wayTo, wayLength, wayBy, wayEnd, best } = search;
  if (near.ways.start[m] === -1) orderWays(ledger, near, m);
  const { start, end, key, edge, other } = near.ways;
  const from = start[m] ?? 0;
  const to = end[m] ?? 0;
  const enough = best - base + search.fall;
  let count = 0;
  let i = from;
  for (; i < to && (key[i] ?? 0) < enough; i += 1) {
    const e = edge[i] ?? 0;
    const node = firstSlot + (other[i] ?? 0);
    const length = base + (problem.edgeCost[e] ?? 0) + (price[node] ?? 0);
    if (length >= best || edgeState[e] !== FREE) continue;
    wayTo[count] = node;
    wayLength[count] = length;
    wayBy[count] = e;
    wayEnd[count] = Number.POSITIVE_INFINITY;
    count += 1;
  }
  search.scans += i - from;
  return count;
};

/** Free edges of a mission, or its penalty. */
const outOfMission = (flow: Flow, search: Search, m: number): number => {
  const { network, price, edgeState } = flow;
  const { firstSlot, problem, ledger } = network;
  const { edgeStart, edgeEnd, edgeSlot, edgeCost, penalty } = problem;
  const { wayTo, wayLength, wayBy, wayEnd } = search;
  const base = (search.distance[m] ?? 0) - (price[m] ?? 0);
  wayOut(search, m, base + (penalty[m] ?? 0) - search.shift);
  const { best } = search;
  const start = edgeStart[m] ?? 0;
  const end = edgeEnd[m] ?? 0;
  // A row written anew is in no order.
  if (ledger.near && start === ledger.first.edgeStart[m] && end === ledger.first.edgeEnd[m])
    return addNear(flow, search, ledger.near, m, base);
  let count = 0;
  for (let e = start; e < end; e += 1) {
    const node = firstSlot + (edgeSlot[e] ?? 0);
    const length = base + (edgeCost[e] ?? 0) + (price[node] ?? 0);
    if (length >= best || edgeState[e] !== FREE) continue;
    wayTo[count] = node;
    wayLength[count] = length;
    wayBy[count] = e;
    wayEnd[count] = Number.POSITIVE_INFINITY;
    count += 1;
  }
  search.scans += end - start;
  return count;
};

/** The week of a slot with room, and the missions that hold it. */
const outOfSlot = (flow: Flow, search: Search, node: number): number => {
  const { network, price, placeEdge, placeNext } = flow;
  const { problem, firstSlot, firstVolunteer, edgeMission } = network;
  const { wayTo, wayLength, wayBy, wayEnd } = search;
  const s = node - firstSlot;
  const base = (search.distance[node] ?? 0) - (price[node] ?? 0);
  let count = 0;
  if ((flow.slotLoad[s] ?? 0) < (problem.slotCapacity[s] ?? 0)) {
    const volunteer = firstVolunteer + (problem.slotOwner[s] ?? 0);
    wayTo[0] = volunteer;
    const v = volunteer - firstVolunteer;
    const tier = (problem.tierStart[v] ?? 0) + (flow.weekLoad[v] ?? 0);
    const isFree = tier < (problem.tierStart[v + 1] ?? 0);
    wayLength[0] = base + (price[volunteer] ?? 0);
    wayBy[0] = s;
    wayEnd[0] = isFree ? base + (problem.tierCost[tier] ?? 0) - search.shift : Number.POSITIVE_INFINITY;
    count = 1;
  }
  for (let place = flow.slotHead[s] ?? -1; place >= 0; place = placeNext[place] ?? -1) {
    const e = placeEdge[place] ?? 0;
    const m = edgeMission[e] ?? 0;
    wayTo[count] = m;
    wayLength[count] = base - (problem.edgeCost[e] ?? 0) + (price[m] ?? 0);
    wayBy[count] = e;
    wayEnd[count] = base - (problem.edgeCost[e] ?? 0) + (problem.penalty[m] ?? 0) - search.shift;
    count += 1;
  }
  search.scans += count;
  return count;
};

/** The next tier of a week, and its slots in use. */
const outOfVolunteer = (flow: Flow, search: Search, node: number): number => {
  const { network, price, slotLoad } = flow;
  const { problem, firstSlot, firstVolunteer, volunteerSlot, volunteerSlotStart } = network;
  const { wayTo, wayLength, wayBy, wayEnd } = search;
  const v = node - firstVolunteer;
  const base = (search.distance[node] ?? 0) - (price[node] ?? 0);
  const tier = (problem.tierStart[v] ?? 0) + (flow.weekLoad[v] ?? 0);
  if (tier < (problem.tierStart[v + 1] ?? 0))
    wayOut(search, node, base + (problem.tierCost[tier] ?? 0) - search.shift);
  const start = volunteerSlotStart[v] ?? 0;
  const end = volunteerSlotStart[v + 1] ?? 0;
  let count = 0;
  for (let i = start; i < end; i += 1) {
    const s = volunteerSlot[i] ?? 0;
    if ((slotLoad[s] ?? 0) === 0) continue;
    wayTo[count] = firstSlot + s;
    wayLength[count] = base + (price[firstSlot + s] ?? 0);
    wayBy[count] = FROM_VOLUNTEER;
    wayEnd[count] = Number.POSITIVE_INFINITY;
    count += 1;
  }
  search.scans += end - start;
  return count;
};

/** Where more could flow from a node; how many ways were written. */
export const waysOut = (flow: Flow, search: Search, node: number): number => {
  if (node < flow.network.firstSlot) return outOfMission(flow, search, node);
  if (node < flow.network.firstVolunteer) return outOfSlot(flow, search, node);
  return outOfVolunteer(flow, search, node);
};

/** How far each node is from the end by its own penalty or next tier, or by what it lacks: those nearer than `limit` reach `other`. */
export const endsOut = (flow: Flow, shift: number, other: Search, limit: number): void => {
  const { network, price, owed, weekLoad } = flow;
  const { problem, firstVolunteer } = network;
  const { missionCount, volunteerCount, penalty, tierStart, tierCost } = problem;
  for (let m = 0; m < missionCount; m += 1) {
    const length = (penalty[m] ?? 0) - (price[m] ?? 0) - shift;
    if (length < limit) reachEnd(other, m, length);
  }
  for (let v = 0; v < volunteerCount; v += 1) {
    const tier = (tierStart[v] ?? 0) + (weekLoad[v] ?? 0);
    if (tier >= (tierStart[v + 1] ?? 0)) continue;
    const length = (tierCost[tier] ?? 0) - (price[firstVolunteer + v] ?? 0) - shift;
    if (length < limit) reachEnd(other, firstVolunteer + v, length);
  }
  for (const node of flow.debtors) if ((owed[node] ?? 0) < 0) reachEnd(other, node, 0);
};

/** One person's need ends at a node: at what it lacks, its penalty or its next tier. */
export const endOut = ({ network, owed, unserved, weekLoad }: Flow, node: number): void => {
  if ((owed[node] ?? 0) < 0) owed[node] = (owed[node] ?? 0) + 1;
  else if (node < network.firstSlot) unserved[node] = (unserved[node] ?? 0) + 1;
  else weekLoad[node - network.firstVolunteer] = (weekLoad[node - network.firstVolunteer] ?? 0) + 1;
};

/** Moves one person's need to a node from where its search began, and says where that is. */
export const walkOut = (flow: Flow, search: Search, reached: number): number => {
  const { network, slotLoad } = flow;
  const { problem, firstSlot, firstVolunteer } = network;
  let node = reached;
  for (let by = search.by[node] ?? START; by !== START; by = search.by[node] ?? START) {
    if (node >= firstVolunteer) {
      slotLoad[by] = (slotLoad[by] ?? 0) + 1;
      node = firstSlot + by;
    } else if (node < firstSlot) {
      release(flow, node, by);
      node = firstSlot + (problem.edgeSlot[by] ?? 0);
    } else if (by === FROM_VOLUNTEER) {
      const s = node - firstSlot;
      slotLoad[s] = (slotLoad[s] ?? 0) - 1;
      node = firstVolunteer + (problem.slotOwner[s] ?? 0);
    } else {
      node = network.edgeMission[by] ?? 0;
      take(flow, node, by);
    }
  }
  return node;
};
