import type { TravelTable } from '../../geo/travel-table.ts';
import { ok, type Result, refused } from '../../result/result.ts';

/**
 * A half-day's rounds: who carries what to whom, in which order. Times and distances are whole numbers in units of the
 * caller's choice, the same everywhere in one problem; the pages use seconds since midnight and metres (`words.ts` assumes
 * it), the bench tenths of Solomon's units.
 */
export type RoundProblem = {
  /**
   * One table for each way of going (on foot, by bike, by car): `travel[carrier.travel]`. From row to column, not
   * necessarily symmetric; the diagonal is not read.
   */
  readonly travel: readonly TravelTable[];
  readonly carriers: readonly Carrier[];
  readonly stops: readonly Stop[];
};

export type Stop = {
  readonly id: string;
  /** Row of the travel tables. Several stops may share a place. */
  readonly place: number;
  /** The visit may begin at any time in here; who arrives before `opens` waits. */
  readonly opens: number;
  readonly closes: number;
  /** How long the visit lasts. */
  readonly service: number;
  /** Weight, volume … as many as the carriers' capacities have. All of it is taken along from the start. */
  readonly load: readonly number[];
  /**
   * What leaving this visit out costs, in units of cost. Absent: the visit is due, and leaving it out costs more than
   * everything else together.
   */
  readonly prize?: number;
  /** Positions of the only carriers who may go (a lock, a bag already in somebody's car). Absent: anybody. */
  readonly carriers?: readonly number[];
};

export type Carrier = {
  readonly id: string;
  /** Position in `travel`. */
  readonly travel: number;
  readonly start: number;
  /** Absent: the round is over after the last visit, wherever that is. */
  readonly end?: number;
  /** Leaves the start no earlier, is at the end (or done with the last visit) no later. Two half-days: two carriers. */
  readonly from: number;
  readonly until: number;
  /** At most this long from leaving the start to the end, waiting included. */
  readonly mostTime?: number;
  readonly capacity: readonly number[];
  readonly cost: RoundCost;
};

/** What a round costs: whole numbers, not negative. */
export type RoundCost = {
  readonly perDistance: number;
  /** Per unit of the whole round: way, waits and visits. */
  readonly perTime: number;
  /** Once, when the carrier goes at all. */
  readonly fixed: number;
};

export type RoundRefusal = {
  readonly reason:
    | 'no-carriers'
    | 'too-many'
    | 'not-an-integer'
    | 'negative'
    | 'too-large'
    | 'unknown-place'
    | 'unknown-travel'
    | 'unknown-carrier'
    | 'load-dimensions'
    | 'window-closed'
    | 'same-id-twice'
    | 'misshapen-table';
  readonly what: 'problem' | 'stop' | 'carrier' | 'travel';
  /** Position in its list. */
  readonly index: number;
};

/** No time, load or capacity beyond this: sums of two hundred stay in what the solver's 32-bit arrays hold. */
export const LARGEST_NUMBER = 10_000_000;
/** No single way or fixed cost, weighted, beyond this: the cost of an insertion is a sum of three. */
export const LARGEST_COST = 250_000_000;
const MOST_STOPS = 2_000;
const MOST_CARRIERS = 500;
const MOST_DIMENSIONS = 8;

type Fault = RoundRefusal['reason'] | undefined;

const numberFault = (value: number, most: number): Fault => {
  if (!Number.isInteger(value)) return 'not-an-integer';
  if (value < 0) return 'negative';
  return value > most ? 'too-large' : undefined;
};

const firstFault = (values: readonly number[], most: number): Fault => {
  for (const value of values) {
    const fault = numberFault(value, most);
    if (fault !== undefined) return fault;
  }
  return undefined;
};

const tableFault = (table: TravelTable, places: number): Fault => {
  for (const rows of [table.distance, table.time]) {
    if (rows.length !== places || rows.some((row) => row.length !== places)) return 'misshapen-table';
    for (const row of rows) {
      const fault = firstFault(row, LARGEST_NUMBER);
      if (fault !== undefined) return fault;
    }
  }
  return undefined;
};

