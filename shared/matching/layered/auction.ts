import { type Flow, FREE, take } from './flow.ts';
import {
  createMarket,
  dequeue,
  enqueue,
  type Market,
  makePlace,
  reprice,
  vacate,
  type Wish,
  wish,
} from './market.ts';

/**
 * The auction only makes good prices: whatever it leaves undone, the exact search does. Chosen on the generated towns of
 * `npm run bench -- plan`.
 */
const AUCTION_PARAMS = {
  /** Smallest raise of the first round: a share of the spread of costs or of the mean penalty. Range 4–50. */
  firstOfSpread: 10,
  firstOfPenalty: 30,
  /** Each round raises by a fraction of the one before. Range 4–30. */
  finer: 6,
  /** Smallest raise of the last round, as a share of the spread. Range 50–1,000. */
  lastOfSpread: 300,
  /** Raises of a round that its prices lose before the next one. Range 1–4. */
  lowered: 2,
  /** Bids of a round for each person needed; a war of prices is left to the exact search. Range 10–100. */
  bidsPerPerson: 30,
} as const;

/** How far apart the ways of one mission are, on average; what tiers add in a week when that is more. */
const spreadOf = (flow: Flow): number => {
  const { problem } = flow.network;
  const mean = (rows: number, start: Int32Array, values: Float64Array): number => {
    let sum = 0;
    for (let r = 0; r < rows; r += 1) {
      let low = Number.POSITIVE_INFINITY;
      let high = Number.NEGATIVE_INFINITY;
      for (let i = start[r] ?? 0; i < (start[r + 1] ?? 0); i += 1) {
        low = Math.min(low, values[i] ?? 0);
        high = Math.max(high, values[i] ?? 0);
      }
      if (high > low) sum += high - low;
    }
    return rows === 0 ? 0 : sum / rows;
  };
  return Math.max(
    mean(problem.missionCount, problem.edgeStart, problem.edgeCost),
    mean(problem.volunteerCount, problem.tierStart, problem.tierCost) / 2,
  );
};

const meanPenalty = (flow: Flow): number => {
  const { penalty, missionCount } = flow.network.problem;
  let sum = 0;
  for (let m = 0; m < missionCount; m += 1) sum += Math.max(0, penalty[m] ?? 0);
  return missionCount === 0 ? 0 : sum / missionCount;
};

const largest = (values: Float64Array): number => {
  let most = 0;
  for (let i = 0; i < values.length; i += 1) most = Math.max(most, Math.abs(values[i] ?? 0));
  return most;
};

const peopleWaiting = (flow: Flow, m: number): number => {
  const { problem } = flow.network;
  let need = problem.demand[m] ?? 0;
  const end = problem.edgeStart[m + 1] ?? 0;
  for (let e = problem.edgeStart[m] ?? 0; e < end; e += 1) if (flow.edgeState[e] !== FREE) need -= 1;
  return need;
};

/** One round: nobody is placed yet; each mission in turn bids for its best slot until all are placed or give up. */
const round = (market: Market, raise: number, mostBids: number): void => {
  const { flow, bid, held } = market;
  const { network, price } = flow;
  const { problem, firstSlot, firstVolunteer } = network;
  market.beyond.fill(Number.NEGATIVE_INFINITY);
  market.head = 0;
  market.waiting = 0;
  for (let s = 0; s < problem.slotCount; s += 1)
    if ((flow.slotLoad[s] ?? 0) >= (problem.slotCapacity[s] ?? 0)) price[firstSlot + s] = market.never;
  for (let v = 0; v < problem.volunteerCount; v += 1) {
    price[firstVolunteer + v] = Number.NaN;
    reprice(market, v);
  }
  for (let m = 0; m < problem.missionCount; m += 1)
    for (let need = peopleWaiting(flow, m); need > 0; need -= 1) enqueue(market, m);
  const wished: Wish = { edge: -1, best: 0, second: 0 };
  for (let bids = 0; market.waiting > 0 && bids < mostBids; bids += 1) {
    const m = dequeue(market);
    wish(market, m, wished);
    const { edge } = wished;
    if (edge < 0) continue;
    const s = problem.edgeSlot[edge] ?? 0;
    const v = problem.slotOwner[s] ?? 0;
    const won = (price[firstSlot + s] ?? 0) + wished.second - wished.best + raise;
    makePlace(market, s);
    take(flow, edge);
    bid[edge] = won;
    const load = (flow.slotLoad[s] ?? 0) + 1;
    flow.slotLoad[s] = load;
    flow.weekLoad[v] = (flow.weekLoad[v] ?? 0) + 1;
    const lowest = Math.min(held[s] ?? 0, won);
    held[s] = lowest;
    if (load >= (problem.slotCapacity[s] ?? 0)) price[firstSlot + s] = lowest;
    reprice(market, v);
  }
};

