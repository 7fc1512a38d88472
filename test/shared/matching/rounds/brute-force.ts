import type { RoundProblem } from '../../../../shared/matching/rounds/problem.ts';

/** Fewest visits that are due left out, and then the least cost. */
export type Optimum = { readonly dueLeftOut: number; readonly cost: number };

/**
 * The cost of one order for one carrier, undefined when it does not hold. Tries every moment to leave, so that the least time of
 * a round is found without any reasoning.
 */
const costOf = (problem: RoundProblem, c: number, order: readonly number[]): number | undefined => {
  const carrier = problem.carriers[c];
  if (carrier === undefined) throw new Error(`no carrier ${c}`);
  const table = problem.travel[carrier.travel];
  const stops = order.flatMap((s) => problem.stops[s] ?? []);
  if (stops.some((stop) => stop.carriers?.includes(c) === false)) return undefined;
  for (const [d, room] of carrier.capacity.entries())
    if (stops.reduce((sum, stop) => sum + (stop.load[d] ?? 0), 0) > room) return undefined;
  const way = (rows: readonly (readonly number[])[] | undefined, a: number, b: number) =>
    a === b ? 0 : (rows?.[a]?.[b] ?? 0);
  let best: number | undefined;
  for (let leaves = carrier.from; leaves <= carrier.until; leaves += 1) {
    let now = leaves;
    let place = carrier.start;
    let far = 0;
    let holds = true;
    for (const stop of stops) {
      now = Math.max(now + way(table?.time, place, stop.place), stop.opens);
      if (now > stop.closes) holds = false;
      now += stop.service;
      far += way(table?.distance, place, stop.place);
      place = stop.place;
    }
    if (carrier.end !== undefined) {
      now += way(table?.time, place, carrier.end);
      far += way(table?.distance, place, carrier.end);
    }
    const long = now - leaves;
    if (!holds || now > carrier.until || long > (carrier.mostTime ?? long)) continue;
    const { perDistance, perTime, fixed } = carrier.cost;
    const cost = fixed + perDistance * far + perTime * long;
    if (best === undefined || cost < best) best = cost;
  }
  return best;
};

/** Every order of every set of stops, then every sharing of the sets among the carriers. For up to six stops. */
export const bruteForce = (problem: RoundProblem): Optimum => {
  const sets = 1 << problem.stops.length;
  const cheapest = problem.carriers.map((_, c) => {
    const best = new Array<number>(sets).fill(Number.POSITIVE_INFINITY);
    best[0] = 0;
    const grow = (order: readonly number[], set: number): void => {
      if (order.length > 0) {
        const cost = costOf(problem, c, order);
        if (cost !== undefined && cost < (best[set] ?? 0)) best[set] = cost;
      }
      for (const s of problem.stops.keys()) if ((set & (1 << s)) === 0) grow([...order, s], set | (1 << s));
    };
    grow([], 0);
    return best;
  });
  let least = new Array<number>(sets).fill(Number.POSITIVE_INFINITY);
  least[0] = 0;
  for (const best of cheapest) {
    const wider = [...least];
    for (let set = 0; set < sets; set += 1)
      for (let part = set; part > 0; part = (part - 1) & set)
        wider[set] = Math.min(wider[set] ?? 0, (least[set ^ part] ?? 0) + (best[part] ?? 0));
    least = wider;
  }
  let optimum: Optimum = { dueLeftOut: Number.POSITIVE_INFINITY, cost: 0 };
  for (const [set, served] of least.entries()) {
    if (served === Number.POSITIVE_INFINITY) continue;
    let cost = served;
    let dueLeftOut = 0;
    for (const [s, stop] of problem.stops.entries())
      if ((set & (1 << s)) === 0) {
        if (stop.prize === undefined) dueLeftOut += 1;
        else cost += stop.prize;
      }
    if (dueLeftOut < optimum.dueLeftOut || (dueLeftOut === optimum.dueLeftOut && cost < optimum.cost))
      optimum = { dueLeftOut, cost };
  }
  return optimum;
};
