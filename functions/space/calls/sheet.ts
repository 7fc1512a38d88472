import type { Hono } from 'hono';
import { sha256 } from '../../../shared/ids/digest.ts';
import { CALL_STYLE } from '../../web/calls/call-card.tsx';
import type { WebEnv } from '../../web/http.ts';
import { KEEP } from './keep.ts';

/** Under a path of this function: `/assets` belongs to the other one of this host. */
const named = (body: string, end: string): string => `/appels/${sha256(body).slice(0, 10)}.${end}`;
export const CALLS_SHEET = named(CALL_STYLE, 'css');

export const CALLS_SCRIPT = named(KEEP, 'js');

/** Kept for a year under names that change with their content. */
export const serveCallsFiles = (app: Hono<WebEnv>): void => {
  for (const [path, body, type] of [
    [CALLS_SHEET, CALL_STYLE, 'text/css'],
    [CALLS_SCRIPT, KEEP, 'text/javascript'],
  ] as const)
    app.get(path, (c) =>
      c.body(body, 200, {
        'content-type': `${type}; charset=utf-8`,
        'cache-control': 'public, max-age=31536000, immutable',
      }),
    );
};
