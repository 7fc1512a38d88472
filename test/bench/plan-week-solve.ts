import { weekProblem } from '../../shared/matching/week/build.ts';
import { changed, profileOf } from '../../shared/matching/week/changes/change.ts';
import { whatIf } from '../../shared/matching/week/changes/what-if.ts';
import { planWeek } from '../../shared/matching/week/plan-week.ts';
import { verifyPlan } from '../../shared/matching/week/verify.ts';
import { randomWeek } from '../builders/weeks.ts';
import { processorSeconds } from './plan-model.ts';

/** Sizes of the week bench; the half-side of the land grows so that people live as near each other everywhere. */
export const WEEK_TOWNS = [
  { name: 'village', volunteers: 12, missions: 40, halfSide: 1_000 },
  { name: 'town', volunteers: 200, missions: 1_500, halfSide: 4_000 },
  { name: 'large-town', volunteers: 600, missions: 4_500, halfSide: 6_900 },
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
  /** The week once three volunteers more are in it: planned from nothing (code compiled by then), and from the plan there is. */
  readonly coldAgain: number;
  readonly whatIf: number;
  /** How far apart the two plans are, and the gap that either leaves open at most, in points. */
  readonly apart: number;
  readonly open: number;
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
    return { problem, plan: planWeek(problem) };
  });
  const peakMegabytes = Math.round(process.resourceUsage().maxRSS / 1_024);
  const { cost, bound, isBest, totals, work } = plan;
  const like = input.volunteers[0];
  if (!like) throw new Error('nobody');
  const change = { kind: 'newcomers', count: 3, like: profileOf(like) } as const;
  const cold = processorSeconds(() => planWeek(weekProblem(changed(input, change))));
  const warm = processorSeconds(() => whatIf(problem, plan, change).plan);
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
    coldAgain: cold.seconds,
    whatIf: warm.seconds,
    apart: Math.abs(cold.value.cost - warm.value.cost),
    open: Math.max(cold.value.cost, warm.value.cost) - Math.max(cold.value.bound, warm.value.bound),
  };
};
