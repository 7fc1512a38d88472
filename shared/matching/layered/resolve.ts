import { ok, type Result } from '../../result/result.ts';
import { type Changed, changeProblem, OTHER } from './assemble.ts';
import type { Change } from './changes.ts';
import { emptyFlow, type Flow, FREE, LOCKED, owe, release, reseat, TAKEN, take } from './flow.ts';
import type { Network } from './network.ts';
import { renewed } from './renew.ts';
import type { LayeredProblem, LayeredRefusal } from './shape.ts';
import { type Solved, settled } from './solve.ts';

/** Edge of the changed mission to this slot, or -1 when it was removed. */
const edgeTo = ({ edgeStart, edgeSlot }: LayeredProblem, m: number, slot: number): number => {
  const to = edgeStart[m + 1] ?? 0;
  for (let e = edgeStart[m] ?? 0; e < to; e += 1) if (edgeSlot[e] === slot) return e;
  return -1;
};

/** The old prices, loads and choices where no edge moved: only locks may be otherwise. */
const copied = (old: Flow, { problem, rows }: Changed, network: Network): Flow => {
  const flow: Flow = {
    network,
    price: old.price.slice(),
    edgeState: old.edgeState.slice(),
    slotLoad: old.slotLoad.slice(),
    weekLoad: old.weekLoad.slice(),
    unserved: old.unserved.slice(),
    owed: old.owed.slice(),
    slotHead: old.slotHead.slice(),
    slotNext: old.slotNext.slice(),
  };
  for (const m of rows)
    for (let e = problem.edgeStart[m] ?? 0; e < (problem.edgeStart[m + 1] ?? 0); e += 1) {
      const isLocked = problem.edgeLocked[e] === 1;
      if (flow.edgeState[e] === LOCKED && !isLocked) take(flow, e);
      else if (flow.edgeState[e] === TAKEN && isLocked) {
        release(flow, e);
        flow.edgeState[e] = LOCKED;
      }
    }
  return flow;
};

/** The old prices, loads and choices on the new network; what was held by an edge that is gone is owed to its slot. */
const carried = (previous: Solved, changed: Changed, network: Network): Flow => {
  const old = previous.flow;
  if (changed.hasSameEdges) return copied(old, changed, network);
  const flow = emptyFlow(network);
  const { firstSlot, firstVolunteer, problem } = network;
  flow.price.set(old.price.subarray(0, old.network.firstSlot));
  flow.price.set(old.price.subarray(old.network.firstSlot, old.network.firstVolunteer), firstSlot);
  flow.price.set(old.price.subarray(old.network.firstVolunteer), firstVolunteer);
  flow.slotLoad.set(old.slotLoad);
  flow.weekLoad.set(old.weekLoad);
  flow.unserved.set(old.unserved);
  const { moved } = changed;
  const { edgeMission } = old.network;
  const { edgeSlot } = old.network.problem;
  const { edgeState, slotHead, slotNext } = flow;
  const inNewRow = (before: number): void => {
    const s = edgeSlot[before] ?? 0;
    const e = edgeTo(problem, edgeMission[before] ?? 0, s);
    if (e < 0) owe(flow, firstSlot + s, -1);
    else if (problem.edgeLocked[e] === 1) edgeState[e] = LOCKED;
    else take(flow, e);
  };
  for (let e = old.edgeState.indexOf(LOCKED); e >= 0; e = old.edgeState.indexOf(LOCKED, e + 1)) {
    const by = moved[edgeMission[e] ?? 0] ?? 0;
    if (by === OTHER) inNewRow(e);
    else edgeState[e + by] = LOCKED;
  }
  for (let s = 0; s < old.slotHead.length; s += 1)
    for (let e = old.slotHead[s] ?? -1; e >= 0; e = old.slotNext[e] ?? -1) {
      const by = moved[edgeMission[e] ?? 0] ?? 0;
      if (by === OTHER) {
        inNewRow(e);
        continue;
      }
      edgeState[e + by] = TAKEN;
      slotNext[e + by] = slotHead[s] ?? -1;
      slotHead[s] = e + by;
    }
  return flow;
};

/** The least price at which nobody wants a slot more than what they have: the worth of its first hour. */
const wanted = (flow: Flow, s: number, missionCount: number): number => {
  const { network, price, edgeState } = flow;
  let most = Number.NEGATIVE_INFINITY;
  const { list, from, to } = network.wished(s);
  for (let i = from; i < to; i += 1) {
    const e = list[i] ?? 0;
    const m = network.edgeMission[e] ?? 0;
    if (m < missionCount && edgeState[e] === FREE)
      most = Math.max(most, (price[m] ?? 0) - (network.problem.edgeCost[e] ?? 0));
  }
  return most;
};

