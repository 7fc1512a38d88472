import type { Weeks } from '../best-week.ts';
import { edgePoints } from '../cost.ts';
import type { Relaxed } from '../network/relax.ts';
import { ASIDE } from '../pairs/candidates.ts';
import type { Pairs } from '../pairs/pairs.ts';
import type { WeekMission, WeekProblem, WeekVolunteer } from '../problem.ts';
import { agree } from '../spacing.ts';

/** A volunteer whose choices of one plan leave no room for rest, or overlap. */
export type Tired = { readonly volunteer: WeekVolunteer; readonly missions: readonly WeekMission[] };

/** Everybody for whom the network's optimum asks what the rules between two missions forbid. */
export const tiredIn = (problem: WeekProblem, { moments }: Weeks, relaxed: Relaxed): readonly Tired[] => {
  const canDoBoth = (volunteer: WeekVolunteer, one: WeekMission, other: WeekMission): boolean => {
    const [a, b] = [moments[one.index], moments[other.index]];
    return !a || !b || agree(volunteer, a, b, problem);
  };
  return [...relaxed.missionsOf].flatMap(([index, missions]) => {
    const volunteer = problem.volunteers[index];
    const isRested = missions.every((one, i) =>
      missions.slice(i + 1).every((other) => !volunteer || canDoBoth(volunteer, one, other)),
    );
    return volunteer && !isRested ? [{ volunteer, missions }] : [];
  });
};

/** Missions each volunteer keeps, so that none too near may be given to them. */
export type Kept = Map<number, Set<number>>;

/** More than any mission is worth: of what somebody already has, as many as possible are kept. */
const AS_MANY_AS_POSSIBLE = 1_000_000;

/**
 * Chooses, for everybody tired, which of their missions they keep: their best week among them at the missions' prices.
 * What lies too near a kept one is set aside for them.
 */
export const keepSome = (
  problem: WeekProblem,
  tired: readonly Tired[],
  relaxed: Relaxed,
  { bestWeek }: Weeks,
  kept: Kept,
): void => {
  for (const { volunteer, missions } of tired) {
    const mine = kept.get(volunteer.index) ?? new Set<number>();
    const costOf = (mission: WeekMission) =>
      edgePoints(volunteer, mission, problem) - (mine.has(mission.index) ? problem.params.urgent : 0);
    const offered = {
      mission: Int32Array.from(missions, ({ index }) => index),
      cost: Int32Array.from(missions, costOf),
      from: 0,
      until: missions.length,
    };
    const free = missions.map(() => -AS_MANY_AS_POSSIBLE);
    for (const row of bestWeek(volunteer, offered, relaxed.missionPrice, free).rows)
      mine.add(offered.mission[row] ?? 0);
    kept.set(volunteer.index, mine);
  }
};

/** Forgets kept missions that went to somebody else meanwhile. */
export const forgetLost = (kept: Kept, relaxed: Relaxed): void => {
  for (const [volunteer, missions] of kept) {
    const has = new Set((relaxed.missionsOf.get(volunteer) ?? []).map(({ index }) => index));
    for (const index of missions) if (!has.has(index)) missions.delete(index);
    if (missions.size === 0) kept.delete(volunteer);
  }
};

/** Sets aside what lies too near a mission that the volunteer keeps. */
export const setAsideNear = (
  problem: WeekProblem,
  pairs: Pairs,
  { moments }: Weeks,
  kept: Kept,
  standing: Uint8Array,
): void => {
  const isTooNear = (volunteer: WeekVolunteer, mission: number, mine: ReadonlySet<number>): boolean => {
    const moment = moments[mission];
    if (!moment || mine.has(mission)) return false;
    for (const index of mine) {
      const other = moments[index];
      if (other && !agree(volunteer, other, moment, problem)) return true;
    }
    return false;
  };
  for (let m = 0; m < problem.missions.length; m += 1)
    for (let p = pairs.start[m] ?? 0; p < (pairs.start[m + 1] ?? 0); p += 1) {
      const who = pairs.volunteer[p] ?? 0;
      const mine = kept.get(who);
      const volunteer = problem.volunteers[who];
      if (mine && volunteer && isTooNear(volunteer, m, mine)) standing[p] = ASIDE;
    }
};
