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
  /** Edges taken (not locked) into each slot, as a chain: head by slot, next by edge, -1 at its end. */
  readonly slotHead: Int32Array;
  readonly slotNext: Int32Array;
};

export const emptyFlow = (network: Network): Flow => {
  const { problem, nodeCount } = network;
  return {
    network,
    price: new Float64Array(nodeCount),
    edgeState: new Uint8Array(problem.edgeSlot.length),
    slotLoad: new Int32Array(problem.slotCount),
    weekLoad: new Int32Array(problem.volunteerCount),
    unserved: new Int32Array(problem.missionCount),
    owed: new Int32Array(nodeCount),
    slotHead: new Int32Array(problem.slotCount).fill(-1),
    slotNext: new Int32Array(problem.edgeSlot.length),
  };
};

/** Locked edges are taken before anything else: checked to fit, and nobody moves them. */
export const seatLocks = (flow: Flow): void => {
  const { edgeState, slotLoad, weekLoad, network } = flow;
  const { edgeLocked, edgeSlot, slotOwner } = network.problem;
  for (let e = edgeLocked.indexOf(1); e >= 0; e = edgeLocked.indexOf(1, e + 1)) {
    edgeState[e] = LOCKED;
    const s = edgeSlot[e] ?? 0;
    const v = slotOwner[s] ?? 0;
    slotLoad[s] = (slotLoad[s] ?? 0) + 1;
    weekLoad[v] = (weekLoad[v] ?? 0) + 1;
  }
};

export const owe = (flow: Flow, node: number, amount: number): void => {
  flow.owed[node] = (flow.owed[node] ?? 0) + amount;
};

/** Marks an edge taken, without touching what is owed. */
export const take = (flow: Flow, edge: number): void => {
  const s = flow.network.problem.edgeSlot[edge] ?? 0;
  flow.edgeState[edge] = TAKEN;
  flow.slotNext[edge] = flow.slotHead[s] ?? -1;
  flow.slotHead[s] = edge;
};

/** Gives an edge back, without touching what is owed. */
export const release = (flow: Flow, edge: number): void => {
  const s = flow.network.problem.edgeSlot[edge] ?? 0;
  flow.edgeState[edge] = FREE;
  const after = flow.slotNext[edge] ?? -1;
  if (flow.slotHead[s] === edge) {
    flow.slotHead[s] = after;
    return;
  }
  let before = flow.slotHead[s] ?? -1;
  while (before >= 0 && flow.slotNext[before] !== edge) before = flow.slotNext[before] ?? -1;
  if (before >= 0) flow.slotNext[before] = after;
};

/**
 * Puts the arcs around a mission in order at the present slot prices: its own price falls to the cheapest way it does
 * not use, and what it holds above that price is given back. What it still needs is owed. O(edges of the mission).
 */
export const reseat = (flow: Flow, m: number): void => {
  const { price, edgeState, network } = flow;
  const { problem, firstSlot } = network;
  const from = problem.edgeStart[m] ?? 0;
  const to = problem.edgeStart[m + 1] ?? 0;
  const penalty = problem.penalty[m] ?? 0;
  let cheapest = penalty;
  for (let e = from; e < to; e += 1) {
    if (edgeState[e] !== FREE) continue;
    const value = (problem.edgeCost[e] ?? 0) + (price[firstSlot + (problem.edgeSlot[e] ?? 0)] ?? 0);
    if (value < cheapest) cheapest = value;
  }
  let need = problem.demand[m] ?? 0;
  let dearest = -1;
  let dearestValue = Number.NEGATIVE_INFINITY;
  const giveBack = (e: number): void => {
    release(flow, e);
    owe(flow, firstSlot + (problem.edgeSlot[e] ?? 0), -1);
  };
  for (let e = from; e < to; e += 1) {
    const state = edgeState[e];
    if (state === LOCKED) need -= 1;
    if (state !== TAKEN) continue;
    const value = (problem.edgeCost[e] ?? 0) + (price[firstSlot + (problem.edgeSlot[e] ?? 0)] ?? 0);
    if (value > cheapest) {
      giveBack(e);
      continue;
    }
    need -= 1;
    if (value > dearestValue) {
      dearestValue = value;
      dearest = e;
    }
  }
  // Fewer people are needed than are held: the dearest goes first.
  while (need < 0 && dearest >= 0) {
    giveBack(dearest);
    need += 1;
    cheapest = Math.min(cheapest, dearestValue);
    dearest = -1;
    dearestValue = Number.NEGATIVE_INFINITY;
    for (let e = from; e < to; e += 1) {
      if (edgeState[e] !== TAKEN) continue;
      const value = (problem.edgeCost[e] ?? 0) + (price[firstSlot + (problem.edgeSlot[e] ?? 0)] ?? 0);
      if (value > dearestValue) {
        dearestValue = value;
        dearest = e;
      }
    }
  }
  price[m] = cheapest;
  flow.unserved[m] = cheapest === penalty ? need : 0;
  flow.owed[m] = cheapest === penalty ? 0 : need;
};
