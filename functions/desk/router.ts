import type { Hono } from 'hono';
import type { About } from '../../shared/access/permission.ts';
import { type Action, can, mightEver } from '../../shared/access/table.ts';
import { Stopped } from '../web/http.ts';
import type { DeskContext, DeskEnv } from './env.ts';

export type DeskRoute = {
  readonly method: 'GET' | 'POST';
  /** French, without a trailing slash: `/signalements/:id`. */
  readonly path: string;
  /** A row of the permission table: a route without one does not compile, and a test looks again. */
  readonly action: Action;
  /**
   * What the request is about. Left out: nothing in particular (lists, own things), only `any` rows pass.
   * `'handler'`: the handler reads the record, then calls `demand(c, action, about)` before it shows or does anything.
   */
  readonly about?: 'handler';
  readonly handler: (c: DeskContext) => Response | Promise<Response>;
};

/**
 * The permission question about a record that was just read. Not allowed: the same page as a record that does not
 * exist, so that nobody learns what exists (reliability.md §4.5).
 */
export const demand = (c: DeskContext, action: Action, about: About): void => {
  c.set('asked', true);
  if (can(c.get('staff'), action, about)) return;
  logDenial(c, action);
  throw new Stopped(404, 'not-found');
};
/** For a handler of `about: 'handler'` that found no record: nothing to ask about. */
export const missing = (c: DeskContext): never => {
  c.set('asked', true);
  throw new Stopped(404, 'not-found');
};

const logDenial = (c: DeskContext, action: Action): void =>
  c.get('world').log({
    event: 'denied',
    id: c.get('requestId'),
    action,
    role: c.get('staff')?.role ?? 'visitor',
    staff: c.get('staff')?.id ?? '',
  });

const guarded =
  (route: DeskRoute) =>
  async (c: DeskContext): Promise<Response> => {
    const staff = c.get('staff');
    const allowed = route.about === 'handler' ? mightEver(staff, route.action) : can(staff, route.action);
    if (!allowed) {
      if (!staff) throw new Stopped(401, 'signed-out');
      logDenial(c, route.action);
      throw new Stopped(403, 'not-your-role');
    }
    const response = await route.handler(c);
    if (route.about === 'handler' && !c.get('asked'))
      throw new Error(`${route.method} ${route.path} answered without asking whether it may`);
    return response;
  };

/** The only way a page of the desk is reached. */
export const mount = (app: Hono<DeskEnv>, routes: readonly DeskRoute[]): void => {
  for (const route of routes) {
    const handler = guarded(route);
    actions.set(handler, route.action);
    app.on(route.method, route.path, handler);
  }
};

const actions = new WeakMap<object, Action>();
/** The permission that guards a mounted handler; undefined = it was mounted some other way. For the test of routes. */
export const actionGuarding = (handler: object): Action | undefined => actions.get(handler);
