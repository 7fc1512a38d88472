import { serve } from '@hono/node-server';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Role } from '../../shared/staff/staff.ts';
import { type TestDesk, testDesk } from '../support/desk.ts';
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
const cookies = new Map<Role, string>();

beforeAll(async () => {
  desk = await testDesk({ origin: ORIGIN });
  server = serve({ fetch: desk.app.fetch, port: PORT });
  for (const [role, name] of [
    ['social-worker', 'Sofia Meunier'],
    ['coordinator', 'Claire Vuillemin'],
  ] as const) {
    const signedIn = await desk.as(role, {
      name,
      organisation: role === 'coordinator' ? 'Maison des Seniors' : 'CMS Planoise',
    });
    cookies.set(role, signedIn.cookies.get('desk') ?? '');
  }
});
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
});

const signedIn = async (role: Role, visit: Visit): Promise<Page> => {
  const page = await open(visit);
  await page.context().addCookies([{ name: 'desk', value: cookies.get(role) ?? '', url: ORIGIN }]);
  return page;
};

/** axe is a script: it looks at the same pages with JavaScript on. */
const looked = async (page: Page, name: string, scripts = true): Promise<void> => {
  if (!scripts) return;
  await expectNoViolations(page);
  await expectNoSidewaysScroll(page);
  if (SHOTS) await screenshot(page, `${SHOTS}/${name}.png`);
};

const fill = async (page: Page, name: string): Promise<void> => {
  await page.getByLabel('Son nom').fill(name);
  await page.getByLabel('Son adresse').fill('8 rue Battant');
  await page.getByLabel('Elle est seule').check();
  await page.getByLabel('Plus de visites').check();
  await page.getByLabel('Avec vos mots').fill('Les volets sont fermés depuis lundi.');
  await page.getByLabel('Important').check();
  await page.getByLabel('Oui, elle est d’accord').check();
};

describe.each([
  ['with JavaScript', true],
  ['without JavaScript', false],
])('flagging from a stairwell, on a phone, %s', (_, javascript) => {
  const phone: Visit = { on: 'phone', javascript };

  it('one tap from the first page, one form, one receipt with a number', async () => {
    const page = await signedIn('social-worker', phone);
    await page.goto(`${ORIGIN}/`);
    await page.getByRole('main').getByRole('link', { name: 'Signaler une personne' }).click();
    await looked(page, 'flag-form', javascript);
    await fill(page, 'Mme Odette Perrin');
    await page.getByRole('button', { name: 'Envoyer le signalement' }).click();
    await page.waitForURL(/\/recu$/);
    expect(await page.locator('.number-big').textContent()).toMatch(/^S-\d{4,8}$/);
    await looked(page, 'flag-receipt', javascript);
    await page.getByRole('link', { name: 'Suivre mes signalements' }).click();
    expect(await page.textContent('main')).toContain('Votre signalement est reçu.');
    await looked(page, 'my-flags', javascript);
  });

  it('an immediate danger shows the numbers and will not be the only alert', async () => {
    const page = await signedIn('social-worker', phone);
    await page.goto(`${ORIGIN}/signalements/nouveau`);
    expect(await page.getByRole('link', { name: /^15/ }).getAttribute('href')).toBe('tel:15');
    // At twice the text, as telephones of people who see badly show it.
    await page.evaluate('document.documentElement.style.fontSize = "200%"');
    await expectNoSidewaysScroll(page);
    await page.evaluate('document.documentElement.style.fontSize = ""');
    const tick = page.getByLabel('J’ai appelé les secours', { exact: false });
    expect(await tick.isVisible()).toBe(false);
    await fill(page, 'M. Paul Girard');
    await page.getByRole('radio', { name: 'Danger immédiat' }).check();
    expect(await tick.isVisible()).toBe(true);
    await page.getByRole('button', { name: 'Envoyer le signalement' }).click();
    expect(await page.textContent('#problems')).toContain('appelez d’abord les secours');
    await looked(page, 'flag-danger', javascript);
    await tick.check();
    await page.getByRole('button', { name: 'Envoyer le signalement' }).click();
    await page.waitForURL(/\/recu$/);
  });
});

it('the coordinator reads the queue, calls, and opens the file, at the desk', async () => {
  const page = await signedIn('coordinator', { on: 'desk' });
  await page.goto(`${ORIGIN}/signalements`);
  await looked(page, 'queue');
  await page.getByRole('link', { name: 'Mme Odette Perrin' }).first().click();
  await looked(page, 'flag');
  await page.getByRole('button', { name: 'Je m’en occupe' }).click();
  await page.getByRole('button', { name: 'J’ai parlé avec la personne' }).click();
  await page.getByRole('link', { name: 'Ouvrir son dossier et noter ses accords' }).click();
  await looked(page, 'take-up');
  await page.getByLabel('Référent').selectOption({ label: 'Claire Vuillemin, Maison des Seniors' });
  await page.getByRole('group', { name: 'Visites de convivialité' }).getByLabel('D’accord').check();
  await page.getByRole('button', { name: 'Ouvrir le dossier' }).click();
  await page.waitForURL(/\/personnes\//);
});

it('the queue reads on a phone too', async () => {
  const page = await signedIn('coordinator', { on: 'phone' });
  await page.goto(`${ORIGIN}/signalements`);
  await looked(page, 'queue-phone');
});
