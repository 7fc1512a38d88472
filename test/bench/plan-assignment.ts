import type { ModelData } from 'highs';
import { type AssignmentProblem, assignmentProblem } from '../../shared/matching/assignment/problem.ts';
import { solveAssignment } from '../../shared/matching/assignment/solve.ts';
import { verifyAssignment } from '../../shared/matching/assignment/verify.ts';
import { assignmentDimacs } from './assignment-dimacs.ts';
import { type PlanCase, type PlanModel, processorSeconds } from './plan-model.ts';
import { type TownPlan, townPlan } from './plan-towns.ts';

const SIZES = [
  [12, 40],
  [200, 2_000],
  [2_000, 20_000],
  [20_000, 200_000],
] as const;
const PLACES = ['geo', 'rand'] as const;
const ROOMS = ['loose', 'tight', 'over'] as const;
/** HiGHS needs seconds at 2,000 × 20,000, and minutes and gigabytes past it. */
const LARGEST_FOR_REFEREE = 20_000;

type TownCase = PlanCase & { readonly town: TownPlan };

const towns: readonly TownCase[] = PLACES.flatMap((places) =>
  ROOMS.flatMap((room) =>
    SIZES.map(([volunteers, missions]) => ({
      id: `${volunteers}-${places}-${room}`,
      size: `${volunteers} × ${missions}`,
      kind: `${places} ${room}`,
      town: { volunteers, missions, places, room, seed: 1 },
      ...(missions > LARGEST_FOR_REFEREE ? { withoutReferee: 'too large for it' } : {}),
      ...(missions === LARGEST_FOR_REFEREE && places === 'rand'
        ? { withoutReferee: 'half a minute each: the near-by ones speak for them' }
        : {}),
    })),
  ),
);

const problemOf = (id: string): AssignmentProblem => {
  const found = towns.find((town) => town.id === id);
  if (!found) throw new Error(`no town ${id}`);
  const problem = assignmentProblem(townPlan(found.town));
  if (!problem.ok) throw new Error(JSON.stringify(problem.refusal));
  return problem.value;
};

/** One variable a pair, at most one pair a mission, at most the capacity a volunteer; leaving a mission is the constant. */
export const linearProgram = (problem: AssignmentProblem): ModelData => {
  const { missionCount, volunteerCount, rowStart, edgeVolunteer, edgeCost, capacity, penalty } = problem;
  const pairs = edgeCost.length;
  const colCost = new Float64Array(pairs);
  const indices = new Int32Array(2 * pairs);
  const rowLower = new Float64Array(missionCount + volunteerCount).fill(-Infinity);
  const rowUpper = new Float64Array(missionCount + volunteerCount).fill(1);
  let offset = 0;
  for (let i = 0; i < missionCount; i += 1) {
    const without = penalty[i] ?? 0;
    const mayWait = without !== Infinity;
    if (mayWait) offset += without;
    else rowLower[i] = 1;
    for (let e = rowStart[i] ?? 0; e < (rowStart[i + 1] ?? 0); e += 1) {
      colCost[e] = (edgeCost[e] ?? 0) - (mayWait ? without : 0);
      indices[2 * e] = i;
      indices[2 * e + 1] = missionCount + (edgeVolunteer[e] ?? 0);
    }
  }
  for (let j = 0; j < volunteerCount; j += 1) rowUpper[missionCount + j] = capacity[j] ?? 0;
  return {
    numCols: pairs,
    numRows: missionCount + volunteerCount,
    offset,
    colCost,
    colLower: new Float64Array(pairs),
    colUpper: new Float64Array(pairs).fill(1),
    rowLower,
    rowUpper,
    matrix: {
      format: 'csc',
      numRows: missionCount + volunteerCount,
      numCols: pairs,
      starts: Int32Array.from({ length: pairs + 1 }, (_, e) => 2 * e),
      indices,
      values: new Float64Array(2 * pairs).fill(1),
    },
  };
};

/** Plain capacitated assignment: item 12's towns, and ten times the département. */
export const assignmentPlans: PlanModel = {
  name: 'assignment',
  cases: towns,
  solve: (id) => {
    const problem = problemOf(id);
    const { value: solved, seconds, threadSeconds } = processorSeconds(() => solveAssignment(problem));
    if (!solved.ok) throw new Error(`${id} is infeasible`);
    return {
      pairs: problem.edgeCost.length,
      objective: solved.value.objective,
      isProven: verifyAssignment(problem, solved.value).ok,
      seconds,
      threadSeconds,
      again: () => solveAssignment(problem),
    };
  },
  forReferee: (id) => linearProgram(problemOf(id)),
  network: (id) => assignmentDimacs(problemOf(id), id),
};
