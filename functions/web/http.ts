import type { Context, ErrorHandler, MiddlewareHandler, NotFoundHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { HTTPException } from 'hono/http-exception';
import { matchedRoutes } from 'hono/route';
import type { Instant } from '../../shared/time/instant.ts';
import type { World } from '../compose.ts';
import { typeset } from './typeset.ts';

/** What every request of either host carries: one clock reading, a reference a person can read out, the world. */
export type WebVariables = {
  now: Instant;
  requestId: string;
  world: World;
  /** Set by a page that has an enhancement script of its own: the only case where scripts are allowed. */
  scripted?: boolean;
  /** Set by a page whose script reads bar codes: the only case where the camera may be asked for. */
  camera?: boolean;
  /** The value of the cookie that ties this browser's forms to it; absent = it has nothing to post. */
  binding?: string | undefined;
};
export type WebEnv = { Variables: WebVariables };
export type WebContext = Context<WebEnv>;

/** No I, L, O, U, 0, 1: read over the phone without a mistake. */
const REFERENCE = '23456789ABCDEFGHJKMNPQRSTVWXYZ';
const reference = (world: World): string => {
  const letters = Array.from({ length: 8 }, () => REFERENCE.charAt(world.ids.integerBelow(REFERENCE.length)));
  return `${letters.slice(0, 4).join('')}-${letters.slice(4).join('')}`;
};

/** Reads the clock once and names the request. First middleware of both hosts. */
export const beginRequest =
  (world: World): MiddlewareHandler<WebEnv> =>
  async (c, next) => {
    c.set('world', world);
    c.set('now', world.clock.now());
    c.set('requestId', reference(world));
    await next();
  };

/** `/m/:token`, never what was typed: the path of an SMS link is the secret that opens it. */
const routePattern = (c: Context): string =>
  matchedRoutes(c)
    .filter((route) => route.method !== 'ALL')
    .at(-1)?.path ?? 'none';

/** One line a request: pattern, status, time. No path, query, body, name or address. */
export const logRequests: MiddlewareHandler<WebEnv> = async (c, next) => {
  const start = performance.now();
  await next();
  c.get('world').log({
    event: 'request',
    id: c.get('requestId'),
    method: c.req.method,
    route: routePattern(c),
    status: c.res.status,
    ms: Math.round(performance.now() - start),
  });
};

const METHODS = new Set(['GET', 'HEAD', 'POST']);

/** Everything else is refused before any handler; OPTIONS says what is possible and nothing more (law 2). */
export const knownMethodsOnly: MiddlewareHandler<WebEnv> = async (c, next) => {
  if (METHODS.has(c.req.method)) return next();
  const allow = { allow: 'GET, HEAD, POST, OPTIONS' };
  return c.req.method === 'OPTIONS'
    ? c.body(null, 204, allow)
    : c.text('Méthode non prise en charge.', 405, allow);
};

/** Thrown by a guard deep in a request: the one place that answers it is `onError`. */
export class Stopped extends Error {
  readonly status: 400 | 401 | 403 | 404 | 413 | 415;
  constructor(status: Stopped['status'], name: string) {
    super(name);
    this.name = name;
    this.status = status;
  }
}

export const limitBody = (bytes: number): MiddlewareHandler =>
  bodyLimit({
    maxSize: bytes,
    onError: () => {
      throw new Stopped(413, 'too-large');
    },
  });

/** How a host shows a page for something that went wrong; never given the error itself. */
export type ErrorPage = (
  c: WebContext,
  problem: { readonly status: Stopped['status'] | 500; readonly reference: string; readonly name: string },
) => Response | Promise<Response>;

/** The one place where what was not expected ends: logged by id and class, shown as a sentence and a reference. */
export const onErrorShow =
  (show: ErrorPage): ErrorHandler =>
  (error, c: WebContext) => {
    const known = error instanceof Stopped;
    const status = known ? error.status : error instanceof HTTPException && error.status === 400 ? 400 : 500;
    const world = c.get('world');
    const id = c.get('requestId') ?? '';
    world?.log({
      event: status === 500 ? 'request-broken' : 'request-refused',
      id,
      route: routePattern(c),
      status,
      error: error.name,
      // The message of an unexpected error may hold a value somebody typed; its place in our code never does.
      ...(status === 500 ? { at: placeOf(error) } : {}),
    });
    return show(c, { status, reference: id, name: known ? error.name : '' });
  };

const placeOf = (error: Error): string =>
  /((?:functions|shared)\/[\w./-]+:\d+)/.exec(error.stack ?? '')?.[1] ?? 'elsewhere';

export const notFoundShow =
  (show: ErrorPage): NotFoundHandler =>
  (c: WebContext) =>
    show(c, { status: 404, reference: c.get('requestId'), name: 'not-found' });

/** What hono/jsx gives; a page with an async part is a promise of text. */
export type Shown = { toString: () => string | Promise<string> };

export type PageStatus = 200 | 400 | 401 | 403 | 404 | 409 | 410 | 413 | 415 | 422 | 429 | 500 | 503;

/** Answers with a whole page, typeset; nothing else that a host answers is. 422 shows a form again. */
export const show = async (
  c: Pick<Context, 'body'>,
  page: Shown,
  status: PageStatus = 200,
): Promise<Response> =>
  c.body(typeset(`<!doctype html>${await page.toString()}`), status, {
    'content-type': 'text/html; charset=utf-8',
  });

/** After every POST that did something: back to a GET, so that a double tap or a reload is harmless. */
export const seeOther = (c: Pick<Context, 'redirect'>, path: string): Response => c.redirect(path, 303);
