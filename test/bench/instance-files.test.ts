import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { run as assignment } from './assignment.bench.ts';
import { run as gap } from './gap.bench.ts';
import { run as vrptw } from './vrptw.bench.ts';

const folder = mkdtempSync(join(tmpdir(), 'instances-'));
afterAll(() => rmSync(folder, { recursive: true }));
const fileOf = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

let [printed, complaints]: [string[], string[]] = [[], []];
beforeEach(() => {
  [printed, complaints] = [[], []];
  vi.spyOn(console, 'log').mockImplementation((line) => printed.push(String(line)));
  vi.spyOn(console, 'error').mockImplementation((line) => complaints.push(String(line)));
});
afterEach(() => {
  vi.restoreAllMocks();
  process.exitCode = undefined;
});

const ROUTES = 'TINY\nVEHICLE\nNUMBER CAPACITY\n 1 10\nCUSTOMER\n 0 0 0 0 0 90 0\n 1 3 4 1 0 90 1\n';

describe.each([
  ['assignment', assignment, '1\n7\n', { instance: 'tiny', objective: 7, optimal: true }],
  ['gap', gap, '1 1\r\n3\r\n2\r\n5\r\n', { instance: 'tiny', objective: 3, optimal: true }],
  ['vrptw', vrptw, ROUTES, { instance: 'TINY', distance: 10, vehicles: 1, feasible: true }],
] as const)('%s, given files', (_, run, text, line) => {
  it('solves those it can read, says what the others are, and fails at the end', async () => {
    const missing = join(folder, 'nothing.txt');
    const words = fileOf('words.txt', 'no numbers here\n1 2\n');
    const tiny = fileOf('tiny.txt', text);
    await run([missing, folder, words, tiny, ...(run === assignment ? [] : ['--seconds', '0.2'])]);
    expect(process.exitCode).toBe(1);
    expect(printed.map((one) => JSON.parse(one))).toEqual([expect.objectContaining(line)]);
    expect(complaints).toHaveLength(3);
    for (const [n, file] of [missing, folder, words].entries())
      expect(complaints[n]?.startsWith(`${file}: `)).toBe(true);
  });

  it('says what it wants when it is given none', async () => {
    await run([]);
    expect([process.exitCode, complaints.length, printed.length]).toEqual([1, 1, 0]);
    expect(complaints[0]).toContain('FILE…');
  });
});
