import { describe, expect, it } from 'vitest';
import { compose } from '../../../functions/compose.ts';
import { readConfig } from '../../../functions/config.ts';
import { linksHost } from '../../../functions/local/hosts/links-host.ts';
import { linkKind } from '../../../shared/links/link.ts';
import { mintLink } from '../../../shared/links/mint-link.ts';
import { missionKey, missionKind } from '../../../shared/missions/store.ts';
import { searchVolunteer } from '../../../shared/offers/search/search.ts';
import { create, replace } from '../../../shared/table/write.ts';
import { type Instant, minus, plus } from '../../../shared/time/instant.ts';
import { TUESDAY_NOON, VISIT, VISIT_STARTS } from '../../builders/chain.ts';
import { memoryTable } from '../../doubles/memory-table.ts';
import { openBrowser } from '../../support/browser-jar.ts';
import { aReadyVolunteer, missionNow, openChain, volunteerNumber } from '../../support/chain.ts';
import { LINKS_ORIGIN } from '../../support/links.ts';

/** A volunteer who opened the SMS of a visit tomorrow, at that moment. */
const openVisit = async (at: Instant = TUESDAY_NOON) => {
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
const countOf = (page: string, what: string): number => page.split(what).length - 1;

describe('what a text asks, its page lets answer', () => {
  it('« je confirme ou je ne peux plus »: both are buttons, and the no stands there once', async () => {
    const { table, browser, moveTo } = await openVisit();
    await browser.submit('/m/accepter');
    expect(browser.text).toContain('La veille, un SMS vous demandera de confirmer.');
    const stored = await table.get(missionKind, missionKey(VISIT));
    if (!stored) throw new Error('no mission');
    const eve = minus(VISIT_STARTS, { hours: 21 });
    const reminded = { ...stored.value, steps: { ...stored.value.steps, dayBeforeAt: eve } };
    await table.commit([replace(missionKind, stored, reminded)]);
    moveTo(eve);
    await browser.go('/m');
    expect(browser.text).toContain('Je confirme que j’y vais');
    expect(browser.page).toContain('<a class="button second" href="/m/rendre">Je ne peux plus y aller</a>');
    expect(countOf(browser.page, 'href="/m/rendre"')).toBe(1);
    await browser.submit('/m/confirmer');
    expect(countOf(browser.page, 'href="/m/rendre"')).toBe(1);
    expect(browser.page).not.toContain('class="button second" href="/m/rendre"');
  });

  it('a yes given on the very day is not asked again: no text comes, and none is announced', async () => {
    const { browser } = await openVisit(minus(VISIT_STARTS, { hours: 5 }));
    await browser.submit('/m/accepter');
    expect(browser.text).toContain('la mission est à vous');
    expect(browser.text).not.toContain('Je confirme');
    expect(browser.text).not.toContain('La veille, un SMS');
    expect(browser.text).toContain('Un imprévu d’ici là');
  });

  it('a mission given back on the very day is not thanked for having been in time', async () => {
    const { browser, moveTo } = await openVisit();
    await browser.submit('/m/accepter');
    moveTo(minus(VISIT_STARTS, { hours: 1 }));
    await browser.go('/m/rendre');
    await browser.submit('/m/rendre');
    expect(browser.text).toContain('Merci de l’avoir dit.');
    expect(browser.text).not.toContain('à temps');
  });

  it('whoever found the door shut reads who asks after her now', async () => {
    const { browser, moveTo } = await openVisit();
    await browser.submit('/m/accepter');
    moveTo(plus(VISIT_STARTS, { minutes: 20 }));
    await browser.go('/m/compte-rendu');
    await browser.submit('/m/compte-rendu', { outcome: 'not-home' });
    expect(browser.text).toContain(
      'est enregistrée. Personne n’a répondu. La coordination est prévenue et prend de ses nouvelles.',
    );
  });

  it('an address typed by hand, without the rest of the link, leads to a new one', async () => {
    const { browser } = await openVisit();
    await browser.go('/');
    expect(browser.status).toBe(404);
    expect(browser.page).toContain('href="/lien-perdu"');
  });
});
