import type { Edge } from './candidates.ts';
import type { WeekMission, WeekProblem, WeekVolunteer } from './problem.ts';
import type { Relaxed } from './relax.ts';
import { clash } from './rules.ts';

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

/**
 * Begins a volunteer's windows of rest on another day so that one of them holds both missions, where some offset not yet
 * tried does. It only tightens the network: the optimum stays a proven bound. Returns whether anything moved.
 */
export const shiftWindows = (
  tired: readonly Tired[],
  offsets: Int8Array,
  tried: Map<number, Set<number>>,
): boolean => {
  let moved = false;
  for (const { volunteer, pairs } of tired) {
    const days = volunteer.restDays + 1;
    const before = tried.get(volunteer.index) ?? new Set([offsets[volunteer.index] ?? 0]);
    const holds = (offset: number) =>
      pairs.filter(
        ([a, b]) => Math.floor((a.weekday + offset) / days) === Math.floor((b.weekday + offset) / days),
      ).length;
    const better = Array.from({ length: Math.min(days, 7) }, (_, offset) => offset)
      .filter((offset) => !before.has(offset) && holds(offset) > 0)
      .sort((a, b) => holds(b) - holds(a) || a - b)[0];
    tried.set(volunteer.index, before);
    if (better === undefined) continue;
    before.add(better);
    offsets[volunteer.index] = better;
    moved = true;
  }
  return moved;
};

/** What a mission would lose without this volunteer: the next choice's price above its own, or what nobody costs. */
const regret = (
  mission: WeekMission,
  volunteer: WeekVolunteer,
  edges: readonly Edge[],
  relaxed: Relaxed,
): number => {
  let next = mission.penalty;
  for (const edge of edges)
    if (edge.volunteer !== volunteer.index) next = Math.min(next, relaxed.asks(edge, mission));
  return next - (relaxed.missionPrice[mission.index] ?? 0);
};

/** Missions each volunteer keeps, so that none too near may be given to them. */
export type Kept = Map<number, Set<number>>;

/**
 * Chooses, for everybody tired, which missions they keep: those whose next choice would cost most first. What lies too
 * near a kept one is set aside for them.
 */
export const keepSome = (
  problem: WeekProblem,
  tired: readonly Tired[],
  edges: readonly (readonly Edge[])[],
  relaxed: Relaxed,
  kept: Kept,
): void => {
  for (const { volunteer, missions, pairs } of tired) {
    const mine = kept.get(volunteer.index) ?? new Set<number>();
    const inPairs = new Set(pairs.flat());
    const byRegret = missions
      .filter((mission) => inPairs.has(mission))
      .map((mission) => ({
        mission,
        loss: regret(mission, volunteer, edges[mission.index] ?? [], relaxed),
      }))
      .sort((a, b) => b.loss - a.loss || a.mission.index - b.mission.index);
    for (const { mission } of byRegret) {
      const isFree = [...mine].every((index) => {
        const other = problem.missions[index];
        return !other || other === mission || clash(volunteer, other, mission, problem) === undefined;
      });
      if (isFree) mine.add(mission.index);
    }
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
