import { tierPoints } from './cost.ts';
import type { SetAside } from './network.ts';
import type { Offers } from './pairs.ts';
import type { WeekProblem } from './problem.ts';
import { agree, type BestWeekOf, type Moment, roomFor } from './spacing.ts';

/**
 * A frame for each volunteer's week in which any choice leaves them their rest: the missions of their best week at these
 * prices and, as far as rest allows, the most tempting besides. What disagrees with a mission of the frame at another
 * moment is set aside; within the frame the network alone decides. Whoever may take one mission at most needs no frame.
 */
export const frames = (
  problem: WeekProblem,
  bestWeek: BestWeekOf,
  moments: readonly Moment[],
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
    const byGain = Uint32Array.from({ length: mine.count }, (_, i) => i).sort(
      (a, b) =>
        (mine.gains[b] ?? 0) - (mine.gains[a] ?? 0) || (mine.missions[a] ?? 0) - (mine.missions[b] ?? 0),
    );
    for (const i of byGain) {
      const moment = moments[mine.missions[i] ?? 0];
      if (moment && chosen.every((other) => agree(volunteer, other, moment, problem))) chosen.push(moment);
    }
    return chosen;
  });
  return (index, mission) => {
    const volunteer = problem.volunteers[index];
    const moment = moments[mission];
    const mine = frame[index];
    if (!volunteer || !moment || !mine) return false;
    for (const held of mine) {
      const isInstead =
        held.weekday === moment.weekday && (volunteer.restDays > 0 || held.half === moment.half);
      if (!isInstead && !agree(volunteer, held, moment, problem)) return true;
    }
    return false;
  };
};
