import { ok, type Result, refused } from '../../result/result.ts';
import { auction } from './auction.ts';
import { augment, startSearch } from './augment.ts';
import type { AssignmentProblem, Numbers } from './problem.ts';
import { repair } from './repair.ts';
import { settle } from './settle.ts';
import { shortage } from './shortage.ts';
import { ABOUT, PAIR_COST, PENALTY, startWork, storeOf, UNPLACED, VOLUNTEER, type Work } from './work.ts';

/** No volunteer. */
export const NOBODY = -1;

/**
 * An optimal assignment and the prices that prove it (`verifyAssignment`).
 * - `volunteerOf[i]`: the volunteer of mission i, or NOBODY;
 * - `missionWorth[i]` (row dual): between what the town would save without mission i and what one more like it would cost;
 * - `slotPrice[j]` (column dual): between what one more slot of volunteer j would save and what one less would cost, 0 when
 *   one is free.
 */
export type Assignment = {
  readonly volunteerOf: Int32Array;
  readonly objective: number;
  readonly missionWorth: Numbers;
  readonly slotPrice: Numbers;
};

/** Missions that must have somebody, more than their volunteers together can take (Hall's condition fails). */
export type Shortage = { readonly missions: readonly number[]; readonly volunteers: readonly number[] };

export type SolveRefusal = { readonly reason: 'infeasible'; readonly shortage: Shortage };

/** Prices of volunteers who can take nobody: what would make every mission look elsewhere. */
const priceTheUnavailable = ({ problem, price }: Work, missionWorth: Numbers): void => {
  const { rowStart, edgeVolunteer, edgeCost, capacity, missionCount } = problem;
  if (Array.prototype.indexOf.call(capacity, 0) < 0) return;
  for (let i = 0; i < missionCount; i += 1)
    for (let e = rowStart[i] ?? 0; e < (rowStart[i + 1] ?? 0); e += 1) {
      const j = edgeVolunteer[e] ?? 0;
      const least = (missionWorth[i] ?? 0) - (edgeCost[e] ?? 0);
      if (capacity[j] === 0 && (price[j] ?? 0) < least) price[j] = least;
    }
};

const finish = (work: Work): Assignment => {
  const { about, price, problem } = work;
  const volunteerOf = new Int32Array(problem.missionCount);
  const missionWorth = storeOf(problem, problem.missionCount);
  let objective = 0;
  for (let i = 0; i < problem.missionCount; i += 1) {
    const at = i * ABOUT;
    const j = about[at + VOLUNTEER] ?? NOBODY;
    const isPlaced = j >= 0;
    const cost = about[at + (isPlaced ? PAIR_COST : PENALTY)] ?? 0;
    volunteerOf[i] = isPlaced ? j : NOBODY;
    missionWorth[i] = isPlaced ? cost + (price[j] ?? 0) : cost;
    objective += cost;
  }
  priceTheUnavailable(work, missionWorth);
  return { volunteerOf, objective, missionWorth, slotPrice: price.subarray(0, problem.volunteerCount) };
};

/**
 * The cheapest assignment, exactly: every mission has one volunteer at the pair's cost, or none at its penalty; nobody has
 * more than their capacity. Auction for prices, then shortest augmenting paths (Jonker and Volgenant's family) from those
 * prices, then the same the other way round for slots that were left priced and free. Deterministic: the same problem
 * gives the same assignment.
 *
 * Refuses when missions that must have somebody cannot all, with the smallest part of the town that shows it found on the way.
 * Time about pairs × (a small factor); memory 8 bytes a pair beside the problem's own.
 */
export const solveAssignment = (problem: AssignmentProblem): Result<Assignment, SolveRefusal> => {
  const work = startWork(problem);
  auction(work);
  const search = startSearch(work);
  for (const mission of settle(work)) {
    const left = augment(work, search, mission);
    if (left !== UNPLACED && problem.penalty[left] === Infinity)
      return refused({ reason: 'infeasible', shortage: shortage(work, left) });
  }
  repair(work);
  return ok(finish(work));
};
