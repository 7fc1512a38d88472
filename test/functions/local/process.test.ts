import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { isAlive } from '../../../functions/local/processes.ts';
import { freePorts } from '../../support/ports.ts';

const port = await freePorts(4);
const desk = `http://localhost:${port}`;
const telephone = `http://localhost:${port + 2}`;
let folder: string;
const children: ChildProcess[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'prevenance-process-'));
});
afterEach(async () => {
  for (const child of children.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    child.kill('SIGKILL');
    await new Promise((resolve) => child.once('exit', resolve));
  }
  rmSync(folder, { recursive: true, force: true });
});

const SMALL_TOWN = `
  const { main } = await import('./functions/local/main.ts');
  const { smallTown } = await import('./test/functions/local/small-town.ts');
  process.exitCode = await main(process.argv.slice(1), process.env, smallTown());
`;

const place = () => ({ PREVENANCE_DATA: folder, PORT: `${port}` });

/** The town as `npm start` runs it, in a process of its own. */
const run = (...args: string[]) => {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', '--input-type=module', '-e', SMALL_TOWN, '--', ...args],
    { env: { ...process.env, ...place() }, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  children.push(child);
  let said = '';
  child.stdout?.on('data', (text: Buffer) => {
    said += text;
  });
  child.stderr?.on('data', (text: Buffer) => {
    said += text;
  });
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  return { child, ended, said: () => said };
};
const started = async (...args: string[]) => {
  const town = run(...args);
  await expect.poll(town.said).toContain('Prévenance est prête');
  return town;
};
const engineMark = (): string =>
  z.object({ engine: z.string() }).parse(JSON.parse(readFileSync(join(folder, 'town.json'), 'utf8'))).engine;
const bodies = async (): Promise<string[]> => {
  const messages = z.array(z.object({ body: z.string() }));
  return messages.parse(await (await fetch(`${telephone}/messages.json`)).json()).map(({ body }) => body);
};

describe('npm start', () => {
  it('prints where to go, and stops cleanly when asked', async () => {
    const town = await started();
    for (const address of [desk, telephone, `${desk}/api`]) expect(town.said()).toContain(address);
    expect(town.said()).toContain('Code d’installation : ABCD-2345');
    const engine = engineMark();
    town.child.kill('SIGTERM');
    expect(await town.ended).toBe(0);
    expect(town.said()).toContain('Tout est gardé');
    expect(isAlive(engine)).toBe(false);
  });

  it('says in a sentence that a port is in use', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(port + 2, '127.0.0.1', resolve));
    const town = run();
    expect(await town.ended).toBe(1);
    expect(town.said()).toContain(`Le port ${port + 2} (téléphone) est déjà pris.`);
    expect(town.said()).not.toContain('Error');
    await new Promise((resolve) => other.close(resolve));
  });

  it('says in a sentence that an option is not understood', async () => {
    const town = run('--vide');
    expect(await town.ended).toBe(1);
    expect(town.said()).toContain('Option non comprise : --vide');
  });

  it('left behind by npm that was killed with -9, stops and frees the folder for the next start', async () => {
    const script = 'node --import tsx --input-type=module -e "$SMALL_TOWN" & wait';
    const npm = spawn('/bin/sh', ['-c', script], {
      env: { ...process.env, ...place(), SMALL_TOWN, npm_lifecycle_event: 'start' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    children.push(npm);
    let said = '';
    npm.stdout.on('data', (text: Buffer) => {
      said += text;
    });
    await expect.poll(() => said).toContain('Prévenance est prête');
    npm.kill('SIGKILL');
    await started();
  });

  it('killed with -9 and started again, has lost nothing that it acknowledged', async () => {
    const first = await started();
    const engine = engineMark();
    const acknowledged: string[] = [];
    const writers = Array.from({ length: 6 }, async (_, writer) => {
      for (let n = 0; n < 200; n += 1) {
        const id = `sms-${writer}-${n}`;
        const answer = await fetch(`${desk}/letters/${id}`, { method: 'POST' });
        if (answer.status === 201) acknowledged.push(id);
        if (acknowledged.length === 50) first.child.kill('SIGKILL');
      }
    });
    await Promise.allSettled(writers);
    await first.ended;
    expect(acknowledged.length).toBeGreaterThanOrEqual(50);
    await expect.poll(() => isAlive(engine)).toBe(false);

    await started();
    for (const id of acknowledged) expect((await fetch(`${desk}/letters/${id}`)).status).toBe(200);
    const owed = acknowledged.map((id) => `LETTER#${id}`);
    await expect
      .poll(async () => {
        const there = new Set(await bodies());
        return owed.filter((body) => !there.has(body));
      })
      .toEqual([]);
  });
});
