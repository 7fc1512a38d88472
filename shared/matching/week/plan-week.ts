import { type Carried, carriedFrom, footingOf, leaveFooting, weeksFrom } from './footing.ts';
import { heldBy, improved, rested, startAt } from './frames/framed.ts';
import { bestWeeks } from './frames/patterns.ts';
import { tiredIn } from './frames/rest.ts';
import type { Relaxed } from './network/relax.ts';
import type { Choice, Missing, PlanWork, WeekPlan } from './plan.ts';
import type { WeekProblem } from './problem.ts';
import { boardAt, wholeBoard } from './proof/board.ts';
import { type Bound, raisedBound, wholePoints } from './proof/bound.ts';
import type { Proof } from './proof/proof.ts';
import { searchPlans } from './proof/tree.ts';
import { costOf, lockedCost, totalsOf } from './totals.ts';
import { freshStanding, solveNetwork, type Workshop, workshopOf } from './workshop.ts';

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

const asPlan = (
  problem: WeekProblem,
  relaxed: Relaxed,
  { bound, prices }: { readonly bound: number; readonly prices: Float64Array },
  work: PlanWork,
): WeekPlan => {
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
      price: Math.round(prices[index] ?? 0),
    })),
    work,
  };
};

/** What these prices prove over all pairs. */
const provedAt = (shop: Workshop, prices: Float64Array): Bound => ({
  points: wholePoints(boardAt(shop, prices).points(prices)),
  prices,
});

/**
 * A bound from these prices, raised with rest in mind and proved over all pairs: steps look at those at least that tempt
 * where they begin, and the end is looked at whole. Prices that prove much less than is proved already give way to those that do.
 */
const raise = (shop: Workshop, from: Float64Array, already: Bound, cost: number, steps: number): Bound => {
  const isPoor = cost - provedAt(shop, from).points > 2 * (cost - already.points);
  const begin = isPoor ? already.prices : from;
  return provedAt(shop, raisedBound(boardAt(shop, begin), begin, cost, steps).prices);
};

/** A plan on its way, and what is proved so far: no plan costs less than `points`, locked choices not counted. */
type Standing = {
  readonly plan: Relaxed;
  readonly points: number;
  readonly proof: Proof;
  readonly prices: Float64Array;
};

/** From nothing: the network's prices draw the first frames, then each better bound better ones; each is solved from the last. */
const settledFrom = (shop: Workshop, network: Relaxed): Standing => {
  const { rounds, boundSteps } = shop.problem.params;
  const { missionPrice } = network;
  let bound = provedAt(shop, missionPrice);
  let latest = rested(shop, missionPrice, bestWeeks(shop, missionPrice), { start: startAt(network) });
  let plan = improved(shop, latest, missionPrice, bound.points);
  for (let round = 0; round < rounds && bound.points < plan.cost; round += 1) {
    const raised = raise(shop, latest.missionPrice, bound, plan.cost, boundSteps);
    if (raised.points > bound.points) bound = raised;
    if (bound.points >= plan.cost) break;
    const { prices } = raised;
    latest = rested(shop, prices, bestWeeks(shop, prices), { start: { prices, held: plan.held } });
    const better = improved(shop, latest, prices, bound.points);
    if (better.cost < plan.cost) plan = better;
  }
  return { plan, points: bound.points, proof: { prices: bound.prices }, prices: bound.prices };
};

/** From a plan made before: its weeks draw the frames as far as they still hold, its prices begin the proof. */
const settledAgain = (
  shop: Workshop,
  network: Relaxed,
  before: WeekPlan,
  { framed, proving }: Carried,
): Standing => {
  const around = weeksFrom(shop, before, bestWeeks(shop, proving));
  const plan = improved(
    shop,
    rested(shop, proving, around, { start: { prices: framed, held: heldBy(shop, around) } }),
    proving,
  );
  const first: Bound = { points: network.cost, prices: network.missionPrice };
  const raised = raise(shop, proving, first, plan.cost, shop.problem.params.boundStepsAgain);
  const bound = raised.points > first.points ? raised : first;
  return { plan, points: bound.points, proof: { prices: bound.prices }, prices: bound.prices };
};

/** In a week of ordinary size, what is not proved best is searched for until it is. */
const searched = (shop: Workshop, standing: Standing): Standing => {
  const { searchPairs, searchWeeks } = shop.problem.params;
  if (standing.points >= standing.plan.cost || shop.pairs.count > searchPairs) return standing;
  const { prices } = standing;
  let { plan } = standing;
  const { points, proof } = searchPlans(shop, wholeBoard(shop), prices, plan.cost, searchWeeks, (weeks) => {
    const around = (volunteer: number) => weeks[volunteer] ?? [];
    const start = { prices, held: heldBy(shop, around) };
    const met = improved(shop, rested(shop, prices, around, { start }), prices);
    if (met.cost < plan.cost) plan = met;
    return met.cost;
  });
  return points > standing.points ? { plan, points, proof, prices } : { ...standing, plan };
};

export type ProvedPlan = { readonly plan: WeekPlan; readonly proof: Proof };

/**
 * Who goes where this week. The layered network (matching.md §1) is solved exactly over candidates near by, and again
 * until the dual prices show that no left-out pair could do better. If everybody rests in that optimum it is the plan,
 * proved best. Else rest between two choices of one plan, which no network holds, is priced: Lagrange's bound is raised
 * with each volunteer's best week, and the working days it suggests give the plan. In a week of ordinary size the best
 * is then searched for and proved. No plan breaks a rule, and `bound` says how far this one can be from the best.
 * Same problem, same plan.
 */
export const planWeek = (problem: WeekProblem): WeekPlan => provedPlan(problem).plan;

/**
 * The same for a week of which a plan was made before, something being otherwise now: only what changed is asked and solved
 * again, from the choices and prices of that plan. As sound and as exactly proved as one from nothing; where both are
 * proved best they cost the same. Quicker, and nearer to what people saw.
 */
export const replannedWeek = (problem: WeekProblem, before: WeekPlan): WeekPlan =>
  provedPlan(problem, before).plan;

/** The plan with the proof of its bound, for whoever checks it (`verifyBound`). */
export const provedPlan = (problem: WeekProblem, before?: WeekPlan): ProvedPlan => {
  const shop = workshopOf(problem, before && footingOf(before));
  const carried = before && carriedFrom(problem, before);
  const start = before &&
    carried && {
      prices: carried.network.prices,
      held:
        carried.network.held ??
        heldBy(
          shop,
          weeksFrom(shop, before, () => []),
        ),
    };
  const network = solveNetwork(shop, freshStanding(shop), start ? { start } : {});
  const isRested = tiredIn(problem, shop.weeks, network).length === 0;
  const { missionPrice, held } = network;
  const { plan, points, proof, prices } = isRested
    ? { plan: network, points: network.cost, proof: { prices: missionPrice }, prices: missionPrice }
    : searched(
        shop,
        before && carried ? settledAgain(shop, network, before, carried) : settledFrom(shop, network),
      );
  const made = asPlan(problem, plan, { bound: points + lockedCost(problem), prices }, shop.work);
  leaveFooting(made, {
    problem,
    pairs: shop.pairs,
    network: { prices: missionPrice, held },
    framed: plan.missionPrice,
    proving: prices,
  });
  return { plan: made, proof };
};
