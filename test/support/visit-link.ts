import { compose } from '../../functions/compose.ts';
import { readConfig } from '../../functions/config.ts';
import { linksHost } from '../../functions/local/hosts/links-host.ts';
import { linkKind } from '../../shared/links/link.ts';
import { mintLink } from '../../shared/links/mint-link.ts';
import { searchVolunteer } from '../../shared/offers/search/search.ts';
import { create } from '../../shared/table/write.ts';
import type { Instant } from '../../shared/time/instant.ts';
import { TUESDAY_NOON, VISIT } from '../builders/chain.ts';
import { memoryTable } from '../doubles/memory-table.ts';
import { openBrowser } from './browser-jar.ts';
import { aReadyVolunteer, missionNow, openChain, volunteerNumber } from './chain.ts';
import { LINKS_ORIGIN } from './links.ts';

/** A volunteer who opened the SMS of a visit tomorrow, at that moment. */
export const openVisit = async (at: Instant = TUESDAY_NOON) => {
  const table = memoryTable();
  let now: Instant = TUESDAY_NOON;
  const world = compose(
    readConfig({
      DESK_ORIGIN: 'http://localhost:3000',
      LINKS_ORIGIN,
      OIDC_ISSUER: 'http://localhost:3003',
      OIDC_CLIENT_ID: 'desk',
      APP_SECRET: 's'.repeat(43),
    }),
    { table, clock: { now: () => now }, log: () => undefined },
  );
  await openChain(table, [aReadyVolunteer(0)]);
  await searchVolunteer(world, VISIT, now);
  const { token, link } = mintLink(world.ids, {
    town: 'besancon',
    volunteerId: volunteerNumber(0),
    now,
    purpose: 'mission',
    mission: await missionNow(table),
    consent: 'FRIENDLY_VISIT',
  });
  await table.commit([create(linkKind, link)]);
  now = at;
  const browser = openBrowser(linksHost(world), LINKS_ORIGIN);
  await browser.go(`/m/${token}`);
  return {
    table,
    browser,
    moveTo: (later: Instant) => {
      now = later;
    },
  };
};
