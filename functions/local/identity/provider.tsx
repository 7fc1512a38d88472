import { raw } from 'hono/html';
import { Provider } from 'oidc-provider';
import { wholePage } from '../html.ts';
import { type IdentityKeys, SESSION_COOKIE } from './keys.ts';
import { Notice, SignOut } from './pages.tsx';
import { DEMO_PEOPLE } from './people.ts';

export type ProviderOptions = {
  readonly issuer: string;
  readonly clientId: string;
  readonly deskOrigin: string;
  readonly redirectUris: readonly string[];
  readonly keys: IdentityKeys;
};

/** A real OpenID provider for one client: code flow, PKCE required, ES256. Consent is implied: one town, one client. */
export const openProvider = ({
  issuer,
  clientId,
  deskOrigin,
  redirectUris,
  keys,
}: ProviderOptions): Provider => {
  const notice = (title: string, text: string): string =>
    wholePage(<Notice title={title} text={text} deskOrigin={deskOrigin} />);
  return new Provider(issuer, {
    clients: [
      {
        client_id: clientId,
        token_endpoint_auth_method: 'none',
        grant_types: ['authorization_code'],
        response_types: ['code'],
        redirect_uris: redirectUris,
        post_logout_redirect_uris: [deskOrigin, `${deskOrigin}/`],
        id_token_signed_response_alg: 'ES256',
      },
    ],
    jwks: keys.jwks,
    cookies: {
      keys: [keys.cookieKey],
      // All hosts of the town share the cookies of `localhost`: these names must meet nobody else's.
      names: { interaction: 'identity_interaction', resume: 'identity_resume', session: SESSION_COOKIE },
    },
    pkce: { required: () => true },
    scopes: ['openid', 'profile', 'email'],
    claims: { openid: ['sub'], profile: ['name', 'given_name'], email: ['email', 'email_verified'] },
    conformIdTokenClaims: false,
    ttl: {
      AccessToken: 300,
      AuthorizationCode: 60,
      Grant: 12 * 3_600,
      IdToken: 300,
      Interaction: 3_600,
      Session: 12 * 3_600,
    },
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (ctx: { body: string }, form: string) => {
          // The form is the provider's own, with its token; nothing in it comes from a visitor.
          ctx.body = wholePage(<SignOut form={raw(form)} />);
        },
        postLogoutSuccessSource: (ctx: { body: string }) => {
          ctx.body = notice('Vous êtes déconnecté', 'Cette fenêtre n’est plus connectée à personne.');
        },
      },
    },
    interactions: { url: (_: unknown, { uid }: { uid: string }) => `/sign-in/${uid}` },
    findAccount: (_: unknown, sub: string) => accountOf(sub),
    loadExistingGrant: async ({ oidc }: { oidc: Oidc }) => {
      const { client, session } = oidc;
      if (!client || !session?.accountId) return undefined;
      const grant = new oidc.provider.Grant({ accountId: session.accountId, clientId: client.clientId });
      grant.addOIDCScope('openid profile email');
      await grant.save();
      return grant;
    },
    renderError: (ctx: { body: string; type: string }) => {
      ctx.type = 'html';
      ctx.body = notice(
        'La connexion n’a pas abouti',
        'La demande était incomplète ou trop ancienne. Retournez au bureau et connectez-vous de nouveau.',
      );
    },
  });
};

type Oidc = {
  readonly client?: { readonly clientId: string };
  readonly session?: { readonly accountId?: string };
  readonly provider: Provider;
};

const accountOf = (sub: string) => {
  const person = DEMO_PEOPLE.find((candidate) => candidate.sub === sub);
  return (
    person && {
      accountId: person.sub,
      claims: () => ({
        sub: person.sub,
        name: person.name,
        given_name: person.givenName,
        email: person.email,
        email_verified: true,
      }),
    }
  );
};
