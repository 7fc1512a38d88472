import { serve } from '@hono/node-server';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lineCode } from '../../shared/heat/board/call-sheet.ts';
import { callTaskKind } from '../../shared/heat/calls/task.ts';
import { activate } from '../../shared/heat/campaign/activate.ts';
import { rowsOf } from '../../shared/table/kind.ts';
import { HOT_DAY, hot } from '../builders/heat.ts';
import { memoryTable } from '../doubles/memory-table.ts';
import { hotDesk } from '../functions/desk/heat/town.ts';
import { staffIdOf } from '../support/desk.ts';
import { freePorts } from '../support/ports.ts';
import { lookAt, onPaper, screenshot, useBrowser, type Visit } from './support/browser.ts';

const PORT = await freePorts();
const ORIGIN = `http://localhost:${PORT}`;
const { open } = useBrowser();

const table = memoryTable();
let server: ReturnType<typeof serve>;
const cookies = { officer: '', coordinator: '' };
const codes = () => rowsOf(callTaskKind, table.dump()).map(({ value }) => lineCode(value));

beforeAll(async () => {
  const day = await hotDesk(9, { table, origin: ORIGIN, sessionClock: { now: () => hot('08:40') } });
  await activate(
    day.desk.world,
    { level: 'orange', startsOn: HOT_DAY, expectedEnd: HOT_DAY, duty: [staffIdOf('duty-officer')] },
    staffIdOf('duty-officer'),
    hot('08:40'),
  );
  day.at('10:50');
  server = serve({ fetch: day.desk.app.fetch, port: PORT });
  cookies.officer = day.officer.cookies.get('desk') ?? '';
  cookies.coordinator = day.coordinator.cookies.get('desk') ?? '';
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

const at = async (path: string, who: keyof typeof cookies, visit: Visit): Promise<Page> => {
  const page = await open(visit);
  await page.context().addCookies([{ name: 'desk', value: cookies[who], url: ORIGIN }]);
  await page.goto(`${ORIGIN}${path}`);
  return page;
};
it.each([
  ['papier', 'officer'],
  ['papier/saisie', 'officer'],
  ['bilan', 'coordinator'],
  ['bilan/campagne', 'coordinator'],
  ['reglages', 'coordinator'],
  ['appelants', 'coordinator'],
] as const)('%s reads without a barrier on a phone and at the desk', async (path, who) => {
  await lookAt(await at(`/canicule/${path}`, who, { on: 'desk' }), path.replace('/', '-'));
});

describe('the paper, without JavaScript', () => {
  const visit = { on: 'desk', javascript: false } as const;

  it('is opened, too old in red, made again, and prints the whole of its age', async () => {
    const page = await at('/canicule/papier', 'officer', visit);
    expect(await page.textContent('.age.old')).toContain('Trop vieille');
    await page.getByRole('button', { name: 'Refaire la liste maintenant' }).click();
    await page.getByRole('button', { name: 'Ouvrir toutes les feuilles' }).click();
    expect(await page.textContent('.sheet')).toContain('Perrin00000');
    await onPaper(page);
    expect(await page.locator('.sheet .age').isVisible()).toBe(true);
    expect(await page.locator('.menu').isVisible()).toBe(false);
    if (process.env.SHOTS) await screenshot(page, `${process.env.SHOTS}/feuille-papier.png`);
    const sheets = await at(new URL(page.url()).pathname + new URL(page.url()).search, 'officer', {
      on: 'desk',
    });
    await lookAt(sheets, 'feuille-ecran', ['desk']);
  });

  it('comes back at the keyboard alone, line after line', async () => {
    const page = await at('/canicule/papier/saisie', 'officer', visit);
    await page.getByLabel('Code, ligne 1', { exact: true }).focus();
    await page.keyboard.type(codes()[0]?.toLowerCase() ?? '');
    await page.keyboard.press('Tab');
    await page.keyboard.type('V');
    await page.keyboard.press('Tab');
    await page.keyboard.type('9h15');
    await page.keyboard.press('Tab');
    await page.keyboard.type('rappeler demain');
    await page.keyboard.press('Enter');
    await page.getByText('1 résultat noté.').waitFor();
  });
});
