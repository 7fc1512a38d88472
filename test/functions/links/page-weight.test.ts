import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { compose } from '../../../functions/compose.ts';
import { readConfig } from '../../../functions/config.ts';
import { linksHost } from '../../../functions/local/hosts/links-host.ts';
import { linkKind } from '../../../shared/links/link.ts';
import { mintLink } from '../../../shared/links/mint-link.ts';
import { searchVolunteer } from '../../../shared/offers/search/search.ts';
import { create } from '../../../shared/table/write.ts';
import { TUESDAY_NOON, VISIT } from '../../builders/chain.ts';
import { memoryTable } from '../../doubles/memory-table.ts';
import { openBrowser } from '../../support/browser-jar.ts';
import { aReadyVolunteer, missionNow, openChain, volunteerNumber } from '../../support/chain.ts';

const ORIGIN = 'http://localhost:3001';
const GOAL_BYTES = 14 * 1024;

it('an offer opens within the first round trip of a bad network: page and sheets in 14 KB, no script', async () => {
  const table = memoryTable();
  const world = compose(
    readConfig({
      DESK_ORIGIN: 'http://localhost:3000',
      LINKS_ORIGIN: ORIGIN,
      OIDC_ISSUER: 'http://localhost:3003',
      OIDC_CLIENT_ID: 'desk',
      APP_SECRET: 's'.repeat(43),
    }),
    { table, clock: { now: () => TUESDAY_NOON }, log: () => undefined },
  );
  await openChain(table, [aReadyVolunteer(0)]);
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
  const app = linksHost(world);
  const browser = openBrowser(app, ORIGIN);
  await browser.go(`/m/${token}`);
  expect(browser.text).toContain('Pourquoi vous ?');
  expect(browser.page).not.toMatch(/<script|<img|@import|\son[a-z]+=/i);

  const sheets = [...browser.page.matchAll(/<link[^>]+href="([^"]+\.css)"/g)].map(([, href]) => href ?? '');
  expect(sheets.length).toBeGreaterThan(0);
  const weights = [gzipSync(browser.page).length];
  for (const sheet of sheets) {
    const answer = await app.request(`${ORIGIN}${sheet}`);
    expect(answer.status, sheet).toBe(200);
    weights.push(gzipSync(await answer.text()).length);
  }
  expect(weights.reduce((sum, bytes) => sum + bytes, 0)).toBeLessThanOrEqual(GOAL_BYTES);
});