/** Sends everybody home, and keeps the prices a little lower as the least of the next round. */
const restart = (market: Market, lowered: number): void => {
  const { flow, floor } = market;
  const { network, price, slotHead } = flow;
  for (let n = network.firstSlot; n < network.nodeCount; n += 1) floor[n] = (price[n] ?? 0) - lowered;
  for (let s = 0; s < slotHead.length; s += 1)
    for (let e = slotHead[s] ?? -1; e >= 0; e = slotHead[s] ?? -1) vacate(market, e);
};

/** What is not used up may not cost more than its next tier: floors end with the auction. */
const dropFloors = (flow: Flow): void => {
  const { network, price } = flow;
  const { problem, firstSlot, firstVolunteer } = network;
  for (let v = 0; v < problem.volunteerCount; v += 1) {
    const tier = (problem.tierStart[v] ?? 0) + (flow.weekLoad[v] ?? 0);
    let ask = price[firstVolunteer + v] ?? 0;
    if (tier < (problem.tierStart[v + 1] ?? 0)) ask = Math.min(ask, problem.tierCost[tier] ?? 0);
    price[firstVolunteer + v] = ask;
    for (let i = network.volunteerSlotStart[v] ?? 0; i < (network.volunteerSlotStart[v + 1] ?? 0); i += 1) {
      const s = network.volunteerSlot[i] ?? 0;
      if ((flow.slotLoad[s] ?? 0) < (problem.slotCapacity[s] ?? 0)) price[firstSlot + s] = ask;
    }
  }
};

/**
 * Places most people at nearly right prices: an auction in finer and finer rounds (Bertsekas), where a slot costs what its lowest
 * bidder pays, and a volunteer what their next tier or their lowest bidder costs, whichever is less: tiers are like
 * objects, slots like persons. Leaves every arc of slots and volunteers in order; those of missions are the caller's. Returns how many edges and slots it
 * looked at.
 */
export const auction = (flow: Flow): number => {
  const { problem } = flow.network;
  const spread = spreadOf(flow);
  const most = Math.max(largest(problem.edgeCost), largest(problem.penalty), largest(problem.tierCost));
  const fine = Math.max(1, Math.floor(spread / AUCTION_PARAMS.lastOfSpread));
  let people = 0;
  for (let m = 0; m < problem.missionCount; m += 1) people += problem.demand[m] ?? 0;
  const market = createMarket(flow, 4 * most + 2, people);
  const mostBids = AUCTION_PARAMS.bidsPerPerson * people;
  const first = Math.max(
    spread / AUCTION_PARAMS.firstOfSpread,
    meanPenalty(flow) / AUCTION_PARAMS.firstOfPenalty,
  );
  for (let raise = Math.floor(first); raise > fine; raise = Math.floor(raise / AUCTION_PARAMS.finer)) {
    round(market, raise, mostBids);
    restart(market, AUCTION_PARAMS.lowered * raise);
  }
  round(market, fine, mostBids);
  dropFloors(flow);
  return market.scans;
};
