import type { LayeredProblem } from '../layered/problem.ts';
import { starts } from '../layered/problem.ts';
import type { Edge } from './candidates.ts';
import { tierPoints } from './cost.ts';
import type { WeekMission, WeekProblem, WeekVolunteer } from './problem.ts';

const HALF_DAYS_A_WEEK = 14;

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

/** The layered network of the week (matching.md §1) over the possible choices; locked ones are already in the loads. */
export const layeredOf = (
  problem: WeekProblem,
  edges: readonly (readonly Edge[])[],
  isSetAside: SetAside,
): LayeredProblem => {
  const { missions, volunteers } = problem;
  const kept = missions.map((mission) =>
    (edges[mission.index] ?? []).filter((edge) => !isSetAside(edge.volunteer, mission.index)),
  );
  const count = kept.reduce((sum, list) => sum + list.length, 0);
  const edgeSlot = new Int32Array(count);
  const edgeCost = new Float64Array(count);
  let at = 0;
  for (const mission of missions)
    for (const edge of kept[mission.index] ?? []) {
      const volunteer = volunteers[edge.volunteer];
      if (volunteer) edgeSlot[at] = slotOf(volunteer, mission);
      edgeCost[at] = edge.cost;
      at += 1;
    }
  const tiers = volunteers.map((volunteer) => tierPoints(volunteer, problem).slice(volunteer.locked));
  const slotCount = volunteers.length * HALF_DAYS_A_WEEK;
  return {
    missionCount: missions.length,
    slotCount,
    volunteerCount: volunteers.length,
    demand: Int32Array.from(missions, ({ people, locked }) => people - locked.length),
    penalty: Float64Array.from(missions, ({ penalty }) => penalty),
    edgeStart: starts(kept.map((list) => list.length)),
    edgeSlot,
    edgeCost,
    edgeLocked: new Uint8Array(count),
    slotOwner: Int32Array.from({ length: slotCount }, (_, slot) => Math.floor(slot / HALF_DAYS_A_WEEK)),
    slotCapacity: new Int32Array(slotCount).fill(1),
    tierStart: starts(tiers.map((list) => list.length)),
    tierCost: Float64Array.from(tiers.flat()),
  };
};
