import type { Changed } from './assemble.ts';
import { grouped, type Network, once } from './network.ts';

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
    mostCost,
  };
};
