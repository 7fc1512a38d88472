import { serve } from '@hono/node-server';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { consentKind } from '../../shared/consents/consent.ts';
import { missionKind } from '../../shared/missions/store.ts';
import { phoneSchema } from '../../shared/phone/phone.ts';
import { seniorWrites } from '../../shared/seniors/write-senior.ts';
import { serviceKind } from '../../shared/services/store.ts';
import { create } from '../../shared/table/write.ts';
import { civilDay } from '../../shared/time/civil.ts';
import { volunteerKind } from '../../shared/volunteers/store.ts';
import { aConsent, aMission, aSenior, aVolunteer, JEANNE, PAUL, TUESDAY_NOON } from '../builders/chain.ts';
import { aService, ODETTE } from '../builders/situations.ts';
import { staffIdOf, type TestDesk, testDesk } from '../support/desk.ts';
import { freePorts } from '../support/ports.ts';
import {
  expectNoSidewaysScroll,
  expectNoViolations,
  screenshot,
  useBrowser,
  type Visit,
} from './support/browser.ts';

const PORT = await freePorts();
const ORIGIN = `http://localhost:${PORT}`;
const SHOTS = process.env.SHOTS;
const { open } = useBrowser();
let desk: TestDesk;
let server: ReturnType<typeof serve>;
let cookie = '';

beforeAll(async () => {
  desk = await testDesk({ origin: ORIGIN });
  server = serve({ fetch: desk.app.fetch, port: PORT });
  const claire = await desk.as('coordinator');
  cookie = claire.cookies.get('desk') ?? '';
  const happening = {
    action: 'senior-created',
    actor: { kind: 'staff' as const, id: staffIdOf('coordinator') },
    at: TUESDAY_NOON,
  };
  const jeanne = aSenior({
    civility: 'madame',
    birthDay: civilDay('1938-03-07'),
    phones: [{ phone: phoneSchema.parse('+33353010021'), label: 'fixe' }],
    practicalNotes: 'Sonner deux fois, parler fort.',
    wishes: 'Jouer aux cartes, sortir au marché.',
    gives: 'Apprendre le tricot.',
    referentId: staffIdOf('coordinator'),
    emergencyContacts: [{ name: 'Luc Martin', link: 'fils', phone: phoneSchema.parse('+33639980044') }],
    lastContactAt: TUESDAY_NOON,
  });
  await desk.table.commit(seniorWrites(desk.world, undefined, jeanne, happening));
  await desk.table.commit(
    seniorWrites(desk.world, undefined, aSenior({ id: ODETTE, state: 'waiting' }), happening),
  );
  await desk.table.commit([
    create(consentKind, aConsent()),
    create(serviceKind, aService()),
    create(volunteerKind, aVolunteer()),
    create(
      missionKind,
      aMission({
        state: 'filled',
        holder: { volunteerId: PAUL, since: TUESDAY_NOON, via: 'link', devices: [] },
      }),
    ),
  ]);
});
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
});

const claireAt = async (visit: Visit, path: string): Promise<Page> => {
  const page = await open(visit);
  await page.context().addCookies([{ name: 'desk', value: cookie, url: ORIGIN }]);
  await page.goto(`${ORIGIN}${path}`);
  return page;
};

const BASE = `/personnes/${JEANNE}`;
const PAGES: readonly (readonly [string, string])[] = [
  ['list', '/personnes'],
  ['senior', BASE],
  ['identity', `${BASE}/identite`],
  ['notes', `${BASE}/notes`],
  ['address', `${BASE}/adresse`],
  ['consents', `${BASE}/accords`],
  ['letter', `${BASE}/accords/lettre`],
  ['picture', `${BASE}/liens`],
  ['duplicates', `${BASE}/doublons`],
  ['merge', `${BASE}/fusion?avec=${ODETTE}`],
  ['close', `${BASE}/cloture?raison=died`],
  ['new', '/personnes/nouvelle'],
];

it.each(PAGES)('the page « %s » reads at the desk and on a phone, without violation', async (name, path) => {
  for (const on of ['desk', 'phone'] as const) {
    const page = await claireAt({ on }, path);
    await expectNoViolations(page);
    await expectNoSidewaysScroll(page);
    if (SHOTS) await screenshot(page, `${SHOTS}/${name}-${on}.png`);
  }
});

it('a death is confirmed in words, and the file says that everything has stopped', async () => {
  const page = await claireAt({ on: 'desk', javascript: false }, BASE);
  await page.getByRole('link', { name: 'Décès, déménagement, souhait d’arrêter' }).click();
  await page.getByRole('link', { name: 'Décès' }).click();
  await page.getByRole('button', { name: 'Clore le dossier' }).click();
  expect(await page.textContent('main')).toContain('Dossier clos : décès');
  expect(await page.textContent('main')).toContain('Appeler le bénévole');
});
