import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { localPath } from '../../../../functions/desk/session/browser.ts';
import { isSafeIssuer } from '../../../../functions/desk/session/identity.ts';
import { fromMillis } from '../../../../shared/time/instant.ts';
import { DESK_ORIGIN, ISSUER } from '../../../support/desk.ts';
import { CLIENT, open } from './at-provider.ts';
import type { Tampering } from './fake-provider.ts';

describe('signing in', () => {
  it('asks the provider with a code challenge, a state and a nonce of at least 32 characters', async () => {
    const { leave } = await open();
    const asked = new URL(await leave()).searchParams;
    expect(asked.get('response_type')).toBe('code');
    expect(asked.get('code_challenge_method')).toBe('S256');
    expect(asked.get('state')?.length).toBeGreaterThanOrEqual(32);
    expect(asked.get('nonce')?.length).toBeGreaterThanOrEqual(32);
    expect(asked.get('redirect_uri')).toBe(`${DESK_ORIGIN}/connexion/retour`);
  });

  it('brings her back to the page she wanted, signed in', async () => {
    const { provider, browser, leave, desk } = await open();
    const back = await browser.get(provider.answer(await leave()));
    expect(back.status).toBe(303);
    expect(back.headers.get('location')).toBe('/connexions');
    expect((await browser.get('/connexions')).status).toBe(200);
    expect(back.headers.getSetCookie().join()).toMatch(/__Host-desk=.*HttpOnly; Secure; SameSite=Lax/);
    expect(desk.lines.map((line) => line.event)).toContain('signed-in');
  });

  it.each(['JWT', 'jwt'])('takes an identity token that says it is a %s', async (kind) => {
    const { provider, browser, leave } = await open();
    provider.tamper({ kind });
    expect((await browser.get(provider.answer(await leave()))).status).toBe(303);
  });

  it('closes the provider’s own session at sign-out', async () => {
    const { provider, browser, leave } = await open();
    await browser.get(provider.answer(await leave()));
    expect((await browser.post('/deconnexion')).headers.get('location')).toBe('/au-revoir');
    const page = await (await browser.get('/au-revoir')).text();
    expect(page).toContain(`${ISSUER}/bye?id_token_hint=`);
    expect(await (await browser.get('/au-revoir')).text()).not.toContain('id_token_hint');
  });

  it('tells somebody unknown whom to ask, and what to give them', async () => {
    const { provider, browser, leave } = await open();
    provider.tamper({ claims: (claims) => ({ ...claims, sub: 'a-newcomer' }) });
    const answer = await browser.get(provider.answer(await leave()));
    const page = await answer.text();
    expect(answer.status).toBe(403);
    expect(page).toContain('Votre compte n’est pas encore ouvert ici');
    expect(page).toContain('a-newcomer');
    expect(page).toContain('03 53 01 00 00');
    expect((await browser.get('/')).status).toBe(303);
  });

  it('says so when the provider is down, while those already in go on working', async () => {
    const { provider, desk, browser } = await open();
    const librarian = await desk.as('librarian');
    provider.goDown();
    const answer = await browser.get('/connexion/depart');
    expect(answer.status).toBe(503);
    expect(await answer.text()).toContain('Le service d’identité ne répond pas');
    expect((await librarian.get('/')).status).toBe(200);
  });

  const now = () => Math.floor(Date.now() / 1000);
  const forged: readonly (readonly [string, Tampering])[] = [
    ['another issuer', { claims: (c) => ({ ...c, iss: 'https://autre.example' }) }],
    ['an issuer with a slash more', { claims: (c) => ({ ...c, iss: `${ISSUER}/` }) }],
    ['no issuer', { claims: ({ iss: _, ...c }) => c }],
    ['another audience', { claims: (c) => ({ ...c, aud: 'another-client' }) }],
    [
      'two audiences and another authorized party',
      { claims: (c) => ({ ...c, aud: [CLIENT, 'x'], azp: 'x' }) },
    ],
    ['no audience', { claims: ({ aud: _, ...c }) => c }],
    ['another nonce', { claims: (c) => ({ ...c, nonce: 'x'.repeat(43) }) }],
    ['no nonce', { claims: ({ nonce: _, ...c }) => c }],
    ['no subject', { claims: ({ sub: _, ...c }) => c }],
    ['an end in the past', { claims: (c) => ({ ...c, exp: now() - 120 }) }],
    ['no end', { claims: ({ exp: _, ...c }) => c }],
    ['an issue in the future', { claims: (c) => ({ ...c, iat: now() + 3_600 }) }],
    ['a beginning in the future', { claims: (c) => ({ ...c, nbf: now() + 3_600 }) }],
    ['no signature (alg none)', { signing: 'none' }],
    ['HS256 keyed with the public key', { signing: 'hs256-with-public-key' }],
    ['a key that is not the provider’s', { signing: 'other-key' }],
    ['an algorithm that was not agreed', { signing: 'rs256' }],
    [
      'an altered signature',
      { text: (t) => `${t.slice(0, -8)}${t.at(-8) === 'A' ? 'B' : 'A'}${t.slice(-7)}` },
    ],
    [
      'an altered payload',
      { text: (t) => t.replace(/\.(.{20})/, (_, x) => `.${x.slice(0, -1)}${x.at(-1) === 'A' ? 'B' : 'A'}`) },
    ],
    ['no signature part', { text: (t) => t.split('.').slice(0, 2).join('.') }],
    ['a token of access', { kind: 'at+jwt' }],
    ['a token of logout', { kind: 'logout+jwt' }],
    ['no identity token at all', { noIdToken: true }],
    ['a token endpoint in trouble', { tokenStatus: 500 }],
  ];
  it.each(forged)('refuses an answer with %s', async (_, tampering) => {
    const { provider, browser, leave } = await open();
    provider.tamper(tampering);
    const answer = await browser.get(provider.answer(await leave()));
    expect([400, 503]).toContain(answer.status);
    expect([...browser.cookies.keys()].join()).not.toContain('__Host-desk');
    expect((await browser.get('/connexions')).status).toBe(303);
  });

  const misled: readonly (readonly [string, (query: URLSearchParams) => void])[] = [
    ['another state', (query) => query.set('state', 'y'.repeat(43))],
    ['no state', (query) => query.delete('state')],
    ['another issuer (mix-up)', (query) => query.set('iss', 'https://autre.example')],
    ['no issuer where the provider promises one', (query) => query.delete('iss')],
    ['no code', (query) => query.delete('code')],
    ['an unknown code', (query) => query.set('code', 'made-up')],
    ['an error', (query) => query.set('error', 'access_denied')],
  ];
  it.each(misled)('refuses a way back with %s', async (_, change) => {
    const { provider, browser, leave } = await open();
    const answer = await browser.get(provider.answer(await leave(), change));
    expect(answer.status).toBe(400);
    expect((await browser.get('/connexions')).status).toBe(303);
  });

  it.each(['https://autre.example', `${ISSUER}/`, ISSUER.toUpperCase()])(
    'refuses a provider whose metadata calls it %s',
    async (metadataIssuer) => {
      const { provider, browser } = await open();
      provider.tamper({ metadataIssuer });
      expect((await browser.get('/connexion/depart')).status).toBe(503);
      expect(provider.seen).not.toContain('/token');
    },
  );

  it('refuses a code that was already used, and one brought by another browser', async () => {
    const { provider, desk, browser, leave } = await open();
    const back = provider.answer(await leave());
    expect((await desk.visitor().get(back)).status).toBe(400);
    expect((await browser.get(back)).status).toBe(303);
    expect((await browser.get(back)).status).toBe(400);
  });

  it('refuses to come back later than ten minutes', async () => {
    const { provider, desk, browser, leave } = await open();
    const back = provider.answer(await leave());
    desk.moveTo(fromMillis(Date.now() + 11 * 60_000));
    expect((await browser.get(back)).status).toBe(400);
  });

  it('does nothing on HEAD, whatever comes with it', async () => {
    const { provider, browser, leave } = await open();
    const back = provider.answer(await leave());
    expect((await browser.request(back, { method: 'HEAD' })).status).toBe(400);
    expect(provider.seen).not.toContain('/token');
  });

  it('never writes a code, a state or a token in the log', async () => {
    const { provider, desk, browser, leave } = await open();
    const back = provider.answer(await leave());
    await browser.get(back);
    await browser.get(back);
    const log = JSON.stringify(desk.lines);
    for (const secret of new URLSearchParams(back.split('?')[1]).values()) expect(log).not.toContain(secret);
    expect(log).not.toContain('eyJ');
  });
});

