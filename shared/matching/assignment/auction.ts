import { ASSIGNMENT_PARAMS } from './params.ts';
import {
  ABOUT,
  END,
  FLOOR,
  lowerFloors,
  lowestFloors,
  NEAR_END,
  PAIR_COST,
  PENALTY,
  regroup,
  START,
  type Store,
  storeOf,
  WIDTH,
  type Work,
} from './work.ts';

/** Lowers every price by `fall`, never under 0; the floors of the rows fall with them. */
const lowerPrices = ({ price, about, problem }: Work, fall: number): void => {
  for (let j = 0; j < problem.volunteerCount; j += 1) price[j] = Math.max(0, (price[j] ?? 0) - fall);
  lowerFloors(about, fall);
};

/** Slots of a volunteer as a heap with the lowest bid first. */
const raiseLowest = (bids: Store, slots: Int32Array, from: number, size: number, bid: number, i: number) => {
  let hole = 0;
  for (;;) {
    let child = 2 * hole + 1;
    if (child >= size) break;
    if (child + 1 < size && (bids[from + child + 1] ?? 0) < (bids[from + child] ?? 0)) child += 1;
    if ((bids[from + child] ?? 0) >= bid) break;
    bids[from + hole] = bids[from + child] ?? 0;
    slots[from + hole] = slots[from + child] ?? 0;
    hole = child;
  }
  bids[from + hole] = bid;
  slots[from + hole] = i;
};

const addBid = (bids: Store, slots: Int32Array, from: number, size: number, bid: number, i: number) => {
  let hole = size;
  while (hole > 0) {
    const parent = (hole - 1) >> 1;
    if ((bids[from + parent] ?? 0) <= bid) break;
    bids[from + hole] = bids[from + parent] ?? 0;
    slots[from + hole] = slots[from + parent] ?? 0;
    hole = parent;
  }
  bids[from + hole] = bid;
  slots[from + hole] = i;
};

/**
 * One round of bidding from the present prices, everybody unplaced: each mission bids for the volunteer who is cheapest
 * for it, up to the point where the second would do as well, and `increment` more; a volunteer who is full lets go of the
 * lowest bid, and costs the lowest bid kept. A mission that nobody serves under its limit leaves the round. Answers with the
 * number of bids.
 */
const bid = (work: Work, bids: Store, queue: Int32Array, cap: number, increment: number): number => {
  const { rows, about, price, slots, slotStart, load } = work;
  const size = queue.length;
  let waiting = size;
  let bidCount = 0;
  let head = 0;
  const reach = increment * ASSIGNMENT_PARAMS.nearIncrements;
  load.fill(0);
  for (let i = 0; i < size; i += 1) queue[i] = i;
  while (waiting > 0) {
    const i = queue[head] ?? 0;
    head = head + 1 === size ? 0 : head + 1;
    waiting -= 1;
    bidCount += 1;
    const at = i * ABOUT;
    const end = about[at + END] ?? 0;
    const near = about[at + NEAR_END] ?? 0;
    let best = Math.min(about[at + PENALTY] ?? 0, cap);
    let second = best;
    let volunteer = -1;
    let cost = 0;
    let to = near;
    for (let a = about[at + START] ?? 0; ; a += WIDTH) {
      if (a === to) {
        if (to === end || second <= (about[at + FLOOR] ?? 0)) break;
        to = end;
      }
      const j = rows[a] ?? 0;
      const c = rows[a + 1] ?? 0;
      const value = c + (price[j] ?? 0);
      if (value < best) {
        second = best;
        best = value;
        volunteer = j;
        cost = c;
      } else if (value < second) second = value;
    }
    if (to !== near) regroup(work, i, second + reach);
    if (volunteer < 0) continue;
    const offer = (price[volunteer] ?? 0) + second - best + increment;
    about[at + PAIR_COST] = cost;
    const from = slotStart[volunteer] ?? 0;
    const room = (slotStart[volunteer + 1] ?? 0) - from;
    const held = load[volunteer] ?? 0;
    if (held < room) {
      addBid(bids, slots, from, held, offer, i);
      load[volunteer] = held + 1;
      if (held + 1 === room) price[volunteer] = bids[from] ?? 0;
      continue;
    }
    const tail = head + waiting;
    queue[tail >= size ? tail - size : tail] = slots[from] ?? 0;
    waiting += 1;
    raiseLowest(bids, slots, from, room, offer, i);
    price[volunteer] = bids[from] ?? 0;
  }
  return bidCount;
};

