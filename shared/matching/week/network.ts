import type { LayeredProblem } from '../layered/problem.ts';
import { starts } from '../layered/problem.ts';
import { tierPoints } from './cost.ts';
import type { Pairs } from './pairs.ts';
import type { WeekMission, WeekProblem, WeekVolunteer } from './problem.ts';

export const HALF_DAYS_A_WEEK = 14;

/**
 * Where a mission falls in a volunteer's week. Somebody who rests r whole days between missions does one at most in any
 * r + 1 days running: their week is cut into such windows, and each holds one mission. Somebody who needs no rest has
 * their half-days. No plan that keeps the rules is lost.
 */
export const slotOf = (volunteer: WeekVolunteer, mission: WeekMission): number =>
  volunteer.index * HALF_DAYS_A_WEEK +
  (volunteer.restDays > 0 ? Math.floor(mission.weekday / (volunteer.restDays + 1)) : mission.half);

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
      if (isIn[p] !== 1) continue;
      const volunteer = volunteers[pairs.volunteer[p] ?? 0];
      if (!volunteer || isSetAside(volunteer.index, mission.index)) continue;
      edgeSlot[count] = slotOf(volunteer, mission);
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
