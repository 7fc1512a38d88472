import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { ServerType } from '@hono/node-server';
import axe from 'axe-core';
import { type Browser, type BrowserContext, chromium, type Locator, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { asRead } from '../../support/as-read.ts';
import { browserSettings } from './chromium.ts';

const PHONE = { width: 390, height: 844 } as const;
const DESK = { width: 1280, height: 900 } as const;
const SIZES = { phone: PHONE, desk: DESK, wall: { width: 1920, height: 1080 } } as const;

export type Visit = {
  /** 390 × 844 with touch, or 1280 × 900. */
  readonly on: 'phone' | 'desk';
  readonly javascript?: boolean;
  /** Looks at the town's telephone page while messages come: left alone, it loads itself again under whoever reads or presses. */
  readonly isWatching?: boolean;
};

let browser: Browser | undefined;

/** For scripts outside the test runner; close it yourself. @public */
export const launchBrowser = async (): Promise<Browser> => {
  const { executablePath, args, env } = await browserSettings();
  return chromium.launch({ executablePath, args, env: definedOnly(env), headless: true });
};
const definedOnly = (env: NodeJS.ProcessEnv): Record<string, string> =>
  Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );

/** A new visitor of that browser. @public */
export const visitor = (of: Browser, { on, javascript = true }: Visit): Promise<BrowserContext> =>
  of.newContext({
    viewport: on === 'phone' ? PHONE : DESK,
    hasTouch: on === 'phone',
    isMobile: on === 'phone',
    deviceScaleFactor: on === 'phone' ? 2 : 1,
    javaScriptEnabled: javascript,
    locale: 'fr-FR',
    timezoneId: 'Europe/Paris',
    serviceWorkers: 'block',
    // Smooth scrolling moves what a script is about to press.
    reducedMotion: 'reduce',
  });

/**
 * One browser for the test file that calls this at its top level. Each `open()` is a new visitor with no cookie;
 * closed after the test. Nothing outside this machine is ever fetched.
 */
export const useBrowser = (): { readonly open: (visit: Visit) => Promise<Page> } => {
  const contexts: BrowserContext[] = [];
  beforeAll(async () => {
    browser ??= await launchBrowser();
  });
  afterEach(async () => {
    await Promise.all(contexts.splice(0).map((context) => context.close()));
  });
  afterAll(async () => {
    await browser?.close();
    browser = undefined;
  });
  return {
    open: async (visit) => {
      if (!browser) throw new Error('useBrowser() belongs at the top level of the test file');
      const context = await visitor(browser, visit);
      contexts.push(context);
      context.setDefaultTimeout(60_000);
      await context.route(
        (url) => !['localhost', '127.0.0.1'].includes(url.hostname),
        (route) => route.abort(),
      );
      if (!visit.isWatching) await context.route('**/pulse.json', (route) => route.abort());
      const page = await context.newPage();
      readWhole(page);
      return page;
    },
  };
};

const READS_OF_PAGE = ['textContent', 'content', 'evaluate'] as const;
const READS_OF_LOCATOR = [
  'allTextContents',
  'boundingBox',
  'count',
  'getAttribute',
  'innerText',
  'isVisible',
  'textContent',
] as const;
type Read = (this: unknown, ...what: unknown[]) => Promise<unknown>;
let readsWhole = false;

/**
 * A click waits until the next page has begun to come: what is read of any page or tab, what is not there included, is read
 * when all of it is there, and as it is read whichever space stands before its signs (the driver's own searches do the same).
 */
const readWhole = (page: Page): void => {
  if (readsWhole) return;
  readsWhole = true;
  const pages: Record<string, Read> = Object.getPrototypeOf(page);
  const locators: Record<string, Read> = Object.getPrototypeOf(page.locator('html'));
  const wrap = (on: Record<string, Read>, name: string, pageOf: (read: never) => Page): void => {
    const read = on[name];
    if (!read) throw new Error(`the browser's driver has no ${name}`);
    on[name] = async function (...what) {
      await pageOf(this as never).waitForLoadState();
      const found = await read.apply(this, what);
      if (Array.isArray(found)) return found.map((one) => (typeof one === 'string' ? asRead(one) : one));
      return typeof found === 'string' ? asRead(found) : found;
    };
  };
  for (const name of READS_OF_PAGE) wrap(pages, name, (read: Page) => read);
  for (const name of READS_OF_LOCATOR) wrap(locators, name, (read: Locator) => read.page());
};

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/**
 * No violation of WCAG 2.2 A and AA that axe can see; each one is named with the elements concerned. Axe is put into the page
 * itself: its driver for this browser opens a second page for every look, which costs three times as much and finds the same
 * where nothing is framed.
 */
export const expectNoViolations = async (page: Page): Promise<void> => {
  // Before its sheet has come a page is bare links, too small for a thumb.
  await page.waitForLoadState();
  expect(page.frames().length, 'axe looks at one frame').toBe(1);
  if (await page.evaluate('typeof axe === "undefined"')) await page.evaluate(axe.source);
  const found = await page.evaluate(
    `axe.run(document, { runOnly: ${JSON.stringify(WCAG)}, resultTypes: ['violations'] }).then(({ violations }) =>
      violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html).join(' | ')))`,
  );
  expect(found, `axe at ${new URL(page.url()).pathname}`).toEqual([]);
};

/** Nothing sticks out of the screen sideways. */
export const expectNoSidewaysScroll = async (page: Page): Promise<void> => {
  const wider = await page.evaluate(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  );
  expect(wider, `sideways scroll at ${new URL(page.url()).pathname}`).toBe(0);
};

/** Ends a server while its visitor is still there: a connection that a browser opened ahead would keep it for a minute. */
export const stopServing = async (server: ServerType): Promise<void> => {
  const ending = new Promise((resolve) => server.close(resolve));
  if ('closeAllConnections' in server) server.closeAllConnections();
  await ending;
};

/** The whole page as a PNG. */
export const screenshot = async (page: Page, path: string): Promise<void> => {
  mkdirSync(dirname(path), { recursive: true });
  await page.screenshot({ path, fullPage: true });
};

/** This page as its printer gets it, once its sheet has come: until then nothing says what paper leaves out. */
export const onPaper = async (page: Page): Promise<void> => {
  await page.waitForLoadState();
  await page.emulateMedia({ media: 'print' });
};

/**
 * This page as it stands, at each size: axe at the first (a long page keeps it busy for seconds), at each with `EVERY_WIDTH`
 * (`npm run proof`), nothing sideways at any, and a picture of each where `SHOTS` says in which folder.
 */
export const lookAt = async (
  page: Page,
  name: string,
  sizes: readonly (keyof typeof SIZES)[] = ['phone', 'desk'],
): Promise<void> => {
  await page.waitForLoadState();
  const before = page.viewportSize();
  for (const [at, size] of sizes.entries()) {
    await page.setViewportSize(SIZES[size]);
    if (at === 0 || process.env.EVERY_WIDTH) await expectNoViolations(page);
    await expectNoSidewaysScroll(page);
    if (process.env.SHOTS) await screenshot(page, `${process.env.SHOTS}/${name}-${size}.png`);
  }
  if (before) await page.setViewportSize(before);
};
