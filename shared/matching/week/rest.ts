import { edgePoints } from './cost.ts';
import type { WeekMission, WeekProblem, WeekVolunteer } from './problem.ts';
import type { Relaxed } from './relax.ts';
import { clash } from './rules.ts';
import { roomFor, type Weeks } from './spacing.ts';

/** A volunteer whose choices of one plan leave no room for rest, or overlap. */
export type Tired = {
  readonly volunteer: WeekVolunteer;
  readonly missions: readonly WeekMission[];
  readonly pairs: readonly (readonly [WeekMission, WeekMission])[];
};

const pairsOf = (
  volunteer: WeekVolunteer,
  missions: readonly WeekMission[],
  problem: WeekProblem,
): (readonly [WeekMission, WeekMission])[] =>
  missions.flatMap((one, i) =>
    missions
      .slice(i + 1)
      .flatMap((other) => (clash(volunteer, one, other, problem) ? [[one, other] as const] : [])),
  );

/** Everybody for whom the network's optimum asks what the rules between two missions forbid. */
export const tiredIn = (problem: WeekProblem, relaxed: Relaxed): readonly Tired[] =>
  [...relaxed.missionsOf].flatMap(([index, missions]) => {
    const volunteer = problem.volunteers[index];
    if (!volunteer || missions.length < 2) return [];
    const pairs = pairsOf(volunteer, missions, problem);
    return pairs.length > 0 ? [{ volunteer, missions, pairs }] : [];
  });

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
    const offered = roomFor(missions.length);
    missions.forEach((mission, i) => {
      offered.missions[i] = mission.index;
      offered.gains[i] =
        (relaxed.missionPrice[mission.index] ?? 0) -
        edgePoints(volunteer, mission, problem) +
        (mine.has(mission.index) ? problem.params.urgent : 0);
    });
    const free = missions.map(() => -AS_MANY_AS_POSSIBLE);
    for (const index of bestWeek(volunteer, offered, free).missions) mine.add(index);
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

/** What is set aside: missions too near one that the volunteer keeps. */
export const setAsideBy = (problem: WeekProblem, kept: Kept) => {
  const near = new Map<number, boolean>();
  return (volunteer: number, mission: number): boolean => {
    const mine = kept.get(volunteer);
    const who = problem.volunteers[volunteer];
    const what = problem.missions[mission];
    if (!mine || !who || !what || mine.has(mission)) return false;
    const key = volunteer * problem.missions.length + mission;
    const known = near.get(key);
    if (known !== undefined) return known;
    const answer = [...mine].some((index) => {
      const other = problem.missions[index];
      return other !== undefined && clash(who, other, what, problem) !== undefined;
    });
    near.set(key, answer);
    return answer;
  };
};
