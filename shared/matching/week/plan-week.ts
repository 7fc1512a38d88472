import { fieldOf } from './candidates.ts';
import type { Choice, Missing, PlanWork, WeekPlan } from './plan.ts';
import type { WeekProblem } from './problem.ts';
import { type Choices, choicesOf, putBack, type Relaxed, solveOnce } from './relax.ts';
import { forgetLost, type Kept, keepSome, setAsideBy, shiftWindows, tiredIn } from './rest.ts';
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

const asPlan = (
  problem: WeekProblem,
  relaxed: Relaxed,
  bound: number,
  prices: Float64Array,
  work: PlanWork,
): WeekPlan => {
  const choices = choicesIn(problem, relaxed);
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
      points: prices[index] ?? 0,
    })),
    work,
  };
};

const nobodySetAside = () => false;

/** The optimum of the network over all pairs, tightened by windows of rest as long as that helps. */
const relax = (problem: WeekProblem) => {
  const field = fieldOf(problem);
  const choices = choicesOf(problem, field);
  const offsets = new Int8Array(problem.volunteers.length);
  const tried = new Map<number, Set<number>>();
  const work = { solves: 0, putBack: 0, givenUp: 0 };
  const solve = (isSetAside: (volunteer: number, mission: number) => boolean): Relaxed => {
    for (;;) {
      work.solves += 1;
      const relaxed = solveOnce(problem, { edges: choices.edges, offsets, isSetAside });
      const back = putBack(problem, field, choices, relaxed, isSetAside);
      work.putBack += back;
      if (back === 0) return relaxed;
    }
  };
  let best = solve(nobodySetAside);
  let last = best;
  for (let tired = tiredIn(problem, last); tired.length > 0; tired = tiredIn(problem, last)) {
    if (!shiftWindows(tired, offsets, tried)) break;
    last = solve(nobodySetAside);
    if (last.cost > best.cost) best = last;
  }
  return { best, last, solve, choices, work };
};

/** Solves again and again, each time setting aside what lies too near a mission somebody keeps, until everybody rests. */
const settle = (
  problem: WeekProblem,
  from: Relaxed,
  kept: Kept,
  choices: Choices,
  solve: (isSetAside: (volunteer: number, mission: number) => boolean) => Relaxed,
): Relaxed => {
  let relaxed = from;
  for (let round = 0; ; round += 1) {
    const tired = tiredIn(problem, relaxed);
    if (tired.length === 0) return relaxed;
    if (round < problem.params.repairRounds) forgetLost(kept, relaxed);
    keepSome(problem, tired, choices.edges, relaxed, kept);
    relaxed = solve(setAsideBy(problem, kept));
  }
};

/**
 * Who goes where this week. The layered network (matching.md §1) is solved exactly over candidates near by, and again
 * until the dual prices show that no left-out pair could do better; what a network cannot hold, rest between two choices
 * of the same plan, is then settled by solving again. No plan breaks a rule; `bound` says how far this one can be from
 * the best. Same problem, same plan. About one network solve a round: O(pairs near by × log) each.
 */
export const planWeek = (problem: WeekProblem): WeekPlan => {
  const { best, last, solve, choices, work } = relax(problem);
  const kept: Kept = new Map();
  const settled = settle(problem, last, kept, choices, solve);
  return asPlan(problem, settled, best.cost + lockedCost(problem), best.missionPrice, work);
};
