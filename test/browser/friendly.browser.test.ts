import { serve } from '@hono/node-server';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compose } from '../../functions/compose.ts';
import { readConfig } from '../../functions/config.ts';
import { linksHost } from '../../functions/local/hosts/links-host.ts';
import { linkKind } from '../../shared/links/link.ts';
import { mintLink } from '../../shared/links/mint-link.ts';
import { create } from '../../shared/table/write.ts';
import { plus } from '../../shared/time/instant.ts';
import { volunteerNumber } from '../support/chain.ts';
import { testDesk } from '../support/desk.ts';
import { aFriend, calm, openFriendlyTown } from '../support/friendly-day.ts';
import { freePorts } from '../support/ports.ts';
import { lookAt, stopServing, useBrowser } from './support/browser.ts';

const PORT = await freePorts(2);
const LINKS = `http://localhost:${PORT}`;
const DESK = `http://localhost:${PORT + 1}`;
const MORNING = calm('09:30');
const { open } = useBrowser();
const servers: ReturnType<typeof serve>[] = [];

/** Four people whom somebody calls on Tuesdays, one of them on the list of the house; one volunteer was asked at half past eight. */
const morning = async () => {
  const town = await openFriendlyTown([{}, {}, {}, {}], [aFriend(1)], { batchSize: 3 });
  await town.tick(calm('07:00'));
  await town.tick(calm('08:30'));
  const [batch] = town.batches();
  if (!batch) throw new Error('nobody was asked');
  const world = compose(
    readConfig({
      DESK_ORIGIN: DESK,
      LINKS_ORIGIN: LINKS,
      OIDC_ISSUER: 'http://localhost:3003',
      OIDC_CLIENT_ID: 'desk',
      APP_SECRET: 's'.repeat(43),
    }),
    { table: town.table, clock: { now: () => MORNING }, log: () => undefined },
  );
  const { token, link } = mintLink(world.ids, {
    town: 'besancon',
    volunteerId: volunteerNumber(1),
    now: MORNING,
    purpose: 'calls',
    batchId: batch.id,
    until: plus(MORNING, { hours: 12 }),
  });
  await town.table.commit([create(linkKind, link)]);
  const clock = { now: () => MORNING };
  const desk = await testDesk({
    table: town.table,
    town: 'none',
    origin: DESK,
    now: MORNING,
    sessionClock: clock,
  });
  return { town, desk, token, links: linksHost(world) };
};

let made: Awaited<ReturnType<typeof morning>>;
beforeAll(async () => {
  made = await morning();
  servers.push(serve({ fetch: (request) => made.links.fetch(request), port: PORT }));
  servers.push(serve({ fetch: made.desk.app.fetch, port: PORT + 1 }));
});
afterAll(async () => {
  await Promise.all(servers.map(stopServing));
});

/** The page's script sends it and opens the next page afterwards: a click alone does not wait for that. */
const outcome = async (page: Page, name: string): Promise<void> => {
  const next = page.waitForEvent('load');
  await page.locator('section.card').getByRole('button', { name, exact: true }).first().click();
  await next;
};

describe('a morning of friendly calls', () => {
  it('is shared between a volunteer’s telephone and the desk, and each sees what the other has done', async () => {
    const { town, desk, token } = made;
    const volunteer = await open({ on: 'phone' });
    await volunteer.goto(`${LINKS}/a/${token}`);
    expect(await volunteer.textContent('main')).toContain('3 appels');
    await lookAt(volunteer, 'friendly-1-offer', ['phone', 'desk']);
    await volunteer.getByRole('button', { name: 'Oui, j’appellerai' }).click();
    await volunteer.getByText('Encore 3 appels').waitFor();
    // A friendly call is no heat call: nothing of shutters, water or a referent to warn.
    expect(await volunteer.textContent('main')).not.toMatch(/chaleur|Volets/);
    await lookAt(volunteer, 'friendly-2-next', ['phone', 'desk']);
    await outcome(volunteer, 'Va bien');
    await volunteer.getByText('Encore 2 appels').waitFor();

    const coordinator = await open({ on: 'desk' });
    const cookie = (await desk.as('coordinator')).cookies.get('desk') ?? '';
    await coordinator.context().addCookies([{ name: 'desk', value: cookie, url: DESK }]);
    await coordinator.goto(`${DESK}/appels`);
    await lookAt(coordinator, 'friendly-3-list', ['desk', 'phone']);
    await coordinator
      .getByRole('button', { name: /suivante?/ })
      .first()
      .click();
    await coordinator.getByRole('heading', { name: 'Essais' }).waitFor();
    await lookAt(coordinator, 'friendly-4-call', ['desk', 'phone']);
    await coordinator.getByRole('button', { name: 'Va bien', exact: true }).first().click();
    await coordinator.getByText('La réponse est notée').or(coordinator.getByText('noté')).first().waitFor();
    await coordinator.goto(`${DESK}/appels/personnes`);
    await lookAt(coordinator, 'friendly-5-followed', ['desk', 'phone']);

    const reached = town.calls().filter(({ state }) => state === 'reached');
    expect(reached.map(({ holder }) => holder.by).sort()).toEqual(['desk', 'volunteer']);
  });
});
