import { paramsOf } from '../../matching/params.ts';
import type { WeekPlan } from '../../matching/week/plan.ts';
import type { Pair, WeekInput } from '../../matching/week/problem.ts';
import type { Instant } from '../../time/instant.ts';
import type { Town } from '../../town/settings.ts';
import type { Plan, PlanRow } from '../week-plan.ts';
import type { ReadWeek } from './read-week.ts';

/** Who goes where in these rows. */
export const pairsOf = (rows: readonly PlanRow[]): readonly Pair[] =>
  rows.flatMap(({ missionId, choices }) => choices.map(({ volunteerId }) => ({ missionId, volunteerId })));

/** Of the week read, what a plan chooses for, and what takes place whatever it chooses: a mission set aside is of the latter. */
export const sharedOut = (
  { missions, arranged }: ReadWeek,
  aside: Plan['aside'],
): Pick<WeekInput, 'missions' | 'arranged'> => {
  const left = new Set(aside);
  return {
    missions: missions.filter(({ mission }) => !left.has(mission.id)),
    arranged: [...arranged, ...missions.flatMap(({ mission }) => (left.has(mission.id) ? mission : []))],
  };
};

/**
 * The week to solve: what was read, and the coordinator's word. A mission set aside is not in it. `announced` are the
 * choices that a new plan keeps when it costs little: those people were told of, else those last shown.
 */
export const inputFor = (
  plan: Pick<Plan, 'monday' | 'locks' | 'forbidden' | 'aside'>,
  town: Town,
  week: ReadWeek,
  now: Instant,
  announced: readonly Pair[],
): WeekInput => {
  const params = paramsOf(town);
  return {
    town,
    day: plan.monday,
    now,
    ...sharedOut(week, plan.aside),
    volunteers: week.volunteers,
    announced,
    locks: plan.locks,
    forbidden: plan.forbidden,
    params: params.week,
    match: params.match,
  };
};

/** The plan as the solver gave it, put together again from what is stored. Undefined before the first calculation. */
export const weekPlanFrom = (plan: Plan, rows: readonly PlanRow[]): WeekPlan | undefined => {
  const { result } = plan;
  if (!result) return undefined;
  return {
    monday: plan.monday,
    at: result.at,
    choices: rows.flatMap(({ missionId, choices }) =>
      choices.map(({ volunteerId, isLocked }) => ({ missionId, volunteerId, isLocked })),
    ),
    missing: rows.flatMap(({ missionId, missing }) =>
      missing ? [{ missionId, people: missing.people }] : [],
    ),
    cost: result.cost,
    bound: result.bound,
    isBest: result.isBest,
    totals: result.totals,
    worth: rows.map(({ missionId, worth, price }) => ({
      missionId,
      points: worth,
      ...(price === undefined ? {} : { price }),
    })),
    work: result.work,
  };
};
