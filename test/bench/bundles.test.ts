import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { linkKind } from '../../shared/links/link.ts';
import { mintLink } from '../../shared/links/mint-link.ts';
import { searchVolunteer } from '../../shared/offers/search/search.ts';
import { create } from '../../shared/table/write.ts';
import { TUESDAY_NOON, VISIT } from '../builders/chain.ts';
import { aReadyVolunteer, missionNow, openChain, volunteerNumber } from '../support/chain.ts';
import { useEngine } from '../support/engine.ts';
import { tableOn } from '../support/tables.ts';
import { type Bundle, bundle } from './bundle.ts';

const directory = mkdtempSync(join(tmpdir(), 'links-bundle-'));
afterAll(() => rmSync(directory, { recursive: true }));

const outfile = join(directory, 'links.mjs');
const engine = useEngine();
let links: Bundle = { bytes: 0, inputs: {} };
beforeAll(async () => {
  links = await bundle('functions/links/index.ts', outfile);
});

const GOAL_BYTES = 450_000;

it('what an SMS opens starts from 450 KB at most, and carries nothing that only others need', () => {
  const inside = Object.keys(links.inputs);
  // The list of files is real: what must be there is there.
  expect(inside.some((file) => file.includes('@aws-sdk/client-dynamodb/'))).toBe(true);
  expect(
    inside.filter((file) =>
      /client-sns\/|libphonenumber-js\/|ical-generator\/|functions\/(space|desk|outbox)\//.test(file),
    ),
  ).toEqual([]);
  expect(links.bytes).toBeGreaterThan(100_000);
  expect(links.bytes).toBeLessThanOrEqual(GOAL_BYTES);
});

it('what was left out of it is never missed: the file alone, far from its packages, answers from the table', async () => {
  const fresh = await engine.freshTable({ stream: false });
  const table = tableOn(fresh);
  const world = await openChain(table, [aReadyVolunteer(0)]);
  await searchVolunteer(world, VISIT, TUESDAY_NOON);
  const { token, link } = mintLink(world.ids, {
    town: 'besancon',
    volunteerId: volunteerNumber(0),
    now: TUESDAY_NOON,
    purpose: 'mission',
    mission: await missionNow(table),
    consent: 'FRIENDLY_VISIT',
  });
  await table.commit([create(linkKind, link)]);
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_DYNAMODB: fresh.endpoint,
    PREVENANCE_TABLE: fresh.name,
    DESK_ORIGIN: 'http://localhost:3000',
    LINKS_ORIGIN: 'http://localhost:3001',
    OIDC_ISSUER: 'http://localhost:3003',
    OIDC_CLIENT_ID: 'desk',
    APP_SECRET: 's'.repeat(43),
  });
  const { handler } = await import(pathToFileURL(outfile).href);
  const answer = await handler(
    {
      version: '2.0',
      rawPath: '/m',
      rawQueryString: '',
      cookies: [`m=${token}`],
      headers: { host: 'localhost:3001' },
      requestContext: { http: { method: 'GET', path: '/m' } },
      isBase64Encoded: false,
    },
    {},
  );
  // The process reads its own clock: the visit of the builders is over for it, or open; the table answered either way.
  expect([200, 410]).toContain(answer.statusCode);
  expect(answer.body).toContain('Maison des Seniors de Besançon');
});