/** New volunteers and slots begin at a price that draws nobody; only then do their empty tiers and hours bid. */
const priceTheNew = (flow: Flow, previous: Solved): void => {
  const { network, price } = flow;
  const { problem, firstSlot, firstVolunteer } = network;
  const { missionCount, slotCount, volunteerCount } = previous.problem;
  for (let v = volunteerCount; v < problem.volunteerCount; v += 1) {
    const first = problem.tierStart[v] ?? 0;
    let most = first < (problem.tierStart[v + 1] ?? 0) ? (problem.tierCost[first] ?? 0) : 0;
    for (let i = network.volunteerSlotStart[v] ?? 0; i < (network.volunteerSlotStart[v + 1] ?? 0); i += 1)
      most = Math.max(most, wanted(flow, network.volunteerSlot[i] ?? 0, missionCount));
    price[firstVolunteer + v] = most;
  }
  for (let s = slotCount; s < problem.slotCount; s += 1)
    price[firstSlot + s] = Math.max(
      price[firstVolunteer + (problem.slotOwner[s] ?? 0)] ?? 0,
      wanted(flow, s, missionCount),
    );
};

/** A changed slot holds at most its capacity, and all of it where its price says that hours are missing. */
const refit = (flow: Flow, s: number): void => {
  const { network, price, slotLoad } = flow;
  const { problem, firstSlot, firstVolunteer } = network;
  const volunteer = firstVolunteer + (problem.slotOwner[s] ?? 0);
  const load = slotLoad[s] ?? 0;
  const capacity = problem.slotCapacity[s] ?? 0;
  const { from, to } = network.wished(s);
  const useful = Math.min(capacity, to - from);
  let fitted = Math.min(load, capacity);
  if (fitted < useful && (price[firstSlot + s] ?? 0) > (price[volunteer] ?? 0)) fitted = useful;
  slotLoad[s] = fitted;
  owe(flow, firstSlot + s, load - fitted);
  owe(flow, volunteer, fitted - load);
};

/** A changed week uses exactly the tiers that its price pays for. */
const reweek = (flow: Flow, v: number): void => {
  const { network, price, weekLoad } = flow;
  const { problem, firstVolunteer } = network;
  const first = problem.tierStart[v] ?? 0;
  const cap = (problem.tierStart[v + 1] ?? 0) - first;
  const worth = price[firstVolunteer + v] ?? 0;
  const before = weekLoad[v] ?? 0;
  let load = Math.min(before, cap);
  while (load > 0 && (problem.tierCost[first + load - 1] ?? 0) > worth) load -= 1;
  while (load < cap && (problem.tierCost[first + load] ?? 0) < worth) load += 1;
  weekLoad[v] = load;
  owe(flow, firstVolunteer + v, before - load);
};

/** Puts every arc that a change touched in order; what that breaks is owed. */
const repair = (flow: Flow, previous: Solved, changed: Changed): void => {
  const { network } = flow;
  const { problem, firstSlot } = network;
  priceTheNew(flow, previous);
  for (const m of changed.missions)
    for (let e = problem.edgeStart[m] ?? 0; e < (problem.edgeStart[m + 1] ?? 0); e += 1) {
      if (problem.edgeLocked[e] !== 1 || flow.edgeState[e] === LOCKED) continue;
      flow.edgeState[e] = LOCKED;
      owe(flow, firstSlot + (problem.edgeSlot[e] ?? 0), 1);
    }
  for (const s of changed.slots) refit(flow, s);
  for (const v of changed.volunteers) reweek(flow, v);
  for (const m of changed.missions) reseat(flow, m);
};

/**
 * The optimum after some changes, from the choice and the prices of the one before: only what the changes broke is
 * repaired, by shortest paths. Its objective is that of a cold solve of the changed problem; ties may fall elsewhere.
 * Refused under the same rules as a first problem; `previous` stays as it was.
 */
export const resolveLayered = (
  previous: Solved,
  changes: readonly Change[],
): Result<Solved, LayeredRefusal> => {
  const result = changeProblem(previous.network, changes);
  if (!result.ok) return result;
  const changed = result.value;
  const network = renewed(previous.network, changed);
  const flow = carried(previous, changed, network);
  repair(flow, previous, changed);
  return ok(settled(flow, 0));
};
