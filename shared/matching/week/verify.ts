import { edgePoints, tierPoints } from './cost.ts';
import type { WeekPlan } from './plan.ts';
import type { WeekMission, WeekProblem, WeekVolunteer } from './problem.ts';
import type { Proof, SettledChoice } from './proof/proof.ts';
import { entryOf, type Removal, type WeekRuleName, weekRemovedBy } from './rules.ts';

export type Fault =
  | { readonly fault: 'unknown' | 'chosen-twice' | 'too-many-people' | 'miscounted'; readonly at: string }
  | { readonly fault: 'breaks-a-rule'; readonly at: string; readonly rule: WeekRuleName }
  | { readonly fault: 'lock-not-kept'; readonly at: string }
  | { readonly fault: 'cost' | 'bound'; readonly claimed: number; readonly found: number };

/** The first rule this volunteer would break by going there with those others in their week. */
export const brokenBy = (
  volunteer: WeekVolunteer,
  mission: WeekMission,
  others: readonly WeekMission[],
  problem: WeekProblem,
): Removal | undefined => {
  const load = {
    ...volunteer.loadBefore,
    entries: [...volunteer.loadBefore.entries, ...others.map(entryOf)],
  };
  const hardDays = [
    ...volunteer.hardBefore,
    ...others.filter(({ demanding }) => demanding).map((other) => other.mission.day),
  ];
  return weekRemovedBy({ ...volunteer, load, hardDays }, mission, problem);
};

const choicesByVolunteer = (problem: WeekProblem, plan: WeekPlan) => {
  const faults: Fault[] = [];
  const mine = new Map<WeekVolunteer, WeekMission[]>();
  const people = new Map<WeekMission, number>();
  for (const { missionId, volunteerId } of plan.choices) {
    const mission = problem.missionOf.get(missionId);
    const volunteer = problem.volunteerOf.get(volunteerId);
    if (!mission || !volunteer) {
      faults.push({ fault: 'unknown', at: `${missionId} ${volunteerId}` });
      continue;
    }
    const missions = mine.get(volunteer) ?? [];
    if (missions.includes(mission)) faults.push({ fault: 'chosen-twice', at: `${missionId} ${volunteerId}` });
    mine.set(volunteer, [...missions, mission]);
    people.set(mission, (people.get(mission) ?? 0) + 1);
  }
  return { faults, mine, people };
};

/**
 * Looks at a plan as somebody who was not there when it was made: every choice against every rule with all the
 * volunteer's other choices in their week, people counted, locks kept, and the cost added up from the records. Shares
 * nothing with how plans are found but the rules and the costs themselves. No fault: the plan is sound.
 * O(choices × rules).
 */
export const verifyPlan = (problem: WeekProblem, plan: WeekPlan): readonly Fault[] => {
  const { faults, mine, people } = choicesByVolunteer(problem, plan);
  let cost = 0;
  for (const [volunteer, missions] of mine) {
    const tiers = tierPoints(volunteer, problem);
    missions.forEach((mission, nth) => {
      cost += edgePoints(volunteer, mission, problem) + (tiers[nth] ?? Number.NaN);
      const others = missions.filter((other) => other !== mission);
      const { rule } = brokenBy(volunteer, mission, others, problem) ?? {};
      if (rule)
        faults.push({ fault: 'breaks-a-rule', at: `${mission.mission.id} ${volunteer.volunteer.id}`, rule });
    });
  }
  const missing = new Map(plan.missing.map((one) => [one.missionId, one.people]));
  for (const mission of problem.missions) {
    const found = people.get(mission) ?? 0;
    const { id } = mission.mission;
    cost += (mission.people - found) * mission.penalty;
    if (found > mission.people) faults.push({ fault: 'too-many-people', at: id });
    if (mission.people - found !== (missing.get(id) ?? 0)) faults.push({ fault: 'miscounted', at: id });
    for (const locked of mission.locked)
      if (!plan.choices.some((one) => one.missionId === id && one.volunteerId === locked))
        faults.push({ fault: 'lock-not-kept', at: id });
  }
  if (cost !== plan.cost) faults.push({ fault: 'cost', claimed: plan.cost, found: cost });
  if (plan.bound > plan.cost || plan.isBest !== (plan.bound === plan.cost))
    faults.push({ fault: 'bound', claimed: plan.bound, found: plan.cost });
  return faults;
};

/** Choices settled on the way through a proof: pairs `mission volunteer` by place. */
type Way = { readonly taken: ReadonlySet<string>; readonly left: ReadonlySet<string> };
const named = (volunteer: number, mission: number): string => `${mission} ${volunteer}`;
const along = ({ taken, left }: Way, pair: string, isTaken: boolean): Way =>
  isTaken ? { taken: new Set([...taken, pair]), left } : { taken, left: new Set([...left, pair]) };

