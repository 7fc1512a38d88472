import type { Flow } from '../flow.ts';
import { type Search, touch } from '../paths/search.ts';
import { costOf, locksCost, priceServed, priceSlots, solutionOf } from '../read-off.ts';
import type { Solved } from '../solve.ts';
import type { Changed } from './assemble.ts';

/** What a change or the searches for it touched, and who depends on it. */
type Touched = {
  /** Missions touched, then those that hold a slot touched: they may be worth less. */
  readonly missions: Int32Array;
  readonly searched: number;
  /** Slots touched, and those of volunteers touched: their prices may be otherwise. */
  readonly slots: Int32Array;
  readonly volunteers: Int32Array;
};

const touchedBy = (flow: Flow, search: Search, changed: Changed): Touched => {
  const { network, slotHead, placeEdge, placeNext } = flow;
  const { firstSlot, firstVolunteer, edgeMission, volunteerSlot, volunteerSlotStart } = network;
  const { touched, touchedIn, solve } = search;
  for (const m of changed.missions) touch(search, m);
  for (const s of changed.slots) touch(search, firstSlot + s);
  for (const v of changed.volunteers) touch(search, firstVolunteer + v);
  const searched = search.touchedCount;
  let end = searched;
  // Whoever is touched by one of them comes after: no node is looked at twice.
  for (let i = 0; i < end; i += 1) {
    const node = touched[i] ?? 0;
    if (node >= firstVolunteer) {
      const v = node - firstVolunteer;
      const last = volunteerSlotStart[v + 1] ?? 0;
      for (let k = volunteerSlotStart[v] ?? 0; k < last; k += 1) {
        const other = firstSlot + (volunteerSlot[k] ?? 0);
        if (touchedIn[other] === solve) continue;
        touchedIn[other] = solve;
        touched[end] = other;
        end += 1;
      }
    } else if (node >= firstSlot)
      for (let place = slotHead[node - firstSlot] ?? -1; place >= 0; place = placeNext[place] ?? -1) {
        const other = edgeMission[placeEdge[place] ?? 0] ?? 0;
        if (touchedIn[other] === solve) continue;
        touchedIn[other] = solve;
        touched[end] = other;
        end += 1;
      }
  }
  search.touchedCount = end;
  const missions = new Int32Array(end);
  const slots = new Int32Array(end);
  const volunteers = new Int32Array(end);
  let missionCount = 0;
  let slotCount = 0;
  let volunteerCount = 0;
  let searchedCount = 0;
  for (let i = 0; i < end; i += 1) {
    const node = touched[i] ?? 0;
    if (node < firstSlot) {
      missions[missionCount] = node;
      missionCount += 1;
      if (i < searched) searchedCount = missionCount;
    } else if (node < firstVolunteer) {
      slots[slotCount] = node - firstSlot;
      slotCount += 1;
    } else {
      volunteers[volunteerCount] = node - firstVolunteer;
      volunteerCount += 1;
    }
  }
  return {
    missions: missions.subarray(0, missionCount),
    searched: searchedCount,
    slots: slots.subarray(0, slotCount),
    volunteers: volunteers.subarray(0, volunteerCount),
  };
};

/**
 * The answer after a change, made from the one before: what nothing has touched costs what it did. O(nodes touched and their
 * neighbours), and a copy of the slots' prices.
 */
export const readAgain = (flow: Flow, search: Search, previous: Solved, changed: Changed): Solved => {
  const { network } = flow;
  const { problem } = network;
  const { missions, searched, volunteers, slots } = touchedBy(flow, search, changed);
  const slotPrice = new Float64Array(problem.slotCount);
  slotPrice.set(previous.solution.slotPrice);
  priceSlots(flow, slots, slotPrice);
  priceServed(flow, missions);
  const old = previous.flow;
  const repaid = missions.subarray(0, searched);
  const more = costOf(flow, repaid, volunteers) - costOf(old, repaid, volunteers);
  const cost = previous.solution.objective + more + locksCost(flow) - locksCost(old);
  const counts = { searches: search.searches, scans: search.scans };
  return { problem, network, flow, solution: solutionOf(flow, cost, slotPrice, counts) };
};
