import { type Changed, OTHER } from './assemble.ts';
import { type Groups, grouped, type Network, once, type Wished } from './network.ts';

/**
 * Reads the edges of one slot after another from the lists sorted before the change: all but a few only moved, and a search asks
 * for few slots. Sorting them again would be a fifth of a re-solve.
 */
const readMoved = (
  before: Int32Array,
  lists: Groups,
  { problem, rows, moved }: Changed,
): Network['wished'] => {
  const { edgeStart, edgeSlot, slotCount } = problem;
  // Edges of the new rows, chained by slot: later ones first.
  const newest = new Int32Array(slotCount).fill(-1);
  const edges: number[] = [];
  const older: number[] = [];
  for (const m of rows)
    for (let e = edgeStart[m] ?? 0; e < (edgeStart[m + 1] ?? 0); e += 1) {
      const s = edgeSlot[e] ?? 0;
      older.push(newest[s] ?? -1);
      newest[s] = edges.length;
      edges.push(e);
    }
  const wished: Wished = { list: new Int32Array(64), from: 0, to: 0 };
  return (s) => {
    const from = lists.start[s] ?? 0;
    const to = lists.start[s + 1] ?? from;
    if (wished.list.length < to - from + edges.length)
      wished.list = new Int32Array(2 * (to - from + edges.length));
    const { list } = wished;
    let count = 0;
    for (let i = from; i < to; i += 1) {
      const e = lists.members[i] ?? 0;
      const by = moved[before[e] ?? 0] ?? 0;
      if (by === OTHER) continue;
      list[count] = e + by;
      count += 1;
    }
    for (let k = newest[s] ?? -1; k >= 0; k = older[k] ?? -1) {
      const e = edges[k] ?? 0;
      let place = count;
      for (; place > 0 && (list[place - 1] ?? 0) > e; place -= 1) list[place] = list[place - 1] ?? 0;
      list[place] = e;
      count += 1;
    }
    wished.to = count;
    return wished;
  };
};

/** The network of a changed problem, made from the one before as far as it stands. */
export const renewed = (before: Network, changed: Changed): Network => {
  const { problem, edgeMission } = changed;
  const mostCost = () => changed.mostCost;
  if (changed.hasSameEdges) return { ...before, problem, mostCost };
  const hasSameWeeks =
    problem.slotCount === before.problem.slotCount &&
    problem.volunteerCount === before.problem.volunteerCount;
  const weeks = hasSameWeeks
    ? { start: before.volunteerSlotStart, members: before.volunteerSlot }
    : grouped(problem.slotOwner, problem.volunteerCount);
  return {
    problem,
    firstSlot: problem.missionCount,
    firstVolunteer: problem.missionCount + problem.slotCount,
    nodeCount: problem.missionCount + problem.slotCount + problem.volunteerCount,
    edgeMission,
    volunteerSlotStart: weeks.start,
    volunteerSlot: weeks.members,
    wishes: once(() => grouped(problem.edgeSlot, problem.slotCount)),
    wished: readMoved(before.edgeMission, before.wishes(), changed),
    mostCost,
  };
};
