import type { Edge } from './candidates.ts';
import { tierPoints } from './cost.ts';
import type { SetAside } from './network.ts';
import type { WeekMission, WeekProblem } from './problem.ts';
import { agree, bestWeek, momentsOf, type Offered } from './spacing.ts';

/** What each volunteer could take, with its gain at these prices. */
const offersOf = (
  problem: WeekProblem,
  edges: readonly (readonly Edge[])[],
  prices: Float64Array,
): readonly (readonly Offered[])[] => {
  const offers: Offered[][] = problem.volunteers.map(() => []);
  edges.forEach((list, index) => {
    const mission = problem.missions[index];
    if (!mission) return;
    for (const edge of list)
      offers[edge.volunteer]?.push({ mission, gain: (prices[index] ?? 0) - edge.cost });
  });
  return offers;
};

/**
 * A frame for each volunteer's week in which any choice leaves them their rest: the missions of their best week at these
 * prices and, as far as rest allows, the most tempting besides. What disagrees with a mission of the frame at another
 * moment is set aside; within the frame the network alone decides. Whoever may take one mission at most needs no frame.
 */
export const frames = (
  problem: WeekProblem,
  edges: readonly (readonly Edge[])[],
  prices: Float64Array,
): SetAside => {
  const moments = momentsOf(problem);
  const offers = offersOf(problem, edges, prices);
  const frame = problem.volunteers.map((volunteer): readonly WeekMission[] => {
    const tiers = tierPoints(volunteer, problem).slice(volunteer.locked);
    if (tiers.length < 2) return [];
    const mine = offers[volunteer.index] ?? [];
    const chosen = [...bestWeek(volunteer, mine, tiers, moments, problem).missions];
    for (const { mission } of mine.toSorted((a, b) => b.gain - a.gain || a.mission.index - b.mission.index)) {
      const moment = moments[mission.index];
      const isFree = chosen.every((other) => {
        const held = moments[other.index];
        return moment && held && agree(volunteer, held, moment, problem);
      });
      if (isFree) chosen.push(mission);
    }
    return chosen;
  });
  return (index, mission) => {
    const volunteer = problem.volunteers[index];
    const moment = moments[mission];
    const mine = frame[index];
    if (!volunteer || !moment || !mine) return false;
    return mine.some((other) => {
      const held = moments[other.index];
      if (!held) return false;
      const isInstead =
        held.weekday === moment.weekday && (volunteer.restDays > 0 || held.half === moment.half);
      return !isInstead && !agree(volunteer, held, moment, problem);
    });
  };
};
