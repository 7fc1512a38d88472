import { ROUND_PARAMS } from '../params.ts';
import { replaceAll } from '../state/change.ts';
import type { Rates } from '../state/excess.ts';
import { ordersIn, type State } from '../state/state.ts';

/**
 * Rounds that may overstep their carrier's hours and load for a while, at a price (as Vidal's hybrid genetic search does): from one full
 * half-day to a better one the way often leads through one that does not hold. The price follows what it brings: dearer when
 * too few rounds hold, cheaper when nearly all do. Windows of visits are never overstepped.
 */
export type Lenience = {
  /** At weight 1: a mean visit's time or load beyond what a carrier has costs as much as a mean way. */
  readonly rates: Rates;
  /** What leaving a visit out costs meanwhile: due ones are dear, but no longer beyond all price. */
  readonly penalty: Float64Array;
  weight: number;
  /** Iterations since the price was set, and after how many of them all rounds held. */
  iterations: number;
  sound: number;
};

export const lenienceFor = ({ model, size, length }: State, meanWay: number): Lenience => {
  const { stops, dimensions, load, penalty } = model;
  const served = size.reduce((sum, one) => sum + one, 0);
  const meanTime = length.reduce((sum, one) => sum + one, 0) / Math.max(1, served);
  const loads = new Float64Array(dimensions);
  for (let i = 0; i < stops * dimensions; i += 1)
    loads[i % dimensions] = (loads[i % dimensions] ?? 0) + (load[i] ?? 0);
  const { weight, due } = ROUND_PARAMS.lenience;
  const wished = penalty.reduce((most, one, s) => (model.isDue[s] === 1 ? most : Math.max(most, one)), 0);
  const dearest = Math.round(wished + due * (meanWay + meanTime * Math.max(...model.perTime)));
  return {
    rates: {
      time: meanWay / Math.max(1, meanTime),
      load: loads.map((sum) => (meanWay * stops) / Math.max(1, sum)),
    },
    penalty: penalty.map((one, s) => (model.isDue[s] === 1 ? Math.min(one, dearest) : one)),
    weight,
    iterations: 0,
    sound: 0,
  };
};

/** The same rounds, at the present price. */
export const beLenient = (lenience: Lenience, state: State): void => {
  const { rates, weight, penalty } = lenience;
  const orders = ordersIn(state);
  state.rates = { time: rates.time * weight, load: rates.load.map((rate) => rate * weight) };
  state.penalty = penalty;
  lenience.iterations = 0;
  lenience.sound = 0;
  replaceAll(state, orders);
};

/** From now on all holds. The rounds there are must be replaced: they may not. */
export const beStrict = (state: State): void => {
  state.rates = undefined;
  state.penalty = state.model.penalty;
};

/** After each iteration: now and then another price. */
export const adjust = (lenience: Lenience, state: State): void => {
  const { patience, enough, dearer, cheaper, least, most } = ROUND_PARAMS.lenience;
  lenience.iterations += 1;
  if (state.overstepping === 0) lenience.sound += 1;
  if (lenience.iterations < patience) return;
  const share = lenience.sound / lenience.iterations;
  // Within bounds, or a price that ran away in an easy hour would never be back for a hard one.
  if (share < enough.least) lenience.weight = Math.min(most, lenience.weight * dearer);
  else if (share > enough.most) lenience.weight = Math.max(least, lenience.weight * cheaper);
  beLenient(lenience, state);
};
