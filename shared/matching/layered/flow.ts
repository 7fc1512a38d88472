import type { Network } from './network.ts';

/** How an edge stands: free, taken by the solver, or taken because it is locked (and then nobody moves it). */
export const FREE = 0;
export const TAKEN = 1;
export const LOCKED = 2;

/**
 * A choice under repair and the prices that judge it. `price[i]` is what it costs to bring one person's need from node i
 * to the end; an arc i → j of cost c is in order when c + price[j] - price[i] is ≥ 0 where more could flow and ≤ 0 where
 * less could. `owed[i]` counts what enters node i and does not leave it yet (negative: what leaves and never entered).
 * All arcs are always in order; the solve is over when nothing is owed.
 */
export type Flow = {
  readonly network: Network;
  readonly price: Float64Array;
  readonly edgeState: Uint8Array;
  /** What flows from each slot to its volunteer, and from each volunteer to the end. */
  readonly slotLoad: Int32Array;
  readonly weekLoad: Int32Array;
  readonly unserved: Int32Array;
  readonly owed: Int32Array;
  /** Nodes that may owe: all that do are among them. */
  readonly debtors: number[];
  /** The edge taken (not locked) in each place of a mission, -1 where none is. */
  readonly placeEdge: Int32Array;
  /** Places that hold a slot, as a chain: head by slot, next by place, -1 at its end. */
  readonly slotHead: Int32Array;
  readonly placeNext: Int32Array;
};

export const emptyFlow = (network: Network): Flow => {
  const { problem, nodeCount, placeCount } = network;
  return {
    network,
    price: new Float64Array(nodeCount),
    edgeState: new Uint8Array(problem.edgeSlot.length),
    slotLoad: new Int32Array(problem.slotCount),
    weekLoad: new Int32Array(problem.volunteerCount),
    unserved: new Int32Array(problem.missionCount),
    owed: new Int32Array(nodeCount),
    debtors: [],
    placeEdge: new Int32Array(placeCount).fill(-1),
    slotHead: new Int32Array(problem.slotCount).fill(-1),
    placeNext: new Int32Array(placeCount),
  };
};

/** Locked edges are taken before anything else: checked to fit, and nobody moves them. */
export const seatLocks = (flow: Flow): void => {
  const { edgeState, slotLoad, weekLoad, network } = flow;
  const { edgeSlot, slotOwner } = network.problem;
  for (const { edge } of network.locks) {
    edgeState[edge] = LOCKED;
    const s = edgeSlot[edge] ?? 0;
    const v = slotOwner[s] ?? 0;
    slotLoad[s] = (slotLoad[s] ?? 0) + 1;
    weekLoad[v] = (weekLoad[v] ?? 0) + 1;
  }
};

export const owe = (flow: Flow, node: number, amount: number): void => {
  flow.owed[node] = (flow.owed[node] ?? 0) + amount;
  flow.debtors.push(node);
};

/** Marks an edge of mission m taken, without touching what is owed, and says in which place. */
export const take = (flow: Flow, m: number, edge: number): number => {
  const { network, placeEdge, placeNext, slotHead } = flow;
  const s = network.problem.edgeSlot[edge] ?? 0;
  let place = network.placeStart[m] ?? 0;
  while ((placeEdge[place] ?? -1) >= 0) place += 1;
  flow.edgeState[edge] = TAKEN;
  placeEdge[place] = edge;
  placeNext[place] = slotHead[s] ?? -1;
  slotHead[s] = place;
  return place;
};

/** Takes a place out of the chain of its slot. */
export const unlink = ({ placeNext, slotHead }: Flow, s: number, place: number): void => {
  const after = placeNext[place] ?? -1;
  let before = slotHead[s] ?? -1;
  if (before === place) {
    slotHead[s] = after;
    return;
  }
  while ((placeNext[before] ?? -1) !== place) before = placeNext[before] ?? -1;
  placeNext[before] = after;
};

/** Gives an edge of mission m back, without touching what is owed. */
export const release = (flow: Flow, m: number, edge: number): void => {
  const { network, placeEdge } = flow;
  let place = network.placeStart[m] ?? 0;
  while (placeEdge[place] !== edge) place += 1;
  flow.edgeState[edge] = FREE;
  placeEdge[place] = -1;
  unlink(flow, network.problem.edgeSlot[edge] ?? 0, place);
};

/** What a mission pays for an edge: its cost, and the price of its slot. */
const wayCost = ({ network, price }: Flow, edge: number): number => {
  const { problem, firstSlot } = network;
  return (problem.edgeCost[edge] ?? 0) + (price[firstSlot + (problem.edgeSlot[edge] ?? 0)] ?? 0);
};

/** The place whose edge a mission pays most for, or -1 where it holds none. */
const dearestPlace = (flow: Flow, m: number): number => {
  const { placeEdge, network } = flow;
  let dearest = -1;
  let most = Number.NEGATIVE_INFINITY;
  for (let place = network.placeStart[m] ?? 0; place < (network.placeEnd[m] ?? 0); place += 1) {
    const e = placeEdge[place] ?? -1;
    if (e < 0) continue;
    const value = wayCost(flow, e);
    if (value <= most) continue;
    most = value;
    dearest = place;
  }
  return dearest;
};

/**
 * Puts the arcs around a mission in order at the present slot prices: its own price falls to the cheapest way it does
 * not use, and what it holds above that price is given back. What it still needs is owed. O(edges of the mission).
 */
export const reseat = (flow: Flow, m: number): void => {
  const { price, edgeState, placeEdge, network } = flow;
  const { problem, firstSlot } = network;
  const penalty = problem.penalty[m] ?? 0;
  let cheapest = penalty;
  let need = problem.demand[m] ?? 0;
  const end = problem.edgeEnd[m] ?? 0;
  for (let e = problem.edgeStart[m] ?? 0; e < end; e += 1) {
    if (edgeState[e] !== FREE) {
      need -= 1;
      continue;
    }
    const value = wayCost(flow, e);
    if (value < cheapest) cheapest = value;
  }
  let paid = Number.POSITIVE_INFINITY;
  // The dearest goes first: while it costs more than another way, or more people are held than are needed.
  for (let place = dearestPlace(flow, m); place >= 0; place = dearestPlace(flow, m)) {
    const e = placeEdge[place] ?? 0;
    const value = wayCost(flow, e);
    if (value <= cheapest && need >= 0) {
      paid = value;
      break;
    }
    release(flow, m, e);
    owe(flow, firstSlot + (problem.edgeSlot[e] ?? 0), -1);
    need += 1;
    if (value < cheapest) cheapest = value;
  }
  // Who lacks nobody is worth what they pay, of all prices in order the least.
  price[m] = need === 0 && paid < cheapest ? paid : cheapest;
  flow.unserved[m] = cheapest === penalty ? need : 0;
  flow.owed[m] = 0;
  if (cheapest !== penalty) owe(flow, m, need);
};
