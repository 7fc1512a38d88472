import { describe, expect, it } from 'vitest';
import { compose } from '../../../functions/compose.ts';
import { readConfig } from '../../../functions/config.ts';
import { linksHost } from '../../../functions/local/hosts/links-host.ts';
import { consentKind } from '../../../shared/consents/consent.ts';
import { linkKind } from '../../../shared/links/link.ts';
import { mintLink } from '../../../shared/links/mint-link.ts';
import { searchVolunteer } from '../../../shared/offers/search/search.ts';
import { create, put } from '../../../shared/table/write.ts';
import { type Instant, minus, plus } from '../../../shared/time/instant.ts';
import { aConsent, TUESDAY_NOON, VISIT, VISIT_STARTS } from '../../builders/chain.ts';
import { memoryTable } from '../../doubles/memory-table.ts';
import { openBrowser } from '../../support/browser-jar.ts';
import { aReadyVolunteer, missionNow, openChain, volunteerNumber } from '../../support/chain.ts';
import { testDesk } from '../../support/desk.ts';

const ORIGIN = 'http://localhost:3001';

const openCall = async () => {
  const table = memoryTable();
  let now: Instant = TUESDAY_NOON;
  const world = compose(
    readConfig({
      DESK_ORIGIN: 'http://localhost:3000',
      LINKS_ORIGIN: ORIGIN,
      OIDC_ISSUER: 'http://localhost:3003',
      OIDC_CLIENT_ID: 'desk',
      APP_SECRET: 's'.repeat(43),
    }),
    { table, clock: { now: () => now }, log: () => undefined },
  );
  const caller = aReadyVolunteer(0, { programmes: ['FRIENDLY_CALL'] });
  await openChain(table, [caller], { programme: 'FRIENDLY_CALL', act: 'call', durationMinutes: 20 });
  await table.commit([put(consentKind, aConsent({ purpose: 'FRIENDLY_CALL' }), 'any')]);
  await searchVolunteer(world, VISIT, now);
  const { token, link } = mintLink(world.ids, {
    town: 'besancon',
    volunteerId: volunteerNumber(0),
    now,
    purpose: 'mission',
    mission: await missionNow(table),
    consent: 'FRIENDLY_CALL',
  });
  await table.commit([create(linkKind, link)]);
  const browser = openBrowser(linksHost(world), ORIGIN);
  await browser.go(`/m/${token}`);
  return {
    table,
    browser,
    at: (later: Instant) => {
      now = later;
    },
  };
};

describe('a call from home', () => {
  it('speaks of a number from the offer to the day, never of a door or of having arrived', async () => {
    const { browser, at } = await openCall();
    expect(browser.text).toContain('Oui, j’appellerai');
    expect(browser.text).toContain('Le nom et le numéro s’affichent');
    await browser.submit('/m/accepter');
    expect(browser.text).toContain('À appeler');
    expect(browser.text).toContain('Je ne peux plus appeler');
    expect(browser.text).not.toContain('y aller');
    at(VISIT_STARTS);
    await browser.go('/m');
    expect(browser.text).toContain('C’est aujourd’hui');
    expect(browser.text).toContain('Personne ne répond');
    expect(browser.text).toContain('Dire comment ça s’est passé');
    expect(browser.text).not.toContain('J’y suis');
    expect(browser.text).not.toContain('Porte');
  });

  it('asks for the code of another telephone without speaking of an address', async () => {
    const { browser } = await openCall();
    await browser.submit('/m/accepter');
    await browser.go('/m/code');
    expect(browser.text).toContain('Voir le nom et le numéro');
    expect(browser.text).not.toContain('adresse');
  });

  it('shows its coordinator whom it is for, and no address', async () => {
    const { table } = await openCall();
    const desk = await testDesk({ table, town: 'none', now: TUESDAY_NOON });
    const page = await (await (await desk.as('coordinator')).get(`/missions/${VISIT}`)).text();
    expect(page).toContain('<dt>Pour</dt>');
    expect(page).not.toContain('<dt>Adresse</dt>');
  });

  it('is confirmed, given back and reported as a call: nobody comes, and nothing is a visit', async () => {
    const { browser, at } = await openCall();
    await browser.submit('/m/accepter');
    await browser.go('/m/rendre');
    expect(browser.text).toContain('mieux vaut le dire que laisser attendre');
    at(minus(VISIT_STARTS, { hours: 20 }));
    await browser.go('/m');
    await browser.submit('/m/confirmer');
    expect(browser.text).toContain('La personne attend votre appel');
    at(plus(VISIT_STARTS, { minutes: 30 }));
    await browser.go('/m/compte-rendu');
    await browser.submit('/m/compte-rendu', { outcome: 'other' });
    expect(browser.text).toContain('L’appel n’a pas eu lieu');
    expect(browser.text).not.toContain('visite');
  });
});
