import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as oidc from 'openid-client';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Host, listen } from '../../../../functions/local/hosts/host.ts';
import { identityHost } from '../../../../functions/local/identity/host.tsx';
import { DEMO_PEOPLE } from '../../../../functions/local/identity/people.ts';
import { ROLES } from '../../../../shared/staff/staff.ts';
import { readingPages } from '../../../support/as-read.ts';
import { freePorts } from '../../../support/ports.ts';

const desk = 'http://localhost:4100';
const callback = `${desk}/signed-in`;
let folder: string;
let issuer: string;
let host: Host;

const start = async (port: number): Promise<void> => {
  issuer = `http://localhost:${port}`;
  const listener = await identityHost({
    issuer,
    clientId: 'prevenance-desk',
    deskOrigin: desk,
    redirectUris: [callback],
    folder,
  });
  host = await listen('identity', listener, port, '127.0.0.1');
};
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'prevenance-identity-'));
  await start(await freePorts());
});
afterEach(async () => {
  await host.stop();
  rmSync(folder, { recursive: true, force: true });
});

const discover = (): Promise<oidc.Configuration> =>
  oidc.discovery(new URL(issuer), 'prevenance-desk', undefined, oidc.None(), {
    execute: [oidc.allowInsecureRequests],
  });

/** A browser that keeps cookies and follows redirections until it leaves the provider. */
const openBrowser = () => {
  const cookies = new Map<string, string>();
  const visit = async (
    url: string,
    form?: Record<string, string>,
  ): Promise<{ url: string; body: string; status: number }> => {
    const response = await fetch(url, {
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(form ? { method: 'POST', body: new URLSearchParams(form) } : {}),
    });
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      const [name = '', value = ''] = pair.split(/=(.*)/s);
      if (value === '') cookies.delete(name);
      else cookies.set(name, value);
    }
    const location = response.headers.get('location');
    if (location === null) return { url, body: await readingPages(response).text(), status: response.status };
    const next = new URL(location, url).href;
    return next.startsWith(desk) ? { url: next, body: '', status: response.status } : visit(next);
  };
  return { visit };
};

const begin = async (config: oidc.Configuration) => {
  const verifier = oidc.randomPKCECodeVerifier();
  const state = oidc.randomState();
  const nonce = oidc.randomNonce();
  const url = oidc.buildAuthorizationUrl(config, {
    redirect_uri: callback,
    scope: 'openid profile email',
    code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state,
    nonce,
  });
  const checks = { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce };
  return { url: url.href, checks };
};

