import type { Carrier, RoundProblem } from './problem.ts';
import { type TimedRound, timeRound } from './timeline.ts';

/** What is wrong with a round somebody has put together. Amounts in the problem's units. */
export type Violation =
  | { readonly reason: 'late'; readonly stop: number; readonly by: number }
  | { readonly reason: 'not-this-carrier' | 'twice'; readonly stop: number }
  | { readonly reason: 'over-load'; readonly dimension: number; readonly by: number }
  | { readonly reason: 'over-time' | 'back-too-late'; readonly by: number };

export type JudgedRound = { readonly round: TimedRound; readonly violations: readonly Violation[] };

/** Times and faults of an order made by hand: nothing is refused, everything is said. In the order of the round. */
export const judgeRound = (
  problem: RoundProblem,
  carrierIndex: number,
  order: readonly number[],
): JudgedRound => {
  const round = timeRound(problem, carrierIndex, order);
  const carrier = problem.carriers[carrierIndex];
  if (carrier === undefined) throw new Error(`carrier ${carrierIndex} is not in the problem`);
  const violations: Violation[] = [];
  const seen = new Set<number>();
  for (const { stop, late } of round.stops) {
    if (seen.has(stop)) violations.push({ reason: 'twice', stop });
    seen.add(stop);
    if (problem.stops[stop]?.carriers?.includes(carrierIndex) === false)
      violations.push({ reason: 'not-this-carrier', stop });
    if (late > 0) violations.push({ reason: 'late', stop, by: late });
  }
  violations.push(...roundViolations(round, carrier));
  return { round, violations };
};

const roundViolations = (round: TimedRound, carrier: Carrier): readonly Violation[] => {
  const violations: Violation[] = [];
  for (const [dimension, load] of round.load.entries()) {
    const by = load - (carrier.capacity[dimension] ?? 0);
    if (by > 0) violations.push({ reason: 'over-load', dimension, by });
  }
  const overTime = round.duration - (carrier.mostTime ?? round.duration);
  if (overTime > 0) violations.push({ reason: 'over-time', by: overTime });
  if (round.endsAt > carrier.until)
    violations.push({ reason: 'back-too-late', by: round.endsAt - carrier.until });
  return violations;
};

/** A place for one more visit: before the stop now at `position` (or last), and what it adds. */
export type Place = {
  readonly carrier: number;
  readonly position: number;
  readonly cost: number;
  readonly time: number;
  readonly distance: number;
};

/**
 * For each carrier the cheapest place of one stop among rounds given as orders (one for each carrier, empty when they do not go), the
 * cheapest carrier first. Only places that hold; a round that does not hold as it is takes nobody more. Empty: no place.
 */
export const placesFor = (
  problem: RoundProblem,
  orders: readonly (readonly number[])[],
  stop: number,
): readonly Place[] => {
  const places: Place[] = [];
  for (const carrier of problem.carriers.keys()) {
    const order = (orders[carrier] ?? []).filter((other) => other !== stop);
    const now = timeRound(problem, carrier, order);
    let best: Place | undefined;
    for (let position = 0; position <= order.length; position += 1) {
      const { round, violations } = judgeRound(problem, carrier, order.toSpliced(position, 0, stop));
      const cost = round.cost - now.cost;
      if (violations.length > 0 || (best !== undefined && best.cost <= cost)) continue;
      const time = round.duration - now.duration;
      best = { carrier, position, cost, time, distance: round.distance - now.distance };
    }
    if (best !== undefined) places.push(best);
  }
  return places.sort((a, b) => a.cost - b.cost || a.carrier - b.carrier);
};
