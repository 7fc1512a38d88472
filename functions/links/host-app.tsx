// Its router is the smallest and needs no preparation: a cold start answers one request.
import { Hono } from 'hono/tiny';
import type { World } from '../compose.ts';
import { securityHeaders } from '../web/guard/security.ts';
import {
  beginRequest,
  knownMethodsOnly,
  limitBody,
  logRequests,
  notFoundShow,
  onErrorShow,
  type WebEnv,
} from '../web/http.ts';
import { linksErrors } from './errors.ts';

/** Nobody sends a file here. */
const MAX_BODY_BYTES = 64 * 1024;

/** What both functions of the links host do before any page of theirs: one look, one caution. */
export const linksHostApp = (world: World): Hono<WebEnv> => {
  const app = new Hono<WebEnv>({ strict: false });
  app.onError(onErrorShow(linksErrors));
  app.notFound(notFoundShow(linksErrors));
  app.use(beginRequest(world));
  app.use(logRequests);
  app.use(securityHeaders());
  app.use(knownMethodsOnly);
  app.use(limitBody(MAX_BODY_BYTES));
  return app;
};
