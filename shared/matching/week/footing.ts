import { mostOfPlan } from './cost.ts';
import type { Weekly } from './frames/patterns.ts';
import type { Start } from './pairs/candidates.ts';
import type { KnownPairs } from './pairs/pairs.ts';
import { HALF_DAYS_A_WEEK, slotOf } from './pairs/slots.ts';
import type { WeekPlan } from './plan.ts';
import type { WeekProblem } from './problem.ts';
import { agree, type Moment } from './spacing.ts';
import type { Workshop } from './workshop.ts';

/** What the making of a plan leaves for the next one of the same week: the pairs that were asked about, prices, choices. */
type Footing = KnownPairs & {
  /** The network's optimum without rest between its own choices. */
  readonly network: Start;
  /** Prices by mission within the frames of the plan; and those that prove its bound, rest included. */
  readonly framed: Float64Array;
  readonly proving: Float64Array;
};

/** As long as somebody holds the plan; one read back from a store begins from its choices and whole prices alone. */
const footings = new WeakMap<WeekPlan, Footing>();
export const leaveFooting = (plan: WeekPlan, footing: Footing): void => {
  footings.set(plan, footing);
};
export const footingOf = (plan: WeekPlan): Footing | undefined => footings.get(plan);

/** What a plan made before says of this week: prices for its missions, and the network's optimum if it is known. */
export type Carried = Pick<Footing, 'framed' | 'proving'> & {
  readonly network: { readonly prices: Float64Array; readonly held: Int32Array | undefined };
};

export const carriedFrom = (problem: WeekProblem, before: WeekPlan): Carried => {
  /** A mission that is new is worth what leaving it costs. */
  const carried = (priceOf: (id: string) => number | undefined): Float64Array =>
    Float64Array.from(problem.missions, ({ mission, penalty }) =>
      Math.min(penalty, priceOf(mission.id) ?? penalty),
    );
  const footing = footingOf(before);
  if (!footing) {
    const kept = new Map<string, number>(
      before.worth.map(({ missionId, points, price }) => [missionId, price ?? points]),
    );
    const prices = carried((id) => kept.get(id));
    return { network: { prices, held: undefined }, framed: prices, proving: prices };
  }
  const then = footing.problem;
  const from = (prices: Float64Array) => carried((id) => prices[places.get(id) ?? -1]);
  const places = new Map<string, number>(then.missions.map(({ mission, index }) => [mission.id, index]));
  const held = new Int32Array(problem.volunteers.length * HALF_DAYS_A_WEEK).fill(-1);
  footing.network.held.forEach((index, slot) => {
    const mission = then.missions[index];
    const volunteer = then.volunteers[Math.floor(slot / HALF_DAYS_A_WEEK)];
    const now = mission && problem.missionOf.get(mission.mission.id);
    const whom = volunteer && problem.volunteerOf.get(volunteer.volunteer.id);
    if (now && whom) held[slotOf(whom, now)] = now.index;
  });
  return {
    network: { prices: from(footing.network.prices), held },
    framed: from(footing.framed),
    proving: from(footing.proving),
  };
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
    const room = mostOfPlan(volunteer, problem) - volunteer.locked;
    if (isPair && isRested && week.length < room) mine.set(volunteer.index, [...week, mission.index]);
  }
  return (volunteer) => mine.get(volunteer) ?? otherwise(volunteer);
};
