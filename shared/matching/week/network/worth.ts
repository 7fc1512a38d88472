import type { LayeredProblem } from '../../layered/shape.ts';

/** What a network's optimum took, as the solver tells it. */
export type Taken = { readonly taken: Uint8Array; readonly unserved: Int32Array };

/**
 * What one more volunteer who could go would be worth to each mission: the least of its optimal dual prices, which is what
 * the plan would truly gain. Somebody new takes the mission; whoever had it is free for what they would do best, whose
 * holder is free in turn, until somebody nobody was found for is served, or a week is lighter. Longest such chains, by
 * label correcting: at an optimum none gains for ever. O(chains × edges) at worst, in practice a few passes.
 */
export const worthOfOneMore = (problem: LayeredProblem, { taken, unserved }: Taken): Float64Array => {
  const { missionCount, slotCount, edgeStart, edgeEnd, edgeSlot, edgeCost, slotOwner, slotCapacity } =
    problem;
  const held: number[][] = Array.from({ length: slotCount }, () => []);
  const missionOfEdge = new Int32Array(edgeSlot.length);
  for (let m = 0; m < missionCount; m += 1)
    for (let e = edgeStart[m] ?? 0; e < (edgeEnd[m] ?? 0); e += 1) {
      missionOfEdge[e] = m;
      const slot = edgeSlot[e] ?? 0;
      if (taken[e] === 1) held[slot]?.push(e);
    }
  const busySlots: number[][] = Array.from({ length: problem.volunteerCount }, () => []);
  const week = new Int32Array(problem.volunteerCount);
  held.forEach((edges, slot) => {
    const owner = slotOwner[slot] ?? 0;
    if (edges.length > 0) busySlots[owner]?.push(slot);
    week[owner] = (week[owner] ?? 0) + edges.length;
  });
  const worth = new Float64Array(missionCount);
  const queue: number[] = [];
  const raise = (mission: number, points: number): void => {
    if (points <= (worth[mission] ?? 0)) return;
    worth[mission] = points;
    queue.push(mission);
  };
  /** One half-day of somebody is free again: whoever it was given to is served otherwise. */
  const freeSlot = (slot: number, points: number): void => {
    for (const e of held[slot] ?? []) raise(missionOfEdge[e] ?? 0, (edgeCost[e] ?? 0) + points);
  };
  const freeWeek = (volunteer: number, points: number): void => {
    for (const slot of busySlots[volunteer] ?? []) freeSlot(slot, points);
  };
  for (let v = 0; v < problem.volunteerCount; v += 1) {
    const used = week[v] ?? 0;
    if (used > 0) freeWeek(v, problem.tierCost[(problem.tierStart[v] ?? 0) + used - 1] ?? 0);
  }
  for (let m = 0; m < missionCount; m += 1) if ((unserved[m] ?? 0) > 0) raise(m, problem.penalty[m] ?? 0);
  for (let head = 0; head < queue.length; head += 1) {
    const mission = queue[head] ?? 0;
    for (let e = edgeStart[mission] ?? 0; e < (edgeEnd[mission] ?? 0); e += 1) {
      if (taken[e] === 1) continue;
      const slot = edgeSlot[e] ?? 0;
      const points = (worth[mission] ?? 0) - (edgeCost[e] ?? 0);
      const isRoomy = (held[slot]?.length ?? 0) < (slotCapacity[slot] ?? 0);
      if (isRoomy) freeWeek(slotOwner[slot] ?? 0, points);
      else freeSlot(slot, points);
    }
  }
  return worth;
};
