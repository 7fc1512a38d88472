import { serve } from '@hono/node-server';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { missionKind } from '../../shared/missions/store.ts';
import { offerKind } from '../../shared/offers/store.ts';
import { seniorKind } from '../../shared/seniors/store.ts';
import { put } from '../../shared/table/write.ts';
import { newVolunteerWrites } from '../../shared/volunteers/enrol.ts';
import { volunteerKind } from '../../shared/volunteers/store.ts';
import { aMission, anOffer, aSenior, aVolunteer, TUESDAY_NOON as NOW, PAUL } from '../builders/chain.ts';
import { everyRequirement } from '../builders/volunteers.ts';
import { type TestDesk, testDesk } from '../support/desk.ts';
import { type LinksTown, openLinksTown } from '../support/links.ts';
import { freePorts } from '../support/ports.ts';
import { lookAt, useBrowser, type Visit } from './support/browser.ts';

const PORT = await freePorts(2);
const LINKS = `http://localhost:${PORT}`;
const DESK = `http://localhost:${PORT + 1}`;
const { open } = useBrowser();

let links: LinksTown;
let desk: TestDesk;
let ticket = '';
const servers: ReturnType<typeof serve>[] = [];

const holder = { volunteerId: PAUL, since: NOW, via: 'link' as const, devices: [] };
const aBusyPaul = () =>
  aVolunteer({ requirements: everyRequirement(), availability: ['mon-am', 'wed-pm', 'fri-pm'] });

beforeAll(async () => {
  // The town of each test answers at one address.
  servers.push(serve({ fetch: (request) => links.app.fetch(request), port: PORT }));
  desk = await testDesk({ origin: DESK });
  servers.push(serve({ fetch: desk.app.fetch, port: PORT + 1 }));
  ticket = (await desk.as('coordinator')).cookies.get('desk') ?? '';
  await desk.table.commit([
    ...newVolunteerWrites(desk.world.config.appSecret, aBusyPaul(), {
      action: 'volunteer-applied',
      actor: { kind: 'public', id: '' },
      at: NOW,
    }),
    ...newVolunteerWrites(
      desk.world.config.appSecret,
      aVolunteer({
        id: `vol_${'D'.repeat(26)}` as typeof PAUL,
        firstName: 'Marie',
        lastName: 'Évrard',
        state: 'candidate',
        phone: '+33639980077' as ReturnType<typeof aVolunteer>['phone'],
        appliedAt: '2026-11-12T09:00:00.000Z' as typeof NOW,
      }),
      { action: 'volunteer-applied', actor: { kind: 'public', id: '' }, at: NOW },
    ),
    put(seniorKind, aSenior(), 'absent'),
    put(missionKind, aMission({ state: 'filled', holder }), 'absent'),
    put(offerKind, anOffer({ state: 'accepted' }), 'absent'),
  ]);
});
afterAll(async () => {
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
});
beforeEach(async () => {
  links = await openLinksTown([aBusyPaul()], { origin: LINKS });
  await links.table.commit([put(missionKind, aMission({ state: 'filled', holder }), 'absent')]);
});

/** axe is a script: it looks at the same pages with JavaScript on. */
const looked = async (page: Page, name: string, visit?: Visit): Promise<void> => {
  if (visit?.javascript !== false) await lookAt(page, name);
};

const VISITS: readonly Visit[] = [{ on: 'phone' }, { on: 'phone', javascript: false }];
const named = ({ on, javascript = true }: Visit) => `${on}${javascript ? '' : ', without JavaScript'}`;

