import type { Changed } from './assemble.ts';
import type { Flow } from './flow.ts';
import { costOf, locksCost, priceServed, priceSlots, solutionOf } from './read-off.ts';
import { type Search, touch } from './search.ts';
import type { Solved } from './solve.ts';

/** What a change or the searches for it touched, and who depends on it. */
type Touched = {
  readonly missions: Int32Array;
  readonly volunteers: Int32Array;
  /** Slots touched, and those of volunteers touched: their prices may be otherwise. */
  readonly slots: Int32Array;
  /** Missions touched, and those that hold a slot touched: they may be worth less. */
  readonly holders: Int32Array;
};

const touchedBy = (flow: Flow, search: Search, changed: Changed): Touched => {
  const { network, slotHead, placeEdge, placeNext } = flow;
  const { firstSlot, firstVolunteer, edgeMission, volunteerSlot, volunteerSlotStart } = network;
  for (const m of changed.missions) touch(search, m);
  for (const s of changed.slots) touch(search, firstSlot + s);
  for (const v of changed.volunteers) touch(search, firstVolunteer + v);
  const missions: number[] = [];
  const volunteers: number[] = [];
  const slots: number[] = [];
  const holders: number[] = [];
  for (let i = 0; i < search.touchedCount; i += 1) {
    const node = search.touched[i] ?? 0;
    if (node < firstSlot) {
      missions.push(node);
      holders.push(node);
    } else if (node < firstVolunteer) {
      const s = node - firstSlot;
      slots.push(s);
      for (let place = slotHead[s] ?? -1; place >= 0; place = placeNext[place] ?? -1)
        holders.push(edgeMission[placeEdge[place] ?? 0] ?? 0);
    } else {
      const v = node - firstVolunteer;
      volunteers.push(v);
      const end = volunteerSlotStart[v + 1] ?? 0;
      for (let k = volunteerSlotStart[v] ?? 0; k < end; k += 1) slots.push(volunteerSlot[k] ?? 0);
    }
  }
  return {
    missions: Int32Array.from(missions),
    volunteers: Int32Array.from(volunteers),
    slots: Int32Array.from(slots),
    holders: Int32Array.from(holders),
  };
};

/**
 * The answer after a change, made from the one before: what nothing has touched costs what it did. O(nodes touched and their
 * neighbours), and a copy of the slots' prices.
 */
export const readAgain = (flow: Flow, search: Search, previous: Solved, changed: Changed): Solved => {
  const { network } = flow;
  const { problem } = network;
  const { missions, volunteers, slots, holders } = touchedBy(flow, search, changed);
  const slotPrice = new Float64Array(problem.slotCount);
  slotPrice.set(previous.solution.slotPrice);
  priceSlots(flow, slots, slotPrice);
  priceServed(flow, holders);
  const old = previous.flow;
  const more = costOf(flow, missions, volunteers) - costOf(old, missions, volunteers);
  const cost = previous.solution.objective + more + locksCost(flow) - locksCost(old);
  const counts = { searches: search.searches, scans: search.scans };
  return { problem, network, flow, solution: solutionOf(flow, cost, slotPrice, counts) };
};
