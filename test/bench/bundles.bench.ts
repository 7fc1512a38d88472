import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundle, lambdaNames } from './bundle.ts';

const BARE = `import { Hono } from 'hono';
import { handle } from 'hono/aws-lambda';
export const handler = handle(new Hono().get('/', (c) => c.text('ok')));`;

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** Milliseconds to import a bundle in a process of its own, Node's own start left out. */
const importMs = (file: string): number =>
  Number(
    execFileSync(
      process.execPath,
      [
        '--input-type=module',
        '-e',
        `const start = performance.now(); await import(${JSON.stringify(pathToFileURL(file).href)}); process.stdout.write(String(performance.now() - start)); process.exit(0);`,
      ],
      { env: { ...process.env, NODE_NO_WARNINGS: '1' }, encoding: 'utf8' },
    ),
  );

/**
 * KB (thousands of bytes, minified) and import time of each Lambda, median of `runs` fresh processes (20 unless given),
 * beside a bare Hono on Lambda measured in the same run: milliseconds belong to a machine, the ratio travels. The
 * bundles take turns, so that a slow moment of the machine is everybody's.
 */
export const run = async (args: readonly string[]): Promise<void> => {
  const runs = Number(args[0] ?? 20);
  const directory = mkdtempSync(join(tmpdir(), 'bundles-'));
  try {
    const made = [];
    for (const name of ['bare-hono', ...lambdaNames()]) {
      const outfile = join(directory, `${name}.mjs`);
      const entry = name === 'bare-hono' ? { source: BARE } : `functions/${name}/index.ts`;
      const { bytes } = await bundle(entry, outfile);
      made.push({ name, outfile, bytes, times: [] as number[] });
    }
    for (let i = 0; i < runs; i += 1) for (const one of made) one.times.push(importMs(one.outfile));
    const bare = median(made[0]?.times ?? []);
    const lines = made.map(({ name, bytes, times }) => ({
      bench: 'bundles',
      name,
      kb: Math.round(bytes / 1_000),
      importMs: Math.round(median(times) * 10) / 10,
      timesBareHono: Math.round((median(times) / bare) * 10) / 10,
      runs,
    }));
    console.table(
      lines.map(({ name, kb, importMs, timesBareHono }) => ({ name, kb, importMs, timesBareHono })),
    );
    for (const line of lines) console.log(JSON.stringify(line));
  } finally {
    rmSync(directory, { recursive: true });
  }
};
