import { type Flow, FREE, release, take } from '../flow.ts';
import { isOwn, laterWishes, sameEdge } from '../ledger.ts';
import { type Near, orderWishes } from './near.ts';
import { FROM_VOLUNTEER, reachEnd, type Search, START, wayOut } from './search.ts';

/** Edges a mission holds, or the person it lacks already. */
const intoMission = (flow: Flow, search: Search, m: number): number => {
  const { network, price, placeEdge } = flow;
  const { problem, firstSlot, placeStart, placeEnd } = network;
  const { wayTo, wayLength, wayBy, wayEnd } = search;
  const base = (search.distance[m] ?? 0) + (price[m] ?? 0);
  if ((flow.unserved[m] ?? 0) > 0) wayOut(search, m, base - (problem.penalty[m] ?? 0) + search.shift);
  const end = placeEnd[m] ?? 0;
  let count = 0;
  for (let place = placeStart[m] ?? 0; place < end; place += 1) {
    const e = placeEdge[place] ?? -1;
    if (e < 0) continue;
    const node = firstSlot + (problem.edgeSlot[e] ?? 0);
    wayTo[count] = node;
    wayLength[count] = base - (problem.edgeCost[e] ?? 0) - (price[node] ?? 0);
    wayBy[count] = e;
    wayEnd[count] = Number.POSITIVE_INFINITY;
    count += 1;
  }
  search.scans += count + 1;
  return count;
};

/** What a way from this slot must beat: the best way out, and the one just found by its week (way 0). */
const toBeat = ({ best, wayEnd }: Search, ways: number): number =>
  ways === 0 ? best : Math.min(best, wayEnd[0] ?? 0);

/**
 * Missions that could have a slot, behind the ways found already. A mission that lacks somebody is worth its penalty: there the
 * way is out, and no farther.
 */
const addWishes = (flow: Flow, search: Search, node: number, ways: number): number => {
  const { network, price, edgeState, unserved } = flow;
  const { problem, edgeMission, ledger } = network;
  const { wayTo, wayLength, wayBy, wayEnd } = search;
  const { start, members } = ledger.wishes();
  const s = node - network.firstSlot;
  const base = (search.distance[node] ?? 0) + (price[node] ?? 0);
  const best = toBeat(search, ways);
  const from = start[s] ?? 0;
  const to = start[s + 1] ?? 0;
  let count = ways;
  for (let i = from; i < to; i += 1) {
    const first = members[i] ?? 0;
    const m = edgeMission[first] ?? 0;
    const length = base + (problem.edgeCost[first] ?? 0) - (price[m] ?? 0);
    if (length >= best) continue;
    const e = sameEdge(ledger, problem, m, first);
    if (e < 0 || edgeState[e] !== FREE) continue;
    wayTo[count] = m;
    wayLength[count] = length;
    wayBy[count] = e;
    wayEnd[count] = (unserved[m] ?? 0) > 0 ? length : Number.POSITIVE_INFINITY;
    count += 1;
  }
  if (to > from) search.scans += to - from;
  return count;
};

/** The same from a list in order, as far as somebody could still be near enough. */
const addNear = (flow: Flow, search: Search, near: Near, node: number, ways: number): number => {
  const { network, price, edgeState, unserved } = flow;
  const { problem, ledger } = network;
  const { wayTo, wayLength, wayBy, wayEnd } = search;
  const s = node - network.firstSlot;
  if (s >= ledger.first.slotCount) return ways;
  if (near.wishes.start[s] === -1) orderWishes(ledger, near, s);
  const { start, end, key, edge, other } = near.wishes;
  const from = start[s] ?? 0;
  const to = end[s] ?? 0;
  const base = (search.distance[node] ?? 0) + (price[node] ?? 0);
  const best = toBeat(search, ways);
  const enough = best - base + search.rise;
  let count = ways;
  let i = from;
  for (; i < to && (key[i] ?? 0) < enough; i += 1) {
    const m = other[i] ?? 0;
    const length = base + (key[i] ?? 0) + (near.price[m] ?? 0) - (price[m] ?? 0);
    if (length >= best) continue;
    const e = sameEdge(ledger, problem, m, edge[i] ?? 0);
    if (e < 0 || edgeState[e] !== FREE) continue;
    wayTo[count] = m;
    wayLength[count] = length;
    wayBy[count] = e;
    wayEnd[count] = (unserved[m] ?? 0) > 0 ? length : Number.POSITIVE_INFINITY;
    count += 1;
  }
  search.scans += i - from;
  return count;
};

/** The same from what changes have written. */
const addLater = (flow: Flow, search: Search, node: number, ways: number): number => {
  const { network, price, edgeState, unserved } = flow;
  const { problem, edgeMission, later } = network;
  const { wayTo, wayLength, wayBy, wayEnd } = search;
  const s = node - network.firstSlot;
  const base = (search.distance[node] ?? 0) + (price[node] ?? 0);
  const best = toBeat(search, ways);
  let count = ways;
  for (let at = later; at; at = at.before) {
    const edges = laterWishes(at, s);
    if (edges === undefined) continue;
    for (let i = 0; i < edges.length; i += 1) {
      const e = edges[i] ?? 0;
      const m = edgeMission[e] ?? 0;
      const length = base + (problem.edgeCost[e] ?? 0) - (price[m] ?? 0);
      if (length >= best || edgeState[e] !== FREE || !isOwn(problem, m, e)) continue;
      wayTo[count] = m;
      wayLength[count] = length;
      wayBy[count] = e;
      wayEnd[count] = (unserved[m] ?? 0) > 0 ? length : Number.POSITIVE_INFINITY;
      count += 1;
    }
    search.scans += edges.length;
  }
  return count;
};

