import { serve } from '@hono/node-server';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hotDesk } from '../functions/desk/heat/town.ts';
import {
  expectNoSidewaysScroll,
  expectNoViolations,
  screenshot,
  useBrowser,
  type Visit,
} from './support/browser.ts';

const PORT = 4262;
const ORIGIN = `http://localhost:${PORT}`;
const { open } = useBrowser();

let day: Awaited<ReturnType<typeof hotDesk>>;
let server: ReturnType<typeof serve>;
beforeAll(async () => {
  day = await hotDesk(12, { origin: ORIGIN });
  server = serve({ fetch: day.desk.app.fetch, port: PORT });
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

const signedIn = async (who: 'officer' | 'coordinator', visit: Visit): Promise<Page> => {
  const page = await open(visit);
  const value = day[who].cookies.get('desk') ?? '';
  await page.context().addCookies([{ name: 'desk', value, url: ORIGIN }]);
  return page;
};
const looked = async (page: Page, name: string): Promise<void> => {
  await expectNoViolations(page);
  await expectNoSidewaysScroll(page);
  if (process.env.SHOTS) await screenshot(page, `${process.env.SHOTS}/${name}.png`);
};

describe('a hot day at the desk', () => {
  it('is opened by the coordinator without JavaScript', async () => {
    const page = await signedIn('coordinator', { on: 'desk', javascript: false });
    await page.goto(`${ORIGIN}/canicule`);
    await page.getByRole('link', { name: 'Ouvrir les appels' }).click();
    await page.getByRole('checkbox').first().check();
    await page.getByRole('button', { name: 'Ouvrir les appels' }).click();
    expect(await page.textContent('main')).toContain('Les appels sont ouverts');
  });

  it('is followed and called through by the officer: well, silent, in danger', async () => {
    const page = await signedIn('officer', { on: 'desk' });
    for (const name of ['Va bien', 'Ne répond pas']) {
      await page.goto(`${ORIGIN}/canicule`);
      await page.getByRole('link', { name: 'Appeler la personne suivante' }).click();
      await page.getByRole('button', { name: 'Prendre cet appel' }).click();
      await page.getByRole('button', { name, exact: true }).click();
      await page.getByText('Le résultat est noté.').waitFor();
    }
    await page.goto(`${ORIGIN}/canicule/appeler`);
    await page.getByRole('button', { name: 'Prendre cet appel' }).click();
    await looked(page, 'heat-call-desk');
    await page.getByText('Cette personne est en danger').click();
    await page.getByRole('button', { name: 'Prévenir l’astreinte maintenant' }).click();
    await page.getByText('L’astreinte est prévenue.').waitFor();
  });

  it.each(['phone', 'desk'] as const)('reads without a barrier on a %s', async (on) => {
    const page = await signedIn('officer', { on });
    for (const [name, path] of [
      ['board', '/canicule'],
      ['wall', '/canicule/mur'],
      ['close', '/canicule/clore'],
      ['conduct', '/canicule/conduite'],
    ] as const) {
      await page.goto(`${ORIGIN}${path}`);
      await looked(page, `heat-${name}-${on}`);
    }
  });

  it('is read across a room on a wall screen', async () => {
    const page = await signedIn('officer', { on: 'desk' });
    await page.setViewportSize({ width: 1920, height: 1080 });
    await page.goto(`${ORIGIN}/canicule/mur`);
    await looked(page, 'heat-wall-room');
    expect(await page.textContent('main')).not.toContain('Perrin');
  });
});
