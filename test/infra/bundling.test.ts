import { mkdtempSync, rmSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BUNDLE, LEFT_OUT } from '../../infra/bundling.ts';

const directory = mkdtempSync(join(tmpdir(), 'bundle-'));
const outfile = join(directory, 'index.mjs');
let imports: readonly { path: string; kind: string; external?: boolean }[] = [];
let bytes = 0;

beforeAll(async () => {
  const { banner, mainFields, external, ...options } = BUNDLE;
  const { metafile } = await build({
    ...options,
    entryPoints: ['functions/receipts/index.ts'],
    mainFields: [...mainFields],
    external: [...external],
    banner: { js: banner },
    bundle: true,
    metafile: true,
    logLevel: 'silent',
    outfile,
  });
  for (const output of Object.values(metafile.outputs)) {
    imports = output.imports;
    bytes = output.bytes;
  }
});
afterAll(() => rmSync(directory, { recursive: true }));

describe('one file for each function', () => {
  it('carries the SDK: what stays outside is Node itself, and sign-in that Lambda never asks for', () => {
    const left: readonly string[] = LEFT_OUT;
    const outside = imports.filter(({ path }) => !isBuiltin(path));
    for (const { path, kind } of outside) {
      expect(left).toContain(path);
      expect(kind, `${path} would be loaded at the start`).toBe('dynamic-import');
    }
    expect(outside.length).toBeGreaterThan(0);
  });

  it('loads by itself, far from node_modules, and stays light', async () => {
    const loaded = await import(pathToFileURL(outfile).href);
    expect(loaded.handler).toBeTypeOf('function');
    expect(bytes).toBeLessThan(450_000);
  });
});
