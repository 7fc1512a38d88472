import { compose } from '../../functions/compose.ts';
import { readConfig } from '../../functions/config.ts';
import { linksHost } from '../../functions/local/hosts/links-host.ts';
import { activate } from '../../shared/heat/campaign/activate.ts';
import { linkKind } from '../../shared/links/link.ts';
import { mintLink } from '../../shared/links/mint-link.ts';
import { create } from '../../shared/table/write.ts';
import { addDays } from '../../shared/time/civil.ts';
import { type Instant, plus } from '../../shared/time/instant.ts';
import { HOT_DAY, hot, NADIA, OMAR } from '../builders/heat.ts';
import { openBrowser } from './browser-jar.ts';
import { aCaller, aPerson, openHotTown } from './hot-day.ts';

/** A hot morning on the real links host: the calls are open, one batch is out, and its link is at hand. */
export const openCallsMorning = async ({
  people = 5,
  callers = 1,
  origin = 'http://localhost:3001',
}: {
  people?: number;
  callers?: number;
  origin?: string;
} = {}) => {
  const town = await openHotTown(
    Array.from({ length: people }, (_, n) => aPerson(n)),
    Array.from({ length: callers }, (_, n) => aCaller(n)),
  );
  let now: Instant = hot('08:30');
  const world = compose(
    readConfig({
      DESK_ORIGIN: 'http://localhost:3000',
      LINKS_ORIGIN: origin,
      OIDC_ISSUER: 'http://localhost:3003',
      OIDC_CLIENT_ID: 'desk',
      APP_SECRET: 's'.repeat(43),
    }),
    { table: town.table, clock: { now: () => now }, log: () => undefined },
  );
  const wish = {
    level: 'orange',
    startsOn: HOT_DAY,
    expectedEnd: addDays(HOT_DAY, 2),
    duty: [NADIA, OMAR],
  } as const;
  const opened = await activate(world, wish, NADIA, now);
  if (!opened.ok) throw new Error(opened.refusal.reason);
  const app = linksHost(world);
  const batch = town.batches()[0];
  const asked = batch?.asked[0];
  if (!batch || !asked) throw new Error('nobody was asked');
  const { token, link } = mintLink(world.ids, {
    town: 'besancon',
    volunteerId: asked.volunteerId,
    now,
    purpose: 'calls',
    batchId: batch.id,
    until: plus(now, { hours: 12 }),
  });
  await town.table.commit([create(linkKind, link)]);
  return {
    ...town,
    world,
    app,
    batchId: batch.id,
    volunteerId: asked.volunteerId,
    token,
    at: (time: string) => {
      now = hot(time);
    },
    browser: () => openBrowser(app, origin),
  };
};
