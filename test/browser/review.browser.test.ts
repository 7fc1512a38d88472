import { serve } from '@hono/node-server';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seniorKind } from '../../shared/seniors/store.ts';
import { plus } from '../../shared/time/instant.ts';
import { volunteerKind } from '../../shared/volunteers/store.ts';
import { TUESDAY_NOON as NOW } from '../builders/chain.ts';
import { memoryTable } from '../doubles/memory-table.ts';
import { demonstrationWrites } from '../support/demonstration.ts';
import { type TestDesk, testDesk } from '../support/desk.ts';
import { firstNight } from '../support/night.ts';
import { freePorts } from '../support/ports.ts';
import {
  expectNoSidewaysScroll,
  expectNoViolations,
  lookAt,
  onPaper,
  screenshot,
  useBrowser,
} from './support/browser.ts';

const PORT = await freePorts();
const ORIGIN = `http://localhost:${PORT}`;
const { open } = useBrowser();
const NAMES = /Zyxa|Quenotte/;

let desk: TestDesk;
let server: ReturnType<typeof serve>;

/** The demonstration town, before any review, in which every volunteer and every senior bears a name of ours. */
beforeAll(async () => {
  const table = memoryTable();
  const writes = demonstrationWrites()
    .filter(({ key }) => !key.pk.includes('#review'))
    .map((write, n) =>
      write.op === 'put' && (write.kind === volunteerKind.name || write.kind === seniorKind.name)
        ? { ...write, data: { ...(write.data as object), firstName: 'Quenotte', lastName: `Zyxa${n}` } }
        : write,
    );
  for (let at = 0; at < writes.length; at += 25) await table.commit(writes.slice(at, at + 25));
  await firstNight(table, NOW);
  desk = await testDesk({ table, town: 'none', now: NOW, origin: ORIGIN });
  server = serve({ fetch: desk.app.fetch, port: PORT });
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

const signIn = async (page: Page, role: 'coordinator' | 'reviewer'): Promise<void> => {
  const ticket = (await desk.as(role)).cookies.get('desk') ?? '';
  await page.context().clearCookies();
  await page.context().addCookies([{ name: 'desk', value: encodeURIComponent(ticket), url: ORIGIN }]);
};

const decide = async (page: Page, what: string, measure: string): Promise<void> => {
  await page.getByLabel('Ce que nous décidons').fill(what);
  await page.getByLabel('Qui s’en charge').selectOption({ index: 1 });
  await page.getByLabel('Pour le').fill('2027-01-15');
  await page.getByLabel('La mesure à relire').selectOption({ label: measure });
  await page.getByRole('button', { name: 'Noter la décision' }).click();
  await page.getByText('La décision est notée.').waitFor();
};

const answer = async (page: Page, number: number, verdict: string, words: string): Promise<void> => {
  const card = page.locator(`#decision-${number}`);
  await card.getByRole('radio', { name: verdict }).check();
  await card.getByLabel('En une phrase').fill(words);
  await card.getByLabel(/Si elle se poursuit/).fill('2027-04-01');
  await card.getByRole('button', { name: 'Répondre' }).click();
  await page.getByText('La réponse est notée.').waitFor();
};

const closeIt = async (page: Page, words: string): Promise<void> => {
  await page.getByRole('link', { name: 'Clore la revue' }).click();
  await page.getByLabel(/À retenir/).fill(words);
  await page.getByRole('button', { name: 'Clore la revue' }).click();
  await page.getByText('La revue est close.').waitFor();
};

describe('the review, with two decisions and their return', () => {
  it('is held, closed, and its decisions come back at the next; the direction reads it without a name', async () => {
    const page = await open({ on: 'desk' });
    await signIn(page, 'coordinator');
    await page.goto(`${ORIGIN}/revue`);
    await page.getByRole('button', { name: 'Ouvrir la revue d’aujourd’hui' }).click();
    await page.getByRole('heading', { name: 'Le réseau fatigue-t-il ?' }).waitFor();
    expect(await page.content()).toMatch(NAMES);
    await decide(page, 'Présenter le réseau au marché.', 'missions sans personne, en quatre semaines');
    await decide(
      page,
      'Appeler ceux qui sont sans pause.',
      'bénévoles sans semaine de pause depuis douze semaines',
    );
    await lookAt(page, 'revue-ouverte', ['phone', 'desk']);
    await closeIt(page, 'Un trimestre calme.');

    desk.moveTo(plus(NOW, { days: 90 }));
    await signIn(page, 'coordinator');
    await page.goto(`${ORIGIN}/revue`);
    await page.getByRole('button', { name: 'Ouvrir la revue d’aujourd’hui' }).click();
    await page.getByText('2 décisions en cours, 2 sans réponse').waitFor();
    await answer(page, 1, 'Faite', 'Deux matinées, onze contacts.');
    await answer(page, 2, 'Poursuivie', 'La moitié des appels est faite.');
    await closeIt(page, 'Deux arrivées par le marché.');
    await page.goto(`${ORIGIN}/revue/passees/2027-02-22`);
    await page.getByText('Deux matinées, onze contacts.').waitFor();

    const phone = await open({ on: 'phone' });
    await signIn(phone, 'reviewer');
    await phone.goto(`${ORIGIN}/revue`);
    await phone.getByRole('link', { name: '24 novembre 2026' }).click();
    await phone.getByText('Un trimestre calme.').waitFor();
    expect(await phone.content()).not.toMatch(NAMES);
    await expectNoViolations(phone);
    await expectNoSidewaysScroll(phone);

    await page.goto(`${ORIGIN}/revue/passees/2026-11-24`);
    await onPaper(page);
    await page.setViewportSize({ width: 794, height: 1123 });
    expect(await page.getByRole('link', { name: 'Les chiffres, en tableur' }).isVisible()).toBe(false);
    expect(await page.getByText('Deux matinées', { exact: false }).count()).toBe(0);
    await expectNoSidewaysScroll(page);
    if (process.env.SHOTS) await screenshot(page, `${process.env.SHOTS}/revue-imprimee.png`);
  });

  it('the yearly documents are told without a name, on a phone and on paper', async () => {
    const page = await open({ on: 'desk' });
    await signIn(page, 'coordinator');
    await page.goto(`${ORIGIN}/rapports`);
    await page.getByRole('button', { name: 'Compter l’année 2026' }).click();
    await page.getByRole('heading', { name: 'Rapport d’activité 2026' }).waitFor();
    expect(await page.content()).not.toMatch(NAMES);
    await lookAt(page, 'rapport-activite', ['phone']);
    await page.goto(`${ORIGIN}/rapports`);
    await page.getByRole('button', { name: /l’analyse 2027/ }).click();
    await page.getByRole('heading', { name: 'Analyse des besoins 2027' }).waitFor();
    expect(await page.content()).not.toMatch(NAMES);
    await lookAt(page, 'analyse-besoins', ['phone']);
  });
});
