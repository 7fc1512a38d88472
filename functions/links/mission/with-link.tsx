import type { MiddlewareHandler } from 'hono';
import { csrfGuard } from '../../web/csrf.ts';
import { show, type WebContext, type WebEnv } from '../../web/http.ts';
import { linksFrame } from '../frame.ts';
import { linkTokenOf } from './cookies.ts';
import { LinkOverPage } from './offer-pages.tsx';
import { type OpenLink, readLiveLink, readView } from './read.ts';

const guard = csrfGuard(({ config }) => ({ origin: config.linksOrigin, secret: config.appSecret }));

/** A form of a mission's page is bound to the link that is open in this browser. */
export const boundToLink: MiddlewareHandler<WebEnv> = (c, next) => {
  c.set('binding', linkTokenOf(c));
  return guard(c, next);
};

const overPage = async (c: WebContext): Promise<Response> => {
  const view = await readView(c);
  return show(c, <LinkOverPage frame={linksFrame(c, view.facts.town)} />, 410);
};

/** An act of the bearer of a live link; a dead one is told so. */
export const withLink =
  (act: (c: WebContext, open: OpenLink) => Promise<Response>) =>
  async (c: WebContext): Promise<Response> => {
    const open = await readLiveLink(c);
    return open ? act(c, open) : overPage(c);
  };