describe.each(VISITS.map((visit) => [named(visit), visit] as const))('on a %s', (_, visit) => {
  it('a pause is two taps after the SMS, and one more ends it', async () => {
    const page = await open(visit);
    await page.goto(`${LINKS}/e/${await links.spaceLink(PAUL)}`);
    expect(page.url()).toBe(`${LINKS}/espace`);
    await looked(page, 'espace', visit);
    await page.getByRole('link', { name: 'Faire une pause' }).click();
    await looked(page, 'pause', visit);
    await page.getByRole('button', { name: /Deux semaines/ }).click();
    await page.getByText('En pause jusqu’au 7 décembre 2026 inclus').waitFor();
    expect((await links.volunteer(PAUL)).state).toBe('paused');
    await looked(page, 'en-pause', visit);
    await page.getByRole('button', { name: 'Reprendre maintenant' }).click();
    await page.getByText('Heureux de vous retrouver').waitFor();
    expect((await links.volunteer(PAUL)).state).toBe('active');
  });

  it('a departure is two taps too, and says thank you', async () => {
    const page = await open(visit);
    await page.goto(`${LINKS}/e/${await links.spaceLink(PAUL)}`);
    await page.getByRole('link', { name: 'Quitter le réseau' }).click();
    await looked(page, 'partir', visit);
    await page.getByRole('button', { name: 'Je quitte le réseau' }).click();
    await page.getByRole('heading', { name: /Merci pour tout/ }).waitFor();
    await looked(page, 'au-revoir', visit);
    expect((await links.volunteer(PAUL)).state).toBe('left');
  });

  it('an application is filled in and received', async () => {
    const page = await open(visit);
    await page.goto(`${LINKS}/devenir-benevole`);
    await looked(page, 'candidature', visit);
    await page.getByLabel('Prénom').fill('Inès');
    await page.getByRole('button', { name: 'Envoyer ma candidature' }).click();
    await page.getByText('Il reste 3 choses à corriger').waitFor();
    await looked(page, 'candidature-a-corriger', visit);
    await page.getByLabel('Nom', { exact: true }).fill('Diallo');
    await page.getByLabel('Téléphone', { exact: true }).fill('06 39 98 10 10');
    await page.getByText('Visite de convivialité').click();
    await page.getByRole('checkbox', { name: 'mercredi après-midi' }).check();
    await page.getByRole('button', { name: 'Envoyer ma candidature' }).click();
    await page.getByRole('heading', { name: 'Merci, c’est bien arrivé' }).waitFor();
    await looked(page, 'candidature-recue', visit);
    expect(
      links
        .all(volunteerKind)
        .map(({ firstName }) => firstName)
        .sort(),
    ).toEqual(['Inès', 'Paul']);
  });
});

describe('every page of « Mon espace » is clean', () => {
  it('on a phone and on a desk', async () => {
    const page = await open({ on: 'phone' });
    await page.goto(`${LINKS}/e/${await links.spaceLink(PAUL)}`);
    for (const path of [
      'missions',
      'sms',
      'donnees',
      'calendrier',
      'binome',
      'absences',
      'disponibilites',
      'rythme',
      'deplacements',
      'types-de-mission',
      'langues',
      'gouts',
      'lieux',
      'coordonnees',
    ]) {
      await page.goto(`${LINKS}/espace/${path}`);
      await looked(page, `espace-${path}`);
    }
    await page.goto(`${LINKS}/espace/calendrier`);
    await page.getByRole('button', { name: 'Ouvrir mon adresse privée' }).click();
    await page.getByText('Changer l’adresse').waitFor();
    await looked(page, `espace-calendrier-ouvert`);
    await page.goto(`${LINKS}/lien-perdu`);
    await looked(page, `lien-perdu`);
  });
});

describe('the coordinator’s pages of volunteers are clean', () => {
  it('on a phone and on a desk', async () => {
    const page = await open({ on: 'phone' });
    await page.context().addCookies([{ name: 'desk', value: ticket, url: DESK }]);
    const pages: readonly (readonly [string, string])[] = [
      ['liste', '/benevoles'],
      ['liste-candidats', '/benevoles?etat=candidate'],
      ['fiche', `/benevoles/${PAUL}`],
      ['fiche-candidate', `/benevoles/vol_${'D'.repeat(26)}`],
      ['modifier', `/benevoles/${PAUL}/modifier`],
      ['piece', `/benevoles/${PAUL}/piece?kind=criminal-record`],
      ['pause', `/benevoles/${PAUL}/pause`],
      ['depart', `/benevoles/${PAUL}/depart`],
      ['binome', `/benevoles/${PAUL}/binome`],
      ['associer', `/benevoles/${PAUL}/associer`],
      ['nouveau', '/benevoles/nouveau'],
    ];
    for (const [name, path] of pages) {
      await page.goto(`${DESK}${path}`);
      await looked(page, `bureau-${name}`);
    }
  });
});
