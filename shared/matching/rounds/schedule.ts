import { ROUND_PARAMS } from './params.ts';

/** Where the search is: which part, and how far in it. The first parts are beginnings, the rest turns from the best. */
export type Moment = { readonly part: number; readonly within: number; readonly isStart: boolean };

/**
 * How many beginnings a search of so many iterations is worth. With few, one descent has to do, and takes nearly all.
 */
export const startsFor = (iterations: number, stops: number): number =>
  Math.max(
    1,
    Math.min(
      ROUND_PARAMS.starts,
      Math.floor(
        (iterations * ROUND_PARAMS.startsShare) / (ROUND_PARAMS.iterationsPerStop * Math.max(1, stops)),
      ),
    ),
  );

/** The part and the place in it for a share of the whole search, in [0, 1). */
export const momentAt = (share: number, starts: number): Moment => {
  const { startsShare, turns } = ROUND_PARAMS;
  const isStart = share < startsShare;
  const at = isStart ? (share / startsShare) * starts : ((share - startsShare) / (1 - startsShare)) * turns;
  const whole = Math.floor(at);
  return { part: isStart ? whole : starts + whole, within: at - whole, isStart };
};

/** The temperature falls by the same factor in the same time, from hot to cold in each part. */
export const heatAt = ({ within, isStart }: Moment): number => {
  const { hot, cold } = isStart ? ROUND_PARAMS.heat.start : ROUND_PARAMS.heat.turn;
  return hot * (cold / hot) ** within;
};
