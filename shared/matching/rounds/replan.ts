import type { Carrier, RoundProblem, Stop } from './problem.ts';

/** Where a round stands. */
export type Progress = {
  /** Position in `carriers`. */
  readonly carrier: number;
  /** Row of the travel tables: the last visit's place, or one added for where they are. */
  readonly place: number;
  /** Free to go on from here at this moment: now, or when the visit they are in is over. */
  readonly now: number;
  /** When they left the start: what is gone of `mostTime`. */
  readonly leftAt: number;
  /** Whose bags they still have with them, positions in `stops`; nobody else can bring these. */
  readonly holds: readonly number[];
};

/** What is left to plan, and where its carriers and stops were in the problem before. */
export type Remainder = {
  readonly problem: RoundProblem;
  readonly stopOf: readonly number[];
};

/** Over already: nowhere to be and no time. */
const remaining = (carrier: Carrier, progress: Progress): Carrier => {
  const from = Math.min(carrier.until, progress.now);
  const gone = Math.max(0, from - progress.leftAt);
  return {
    ...carrier,
    start: progress.place,
    from,
    ...(carrier.mostTime === undefined ? {} : { mostTime: Math.max(0, carrier.mostTime - gone) }),
    cost: { ...carrier.cost, fixed: 0 },
  };
};

/**
 * The rest of running rounds as a problem of its own: visits in `done` are gone; who is on the way goes on from where they are with the time
 * they have left and the bags they hold, which nobody else can bring; who has not left may still leave from `now` on and take what is not on
 * the way. Carriers keep their positions. A bag whose carrier cannot make it is answered as left out: somebody calls.
 */
export const remainderOf = (
  problem: RoundProblem,
  progress: readonly Progress[],
  done: ReadonlySet<number>,
  now: number,
): Remainder => {
  const underWay = new Map(progress.map((one) => [one.carrier, one]));
  const holders = new Map(progress.flatMap((one) => one.holds.map((stop) => [stop, one.carrier] as const)));
  const carriers = problem.carriers.map((carrier, index) => {
    const one = underWay.get(index);
    if (one !== undefined) return remaining(carrier, one);
    return { ...carrier, from: Math.min(carrier.until, Math.max(carrier.from, now)) };
  });
  const waiting = [...problem.carriers.keys()].filter((index) => !underWay.has(index));
  const stopOf = [...problem.stops.keys()].filter((stop) => !done.has(stop));
  const stops = stopOf.flatMap((index): readonly Stop[] => {
    const stop = problem.stops[index];
    if (stop === undefined) return [];
    const holder = holders.get(index);
    const able = holder === undefined ? waiting : [holder];
    return [{ ...stop, carriers: able.filter((c) => stop.carriers?.includes(c) !== false) }];
  });
  return { problem: { ...problem, carriers, stops }, stopOf };
};
