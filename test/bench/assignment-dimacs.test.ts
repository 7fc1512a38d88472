import loadHighs from 'highs';
import { beforeAll, describe, expect, it } from 'vitest';
import { type AssignmentProblem, assignmentProblem } from '../../shared/matching/assignment/problem.ts';
import { solveAssignment } from '../../shared/matching/assignment/solve.ts';
import { assignmentDimacs } from './assignment-dimacs.ts';
import { flowProgram, readDimacs } from './dimacs-network.ts';
import { townPlan } from './plan-towns.ts';

let highs: Awaited<ReturnType<typeof loadHighs>>;
beforeAll(async () => {
  highs = await loadHighs();
});

const checked = (arrays: Parameters<typeof assignmentProblem>[0]): AssignmentProblem => {
  const problem = assignmentProblem(arrays);
  if (!problem.ok) throw new Error(JSON.stringify(problem.refusal));
  return problem.value;
};

/** What the cheapest flow costs, undefined where none carries everybody. */
const cheapestFlow = (problem: AssignmentProblem): number | undefined =>
  highs.withModel(flowProgram(readDimacs(assignmentDimacs(problem, 'a town'))), (model) => {
    model.options.set({ output_flag: false });
    model.run();
    return model.getModelStatus() === highs.constants.modelStatus.optimal
      ? Math.round(model.getObjectiveValue())
      : undefined;
  });

const costOf = (problem: AssignmentProblem): number | undefined => {
  const solved = solveAssignment(problem);
  return solved.ok ? solved.value.objective : undefined;
};

describe('the plain assignment as a file', () => {
  it('is two missions, one that must not wait, and a volunteer for two: line by line', () => {
    const problem = checked({
      rowStart: [0, 1, 3],
      edgeVolunteer: [0, 0, 1],
      edgeCost: [7, -2, 4],
      capacity: [2, 0],
      penalty: [90, Number.POSITIVE_INFINITY],
    });
    expect(assignmentDimacs(problem, 'by hand').split('\n')).toEqual([
      'c by hand',
      'p min 5 6',
      'n 1 1',
      'n 2 1',
      'n 5 -2',
      'a 1 3 0 1 7',
      'a 2 3 0 1 -2',
      'a 2 4 0 1 4',
      'a 3 5 0 2 0',
      'a 4 5 0 0 0',
      'a 1 5 0 1 90',
      '',
    ]);
    expect(cheapestFlow(problem)).toBe(5);
  });

  for (const places of ['geo', 'rand'] as const)
    for (const room of ['loose', 'tight', 'over'] as const)
      it(`has the plan's cost as its cheapest flow: ${places}, ${room}`, () => {
        for (const seed of [1, 2, 3]) {
          const problem = checked(townPlan({ volunteers: 12, missions: 60, places, room, seed }));
          expect(cheapestFlow(problem)).toBe(costOf(problem));
        }
      });

  it('has no flow at all where too many must not wait', () => {
    const problem = checked({
      rowStart: [0, 1, 2],
      edgeVolunteer: [0, 0],
      edgeCost: [1, 2],
      capacity: [1],
      penalty: [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY],
    });
    expect(costOf(problem)).toBeUndefined();
    expect(cheapestFlow(problem)).toBeUndefined();
  });
});
