import { type Flow, FREE, release } from './flow.ts';

/** Cheapest edges of a mission kept between two readings of its whole row: more is slower to read, fewer to renew. */
export const REMEMBERED = 6;

/** What the auction remembers between bids. Prices are the flow's own; they only rise during one round. */
export type Market = {
  readonly flow: Flow;
  /** More than any mission would pay: the price of what nobody can have. */
  readonly never: number;
  /** Lowest price of each node in this round, where the round before has shown that it is worth more than nothing. */
  readonly floor: Float64Array;
  /** The price at which each taken edge was won, and the lowest of them in each slot (`never` in an empty one). */
  readonly bid: Float64Array;
  readonly held: Float64Array;
  /** Cheapest edges of each mission when its row was last read, and what the next one cost then: still a lower bound. */
  readonly cheapest: Int32Array;
  readonly beyond: Float64Array;
  readonly values: Float64Array;
  /** Missions that wait for their turn, in a ring; a mission waits once for each person it lacks. */
  readonly queue: Int32Array;
  head: number;
  waiting: number;
  /** Edges and slots looked at. */
  scans: number;
};

export const createMarket = (flow: Flow, never: number, people: number): Market => {
  const { problem, nodeCount } = flow.network;
  return {
    flow,
    never,
    floor: new Float64Array(nodeCount).fill(-never),
    bid: new Float64Array(problem.edgeSlot.length),
    held: new Float64Array(problem.slotCount).fill(never),
    cheapest: new Int32Array(problem.missionCount * REMEMBERED).fill(-1),
    beyond: new Float64Array(problem.missionCount).fill(Number.NEGATIVE_INFINITY),
    values: new Float64Array(REMEMBERED),
    queue: new Int32Array(Math.max(1, people)),
    head: 0,
    waiting: 0,
    scans: 0,
  };
};

export const enqueue = (market: Market, m: number): void => {
  const { queue } = market;
  let tail = market.head + market.waiting;
  if (tail >= queue.length) tail -= queue.length;
  queue[tail] = m;
  market.waiting += 1;
};

export const dequeue = (market: Market): number => {
  const m = market.queue[market.head] ?? 0;
  market.head = market.head + 1 === market.queue.length ? 0 : market.head + 1;
  market.waiting -= 1;
  return m;
};

/** What volunteer v asks for one more mission this week, as far as tiers go. */
const nextTier = (market: Market, v: number): number => {
  const { flow, floor, never } = market;
  const { problem, firstVolunteer } = flow.network;
  const tier = (problem.tierStart[v] ?? 0) + (flow.weekLoad[v] ?? 0);
  if (tier >= (problem.tierStart[v + 1] ?? 0)) return never;
  return Math.max(problem.tierCost[tier] ?? 0, floor[firstVolunteer + v] ?? 0);
};

/** A volunteer asks the cost of their next tier, or the lowest bid they hold when that is less. Full slots ask their own. */
export const reprice = (market: Market, v: number): void => {
  const { flow, held, floor } = market;
  const { network, price, slotLoad } = flow;
  const { problem, firstSlot, firstVolunteer, volunteerSlot } = network;
  const start = network.volunteerSlotStart[v] ?? 0;
  const end = network.volunteerSlotStart[v + 1] ?? 0;
  market.scans += end - start;
  let ask = nextTier(market, v);
  for (let i = start; i < end; i += 1) {
    const lowest = held[volunteerSlot[i] ?? 0] ?? 0;
    if (lowest < ask) ask = lowest;
  }
  if (ask === price[firstVolunteer + v]) return;
  price[firstVolunteer + v] = ask;
  for (let i = start; i < end; i += 1) {
    const s = volunteerSlot[i] ?? 0;
    if ((slotLoad[s] ?? 0) >= (problem.slotCapacity[s] ?? 0)) continue;
    const least = floor[firstSlot + s] ?? 0;
    price[firstSlot + s] = ask > least ? ask : least;
  }
};

const lowestBid = ({ flow, bid, never }: Market, s: number): number => {
  let lowest = never;
  for (let e = flow.slotHead[s] ?? -1; e >= 0; e = flow.slotNext[e] ?? -1)
    lowest = Math.min(lowest, bid[e] ?? 0);
  return lowest;
};

