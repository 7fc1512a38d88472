import { type JudgedRound, judgeRound } from '../../matching/rounds/by-hand.ts';
import { type LeftOut, whyLeftOut } from '../../matching/rounds/why-left-out.ts';
import { type CivilTime, civilTime, instantOf } from '../../time/civil.ts';
import type { Instant } from '../../time/instant.ts';
import type { ToBring } from './day-stops.ts';
import type { DraftCarrier } from './draft.ts';
import { type Laid, problemOf, type RoundsInput } from './problem-of.ts';

export const timeOf = (seconds: number): CivilTime => {
  const minutes = Math.min(Math.floor(seconds / 60), 23 * 60 + 59);
  return civilTime(
    `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`,
  );
};

/** One carrier's round as it would be, with what is wrong with it. */
export type SeenRound = {
  readonly carrier: DraftCarrier;
  readonly index: number;
  readonly judged: JudgedRound;
  readonly stops: readonly { readonly bring: ToBring; readonly arrivesAt: Instant; readonly late: number }[];
  readonly grams: number;
};

export type SeenRounds = {
  readonly laid: Laid;
  readonly rounds: readonly SeenRound[];
  readonly leftOut: readonly { readonly bring: ToBring; readonly why: LeftOut }[];
};

/**
 * The draft's orders over what is still to be brought now: times, faults, who is in no round and why. Whoever was called off, or went into
 * a round that was sent, falls out of the orders by itself.
 */
export const seeRounds = (input: RoundsInput): SeenRounds => {
  const laid = problemOf(input);
  const indexOf = new Map(laid.stops.map(({ mission }, i) => [mission.id, i]));
  const seen = new Set<number>();
  const orders = input.draft.carriers.map((_, c) =>
    (input.draft.orders[c] ?? []).flatMap((id) => {
      const stop = indexOf.get(id);
      if (stop === undefined || seen.has(stop)) return [];
      seen.add(stop);
      return [stop];
    }),
  );
  const rounds = input.draft.carriers.map((carrier, index): SeenRound => {
    const judged = judgeRound(laid.problem, index, orders[index] ?? []);
    const stops = judged.round.stops.flatMap(({ stop, begins, late }) => {
      const bring = laid.stops[stop];
      return bring ? [{ bring, arrivesAt: instantOf(input.draft.day, timeOf(begins)), late }] : [];
    });
    return { carrier, index, judged, stops, grams: stops.reduce((sum, { bring }) => sum + bring.grams, 0) };
  });
  return {
    laid,
    rounds,
    leftOut: whyLeftOut(laid.problem, orders).flatMap((why) => {
      const bring = laid.stops[why.stop];
      return bring ? [{ bring, why }] : [];
    }),
  };
};
