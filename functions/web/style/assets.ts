import type { Hono } from 'hono';
import { sha256 } from '../../../shared/ids/digest.ts';
import type { WebEnv } from '../http.ts';

/** A file served from this host under a name that changes with its content: kept for a year, never stale. */
export type Asset = { readonly path: string; readonly type: string; readonly body: string };

export const asset = (name: string, kind: 'css' | 'js' | 'svg', body: string): Asset => ({
  path: `/assets/${name}.${sha256(body).slice(0, 10)}.${kind}`,
  type: { css: 'text/css', js: 'text/javascript', svg: 'image/svg+xml' }[kind] + '; charset=utf-8',
  body,
});

const FOREVER = 'public, max-age=31536000, immutable';
const COLOUR = /^([0-9a-f]{6})\.css$/;

/** The town's colour as a sheet of its own: the policy allows no inline style. */
export const colourPath = (colour: string): string => `/assets/colour/${colour.slice(1)}.css`;

export const serveAssets = <E extends WebEnv>(app: Hono<E>, assets: readonly Asset[]): void => {
  const byPath = new Map(assets.map((one) => [one.path, one]));
  app.get('/assets/colour/:file', (c) => {
    const colour = COLOUR.exec(c.req.param('file'))?.[1];
    if (colour === undefined) return c.notFound();
    return c.body(`:root{--brand:#${colour}}`, 200, {
      'content-type': 'text/css; charset=utf-8',
      'cache-control': FOREVER,
    });
  });
  app.get('/assets/:file', (c) => {
    const found = byPath.get(c.req.path);
    if (!found) return c.notFound();
    return c.body(found.body, 200, { 'content-type': found.type, 'cache-control': FOREVER });
  });
};
