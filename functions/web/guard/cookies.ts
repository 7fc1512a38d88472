import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';

/**
 * A cookie only this host reads. On https its name begins with `__Host-`, which browsers tie to the exact host and
 * to Secure; on http://localhost that name is refused by some browsers, so the plain one is used.
 */
export type HostCookie = {
  readonly read: (c: Context) => string | undefined;
  readonly write: (c: Context, value: string, maxAgeSeconds?: number) => void;
  readonly clear: (c: Context) => void;
};

export const hostCookie = (origin: string, name: string): HostCookie => {
  const secure = origin.startsWith('https://');
  const full = secure ? `__Host-${name}` : name;
  const attributes = { path: '/', httpOnly: true, secure, sameSite: 'Lax' } as const;
  return {
    read: (c) => getCookie(c, full),
    write: (c, value, maxAge) =>
      setCookie(c, full, value, { ...attributes, ...(maxAge === undefined ? {} : { maxAge }) }),
    clear: (c) => {
      deleteCookie(c, full, attributes);
    },
  };
};