/** Gives an edge back and takes the load off its slot and week, without new prices. */
export const vacate = (market: Market, edge: number): void => {
  const { flow } = market;
  const { problem } = flow.network;
  const s = problem.edgeSlot[edge] ?? 0;
  const v = problem.slotOwner[s] ?? 0;
  release(flow, edge);
  flow.slotLoad[s] = (flow.slotLoad[s] ?? 0) - 1;
  flow.weekLoad[v] = (flow.weekLoad[v] ?? 0) - 1;
  market.held[s] = lowestBid(market, s);
};

const outbid = (market: Market, s: number): void => {
  const { flow, bid, held } = market;
  let e = flow.slotHead[s] ?? -1;
  while (e >= 0 && bid[e] !== held[s]) e = flow.slotNext[e] ?? -1;
  if (e < 0) return;
  vacate(market, e);
  enqueue(market, flow.network.edgeMission[e] ?? 0);
};

/** Makes place in a slot at its asking price: in a free tier, or that of the lowest bidder in the slot or the week. */
export const makePlace = (market: Market, s: number): void => {
  const { flow, held } = market;
  const { network, price } = flow;
  const { problem, firstVolunteer, volunteerSlot } = network;
  if ((flow.slotLoad[s] ?? 0) >= (problem.slotCapacity[s] ?? 0)) {
    outbid(market, s);
    return;
  }
  const v = problem.slotOwner[s] ?? 0;
  const ask = price[firstVolunteer + v] ?? 0;
  if (nextTier(market, v) <= ask) return;
  const end = network.volunteerSlotStart[v + 1] ?? 0;
  for (let i = network.volunteerSlotStart[v] ?? 0; i < end; i += 1) {
    const held0 = volunteerSlot[i] ?? 0;
    if ((held[held0] ?? 0) > ask) continue;
    outbid(market, held0);
    return;
  }
};

/** Reads a mission's whole row and remembers its cheapest edges at the present prices. */
export const readRow = (market: Market, m: number): void => {
  const { flow, cheapest, values } = market;
  const { problem, firstSlot } = flow.network;
  const { edgeSlot, edgeCost } = problem;
  const { price } = flow;
  const first = m * REMEMBERED;
  values.fill(Number.POSITIVE_INFINITY);
  cheapest.fill(-1, first, first + REMEMBERED);
  let worst = Number.POSITIVE_INFINITY;
  let beyond = Number.POSITIVE_INFINITY;
  const start = problem.edgeStart[m] ?? 0;
  const end = problem.edgeStart[m + 1] ?? 0;
  market.scans += end - start;
  for (let e = start; e < end; e += 1) {
    const value = (edgeCost[e] ?? 0) + (price[firstSlot + (edgeSlot[e] ?? 0)] ?? 0);
    if (value >= worst) {
      if (value < beyond) beyond = value;
      continue;
    }
    if (worst < beyond) beyond = worst;
    let i = REMEMBERED - 1;
    for (; i > 0 && (values[i - 1] ?? 0) > value; i -= 1) {
      values[i] = values[i - 1] ?? 0;
      cheapest[first + i] = cheapest[first + i - 1] ?? -1;
    }
    values[i] = value;
    cheapest[first + i] = e;
    worst = values[REMEMBERED - 1] ?? 0;
  }
  market.beyond[m] = beyond;
};

/** The best way for a mission's next person: its edge (-1: none under the penalty), its value, and that of the second. */
export type Wish = { edge: number; best: number; second: number };

export const wish = (market: Market, m: number, out: Wish): void => {
  const { flow, cheapest } = market;
  const { price, edgeState, network } = flow;
  const { problem, firstSlot } = network;
  const { edgeSlot, edgeCost } = problem;
  const penalty = problem.penalty[m] ?? 0;
  for (let reading = 0; reading < 2; reading += 1) {
    market.scans += REMEMBERED;
    let edge = -1;
    let best = penalty;
    let second = penalty;
    for (let i = m * REMEMBERED; i < (m + 1) * REMEMBERED; i += 1) {
      const e = cheapest[i] ?? -1;
      if (e < 0 || edgeState[e] !== FREE) continue;
      const value = (edgeCost[e] ?? 0) + (price[firstSlot + (edgeSlot[e] ?? 0)] ?? 0);
      if (value >= second) continue;
      if (value < best) {
        second = best;
        best = value;
        edge = e;
      } else second = value;
    }
    const beyond = market.beyond[m] ?? 0;
    if (second <= beyond || reading === 1) {
      out.edge = edge;
      out.best = best;
      out.second = second <= beyond ? second : Math.max(best, beyond);
      return;
    }
    readRow(market, m);
  }
};
