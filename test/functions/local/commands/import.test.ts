import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { compose, openTable, systemClock, systemIds, type World } from '../../../../functions/compose.ts';
import { importCommand } from '../../../../functions/local/commands/import.ts';
import { hidingStaged } from '../../../../shared/imports/staged.ts';
import { create } from '../../../../shared/table/write.ts';
import { townKind } from '../../../../shared/town/settings.ts';
import { townFile } from '../../../bench/town-file.ts';
import { aTown } from '../../../builders/chain.ts';
import { seniorsIn } from '../../../shared/imports/import-world.ts';
import { useEngine } from '../../../support/engine.ts';

const { freshTable } = useEngine();
const folder = mkdtempSync(join(tmpdir(), 'import-'));
const config = {
  townId: 'besancon',
  deskOrigin: 'http://localhost:1',
  linksOrigin: 'http://localhost:2',
  oidc: { issuer: 'http://localhost:3', clientId: 'test', clientSecret: undefined },
  appSecret: 's'.repeat(43),
  smsNumbers: 'fiction',
  addressFinder: 'offline',
} as const;

let world: World;
beforeEach(async () => {
  const table = await freshTable();
  process.env.AWS_ENDPOINT_URL_DYNAMODB = table.endpoint;
  const ids = systemIds(systemClock);
  const opened = hidingStaged(openTable(table.name, ids));
  world = compose({ ...config, tableName: table.name }, { table: opened, log: () => {} });
  await world.table.commit([create(townKind, aTown())]);
});

const reportSchema = z.object({
  encoding: z.string(),
  separator: z.string(),
  rows: z.number(),
  accepted: z.number(),
  rejected: z.number(),
  duplicates: z.number(),
  problems: z.array(z.object({ row: z.number(), column: z.string(), reason: z.string() })),
  committed: z.boolean(),
  created: z.number(),
});

/** The command as `npm run -s prevenance -- import …` runs it, beside a running town. */
const run = async (...args: readonly string[]) => {
  const said: string[] = [];
  const addresses = { desk: '', links: '', telephone: '', identity: '' };
  const code = await importCommand.run(args, {
    place: { folder, port: 1, address: '', addresses },
    openTown: async () => ({ world, addresses, close: async () => {} }),
    out: (text) => said.push(text),
  });
  return { code, said: said.join('\n') };
};
const json = async (...args: readonly string[]) => reportSchema.parse(JSON.parse((await run(...args)).said));
const file = (name: string, content: Uint8Array | string): string => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};

describe('the import command, over the real engine', () => {
  it('tries without writing anything, then imports, then finds the file again', async () => {
    const path = file('town.csv', townFile(200));
    const counts = { rows: 200, accepted: 194, rejected: 2, duplicates: 4 };
    const dry = await json('--kind', 'seniors', '--dry-run', '--json', path);
    expect(dry).toMatchObject({ ...counts, encoding: 'utf-8', separator: ';', committed: false, created: 0 });
    expect(dry.problems).toContainEqual(
      expect.objectContaining({ row: 99, column: 'Nom', reason: 'Il manque le nom de famille.' }),
    );
    expect(await seniorsIn(world.table)).toEqual([]);
    expect((await world.table.index('list', { partition: 'besancon#import' })).items).toEqual([]);

    expect(await json('--kind', 'seniors', '--json', path)).toMatchObject({
      ...counts,
      committed: true,
      created: 194,
    });
    expect(await seniorsIn(world.table)).toHaveLength(194);

    expect(await json('--kind', 'seniors', '--json', path)).toMatchObject({ committed: true, created: 0 });
    expect(await seniorsIn(world.table)).toHaveLength(194);
  });

  it('goes on, asked again, with an import that was stopped half-way', async () => {
    const path = file('stopped.csv', townFile(120));
    const { commit } = world.table;
    let left = 4;
    const stopping: World['table']['commit'] = (writes) => {
      left -= 1;
      return left < 0 ? Promise.reject(new Error('stopped')) : commit(writes);
    };
    const whole = world;
    world = { ...whole, table: { ...whole.table, commit: stopping } };
    await expect(run('--kind', 'seniors', path)).rejects.toThrow('stopped');
    world = whole;
    expect(await seniorsIn(world.table)).toEqual([]);
    expect((await run('--kind', 'seniors', path)).said).toMatch(/^Import terminé : 117 personnes créées\./);
    expect(await seniorsIn(world.table)).toHaveLength(117);
  });

  it('imports nobody twice from another file of the same people', async () => {
    await run('--kind', 'seniors', file('a.csv', townFile(40)));
    const same = `${Buffer.from(townFile(40)).toString()}\r\n`;
    const report = await json('--kind', 'seniors', '--json', file('b.csv', same));
    expect(report).toMatchObject({ accepted: 0, duplicates: 40, committed: false, created: 0 });
  });

  it('says in a sentence what is wrong with a file, and exits with 1', async () => {
    const path = file('empty.csv', 'Nom;Prénom\n');
    await expect(run('--kind', 'seniors', path)).rejects.toThrow('aucune ligne en dessous');
    const { code, said } = await run('--kind', 'seniors', '--json', path);
    expect(code).toBe(1);
    expect(JSON.parse(said)).toMatchObject({ refused: 'header-only' });
    await expect(run('--kind', 'people', path)).rejects.toThrow('--kind register, volunteers ou seniors');
    await expect(run('--kind', 'seniors', join(folder, 'nowhere.csv'))).rejects.toThrow('n’existe pas');
  });
});
