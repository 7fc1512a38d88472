import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type AttributeValue,
  type DynamoDBClient,
  ScanCommand,
  type ScanCommandOutput,
} from '@aws-sdk/client-dynamodb';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTable, systemClock, systemIds } from '../../functions/compose.ts';
import { canonical } from '../../shared/ids/digest.ts';
import { create } from '../../shared/table/write.ts';
import { townKind } from '../../shared/town/settings.ts';
import { aTown, TUESDAY_NOON } from '../builders/chain.ts';
import { useEngine } from '../support/engine.ts';
import { runWorker, workerEnvironment } from './import-process.ts';
import { townFile } from './town-file.ts';
import { virtualTime } from './virtual-time.ts';

const { freshTable } = useEngine();
const kills = Number(process.env.KILLS ?? 5);
const seed = Number(process.env.SEED ?? 1);
/** A life writes two batches of some twenty people before it is killed, and the last one writes the rest. */
const rows = 60 * kills;

let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'prevenance-import-kill-'));
  await build({
    entryPoints: [join(import.meta.dirname, 'import-worker.ts')],
    outfile: join(folder, 'worker.mjs'),
    bundle: true,
    platform: 'node',
    format: 'esm',
    mainFields: ['module', 'main'],
    logLevel: 'error',
  });
  writeFileSync(join(folder, 'town.csv'), townFile(rows));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const freshTown = async () => {
  const table = await freshTable({ stream: false });
  process.env.AWS_ENDPOINT_URL_DYNAMODB = table.endpoint;
  await openTable(table.name, systemIds(systemClock)).commit([create(townKind, aTown())]);
  const environment = workerEnvironment(table, join(folder, 'town.csv'), TUESDAY_NOON);
  const work = (killAfterWrites?: number) =>
    runWorker([join(folder, 'worker.mjs')], environment, killAfterWrites);
  return { ...table, work };
};

/** Every item of a table, as text, but the import's own: tried again after a kill, its trace says so. */
const everybody = async (table: {
  readonly name: string;
  readonly client: DynamoDBClient;
}): Promise<ReadonlySet<string>> => {
  const items: Record<string, AttributeValue>[] = [];
  let start: ScanCommandOutput['LastEvaluatedKey'];
  do {
    const page = await table.client.send(
      new ScanCommand({ TableName: table.name, ...(start ? { ExclusiveStartKey: start } : {}) }),
    );
    items.push(...(page.Items ?? []));
    start = page.LastEvaluatedKey;
  } while (start);
  return new Set(items.filter(({ pk }) => !pk?.S?.startsWith('imp_')).map(canonical));
};

/** R15. KILLS=50 for the proof. */
it(`an import killed with -9, again and again, ends as one that never was (${kills} kills, ${rows} rows)`, async () => {
  const calm = await freshTown();
  expect((await calm.work()).isKilled).toBe(false);

  const town = await freshTown();
  const { below } = virtualTime(seed);
  let killed = 0;
  for (let life = 0; life < kills; life += 1) {
    if ((await town.work(1 + below(3))).isKilled) killed += 1;
  }
  const { said } = await town.work();

  console.info(JSON.stringify({ seed, killed, rows }));
  expect(killed).toBeGreaterThan(0);
  expect(JSON.parse(said)).toMatchObject({ rows, created: (rows * 97) / 100 });
  const [left, right] = [await everybody(town), await everybody(calm)];
  expect([...left].filter((item) => !right.has(item))).toEqual([]);
  expect([...right].filter((item) => !left.has(item))).toEqual([]);
  expect(left.size).toBeGreaterThan(4 * rows);
});
