import { bringForward, clearQueue, emptyQueue, type Queue, takeNearest } from './queue.ts';
import {
  ABOUT,
  DECLINED,
  END,
  FLOOR,
  NEAR_END,
  PAIR_COST,
  PENALTY,
  place,
  putAt,
  SLOT,
  START,
  type Store,
  slotsOf,
  storeOf,
  UNPLACED,
  VOLUNTEER,
  WIDTH,
  type Work,
} from './work.ts';

/** What a search remembers of each volunteer it came to. */
export type Search = {
  readonly queue: Queue;
  /** The search that last reached a volunteer; distances of older ones mean nothing. */
  readonly reachedIn: Int32Array;
  readonly distance: Store;
  /** Mission and cost of the pair by which a volunteer was reached. */
  readonly viaMission: Int32Array;
  readonly viaCost: Store;
  readonly taken: Int32Array;
  number: number;
};

export const startSearch = (work: Work): Search => {
  const count = work.problem.volunteerCount + 1;
  const distance = storeOf(work.problem, count);
  return {
    queue: emptyQueue(count, distance),
    reachedIn: new Int32Array(count),
    distance,
    viaMission: new Int32Array(count),
    viaCost: storeOf(work.problem, count),
    taken: new Int32Array(count),
    number: 0,
  };
};

/**
 * Places one mission by the cheapest chain of exchanges: it takes a slot from a second, which takes one from a third …
 * until somebody has a free slot, or a mission does as well without (Dijkstra's shortest path on cost plus price, stopped
 * at the first end; prices of those passed rise so that every placed mission still stands at its cheapest).
 * Answers with the mission left without, or UNPLACED when all have somebody.
 */
export const augment = (work: Work, search: Search, mission: number): number => {
  const { rows, about, price, slotStart, load, slots, problem } = work;
  const { queue, reachedIn, distance, viaMission, viaCost, taken } = search;
  const origin = problem.volunteerCount;
  search.number += 1;
  const now = search.number;
  load[origin] = 0;
  place(work, mission, origin, 0);
  distance[origin] = 0;
  let bound = Number.MAX_SAFE_INTEGER;
  let target = -1;
  let declined = UNPLACED;
  let takenCount = 0;
  let volunteer = origin;
  for (;;) {
    const reach = distance[volunteer] ?? 0;
    taken[takenCount] = volunteer;
    takenCount += 1;
    const from = slotStart[volunteer] ?? 0;
    const to = from + (load[volunteer] ?? 0);
    const base = reach - (price[volunteer] ?? 0);
    for (let k = from; k < to; k += 1) {
      const i = slots[k] ?? 0;
      const facts = i * ABOUT;
      const shift = base - (about[facts + PAIR_COST] ?? 0);
      const without = shift + (about[facts + PENALTY] ?? 0);
      if (without < bound) {
        bound = without;
        declined = i;
        target = volunteer;
      }
      const end = about[facts + END] ?? 0;
      let until = about[facts + NEAR_END] ?? 0;
      for (let a = about[facts + START] ?? 0; ; a += WIDTH) {
        if (a === until) {
          if (until === end || shift + (about[facts + FLOOR] ?? 0) >= bound) break;
          until = end;
        }
        const j = rows[a] ?? 0;
        const cost = rows[a + 1] ?? 0;
        const there = shift + cost + (price[j] ?? 0);
        if (there >= bound || (reachedIn[j] === now && there >= (distance[j] ?? 0))) continue;
        reachedIn[j] = now;
        distance[j] = there;
        viaMission[j] = i;
        viaCost[j] = cost;
        if ((load[j] ?? 0) < slotsOf(work, j)) {
          bound = there;
          declined = UNPLACED;
          target = j;
        } else bringForward(queue, j);
      }
    }
    if (queue.size === 0) break;
    volunteer = takeNearest(queue);
    if ((distance[volunteer] ?? 0) >= bound) break;
  }
  clearQueue(queue);
  for (let k = 1; k < takenCount; k += 1) {
    const j = taken[k] ?? 0;
    const rise = bound - (distance[j] ?? 0);
    if (rise > 0) price[j] = (price[j] ?? 0) + rise;
  }

  // Along the chain, each mission moves into the slot that the next one leaves.
  let at = 0;
  if (declined === UNPLACED) {
    at = (slotStart[target] ?? 0) + (load[target] ?? 0);
    load[target] = (load[target] ?? 0) + 1;
  } else {
    at = about[declined * ABOUT + SLOT] ?? 0;
    about[declined * ABOUT + VOLUNTEER] = DECLINED;
    if (target === origin) return declined;
    // The chain ends in a slot of `target`: who came to it takes that slot.
  }
  let j = target;
  while (j !== origin) {
    const i = viaMission[j] ?? 0;
    const giver = about[i * ABOUT + VOLUNTEER] ?? 0;
    const next = about[i * ABOUT + SLOT] ?? 0;
    putAt(work, i, j, viaCost[j] ?? 0, at);
    at = next;
    j = giver;
  }
  return declined;
};