/** The week of a slot in use, and the missions that could have it. */
const intoSlot = (flow: Flow, search: Search, node: number): number => {
  const { network, price } = flow;
  const { problem, firstSlot, firstVolunteer } = network;
  const { wayTo, wayLength, wayBy, wayEnd } = search;
  const { near } = network.ledger;
  const s = node - firstSlot;
  let count = 0;
  if ((flow.slotLoad[s] ?? 0) > 0) {
    const base = (search.distance[node] ?? 0) + (price[node] ?? 0);
    const v = problem.slotOwner[s] ?? 0;
    const load = flow.weekLoad[v] ?? 0;
    const last = problem.tierCost[(problem.tierStart[v] ?? 0) + load - 1] ?? 0;
    wayTo[0] = firstVolunteer + v;
    wayLength[0] = base - (price[firstVolunteer + v] ?? 0);
    wayBy[0] = s;
    wayEnd[0] = load > 0 && search.hasEnds ? base - last + search.shift : Number.POSITIVE_INFINITY;
    count = 1;
  }
  count = near ? addNear(flow, search, near, node, count) : addWishes(flow, search, node, count);
  return network.later ? addLater(flow, search, node, count) : count;
};

/** The tier a week uses last, and its slots with room. */
const intoVolunteer = (flow: Flow, search: Search, node: number): number => {
  const { network, price, slotLoad } = flow;
  const { problem, firstSlot, firstVolunteer, volunteerSlot, volunteerSlotStart } = network;
  const { wayTo, wayLength, wayBy, wayEnd } = search;
  const v = node - firstVolunteer;
  const base = (search.distance[node] ?? 0) + (price[node] ?? 0);
  const load = flow.weekLoad[v] ?? 0;
  if (load > 0) {
    const last = problem.tierCost[(problem.tierStart[v] ?? 0) + load - 1] ?? 0;
    wayOut(search, node, base - last + search.shift);
  }
  const start = volunteerSlotStart[v] ?? 0;
  const end = volunteerSlotStart[v + 1] ?? 0;
  let count = 0;
  for (let i = start; i < end; i += 1) {
    const s = volunteerSlot[i] ?? 0;
    if ((slotLoad[s] ?? 0) >= (problem.slotCapacity[s] ?? 0)) continue;
    wayTo[count] = firstSlot + s;
    wayLength[count] = base - (price[firstSlot + s] ?? 0);
    wayBy[count] = FROM_VOLUNTEER;
    wayEnd[count] = Number.POSITIVE_INFINITY;
    count += 1;
  }
  search.scans += end - start;
  return count;
};

/** Where a node could have more from; how many ways were written. */
export const waysIn = (flow: Flow, search: Search, node: number): number => {
  if (node < flow.network.firstSlot) return intoMission(flow, search, node);
  if (node < flow.network.firstVolunteer) return intoSlot(flow, search, node);
  return intoVolunteer(flow, search, node);
};

/** How far each node is from a person it leaves out, a tier it could give up, or what it owes: those nearer than `limit` reach `other`. */
export const endsIn = (flow: Flow, shift: number, other: Search, limit: number): void => {
  const { network, price, owed, unserved, weekLoad } = flow;
  const { problem, firstVolunteer } = network;
  const { missionCount, volunteerCount, penalty, tierStart, tierCost } = problem;
  for (let m = 0; m < missionCount; m += 1) {
    if ((unserved[m] ?? 0) === 0) continue;
    const length = (price[m] ?? 0) + shift - (penalty[m] ?? 0);
    if (length < limit) reachEnd(other, m, length);
  }
  for (let v = 0; v < volunteerCount; v += 1) {
    const load = weekLoad[v] ?? 0;
    if (load === 0) continue;
    const length = (price[firstVolunteer + v] ?? 0) + shift - (tierCost[(tierStart[v] ?? 0) + load - 1] ?? 0);
    if (length < limit) reachEnd(other, firstVolunteer + v, length);
  }
  for (const node of flow.debtors) if ((owed[node] ?? 0) > 0) reachEnd(other, node, 0);
};

/** What a node lacked comes from what it owes, a person it left out, or the tier it used last. */
export const endIn = ({ network, owed, unserved, weekLoad }: Flow, node: number): void => {
  if ((owed[node] ?? 0) > 0) owed[node] = (owed[node] ?? 0) - 1;
  else if (node < network.firstSlot) unserved[node] = (unserved[node] ?? 0) - 1;
  else weekLoad[node - network.firstVolunteer] = (weekLoad[node - network.firstVolunteer] ?? 0) - 1;
};

/** Moves one person's need from a node to where its search began, and says where that is. */
export const walkIn = (flow: Flow, search: Search, reached: number): number => {
  const { network, slotLoad } = flow;
  const { problem, firstSlot, firstVolunteer } = network;
  let node = reached;
  for (let by = search.by[node] ?? START; by !== START; by = search.by[node] ?? START) {
    if (node >= firstVolunteer) {
      slotLoad[by] = (slotLoad[by] ?? 0) - 1;
      node = firstSlot + by;
    } else if (node < firstSlot) {
      take(flow, node, by);
      node = firstSlot + (problem.edgeSlot[by] ?? 0);
    } else if (by === FROM_VOLUNTEER) {
      const s = node - firstSlot;
      slotLoad[s] = (slotLoad[s] ?? 0) + 1;
      node = firstVolunteer + (problem.slotOwner[s] ?? 0);
    } else {
      node = network.edgeMission[by] ?? 0;
      release(flow, node, by);
    }
  }
  return node;
};
