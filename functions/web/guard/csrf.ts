import type { MiddlewareHandler } from 'hono';
import { hmac, sameSecret } from '../../../shared/ids/digest.ts';
import type { World } from '../../compose.ts';
import { Stopped, type WebEnv } from '../http.ts';

export const CSRF_FIELD = '_csrf';

/**
 * The token a form carries: made of the application's secret and of what binds this browser (its session or link
 * cookie). Nothing is stored, another browser's token is worthless, and one dies with its session.
 */
export const csrfToken = (secret: string, binding: string): string => hmac(secret, `csrf|${binding}`);

const FORM_TYPES = new Set(['application/x-www-form-urlencoded', 'multipart/form-data']);

/**
 * What the browser says of where a POST comes from; every header that is present must be right. `Origin: null` is
 * what browsers send under our `no-referrer` policy: it says nothing, so Sec-Fetch-Site, then the token, decide.
 */
export const comesFrom = (
  headers: { readonly origin: string | undefined; readonly site: string | undefined },
  origin: string,
): 'here' | 'elsewhere' => {
  if (headers.site !== undefined && headers.site !== 'same-origin') return 'elsewhere';
  if (headers.origin !== undefined && headers.origin !== 'null' && headers.origin !== origin)
    return 'elsewhere';
  return 'here';
};

export type CsrfOptions = {
  /** From configuration: behind CloudFront the request's own host is not the public one. */
  readonly origin: string;
  readonly secret: string;
};

/**
 * Third guard of both hosts, on every POST: a form type, from here, with this browser's token (S9). The host has
 * put the value of the cookie that binds the browser in `binding`; without one every POST is refused.
 */
export const csrfGuard =
  (optionsOf: (world: World) => CsrfOptions): MiddlewareHandler<WebEnv> =>
  async (c, next) => {
    if (c.req.method !== 'POST') return next();
    const { origin, secret } = optionsOf(c.get('world'));
    const type = (c.req.header('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
    if (!FORM_TYPES.has(type)) throw new Stopped(415, 'not-a-form');
    const headers = { origin: c.req.header('origin'), site: c.req.header('sec-fetch-site') };
    if (comesFrom(headers, origin) === 'elsewhere') throw new Stopped(403, 'from-elsewhere');
    const bound = c.get('binding');
    if (bound === undefined) throw new Stopped(403, 'no-session');
    const given = (await formOf(c)).get(CSRF_FIELD);
    if (typeof given !== 'string' || !sameSecret(given, csrfToken(secret, bound)))
      throw new Stopped(403, 'stale-form');
    return next();
  };

/** The body, parsed once (hono keeps it); a body that is not what its type says is the sender's mistake. */
export const formOf = async (c: {
  readonly req: { readonly formData: () => Promise<FormData> };
}): Promise<FormData> => {
  try {
    return await c.req.formData();
  } catch (error) {
    if (error instanceof Stopped) throw error;
    throw new Stopped(400, 'unreadable-form');
  }
};
