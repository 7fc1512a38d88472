import {
  type DeliveryRoundId,
  deliveryRoundIdSchema,
  type LinkToken,
  linkTokenSchema,
  type VolunteerId,
} from '../../../shared/ids/ids.ts';
import { isLinkOver, type Link, linkHash, linkKey, linkKind } from '../../../shared/links/link.ts';
import { type RoundView, viewRound } from '../../../shared/rounds/view-round.ts';
import { type Town, townKey, townKind } from '../../../shared/town/settings.ts';
import { volunteerKey, volunteerKind } from '../../../shared/volunteers/store.ts';
import { isVoidLink } from '../../../shared/volunteers/volunteer.ts';
import { deviceOf } from '../../links/mission/cookies.ts';
import { unknownLink } from '../../links/unknown-link.ts';
import { hostCookie } from '../../web/guard/cookies.ts';
import { Stopped, type WebContext } from '../../web/http.ts';

const cookie = (c: WebContext) => hostCookie(c.get('world').config.linksOrigin, 't');

/** A half-day on the way, with breaks: the page is still open at the last door (names need the device besides). */
const OPEN_SECONDS = 8 * 3600;
export const openRound = (c: WebContext, token: LinkToken): void => cookie(c).write(c, token, OPEN_SECONDS);
export const roundTokenOf = (c: WebContext): LinkToken | undefined =>
  linkTokenSchema.safeParse(cookie(c).read(c)).data;

export type RoundLink = {
  readonly link: Link;
  readonly town: Town;
  readonly subject: { readonly roundId: DeliveryRoundId; readonly volunteerId: VolunteerId };
  readonly isOver: boolean;
};

/** The link behind this browser's cookie: one round, one carrier. */
export const readRoundLink = async (c: WebContext): Promise<RoundLink> => {
  const token = roundTokenOf(c);
  if (!token) throw new Stopped(404, 'no-link');
  const { table } = c.get('world');
  const link = (await table.get(linkKind, linkKey(linkHash(token))))?.value;
  const roundId = deliveryRoundIdSchema.safeParse(link?.roundId);
  if (link?.purpose !== 'round' || !roundId.success) throw unknownLink(c);
  const [town, volunteer] = await Promise.all([
    table.get(townKind, townKey(link.town)),
    table.get(volunteerKind, volunteerKey(link.volunteerId)),
  ]);
  if (!town || !volunteer) throw new Stopped(404, 'unknown-link');
  return {
    link,
    town: town.value,
    subject: { roundId: roundId.data, volunteerId: link.volunteerId },
    isOver: isLinkOver(link, c.get('now')) || isVoidLink(volunteer.value, link.createdAt),
  };
};

/** What the round's own carrier sees of it. */
export type Yours = Extract<RoundView, { kind: 'yours' }>;

export const readRoundView = async (c: WebContext, { subject }: RoundLink): Promise<RoundView> => {
  const view = await viewRound(c.get('world'), subject, deviceOf(c), c.get('now'));
  if (!view) throw new Stopped(404, 'unknown-link');
  return view;
};
