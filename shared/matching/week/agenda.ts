import { addDays } from '../../time/civil.ts';
import type { WeekPlan } from './plan.ts';
import type { WeekMission, WeekProblem, WeekVolunteer } from './problem.ts';
import { clash, type Removal } from './rules.ts';

/** A plan looked up by volunteer: what each does, and what that leaves open. */
export type Agenda = {
  /** Missions the plan gives them, in order of time. */
  readonly of: (volunteer: WeekVolunteer) => readonly WeekMission[];
  /** Missions of the week, those outside the plan included. */
  readonly week: (volunteer: WeekVolunteer) => number;
  /** The rank of this mission in their week, by time: 1 for the first. */
  readonly rank: (volunteer: WeekVolunteer, mission: WeekMission) => number;
  /** A mission of the plan that leaves no room for this one. */
  readonly inTheWay: (
    volunteer: WeekVolunteer,
    mission: WeekMission,
  ) => ({ readonly mission: WeekMission } & Removal) | undefined;
};

/** Plans never change, and a page asks about many choices of one. */
const known = new WeakMap<WeekPlan['choices'], { readonly problem: WeekProblem; readonly agenda: Agenda }>();

/** O(choices) the first time; each question costs the volunteer's own week. */
export const agendaOf = (problem: WeekProblem, plan: Pick<WeekPlan, 'choices'>): Agenda => {
  const before = known.get(plan.choices);
  if (before?.problem === problem) return before.agenda;
  const agenda = build(problem, plan);
  known.set(plan.choices, { problem, agenda });
  return agenda;
};

const build = (problem: WeekProblem, plan: Pick<WeekPlan, 'choices'>): Agenda => {
  const mine = new Map<string, WeekMission[]>();
  for (const { missionId, volunteerId } of plan.choices) {
    const mission = problem.missionOf.get(missionId);
    if (mission) mine.set(volunteerId, [...(mine.get(volunteerId) ?? []), mission]);
  }
  for (const missions of mine.values()) missions.sort((a, b) => a.index - b.index);
  const of = (volunteer: WeekVolunteer) => mine.get(volunteer.volunteer.id) ?? [];
  const sunday = addDays(problem.monday, 6);
  const held = ({ loadBefore }: WeekVolunteer) =>
    loadBefore.entries.filter(({ day }) => day >= problem.monday && day <= sunday);
  return {
    of,
    week: (volunteer) => volunteer.held + of(volunteer).length,
    rank: (volunteer, { mission }) =>
      1 +
      held(volunteer).filter(({ startsAt }) => startsAt < mission.startsAt).length +
      of(volunteer).filter((other) => other.mission.startsAt < mission.startsAt).length,
    inTheWay: (volunteer, mission) => {
      for (const other of of(volunteer)) {
        if (other === mission) continue;
        const removal = clash(volunteer, other, mission, problem);
        if (removal) return { mission: other, ...removal };
      }
      return undefined;
    },
  };
};
