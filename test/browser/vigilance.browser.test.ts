import { serve } from '@hono/node-server';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ok } from '../../shared/result/result.ts';
import { instant } from '../../shared/time/instant.ts';
import { noteBulletin } from '../../shared/vigilance/note-vigilance.ts';
import { aVigilanceText } from '../builders/vigilance.ts';
import { type TestDesk, testDesk } from '../support/desk.ts';
import { freePorts } from '../support/ports.ts';
import { lookAt, useBrowser, type Visit } from './support/browser.ts';

const PORT = await freePorts();
const ORIGIN = `http://localhost:${PORT}`;
const MORNING = instant('2026-07-10T04:30:00Z');
const { open } = useBrowser();

let desk: TestDesk;
let server: ReturnType<typeof serve>;
let cookie = '';

beforeAll(async () => {
  desk = await testDesk({ origin: ORIGIN, now: MORNING, sessionClock: { now: () => MORNING } });
  await noteBulletin(desk.world, ok(aVigilanceText()), MORNING);
  server = serve({ fetch: desk.app.fetch, port: PORT });
  cookie = (await desk.as('duty-officer')).cookies.get('desk') ?? '';
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

const signedIn = async (visit: Visit): Promise<Page> => {
  const page = await open(visit);
  await page.context().addCookies([{ name: 'desk', value: cookie, url: ORIGIN }]);
  await page.goto(`${ORIGIN}/canicule/vigilance`);
  return page;
};

it('the vigilance reads without a barrier on a phone and at the desk', async () => {
  await lookAt(await signedIn({ on: 'desk' }), 'vigilance');
});

it('takes the officer’s word on a phone without JavaScript', async () => {
  const page = await signedIn({ on: 'phone', javascript: false });
  await page.getByRole('radio', { name: /^demain/ }).check();
  await page.getByRole('radio', { name: 'rouge' }).check();
  await page.getByRole('button', { name: 'Noter ce niveau' }).click();
  expect(await page.textContent('main')).toContain('Le niveau est noté.');
});
