import type { State } from './state.ts';

/** What a unit beyond what a carrier has costs: of time past the end or past the longest round, of load in each dimension. */
export type Rates = { readonly time: number; readonly load: Float64Array };

/** No excess costs more than this: ten of them stay in 32 bits. */
const DEAREST = 100_000_000;

/** Whole, and at least 1 where there is any: a round with excess never counts as one that holds. */
const priced = (excess: number, rate: number): number =>
  excess > 0 ? 1 + (Math.min(DEAREST, excess * rate) | 0) : 0;

/** What a round costs that ends so much too late and lasts so much too long; negative: there is time left. */
export const timeExcess = ({ time }: Rates, late: number, long: number): number =>
  priced(late, time) + priced(long, time);

/** What a round's load costs, with one stop more or none (-1), as far as it is beyond the capacity. */
export const loadExcess = (
  { load, model }: State,
  { load: rates }: Rates,
  r: number,
  stop: number,
): number => {
  const { dimensions, capacity } = model;
  const kind = model.kindOf[r] ?? 0;
  let sum = 0;
  for (let d = 0; d < dimensions; d += 1) {
    const more = stop === -1 ? 0 : (model.load[stop * dimensions + d] ?? 0);
    const heavy = (load[r * dimensions + d] ?? 0) + more - (capacity[kind * dimensions + d] ?? 0);
    sum += priced(heavy, rates[d] ?? 0);
  }
  return sum;
};
