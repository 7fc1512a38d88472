import type { Changed } from './assemble.ts';
import { grouped, type Network, networkOf, rowsOfEdges } from './network.ts';

/** With more changed rows than this, reading everything again is as quick. */
const MOST_ROWS = 16;

/** Past every edge number. */
const NEVER = 0x7fffffff;

/** New edges of the changed rows, by slot, in increasing order. */
const edgesBySlot = ({ problem, missions }: Changed): Map<number, number[]> => {
  const bySlot = new Map<number, number[]>();
  for (const m of missions)
    for (let e = problem.edgeStart[m] ?? 0; e < (problem.edgeStart[m + 1] ?? 0); e += 1) {
      const s = problem.edgeSlot[e] ?? 0;
      const list = bySlot.get(s);
      if (list === undefined) bySlot.set(s, [e]);
      else list.push(e);
    }
  return bySlot;
};

/** Old rows that were changed: where each began and ended, and how far the edges before its end have moved. */
const movesOf = (before: Network, { problem, missions }: Changed) => {
  const rows = missions.filter((m) => m < before.problem.missionCount);
  const starts = Int32Array.from([...rows, before.problem.missionCount]);
  const from = starts.map((m) => before.problem.edgeStart[m] ?? 0);
  const to = starts.map((m) => before.problem.edgeStart[m + 1] ?? 0);
  // After the last changed row comes one that never begins.
  from[rows.length] = NEVER;
  to[rows.length] = NEVER;
  const shift = starts.map((m) => (problem.edgeStart[m] ?? 0) - (before.problem.edgeStart[m] ?? 0));
  return { from, to, shift };
};

/** The slots' lists of edges, moved along instead of sorted again: the same lists that `networkOf` would make. */
const moved = (before: Network, changed: Changed) => {
  const { problem } = changed;
  const { from, to, shift } = movesOf(before, changed);
  const added = edgesBySlot(changed);
  const slotEdgeStart = new Int32Array(problem.slotCount + 1);
  const slotEdge = new Int32Array(problem.edgeSlot.length);
  const slotsWithMore = Int32Array.from(added.keys()).sort();
  let nextWithMore = 0;
  let place = 0;
  for (let s = 0; s < problem.slotCount; s += 1) {
    const start = place;
    const end = s < before.problem.slotCount ? (before.slotEdgeStart[s + 1] ?? 0) : 0;
    let k = 0;
    for (let i = before.slotEdgeStart[s] ?? 0; i < end; i += 1) {
      const e = before.slotEdge[i] ?? 0;
      while (e >= (to[k] ?? 0)) k += 1;
      if (e >= (from[k] ?? 0)) continue;
      slotEdge[place] = e + (shift[k] ?? 0);
      place += 1;
    }
    if (slotsWithMore[nextWithMore] === s) {
      nextWithMore += 1;
      const more = added.get(s) ?? [];
      slotEdge.set(more, place);
      place += more.length;
      slotEdge.subarray(start, place).sort();
    }
    slotEdgeStart[s + 1] = place;
  }
  return { slotEdgeStart, slotEdge };
};

/** The network of a changed problem, made from the one before where that is quicker. */
export const renewed = (before: Network, changed: Changed): Network => {
  const { problem } = changed;
  if (changed.hasSameEdges) return { ...before, problem };
  if (changed.missions.length > MOST_ROWS) return networkOf(problem);
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
    edgeMission: rowsOfEdges(problem),
    ...moved(before, changed),
    volunteerSlotStart: weeks.start,
    volunteerSlot: weeks.members,
  };
};
