import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { volunteerKind } from '../../shared/volunteers/store.ts';
import { useEngine } from '../support/engine.ts';
import { doubleStore, engineStore, type Store } from '../support/stores.ts';
import { checkingNoVersion, forgettingStops } from './mutants.ts';
import { type Event, eventArb, openRandomTown } from './random-town.ts';

/** Sequences and their length; `SEED` replays a failure, `TOWNS` makes the proof longer. */
const RUNS = Number(process.env.TOWNS ?? 25);
const SEED = process.env.SEED ? Number(process.env.SEED) : 20261121;

const engine = useEngine();
const stores: readonly [string, () => Promise<Store>, number][] = [
  ['the double', async () => doubleStore(), RUNS],
  ['the engine', async () => engineStore(await engine.freshTable({ stream: false })), Math.ceil(RUNS / 12)],
];

/** Most moments hold one event; in one of three the same event comes twice at once, or two events meet. */
const momentArb: fc.Arbitrary<readonly Event[]> = fc.oneof(
  { weight: 4, arbitrary: eventArb.map((event) => [event]) },
  { weight: 1, arbitrary: eventArb.map((event) => [event, event]) },
  { weight: 1, arbitrary: fc.tuple(eventArb, eventArb) },
  { weight: 1, arbitrary: fc.tuple(eventArb, eventArb).map(([one, other]) => [one, { ...other, a: one.a }]) },
);
const storyArb = fc.array(momentArb, { minLength: 30, maxLength: 80 });

const live = async (store: Store, story: readonly (readonly Event[])[]) => {
  const town = await openRandomTown(store);
  for (const moment of story) {
    await town.run(moment);
    if (town.faults.length > 0) throw new Error(town.faults.join('\n'));
  }
  return { texts: town.sent.length, waited: town.waited() };
};

describe('laws 1, 4, 8, 9 and 12, in any town whatever happens', () => {
  it.each(stores)(
    'hold on %s after every moment of any story, over the real handlers',
    async (_, open, runs) => {
      let moments = 0;
      let texts = 0;
      let waited = 0;
      await fc.assert(
        fc.asyncProperty(storyArb, async (story) => {
          const lived = await live(await open(), story);
          texts += lived.texts;
          waited += lived.waited;
          moments += story.length;
        }),
        { numRuns: runs, seed: SEED, endOnFailure: true },
      );
      // A town in which nothing happened would prove nothing.
      expect(moments).toBeGreaterThanOrEqual(runs * 30);
      expect(texts).toBeGreaterThan(0);
      expect(waited > 0 || runs < RUNS).toBe(true);
    },
  );

  it.each([
    ['a table that checks no version', checkingNoVersion, /law|chain|twice|answers/],
    [
      'handlers that do not see who stopped',
      forgettingStops(volunteerKind.name),
      /law 4: SMS to somebody who opted out/,
    ],
  ] as const)('are seen to fail on %s', async (_, broken, fault) => {
    const found = await fc.check(
      fc.asyncProperty(storyArb, async (story) => {
        const store = doubleStore();
        await live({ ...store, table: broken(store.table) }, story);
      }),
      { numRuns: 40, seed: SEED, endOnFailure: true },
    );
    expect(String(found.errorInstance)).toMatch(fault);
  });
});
