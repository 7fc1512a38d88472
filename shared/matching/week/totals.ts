import { minutesAway, tieOf } from '../score.ts';
import { advisedAtMost, edgePoints, isDisruption, tierPoints } from './cost.ts';
import type { Choice, Totals } from './plan.ts';
import type { WeekMission, WeekProblem, WeekVolunteer } from './problem.ts';

export type ChosenPair = {
  readonly mission: WeekMission;
  readonly volunteer: WeekVolunteer;
  readonly isLocked: boolean;
};

/** The records behind the choices of a plan. */
export const pairsOf = (problem: WeekProblem, choices: readonly Choice[]): readonly ChosenPair[] =>
  choices.flatMap(({ missionId, volunteerId, isLocked }) => {
    const mission = problem.missionOf.get(missionId);
    const volunteer = problem.volunteerOf.get(volunteerId);
    return mission && volunteer ? [{ mission, volunteer, isLocked }] : [];
  });

const count = <T>(items: readonly T[], which: (item: T) => boolean): number => items.filter(which).length;

const addedTo = (pairs: readonly ChosenPair[]): ReadonlyMap<WeekVolunteer, number> => {
  const added = new Map<WeekVolunteer, number>();
  for (const { volunteer } of pairs) added.set(volunteer, (added.get(volunteer) ?? 0) + 1);
  return added;
};

/** A plan in the units people use. */
export const totalsOf = (problem: WeekProblem, choices: readonly Choice[]): Totals => {
  const pairs = pairsOf(problem, choices);
  const added = addedTo(pairs);
  const ties = pairs.map(({ mission, volunteer }) => tieOf(volunteer.volunteer.id, mission.ties));
  const week = (volunteer: WeekVolunteer) => volunteer.held + (added.get(volunteer) ?? 0);
  const busy = [...new Set(pairs.map(({ volunteer }) => volunteer))];
  return {
    wanted: problem.missions.reduce((sum, { people }) => sum + people, 0),
    found: pairs.length,
    travelMinutes: pairs.reduce(
      (sum, { mission, volunteer }) =>
        sum + (minutesAway(volunteer.volunteer, mission.mission, mission.programme.place) ?? 0),
      0,
    ),
    usual: count(ties, (tie) => tie === 'primary' || tie === 'backup'),
    met: count(ties, (tie) => tie === 'known'),
    first: count(ties, (tie) => tie === 'none'),
    changed: count(pairs, ({ mission, volunteer }) => isDisruption(volunteer, mission)),
    atMaximum: count(busy, (volunteer) => week(volunteer) >= volunteer.volunteer.weeklyCap),
    beyondAdvice: count(busy, (volunteer) => week(volunteer) > advisedAtMost(volunteer)),
  };
};

const costOfPairs = (problem: WeekProblem, pairs: readonly ChosenPair[]): number => {
  let cost = 0;
  for (const { mission, volunteer } of pairs) cost += edgePoints(volunteer, mission, problem);
  for (const [volunteer, added] of addedTo(pairs))
    for (const points of tierPoints(volunteer, problem).slice(0, added)) cost += points;
  return cost;
};

/** The cost of these choices in points, from the records alone: pairs, weekly loads, people nobody was found for. */
export const costOf = (problem: WeekProblem, choices: readonly Choice[]): number => {
  const pairs = pairsOf(problem, choices);
  const missing = problem.missions.reduce((sum, { people, penalty }) => sum + people * penalty, 0);
  return pairs.reduce((sum, { mission }) => sum - mission.penalty, missing + costOfPairs(problem, pairs));
};

/** The part of it that the coordinator's locks settle beforehand. */
export const lockedCost = (problem: WeekProblem): number =>
  costOfPairs(
    problem,
    problem.missions.flatMap((mission) =>
      mission.locked.flatMap((id) => {
        const volunteer = problem.volunteerOf.get(id);
        return volunteer ? [{ mission, volunteer, isLocked: true }] : [];
      }),
    ),
  );
