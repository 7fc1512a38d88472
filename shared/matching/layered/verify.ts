import { ok, type Result, refused } from '../../result/result.ts';
import type { LayeredProblem } from './shape.ts';

/** What a solver claims: a choice, its cost, and the prices that prove nothing cheaper exists. */
export type LayeredClaim = {
  /** 1 where the edge is taken. */
  readonly taken: Uint8Array;
  readonly objective: number;
  /** What one more feasible person would be worth to the mission, per person needed. */
  readonly missionPrice: Float64Array;
  /** What the half-day itself is worth, above the volunteer's own price; 0 unless it is full. */
  readonly slotPrice: Float64Array;
  /** What one more mission of this volunteer is worth: between the tier last used and the next. */
  readonly volunteerPrice: Float64Array;
};

export type Certificate = { readonly primal: number; readonly dual: number; readonly unserved: number };
export type Flaw =
  | { readonly reason: 'taken-is-not-0-or-1' | 'lock-not-kept'; readonly edge: number }
  | {
      readonly reason: 'too-many-people' | 'price-above-penalty' | 'price-of-a-missing-person';
      readonly mission: number;
    }
  | {
      readonly reason: 'slot-over-capacity' | 'slot-price-negative' | 'price-of-a-free-slot';
      readonly slot: number;
    }
  | { readonly reason: 'over-weekly-cap' | 'tier-price'; readonly volunteer: number }
  | { readonly reason: 'reduced-cost'; readonly edge: number }
  | { readonly reason: 'objective' | 'dual-objective'; readonly claimed: number; readonly found: number };

const at = (values: ArrayLike<number>, i: number): number => values[i] ?? Number.NaN;

/**
 * Recomputes everything from the problem alone, by the textbook of linear programming and not by the solver's means:
 * the choice is allowed, costs what it says, every reduced cost has the right sign, only what is used up has a price,
 * and the prices' own bound equals the cost. A claim that passes is an optimum, whoever made it. O(edges).
 */
export const verifyLayered = (problem: LayeredProblem, claim: LayeredClaim): Result<Certificate, Flaw> => {
  const { missionPrice, slotPrice, volunteerPrice } = claim;
  const slotUse = Array.from({ length: problem.slotCount }, () => 0);
  const weekUse = Array.from({ length: problem.volunteerCount }, () => 0);
  let primal = 0;
  let dual = 0;
  let unserved = 0;
  for (let m = 0; m < problem.missionCount; m += 1) {
    let people = 0;
    for (let e = at(problem.edgeStart, m); e < at(problem.edgeEnd, m); e += 1) {
      const taken = at(claim.taken, e);
      const isLocked = at(problem.edgeLocked, e) === 1;
      if (taken !== 0 && taken !== 1) return refused({ reason: 'taken-is-not-0-or-1', edge: e });
      if (isLocked && taken === 0) return refused({ reason: 'lock-not-kept', edge: e });
      const s = at(problem.edgeSlot, e);
      const v = at(problem.slotOwner, s);
      const reduced =
        at(problem.edgeCost, e) + at(slotPrice, s) + at(volunteerPrice, v) - at(missionPrice, m);
      if (taken === 1) {
        people += 1;
        slotUse[s] = at(slotUse, s) + 1;
        weekUse[v] = at(weekUse, v) + 1;
        primal += at(problem.edgeCost, e);
      }
      if (!isLocked && !(taken === 1 ? reduced <= 0 : reduced >= 0))
        return refused({ reason: 'reduced-cost', edge: e });
      dual += isLocked ? reduced : Math.min(0, reduced);
    }
    const missing = at(problem.demand, m) - people;
    if (missing < 0) return refused({ reason: 'too-many-people', mission: m });
    if (!(at(missionPrice, m) <= at(problem.penalty, m)))
      return refused({ reason: 'price-above-penalty', mission: m });
    if (missing > 0 && at(missionPrice, m) !== at(problem.penalty, m))
      return refused({ reason: 'price-of-a-missing-person', mission: m });
    unserved += missing;
    primal += missing * at(problem.penalty, m);
    dual += at(problem.demand, m) * at(missionPrice, m);
  }
  for (let s = 0; s < problem.slotCount; s += 1) {
    const capacity = at(problem.slotCapacity, s);
    if (at(slotUse, s) > capacity) return refused({ reason: 'slot-over-capacity', slot: s });
    if (!(at(slotPrice, s) >= 0)) return refused({ reason: 'slot-price-negative', slot: s });
    if (at(slotPrice, s) > 0 && at(slotUse, s) < capacity)
      return refused({ reason: 'price-of-a-free-slot', slot: s });
    dual -= capacity * at(slotPrice, s);
  }
  for (let v = 0; v < problem.volunteerCount; v += 1) {
    const first = at(problem.tierStart, v);
    const cap = at(problem.tierStart, v + 1) - first;
    if (at(weekUse, v) > cap) return refused({ reason: 'over-weekly-cap', volunteer: v });
    for (let k = 0; k < cap; k += 1) {
      const reduced = at(problem.tierCost, first + k) - at(volunteerPrice, v);
      const isUsed = k < at(weekUse, v);
      if (!(isUsed ? reduced <= 0 : reduced >= 0)) return refused({ reason: 'tier-price', volunteer: v });
      if (isUsed) primal += at(problem.tierCost, first + k);
      dual += Math.min(0, reduced);
    }
  }
  if (primal !== claim.objective)
    return refused({ reason: 'objective', claimed: claim.objective, found: primal });
  if (dual !== primal) return refused({ reason: 'dual-objective', claimed: primal, found: dual });
  return ok({ primal, dual, unserved });
};
