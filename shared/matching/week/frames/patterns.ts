import { mostOfPlan } from '../cost.ts';
import { ASIDE } from '../pairs/candidates.ts';
import { offeredTo } from '../pairs/pairs.ts';
import { boardAt } from '../proof/board.ts';
import { agree, type Moment } from '../spacing.ts';
import { temptingOffers, type Workshop } from '../workshop.ts';

/** What the frames are drawn around: missions of each volunteer, by index. */
export type Weekly = (volunteer: number) => readonly number[];

/** Each volunteer's best week at these prices, alone. */
export const bestWeeks = (shop: Workshop, prices: Float64Array): Weekly => {
  const board = boardAt(shop, prices);
  board.points(prices);
  const weeks = shop.problem.volunteers.map(({ index }) =>
    board.week(index).map((offer) => board.offers.mission[offer] ?? 0),
  );
  return (volunteer) => weeks[volunteer] ?? [];
};

/**
 * A frame for each volunteer's week in which any choice leaves them their rest: the missions of a week that keeps it (`around`)
 * and, as far as rest allows, the most tempting besides at these prices. What disagrees with a mission of the frame at
 * another moment is set aside; within the frames the network alone decides. Whoever may take one mission at most
 * needs no frame. O(pairs + volunteers × moments × frame).
 */
export const frame = (shop: Workshop, around: Weekly, prices: Float64Array, standing: Uint8Array): void => {
  const {
    problem,
    pairs,
    weeks: { bestOfKinds, moments, kinds, kindOf },
  } = shop;
  const offers = temptingOffers(shop, prices);
  const isAside = new Uint8Array(problem.volunteers.length * kinds.length);
  for (const volunteer of problem.volunteers) {
    if (mostOfPlan(volunteer, problem) - volunteer.locked < 2) continue;
    const frame: Moment[] = around(volunteer.index).flatMap((mission) => moments[mission] ?? []);
    for (const mission of bestOfKinds(volunteer, offeredTo(offers, volunteer.index), prices)) {
      const moment = moments[mission];
      if (moment && frame.every((other) => agree(volunteer, other, moment, problem))) frame.push(moment);
    }
    kinds.forEach((moment, kind) => {
      for (const held of frame) {
        const isInstead =
          held.weekday === moment.weekday && (volunteer.restDays > 0 || held.half === moment.half);
        if (!isInstead && !agree(volunteer, held, moment, problem))
          isAside[volunteer.index * kinds.length + kind] = 1;
      }
    });
  }
  for (let m = 0; m < problem.missions.length; m += 1) {
    const kind = kindOf[m] ?? 0;
    for (let p = pairs.start[m] ?? 0; p < (pairs.start[m + 1] ?? 0); p += 1)
      if (isAside[(pairs.volunteer[p] ?? 0) * kinds.length + kind] === 1) standing[p] = ASIDE;
  }
};
