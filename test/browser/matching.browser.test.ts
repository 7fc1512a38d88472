import { serve } from '@hono/node-server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readTown } from '../../shared/town/change-town.ts';
import { pastWeekDesk } from '../functions/desk/matching/town.ts';
import type { TestDesk } from '../support/desk.ts';
import { freePorts } from '../support/ports.ts';
import {
  expectNoSidewaysScroll,
  expectNoViolations,
  onPaper,
  screenshot,
  useBrowser,
} from './support/browser.ts';

const PORT = await freePorts();
const ORIGIN = `http://localhost:${PORT}`;
const SHOTS = process.env.SHOTS;
const { open } = useBrowser();

let desk: TestDesk;
let server: ReturnType<typeof serve>;
let cookie = '';

beforeAll(async () => {
  desk = await pastWeekDesk({ origin: ORIGIN });
  server = serve({ fetch: desk.app.fetch, port: PORT });
  cookie = (await desk.as('coordinator')).cookies.get('desk') ?? '';
});
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
});

describe.each(['phone', 'desk'] as const)('the coordinator changes the matching, on a %s', (on) => {
  it('reads, mistypes, sees the effect on last week, saves, and reads the answers', async () => {
    const page = await open({ on });
    await page.context().addCookies([{ name: 'desk', value: cookie, url: ORIGIN }]);
    const looked = async (name: string): Promise<void> => {
      await expectNoViolations(page);
      await expectNoSidewaysScroll(page);
      if (SHOTS) await screenshot(page, `${SHOTS}/matching-${name}-${on}.png`);
    };
    const most = page.getByLabel('Au plus, dans une vague');
    const see = () => page.getByRole('button', { name: 'Voir l’effet sur la semaine dernière' }).click();

    await page.goto(`${ORIGIN}/appariement`);
    await most.fill('trop');
    await see();
    expect(await page.textContent('#problems')).toContain('écrivez un nombre entier, de 1 à 12');
    await looked('1-settings');
    await most.fill(on === 'phone' ? '2' : '3');
    await page.getByLabel('Coût d’une proposition reçue').fill(on === 'phone' ? '0' : '12');
    await see();
    expect(await page.textContent('h1')).toBe('Effet sur la semaine dernière');
    await looked('2-effect');
    await page.getByRole('button', { name: 'Enregistrer ces réglages' }).click();
    expect(await page.textContent('main')).toContain('Enregistré.');
    expect((await readTown(desk.table, 'besancon'))?.value.matching?.['waves.mostPerWave']).toBe(
      on === 'phone' ? 2 : 3,
    );
    await page.getByRole('link', { name: 'Ce que les bénévoles répondent' }).click();
    expect(await page.textContent('main')).toContain('Mercredi après-midi');
    await looked('3-answers');
  });

  it('keeps a copy of the numbers on paper', async () => {
    const page = await open({ on });
    await page.context().addCookies([{ name: 'desk', value: cookie, url: ORIGIN }]);
    await page.goto(`${ORIGIN}/appariement`);
    await onPaper(page);
    expect(await page.getByLabel('Au plus, dans une vague').isVisible()).toBe(true);
    expect(await page.getByRole('button').count()).toBe(0);
    expect(await page.getByText('Revenir sans rien changer').isVisible()).toBe(false);
  });
});
