import { type Flow, FREE, take } from '../flow.ts';
import { enqueue, type Market, outbid, regroup, reprice, repriceSlot } from './market.ts';
import { commonPrice, type Survey, survey } from './survey.ts';

/**
 * The auction only makes good prices: whatever it leaves undone, the exact search does. Chosen on the generated towns of
 * `npm run bench -- plan`.
 */
const AUCTION_PARAMS = {
  /** Smallest raise of the first round: a share of the spread of costs or of the mean penalty. Range 4–400. */
  firstOfSpread: 40,
  firstOfPenalty: 120,
  /** What tiers add in a week counts as spread by this share: the last tiers are dearer than anybody is worth. Range 0–0.5. */
  riseShare: 0.15,
  /**
   * Each round raises by a fraction of the one before, as long as that is still so many raises of the last one: a first raise for dear
   * penalties leads there by a middle round, others at once. Range 4–60; 1–10.
   */
  finer: 7,
  aboveLast: 3,
  /** Smallest raise of the last round, as a share of the spread. Range 50–1,000. */
  lastOfSpread: 600,
  /** Raises of a round that its prices lose before the next one. Range 1–5. */
  lowered: 3,
  /** Where the first round begins, as a share of the price at which alike volunteers would just be enough. Range 0–1. */
  beginAt: 0.85,
  /** Edges within this many raises of a mission's second best are near it. Range 1–6. */
  nearRaises: 4,
  /** Bids of a round for each person needed; a war of prices is left to the exact search. Range 10–100. */
  bidsPerPerson: 30,
} as const;

const createMarket = (flow: Flow, { most, worths }: Survey): Market => {
  const { problem } = flow.network;
  const { missionCount, slotCount, volunteerCount, edgeStart } = problem;
  const never = 4 * most + 2;
  const order = new Int32Array(problem.edgeSlot.length);
  for (let e = 0; e < order.length; e += 1) order[e] = e;
  const needs = problem.demand.slice();
  for (const { mission } of flow.network.locks) needs[mission] = (needs[mission] ?? 0) - 1;
  return {
    flow,
    never,
    weekFloor: new Float64Array(volunteerCount).fill(-never),
    slotFloor: new Float64Array(slotCount).fill(-never),
    weekAsk: new Float64Array(volunteerCount),
    weekLowest: new Int32Array(volunteerCount),
    slotAsk: new Float64Array(slotCount),
    ask: new Float64Array(slotCount),
    bid: new Float64Array(flow.network.placeCount),
    bidder: new Int32Array(flow.network.placeCount),
    held: new Float64Array(slotCount).fill(never),
    order,
    nearEnd: edgeStart.slice(0, missionCount),
    beyond: new Float64Array(missionCount).fill(-2 * never),
    needs,
    queue: new Int32Array(Math.max(1, worths.length)),
    head: 0,
    waiting: 0,
    scans: 0,
  };
};

/** Everybody waits, at the least prices there are. */
const open = (market: Market): void => {
  const { flow, needs, slotAsk, slotFloor } = market;
  const { missionCount, slotCount, slotCapacity, volunteerCount } = flow.network.problem;
  for (let s = 0; s < slotCount; s += 1)
    slotAsk[s] = (flow.slotLoad[s] ?? 0) >= (slotCapacity[s] ?? 0) ? market.never : (slotFloor[s] ?? 0);
  for (let v = 0; v < volunteerCount; v += 1) reprice(market, v);
  market.head = 0;
  market.waiting = 0;
  for (let m = 0; m < missionCount; m += 1)
    for (let need = needs[m] ?? 0; need > 0; need -= 1) enqueue(market, m);
};

/**
 * One round: nobody is placed yet; each mission in turn bids for its best slot until all are placed or give up. One loop and
 * not many small functions: a process's first solve spends more on compiling than on looking.
 */
