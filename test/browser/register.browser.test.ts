import { serve } from '@hono/node-server';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { linksHost } from '../../functions/local/hosts/links-host.ts';
import { registerAtDesk } from '../../shared/register/change-entry.ts';
import { readerKind } from '../../shared/register/readers/reader.ts';
import { create } from '../../shared/table/write.ts';
import { civilDay } from '../../shared/time/civil.ts';
import { TUESDAY_NOON } from '../builders/chain.ts';
import { aRegistered } from '../builders/register.ts';
import { staffIdOf, type TestDesk, testDesk } from '../support/desk.ts';
import { freePorts } from '../support/ports.ts';
import {
  expectNoSidewaysScroll,
  expectNoViolations,
  screenshot,
  useBrowser,
  type Visit,
} from './support/browser.ts';

const PORT = await freePorts(2);
const DESK = `http://localhost:${PORT}`;
const LINKS = `http://localhost:${PORT + 1}`;
const SHOTS = process.env.SHOTS;
const { open } = useBrowser();
let desk: TestDesk;
const servers: ReturnType<typeof serve>[] = [];
const cookies = { reader: '', officer: '', coordinator: '' };
let entryPath = '';

beforeAll(async () => {
  desk = await testDesk({
    origin: DESK,
    activation: async () => ({ id: 'cam_besancon.2026-11-24', startedAt: TUESDAY_NOON }),
  });
  const world = { ...desk.world, config: { ...desk.world.config, linksOrigin: LINKS } };
  servers.push(serve({ fetch: desk.app.fetch, port: PORT }));
  servers.push(serve({ fetch: linksHost(world).fetch, port: PORT + 1 }));
  const cookieOf = async (role: 'duty-officer' | 'data-protection-officer' | 'coordinator', name: string) =>
    (await desk.as(role, { name })).cookies.get('desk') ?? '';
  cookies.reader = await cookieOf('duty-officer', 'Samira Benali');
  cookies.officer = await cookieOf('data-protection-officer', 'Estelle Jacquot');
  cookies.coordinator = await cookieOf('coordinator', 'Nadia Perrin');
  await desk.table.commit([
    create(readerKind, {
      staffId: staffIdOf('duty-officer'),
      town: 'besancon',
      act: 'arrêté n° 2026-118 du 4 mai',
      from: civilDay('2026-05-04'),
      to: civilDay('2027-05-03'),
      namedBy: staffIdOf('coordinator'),
      at: TUESDAY_NOON,
    }),
  ]);
  const request = {
    by: 'third-party',
    channel: 'letter',
    at: TUESDAY_NOON,
    asker: { name: 'Anne Perrin', quality: 'fille' },
    proof: 'courrier du 20 novembre',
  } as const;
  const made = await registerAtDesk(
    desk.world,
    { person: aRegistered({ livesAlone: true, floor: 3 }), request },
    { kind: 'staff', id: staffIdOf('duty-officer') },
    TUESDAY_NOON,
  );
  if (!made.ok) throw new Error(made.refusal.reason);
  entryPath = `/registre/${made.value.id}`;
});
afterAll(async () => {
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
});

const at = async (who: keyof typeof cookies, visit: Visit, path: string): Promise<Page> => {
  const page = await open(visit);
  await page.context().addCookies([{ name: 'desk', value: cookies[who], url: DESK }]);
  await page.goto(`${DESK}${path}`);
  return page;
};
/** Unless this reader opened it a moment ago. */
const pressOpen = async (page: Page): Promise<void> => {
  const button = page.getByRole('button', { name: 'Ouvrir', exact: true });
  if ((await button.count()) > 0) await button.click();
};
const look = async (page: Page, name: string): Promise<void> => {
  await expectNoViolations(page);
  await expectNoSidewaysScroll(page);
  if (SHOTS) await screenshot(page, `${SHOTS}/${name}.png`);
};