/**
 * Checks the proof of the bound over all pairs of the week, none left out. By the weak duality of Lagrange: with any price
 * per mission, no plan costs less than the prices of all people wanted plus, for each volunteer alone, the best week they
 * could have at those prices, choices settled on the way kept. Where a proof settles a choice, the other way round is
 * proved as dear. Every such week is tried, by the rules: for tests and small towns only, exponential in the
 * missions a volunteer could take.
 */
export const verifyBound = (problem: WeekProblem, plan: WeekPlan, proof: Proof): readonly Fault[] => {
  const bestWeek = (
    volunteer: WeekVolunteer,
    priceOf: (mission: WeekMission) => number,
    { taken, left }: Way,
  ): number => {
    const tiers = tierPoints(volunteer, problem);
    const isHeld = (mission: WeekMission) => mission.locked.includes(volunteer.volunteer.id);
    const isTaken = (mission: WeekMission) => taken.has(named(volunteer.index, mission.index));
    const pointsOf = (mission: WeekMission, nth: number): number =>
      edgePoints(volunteer, mission, problem) +
      (tiers[nth] ?? Number.POSITIVE_INFINITY) -
      (isHeld(mission) ? 0 : priceOf(mission));
    const others = (mission: WeekMission, week: readonly WeekMission[]) =>
      week.filter((other) => other !== mission);
    const isAllowed = (week: readonly WeekMission[]): boolean =>
      week.every((one) => isHeld(one) || brokenBy(volunteer, one, others(one, week), problem) === undefined);
    const locked = problem.missions.filter(isHeld);
    const settled = [
      ...locked,
      ...problem.missions.filter((mission) => !isHeld(mission) && isTaken(mission)),
    ];
    if (!isAllowed(settled)) return Number.POSITIVE_INFINITY;
    const tempting = problem.missions.filter(
      (mission) =>
        mission.locked.length < mission.people &&
        !settled.includes(mission) &&
        !left.has(named(volunteer.index, mission.index)) &&
        pointsOf(mission, settled.length) < 0 &&
        brokenBy(volunteer, mission, settled, problem) === undefined,
    );
    const extend = (from: number, week: readonly WeekMission[], cost: number): number => {
      let least = cost;
      for (let i = from; i < tempting.length; i += 1) {
        const mission = tempting[i];
        if (!mission || week.length >= tiers.length || !isAllowed([...week, mission])) continue;
        least = Math.min(least, extend(i + 1, [...week, mission], cost + pointsOf(mission, week.length)));
      }
      return least;
    };
    return extend(
      0,
      settled,
      settled.reduce((sum, mission, nth) => sum + pointsOf(mission, nth), 0),
    );
  };

  /** What these prices prove on this way, and what each choice the other way round would. */
  const byPrices = (prices: Float64Array, way: Way, settled: readonly SettledChoice[]) => {
    const priceOf = ({ index, penalty }: WeekMission): number => Math.min(penalty, prices[index] ?? penalty);
    const weeks = problem.volunteers.map((volunteer) => bestWeek(volunteer, priceOf, way));
    const wanted = problem.missions.reduce(
      (sum, mission) => sum + (mission.people - mission.locked.length) * priceOf(mission),
      0,
    );
    const proved = weeks.reduce((sum, points) => sum + points, wanted);
    const otherwise = settled.map(({ volunteer, mission, isTaken }) => {
      const who = problem.volunteers[volunteer];
      if (!who) return Number.NEGATIVE_INFINITY;
      const points = bestWeek(who, priceOf, along(way, named(volunteer, mission), !isTaken));
      return proved - (weeks[volunteer] ?? 0) + points;
    });
    return { proved, otherwise };
  };
  const isTooMany = ({ taken }: Way): boolean =>
    problem.missions.some(
      (mission) =>
        mission.locked.length +
          problem.volunteers.filter(({ index }) => taken.has(named(index, mission.index))).length >
        mission.people,
    );
  const proves = (part: Proof, way: Way): number => {
    if (isTooMany(way)) return Number.POSITIVE_INFINITY;
    if ('taken' in part) {
      const pair = named(part.volunteer, part.mission);
      return Math.min(proves(part.taken, along(way, pair, true)), proves(part.left, along(way, pair, false)));
    }
    const { settled = [], then } = part;
    const { proved, otherwise } = byPrices(part.prices, way, settled);
    if (!then) return proved;
    const after = settled.reduce(
      (sum, { volunteer, mission, isTaken }) => along(sum, named(volunteer, mission), isTaken),
      way,
    );
    return Math.min(...otherwise, proves(then, after));
  };
  const found = proves(proof, { taken: new Set(), left: new Set() });
  return Math.ceil(found - 1e-6) >= plan.bound ? [] : [{ fault: 'bound', claimed: plan.bound, found }];
};
