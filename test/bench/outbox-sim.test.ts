import { describe, expect, it } from 'vitest';
import { simulateMany, type Variant } from './outbox-sim.ts';

const from = Number(process.env.SEED ?? 1);
const seeds = Number(process.env.SEEDS ?? 5_000);

/** R5, R13: seeds are printed with the figures, and SEED=… replays from one of them. */
describe('the outbox, when anything may break at any step', () => {
  it(`loses no message and repeats one only in a window nobody could see into (${seeds} towns)`, async () => {
    const sum = await simulateMany('protocol', seeds, from);
    console.info(JSON.stringify(sum));
    expect(sum).toMatchObject({ lost: 0, seedsAboveBound: 0 });
    // The bench would prove nothing if nothing ever broke.
    expect(sum.ambiguous).toBeGreaterThan(seeds / 4);
    expect(sum.duplicates).toBeGreaterThan(seeds / 8);
    // Due, then a sweep that a slow clock may need twice.
    expect(sum.slowestRedriveSeconds).toBeLessThanOrEqual(240);
  });

  it.each<[Variant, string]>([
    ['W1-short-lease', 'a lease shorter than the work'],
    ['W2-no-condition', 'a claim without its condition'],
    ['M4-sdk-retries', 'a Publish repeated by the SDK'],
  ])('%s is caught: %s sends more than the windows allow', async (variant) => {
    const sum = await simulateMany(variant, 150, from);
    expect(sum.seedsAboveBound).toBeGreaterThan(0);
  });

  it('W3-sent-first is caught: marking a message sent before it left loses it', async () => {
    const sum = await simulateMany('W3-sent-first', 50, from);
    expect(sum.lost).toBeGreaterThan(0);
  });
});
