import { emptyFlow, type Flow, FREE, LOCKED, owe, take, unlink } from '../flow.ts';
import { type Network, networkOf } from '../network.ts';
import type { LayeredProblem } from '../shape.ts';
import type { Solved } from '../solve.ts';
import type { Changed } from './assemble.ts';

/** Edge of the changed mission to this slot, or -1 when it was removed. */
const edgeTo = ({ edgeStart, edgeEnd, edgeSlot }: LayeredProblem, m: number, slot: number): number => {
  const to = edgeEnd[m] ?? 0;
  for (let e = edgeStart[m] ?? 0; e < to; e += 1) if (edgeSlot[e] === slot) return e;
  return -1;
};

const longer = (values: Int32Array, length: number, filler: number): Int32Array => {
  if (values.length === length) return values.slice();
  const out = new Int32Array(length);
  out.set(values);
  if (filler !== 0) out.fill(filler, values.length);
  return out;
};

/** The old prices, of nodes that may have moved on behind new missions and slots. */
const pricesOf = (old: Flow, { firstSlot, firstVolunteer, nodeCount }: Network): Float64Array => {
  const { network } = old;
  if (network.nodeCount === nodeCount) return old.price.slice();
  const price = new Float64Array(nodeCount);
  price.set(old.price.subarray(0, network.firstSlot));
  price.set(old.price.subarray(network.firstSlot, network.firstVolunteer), firstSlot);
  price.set(old.price.subarray(network.firstVolunteer), firstVolunteer);
  return price;
};

/** What a mission held by an edge of its old row it holds by that of its new one; where there is none, it is owed to the slot. */
const inNewRow = (flow: Flow, m: number, before: number): void => {
  const { problem, firstSlot } = flow.network;
  flow.edgeState[before] = FREE;
  const s = problem.edgeSlot[before] ?? 0;
  const e = edgeTo(problem, m, s);
  if (e < 0) owe(flow, firstSlot + s, -1);
  else if (problem.edgeLocked[e] === 1) flow.edgeState[e] = LOCKED;
  else take(flow, m, e);
};

/** The old prices, loads and choices on the new network. Copies of lists by node and place, and the changed rows. */
export const carried = (old: Flow, { rows, missions }: Changed, network: Network): Flow => {
  const { problem, placeCount } = network;
  const edgeState = new Uint8Array(problem.edgeSlot.length);
  edgeState.set(old.edgeState);
  const flow: Flow = {
    network,
    price: pricesOf(old, network),
    edgeState,
    slotLoad: longer(old.slotLoad, problem.slotCount, 0),
    weekLoad: longer(old.weekLoad, problem.volunteerCount, 0),
    unserved: longer(old.unserved, problem.missionCount, 0),
    owed: new Int32Array(network.nodeCount),
    debtors: [],
    placeEdge: longer(old.placeEdge, placeCount, -1),
    slotHead: longer(old.slotHead, problem.slotCount, -1),
    placeNext: longer(old.placeNext, placeCount, 0),
  };
  for (const m of missions) {
    const end = old.network.placeEnd[m] ?? 0;
    for (let place = old.network.placeStart[m] ?? 0; place < end; place += 1) {
      const e = old.placeEdge[place] ?? -1;
      if (e < 0) continue;
      unlink(flow, problem.edgeSlot[e] ?? 0, place);
      flow.placeEdge[place] = -1;
    }
  }
  for (const m of missions) {
    const end = old.network.placeEnd[m] ?? 0;
    for (let place = old.network.placeStart[m] ?? 0; place < end; place += 1) {
      const e = old.placeEdge[place] ?? -1;
      if (e >= 0) inNewRow(flow, m, e);
    }
  }
  if (old.network.locks.length > 0) {
    const written = new Set(rows);
    for (const { mission, edge } of old.network.locks)
      if (written.has(mission)) inNewRow(flow, mission, edge);
  }
  return flow;
};

/** The rows side by side and in order again, and where each edge has gone. */
const sideBySide = (problem: LayeredProblem): { problem: LayeredProblem; movedTo: Int32Array } => {
  const { missionCount } = problem;
  const start = new Int32Array(missionCount + 1);
  for (let m = 0; m < missionCount; m += 1)
    start[m + 1] = (start[m] ?? 0) + (problem.edgeEnd[m] ?? 0) - (problem.edgeStart[m] ?? 0);
  const count = start[missionCount] ?? 0;
  const edgeSlot = new Int32Array(count);
  const edgeCost = new Float64Array(count);
  const edgeLocked = new Uint8Array(count);
  const movedTo = new Int32Array(problem.edgeSlot.length);
  for (let m = 0; m < missionCount; m += 1) {
    const from = problem.edgeStart[m] ?? 0;
    const end = problem.edgeEnd[m] ?? 0;
    const to = start[m] ?? 0;
    edgeSlot.set(problem.edgeSlot.subarray(from, end), to);
    edgeCost.set(problem.edgeCost.subarray(from, end), to);
    edgeLocked.set(problem.edgeLocked.subarray(from, end), to);
    for (let e = from; e < end; e += 1) movedTo[e] = to + e - from;
  }
  const edgeStart = start.subarray(0, missionCount);
  const edgeEnd = start.subarray(1);
  return { problem: { ...problem, edgeStart, edgeEnd, edgeSlot, edgeCost, edgeLocked }, movedTo };
};

/** The same answer to the same problem on a ledger of its own: after many changes most edges of the old one are nobody's. O(edges). */
export const laidAnew = ({ flow: old, problem: before, solution }: Solved): Solved => {
  const { problem, movedTo } = sideBySide(before);
  const network = networkOf(problem);
  const flow: Flow = {
    ...emptyFlow(network),
    price: old.price,
    slotLoad: old.slotLoad,
    weekLoad: old.weekLoad,
    unserved: old.unserved,
  };
  for (const { edge } of network.locks) flow.edgeState[edge] = LOCKED;
  for (let m = 0; m < problem.missionCount; m += 1) {
    const end = old.network.placeEnd[m] ?? 0;
    for (let place = old.network.placeStart[m] ?? 0; place < end; place += 1) {
      const e = old.placeEdge[place] ?? -1;
      if (e >= 0) take(flow, m, movedTo[e] ?? 0);
    }
  }
  return { problem, network, flow, solution };
};
