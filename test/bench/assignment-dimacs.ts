import type { AssignmentProblem } from '../../shared/matching/assignment/problem.ts';

/**
 * Plain capacitated assignment as a DIMACS minimum-cost-flow file (`p min`, `n`, `a`), for solvers of another language. Nodes from 1: missions (one
 * person flows from each), volunteers, the end. Arcs, in this order: the pairs, each volunteer to the end at no cost up to their capacity, each mission that may
 * wait to the end at its penalty. The cost of an optimal flow is the plan's objective, no constant added; where some mission must not wait there may be none.
 */
export const assignmentDimacs = (problem: AssignmentProblem, comment: string): string => {
  const { missionCount, volunteerCount, rowStart, edgeVolunteer, edgeCost, capacity, penalty } = problem;
  const end = missionCount + volunteerCount + 1;
  const sources: string[] = [];
  const arcs: string[] = [];
  for (let m = 0; m < missionCount; m += 1) {
    sources.push(`n ${m + 1} 1`);
    for (let e = rowStart[m] ?? 0; e < (rowStart[m + 1] ?? 0); e += 1)
      arcs.push(`a ${m + 1} ${missionCount + (edgeVolunteer[e] ?? 0) + 1} 0 1 ${edgeCost[e] ?? 0}`);
  }
  for (let v = 0; v < volunteerCount; v += 1)
    arcs.push(`a ${missionCount + v + 1} ${end} 0 ${capacity[v] ?? 0} 0`);
  for (let m = 0; m < missionCount; m += 1)
    if (penalty[m] !== Infinity) arcs.push(`a ${m + 1} ${end} 0 1 ${penalty[m] ?? 0}`);
  const lines = [
    `c ${comment}`,
    `p min ${end} ${arcs.length}`,
    ...(missionCount > 0 ? [...sources, `n ${end} ${-missionCount}`] : []),
    ...arcs,
  ];
  return `${lines.join('\n')}\n`;
};
