import { mkdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Host, listen, listenApp } from '../../../functions/local/hosts/host.ts';
import { identityHost } from '../../../functions/local/identity/host.tsx';
import { telephoneApp } from '../../../functions/local/telephone/app.tsx';
import { openPhones, type Phones } from '../../../functions/local/telephone/phones.ts';
import { openDeliveries } from '../../../functions/local/telephone/receipts.ts';
import { openTimeWalk } from '../../../functions/local/time/advance.ts';
import { openClock } from '../../../functions/local/time/clock.ts';
import { phoneSchema } from '../../../shared/phone/phone.ts';
import { expectNoSidewaysScroll, expectNoViolations, useBrowser } from '../../browser/support/browser.ts';
import { freePorts } from '../../support/ports.ts';

const { open } = useBrowser();
const jeanne = phoneSchema.parse('+33639980001');
const karim = phoneSchema.parse('+33639980042');
const owners = new Map([
  [jeanne, 'Jeanne Vuillemin'],
  [karim, 'Karim Haddad'],
]);
const pictures = process.env.PICTURES;

let phones: Phones;
let telephone: Host;
let identity: Host;
let issuer: string;
const at = (path: string): string => `http://localhost:${telephone.port}${path}`;
const text = (to: string, body: string) =>
  phones.receive({ to, body, senderId: 'CCASBesanco', smsType: 'Transactional' });

beforeAll(async () => {
  let count = 0;
  const clock = openClock({});
  phones = await openPhones({ clock, newId: () => `sms-${++count}` });
  const walk = openTimeWalk({ clock, nextDue: async () => undefined, settle: async () => {} });
  const app = telephoneApp({ phones, clock, walk, ownerOf: async (number) => owners.get(number) });
  telephone = await listenApp('telephone', app.fetch, 0, '127.0.0.1');
  await text(
    jeanne,
    'Nadia, Maison des Seniors: une visite mar 24 nov à 14h30, secteur Planoise. Oui ou non en un geste: http://localhost:3001/m/5vbKh2Jq8LmN0pQrStUv12',
  );
  await text(karim, 'Rappel: visite demain à 10h. Confirmer: http://localhost:3001/m/9xYz5vbKh2Jq8LmN0pQrSt');
  await openDeliveries({ phones, handler: undefined }).deliver();
  await phones.setState(jeanne, 'silent');
  await text(jeanne, 'Merci ! La visite est à vous. Détails: http://localhost:3001/m/5vbKh2Jq8LmN0pQrStUv12');
  await openDeliveries({ phones, handler: undefined }).deliver();

  const port = await freePorts();
  issuer = `http://localhost:${port}`;
  const desk = `http://localhost:${telephone.port}`;
  const listener = await identityHost({
    issuer,
    clientId: 'prevenance-desk',
    deskOrigin: desk,
    redirectUris: [`${desk}/signed-in`],
  });
  identity = await listen('identity', listener, port, '127.0.0.1');
  if (pictures) mkdirSync(pictures, { recursive: true });
});
afterAll(async () => {
  await telephone.stop();
  await identity.stop();
});

describe.each(['phone', 'desk'] as const)('on a %s', (on) => {
  it.each([
    ['lock', '/'],
    ['conversation', '/phones/0639980001'],
    ['unknown', '/phones/0639989999'],
  ])('the telephone is accessible: %s', async (name, path) => {
    const page = await open({ on });
    await page.goto(at(path));
    await expectNoViolations(page);
    await expectNoSidewaysScroll(page);
    if (pictures) await page.screenshot({ path: `${pictures}/telephone-${name}-${on}.png` });
  });

  it.each([
    ['with scripts', true],
    ['without', false],
  ])('signing in takes one choice, %s, and the list is accessible', async (_, javascript) => {
    const page = await open({ on, javascript });
    const challenge = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM';
    const query = new URLSearchParams({
      client_id: 'prevenance-desk',
      response_type: 'code',
      scope: 'openid profile email',
      redirect_uri: `http://localhost:${telephone.port}/signed-in`,
      state: 's'.repeat(32),
      nonce: 'n'.repeat(32),
      code_challenge: challenge,
      code_challenge_method: 'S256',
    });
    await page.goto(`${issuer}/auth?${query}`);
    if (javascript) await expectNoViolations(page);
    if (pictures) await page.screenshot({ path: `${pictures}/identity-${on}.png` });
    await page.getByRole('button', { name: /Nadia Perrin/ }).click();
    await page.waitForURL(/\/signed-in\?code=/);
  });
});

describe('with a visitor watching', () => {
  it('shows a new SMS without being asked', async () => {
    const page = await open({ on: 'phone', isWatching: true });
    await page.goto(at('/phones/0639980042'));
    await text(karim, 'Une nouvelle');
    await page.locator('.bubble', { hasText: 'Une nouvelle' }).waitFor();
  });

  it('moves the time by a button, without any script', async () => {
    const page = await open({ on: 'phone', javascript: false });
    await page.goto(at('/phones/0639980042'));
    await page.getByRole('button', { name: '+ 24 h' }).click();
    await page.getByText('d’avance sur cette machine').waitFor();
    expect(new URL(page.url()).pathname).toBe('/phones/0639980042');
  });

  it('reads kindly that a sign-in page is too old', async () => {
    const page = await open({ on: 'phone' });
    await page.goto(`${issuer}/sign-in/unknown-interaction-0000`);
    await expectNoViolations(page);
  });
});
