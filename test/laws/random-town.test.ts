import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eventArb, openRandomTown } from './random-town.ts';

/** Sequences and their length; `SEED` replays a failure, `TOWNS` makes the proof longer. */
const RUNS = Number(process.env.TOWNS ?? 25);
const SEED = process.env.SEED ? Number(process.env.SEED) : 20261121;

describe('laws 1, 4, 8, 9 and 12, in any town whatever happens', () => {
  it('hold after every event of any sequence, over the real handlers', async () => {
    let events = 0;
    let texts = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(eventArb, { minLength: 30, maxLength: 90 }), async (sequence) => {
        const town = await openRandomTown();
        for (const event of sequence) {
          await town.run(event);
          await town.check();
          events += 1;
          expect(town.faults).toEqual([]);
        }
        texts += town.sent.length;
      }),
      { numRuns: RUNS, seed: SEED, endOnFailure: true },
    );
    // A town in which nothing happened would prove nothing.
    expect(events).toBeGreaterThan(RUNS * 30);
    expect(texts).toBeGreaterThan(RUNS * 5);
  }, 300_000);
});
