import { ROUND_PARAMS } from '../params.ts';
import type { Ruin } from './ruin.ts';

/** How a search spends its time. */
export type Pace = {
  readonly starts: number;
  readonly startsShare: number;
  readonly turns: number;
  /** Whether the rounds seen are combined anew between the parts. */
  readonly isCombined: boolean;
  readonly heat: Readonly<Record<'start' | 'turn', { readonly hot: number; readonly cold: number }>>;
  readonly ruin: Ruin;
  /** Chance that a place for a visit is overlooked. */
  readonly blink: number;
};

/** Where the search is: which part, and how far in it. The first parts are beginnings, the rest turns from the best. */
export type Moment = { readonly part: number; readonly within: number; readonly isStart: boolean };

/** The pace for a search of so many iterations. With few, there are fewer beginnings: each must be worth its while. */
export const paceFor = (iterations: number, stops: number): Pace => {
  const each = iterations / Math.max(1, stops);
  const name = each < ROUND_PARAMS.quickBelow ? 'quick' : 'long';
  const pace = ROUND_PARAMS.paces[name];
  const worth = Math.floor((each * pace.startsShare) / ROUND_PARAMS.iterationsPerStop[name]);
  return { ...pace, starts: Math.max(1, Math.min(pace.starts, worth)) };
};

/** The part and the place in it for a share of the whole search, in [0, 1). */
export const momentAt = (share: number, { starts, startsShare, turns }: Pace): Moment => {
  const isStart = share < startsShare;
  const at = isStart ? (share / startsShare) * starts : ((share - startsShare) / (1 - startsShare)) * turns;
  const whole = Math.floor(at);
  return { part: isStart ? whole : starts + whole, within: at - whole, isStart };
};

/** The temperature falls by the same factor in the same time, from hot to cold in each part. */
export const heatAt = ({ within, isStart }: Moment, { heat }: Pace): number => {
  const { hot, cold } = isStart ? heat.start : heat.turn;
  return hot * (cold / hot) ** within;
};
