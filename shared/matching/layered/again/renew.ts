import { grouped } from '../groups.ts';
import { type Network, placesOf } from '../network.ts';
import type { LayeredProblem } from '../shape.ts';
import type { Changed } from './assemble.ts';

type Weeks = Pick<Network, 'volunteerSlotStart' | 'volunteerSlot'>;

/** The slots of each volunteer; those of new volunteers come last, and nothing is sorted for them. */
const weeksAfter = (before: Network, { slotOwner, slotCount, volunteerCount }: LayeredProblem): Weeks => {
  const { volunteerSlotStart, volunteerSlot, problem } = before;
  const added = slotOwner.subarray(problem.slotCount);
  if (added.length === 0 && volunteerCount === problem.volunteerCount)
    return { volunteerSlotStart, volunteerSlot };
  if (added.some((owner, i) => owner < Math.max(problem.volunteerCount, added[i - 1] ?? 0))) {
    const weeks = grouped(slotOwner, volunteerCount);
    return { volunteerSlotStart: weeks.start, volunteerSlot: weeks.members };
  }
  const start = new Int32Array(volunteerCount + 1).fill(slotCount);
  start.set(volunteerSlotStart);
  const members = new Int32Array(slotCount);
  members.set(volunteerSlot);
  for (let s = problem.slotCount; s < slotCount; s += 1) members[s] = s;
  for (let i = added.length - 1; i >= 0; i -= 1) start[added[i] ?? 0] = problem.slotCount + i;
  // Whoever has none stands where the next one begins.
  for (let v = volunteerCount - 1; v >= problem.volunteerCount; v -= 1)
    start[v] = Math.min(start[v] ?? 0, start[v + 1] ?? 0);
  return { volunteerSlotStart: start, volunteerSlot: members };
};

type Places = Pick<Network, 'placeStart' | 'placeEnd' | 'placeCount'>;

/** The same places, and larger ones behind all others for the missions that take more people. */
const placesAfter = (before: Network, { problem, missions }: Changed): Places => {
  const isEnough = (m: number): boolean =>
    m < before.problem.missionCount &&
    (before.placeEnd[m] ?? 0) - (before.placeStart[m] ?? 0) >= placesOf(problem, m);
  const grown = missions.filter((m) => !isEnough(m));
  let { placeStart, placeEnd, placeCount } = before;
  if (grown.length === 0) return { placeStart, placeEnd, placeCount };
  placeStart = new Int32Array(problem.missionCount);
  placeEnd = new Int32Array(problem.missionCount);
  placeStart.set(before.placeStart);
  placeEnd.set(before.placeEnd);
  for (const m of grown) {
    placeStart[m] = placeCount;
    placeCount += placesOf(problem, m);
    placeEnd[m] = placeCount;
  }
  return { placeStart, placeEnd, placeCount };
};

/** The network of a changed problem: what no change touches is the one before's. Listed as in `networkOf`: one shape for the engine. */
export const renewed = (before: Network, changed: Changed): Network => {
  const { problem, ledger, later, locks, mostCost } = changed;
  const { volunteerSlotStart, volunteerSlot } = weeksAfter(before, problem);
  const { placeStart, placeEnd, placeCount } = placesAfter(before, changed);
  return {
    problem,
    firstSlot: problem.missionCount,
    firstVolunteer: problem.missionCount + problem.slotCount,
    nodeCount: problem.missionCount + problem.slotCount + problem.volunteerCount,
    edgeMission: ledger.edgeMission,
    volunteerSlotStart,
    volunteerSlot,
    placeStart,
    placeEnd,
    placeCount,
    locks,
    ledger,
    later,
    mostCost: () => mostCost,
  };
};
