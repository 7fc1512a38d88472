import type { ModelData } from 'highs';
import { checkProblem, type LayeredProblem } from '../../shared/matching/layered/problem.ts';
import { solveLayered } from '../../shared/matching/layered/solve.ts';
import { verifyLayered } from '../../shared/matching/layered/verify.ts';
import { layeredDimacs } from './layered-dimacs.ts';
import { type LayeredTown, layeredTown } from './layered-towns.ts';
import { type PlanCase, type PlanModel, processorSeconds } from './plan-model.ts';

const SIZES = [
  [12, 40],
  [200, 1_500],
  [2_000, 15_000],
] as const;
const PLACES = ['geo', 'rand'] as const;
const ROOMS = ['loose', 'tight', 'over'] as const;
const PENALTIES = ['light', 'stated'] as const;
const WEEKS = ['flat', 'rising'] as const;

/** From here on HiGHS needs half a minute. */
const LARGE = 15_000;

type TownCase = PlanCase & { readonly town: LayeredTown };

const towns: readonly TownCase[] = PLACES.flatMap((places) =>
  ROOMS.flatMap((room) =>
    PENALTIES.flatMap((penalties) =>
      WEEKS.flatMap((weeks) =>
        SIZES.map(([volunteers, missions]) => ({
          id: `${volunteers}-${places}-${room}-${penalties}-${weeks}`,
          size: `${volunteers} × ${missions}`,
          kind: `${places} ${room} ${penalties} ${weeks}`,
          town: { volunteers, missions, places, room, weeks, penalties, seed: 1 },
          ...(missions >= LARGE && (places === 'rand' || weeks === 'flat')
            ? { withoutReferee: 'half a minute each: the near-by, rising ones speak for them' }
            : {}),
        })),
      ),
    ),
  ),
);

const problemOf = (id: string): LayeredProblem => {
  const found = towns.find((town) => town.id === id);
  if (!found) throw new Error(`no town ${id}`);
  const problem = checkProblem(layeredTown(found.town));
  if (!problem.ok) throw new Error(JSON.stringify(problem.refusal));
  return problem.value;
};

/**
 * One variable an edge and one a tier; a mission takes at most the people it needs, a slot what it holds, and a volunteer
 * pays a tier for each mission. Who is missing is the constant. Tiers rise, so the cheapest are used first.
 */
export const layeredProgram = (problem: LayeredProblem): ModelData => {
  const { missionCount, slotCount, volunteerCount, edgeSlot, tierCost } = problem;
  const edges = edgeSlot.length;
  const numCols = edges + tierCost.length;
  const numRows = missionCount + slotCount + volunteerCount;
  const firstWeek = missionCount + slotCount;
  const colCost = new Float64Array(numCols);
  const colLower = new Float64Array(numCols);
  // Edges of no row stay at nothing.
  const colUpper = new Float64Array(numCols).fill(1, edges);
  const rowUpper = new Float64Array(numRows);
  const rowLower = new Float64Array(numRows).fill(-Infinity).fill(0, firstWeek);
  const indices = new Int32Array(3 * edges + tierCost.length);
  const values = new Float64Array(indices.length).fill(1).fill(-1, 3 * edges);
  for (let e = 0; e < edges; e += 1) indices.set([0, missionCount, firstWeek], 3 * e);
  let offset = 0;
  for (let m = 0; m < missionCount; m += 1) {
    const penalty = problem.penalty[m] ?? 0;
    offset += penalty * (problem.demand[m] ?? 0);
    rowUpper[m] = problem.demand[m] ?? 0;
    for (let e = problem.edgeStart[m] ?? 0; e < (problem.edgeEnd[m] ?? 0); e += 1) {
      const s = edgeSlot[e] ?? 0;
      colCost[e] = (problem.edgeCost[e] ?? 0) - penalty;
      colLower[e] = problem.edgeLocked[e] ?? 0;
      colUpper[e] = 1;
      indices.set([m, missionCount + s, firstWeek + (problem.slotOwner[s] ?? 0)], 3 * e);
    }
  }
  for (let s = 0; s < slotCount; s += 1) rowUpper[missionCount + s] = problem.slotCapacity[s] ?? 0;
  for (let v = 0; v < volunteerCount; v += 1)
    for (let k = problem.tierStart[v] ?? 0; k < (problem.tierStart[v + 1] ?? 0); k += 1) {
      colCost[edges + k] = tierCost[k] ?? 0;
      indices[3 * edges + k] = firstWeek + v;
    }
  return {
    numCols,
    numRows,
    offset,
    colCost,
    colLower,
    colUpper,
    rowLower,
    rowUpper,
    matrix: {
      format: 'csc',
      numRows,
      numCols,
      starts: Int32Array.from({ length: numCols + 1 }, (_, c) => (c <= edges ? 3 * c : 2 * edges + c)),
      indices,
      values,
    },
  };
};

/** The week's plan: half-days of volunteers whose next mission costs more than the last (rising), or no more (flat). */
export const layeredPlans: PlanModel = {
  name: 'layered',
  cases: towns,
  solve: (id) => {
    const problem = problemOf(id);
    const { value: solved, seconds, threadSeconds } = processorSeconds(() => solveLayered(problem));
    return {
      pairs: problem.edgeSlot.length,
      objective: solved.solution.objective,
      isProven: verifyLayered(problem, solved.solution).ok,
      seconds,
      threadSeconds,
      again: () => solveLayered(problem),
    };
  },
  forReferee: (id) => layeredProgram(problemOf(id)),
  network: (id) =>
    layeredDimacs(problemOf(id), `${id}, seed 1: the plan's objective is the cost of an optimal flow`),
};
