import { describe, expect, it } from 'vitest';
import { bagOf } from '../../../../shared/library/bags/bag.ts';
import { bagWeight } from '../../../../shared/library/bags/bag-weight.ts';
import type { Loan } from '../../../../shared/library/loans/loan.ts';
import type { Reader } from '../../../../shared/library/readers/reader.ts';
import { aDelivery, aLoan, aReader } from '../../../builders/library.ts';

const weighed = (reader: Reader | undefined, loans: readonly Partial<Loan>[] = []) =>
  bagWeight(bagOf(aDelivery(), reader, loans.map(aLoan)));

describe('what a bag weighs on the way', () => {
  it('is what was chosen, on the shelf or in the bag, as soon as one thing is', () => {
    const reader = aReader({ itemsWanted: 6 });
    expect(weighed(reader, [{ state: 'requested', grams: 900 }])).toEqual({ grams: 900, isUsual: false });
    expect(weighed(reader, [{ state: 'picked', grams: 400 }])).toEqual({ grams: 400, isUsual: false });
  });

  it('is what she takes back where that is heavier', () => {
    const loans = [
      { state: 'requested', grams: 300 },
      { state: 'out', grams: 1_200 },
    ] as const;
    expect(weighed(aReader(), loans)).toEqual({ grams: 1_200, isUsual: false });
  });

  it('is her wished number of ordinary things while nothing is chosen', () => {
    expect(weighed(aReader({ itemsWanted: 3 }))).toEqual({ grams: 1_050, isUsual: true });
    expect(weighed(aReader({ itemsWanted: 3, largePrint: 'only' }))).toEqual({ grams: 1_800, isUsual: true });
    expect(weighed(aReader({ itemsWanted: 5, audio: 'only' }))).toEqual({ grams: 600, isUsual: true });
    expect(weighed(undefined)).toEqual({ grams: 1_400, isUsual: true });
  });

  it('goes by her last bag where some of it is still at her home', () => {
    const home = [
      { state: 'out', grams: 500 },
      { state: 'overdue', grams: 700 },
    ] as const;
    expect(weighed(aReader({ itemsWanted: 4 }), home)).toEqual({ grams: 2_400, isUsual: true });
    expect(weighed(aReader({ itemsWanted: 1 }), home)).toEqual({ grams: 1_200, isUsual: true });
  });

  it('brings nothing to whoever left: only what comes back counts', () => {
    expect(weighed(aReader({ state: 'left' }))).toEqual({ grams: 0, isUsual: false });
    expect(weighed(aReader({ state: 'left' }), [{ state: 'out', grams: 700 }])).toEqual({
      grams: 700,
      isUsual: false,
    });
  });
});
