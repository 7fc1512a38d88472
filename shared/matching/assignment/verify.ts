import { ok, type Result, refused } from '../../result/result.ts';
import type { AssignmentProblem, Numbers } from './problem.ts';

/** What somebody claims to be an optimal assignment. */
export type Claim = {
  readonly volunteerOf: Numbers;
  readonly objective: number;
  readonly missionWorth: Numbers;
  readonly slotPrice: Numbers;
};

/** The first thing found wrong, and where (mission or volunteer). */
export type Flaw = {
  readonly reason:
    | 'wrong-length'
    | 'not-whole'
    | 'no-such-pair'
    | 'must-be-placed'
    | 'over-capacity'
    | 'wrong-objective'
    | 'negative-price'
    | 'price-too-large'
    | 'worth-over-penalty'
    | 'negative-reduced-cost'
    | 'placed-not-tight'
    | 'unplaced-not-tight'
    | 'free-slot-priced'
    | 'objectives-differ';
  readonly index: number;
};

/**
 * Recomputes, from the problem and the claim alone, that the assignment is allowed, costs what it says, and is optimal.
 *
 * With worth w, price λ, capacity u, penalty p, cost c: λ >= 0, w <= p, w <= c + λ on every pair (so Σw − Σu·λ is a lower
 * bound on every assignment, by linear programming duality), and where the assignment uses something it is tight: w = c + λ on
 * pairs in use, w = p for missions left, λ = 0 for volunteers with a free slot. Sums are made in big integers: nothing
 * can round. O(missions + volunteers + pairs).
 */
export const verifyAssignment = (problem: AssignmentProblem, claim: Claim): Result<true, Flaw> => {
  const { missionCount, volunteerCount, rowStart, edgeVolunteer, edgeCost, capacity, penalty } = problem;
  const { volunteerOf, missionWorth, slotPrice } = claim;
  const wrong = (reason: Flaw['reason'], index = -1) => refused({ reason, index });
  if (volunteerOf.length !== missionCount || missionWorth.length !== missionCount)
    return wrong('wrong-length');
  if (slotPrice.length !== volunteerCount) return wrong('wrong-length');

  for (let j = 0; j < volunteerCount; j += 1) {
    const price = slotPrice[j] ?? Number.NaN;
    if (!Number.isSafeInteger(price)) return wrong('not-whole', j);
    if (price < 0) return wrong('negative-price', j);
    // Costs stay under 2^51 (`assignmentProblem`), so that a cost and a price add up without rounding.
    if (price > 2 ** 52) return wrong('price-too-large', j);
  }
  const load = new Float64Array(volunteerCount);
  let spent = 0n;
  let bound = 0n;
  for (let i = 0; i < missionCount; i += 1) {
    const worth = missionWorth[i] ?? Number.NaN;
    const chosen = volunteerOf[i] ?? Number.NaN;
    const without = penalty[i] ?? Number.NaN;
    if (!Number.isSafeInteger(worth)) return wrong('not-whole', i);
    if (worth > without) return wrong('worth-over-penalty', i);
    bound += BigInt(worth);
    let paid = Infinity;
    for (let e = rowStart[i] ?? 0; e < (rowStart[i + 1] ?? 0); e += 1) {
      const j = edgeVolunteer[e] ?? 0;
      const cost = edgeCost[e] ?? 0;
      if (worth > cost + (slotPrice[j] ?? Number.NaN)) return wrong('negative-reduced-cost', i);
      if (j === chosen && cost < paid) paid = cost;
    }
    if (chosen === -1) {
      if (without === Infinity) return wrong('must-be-placed', i);
      if (worth !== without) return wrong('unplaced-not-tight', i);
      spent += BigInt(without);
      continue;
    }
    if (paid === Infinity) return wrong('no-such-pair', i);
    if (worth !== paid + (slotPrice[chosen] ?? Number.NaN)) return wrong('placed-not-tight', i);
    load[chosen] = (load[chosen] ?? 0) + 1;
    spent += BigInt(paid);
  }
  for (let j = 0; j < volunteerCount; j += 1) {
    const price = slotPrice[j] ?? Number.NaN;
    const held = load[j] ?? 0;
    const room = capacity[j] ?? 0;
    if (held > room) return wrong('over-capacity', j);
    if (price > 0 && held < room) return wrong('free-slot-priced', j);
    bound -= BigInt(price) * BigInt(room);
  }
  if (!Number.isSafeInteger(claim.objective) || BigInt(claim.objective) !== spent)
    return wrong('wrong-objective');
  return bound === spent ? ok(true) : wrong('objectives-differ');
};

/**
 * Checks a claimed shortage: every mission of it must have somebody, every volunteer who could serve one is in it, and
 * together they can take fewer than there are missions.
 */
export const verifyShortage = (
  problem: AssignmentProblem,
  shortage: { readonly missions: readonly number[]; readonly volunteers: readonly number[] },
): boolean => {
  const { rowStart, edgeVolunteer, capacity, penalty } = problem;
  const missions = new Set(shortage.missions);
  const volunteers = new Set(shortage.volunteers);
  let room = 0;
  for (const j of volunteers) room += capacity[j] ?? Infinity;
  for (const i of missions) {
    if (penalty[i] !== Infinity) return false;
    for (let e = rowStart[i] ?? 0; e < (rowStart[i + 1] ?? 0); e += 1) {
      const j = edgeVolunteer[e] ?? -1;
      if ((capacity[j] ?? 0) > 0 && !volunteers.has(j)) return false;
    }
  }
  return room < missions.size;
};
