import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LEVELS } from '../../shared/heat/level.ts';
import { memoryTable } from '../doubles/memory-table.ts';
import { type HotDayOutcome, type HotDayPlan, playHotDay } from './hot-days.ts';

/** `npm run proof -- heatwave` plays 10,000 days, of up to 5,000 people; the suite 200 of small towns. */
const DAYS = Number(process.env.DAYS ?? 200);
const MOST_PEOPLE = Number(process.env.MOST_PEOPLE ?? 60);
const SEED = Number(process.env.SEED ?? 2026);

const peopleArb = fc.oneof(
  { weight: 60, arbitrary: fc.integer({ min: 20, max: 50 }) },
  { weight: 6, arbitrary: fc.integer({ min: 50, max: Math.min(MOST_PEOPLE, 200) }) },
  { weight: MOST_PEOPLE > 200 ? 1 : 0, arbitrary: fc.integer({ min: 50, max: MOST_PEOPLE }) },
);
const plan: fc.Arbitrary<HotDayPlan> = fc.record({
  seed: fc.nat(1_000_000_000),
  people: peopleArb,
  volunteers: fc.integer({ min: 0, max: 8 }),
  agents: fc.integer({ min: 1, max: 6 }),
  silentPercent: fc.constantFrom(0, 30, 60, 100),
  lostPercent: fc.constantFrom(0, 20, 50),
  killedPermille: fc.constantFrom(0, 5, 30),
  level: fc.constantFrom(...LEVELS),
  activatedAfter: fc.constantFrom(0, 60, 15 * 60, 16 * 60, 17 * 60 + 30, 19 * 60, 21 * 60),
  stepMinutes: fc.constantFrom(30, 45),
});

describe('a hot day', () => {
  it(`forgets nobody, on ${DAYS} days with silence, crashes, lost and doubled ticks, and a register that moves`, {
    timeout: 3_600_000,
  }, async () => {
    const days: HotDayOutcome[] = [];
    await fc.assert(
      fc.asyncProperty(plan, async (one) => {
        const table = memoryTable();
        const readAll = async <T>(kind: { readonly name: string }): Promise<readonly T[]> =>
          table.ofKind(kind.name).map((item) => item.data as T);
        const day = await playHotDay(one, table, readAll);
        days.push(day);
        expect(day.faults).toEqual([]);
      }),
      { seed: SEED, numRuns: DAYS, endOnFailure: true },
    );
    const worst = days.reduce((most, one) => (one.worstQueue > most.worstQueue ? one : most));
    const sum = (of: (day: HotDayOutcome) => number) => days.reduce((total, day) => total + of(day), 0);
    if (process.env.DAYS)
      console.info(
        `${days.length} days, ${sum((day) => day.owed)} obligations, ${sum((day) => day.reached)} reached, 0 forgotten, ` +
          `${sum((day) => day.texts)} texts; worst coordinator queue ${worst.worstQueue} of ${worst.owed} at ${worst.worstQueueAt}; seed ${SEED}`,
      );
    expect(sum((day) => day.reached)).toBeGreaterThan(0);
  });
});