describe('signing in with the local identity provider', () => {
  it('knows one person for each role', () => {
    expect(DEMO_PEOPLE.map((person) => person.role).sort()).toEqual([...ROLES].sort());
  });

  it.each(DEMO_PEOPLE.map((person) => [person.role, person] as const))(
    'signs in as the %s in one choice, with name and address',
    async (_, person) => {
      const config = await discover();
      const { url, checks } = await begin(config);
      const browser = openBrowser();
      const list = await browser.visit(url);
      expect(list.body).toContain('Qui êtes-vous aujourd’hui');
      expect(list.body).toContain(person.name);
      const back = await browser.visit(list.url, { person: person.sub });
      const tokens = await oidc.authorizationCodeGrant(config, new URL(back.url), checks);
      expect(tokens.claims()).toMatchObject({
        iss: issuer,
        aud: 'prevenance-desk',
        sub: person.sub,
        name: person.name,
        given_name: person.givenName,
        email: person.email,
      });
    },
  );

  it('asks again who is there at the next sign-in, and takes another person', async () => {
    const config = await discover();
    const browser = openBrowser();
    for (const sub of ['demo-coordinator', 'demo-librarian']) {
      const { url, checks } = await begin(config);
      const list = await browser.visit(url);
      expect(list.body).toContain('Qui êtes-vous aujourd’hui');
      const back = await browser.visit(list.url, { person: sub });
      const tokens = await oidc.authorizationCodeGrant(config, new URL(back.url), checks);
      expect(tokens.claims()?.sub).toBe(sub);
    }
  });

  it('comes back to the desk with a refusal when nobody is chosen', async () => {
    const browser = openBrowser();
    const list = await browser.visit((await begin(await discover())).url);
    const back = await browser.visit(list.url, { person: '' });
    expect(new URL(back.url).searchParams.get('error')).toBe('access_denied');
  });

  it('refuses a sign-in without PKCE', async () => {
    const url = `${issuer}/auth?client_id=prevenance-desk&response_type=code&scope=openid&redirect_uri=${encodeURIComponent(callback)}&state=${'s'.repeat(32)}`;
    const back = await openBrowser().visit(url);
    expect(new URL(back.url).searchParams.get('error')).toBe('invalid_request');
  });

  it('never sends a code to an address that is not the desk', async () => {
    const config = await discover();
    const { url } = await begin(config);
    const elsewhere = url.replace(
      encodeURIComponent(callback),
      encodeURIComponent('http://localhost:9/steal'),
    );
    const answer = await openBrowser().visit(elsewhere);
    expect(answer.status).toBe(400);
    expect(answer.body).toContain('La connexion n’a pas abouti');
  });

  it('refuses a code with the verifier of another sign-in, and a code used twice', async () => {
    const config = await discover();
    const browser = openBrowser();
    const { url, checks } = await begin(config);
    const list = await browser.visit(url);
    const back = new URL((await browser.visit(list.url, { person: 'demo-reviewer' })).url);
    const stranger = { ...checks, pkceCodeVerifier: oidc.randomPKCECodeVerifier() };
    await expect(oidc.authorizationCodeGrant(config, back, stranger)).rejects.toThrow();
    await oidc.authorizationCodeGrant(config, back, checks);
    await expect(oidc.authorizationCodeGrant(config, back, checks)).rejects.toThrow();
  });

  it('says kindly that an old sign-in page is no longer valid', async () => {
    const answer = await openBrowser().visit(`${issuer}/sign-in/abcdefghijklmnopqrstu`);
    expect(answer.status).toBe(400);
    expect(answer.body).toContain('Cette page n’est plus valable');
  });

  const signedIn = async () => {
    const config = await discover();
    const browser = openBrowser();
    const { url, checks } = await begin(config);
    const list = await browser.visit(url);
    const back = await browser.visit(list.url, { person: 'demo-coordinator' });
    const tokens = await oidc.authorizationCodeGrant(config, new URL(back.url), checks);
    const end = (hint: string) =>
      oidc.buildEndSessionUrl(config, { id_token_hint: hint, post_logout_redirect_uri: desk, state: 'gone' });
    return { browser, idToken: tokens.id_token ?? '', end };
  };

  it('signs out at once whoever leaves the desk, and comes back to it', async () => {
    const { browser, idToken, end } = await signedIn();
    const gone = await browser.visit(end(idToken).href);
    expect(gone.url).toBe(`${desk}/?state=gone`);
  });

  it('asks first when the request carries no token of ours, and goes nowhere else', async () => {
    const { browser, idToken, end } = await signedIn();
    const bare = end(idToken);
    bare.searchParams.delete('id_token_hint');
    const question = await browser.visit(bare.href);
    expect(question.body).toContain('Se déconnecter ?');
    const forged = await browser.visit(end(`${idToken.slice(0, -4)}AAAA`).href);
    expect(forged.url).not.toContain(desk);
    const elsewhere = end(idToken);
    elsewhere.searchParams.set('post_logout_redirect_uri', 'http://localhost:9/');
    expect((await browser.visit(elsewhere.href)).body).toContain('not registered');

    const action = /action="([^"]+)"/.exec(question.body)?.[1] ?? '';
    const token = /name="xsrf" value="([^"]+)"/.exec(question.body)?.[1] ?? '';
    const gone = await browser.visit(new URL(action, issuer).href, { xsrf: token, logout: 'yes' });
    expect(gone.url).toBe(`${desk}/?state=gone`);
  });

  it('keeps its keys through a restart, readable by their owner alone', async () => {
    const before = await (await fetch(`${issuer}/jwks`)).json();
    const { port } = host;
    await host.stop();
    await start(port);
    expect(await (await fetch(`${issuer}/jwks`)).json()).toEqual(before);
    expect(statSync(join(folder, 'identity.json')).mode & 0o777).toBe(0o600);
  });
});
