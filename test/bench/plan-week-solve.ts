import { weekProblem } from '../../shared/matching/week/build.ts';
import { provedPlan } from '../../shared/matching/week/plan-week.ts';
import { verifyPlan } from '../../shared/matching/week/verify.ts';
import { randomWeek } from '../builders/weeks.ts';
import { processorSeconds } from './plan-model.ts';

/** Sizes of the week bench; the half-side of the land grows so that people live as near each other everywhere. */
export const WEEK_TOWNS = [
  { name: 'village', volunteers: 12, missions: 40, halfSide: 1_000 },
  { name: 'town', volunteers: 200, missions: 1_500, halfSide: 4_000 },
  { name: 'département', volunteers: 2_000, missions: 15_000, halfSide: 12_600 },
] as const;
const SEED = 7;

type WeekSolve = {
  readonly seconds: number;
  readonly peakMegabytes: number;
  readonly wanted: number;
  readonly found: number;
  readonly cost: number;
  readonly bound: number;
  readonly isBest: boolean;
  readonly solves: number;
  readonly isSound: boolean;
};

/** One whole week, from the town's records to the plan, in this process; its peak memory is told before the plan is checked. */
export const solveWeekHere = (name: string): WeekSolve => {
  const town = WEEK_TOWNS.find((one) => one.name === name);
  if (!town) throw new Error(`no town ${name}`);
  const input = randomWeek(SEED, town);
  const {
    value: { problem, plan },
    seconds,
  } = processorSeconds(() => {
    const problem = weekProblem(input);
    return { problem, plan: provedPlan(problem).plan };
  });
  const peakMegabytes = Math.round(process.resourceUsage().maxRSS / 1_024);
  const { cost, bound, isBest, totals, work } = plan;
  return {
    seconds,
    peakMegabytes,
    wanted: totals.wanted,
    found: totals.found,
    cost,
    bound,
    isBest,
    solves: work.solves,
    isSound: verifyPlan(problem, plan).length === 0,
  };
};
