import type { Actor } from '../../../shared/audit/audit.ts';
import { linkTokenSchema } from '../../../shared/ids/ids.ts';
import type { Town } from '../../../shared/town/settings.ts';
import { openSpace } from '../../../shared/volunteers/space/space-link.ts';
import type { Volunteer } from '../../../shared/volunteers/volunteer.ts';
import type { World } from '../../compose.ts';
import { type LinksFrame, linksFrame } from '../../links/frame.ts';
import { noteUnknownLink } from '../../links/unknown-link.ts';
import { type HostCookie, hostCookie } from '../../web/guard/cookies.ts';
import { csrfGuard } from '../../web/guard/csrf.ts';
import { seeOther, type WebContext } from '../../web/http.ts';
import { showExpired, showFarewell, showNoLink } from './doors.tsx';
import { SPACE_STYLES } from './sheet.ts';

/** Long enough to answer every question of the page; the SMS opens it again (reliability.md §4.2). */
export const SPACE_COOKIE_SECONDS = 30 * 60;

export const spaceCookie = (world: World): HostCookie => hostCookie(world.config.linksOrigin, 'espace');

/** What a page of « Mon espace » is given: whose it is, read a moment ago, and how to write in their name. */
export type Space = {
  readonly me: Volunteer;
  readonly town: Town;
  readonly actor: Actor;
  readonly frame: LinksFrame;
};
export type SpaceHandler = (c: WebContext, space: Space) => Response | Promise<Response>;

/** The token goes from an SMS's address to a cookie that only this host reads, and the page it speaks of opens. */
export const firstHop =
  (to: string) =>
  (c: WebContext): Response => {
    const token = linkTokenSchema.safeParse(c.req.param('token'));
    if (token.success) spaceCookie(c.get('world')).write(c, token.data, SPACE_COOKIE_SECONDS);
    else spaceCookie(c.get('world')).clear(c);
    return seeOther(c, to);
  };

const guard = csrfGuard(({ config }) => ({ origin: config.linksOrigin, secret: config.appSecret }));

/**
 * Opens « Mon espace » with the token that the cookie carries, at each request anew: a link revoked a second ago opens
 * nothing. The token also binds this browser's forms: a POST without its own is refused before the handler. Reads
 * only; each page seen gives the cookie thirty minutes more.
 */
export const inSpace =
  (handler: SpaceHandler) =>
  async (c: WebContext): Promise<Response> => {
    const world = c.get('world');
    const cookie = spaceCookie(world);
    const token = linkTokenSchema.safeParse(cookie.read(c));
    if (!token.success) return showNoLink(c);
    const opened = await openSpace(world, token.data, c.get('now'));
    if (!opened.ok) {
      if (opened.refusal.reason === 'expired') return showExpired(c, opened.refusal.town);
      if (opened.refusal.reason === 'gone') return showFarewell(c, opened.refusal.town);
      noteUnknownLink(c);
      return showNoLink(c);
    }
    c.set('binding', token.data);
    const me = opened.value.volunteer.value;
    const { town } = opened.value;
    const space: Space = {
      me,
      town,
      actor: { kind: 'volunteer', id: me.id },
      frame: { ...linksFrame(c, town), styles: SPACE_STYLES },
    };
    cookie.write(c, token.data, SPACE_COOKIE_SECONDS);
    let answer: Response | undefined;
    await guard(c, async () => {
      answer = await handler(c, space);
    });
    if (!answer) throw new Error('the guard let a request through without an answer');
    return answer;
  };
