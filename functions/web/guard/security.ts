import type { MiddlewareHandler } from 'hono';
import type { WebEnv } from '../http.ts';

const POWERS = [
  'accelerometer',
  'autoplay',
  'camera',
  'display-capture',
  'encrypted-media',
  'fullscreen',
  'geolocation',
  'gyroscope',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'picture-in-picture',
  'publickey-credentials-get',
  'screen-wake-lock',
  'usb',
  'xr-spatial-tracking',
];

/**
 * Set on every answer of every status (reliability.md §4.3, S10). Hono's own `secureHeaders()` gives 180 days of
 * HSTS, no CSP and no Permissions-Policy: everything is written here instead.
 */
const FIXED: readonly (readonly [string, string])[] = [
  ['strict-transport-security', 'max-age=63072000; includeSubDomains'],
  ['x-content-type-options', 'nosniff'],
  ['x-frame-options', 'DENY'],
  ['referrer-policy', 'no-referrer'],
  ['cross-origin-opener-policy', 'same-origin'],
  ['cross-origin-resource-policy', 'same-origin'],
  ['x-robots-tag', 'noindex, nofollow'],
];

/** No power of the browser is ever asked for, but the camera on a page that reads bar codes. */
const powersPolicy = (camera: boolean): string =>
  POWERS.map((power) => (camera && power === 'camera' ? 'camera=(self)' : `${power}=()`)).join(', ');
const NO_POWER = powersPolicy(false);
const CAMERA = powersPolicy(true);

export type PolicyOptions = {
  /** Where forms may lead besides this host: the identity provider, for a sign-out that redirects to it. */
  readonly formTargets?: readonly string[];
};

/** No inline style, no inline script, no third party; a script of ours only on a page that has one. */
const contentPolicy = (scripted: boolean, { formTargets = [] }: PolicyOptions = {}): string =>
  [
    "default-src 'none'",
    "style-src 'self'",
    ...(scripted ? ["script-src 'self'", "connect-src 'self'"] : []),
    "img-src 'self' data:",
    ["form-action 'self'", ...formTargets].join(' '),
    "base-uri 'none'",
    "object-src 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

/** Second middleware of both hosts. A page is never kept by a browser or a proxy unless its handler says so. */
export const securityHeaders = (options: PolicyOptions = {}): MiddlewareHandler<WebEnv> => {
  const plain = contentPolicy(false, options);
  const scripted = contentPolicy(true, options);
  return async (c, next) => {
    await next();
    // Not `c.header()`, which makes a finished answer anew for each of them.
    const { headers } = c.res;
    for (const [name, value] of FIXED) headers.set(name, value);
    headers.set('permissions-policy', c.get('camera') ? CAMERA : NO_POWER);
    headers.set('content-security-policy', c.get('scripted') ? scripted : plain);
    if (!headers.has('cache-control')) headers.set('cache-control', 'no-store');
  };
};
