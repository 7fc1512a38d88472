import { describe, expect, it } from 'vitest';
import { hotDayInMemory } from './hot-day-in-memory.ts';
import { planOf, SUITE_SIZES } from './hot-day-plan.ts';

/** The suite plays 200 days of villages and small towns; `npm run proof -- heatwave` 10,000, of up to 5,000 people. */
const DAYS = 200;
const SEED = Number(process.env.SEED ?? 2026);

describe('a hot day', () => {
  it(`forgets nobody, on ${DAYS} days with silence, crashes, lost and doubled ticks, and a register that moves`, async () => {
    let [reached, escalated, texts] = [0, 0, 0];
    for (let n = 0; n < DAYS; n += 1) {
      const plan = planOf(SEED + n, SUITE_SIZES);
      const day = await hotDayInMemory(plan);
      expect(day.faults, `day ${SEED + n}: ${JSON.stringify(plan)}`).toEqual([]);
      reached += day.reached;
      escalated += day.escalated;
      texts += day.texts;
    }
    // Something happened: people were called, some handed up, volunteers asked.
    expect(reached).toBeGreaterThan(1_000);
    expect(escalated).toBeGreaterThan(0);
    expect(texts).toBeGreaterThan(0);
  });
});
