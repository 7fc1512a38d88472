import { addDays } from '../../../time/civil.ts';
import type { WeekPlan } from '../plan.ts';
import type { WeekMission, WeekProblem, WeekVolunteer } from '../problem.ts';
import { clash, offersLeft, type Removal } from '../rules.ts';
import { agree, type Moment, momentsOf } from '../spacing.ts';

/** A plan looked up by volunteer: what each does, and what that leaves open. */
export type Agenda = {
  /** Missions the plan gives them, in order of time. */
  readonly of: (volunteer: WeekVolunteer) => readonly WeekMission[];
  /** Who goes to this mission. */
  readonly at: (mission: WeekMission) => readonly WeekVolunteer[];
  /** Missions of the week, those outside the plan included. */
  readonly week: (volunteer: WeekVolunteer) => number;
  /** What of theirs this plan fills: their own maximum of the week, or the offers that may still be sent to them. */
  readonly filled: (volunteer: WeekVolunteer) => 'full' | 'offers-to-come' | undefined;
  /** The rank of this mission in their week, by time: 1 for the first. */
  readonly rank: (volunteer: WeekVolunteer, mission: WeekMission) => number;
  /** A mission of the plan that leaves no room for this one. */
  readonly inTheWay: (
    volunteer: WeekVolunteer,
    mission: WeekMission,
  ) => ({ readonly mission: WeekMission } & Removal) | undefined;
  /** No mission of the plan is in the way: the same answer without words, for whoever asks of everybody. */
  readonly isFree: (volunteer: WeekVolunteer, mission: WeekMission) => boolean;
};

/** Plans never change, and a page asks about many choices of one. */
const known = new WeakMap<WeekPlan['choices'], { readonly problem: WeekProblem; readonly agenda: Agenda }>();

const NOTHING: readonly WeekMission[] = [];

/** O(choices) the first time; each question costs the volunteer's own week. */
export const agendaOf = (problem: WeekProblem, plan: Pick<WeekPlan, 'choices'>): Agenda => {
  const before = known.get(plan.choices);
  if (before?.problem === problem) return before.agenda;
  const agenda = build(problem, plan);
  known.set(plan.choices, { problem, agenda });
  return agenda;
};

const build = (problem: WeekProblem, plan: Pick<WeekPlan, 'choices'>): Agenda => {
  const mine = new Map<number, WeekMission[]>();
  const going = new Map<number, readonly WeekVolunteer[]>();
  for (const { missionId, volunteerId } of plan.choices) {
    const mission = problem.missionOf.get(missionId);
    const volunteer = problem.volunteerOf.get(volunteerId);
    if (!mission || !volunteer) continue;
    const missions = mine.get(volunteer.index);
    if (missions) missions.push(mission);
    else mine.set(volunteer.index, [mission]);
    going.set(mission.index, [...(going.get(mission.index) ?? []), volunteer]);
  }
  for (const missions of mine.values()) missions.sort((a, b) => a.index - b.index);
  const of = (volunteer: WeekVolunteer): readonly WeekMission[] => mine.get(volunteer.index) ?? NOTHING;
  let moments: readonly Moment[] | undefined;
  const sunday = addDays(problem.monday, 6);
  const held = ({ loadBefore }: WeekVolunteer) =>
    loadBefore.entries.filter(({ day }) => day >= problem.monday && day <= sunday);
  return {
    of,
    at: (mission) => going.get(mission.index) ?? [],
    week: (volunteer) => volunteer.held + of(volunteer).length,
    filled: (volunteer) => {
      const planned = of(volunteer).length;
      if (volunteer.held + planned >= volunteer.volunteer.weeklyCap) return 'full';
      return planned >= offersLeft(volunteer, problem) ? 'offers-to-come' : undefined;
    },
    rank: (volunteer, { mission }) =>
      1 +
      new Set(
        held(volunteer)
          .filter(({ startsAt }) => startsAt < mission.startsAt)
          .map(({ roundId, missionId }) => roundId ?? missionId),
      ).size +
      of(volunteer).filter((other) => other.mission.startsAt < mission.startsAt).length,
    inTheWay: (volunteer, mission) => {
      for (const other of of(volunteer)) {
        if (other === mission) continue;
        const removal = clash(volunteer, other, mission, problem);
        if (removal) return { mission: other, ...removal };
      }
      return undefined;
    },
    isFree: (volunteer, mission) => {
      const theirs = of(volunteer);
      if (theirs.length === 0) return true;
      moments ??= momentsOf(problem);
      const there = moments[mission.index];
      for (const other of theirs) {
        const moment = moments[other.index];
        if (other !== mission && there && moment && !agree(volunteer, moment, there, problem)) return false;
      }
      return true;
    },
  };
};