const round = (market: Market, raise: number, mostBids: number): void => {
  const { flow, ask, beyond, bid, bidder, held, nearEnd, order, queue, slotAsk, weekLowest } = market;
  const { edgeState, slotLoad, weekLoad } = flow;
  const { edgeStart, edgeEnd, edgeSlot, edgeCost, penalty, slotCapacity, slotOwner } = flow.network.problem;
  open(market);
  const margin = AUCTION_PARAMS.nearRaises * raise;
  for (let bids = 0; market.waiting > 0 && bids < mostBids; bids += 1) {
    const m = queue[market.head] ?? 0;
    market.head = market.head + 1 === queue.length ? 0 : market.head + 1;
    market.waiting -= 1;
    const start = edgeStart[m] ?? 0;
    const end = edgeEnd[m] ?? 0;
    let edge = -1;
    let best = 0;
    let second = 0;
    for (let isRead = false; ; isRead = true) {
      const near = nearEnd[m] ?? 0;
      const to = near === start ? end : near;
      edge = -1;
      best = penalty[m] ?? 0;
      second = best;
      for (let i = start; i < to; i += 1) {
        const e = order[i] ?? 0;
        const value = (edgeCost[e] ?? 0) + (ask[edgeSlot[e] ?? 0] ?? 0);
        if (value >= second || edgeState[e] !== FREE) continue;
        if (value < best) {
          second = best;
          best = value;
          edge = e;
        } else second = value;
      }
      market.scans += to - start;
      const others = beyond[m] ?? 0;
      if (isRead || second <= others) break;
      if (to < end && edge >= 0 && best <= others) {
        // Whoever is the best way is known; what the second would cost, only from below: a bid may be too low, never too high.
        second = others;
        break;
      }
      regroup(market, m, second + margin);
      if (to === end) break;
    }
    if (edge < 0) continue;
    const s = edgeSlot[edge] ?? 0;
    const v = slotOwner[s] ?? 0;
    const won = second - (edgeCost[edge] ?? 0) + raise;
    const isFull = (slotLoad[s] ?? 0) >= (slotCapacity[s] ?? 0);
    const giver = isFull ? s : (weekLowest[v] ?? 0);
    const isLowestGone = giver >= 0 && giver === (weekLowest[v] ?? 0);
    if (giver >= 0) outbid(market, giver);
    const place = take(flow, m, edge);
    bid[place] = won;
    bidder[place] = m;
    slotLoad[s] = (slotLoad[s] ?? 0) + 1;
    weekLoad[v] = (weekLoad[v] ?? 0) + 1;
    const lowest = held[s] ?? 0;
    held[s] = won < lowest ? won : lowest;
    if ((slotLoad[s] ?? 0) >= (slotCapacity[s] ?? 0)) slotAsk[s] = held[s] ?? 0;
    if (isLowestGone || !repriceSlot(market, v, s)) reprice(market, v);
  }
};

/** Sends everybody home, and keeps the prices a little lower as the least of the next round. */
const restart = (
  { ask, beyond, flow, held, never, slotFloor, weekAsk, weekFloor }: Market,
  lowered: number,
): void => {
  const { edgeState, placeEdge, slotHead, slotLoad, weekLoad, network } = flow;
  const { edgeSlot, slotOwner } = network.problem;
  for (let place = 0; place < placeEdge.length; place += 1) {
    const e = placeEdge[place] ?? -1;
    if (e < 0) continue;
    const s = edgeSlot[e] ?? 0;
    const v = slotOwner[s] ?? 0;
    edgeState[e] = FREE;
    placeEdge[place] = -1;
    slotLoad[s] = (slotLoad[s] ?? 0) - 1;
    weekLoad[v] = (weekLoad[v] ?? 0) - 1;
  }
  slotHead.fill(-1);
  held.fill(never);
  for (let s = 0; s < ask.length; s += 1) slotFloor[s] = (ask[s] ?? 0) - lowered;
  for (let m = 0; m < beyond.length; m += 1) beyond[m] = (beyond[m] ?? 0) - lowered;
  for (let v = 0; v < weekAsk.length; v += 1) weekFloor[v] = (weekAsk[v] ?? 0) - lowered;
};

/** What is not used up may not cost more than its next tier: floors end with the auction. */
const layPrices = ({ flow, slotAsk, weekAsk }: Market): void => {
  const { network, price, slotLoad, weekLoad } = flow;
  const { problem, firstSlot, firstVolunteer } = network;
  for (let v = 0; v < problem.volunteerCount; v += 1) {
    const tier = (problem.tierStart[v] ?? 0) + (weekLoad[v] ?? 0);
    const ask = weekAsk[v] ?? 0;
    const cost = problem.tierCost[tier] ?? 0;
    price[firstVolunteer + v] = tier < (problem.tierStart[v + 1] ?? 0) && cost < ask ? cost : ask;
  }
  for (let s = 0; s < problem.slotCount; s += 1) {
    const ask = price[firstVolunteer + (problem.slotOwner[s] ?? 0)] ?? 0;
    const own = slotAsk[s] ?? 0;
    const isFull = (slotLoad[s] ?? 0) >= (problem.slotCapacity[s] ?? 0);
    price[firstSlot + s] = isFull && own > ask ? own : ask;
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
  const found = survey(problem, AUCTION_PARAMS.riseShare);
  const fine = Math.max(1, Math.floor(found.spread / AUCTION_PARAMS.lastOfSpread));
  const market = createMarket(flow, found);
  const mostBids = AUCTION_PARAMS.bidsPerPerson * found.worths.length;
  const first = Math.max(
    found.spread / AUCTION_PARAMS.firstOfSpread,
    found.meanPenalty / AUCTION_PARAMS.firstOfPenalty,
  );
  market.weekFloor.fill(Math.floor(AUCTION_PARAMS.beginAt * commonPrice(found.worths, problem.tierCost)));
  const least = AUCTION_PARAMS.aboveLast * fine;
  for (let raise = Math.floor(first); raise > least; raise = Math.floor(raise / AUCTION_PARAMS.finer)) {
    round(market, raise, mostBids);
    restart(market, AUCTION_PARAMS.lowered * raise);
  }
  round(market, fine, mostBids);
  layPrices(market);
  return market.scans;
};
