import type { LayeredProblem } from '../../layered/problem.ts';
import { starts } from '../../layered/problem.ts';
import { tierPoints } from '../cost.ts';
import { IN } from '../pairs/candidates.ts';
import type { Pairs } from '../pairs/pairs.ts';
import { HALF_DAYS_A_WEEK } from '../pairs/slots.ts';
import type { WeekProblem } from '../problem.ts';

/** The layered network of the week (matching.md §1) over the pairs that are in; locked choices are already in the loads. */
export const layeredOf = (problem: WeekProblem, pairs: Pairs, standing: Uint8Array): LayeredProblem => {
  const { missions, volunteers } = problem;
  const edgeStart = new Int32Array(missions.length + 1);
  let most = 0;
  for (let p = 0; p < standing.length; p += 1) if (standing[p] === IN) most += 1;
  const edgeSlot = new Int32Array(most);
  const edgeCost = new Float64Array(most);
  let count = 0;
  for (const mission of missions) {
    const end = pairs.start[mission.index + 1] ?? 0;
    for (let p = pairs.start[mission.index] ?? 0; p < end; p += 1) {
      if (standing[p] !== IN) continue;
      edgeSlot[count] = pairs.slot[p] ?? 0;
      edgeCost[count] = pairs.cost[p] ?? 0;
      count += 1;
    }
    edgeStart[mission.index + 1] = count;
  }
  const tiers = volunteers.map((volunteer) => tierPoints(volunteer, problem).slice(volunteer.locked));
  const slotCount = volunteers.length * HALF_DAYS_A_WEEK;
  return {
    missionCount: missions.length,
    slotCount,
    volunteerCount: volunteers.length,
    demand: Int32Array.from(missions, ({ people, locked }) => people - locked.length),
    penalty: Float64Array.from(missions, ({ penalty }) => penalty),
    edgeStart,
    edgeEnd: edgeStart.subarray(1),
    edgeSlot,
    edgeCost,
    edgeLocked: new Uint8Array(count),
    slotOwner: Int32Array.from({ length: slotCount }, (_, slot) => Math.floor(slot / HALF_DAYS_A_WEEK)),
    slotCapacity: new Int32Array(slotCount).fill(1),
    tierStart: starts(tiers.map((list) => list.length)),
    tierCost: Float64Array.from(tiers.flat()),
  };
};
