import type { TravelTable } from '../../../../shared/geo/travel-table.ts';
import type { Carrier, RoundProblem, Stop } from '../../../../shared/matching/rounds/problem.ts';

/** A line of numbered doors: from door a to door b is |a − b| long in both senses. */
export const street = (places: number): TravelTable => {
  const rows = Array.from({ length: places }, (_, a) =>
    Array.from({ length: places }, (_, b) => Math.abs(a - b)),
  );
  return { distance: rows, time: rows };
};

/** A carrier who starts and ends at door 0, free from 0 to 1,000, with room for 100. Cost: the way. */
export const carrier = (change: Partial<Carrier> = {}): Carrier => ({
  id: 'carrier',
  travel: 0,
  start: 0,
  end: 0,
  from: 0,
  until: 1_000,
  capacity: [100],
  cost: { perDistance: 1, perTime: 0, fixed: 0 },
  ...change,
});

/** A visit of length 0 at a door, at any time, that weighs 1. */
export const visit = (place: number, change: Partial<Stop> = {}): Stop => ({
  id: `visit-${place}`,
  place,
  opens: 0,
  closes: 1_000,
  service: 0,
  load: [1],
  ...change,
});

export const problemOf = (
  stops: readonly Stop[],
  carriers: readonly Carrier[],
  travel: readonly TravelTable[] = [street(20)],
): RoundProblem => ({ travel, carriers, stops });

/** Numbers in [0, most) from a seed, for problems at random: not the solver's own dice. */
export const numbers = (seed: number): ((most: number) => number) => {
  let state = seed >>> 0;
  return (most) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 4_294_967_296) * most);
  };
};

/**
 * Everything at once, small enough to try every answer: two ways of going that are not symmetric, windows, two dimensions of load, visits that may be
 * left out, open ends, limits of length, carriers who may not go everywhere.
 */
export const smallTown = (seed: number, stopCount: number, carrierCount: number): RoundProblem => {
  const draw = numbers(seed * 7_919 + 13);
  const places = stopCount + 2;
  const table = (slow: number): TravelTable => {
    const spots = Array.from({ length: places }, () => [draw(60), draw(60)] as const);
    const distance = spots.map(([x, y]) =>
      spots.map(([u, v]) => Math.abs(x - u) + Math.abs(y - v) + draw(5)),
    );
    return { distance, time: distance.map((row) => row.map((d) => Math.ceil(d * slow) + draw(4))) };
  };
  const stops = Array.from({ length: stopCount }, (_, s): Stop => {
    const opens = draw(200);
    const isOptional = draw(3) === 0;
    const isReserved = draw(6) === 0;
    return {
      id: `s${s}`,
      place: draw(8) === 0 ? 0 : s + 2,
      opens,
      closes: opens + 20 + draw(200),
      service: draw(20),
      load: [1 + draw(6), draw(4)],
      ...(isOptional ? { prize: draw(150) } : {}),
      ...(isReserved ? { carriers: [draw(carrierCount)] } : {}),
    };
  });
  const carriers = Array.from({ length: carrierCount }, (_, c): Carrier => {
    const from = draw(60);
    return {
      id: `c${c}`,
      travel: draw(2),
      start: draw(2),
      ...(draw(3) === 0 ? {} : { end: draw(2) }),
      from,
      until: from + 150 + draw(250),
      ...(draw(2) === 0 ? { mostTime: 60 + draw(200) } : {}),
      capacity: [6 + draw(10), 3 + draw(8)],
      cost: { perDistance: draw(3), perTime: draw(3), fixed: draw(40) },
    };
  });
  return { travel: [table(1), table(1.7)], carriers, stops };
};