it('from an online request to the letter, the yes, and the opposition that ends it, without JavaScript', async () => {
  const visitor = await open({ on: 'phone', javascript: false });
  await visitor.goto(`${LINKS}/inscription-registre`);
  if (SHOTS) await screenshot(visitor, `${SHOTS}/request-phone.png`);
  await visitor.getByRole('radio', { name: /^pour quelqu’un d’autre/ }).check();
  await visitor.getByLabel('Si c’est pour quelqu’un d’autre : votre nom').fill('Luc Morel');
  await visitor.getByLabel('Prénom', { exact: true }).fill('Simone');
  await visitor.getByLabel('Nom', { exact: true }).fill('Morel');
  await visitor.getByLabel('Date de naissance', { exact: true }).fill('1936-02-11');
  await visitor.getByRole('radio', { name: /^65 ans/ }).check();
  await visitor.getByLabel('Numéro et rue').fill('8 rue de Dole');
  await visitor.getByLabel('Téléphone de cette personne').fill('03 53 01 00 77');
  await visitor.getByRole('button', { name: 'Envoyer la demande' }).click();
  expect(await visitor.textContent('main')).toContain('qui vous êtes pour cette personne');
  if (SHOTS) await screenshot(visitor, `${SHOTS}/request-problem-phone.png`);
  await visitor.getByLabel('Qui êtes-vous pour cette personne').fill('fils');
  await visitor.getByRole('button', { name: 'Envoyer la demande' }).click();
  expect(await visitor.textContent('h1')).toBe('Votre demande est bien arrivée');
  if (SHOTS) await screenshot(visitor, `${SHOTS}/received-phone.png`);

  const page = await at('reader', { on: 'desk', javascript: false }, '/registre?liste=demandes');
  if (SHOTS) await screenshot(page, `${SHOTS}/door-desk.png`);
  await pressOpen(page);
  await page.getByRole('button', { name: 'Ouvrir la fiche de Morel' }).click();
  expect(await page.textContent('main')).toContain('Lire cette demande');
  if (SHOTS) await screenshot(page, `${SHOTS}/requested-desk.png`);
  await page.getByRole('button', { name: 'Accepter' }).click();
  await page.getByRole('link', { name: 'Imprimer l’accusé de réception' }).click();
  expect(await page.textContent('article')).toContain('Elle vient de : Luc Morel (fils).');
  if (SHOTS) await screenshot(page, `${SHOTS}/letter-desk.png`);
  await page.goBack();
  await page.getByRole('button', { name: 'Noter l’envoi' }).click();
  expect(await page.textContent('main')).toContain('Sans opposition, son inscription est confirmée le');
  await page.getByRole('button', { name: 'Elle dit oui : confirmer tout de suite' }).click();
  expect(await page.textContent('.head')).toContain('Au registre');
  await page.getByRole('link', { name: 'Elle s’oppose à son inscription' }).click();
  if (SHOTS) await screenshot(page, `${SHOTS}/opposition-desk.png`);
  await page.getByRole('button', { name: 'Noter l’opposition' }).click();
  expect(await page.textContent('.head')).toContain('Opposition');
  expect(await page.textContent('main')).not.toContain('03 53 01 00 77');
  if (SHOTS) await screenshot(page, `${SHOTS}/opposed-desk.png`);
});

it.each(['desk', 'phone'] as const)('the pages of a named agent read well on a %s', async (on) => {
  const page = await at('reader', { on }, '/registre');
  await pressOpen(page);
  for (const [name, path] of [
    ['list', '/registre?liste=accuses'],
    ['new', '/registre/nouvelle'],
    ...(on === 'desk' ? ([['export', '/registre/export']] as const) : []),
  ] as const) {
    await page.goto(`${DESK}${path}`);
    await look(page, `${name}-${on}`);
  }
  await page.goto(`${DESK}${entryPath}`);
  await pressOpen(page);
  await look(page, `entry-${on}`);
  await page.goto(`${DESK}${entryPath}/radiation`);
  await look(page, `removal-${on}`);
  await page.goto(`${DESK}/registre/lettres/accuses`);
  await pressOpen(page);
  await look(page, `letters-${on}`);
});

it.each(['desk', 'phone'] as const)(
  'so do those of whoever names, watches, or is not named, on a %s',
  async (on) => {
    await look(await at('coordinator', { on }, '/registre'), `not-named-${on}`);
    await look(await at('coordinator', { on }, '/registre/agents'), `readers-${on}`);
    await look(await at('officer', { on }, '/registre/lectures'), `log-${on}`);
    const visitor = await open({ on });
    await visitor.goto(`${LINKS}/inscription-registre/formulaire`);
    await look(visitor, `paper-${on}`);
  },
);
