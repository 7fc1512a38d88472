import { describe, expect, it } from 'vitest';
import { tickEvent } from '../../../functions/local/time/tick-event.ts';
import { feedOf, vigilanceHandler } from '../../../functions/vigilance/handler.ts';
import { ok } from '../../../shared/result/result.ts';
import { instant } from '../../../shared/time/instant.ts';
import { proposalKind } from '../../../shared/vigilance/proposal.ts';
import { aVigilanceText } from '../../builders/vigilance.ts';
import { townOf } from '../../builders/volunteers.ts';

const MORNING = instant('2026-07-10T04:10:00Z');
const event = tickEvent(MORNING);

const woken = async () => {
  const { world: around, all } = await townOf();
  const lines: unknown[] = [];
  const config = {
    ...around.config,
    tableName: 'prevenance',
    deskOrigin: 'http://localhost:3000',
    oidc: { issuer: 'http://localhost:3003', clientId: 'desk', clientSecret: undefined },
    smsNumbers: 'fiction',
    addressFinder: 'offline',
  } as const;
  const world = {
    ...around,
    config,
    clock: { now: () => MORNING },
    log: (line: unknown) => lines.push(line),
  };
  return { world, all, lines };
};

describe('the vigilance, woken each minute', () => {
  it('asks its feed and proposes what it calls for', async () => {
    const { world, all, lines } = await woken();
    const handle = vigilanceHandler(world, { current: async () => ok(aVigilanceText()) });
    expect(await handle(event)).toEqual({ batchItemFailures: [] });
    await handle(event);
    expect(all(proposalKind)).toHaveLength(1);
    expect(lines).toEqual([
      { event: 'vigilance-tick', done: 'asked' },
      { event: 'vigilance-tick', done: 'too-soon' },
    ]);
  });

  it('has no feed without a key, and is no failure', async () => {
    const { world, lines } = await woken();
    expect(feedOf(world)).toBeUndefined();
    expect(feedOf({ ...world, config: { ...world.config, vigilanceKey: 'k' } })).toBeDefined();
    await vigilanceHandler(world)(event);
    expect(lines).toEqual([{ event: 'vigilance-tick', done: 'no-key' }]);
  });

  it('gives the tick back when the table fails, so that the queue brings it again', async () => {
    const { world } = await woken();
    const broken = { ...world, table: { ...world.table, get: () => Promise.reject(new Error('gone')) } };
    const handle = vigilanceHandler(broken, { current: async () => ok('') });
    expect((await handle(event)).batchItemFailures).toHaveLength(1);
  });
});
