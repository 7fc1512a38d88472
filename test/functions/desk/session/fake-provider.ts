import { exportJWK, exportSPKI, generateKeyPair, type JWTPayload, SignJWT, UnsecuredJWT } from 'jose';
import type { CustomFetch } from 'openid-client';

export type Tampering = {
  readonly claims?: (claims: JWTPayload) => JWTPayload;
  readonly signing?: 'good' | 'none' | 'hs256-with-public-key' | 'other-key' | 'rs256';
  /** Changes the token's text after it was signed. */
  readonly text?: (token: string) => string;
  readonly tokenStatus?: number;
  readonly noIdToken?: boolean;
  /** What kind of token its header says it is. */
  readonly kind?: string;
  /** Who its metadata says it is. */
  readonly metadataIssuer?: string;
};

const makeKeys = async () => {
  const keys = await generateKeyPair('ES256', { extractable: true });
  const others = await generateKeyPair('ES256', { extractable: true });
  const rsa = await generateKeyPair('RS256', { extractable: true });
  const jwk = { ...(await exportJWK(keys.publicKey)), kid: 'k1', alg: 'ES256', use: 'sig' };
  const rsaJwk = { ...(await exportJWK(rsa.publicKey)), kid: 'k2', alg: 'RS256', use: 'sig' };
  return { keys, others, rsa, jwk, rsaJwk };
};
/** No test changes them, and an RSA key takes as long to find as ten sign-ins. */
let made: ReturnType<typeof makeKeys> | undefined;

const ACCESS_TOKEN = 'access-token-of-the-provider';

/** An identity provider in memory: signs what a test wants to see refused. */
export const fakeProvider = async (issuer: string, clientId: string) => {
  made ??= makeKeys();
  const { keys, others, rsa, jwk, rsaJwk } = await made;
  const codes = new Map<string, { nonce: string; challenge: string }>();
  let tampering: Tampering = {};
  let isDown = false;
  let count = 0;
  const seen: string[] = [];

  const idToken = async (nonce: string): Promise<string> => {
    const now = Math.floor(Date.now() / 1000);
    const claims = {
      iss: issuer,
      aud: clientId,
      sub: 'sub-coordinator',
      name: 'Claire',
      nonce,
      iat: now,
      exp: now + 300,
    };
    const tampered = tampering.claims?.(claims) ?? claims;
    switch (tampering.signing ?? 'good') {
      case 'none':
        return new UnsecuredJWT(tampered).encode();
      case 'hs256-with-public-key':
        return new SignJWT(tampered)
          .setProtectedHeader({ alg: 'HS256', kid: 'k1' })
          .sign(new TextEncoder().encode(await exportSPKI(keys.publicKey)));
      case 'other-key':
        return new SignJWT(tampered).setProtectedHeader({ alg: 'ES256', kid: 'k1' }).sign(others.privateKey);
      case 'rs256':
        return new SignJWT(tampered).setProtectedHeader({ alg: 'RS256', kid: 'k2' }).sign(rsa.privateKey);
      case 'good':
        return new SignJWT(tampered)
          .setProtectedHeader({ alg: 'ES256', kid: 'k1', ...(tampering.kind ? { typ: tampering.kind } : {}) })
          .sign(keys.privateKey);
    }
  };
  const challengeOf = async (verifier: string): Promise<string> =>
    Buffer.from(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier))).toString(
      'base64url',
    );

  const fetch: CustomFetch = async (address, options) => {
    const url = new URL(address);
    seen.push(url.pathname);
    if (isDown) throw new TypeError('fetch failed');
    if (url.pathname === '/.well-known/openid-configuration')
      return Response.json({
        issuer: tampering.metadataIssuer ?? issuer,
        authorization_endpoint: `${issuer}/auth`,
        token_endpoint: `${issuer}/token`,
        jwks_uri: `${issuer}/jwks`,
        end_session_endpoint: `${issuer}/bye`,
        id_token_signing_alg_values_supported: ['HS256', 'ES256', 'RS256'],
        authorization_response_iss_parameter_supported: true,
        response_types_supported: ['code'],
        subject_types_supported: ['public'],
      });
    if (url.pathname === '/jwks') return Response.json({ keys: [jwk, rsaJwk] });
    const form = new URLSearchParams(String(options.body));
    const code = codes.get(form.get('code') ?? '');
    codes.delete(form.get('code') ?? '');
    if (tampering.tokenStatus)
      return Response.json({ error: 'server_error' }, { status: tampering.tokenStatus });
    if (!code || code.challenge !== (await challengeOf(form.get('code_verifier') ?? '')))
      return Response.json({ error: 'invalid_grant' }, { status: 400 });
    const token = await idToken(code.nonce);
    return Response.json({
      access_token: ACCESS_TOKEN,
      token_type: 'Bearer',
      expires_in: 60,
      ...(tampering.noIdToken ? {} : { id_token: tampering.text?.(token) ?? token }),
    });
  };

  return {
    fetch,
    accessToken: ACCESS_TOKEN,
    seen,
    tamper: (how: Tampering) => {
      tampering = how;
    },
    goDown: () => {
      isDown = true;
    },
    /** What the provider redirects to once somebody chose who they are. */
    answer: (
      authorizationUrl: string,
      change: (query: URLSearchParams) => void = () => undefined,
    ): string => {
      const asked = new URL(authorizationUrl).searchParams;
      count += 1;
      const code = `code-${count}`;
      codes.set(code, { nonce: asked.get('nonce') ?? '', challenge: asked.get('code_challenge') ?? '' });
      const query = new URLSearchParams({ code, state: asked.get('state') ?? '', iss: issuer });
      change(query);
      const back = new URL(asked.get('redirect_uri') ?? '');
      return `${back.pathname}?${query}`;
    },
  };
};
