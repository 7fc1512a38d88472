import type { Weeks } from '../best-week.ts';
import { offeredTo } from '../pairs/pairs.ts';
import type { WeekProblem } from '../problem.ts';
import type { Board } from './board.ts';

/** Offers that each volunteer takes, nobody too many for a mission; and what it comes to. */
export type Filled = { readonly weeks: readonly (readonly number[])[]; readonly cost: number };

/** Times everybody is asked again. Range 1–10. */
const ROUNDS = 4;

const costOf = ({ offers, tiers, penalty }: Board, weeks: Filled['weeks'], lacks: Int32Array): number => {
  let sum = 0;
  weeks.forEach((mine, v) => {
    mine.forEach((offer, nth) => {
      sum += (offers.cost[offer] ?? 0) + (tiers[v]?.[nth] ?? 0);
    });
  });
  for (let m = 0; m < lacks.length; m += 1) sum += (lacks[m] ?? 0) * (penalty[m] ?? 0);
  return sum;
};

/**
 * A plan from weeks that each volunteer would like best alone: whoever comes later for a full mission leaves it; then each
 * in turn takes the best week among what they have and what nobody has, for what it is truly worth, until nobody can do
 * better alone. Never worse for asking again. O(rounds × volunteers' best weeks).
 */
export const filled = (
  problem: WeekProblem,
  { bestWeek }: Weeks,
  board: Board,
  liked: (volunteer: number) => readonly number[],
): Filled => {
  const { offers, wanted, penalty, tiers } = board;
  const lacks = wanted.slice();
  const weeks: (readonly number[])[] = problem.volunteers.map(({ index }) =>
    liked(index).filter((offer) => {
      const mission = offers.mission[offer] ?? 0;
      if ((lacks[mission] ?? 0) === 0) return false;
      lacks[mission] = (lacks[mission] ?? 0) - 1;
      return true;
    }),
  );
  /** What each mission is worth to somebody more: nothing at all where nobody is lacking. */
  const worth = penalty.map((points, m) => ((lacks[m] ?? 0) > 0 ? points : Number.NEGATIVE_INFINITY));
  const give = (mine: readonly number[], people: number): void => {
    for (const offer of mine) {
      const mission = offers.mission[offer] ?? 0;
      const lacking = (lacks[mission] ?? 0) + people;
      lacks[mission] = lacking;
      worth[mission] = lacking > 0 ? (penalty[mission] ?? 0) : Number.NEGATIVE_INFINITY;
    }
  };
  const askAgain = (v: number): boolean => {
    const volunteer = problem.volunteers[v];
    const before = weeks[v] ?? [];
    give(before, 1);
    const after = volunteer ? bestWeek(volunteer, offeredTo(offers, v), worth, tiers[v] ?? []).rows : [];
    give(after, -1);
    weeks[v] = after;
    return after.length !== before.length || after.some((offer) => !before.includes(offer));
  };
  for (let round = 0, isNew = true; isNew && round < ROUNDS; round += 1) {
    isNew = false;
    for (let v = 0; v < weeks.length; v += 1) isNew = askAgain(v) || isNew;
  }
  return { weeks, cost: costOf(board, weeks, lacks) };
};
