import type { LayeredProblem } from '../layered/problem.ts';
import { starts } from '../layered/problem.ts';
import { tierPoints } from './cost.ts';
import type { Pairs } from './pairs.ts';
import type { WeekProblem } from './problem.ts';
import { HALF_DAYS_A_WEEK } from './slots.ts';

/** Whether a possible choice is left aside in this solve, by volunteer and mission. */
export type SetAside = (volunteer: number, mission: number) => boolean;

/** The layered network of the week (matching.md §1) over the pairs that `isIn` holds; locked choices are already in the loads. */
export const layeredOf = (
  problem: WeekProblem,
  pairs: Pairs,
  isIn: Uint8Array,
  isSetAside: SetAside,
): LayeredProblem => {
  const { missions, volunteers } = problem;
  const edgeStart = new Int32Array(missions.length + 1);
  const most = isIn.reduce((sum, is) => sum + is, 0);
  const edgeSlot = new Int32Array(most);
  const edgeCost = new Float64Array(most);
  let count = 0;
  for (const mission of missions) {
    const end = pairs.start[mission.index + 1] ?? 0;
    for (let p = pairs.start[mission.index] ?? 0; p < end; p += 1) {
      if (isIn[p] !== 1 || isSetAside(pairs.volunteer[p] ?? 0, mission.index)) continue;
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
    edgeSlot: edgeSlot.slice(0, count),
    edgeCost: edgeCost.slice(0, count),
    edgeLocked: new Uint8Array(count),
    slotOwner: Int32Array.from({ length: slotCount }, (_, slot) => Math.floor(slot / HALF_DAYS_A_WEEK)),
    slotCapacity: new Int32Array(slotCount).fill(1),
    tierStart: starts(tiers.map((list) => list.length)),
    tierCost: Float64Array.from(tiers.flat()),
  };
};
