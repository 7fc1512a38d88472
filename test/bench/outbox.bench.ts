import { campaign } from './outbox-campaign.ts';
import { simulateMany, type Variant } from './outbox-sim.ts';

const VARIANTS: readonly Variant[] = [
  'protocol',
  'W1-short-lease',
  'W2-no-condition',
  'W3-sent-first',
  'M4-sdk-retries',
];

/**
 * R5, R13, R14: `seeds` towns (100,000 for the proof, 5,000 unless given) with the protocol, a twentieth of them with
 * each wrong variant, then a campaign of 10,000 texts. One JSON line each.
 */
export const run = async (args: readonly string[]): Promise<void> => {
  const seeds = Number(args[0] ?? 5_000);
  for (const variant of VARIANTS) {
    const count = variant === 'protocol' ? seeds : Math.ceil(seeds / 20);
    console.log(JSON.stringify(await simulateMany(variant, count, Number(process.env.SEED ?? 1))));
  }
  console.log(JSON.stringify({ campaign: await campaign(Number(process.env.SEED ?? 1), 10_000, 400) }));
};
