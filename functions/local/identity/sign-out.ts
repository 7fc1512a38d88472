import { compactVerify, createLocalJWKSet } from 'jose';
import { type IdentityKeys, SESSION_COOKIE } from './keys.ts';

export type SignOut = { readonly location: string; readonly cookies: readonly string[] };

/**
 * The visitor already said at the desk that they leave: a request that carries a token of ours and goes back to the
 * desk is done at once. Any other is left to the provider, which asks first, as somebody else's page may have sent it.
 */
export const signOutAtOnce = async (
  url: URL,
  { keys, deskOrigin }: { readonly keys: IdentityKeys; readonly deskOrigin: string },
): Promise<SignOut | undefined> => {
  const hint = url.searchParams.get('id_token_hint');
  const back = url.searchParams.get('post_logout_redirect_uri');
  const state = url.searchParams.get('state');
  if (!hint || (back !== deskOrigin && back !== `${deskOrigin}/`)) return undefined;
  if (!(await isOurs(hint, keys))) return undefined;
  return {
    location: state ? `${deskOrigin}/?${new URLSearchParams({ state })}` : `${deskOrigin}/`,
    cookies: ['', '.sig'].map(
      (suffix) => `${SESSION_COOKIE}${suffix}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax`,
    ),
  };
};

/** Signed by us; it may have expired, as a session outlives its token. */
const isOurs = async (token: string, keys: IdentityKeys): Promise<boolean> => {
  const known = createLocalJWKSet({
    // The private part is of no use to check a signature, and is refused there.
    keys: keys.jwks.keys.map(({ d: _, ...open }) => ({ kty: 'EC', ...open })),
  });
  return compactVerify(token, known).then(
    () => true,
    () => false,
  );
};
