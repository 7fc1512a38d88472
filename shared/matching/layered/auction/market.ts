import { type Flow, FREE, unlink } from '../flow.ts';

/** What the auction remembers between bids. Prices only rise during one round. */
export type Market = {
  readonly flow: Flow;
  /** More than any mission would pay: the price of what nobody can have. */
  readonly never: number;
  /** Lowest price of each volunteer and slot in this round: what the round before has shown it to be worth. */
  readonly weekFloor: Float64Array;
  readonly slotFloor: Float64Array;
  /** What a volunteer asks for one more mission, what a slot asks by itself, and the higher of the two, which one pays. */
  readonly weekAsk: Float64Array;
  readonly slotAsk: Float64Array;
  readonly ask: Float64Array;
  /** The slot whose bidder pays what the volunteer asks, or -1 where a tier is free at that price. */
  readonly weekLowest: Int32Array;
  /** The price at which each place was won and by whom, and the lowest price in each slot (`never` in an empty one). */
  readonly bid: Float64Array;
  readonly bidder: Int32Array;
  readonly held: Float64Array;
  /** Each row with its near edges first, up to `nearEnd`; the others cost at least `beyond`, since prices only rise. */
  readonly order: Int32Array;
  readonly nearEnd: Int32Array;
  readonly beyond: Float64Array;
  /** People each mission needs besides those locked. */
  readonly needs: Int32Array;
  /** Missions that wait for their turn, in a ring; a mission waits once for each person it lacks. */
  readonly queue: Int32Array;
  head: number;
  waiting: number;
  /** Edges and slots looked at. */
  scans: number;
};

export const enqueue = (market: Market, m: number): void => {
  const { queue } = market;
  const tail = market.head + market.waiting;
  queue[tail >= queue.length ? tail - queue.length : tail] = m;
  market.waiting += 1;
};

/** A volunteer asks the cost of their next tier, or the lowest bid they hold when that is less; so do their slots, at least. */
export const reprice = (market: Market, v: number): void => {
  const { flow, held, slotAsk } = market;
  const { problem, volunteerSlotStart, volunteerSlot } = flow.network;
  const tier = (problem.tierStart[v] ?? 0) + (flow.weekLoad[v] ?? 0);
  let least = market.never;
  if (tier < (problem.tierStart[v + 1] ?? 0)) {
    const cost = problem.tierCost[tier] ?? 0;
    const floor = market.weekFloor[v] ?? 0;
    least = cost > floor ? cost : floor;
  }
  const start = volunteerSlotStart[v] ?? 0;
  const end = volunteerSlotStart[v + 1] ?? 0;
  let lowest = -1;
  for (let i = start; i < end; i += 1) {
    const s = volunteerSlot[i] ?? 0;
    const paid = held[s] ?? 0;
    if (paid >= least) continue;
    least = paid;
    lowest = s;
  }
  for (let i = start; i < end; i += 1) {
    const s = volunteerSlot[i] ?? 0;
    const own = slotAsk[s] ?? 0;
    market.ask[s] = own > least ? own : least;
  }
  market.scans += end - start;
  market.weekAsk[v] = least;
  market.weekLowest[v] = lowest;
};

/**
 * Slot s of v has another bidder, and v's lowest has not left: most often the volunteer asks what they asked, and only the slot
 * asks more. False, and nothing done, where the volunteer asks more too.
 */
export const repriceSlot = (market: Market, v: number, s: number): boolean => {
  const { flow, held, slotAsk, weekAsk, weekLowest } = market;
  const { tierStart, tierCost } = flow.network.problem;
  const asked = weekAsk[v] ?? 0;
  market.scans += 1;
  if ((held[s] ?? 0) < asked) return false;
  if ((weekLowest[v] ?? 0) < 0) {
    const tier = (tierStart[v] ?? 0) + (flow.weekLoad[v] ?? 0);
    if (tier >= (tierStart[v + 1] ?? 0) || (tierCost[tier] ?? 0) > asked) return false;
  }
  const own = slotAsk[s] ?? 0;
  market.ask[s] = own > asked ? own : asked;
  return true;
};

/** Sends home the lowest bidder of a slot, who waits for another turn. Prices are the caller's. */
export const outbid = (market: Market, s: number): void => {
  const { flow, bid, bidder, held, never } = market;
  const { edgeState, placeEdge, placeNext, slotLoad, weekLoad } = flow;
  let lowest = -1;
  let lowestBid = never;
  let secondBid = never;
  for (let place = flow.slotHead[s] ?? -1; place >= 0; place = placeNext[place] ?? -1) {
    const paid = bid[place] ?? 0;
    if (paid < lowestBid) {
      secondBid = lowestBid;
      lowestBid = paid;
      lowest = place;
    } else if (paid < secondBid) secondBid = paid;
  }
  if (lowest < 0) return;
  const v = flow.network.problem.slotOwner[s] ?? 0;
  edgeState[placeEdge[lowest] ?? 0] = FREE;
  placeEdge[lowest] = -1;
  unlink(flow, s, lowest);
  slotLoad[s] = (slotLoad[s] ?? 0) - 1;
  weekLoad[v] = (weekLoad[v] ?? 0) - 1;
  held[s] = secondBid;
  market.slotAsk[s] = market.slotFloor[s] ?? 0;
  enqueue(market, bidder[lowest] ?? 0);
};

/** Puts the edges of a mission that cost at most `limit` first in its row, and notes what the others cost at least. */
export const regroup = (market: Market, m: number, limit: number): void => {
  const { flow, order, ask, never } = market;
  const { edgeStart, edgeEnd, edgeSlot, edgeCost } = flow.network.problem;
  const end = edgeEnd[m] ?? 0;
  let near = edgeStart[m] ?? 0;
  let beyond = 2 * never;
  market.scans += end - near;
  for (let i = near; i < end; i += 1) {
    const e = order[i] ?? 0;
    const value = (edgeCost[e] ?? 0) + (ask[edgeSlot[e] ?? 0] ?? 0);
    if (value > limit) {
      if (value < beyond) beyond = value;
      continue;
    }
    order[i] = order[near] ?? 0;
    order[near] = e;
    near += 1;
  }
  market.nearEnd[m] = near;
  market.beyond[m] = beyond;
};
