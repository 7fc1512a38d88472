import { expect, it } from 'vitest';
import { linksHost } from '../../../functions/local/hosts/links-host.ts';
import type { Table } from '../../../shared/table/table.ts';
import { aVolunteer } from '../../builders/chain.ts';
import { openBrowser } from '../../support/browser-jar.ts';
import { LINKS_ORIGIN, openLinksTown } from '../../support/links.ts';

const NUMBER = 'href="tel:+33353010000"';
const mainOf = (page: string): string => page.split('<main')[1]?.split('</main>')[0] ?? '';

/** A town whose table stops answering when it is told to. */
const openFragile = async () => {
  const town = await openLinksTown();
  let isBroken = false;
  const fragile =
    <A extends unknown[], R>(ask: (...args: A) => R) =>
    (...args: A): R => {
      if (isBroken) throw new Error('the table does not answer');
      return ask(...args);
    };
  const table: Table = {
    ...town.table,
    get: fragile(town.table.get) as Table['get'],
    getRows: fragile(town.table.getRows),
  };
  const browser = openBrowser(linksHost({ ...town.world, table }), LINKS_ORIGIN);
  return {
    browser,
    token: await town.spaceLink(aVolunteer().id),
    breaks: () => {
      isBroken = true;
    },
  };
};

it.each([
  ['no link is open', '/m', 404],
  ['no link of calls', '/a', 404],
  ['no link of a round', '/t', 404],
  ['no link of « Mon espace »', '/espace', 404],
  ['a link cut in two', '/m/abc', 404],
  ['a link that never was', `/e/${'0'.repeat(22)}`, 404],
  ['an address that leads nowhere', '/nowhere', 404],
])('%s: the page says whom to ring', async (_, path, status) => {
  const { browser } = await openFragile();
  await browser.go(path);
  expect(browser.status).toBe(status);
  expect(mainOf(browser.page)).toContain(NUMBER);
});

it('a form sent from nowhere: the page says whom to ring', async () => {
  const { browser } = await openFragile();
  await browser.post('/m/accepter', { any: 'thing' });
  expect(browser.status).toBe(403);
  expect(mainOf(browser.page)).toContain(NUMBER);
});

it('something breaks after a page was shown: the number is remembered beside the reference', async () => {
  const { browser, token, breaks } = await openFragile();
  await browser.go(`/e/${token}`);
  expect(browser.status).toBe(200);
  breaks();
  await browser.go('/espace');
  expect(browser.status).toBe(500);
  expect(browser.text).toContain('donnez cette référence');
  expect(mainOf(browser.page)).toContain(NUMBER);
});

it('the table never answered: the page shows all the same', async () => {
  const { browser, breaks } = await openFragile();
  breaks();
  await browser.go('/nowhere');
  expect(browser.status).toBe(404);
  expect(browser.text).toContain('Cette page n’existe pas');
  expect(browser.page).not.toContain('tel:');
});
