import { ok, type Result } from '../../../result/result.ts';
import { type Flow, FREE, LOCKED, owe, reseat } from '../flow.ts';
import { wishesFor } from '../network.ts';
import { PATIENCE } from '../paths/meet.ts';
import { nearOf } from '../paths/near.ts';
import type { LayeredRefusal } from '../shape.ts';
import { pay, type Solved } from '../solve.ts';
import { type Changed, changeProblem } from './assemble.ts';
import { carried, laidAnew } from './carry.ts';
import type { Change } from './changes.ts';
import { readAgain } from './read-again.ts';
import { renewed } from './renew.ts';

/** The least price at which nobody wants a slot more than what they have: the worth of its first hour. */
const wanted = (flow: Flow, s: number, missionCount: number): number => {
  const { network, price, edgeState } = flow;
  let most = Number.NEGATIVE_INFINITY;
  for (const e of wishesFor(network, s)) {
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
  const useful = Math.min(capacity, wishesFor(network, s).length);
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
    for (let e = problem.edgeStart[m] ?? 0; e < (problem.edgeEnd[m] ?? 0); e += 1) {
      if (problem.edgeLocked[e] !== 1 || flow.edgeState[e] === LOCKED) continue;
      flow.edgeState[e] = LOCKED;
      owe(flow, firstSlot + (problem.edgeSlot[e] ?? 0), 1);
    }
  for (const s of changed.slots) refit(flow, s);
  for (const v of changed.volunteers) reweek(flow, v);
  for (const m of changed.missions) reseat(flow, m);
};

/** A week laid out anew is so for every change tried on it. */
const laid = new WeakMap<Solved, Solved>();

/** Where changes to this version are written: behind it, or behind the same laid out anew where most of its ledger is nobody's. */
const footingFor = (previous: Solved): Solved => {
  const { problem, network } = previous;
  if (problem.edgeSlot.length <= network.ledger.most) return previous;
  const anew = laid.get(previous) ?? laidAnew(previous);
  laid.set(previous, anew);
  return anew;
};

/**
 * The optimum after some changes, from the choice and the prices of the one before: only what the changes broke is
 * repaired, by shortest paths. Its objective is that of a cold solve of the changed problem; ties may fall elsewhere.
 * Refused under the same rules as a first problem; `previous` stays as it was. After `patience` nodes a search is met from its ends:
 * any number gives an optimum.
 */
export const resolveLayered = (
  previous: Solved,
  changes: readonly Change[],
  patience = PATIENCE,
): Result<Solved, LayeredRefusal> => {
  const from = footingFor(previous);
  from.network.ledger.near ??= nearOf(from.network.ledger, from.flow.price);
  const result = changeProblem(from.network, changes);
  if (!result.ok) return result;
  const changed = result.value;
  const network = renewed(from.network, changed);
  const flow = carried(from.flow, changed, network);
  repair(flow, from, changed);
  return ok(readAgain(flow, pay(flow, patience), from, changed));
};
