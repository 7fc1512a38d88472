import type { LayeredProblem } from '../../shared/matching/layered/problem.ts';

/**
 * The week's network as a DIMACS minimum-cost-flow file (`p min`, `n`, `a`), for solvers of another language. Nodes from 1: missions (what
 * they need flows from them), half-days, volunteers, the end (where all of it goes). Arcs, in this order: each mission's
 * edges, the half-days, the volunteers' tiers (one of capacity 1 each, parallel; the cheapest fill first, for they rise), each
 * mission to the end at its penalty. A lock is an arc's lower bound. The cost of an optimal flow is the plan's objective, no constant added.
 */
export const layeredDimacs = (problem: LayeredProblem, comment: string): string => {
  const { missionCount, slotCount, volunteerCount, demand } = problem;
  const firstWeek = missionCount + slotCount;
  const end = firstWeek + volunteerCount + 1;
  const sources: string[] = [];
  const arcs: string[] = [];
  const arc = (from: number, to: number, capacity: number, cost: number, least = 0): void => {
    arcs.push(`a ${from} ${to} ${least} ${capacity} ${cost}`);
  };
  let people = 0;
  for (let m = 0; m < missionCount; m += 1) {
    const needed = demand[m] ?? 0;
    people += needed;
    if (needed > 0) sources.push(`n ${m + 1} ${needed}`);
    // Edges of no row are nobody's.
    for (let e = problem.edgeStart[m] ?? 0; e < (problem.edgeEnd[m] ?? 0); e += 1)
      arc(
        m + 1,
        missionCount + (problem.edgeSlot[e] ?? 0) + 1,
        1,
        problem.edgeCost[e] ?? 0,
        problem.edgeLocked[e],
      );
  }
  for (let s = 0; s < slotCount; s += 1)
    arc(missionCount + s + 1, firstWeek + (problem.slotOwner[s] ?? 0) + 1, problem.slotCapacity[s] ?? 0, 0);
  for (let v = 0; v < volunteerCount; v += 1)
    for (let k = problem.tierStart[v] ?? 0; k < (problem.tierStart[v + 1] ?? 0); k += 1)
      arc(firstWeek + v + 1, end, 1, problem.tierCost[k] ?? 0);
  for (let m = 0; m < missionCount; m += 1) arc(m + 1, end, demand[m] ?? 0, problem.penalty[m] ?? 0);
  const lines = [
    `c ${comment}`,
    `p min ${end} ${arcs.length}`,
    ...sources,
    ...(people > 0 ? [`n ${end} ${-people}`] : []),
    ...arcs,
  ];
  return `${lines.join('\n')}\n`;
};