const isIndex = (value: number, length: number): boolean =>
  Number.isInteger(value) && value >= 0 && value < length;

const carrierFault = (carrier: Carrier, problem: RoundProblem, places: number, dimensions: number): Fault => {
  if (!isIndex(carrier.travel, problem.travel.length)) return 'unknown-travel';
  if (!isIndex(carrier.start, places)) return 'unknown-place';
  if (carrier.end !== undefined && !isIndex(carrier.end, places)) return 'unknown-place';
  if (carrier.capacity.length !== dimensions) return 'load-dimensions';
  const { perDistance, perTime, fixed } = carrier.cost;
  const fault =
    firstFault([carrier.from, carrier.until, carrier.mostTime ?? 0, ...carrier.capacity], LARGEST_NUMBER) ??
    firstFault([perDistance, perTime, fixed], LARGEST_COST);
  if (fault !== undefined) return fault;
  if (carrier.from > carrier.until) return 'window-closed';
  const table = problem.travel[carrier.travel];
  const farthest = (rows: readonly (readonly number[])[]): number =>
    rows.reduce((most, row) => row.reduce((a, b) => Math.max(a, b), most), 0);
  const dearest =
    perDistance * farthest(table?.distance ?? []) + perTime * (farthest(table?.time ?? []) + carrier.until);
  return dearest > LARGEST_COST ? 'too-large' : undefined;
};

const stopFault = (stop: Stop, carriers: number, places: number, dimensions: number): Fault => {
  if (!isIndex(stop.place, places)) return 'unknown-place';
  if (stop.load.length !== dimensions) return 'load-dimensions';
  if (stop.carriers?.some((c) => !isIndex(c, carriers)) === true) return 'unknown-carrier';
  const fault =
    firstFault([stop.opens, stop.closes, stop.service, ...stop.load], LARGEST_NUMBER) ??
    numberFault(stop.prize ?? 0, LARGEST_COST);
  return fault ?? (stop.opens > stop.closes ? 'window-closed' : undefined);
};

/**
 * Refuses what the solver cannot count exactly or cannot read, with the first offender named: numbers that are not whole,
 * negative, or so large that a sum could overflow; places, carriers, tables that do not exist; tables that are not
 * square. A visit nobody can make is not refused: it is answered, as unserved and with its reason.
 */
export const checkRounds = (problem: RoundProblem): Result<RoundProblem, RoundRefusal> => {
  const { travel, carriers, stops } = problem;
  const refuse = (reason: RoundRefusal['reason'], what: RoundRefusal['what'] = 'problem', index = 0) =>
    refused({ reason, what, index });
  if (carriers.length === 0) return refuse('no-carriers');
  const dimensions = carriers[0]?.capacity.length ?? 0;
  if (stops.length > MOST_STOPS || carriers.length > MOST_CARRIERS || dimensions > MOST_DIMENSIONS)
    return refuse('too-many');
  const places = travel[0]?.time.length ?? 0;
  for (const [index, table] of travel.entries()) {
    const fault = tableFault(table, places);
    if (fault !== undefined) return refuse(fault, 'travel', index);
  }
  const ids = new Set<string>();
  for (const [index, carrier] of carriers.entries()) {
    const fault = ids.has(carrier.id) ? 'same-id-twice' : carrierFault(carrier, problem, places, dimensions);
    if (fault !== undefined) return refuse(fault, 'carrier', index);
    ids.add(carrier.id);
  }
  ids.clear();
  for (const [index, stop] of stops.entries()) {
    const fault = ids.has(stop.id) ? 'same-id-twice' : stopFault(stop, carriers.length, places, dimensions);
    if (fault !== undefined) return refuse(fault, 'stop', index);
    ids.add(stop.id);
  }
  return ok(problem);
};
