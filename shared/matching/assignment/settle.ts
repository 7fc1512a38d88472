import { ASSIGNMENT_PARAMS } from './params.ts';
import {
  ABOUT,
  DECLINED,
  END,
  FLOOR,
  lowerFloors,
  NEAR_END,
  PAIR_COST,
  PENALTY,
  place,
  START,
  UNPLACED,
  VOLUNTEER,
  WIDTH,
  type Work,
} from './work.ts';

/** Least of: the mission's penalty, its cost plus price with anybody but `except`. O(pairs scanned until none can be less). */
const bestElsewhere = (work: Work, mission: number, except: number): number => {
  const { rows, about, price } = work;
  const at = mission * ABOUT;
  const end = about[at + END] ?? 0;
  let to = about[at + NEAR_END] ?? 0;
  let best = about[at + PENALTY] ?? 0;
  for (let a = about[at + START] ?? 0; ; a += WIDTH) {
    if (a === to) {
      if (to === end || best <= (about[at + FLOOR] ?? 0)) return best;
      to = end;
    }
    const j = rows[a] ?? 0;
    if (j === except) continue;
    const value = (rows[a + 1] ?? 0) + (price[j] ?? 0);
    if (value < best) best = value;
  }
};

/**
 * Lowers each price, by at most so much, until every mission its volunteer holds finds nothing cheaper elsewhere, one
 * volunteer after the other.
 */
const lowerPrices = (work: Work, most: number): void => {
  const { problem, about, price, slotStart, load, slots } = work;
  for (let j = 0; j < problem.volunteerCount; j += 1) {
    const from = slotStart[j] ?? 0;
    const end = from + (load[j] ?? 0);
    let lowest = price[j] ?? 0;
    const least = Math.max(0, lowest - most);
    for (let k = from; k < end && lowest > least; k += 1) {
      const i = slots[k] ?? 0;
      const bearable = bestElsewhere(work, i, j) - (about[i * ABOUT + PAIR_COST] ?? 0);
      if (bearable < lowest) lowest = bearable;
    }
    price[j] = Math.max(least, lowest);
  }
};

/**
 * Turns the auction's proposal into an exact beginning: only missions that stand at their cheapest (cost plus price) keep
 * their volunteer, only those that nobody serves under their penalty are left without. Answers with the others.
 */
export const settle = (work: Work): readonly number[] => {
  const { problem, about, price, slotStart, load, slots } = work;
  const { lastIncrement, settleFall } = ASSIGNMENT_PARAMS;
  const most = settleFall * Math.max(1, Math.floor(problem.spread / lastIncrement));
  lowerPrices(work, most);
  lowerFloors(about, most);
  for (let at = VOLUNTEER; at < about.length; at += ABOUT) about[at] = UNPLACED;
  for (let j = 0; j < problem.volunteerCount; j += 1) {
    const from = slotStart[j] ?? 0;
    const end = from + (load[j] ?? 0);
    load[j] = 0;
    for (let k = from; k < end; k += 1) {
      const i = slots[k] ?? 0;
      const cost = about[i * ABOUT + PAIR_COST] ?? 0;
      if (cost + (price[j] ?? 0) <= bestElsewhere(work, i, j)) place(work, i, j, cost);
    }
  }
  const left: number[] = [];
  for (let i = 0; i < problem.missionCount; i += 1) {
    if (about[i * ABOUT + VOLUNTEER] !== UNPLACED) continue;
    const mayWait = problem.penalty[i] !== Infinity;
    if (mayWait && bestElsewhere(work, i, -1) === about[i * ABOUT + PENALTY])
      about[i * ABOUT + VOLUNTEER] = DECLINED;
    else left.push(i);
  }
  return left;
};
