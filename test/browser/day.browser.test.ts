import { serve } from '@hono/node-server';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { busyDesk, VISIT_PATH } from '../functions/desk/day/town.ts';
import type { TestDesk } from '../support/desk.ts';
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
  desk = await busyDesk({ origin: ORIGIN });
  server = serve({ fetch: desk.app.fetch, port: PORT });
  cookie = (await desk.as('coordinator')).cookies.get('desk') ?? '';
});
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
});

const signedIn = async (visit: Visit): Promise<Page> => {
  const page = await open(visit);
  await page.context().addCookies([{ name: 'desk', value: cookie, url: ORIGIN }]);
  return page;
};
const looked = async (page: Page, name: string): Promise<void> => {
  await expectNoViolations(page);
  await expectNoSidewaysScroll(page);
  if (SHOTS) await screenshot(page, `${SHOTS}/${name}.png`);
};

describe.each(['phone', 'desk'] as const)('the coordinator’s pages, on a %s', (on) => {
  it.each([
    ['day', '/', 'La journée'],
    ['missions', '/missions?jour=2026-11-25', 'Missions'],
    ['mission', VISIT_PATH, 'Visite de convivialité'],
    ['service', '/services/ser_SSSSSSSSSSSSSSSSSSSSSSSSSS', 'Visite de convivialité'],
    ['concern', '/inquietudes/con_CCCCCCCCCCCCCCCCCCCCCCCCCC', 'Inquiétude'],
    ['tasks', '/taches', 'Tâches'],
    ['messages', '/messages', 'SMS'],
  ])('%s reads without a barrier', async (name, path, heading) => {
    const page = await signedIn({ on });
    await page.goto(`${ORIGIN}${path}`);
    expect(await page.textContent('h1')).toContain(heading);
    await looked(page, `${name}-${on}`);
  });
});

describe('a day without JavaScript', () => {
  it('goes from the first page to somebody for tomorrow’s visit', async () => {
    const page = await signedIn({ on: 'phone', javascript: false });
    await page.goto(`${ORIGIN}/`);
    await page.getByRole('link', { name: 'Trouver quelqu’un' }).click();
    await page.getByText('A dit oui…').first().click();
    await page.getByRole('button', { name: 'Noter son oui' }).first().click();
    expect(await page.textContent('main')).toContain('Le oui est noté.');
    await page.goto(`${ORIGIN}/`);
    expect(await page.textContent('main')).toContain('Chaque visite des deux jours à venir a quelqu’un.');
  });

  it('answers a concern, asked for words first', async () => {
    const page = await signedIn({ on: 'desk', javascript: false });
    await page.goto(`${ORIGIN}/`);
    await page.getByRole('link', { name: 'Répondre' }).click();
    await page.getByRole('button', { name: 'C’est fait' }).click();
    expect(await page.textContent('#problems')).toContain('Écrivez ce que vous avez fait');
    await page.getByLabel('Ce que j’ai fait').fill('Le portage de repas commence demain.');
    await page.getByRole('button', { name: 'C’est fait' }).click();
    expect(await page.textContent('main')).toContain('suivie, à clore');
  });
});
