import { serve } from '@hono/node-server';
import type { Page } from 'playwright-core';
import { afterEach, describe, expect, it } from 'vitest';
import { instant } from '../../shared/time/instant.ts';
import { PLAN_WEEK, planDesk } from '../functions/desk/plan/town.ts';
import { freePorts } from '../support/ports.ts';
import { lookAt, onPaper, screenshot, stopServing, useBrowser } from './support/browser.ts';

const SHOTS = process.env.SHOTS;
const { open } = useBrowser();
let server: ReturnType<typeof serve> | undefined;

afterEach(async () => {
  if (server) await stopServing(server);
});

/** A desk of its own for each journey: a week is sent once. */
const openDesk = async () => {
  const port = await freePorts();
  const origin = `http://localhost:${port}`;
  const desk = await planDesk({ origin });
  server = serve({ fetch: desk.app.fetch, port });
  return { desk, origin, cookie: (await desk.as('coordinator')).cookies.get('desk') ?? '' };
};

const main = (page: Page) => page.textContent('main');

describe('the coordinator plans a week', () => {
  it('proposes, reads why, moves one, sees the cost, keeps it, proposes again and sends', async () => {
    const { origin, cookie } = await openDesk();
    const page = await open({ on: 'desk' });
    await page.context().addCookies([{ name: 'desk', value: cookie, url: origin }]);
    const looked = (name: string): Promise<void> => lookAt(page, `plan-${name}`, ['desk', 'phone']);
    const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
    const follow = (name: string) => page.getByRole('link', { name, exact: true }).first().click();

    await page.goto(`${origin}/semaine`);
    await looked('1-empty');
    await press('Proposer la semaine');
    expect(await main(page)).toContain('le plan trouve quelqu’un pour 6');
    expect(await main(page)).toMatch(/Visite déjà cette personne, à 7\smin à pied/);
    await looked('2-week');
    await follow('Par bénévole');
    expect(await main(page)).toContain('Camille Durand-0, 2\u00a0missions');
    await looked('3-by-volunteer');
    await follow('Par secteur');
    await looked('4-by-sector');
    await follow('Par jour');
    await page.getByRole('link', { name: 'Changer pour Mme Jeanne Martin' }).click();
    expect(await page.textContent('h1')).toBe('Qui choisir pour aller chez Mme Jeanne Martin ?');
    await looked('5-mission');
    await page.getByRole('link', { name: 'Choisir Zoé Durand-3' }).click();
    expect(await main(page)).toContain('Ce que cela change');
    await looked('6-cost');
    await press('Garder ce choix');
    expect(await main(page)).toContain('votre choix, gardé');
    await press('Proposer de nouveau');
    expect(await main(page)).toContain('votre choix, gardé');
    await looked('7-locked');
    await follow('Où recruter');
    await page.getByLabel('Combien').fill('1');
    await page.getByLabel('Habitant').selectOption('palente');
    await page.getByLabel('Parlant').selectOption('pt');
    await press('Calculer');
    expect(await main(page)).toContain('1\u00a0mission de plus trouverait quelqu’un');
    await looked('8-recruit');
    await page.goBack();
    await page.goto(`${origin}/semaine?semaine=${PLAN_WEEK}`);
    await follow('Envoyer les propositions');
    expect(await main(page)).toContain('SMS');
    await looked('9-before-sending');
    await press('Envoyer');
    expect(await main(page)).toContain('Les propositions sont envoyées');
    expect(await main(page)).toContain('pas encore de réponse');
    await looked('10-sent');
  });
});

describe('a week sent at night', () => {
  it('says when each text leaves, within the page', async () => {
    const { desk, origin } = await openDesk();
    desk.moveTo(instant('2026-11-24T21:30:00.000Z'));
    const page = await open({ on: 'desk' });
    const cookie = (await desk.as('coordinator')).cookies.get('desk') ?? '';
    await page.context().addCookies([{ name: 'desk', value: cookie, url: origin }]);
    await page.goto(`${origin}/semaine`);
    await page.getByRole('button', { name: 'Proposer la semaine' }).click();
    await page.goto(`${origin}/semaine/envoyer?semaine=${PLAN_WEEK}`);
    await page.getByRole('button', { name: 'Envoyer', exact: true }).click();
    expect(await main(page)).toMatch(/SMS mercredi 25\snovembre à 8\sh\s30/);
    await lookAt(page, 'plan-12-sent-at-night', ['desk', 'phone']);
  });
});

describe('the same week', () => {
  it('works with scripts turned off, and prints as sheets without a menu or a button', async () => {
    const { origin, cookie } = await openDesk();
    const page = await open({ on: 'desk', javascript: false });
    await page.context().addCookies([{ name: 'desk', value: cookie, url: origin }]);
    await page.goto(`${origin}/semaine`);
    await page.getByRole('button', { name: 'Proposer la semaine' }).click();
    expect(await main(page)).toContain('le plan trouve quelqu’un pour 6');
    await onPaper(page);
    expect(await page.getByRole('button').count()).toBe(0);
    expect(await page.locator('nav.menu').isVisible()).toBe(false);
    expect(await page.getByRole('table').count()).toBe(5);
    if (SHOTS) await screenshot(page, `${SHOTS}/plan-11-print.png`);
    // A question that paper cannot ask leaves no heading behind, nor a trail that leads nowhere.
    await page.goto(`${origin}/semaine/renforts?semaine=${PLAN_WEEK}`);
    await page.waitForLoadState();
    expect(await page.getByText('Par demi-journée').isVisible()).toBe(true);
    expect(await page.getByText('Et si des bénévoles nous rejoignaient').isVisible()).toBe(false);
    expect(await page.locator('.crumbs').isVisible()).toBe(false);
  });
});
