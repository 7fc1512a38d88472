import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { localSettings } from '../../functions/local/table/engine.ts';
import { useEngine } from '../support/engine.ts';
import { type Faults, hasGivenUp, startFaultProxy } from '../support/fault-proxy.ts';
import { tableOn } from '../support/tables.ts';
import { everythingListed } from './hot-day-checks.ts';
import { diceOf, type HotDayPlan, planOf } from './hot-day-plan.ts';
import { playHotDay } from './hot-days.ts';

/** The suite plays one day over the real engine, `npm run proof -- heatwave` twenty. */
const DAYS = Number(process.env.ENGINE_DAYS ?? 1);
const SEED = Number(process.env.SEED ?? 7);
const engine = useEngine();

/** One request in eleven is in trouble. */
const FAULTS: Faults = {
  dropBefore: 1,
  dropAfter: 3,
  twice: 1.5,
  throttled: 1,
  conflict: 2,
  serverError: 0.5,
};

/** A few dozen people: the engine is asked some thousands of times a day. */
const sizes = (most: number) => [{ permille: 1_000, from: DAYS > 1 ? 50 : 12, to: most }];
const plan = (seed: number): HotDayPlan => ({
  ...planOf(seed, sizes(DAYS > 1 ? 70 : 12)),
  ...(DAYS > 1 ? {} : { stepMinutes: 60, volunteers: 3, agents: 2 }),
});

describe('a hot day over the engine', () => {
  it(`forgets nobody on ${DAYS} days on which processes die, and requests and answers get lost on the way`, {
    timeout: DAYS * 600_000,
  }, async () => {
    for (let seed = SEED; seed < SEED + DAYS; seed += 1) {
      const started = performance.now();
      const fresh = await engine.freshTable({ stream: false });
      const store = tableOn(fresh);
      const dice = diceOf(seed * 31 + 1);
      const proxy = await startFaultProxy(fresh.endpoint, FAULTS, dice.chance);
      const client = new DynamoDBClient(localSettings(proxy.endpoint));
      try {
        const day = await playHotDay(plan(seed), {
          store,
          everything: everythingListed(store, 'besancon'),
          shaken: { table: tableOn({ ...fresh, client }), calm: proxy.calm, isExpected: hasGivenUp },
        });
        expect(day.faults, `day ${seed}`).toEqual([]);
        expect(day.owed).toBeGreaterThan(0);
        expect(proxy.counts.dropAfter).toBeGreaterThan(0);
        if (DAYS > 1)
          console.info(
            `day ${seed}: ${day.owed} owed, ${day.reached} reached, ${day.escalated} handed up, worst queue ${day.worstQueue}, ` +
              `${JSON.stringify(proxy.counts)}, ${Math.round((performance.now() - started) / 1000)} s`,
          );
      } finally {
        client.destroy();
        await proxy.stop();
      }
    }
  });
});
