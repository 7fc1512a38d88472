import { judgeRound, placesFor, type Violation } from './by-hand.ts';
import type { RoundProblem } from './problem.ts';

/** Why a visit is in no round. The first that is true. */
export type LeftOut = { readonly stop: number } & (
  | { readonly reason: 'nobody-may' | 'too-heavy' }
  /** Even alone in a round nobody could be there in its window, and back, in the time they have. */
  | { readonly reason: 'out-of-reach' }
  /** Alone it could be done; these rounds have no room for it, for what each lacks. */
  | { readonly reason: 'no-room'; readonly lacks: readonly ('time' | 'load')[] }
  /** It would fit, and costs this much more than leaving it out. */
  | { readonly reason: 'not-worth'; readonly by: number }
  /** It would fit and be worth it: the search was stopped before it saw it. */
  | { readonly reason: 'not-placed-yet' }
);

const lackOf = (violations: readonly Violation[]): 'time' | 'load' | undefined => {
  if (violations.length === 0) return undefined;
  return violations.every(({ reason }) => reason === 'over-load') ? 'load' : 'time';
};

const whyStop = (problem: RoundProblem, orders: readonly (readonly number[])[], stop: number): LeftOut => {
  const wanted = problem.stops[stop];
  const able = [...problem.carriers.keys()].filter((c) => wanted?.carriers?.includes(c) !== false);
  if (able.length === 0) return { stop, reason: 'nobody-may' };
  const alone = able.map((c) => judgeRound(problem, c, [stop]).violations);
  if (alone.every((violations) => violations.some(({ reason }) => reason === 'over-load')))
    return { stop, reason: 'too-heavy' };
  const reachable = able.filter((_, k) => alone[k]?.length === 0);
  if (reachable.length === 0) return { stop, reason: 'out-of-reach' };
  const [place] = placesFor(problem, orders, stop);
  if (place !== undefined) {
    const by = wanted?.prize === undefined ? 0 : place.cost - wanted.prize;
    return by >= 0 && wanted?.prize !== undefined
      ? { stop, reason: 'not-worth', by }
      : { stop, reason: 'not-placed-yet' };
  }
  const lacks = new Set<'time' | 'load'>();
  for (const carrier of reachable) {
    const order = orders[carrier] ?? [];
    const tries = Array.from({ length: order.length + 1 }, (_, position) =>
      lackOf(judgeRound(problem, carrier, order.toSpliced(position, 0, stop)).violations),
    );
    lacks.add(tries.includes('load') ? 'load' : 'time');
  }
  return { stop, reason: 'no-room', lacks: [...lacks].sort() };
};

/** The reason of every stop that is in no order, in the order of the stops. */
export const whyLeftOut = (
  problem: RoundProblem,
  orders: readonly (readonly number[])[],
): readonly LeftOut[] => {
  const served = new Set(orders.flat());
  return [...problem.stops.keys()]
    .filter((stop) => !served.has(stop))
    .map((stop) => whyStop(problem, orders, stop));
};
