import { type Bound, raisedBound } from './bound.ts';
import { firstPairs } from './candidates.ts';
import type { SetAside } from './network.ts';
import { offersIn, type Pairs, pairsOf } from './pairs.ts';
import { frames } from './patterns.ts';
import type { Choice, Missing, PlanWork, WeekPlan } from './plan.ts';
import type { WeekProblem } from './problem.ts';
import { putBack, type Relaxed, solveAgain, solveOnce } from './relax.ts';
import { forgetLost, type Kept, keepSome, setAsideBy, tiredIn } from './rest.ts';
import { type Weeks, weeksOf } from './spacing.ts';
import { costOf, lockedCost, totalsOf } from './totals.ts';

const choicesIn = (problem: WeekProblem, relaxed: Relaxed): readonly Choice[] => {
  const free = [...relaxed.missionsOf].flatMap(([index, missions]) => {
    const volunteer = problem.volunteers[index]?.volunteer;
    return volunteer
      ? missions.map(({ mission }) => ({ missionId: mission.id, volunteerId: volunteer.id, isLocked: false }))
      : [];
  });
  const locked = problem.missions.flatMap(({ mission, locked: ids }) =>
    ids.map((volunteerId) => ({ missionId: mission.id, volunteerId, isLocked: true })),
  );
  const place = (choice: Choice) => problem.missionOf.get(choice.missionId)?.index ?? 0;
  return [...locked, ...free].sort((a, b) => place(a) - place(b) || (a.volunteerId < b.volunteerId ? -1 : 1));
};

const missingIn = (problem: WeekProblem, choices: readonly Choice[]): Missing[] => {
  const found = new Map<string, number>();
  for (const { missionId } of choices) found.set(missionId, (found.get(missionId) ?? 0) + 1);
  return problem.missions.flatMap(({ mission, people }) => {
    const lacks = people - (found.get(mission.id) ?? 0);
    return lacks > 0 ? [{ missionId: mission.id, people: lacks }] : [];
  });
};

const asPlan = (problem: WeekProblem, relaxed: Relaxed, bound: number, work: PlanWork): WeekPlan => {
  const choices = choicesIn(problem, relaxed);
  const worth = relaxed.worth();
  const cost = costOf(problem, choices);
  return {
    monday: problem.monday,
    at: problem.now,
    choices: [...choices],
    missing: missingIn(problem, choices),
    cost,
    bound,
    isBest: cost === bound,
    totals: totalsOf(problem, choices),
    worth: problem.missions.map(({ mission, index }) => ({
      missionId: mission.id,
      points: worth[index] ?? 0,
    })),
    work,
  };
};

type Workshop = {
  readonly pairs: Pairs;
  readonly weeks: Weeks;
  /** The optimum of the network over all pairs but those set aside, proved by its prices; or near it, after so many checks. */
  readonly solve: (isSetAside: SetAside, mostChecks?: number) => Relaxed;
  readonly work: { solves: number; putBack: number; settled: number };
};

const workshopOf = (problem: WeekProblem): Workshop => {
  const pairs = pairsOf(problem);
  const work = { solves: 0, putBack: 0, settled: 0 };
  const solve = (isSetAside: SetAside, mostChecks = Number.POSITIVE_INFINITY): Relaxed => {
    const choices = { pairs, isIn: firstPairs(problem, pairs, isSetAside) };
    let relaxed = solveOnce(problem, choices, isSetAside);
    for (let checks = 0; ; checks += 1) {
      work.solves += 1;
      if (checks === mostChecks) return relaxed;
      const added = putBack(problem, choices, relaxed, isSetAside);
      if (added.length === 0) return relaxed;
      work.putBack += added.length;
      relaxed = solveAgain(problem, relaxed, added);
    }
  };
  return { pairs, weeks: weeksOf(problem), solve, work };
};

/** What each volunteer could gain by at these prices, all pairs looked at. */
const temptingOffers = (problem: WeekProblem, pairs: Pairs, prices: Float64Array) =>
  offersIn(problem, pairs, (pair, mission) => (pairs.cost[pair] ?? 0) < (prices[mission] ?? 0));

/**
 * A plan in which everybody rests, near the best at these prices: each volunteer's working days are chosen first, by their
 * best week, and the network solved over those days. What days cannot say, a demanding mission or two that overlap, is
 * settled by keeping, for whoever is concerned, what would lose most, and solving again.
 */
const rested = (
  problem: WeekProblem,
  { pairs, weeks, solve, work }: Workshop,
  prices: Float64Array,
): Relaxed => {
  const isOutside = frames(problem, weeks, temptingOffers(problem, pairs, prices), prices);
  const kept: Kept = new Map();
  for (let round = 0; ; round += 1) {
    const isTooNear = setAsideBy(problem, kept);
    const relaxed = solve(
      (volunteer, mission) => isOutside(volunteer, mission) || isTooNear(volunteer, mission),
      problem.params.frameChecks,
    );
    const tired = tiredIn(problem, relaxed);
    if (tired.length === 0) return relaxed;
    work.settled += 1;
    if (round < problem.params.repairRounds) forgetLost(kept, relaxed);
    keepSome(problem, tired, relaxed, weeks, kept);
  }
};

/** A bound from these prices, raised with rest in mind and proved over all pairs, those left out among them. */
const raise = (problem: WeekProblem, { pairs, weeks }: Workshop, from: Float64Array, cost: number): Bound => {
  const tempting = temptingOffers(problem, pairs, from);
  const { prices } = raisedBound(problem, weeks, tempting, from, cost, problem.params.boundSteps);
  const all = temptingOffers(problem, pairs, prices);
  return raisedBound(problem, weeks, all, prices, cost, 0);
};

/**
 * Who goes where this week. The layered network (matching.md §1) is solved exactly over candidates near by, and again
 * until the dual prices show that no left-out pair could do better. If everybody rests in that optimum it is the plan,
 * proved best. Else rest between two choices of one plan, which no network holds, is priced: Lagrange's bound is raised
 * with each volunteer's best week, and the working days it suggests give the plan. No plan breaks a rule, and `bound` says
 * how far this one can be from the best. Same problem, same plan.
 */
export const planWeek = (problem: WeekProblem): WeekPlan => provedPlan(problem).plan;

/** The same with the prices per mission that prove its bound, for whoever checks the proof (`verifyBound`). */
export const provedPlan = (
  problem: WeekProblem,
): { readonly plan: WeekPlan; readonly prices: Float64Array } => {
  const shop = workshopOf(problem);
  const network = shop.solve(() => false);
  const settledBefore = lockedCost(problem);
  const finish = (relaxed: Relaxed, bound: Bound) => ({
    plan: asPlan(problem, relaxed, bound.points + settledBefore, shop.work),
    prices: bound.prices,
  });
  const first = { points: network.cost, prices: network.missionPrice };
  if (tiredIn(problem, network).length === 0) return finish(network, first);
  let plan = rested(problem, shop, first.prices);
  let bound = first;
  for (let round = 0, latest = plan; round < problem.params.rounds && bound.points < plan.cost; round += 1) {
    const raised = raise(problem, shop, latest.missionPrice, plan.cost);
    if (raised.points > bound.points) bound = raised;
    if (bound.points >= plan.cost) break;
    latest = rested(problem, shop, raised.prices);
    if (latest.cost < plan.cost) plan = latest;
  }
  return finish(plan, bound);
};
