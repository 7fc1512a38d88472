import { tierPoints } from './cost.ts';
import type { SetAside } from './network.ts';
import type { Offers } from './pairs.ts';
import type { WeekProblem } from './problem.ts';
import { agree, type Moment, roomFor, type Weeks } from './spacing.ts';

/**
 * A frame for each volunteer's week in which any choice leaves them their rest: the missions of their best week at these
 * prices and, as far as rest allows, the most tempting besides. What disagrees with a mission of the frame at another
 * moment is set aside; within the frame the network alone decides. Whoever may take one mission at most needs no frame.
 */
export const frames = (
  problem: WeekProblem,
  { bestWeek, bestOfKinds, moments, kinds, kindOf }: Weeks,
  offers: Offers,
  prices: Float64Array,
): SetAside => {
  const frame = problem.volunteers.map((volunteer): readonly Moment[] => {
    const tiers = tierPoints(volunteer, problem).slice(volunteer.locked);
    if (tiers.length < 2) return [];
    const from = offers.start[volunteer.index] ?? 0;
    const mine = roomFor((offers.start[volunteer.index + 1] ?? 0) - from);
    for (let i = 0; i < mine.count; i += 1) {
      const mission = offers.mission[from + i] ?? 0;
      mine.missions[i] = mission;
      mine.gains[i] = (prices[mission] ?? 0) - (offers.cost[from + i] ?? 0);
    }
    const chosen = bestWeek(volunteer, mine, tiers).missions.flatMap((mission) => moments[mission] ?? []);
    for (const mission of bestOfKinds(volunteer, mine)) {
      const moment = moments[mission];
      if (moment && chosen.every((other) => agree(volunteer, other, moment, problem))) chosen.push(moment);
    }
    return chosen;
  });
  const isAside = new Uint8Array(frame.length * kinds.length);
  for (const volunteer of problem.volunteers)
    kinds.forEach((moment, kind) => {
      for (const held of frame[volunteer.index] ?? []) {
        const isInstead =
          held.weekday === moment.weekday && (volunteer.restDays > 0 || held.half === moment.half);
        if (!isInstead && !agree(volunteer, held, moment, problem))
          isAside[volunteer.index * kinds.length + kind] = 1;
      }
    });
  return (volunteer, mission) => isAside[volunteer * kinds.length + (kindOf[mission] ?? 0)] === 1;
};
