import type { MiddlewareHandler } from 'hono';
import { hostCookie } from '../../web/guard/cookies.ts';
import { csrfGuard } from '../../web/guard/csrf.ts';
import type { WebEnv } from '../../web/http.ts';

/** Long enough to fill a form in between two other things. */
const VISIT_SECONDS = 2 * 3_600;

const guard = csrfGuard(({ config }) => ({ origin: config.linksOrigin, secret: config.appSecret }));

/** A form of somebody we do not know: a random cookie binds it to the browser that was shown it. Nothing is stored. */
export const bindVisitor: MiddlewareHandler<WebEnv> = async (c, next) => {
  const world = c.get('world');
  const cookie = hostCookie(world.config.linksOrigin, 'visite');
  const known = cookie.read(c);
  const value = known && /^[\w-]{43}$/.test(known) ? known : undefined;
  if (value === undefined && c.req.method === 'GET') {
    const fresh = world.ids.secret();
    cookie.write(c, fresh, VISIT_SECONDS);
    c.set('binding', fresh);
  } else c.set('binding', value);
  return guard(c, next);
};