/**
 * The price at which as many missions are worth a slot as there are slots, were all volunteers alike: 0 when there is room for
 * all. A mission is worth what it may cost to leave (at most `cap`) less its cheapest pair. O(pairs + missions log missions).
 */
const commonPrice = ({ problem, rows, about, slotStart }: Work, cap: number): number => {
  const { missionCount, volunteerCount } = problem;
  const slotCount = slotStart[volunteerCount] ?? 0;
  if (slotCount >= missionCount) return 0;
  const worths = storeOf(problem, missionCount);
  for (let i = 0; i < missionCount; i += 1) {
    const at = i * ABOUT;
    const most = Math.min(about[at + PENALTY] ?? 0, cap);
    let least = most;
    const end = about[at + END] ?? 0;
    for (let a = (about[at + START] ?? 0) + 1; a < end; a += WIDTH) least = Math.min(least, rows[a] ?? 0);
    worths[i] = most - least;
  }
  return worths.sort()[missionCount - 1 - slotCount] ?? 0;
};

/** Whether so many volunteers have a slot left that the price they began at cannot have been theirs. */
const areTooManyIdle = ({ problem, slotStart, load }: Work): boolean => {
  let idle = 0;
  for (let j = 0; j < problem.volunteerCount; j += 1)
    if ((load[j] ?? 0) < (slotStart[j + 1] ?? 0) - (slotStart[j] ?? 0)) idle += 1;
  return idle > problem.volunteerCount * ASSIGNMENT_PARAMS.mostIdle;
};

/**
 * The first round, from prices a little under the common one where there are too many missions: bidding up to it from nothing
 * took half of all looks. From nothing all the same where it was wrong (a part of the town with room for all), for a price
 * that stands too high is the dearest to mend. Answers with the number of bids.
 */
const firstRound = (work: Work, bids: Store, queue: Int32Array, cap: number, increment: number): number => {
  const start = Math.floor(commonPrice(work, cap) * ASSIGNMENT_PARAMS.commonShare);
  if (start > 0) {
    work.price.fill(start, 0, work.problem.volunteerCount);
    const bidCount = bid(work, bids, queue, cap, increment);
    if (!areTooManyIdle(work)) return bidCount;
    work.price.fill(0);
    lowestFloors(work);
  }
  return bid(work, bids, queue, cap, increment);
};

/**
 * Good prices, quickly: rounds of bidding with smaller and smaller increments (Bertsekas and Castañón, "The auction
 * algorithm for the transportation problem", 1989), each from the prices of the one before, lowered so that nobody
 * keeps a price that no mission would pay. Stops well before the answer is exact; what it leaves in the slots is a proposal
 * that `settle` looks through.
 */
export const auction = (work: Work): void => {
  const { problem, slots } = work;
  const { firstIncrement, increaseOfPrecision, lastIncrement, fallBetween, fallAtLast, calm } =
    ASSIGNMENT_PARAMS;
  const { missionCount, magnitude, spread } = problem;
  if (missionCount === 0 || spread === 0) return;
  // Those that must have somebody bid no further either: what is left of them is placed exactly afterwards.
  const cap = magnitude + spread;
  const bids = storeOf(problem, slots.length);
  const queue = new Int32Array(missionCount);
  const last = Math.max(1, Math.floor(spread / lastIncrement));
  let increment = Math.max(1, Math.floor(spread / firstIncrement));
  let bidCount = firstRound(work, bids, queue, cap, increment);
  for (;;) {
    const isLast = increment <= last;
    lowerPrices(work, increment * (isLast ? fallAtLast : fallBetween));
    if (isLast) return;
    const isCalm = bidCount <= missionCount * calm;
    increment = isCalm ? last : Math.max(last, Math.floor(increment / increaseOfPrecision));
    bidCount = bid(work, bids, queue, cap, increment);
  }
};
