import { expect, it } from 'vitest';
import { campaign } from './outbox-campaign.ts';

const texts = Number(process.env.TEXTS ?? 1_000);

/** R14: TEXTS=10000 for the proof. */
it(`${texts} texts that can wait leave at the provider’s rate, and an alert does not wait behind them`, async () => {
  const result = await campaign(Number(process.env.SEED ?? 1), texts, Math.ceil(texts / 25));
  console.info(JSON.stringify(result));
  expect(result.sent).toBe(texts + Math.ceil(texts / 25));
  // Twenty a second and one burst of a quarter of a second (F5).
  expect(result.busiestSecond).toBeLessThanOrEqual(25);
  expect(result.lastSentAfterSeconds).toBeLessThanOrEqual(((texts * 1.04) / 20) * 1.04 + 5);
  expect(result.alertP95Seconds).toBeLessThanOrEqual(10);
});
