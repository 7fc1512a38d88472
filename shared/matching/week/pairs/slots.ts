import type { WeekMission, WeekVolunteer } from '../problem.ts';

export const HALF_DAYS_A_WEEK = 14;

/**
 * Where a mission falls in a volunteer's week. Somebody who rests r whole days between missions does one at most in any
 * r + 1 days running: their week is cut into such windows, and each holds one mission. Somebody who needs no rest has
 * their half-days. No plan that keeps the rules is lost.
 */
export const slotOf = (volunteer: WeekVolunteer, mission: WeekMission): number =>
  volunteer.index * HALF_DAYS_A_WEEK +
  (volunteer.restDays > 0 ? Math.floor(mission.weekday / (volunteer.restDays + 1)) : mission.half);
