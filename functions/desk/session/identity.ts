import * as oidc from 'openid-client';
import * as z from 'zod';
import { ok, type Result, refused } from '../../../shared/result/result.ts';
import type { Config } from '../../config.ts';

/** Kept by the browser, sealed, between leaving for the provider and coming back. */
type SignInAttempt = {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
};

export type Identified = {
  readonly issuer: string;
  readonly subject: string;
  /** As the provider says it: shown, never trusted to find anybody. */
  readonly name: string;
  readonly idToken: string;
};

export type SignInRefusal = {
  /** `provider-down`: try later. `refused`: what came back is not proof of anybody. `too-weak`: signed in with less than the town asks. */
  readonly reason: 'provider-down' | 'refused' | 'too-weak';
  /** A code for the log; never a value that came from outside. */
  readonly code: string;
};

/** What the desk needs of an identity provider. */
export type IdentityProvider = {
  readonly begin: () => Promise<
    Result<{ readonly url: URL; readonly attempt: SignInAttempt }, SignInRefusal>
  >;
  readonly finish: (
    query: string,
    attempt: SignInAttempt,
    nowMillis: number,
  ) => Promise<Result<Identified, SignInRefusal>>;
  /** Where the browser goes to close the provider's own session; undefined when it has no such page. */
  readonly signOutUrl: (idToken: string, state: string) => Promise<URL | undefined>;
};

export const SIGNED_IN_PATH = '/connexion/retour';

/** Asymmetric only: HS256 would make a public key a secret (reliability.md §4.4). */
const ALGORITHMS = ['ES256', 'RS256'] as const;
const TIMEOUT_SECONDS = 8;
const CLOCK_TOLERANCE_SECONDS = 60;

type Options = Pick<Config, 'oidc' | 'deskOrigin'> & { readonly fetch?: oidc.CustomFetch };

/** Plain http is for one machine talking to itself. */
export const isSafeIssuer = (issuer: string): boolean => {
  const { protocol, hostname } = new URL(issuer);
  return protocol === 'https:' || (protocol === 'http:' && ['localhost', '127.0.0.1'].includes(hostname));
};

