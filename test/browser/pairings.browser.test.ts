import { serve } from '@hono/node-server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { consentKind } from '../../shared/consents/consent.ts';
import { seniorIdSchema, serviceIdSchema } from '../../shared/ids/ids.ts';
import { seniorKind } from '../../shared/seniors/store.ts';
import { serviceKind } from '../../shared/services/store.ts';
import { put } from '../../shared/table/write.ts';
import { volunteerKind } from '../../shared/volunteers/store.ts';
import { aConsent, aSenior } from '../builders/chain.ts';
import { aService } from '../builders/situations.ts';
import { aReadyVolunteer } from '../support/chain.ts';
import { type TestDesk, testDesk } from '../support/desk.ts';
import { freePorts } from '../support/ports.ts';
import { expectNoSidewaysScroll, expectNoViolations, screenshot, useBrowser } from './support/browser.ts';

const PORT = await freePorts();
const ORIGIN = `http://localhost:${PORT}`;
const SHOTS = process.env.SHOTS;
const { open } = useBrowser();
const at = (metres: number) => ({
  line: '',
  precision: 'street' as const,
  sector: 'planoise',
  point: { lat: 47.22 + metres / 111_200, lon: 5.96 },
});
const PEOPLE = [
  { firstName: 'Jeanne', lastName: 'Martin', weekday: 3, agreed: true },
  { firstName: 'Lucienne', lastName: 'Grandvoinet', weekday: 3, agreed: true },
  { firstName: 'Marcel', lastName: 'Boillot', weekday: 7, agreed: true },
  { firstName: 'Odette', lastName: 'Cuenot', weekday: 3, agreed: false },
] as const;

let desk: TestDesk;
let server: ReturnType<typeof serve>;
let cookie = '';

beforeAll(async () => {
  desk = await testDesk({ origin: ORIGIN });
  for (const [n, { weekday, agreed, ...name }] of PEOPLE.entries()) {
    const id = seniorIdSchema.parse(`sen_${String(n).repeat(26)}`);
    await desk.table.commit([
      put(seniorKind, aSenior({ id, ...name, address: at(n * 150) }), 'absent'),
      put(
        serviceKind,
        aService({
          id: serviceIdSchema.parse(`ser_${String(n).repeat(26)}`),
          seniorId: id,
          weekday,
          pairings: [],
        }),
        'absent',
      ),
      ...(agreed ? [put(consentKind, aConsent({ seniorId: id }), 'absent')] : []),
    ]);
  }
  for (const [n, lastName] of ['Renard', 'Vuillemin', 'Jeannin', 'Bôle'].entries())
    await desk.table.commit([
      put(volunteerKind, aReadyVolunteer(n, { lastName, address: at(n * 400) }), 'absent'),
    ]);
  server = serve({ fetch: desk.app.fetch, port: PORT });
  cookie = (await desk.as('coordinator')).cookies.get('desk') ?? '';
});
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
});

describe.each(['phone', 'desk'] as const)('the coordinator reads the proposed pairs, on a %s', (on) => {
  it('confirms one, is back on the list, and sees the second one offered', async () => {
    const page = await open({ on, javascript: false });
    await page.context().addCookies([{ name: 'desk', value: cookie, url: ORIGIN }]);
    const looked = async (name: string): Promise<void> => {
      await expectNoSidewaysScroll(page);
      if (SHOTS) await screenshot(page, `${SHOTS}/pairings-${name}-${on}.png`);
    };
    await page.goto(`${ORIGIN}/personnes`);
    await page.getByRole('link', { name: 'Binômes proposés' }).click();
    expect(await page.textContent('main')).toContain('Encore sans personne');
    await looked('1-list');
    const waiting = await page.getByText('À associer après la première personne.').count();
    await page
      .getByRole('listitem')
      .filter({ hasText: 'Première personne' })
      .getByRole('button', { name: 'Associer' })
      .first()
      .click();
    expect(new URL(page.url()).pathname).toBe('/services/binomes');
    expect(await page.textContent('main')).toContain('Pensez à les présenter');
    expect(await page.getByText('À associer après la première personne.').count()).toBe(waiting - 1);
    await looked('2-confirmed');
  });

  it('has no fault that axe can see', async () => {
    const page = await open({ on });
    await page.context().addCookies([{ name: 'desk', value: cookie, url: ORIGIN }]);
    await page.goto(`${ORIGIN}/services/binomes`);
    await expectNoViolations(page);
  });
});