describe('the page to come back to', () => {
  it.each([
    ['https://ailleurs.example/', '/'],
    ['//ailleurs.example', '/'],
    ['/\\ailleurs.example', '/'],
    ['/\t/ailleurs.example', '/'],
    ['javascript:alert(1)', '/'],
    ['/connexion/depart?retour=/', '/'],
    [`/${'a'.repeat(400)}`, '/'],
    ['', '/'],
    [undefined, '/'],
    ['/signalements/flg_1?onglet=2', '/signalements/flg_1?onglet=2'],
  ])('turns %s into %s', (asked, expected) => {
    expect(localPath(asked)).toBe(expected);
  });

  test.prop(
    [
      fc.oneof(
        fc.webUrl(),
        fc.string(),
        fc.string().map((tail) => `/${tail}`),
      ),
    ],
    { seed: 4140, numRuns: 2_000 },
  )('never leads off this host', (asked) => {
    expect(new URL(localPath(asked), DESK_ORIGIN).origin).toBe(DESK_ORIGIN);
  });
});

describe('the provider’s address', () => {
  it.each([
    ['https://identite.example', true],
    ['http://localhost:3003', true],
    ['http://127.0.0.1:3003', true],
    ['http://identite.example', false],
    ['http://localhost.example', false],
  ])('%s is accepted: %s', (issuer, accepted) => {
    expect(isSafeIssuer(issuer)).toBe(accepted);
  });
});
