import { Hono } from 'hono';
import type { World } from '../compose.ts';
import { applyRoutes } from '../space/apply/routes.tsx';
import { calendarRoutes } from '../space/calendar/routes.ts';
import { mySpaceRoutes } from '../space/my-space/routes.tsx';
import { serveAssets } from '../web/assets.ts';
import { csrfGuard } from '../web/csrf.ts';
import { errorPage } from '../web/error-page.tsx';
import {
  beginRequest,
  type ErrorPage,
  knownMethodsOnly,
  limitBody,
  logRequests,
  notFoundShow,
  onErrorShow,
  type WebEnv,
} from '../web/http.ts';
import { securityHeaders } from '../web/security.ts';
import { LINKS_SHEET, LINKS_STYLES } from './frame.ts';
import { linkTokenOf } from './mission/cookies.ts';
import { missionRoutes } from './mission/routes.tsx';

/** Nobody sends a file here. */
const MAX_BODY_BYTES = 64 * 1024;

const linksErrors: ErrorPage = errorPage({ styles: LINKS_STYLES });

/** The pages behind SMS links and the public application form: no account, no script, the smallest bundle. */
export const linksApp = (world: World): Hono<WebEnv> => {
  const app = new Hono<WebEnv>({ strict: false });
  app.onError(onErrorShow(linksErrors));
  app.notFound(notFoundShow(linksErrors));
  app.use(beginRequest(world));
  app.use(logRequests);
  app.use(securityHeaders());
  app.use(knownMethodsOnly);
  app.get('/health', (c) => c.json({ status: 'ok', host: 'links' }));
  serveAssets(app, [LINKS_SHEET]);
  app.use(limitBody(MAX_BODY_BYTES));
  // These bring the guard of their own forms: their binding is another cookie than a mission's.
  calendarRoutes(app);
  applyRoutes(app);
  mySpaceRoutes(app);
  // A form of a mission page is bound to the link that is open in this browser.
  app.use('/m/*', async (c, next) => {
    c.set('binding', linkTokenOf(c));
    await next();
  });
  app.use(csrfGuard(({ config }) => ({ origin: config.linksOrigin, secret: config.appSecret })));
  missionRoutes(app);
  return app;
};
