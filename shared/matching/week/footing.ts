import type { KnownPairs } from './pairs.ts';
import type { Weekly } from './patterns.ts';
import type { WeekPlan } from './plan.ts';
import type { WeekProblem } from './problem.ts';
import { agree, type Moment } from './spacing.ts';
import type { Workshop } from './workshop.ts';

/** What the making of a plan leaves for the next one of the same week: the pairs that were asked about, and prices by mission. */
export type Footing = KnownPairs & {
  /** Prices of the network's optimum; and those that prove the bound, rest included. */
  readonly network: Float64Array;
  readonly proving: Float64Array;
};

/** As long as somebody holds the plan; one read back from a store begins from its choices and worths alone. */
const footings = new WeakMap<WeekPlan, Footing>();
export const leaveFooting = (plan: WeekPlan, footing: Footing): void => {
  footings.set(plan, footing);
};
export const footingOf = (plan: WeekPlan): Footing | undefined => footings.get(plan);

/** Prices by mission carried to another week; a mission that is new is worth what leaving it costs. */
const carried = (problem: WeekProblem, priceOf: (id: string) => number | undefined): Float64Array =>
  Float64Array.from(problem.missions, ({ mission, penalty }) =>
    Math.min(penalty, priceOf(mission.id) ?? penalty),
  );

/** The network's and the proving prices of a plan made before, for the missions of this week. */
export const pricesFrom = (
  problem: WeekProblem,
  before: WeekPlan,
): { readonly network: Float64Array; readonly proving: Float64Array } => {
  const footing = footingOf(before);
  if (!footing) {
    const worth = new Map<string, number>(before.worth.map(({ missionId, points }) => [missionId, points]));
    const network = carried(problem, (id) => worth.get(id));
    return { network, proving: network };
  }
  const places = new Map<string, number>(
    footing.problem.missions.map(({ mission, index }) => [mission.id, index]),
  );
  const from = (prices: Float64Array) => carried(problem, (id) => prices[places.get(id) ?? -1]);
  return { network: from(footing.network), proving: from(footing.proving) };
};

/**
 * The weeks of a plan made before, as far as they still hold: pairs that no rule keeps apart now, rest between them, no more
 * than the volunteer's maximum. Whoever has none is given `otherwise`.
 */
export const weeksFrom = (
  { problem, pairs, weeks: { moments } }: Workshop,
  before: WeekPlan,
  otherwise: Weekly,
): Weekly => {
  const mine = new Map<number, number[]>();
  for (const { missionId, volunteerId } of before.choices) {
    const mission = problem.missionOf.get(missionId);
    const volunteer = problem.volunteerOf.get(volunteerId);
    const moment = mission && moments[mission.index];
    if (!mission || !volunteer || !moment || mission.locked.includes(volunteerId)) continue;
    let isPair = false;
    for (let p = pairs.start[mission.index] ?? 0; p < (pairs.start[mission.index + 1] ?? 0); p += 1)
      if (pairs.volunteer[p] === volunteer.index) isPair = true;
    const week = mine.get(volunteer.index) ?? [];
    const isRested = week.every((index) => {
      const other: Moment | undefined = moments[index];
      return other !== undefined && agree(volunteer, other, moment, problem);
    });
    const room = volunteer.volunteer.weeklyCap - volunteer.held - volunteer.locked;
    if (isPair && isRested && week.length < room) mine.set(volunteer.index, [...week, mission.index]);
  }
  return (volunteer) => mine.get(volunteer) ?? otherwise(volunteer);
};
