import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { LOCAL_AWS } from '../../functions/local/table/engine.ts';
import type { MessageDraft } from '../../shared/messages/draft.ts';
import { put } from '../../shared/table/write.ts';
import { plus } from '../../shared/time/instant.ts';
import { townKind } from '../../shared/town/settings.ts';
import { aTown, TUESDAY_NOON } from '../builders/chain.ts';
import { useEngine } from '../support/engine.ts';
import { openTown } from '../support/outbox.ts';
import { virtualTime } from './virtual-time.ts';

const { freshTable } = useEngine();
const kills = Number(process.env.KILLS ?? 15);
const seed = Number(process.env.SEED ?? 1);
const MESSAGES = Math.max(12, kills);

let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'prevenance-kill-'));
  await build({
    entryPoints: [join(import.meta.dirname, 'outbox-worker.ts')],
    outfile: join(folder, 'worker.mjs'),
    bundle: true,
    platform: 'node',
    format: 'esm',
    mainFields: ['module', 'main'],
    logLevel: 'error',
  });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs a worker; kills it with -9 that many milliseconds after it began, or lets it end. */
const runWorker = (
  environment: Record<string, string>,
  killAfter: number | undefined,
): Promise<'killed' | 'ended'> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(folder, 'worker.mjs')], {
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    child.stdout.once('data', () => {
      if (killAfter !== undefined) setTimeout(() => child.kill('SIGKILL'), killAfter);
    });
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      if (signal === 'SIGKILL') resolve('killed');
      else if (code === 0) resolve('ended');
      else reject(new Error(`the worker ended with ${code}`));
    });
  });

/** R6, and law 12 where it hurts most. KILLS=1000 for the proof. */
it(`a worker killed with -9, again and again, loses no message and repeats at most one for each kill (${kills} kills)`, async () => {
  const fresh = await freshTable();
  const town = await openTown(fresh);
  await town.write(put(townKind, aTown(), 'any'));
  const drafts = Array.from(
    { length: MESSAGES },
    (_, n): MessageDraft => ({
      message: { kind: 'coordinator-alert', reason: 'urgent-flag', count: n + 1 },
      recipient: 'duty',
      subject: 'duty',
      round: String(n),
      dueAt: TUESDAY_NOON,
      notAfter: plus(TUESDAY_NOON, { days: 30 }),
    }),
  );
  for (const draft of drafts) await town.ask(aTown(), draft);

  const { below } = virtualTime(seed);
  let offset = Date.parse(TUESDAY_NOON) - Date.now();
  const environment = () => ({
    ...LOCAL_AWS,
    NODE_NO_WARNINGS: '1',
    PREVENANCE_TABLE: fresh.name,
    DESK_ORIGIN: 'http://localhost:3000',
    LINKS_ORIGIN: 'http://localhost:3001',
    OIDC_ISSUER: 'http://localhost:3003',
    OIDC_CLIENT_ID: 'desk',
    APP_SECRET: 's'.repeat(43),
    AWS_ENDPOINT_URL_DYNAMODB: fresh.endpoint,
    AWS_ENDPOINT_URL_SNS: town.snsEndpoint,
    OFFSET_MILLIS: String(offset),
  });
  let killed = 0;
  for (let run = 0; run < kills; run += 1) {
    const end = await runWorker(environment(), below(160));
    if (end === 'killed') killed += 1;
    // The next worker comes when the lease of the dead one is over.
    offset += 6 * 60_000;
  }
  expect(await runWorker(environment(), undefined)).toBe('ended');

  const copies = drafts.map(
    (_, n) => town.requests.filter(({ body }) => body.includes(` ${n + 1} signalement`)).length,
  );
  const duplicates = copies.reduce((sum, taken) => sum + taken - 1, 0);
  console.info(JSON.stringify({ seed, killed, messages: MESSAGES, duplicates }));
  expect(Math.min(...copies)).toBeGreaterThanOrEqual(1);
  expect(duplicates).toBeLessThanOrEqual(killed);
  expect(killed).toBeGreaterThan(0);
  for (const draft of drafts) expect(await town.read(draft)).toMatchObject({ state: 'sent' });
});
