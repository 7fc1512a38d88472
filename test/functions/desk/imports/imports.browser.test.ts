import { serve } from '@hono/node-server';
import type { Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hidingStaged } from '../../../../shared/imports/staged.ts';
import { townFile } from '../../../bench/town-file.ts';
import {
  expectNoSidewaysScroll,
  expectNoViolations,
  stopServing,
  useBrowser,
  type Visit,
} from '../../../browser/support/browser.ts';
import { memoryTable } from '../../../doubles/memory-table.ts';
import { testDesk } from '../../../support/desk.ts';
import { freePorts } from '../../../support/ports.ts';

const PORT = await freePorts();
const ORIGIN = `http://localhost:${PORT}`;
const { open } = useBrowser();
let server: ReturnType<typeof serve>;
let ticket = '';

beforeEach(async () => {
  const desk = await testDesk({ origin: ORIGIN, table: hidingStaged(memoryTable()) });
  server = serve({ fetch: desk.app.fetch, port: PORT });
  ticket = (await desk.as('coordinator')).cookies.get('desk') ?? '';
});
afterEach(() => stopServing(server));

const signedIn = async (visit: Visit): Promise<Page> => {
  const page = await open(visit);
  await page.context().addCookies([{ name: 'desk', value: ticket, url: ORIGIN }]);
  return page;
};

/** From the empty form to people who wait: the file, its report, a duplicate kept, the confirmation. */
const journey = async (page: Page, rows: number, look: () => Promise<void>): Promise<void> => {
  await page.goto(`${ORIGIN}/imports`);
  await look();
  await page.getByRole('link', { name: 'Importer un fichier' }).click();
  await look();
  await page.getByLabel('Des seniors à accompagner').check();
  const file = { name: `${rows}.csv`, mimeType: 'text/csv', buffer: Buffer.from(townFile(rows)) };
  await page.getByLabel('Le fichier CSV').setInputFiles(file);
  await page.getByRole('button', { name: 'Essayer ce fichier' }).click();
  await page.getByText('C’est un essai').waitFor();
  await look();
  await page.getByRole('link', { name: 'Doublons' }).click();
  await look();
  await page.getByLabel('C’est une autre personne').first().check();
  await page.getByRole('button', { name: 'Enregistrer pour cette page' }).click();
  expect(await page.getByLabel('C’est une autre personne').first().isChecked()).toBe(true);
  await page.getByRole('link', { name: file.name }).click();
  await page.getByRole('link', { name: /^Importer \d+ personnes/ }).click();
  await look();
  await page.getByRole('button', { name: 'Importer', exact: true }).click();
  await page.getByText('Elles attendent qu’on leur demande leur accord.').waitFor();
  await look();
};

describe('a coordinator imports a file', () => {
  it.each([
    ['phone', 98],
    ['desk', 98],
  ] as const)('on a %s, every page readable and without a fault that axe can see', async (on, rows) => {
    const page = await signedIn({ on });
    await journey(page, rows, async () => {
      await expectNoViolations(page);
      await expectNoSidewaysScroll(page);
    });
  });

  it('without JavaScript', async () => {
    const page = await signedIn({ on: 'desk', javascript: false });
    await journey(page, 98, async () => {});
  });
});
