import type { Carrier, RoundProblem, Stop } from './problem.ts';

/** One visit of a round, as it will happen. */
export type TimedStop = {
  /** Position in `problem.stops`. */
  readonly stop: number;
  /** The way from the place before. */
  readonly distance: number;
  readonly travel: number;
  readonly arrives: number;
  /** Before the visit may begin. */
  readonly waits: number;
  readonly begins: number;
  readonly leaves: number;
  /** Past the end of its window, 0 in a round that holds. */
  readonly late: number;
};

export type TimedRound = {
  /** Position in `problem.carriers`. */
  readonly carrier: number;
  readonly stops: readonly TimedStop[];
  /** When to leave: as late as costs nobody anything, so that the waiting is done at home. */
  readonly leavesAt: number;
  /** At the end, or done with the last visit when the end is open. */
  readonly endsAt: number;
  readonly distance: number;
  readonly duration: number;
  readonly waiting: number;
  readonly load: readonly number[];
  /** 0 when the carrier does not go. */
  readonly cost: number;
};

type Leg = { readonly distance: number; readonly time: number };

const leg = (problem: RoundProblem, carrier: Carrier, from: number, to: number): Leg => {
  if (from === to) return { distance: 0, time: 0 };
  const table = problem.travel[carrier.travel];
  return { distance: table?.distance[from]?.[to] ?? 0, time: table?.time[from]?.[to] ?? 0 };
};

type Walk = { readonly stops: readonly TimedStop[]; readonly endsAt: number; readonly distance: number };

const walkFrom = (
  problem: RoundProblem,
  carrier: Carrier,
  order: readonly (readonly [number, Stop])[],
  leavesAt: number,
): Walk => {
  const stops: TimedStop[] = [];
  let place = carrier.start;
  let now = leavesAt;
  let far = 0;
  for (const [index, stop] of order) {
    const { distance, time } = leg(problem, carrier, place, stop.place);
    const arrives = now + time;
    const begins = Math.max(arrives, stop.opens);
    now = begins + stop.service;
    far += distance;
    place = stop.place;
    stops.push({
      stop: index,
      distance,
      travel: time,
      arrives,
      waits: begins - arrives,
      begins,
      leaves: now,
      late: Math.max(0, begins - stop.closes),
    });
  }
  if (carrier.end === undefined) return { stops, endsAt: now, distance: far };
  const home = leg(problem, carrier, place, carrier.end);
  return { stops, endsAt: now + home.time, distance: far + home.distance };
};

/**
 * The times of one carrier's visits in a given order, whether or not they hold: nothing is refused, lateness is a number.
 * Leaves as late as possible without ending later or reaching anybody after their window who could be reached before.
 */
export const timeRound = (
  problem: RoundProblem,
  carrierIndex: number,
  order: readonly number[],
): TimedRound => {
  const carrier = problem.carriers[carrierIndex];
  if (carrier === undefined) throw new Error(`carrier ${carrierIndex} is not in the problem`);
  const visits = order.map((index): readonly [number, Stop] => {
    const stop = problem.stops[index];
    if (stop === undefined) throw new Error(`stop ${index} is not in the problem`);
    return [index, stop];
  });
  const load = carrier.capacity.map((_, k) => visits.reduce((sum, [, stop]) => sum + (stop.load[k] ?? 0), 0));
  if (visits.length === 0)
    return {
      carrier: carrierIndex,
      stops: [],
      leavesAt: carrier.from,
      endsAt: carrier.from,
      distance: 0,
      duration: 0,
      waiting: 0,
      load,
      cost: 0,
    };
  const early = walkFrom(problem, carrier, visits, carrier.from);
  // Leaving d later eats d of the waiting before each visit; what is eaten before the first late moment is free.
  let room = Number.POSITIVE_INFINITY;
  let waited = 0;
  for (const timed of early.stops) {
    waited += timed.waits;
    const closes = problem.stops[timed.stop]?.closes ?? 0;
    room = Math.min(room, waited + Math.max(0, closes - timed.begins));
  }
  const leavesAt = carrier.from + Math.min(room, waited);
  const { stops, endsAt, distance } = walkFrom(problem, carrier, visits, leavesAt);
  const duration = endsAt - leavesAt;
  const { perDistance, perTime, fixed } = carrier.cost;
  return {
    carrier: carrierIndex,
    stops,
    leavesAt,
    endsAt,
    distance,
    duration,
    waiting: stops.reduce((sum, timed) => sum + timed.waits, 0),
    load,
    cost: fixed + perDistance * distance + perTime * duration,
  };
};
