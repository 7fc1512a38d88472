import type { Changed } from './assemble.ts';
import type { Flow } from './flow.ts';
import {
  locksCost,
  missionCost,
  ownPrice,
  priceServed,
  priceSlot,
  solutionOf,
  weekCost,
} from './read-off.ts';
import { type Search, touch } from './search.ts';
import type { Solved } from './solve.ts';

/** Nodes that a change or a search for it has touched. */
const touchedBy = (
  { network }: Flow,
  search: Search,
  { missions, slots, volunteers }: Changed,
): Int32Array => {
  for (const m of missions) touch(search, m);
  for (const s of slots) touch(search, network.firstSlot + s);
  for (const v of volunteers) touch(search, network.firstVolunteer + v);
  return search.touched.subarray(0, search.touchedCount);
};

/**
 * The answer after a change, made from the one before: what nothing has touched costs what it did. O(nodes touched and their
 * neighbours), and copies of lists by node.
 */
export const readAgain = (flow: Flow, search: Search, previous: Solved, changed: Changed): Solved => {
  const { network } = flow;
  const { problem, firstSlot, firstVolunteer, volunteerSlot, volunteerSlotStart } = network;
  const old = previous.flow;
  const nodes = touchedBy(flow, search, changed);
  const slotPrice = new Float64Array(problem.slotCount);
  slotPrice.set(previous.solution.slotPrice);
  const slot = (s: number): void => {
    priceSlot(flow, s);
    slotPrice[s] = ownPrice(flow, s);
  };
  for (const node of nodes) {
    if (node >= firstVolunteer) {
      const v = node - firstVolunteer;
      const end = volunteerSlotStart[v + 1] ?? 0;
      for (let i = volunteerSlotStart[v] ?? 0; i < end; i += 1) slot(volunteerSlot[i] ?? 0);
    } else if (node >= firstSlot) slot(node - firstSlot);
  }
  let cost = previous.solution.objective + locksCost(flow) - locksCost(old);
  for (const node of nodes) {
    if (node < firstSlot) {
      priceServed(flow, node);
      cost += missionCost(flow, node) - missionCost(old, node);
    } else if (node < firstVolunteer) {
      // Whoever holds a slot that costs less now may be worth less.
      for (let place = flow.slotHead[node - firstSlot] ?? -1; place >= 0; place = flow.placeNext[place] ?? -1)
        priceServed(flow, network.edgeMission[flow.placeEdge[place] ?? 0] ?? 0);
    } else cost += weekCost(flow, node - firstVolunteer) - weekCost(old, node - firstVolunteer);
  }
  const counts = { searches: search.searches, scans: search.scans };
  return { problem, network, flow, solution: solutionOf(flow, cost, slotPrice, counts) };
};