export const identityProvider = ({ oidc: settings, deskOrigin, fetch }: Options): IdentityProvider => {
  const levels = settings.levels ?? [];
  if (!isSafeIssuer(settings.issuer)) throw new Error('OIDC_ISSUER must be https, or http on localhost');
  const redirectUri = `${deskOrigin}${SIGNED_IN_PATH}`;
  let known: Promise<oidc.Configuration> | undefined;

  const discover = async (): Promise<oidc.Configuration> => {
    const insecure = settings.issuer.startsWith('http://') ? [oidc.allowInsecureRequests] : [];
    const found = await oidc.discovery(new URL(settings.issuer), settings.clientId, undefined, oidc.None(), {
      execute: insecure,
      timeout: TIMEOUT_SECONDS,
      ...(fetch ? { [oidc.customFetch]: fetch } : {}),
    });
    const metadata = found.serverMetadata();
    // To the letter: the library takes `https://x` for `https://x/`, and a login is found by what the provider calls itself.
    if (metadata.issuer !== settings.issuer)
      throw new Error('the provider calls itself otherwise than OIDC_ISSUER');
    const offered = metadata.id_token_signing_alg_values_supported ?? ['RS256'];
    const algorithm = ALGORITHMS.find((one) => offered.includes(one));
    if (!algorithm) throw new Error('the provider signs with no algorithm we accept');
    const config = new oidc.Configuration(
      metadata,
      settings.clientId,
      { id_token_signed_response_alg: algorithm, [oidc.clockTolerance]: CLOCK_TOLERANCE_SECONDS },
      settings.clientSecret ? oidc.ClientSecretPost(settings.clientSecret) : oidc.None(),
    );
    config.timeout = TIMEOUT_SECONDS;
    if (fetch) config[oidc.customFetch] = fetch;
    for (const allow of insecure) allow(config);
    // The token comes over TLS from the provider itself; its signature is checked all the same (ASVS 6.8.2).
    oidc.enableNonRepudiationChecks(config);
    return config;
  };
  const configuration = async (): Promise<oidc.Configuration> => {
    known ??= discover();
    try {
      return await known;
    } catch (error) {
      known = undefined;
      throw error;
    }
  };

  return {
    begin: async () => {
      try {
        const config = await configuration();
        const attempt = {
          state: oidc.randomState(),
          nonce: oidc.randomNonce(),
          verifier: oidc.randomPKCECodeVerifier(),
        };
        const url = oidc.buildAuthorizationUrl(config, {
          redirect_uri: redirectUri,
          scope: 'openid profile',
          state: attempt.state,
          nonce: attempt.nonce,
          code_challenge: await oidc.calculatePKCECodeChallenge(attempt.verifier),
          code_challenge_method: 'S256',
          ...(levels.length > 0 ? { acr_values: levels.join(' ') } : {}),
        });
        return ok({ url, attempt });
      } catch (error) {
        return refused({ reason: 'provider-down', code: codeOf(error) });
      }
    },
    finish: async (query, attempt, nowMillis) => {
      let config: oidc.Configuration;
      try {
        config = await configuration();
      } catch (error) {
        return refused({ reason: 'provider-down', code: codeOf(error) });
      }
      try {
        const tokens = await oidc.authorizationCodeGrant(config, new URL(`${redirectUri}${query}`), {
          pkceCodeVerifier: attempt.verifier,
          expectedState: attempt.state,
          expectedNonce: attempt.nonce,
          idTokenExpected: true,
        });
        const claims = tokens.claims();
        if (!claims || !tokens.id_token) return refused({ reason: 'refused', code: 'no-id-token' });
        if (claims.iat * 1000 > nowMillis + CLOCK_TOLERANCE_SECONDS * 1000)
          return refused({ reason: 'refused', code: 'issued-in-future' });
        if (!isIdentityToken(tokens.id_token)) return refused({ reason: 'refused', code: 'not-an-id-token' });
        // Asked for, then verified: a provider may answer with less (ASVS 6.8.4). One that says no level has proven none.
        if (levels.length > 0 && !levels.some((level) => level === claims.acr))
          return refused({ reason: 'too-weak', code: 'level-of-sign-in' });
        const name = typeof claims.name === 'string' ? claims.name.slice(0, 100) : '';
        return ok({ issuer: claims.iss, subject: claims.sub, name, idToken: tokens.id_token });
      } catch (error) {
        return refused({ reason: isOutage(error) ? 'provider-down' : 'refused', code: codeOf(error) });
      }
    },
    signOutUrl: async (idToken, state) => {
      try {
        const config = await configuration();
        if (!config.serverMetadata().end_session_endpoint) return undefined;
        return oidc.buildEndSessionUrl(config, {
          id_token_hint: idToken,
          post_logout_redirect_uri: deskOrigin,
          state,
        });
      } catch {
        return undefined;
      }
    },
  };
};

/** Signed by the provider, and for us: but a token of access or of logout is no proof of who is there (ASVS 9.2.2). */
const isIdentityToken = (token: string): boolean => {
  const header: unknown = JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString());
  const parsed = z.object({ typ: z.string().optional() }).safeParse(header);
  return parsed.success && [undefined, 'jwt'].includes(parsed.data.typ?.toLowerCase());
};

/** Codes of the library's own (`OAUTH_…`) are a closed list; anything else is named by its class. */
const codeOf = (error: unknown): string => {
  if (!(error instanceof Error)) return 'unknown';
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return /^[A-Z_]{3,60}$/.test(code) ? code : error.name;
};
const isOutage = (error: unknown): boolean =>
  error instanceof TypeError ||
  (error instanceof Error && (error.name === 'TimeoutError' || error.name === 'AbortError')) ||
  codeOf(error) === 'OAUTH_TIMEOUT';
