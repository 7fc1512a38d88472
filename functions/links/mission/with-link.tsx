import type { MiddlewareHandler } from 'hono';
import { isLinkOver } from '../../../shared/links/link.ts';
import type { Town } from '../../../shared/town/settings.ts';
import { csrfGuard } from '../../web/guard/csrf.ts';
import { show, type WebContext, type WebEnv } from '../../web/http.ts';
import { linksFrame } from '../frame.ts';
import { linkTokenOf } from './cookies.ts';
import { LinkOverPage } from './over-pages.tsx';
import { type OpenLink, readLiveLink, readView, type View } from './read.ts';

const guard = csrfGuard(({ config }) => ({ origin: config.linksOrigin, secret: config.appSecret }));

/** A form of a mission's page is bound to the link that is open in this browser. */
export const boundToLink: MiddlewareHandler<WebEnv> = (c, next) => {
  c.set('binding', linkTokenOf(c));
  return guard(c, next);
};

const overPage = (c: WebContext, town: Town): Response | Promise<Response> =>
  show(c, <LinkOverPage frame={linksFrame(c, town)} />, 410);

/** An act of the bearer of a live link; a dead one is told so, by a page of its own where something was written (`over`). */
export const withLink =
  (act: (c: WebContext, open: OpenLink) => Promise<Response>, over = overPage) =>
  async (c: WebContext): Promise<Response> => {
    const open = await readLiveLink(c);
    return open ? act(c, open) : over(c, (await readView(c)).facts.town);
  };

/** A yes or a no is given by the link that asked: the link of a report answers nothing else (one purpose a link). */
export const withOffer = (act: (c: WebContext, open: OpenLink) => Promise<Response>) =>
  withLink(async (c, open) =>
    open.link.purpose === 'mission' ? act(c, open) : overPage(c, (await readView(c)).facts.town),
  );

/** The same for an act or a page that is shown from everything the link opens: read once, and a void link is told so too. */
export const withView =
  (act: (c: WebContext, view: View) => Promise<Response>, over = overPage) =>
  async (c: WebContext): Promise<Response> => {
    const view = await readView(c);
    const isOver = isLinkOver(view.link, c.get('now')) || view.isVoid;
    return isOver ? over(c, view.facts.town) : act(c, view);
  };
