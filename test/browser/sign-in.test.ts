import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { identityProvider, SIGNED_IN_PATH } from '../../functions/desk/session/identity.ts';
import { type Host, listen, listenApp } from '../../functions/local/hosts/host.ts';
import { identityHost } from '../../functions/local/identity/host.tsx';
import { DEMO_PEOPLE } from '../../functions/local/identity/people.ts';
import { staffKind, staffLoginKind } from '../../shared/staff/staff.ts';
import { create } from '../../shared/table/write.ts';
import { fromMillis } from '../../shared/time/instant.ts';
import { aStaff, testDesk } from '../support/desk.ts';
import { freePorts } from '../support/ports.ts';
import { expectNoViolations, lookAt, useBrowser } from './support/browser.ts';

const CLIENT = 'prevenance-desk';
const browser = useBrowser();
const hosts: Host[] = [];
let origin: string;
let folder: string;

/** The real desk and the real local provider on two ports; the table is the double. */
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'prevenance-sign-in-'));
  const [deskPort, identityPort] = [await freePorts(), await freePorts()];
  origin = `http://localhost:${deskPort}`;
  const issuer = `http://localhost:${identityPort}`;
  const listener = await identityHost({
    issuer,
    clientId: CLIENT,
    deskOrigin: origin,
    redirectUris: [`${origin}${SIGNED_IN_PATH}`],
    folder,
  });
  hosts.push(await listen('identity', listener, identityPort, '127.0.0.1'));
  const identity = identityProvider({
    oidc: { issuer, clientId: CLIENT, clientSecret: undefined },
    deskOrigin: origin,
  });
  const desk = await testDesk({ origin, identity, now: fromMillis(Date.now()) });
  for (const { sub, role, name, organisation } of DEMO_PEOPLE) {
    const staff = aStaff(role, { issuer, subject: sub, name, organisation });
    await desk.table.commit([
      create(staffKind, staff),
      create(staffLoginKind, { issuer, subject: sub, staffId: staff.id }),
    ]);
  }
  hosts.push(await listenApp('desk', desk.app.fetch, deskPort, '127.0.0.1'));
});
afterAll(async () => {
  await Promise.all(hosts.map((host) => host.stop()));
  rmSync(folder, { recursive: true, force: true });
});

describe('a social worker in a stairwell', () => {
  it.each([true, false])(
    'signs in on her phone and finds « Signaler » first (JavaScript: %s)',
    async (javascript) => {
      const page = await browser.open({ on: 'phone', javascript });
      await page.goto(origin);
      await page.getByRole('link', { name: 'Se connecter' }).click();
      await page.getByRole('button', { name: 'Claire Vuillemin' }).click();
      await page.waitForURL(`${origin}/`);
      const main = page.getByRole('main');
      expect(await main.getByRole('link').first().textContent()).toContain('Signaler');
      const box = await main.getByRole('link').first().boundingBox();
      expect(box?.height).toBeGreaterThanOrEqual(44);
    },
  );
});

describe('a coordinator at her desk', () => {
  it('opens her settings, is told what is wrong, and signs out of everything', async () => {
    const page = await browser.open({ on: 'desk' });
    await page.goto(`${origin}/reglages/maison`);
    await expectNoViolations(page);
    await page.getByRole('link', { name: 'Se connecter' }).click();
    await page.getByRole('button', { name: 'Nadia Perrin' }).click();
    await page.waitForURL(`${origin}/reglages/maison`);
    await page.getByLabel('Expéditeur des SMS').fill('CCAS Besançon');
    await page.getByRole('button', { name: 'Enregistrer' }).click();
    await expectNoViolations(page);
    await page.getByRole('alert').getByRole('link').click();
    await expect.poll(() => page.evaluate('document.activeElement.id')).toBe('f-senderId');
    await page.getByRole('button', { name: 'Se déconnecter' }).click();
    await page.waitForURL(`${origin}/connexion?sortie=oui`);
    expect(await page.getByRole('status').textContent()).toContain('Vous êtes déconnecté.');
    await page.goto(`${origin}/reglages`);
    expect(new URL(page.url()).pathname).toBe('/connexion');
  });

  it('reads every page of hers without a barrier, on a phone and on a desk', async () => {
    const page = await browser.open({ on: 'phone' });
    const faults: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error') faults.push(message.text());
    });
    await page.goto(`${origin}/connexion/depart?retour=/reglages`);
    await page.getByRole('button', { name: 'Nadia Perrin' }).click();
    await page.waitForURL(`${origin}/reglages`);
    const paths = [
      '/',
      '/connexions',
      '/reglages',
      '/reglages/maison',
      '/reglages/rythme',
      '/reglages/programmes',
      '/reglages/urgences',
      '/reglages/secteurs',
      '/reglages/secteurs/planoise',
      '/reglages/secteurs/planoise/retirer',
      '/equipe',
      '/equipe/nouveau',
    ];
    for (const path of paths) {
      await page.goto(`${origin}${path}`);
      await lookAt(page, `bureau${path.replaceAll('/', '-')}`);
    }
    expect(faults).toEqual([]);
  });
});
