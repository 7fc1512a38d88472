import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectedSearch } from '../../../shared/matching/expected.ts';
import { WAVE_PARAMS } from '../../../shared/matching/params.ts';
import type { Askable } from '../../../shared/matching/waves.ts';
import { type Instant, plus } from '../../../shared/time/instant.ts';
import { TUESDAY_NOON } from '../../builders/chain.ts';

const after = (from: Instant, minutes: number) => plus(from, { minutes });
const searched = (chances: readonly number[], hours = 200) =>
  expectedSearch<Askable>(
    {
      ranked: chances.map((chance, i) => ({ id: `v${i}`, chance, isUsual: false })),
      chosen: [],
      startsAt: plus(TUESDAY_NOON, { hours }),
      urgent: false,
      replyMinutes: 120,
      after,
    },
    WAVE_PARAMS,
    TUESDAY_NOON,
  );

describe('what a search comes to on average', () => {
  it('is one text when the first surely says yes, and all of them when nobody does', () => {
    expect(searched([1, 0.5, 0.5])).toEqual({ texts: 1, chance: 1 });
    expect(searched([0, 0, 0, 0])).toEqual({ texts: 4, chance: 0 });
    expect(searched([])).toEqual({ texts: 0, chance: 0 });
  });

  it('never exceeds the people there are, and is surer with one more of them', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0.05, max: 0.9, noNaN: true }), { minLength: 1, maxLength: 20 }),
        fc.integer({ min: 40, max: 300 }),
        (chances, hours) => {
          const { texts, chance } = searched(chances, hours);
          expect(texts).toBeLessThanOrEqual(chances.length + 1e-9);
          expect(searched([...chances, 0.5], hours).chance).toBeGreaterThanOrEqual(chance - 1e-9);
        },
      ),
      { seed: 20_261_122 },
    );
  });
});
