import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { compose, type World } from '../../../../functions/compose.ts';
import { restored } from '../../../../functions/local/commands/restored.ts';
import { EPOCH_KEY, epochKind } from '../../../../shared/messages/store.ts';
import { type Instant, plus } from '../../../../shared/time/instant.ts';
import { TUESDAY_NOON } from '../../../builders/chain.ts';
import { memoryTable } from '../../../doubles/memory-table.ts';

let now: Instant;
let world: World;
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'prevenance-restored-'));
  writeFileSync(join(folder, 'store.json'), '{}');
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
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const run = async (isRunning: boolean, ...args: readonly string[]) => {
  const said: string[] = [];
  const addresses = { desk: '', links: '', telephone: '', identity: '' };
  await restored.run(args, {
    place: { folder, port: 1, address: '', addresses },
    openTown: async () => ({ world, addresses: isRunning ? addresses : undefined, close: async () => {} }),
    out: (text) => said.push(text),
  });
  return said.join('\n');
};
const marked = async () => (await world.table.get(epochKind, EPOCH_KEY))?.value.at;

describe('saying that a backup was put back', () => {
  it('marks the town’s hour, and says what becomes of the messages', async () => {
    const said = await run(false, '--oui');
    expect(said).toContain('mardi 24 novembre 2026, 12\u00a0h');
    expect(said).toContain('page « SMS »');
    expect(said).not.toContain('tournait déjà');
    expect(await marked()).toBe(TUESDAY_NOON);
  });

  it('said again after another backup, holds what was asked since; said by an earlier clock, keeps what held', async () => {
    await run(false, '--oui');
    now = plus(TUESDAY_NOON, { hours: 1 });
    await run(false, '--oui');
    expect(await marked()).toBe(now);
    now = TUESDAY_NOON;
    expect(JSON.parse(await run(false, '--oui', '--json'))).toEqual({
      restoredAt: plus(TUESDAY_NOON, { hours: 1 }),
    });
    expect(await marked()).toBe(plus(TUESDAY_NOON, { hours: 1 }));
  });

  it('asked for by mistake, notes nothing and says what it would do', async () => {
    for (const isRunning of [false, true]) await expect(run(isRunning)).rejects.toThrow('restored --oui');
    await expect(run(false, '--json')).rejects.toThrow('cela ne se reprend pas');
    expect(await marked()).toBeUndefined();
  });

  it('in a folder without a town, makes none to say it of', async () => {
    rmSync(join(folder, 'store.json'));
    await expect(run(false, '--oui')).rejects.toThrow(`Il n’y a pas de ville dans ${folder}`);
    expect(await marked()).toBeUndefined();
  });

  it('beside a town that runs, says what may have left', async () => {
    expect(await run(true, '--oui')).toContain('La ville tournait déjà');
  });
});
