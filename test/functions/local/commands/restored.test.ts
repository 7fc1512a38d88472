import { beforeEach, describe, expect, it } from 'vitest';
import { compose, type World } from '../../../../functions/compose.ts';
import { restored } from '../../../../functions/local/commands/restored.ts';
import { EPOCH_KEY, epochKind } from '../../../../shared/messages/store.ts';
import { type Instant, plus } from '../../../../shared/time/instant.ts';
import { TUESDAY_NOON } from '../../../builders/chain.ts';
import { memoryTable } from '../../../doubles/memory-table.ts';

let now: Instant;
let world: World;
beforeEach(() => {
  now = TUESDAY_NOON;
  world = compose(
    {
      tableName: 'prevenance',
      townId: 'besancon',
      deskOrigin: 'http://localhost:1',
      linksOrigin: 'http://localhost:2',
      oidc: { issuer: 'http://localhost:3', clientId: 'test', clientSecret: undefined },
      appSecret: 's'.repeat(43),
      smsNumbers: 'fiction',
      addressFinder: 'offline',
    },
    { table: memoryTable(), clock: { now: () => now }, log: () => {} },
  );
});

const run = async (isRunning: boolean, ...args: readonly string[]) => {
  const said: string[] = [];
  const addresses = { desk: '', links: '', telephone: '', identity: '' };
  await restored.run(args, {
    place: { folder: '', port: 1, address: '', addresses },
    openTown: async () => ({ world, addresses: isRunning ? addresses : undefined, close: async () => {} }),
    out: (text) => said.push(text),
  });
  return said.join('\n');
};
const marked = async () => (await world.table.get(epochKind, EPOCH_KEY))?.value.at;

describe('saying that a backup was put back', () => {
  it('marks the town’s hour, and says what becomes of the messages', async () => {
    const said = await run(false);
    expect(said).toContain('mardi 24 novembre 2026, 12\u00a0h');
    expect(said).toContain('page « SMS »');
    expect(said).not.toContain('tournait déjà');
    expect(await marked()).toBe(TUESDAY_NOON);
  });

  it('said again after another backup, holds what was asked since; said by an earlier clock, keeps what held', async () => {
    await run(false);
    now = plus(TUESDAY_NOON, { hours: 1 });
    await run(false);
    expect(await marked()).toBe(now);
    now = TUESDAY_NOON;
    expect(JSON.parse(await run(false, '--json'))).toEqual({ restoredAt: plus(TUESDAY_NOON, { hours: 1 }) });
    expect(await marked()).toBe(plus(TUESDAY_NOON, { hours: 1 }));
  });

  it('beside a town that runs, says what may have left', async () => {
    expect(await run(true)).toContain('La ville tournait déjà');
  });
});
