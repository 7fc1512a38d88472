import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { bundle } from './bundle.ts';

const directory = mkdtempSync(join(tmpdir(), 'links-bundle-'));
afterAll(() => rmSync(directory, { recursive: true }));

const GOAL_BYTES = 450_000;

it('what an SMS opens starts from 450 KB at most, and carries nothing that only others need', async () => {
  const { bytes, inputs } = await bundle('functions/links/index.ts', join(directory, 'links.mjs'));
  const inside = Object.keys(inputs);
  // The list of files is real: what must be there is there.
  expect(inside.some((file) => file.includes('@aws-sdk/client-dynamodb/'))).toBe(true);
  expect(
    inside.filter((file) =>
      /client-sns\/|libphonenumber-js\/|ical-generator\/|functions\/(space|desk|outbox)\//.test(file),
    ),
  ).toEqual([]);
  expect(bytes).toBeLessThanOrEqual(GOAL_BYTES);
});
