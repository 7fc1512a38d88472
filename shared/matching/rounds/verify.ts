import { ok, type Result, refused } from '../../result/result.ts';
import type { Carrier, RoundProblem, Stop } from './problem.ts';

/** What a solver claims, as far as it can be checked. */
export type RoundClaim = {
  readonly rounds: readonly {
    readonly carrier: number;
    readonly leavesAt: number;
    readonly endsAt: number;
    readonly distance: number;
    readonly duration: number;
    readonly load: readonly number[];
    readonly cost: number;
    readonly stops: readonly {
      readonly stop: number;
      readonly arrives: number;
      readonly begins: number;
      readonly leaves: number;
    }[];
  }[];
  readonly leftOut: readonly { readonly stop: number }[];
  readonly cost: number;
  readonly dueLeftOut: number;
};

export type RoundFlaw =
  | { readonly reason: 'unknown-carrier' | 'carrier-twice' | 'empty-round'; readonly round: number }
  | { readonly reason: 'unknown-stop' | 'stop-twice' | 'stop-forgotten'; readonly stop: number }
  | {
      readonly reason:
        | 'not-this-carrier'
        | 'arrives'
        | 'begins-before-arrival'
        | 'begins-before-window'
        | 'begins-after-window'
        | 'leaves-before-the-end';
      readonly stop: number;
    }
  | {
      readonly reason:
        | 'leaves-before-available'
        | 'ends-after-available'
        | 'ends-at'
        | 'distance'
        | 'duration'
        | 'over-time'
        | 'load'
        | 'over-load'
        | 'round-cost';
      readonly round: number;
    }
  | { readonly reason: 'cost' | 'due-left-out' };

type Claimed = RoundClaim['rounds'][number];
type Checked = Result<true, RoundFlaw>;

const fine: Checked = ok(true);

/** Looks a way up in the caller's own tables; staying is free. */
const way = (
  problem: RoundProblem,
  carrier: Carrier,
  table: 'distance' | 'time',
  from: number,
  to: number,
): number => (from === to ? 0 : (problem.travel[carrier.travel]?.[table][from]?.[to] ?? Number.NaN));

const checkVisit = (
  carrier: number,
  stop: Stop,
  visit: Claimed['stops'][number],
  arrives: number,
): Checked => {
  const flaw = (reason: 'not-this-carrier' | 'arrives' | 'begins-before-arrival' | 'begins-before-window') =>
    refused({ reason, stop: visit.stop });
  if (stop.carriers !== undefined && !stop.carriers.includes(carrier)) return flaw('not-this-carrier');
  if (visit.arrives !== arrives) return flaw('arrives');
  if (!(visit.begins >= visit.arrives)) return flaw('begins-before-arrival');
  if (!(visit.begins >= stop.opens)) return flaw('begins-before-window');
  if (!(visit.begins <= stop.closes)) return refused({ reason: 'begins-after-window', stop: visit.stop });
  if (visit.leaves !== visit.begins + stop.service)
    return refused({ reason: 'leaves-before-the-end', stop: visit.stop });
  return fine;
};

const checkRound = (problem: RoundProblem, claimed: Claimed, round: number): Checked => {
  const carrier = problem.carriers[claimed.carrier];
  if (carrier === undefined) return refused({ reason: 'unknown-carrier', round });
  const flaw = (reason: Extract<RoundFlaw, { round: number }>['reason']) => refused({ reason, round });
  if (claimed.stops.length === 0) return flaw('empty-round');
  if (!(claimed.leavesAt >= carrier.from)) return flaw('leaves-before-available');
  let clock = claimed.leavesAt;
  let place = carrier.start;
  let metres = 0;
  const sums = carrier.capacity.map(() => 0);
  for (const visit of claimed.stops) {
    const stop = problem.stops[visit.stop];
    if (stop === undefined) return refused({ reason: 'unknown-stop', stop: visit.stop });
    const arrives = clock + way(problem, carrier, 'time', place, stop.place);
    const checked = checkVisit(claimed.carrier, stop, visit, arrives);
    if (!checked.ok) return checked;
    metres += way(problem, carrier, 'distance', place, stop.place);
    for (const [d, load] of stop.load.entries()) sums[d] = (sums[d] ?? Number.NaN) + load;
    clock = visit.leaves;
    place = stop.place;
  }
  if (carrier.end !== undefined) {
    clock += way(problem, carrier, 'time', place, carrier.end);
    metres += way(problem, carrier, 'distance', place, carrier.end);
  }
  if (claimed.endsAt !== clock) return flaw('ends-at');
  if (!(clock <= carrier.until)) return flaw('ends-after-available');
  const duration = clock - claimed.leavesAt;
  if (claimed.distance !== metres) return flaw('distance');
  if (claimed.duration !== duration) return flaw('duration');
  if (carrier.mostTime !== undefined && !(duration <= carrier.mostTime)) return flaw('over-time');
  if (sums.length !== claimed.load.length || sums.some((sum, d) => sum !== claimed.load[d]))
    return flaw('load');
  if (sums.some((sum, d) => !(sum <= (carrier.capacity[d] ?? Number.NaN)))) return flaw('over-load');
  const { perDistance, perTime, fixed } = carrier.cost;
  return claimed.cost === perDistance * metres + perTime * duration + fixed ? fine : flaw('round-cost');
};

/**
 * Whether rounds are what they say: walked again visit by visit from the problem alone, by no means of the solver's. Every stop is in
 * one round or left out, nobody goes twice, every window, load, length and availability holds, and the costs add up.
 */
export const verifyRounds = (problem: RoundProblem, claim: RoundClaim): Result<true, RoundFlaw> => {
  const seen = new Set<number>();
  const carriers = new Set<number>();
  let cost = 0;
  for (const [index, round] of claim.rounds.entries()) {
    if (carriers.has(round.carrier)) return refused({ reason: 'carrier-twice', round: index });
    carriers.add(round.carrier);
    const checked = checkRound(problem, round, index);
    if (!checked.ok) return checked;
    for (const { stop } of round.stops) {
      if (seen.has(stop)) return refused({ reason: 'stop-twice', stop });
      seen.add(stop);
    }
    cost += round.cost;
  }
  let due = 0;
  for (const { stop } of claim.leftOut) {
    const wanted = problem.stops[stop];
    if (wanted === undefined) return refused({ reason: 'unknown-stop', stop });
    if (seen.has(stop)) return refused({ reason: 'stop-twice', stop });
    seen.add(stop);
    if (wanted.prize === undefined) due += 1;
    else cost += wanted.prize;
  }
  for (const stop of problem.stops.keys())
    if (!seen.has(stop)) return refused({ reason: 'stop-forgotten', stop });
  if (claim.dueLeftOut !== due) return refused({ reason: 'due-left-out' });
  return claim.cost === cost ? ok(true) : refused({ reason: 'cost' });
};
