import type { Actor } from '../../../shared/audit/audit.ts';
import type { LinkToken } from '../../../shared/ids/ids.ts';
import { type Link, linkHash, linkKey, linkKind } from '../../../shared/links/link.ts';
import { type MissionFacts, readFacts, type Subject } from '../../../shared/offers/facts.ts';
import { type Situation, situationOf } from '../../../shared/visits/situation.ts';
import { Stopped, type WebContext } from '../../web/http.ts';
import { linkTokenOf } from './cookies.ts';

/** An open mission or report link: whose it is and what it is about. */
export type OpenLink = {
  readonly token: LinkToken;
  readonly link: Link;
  readonly subject: Subject;
  readonly actor: Actor;
};

/**
 * The link behind this browser's cookie; one request. A link that never was, or was made before its volunteer's links
 * were voided, is answered like any unknown address.
 */
export const readLink = async (c: WebContext): Promise<OpenLink> => {
  const token = linkTokenOf(c);
  if (!token) throw new Stopped(404, 'no-link');
  const link = (await c.get('world').table.get(linkKind, linkKey(linkHash(token))))?.value;
  const about = link && (link.purpose === 'mission' || link.purpose === 'report') ? link : undefined;
  if (!about?.missionId || !about.seniorId || !about.consent) throw new Stopped(404, 'unknown-link');
  return {
    token,
    link: about,
    subject: {
      missionId: about.missionId,
      volunteerId: about.volunteerId,
      seniorId: about.seniorId,
      consent: about.consent,
    },
    actor: { kind: 'volunteer', id: about.volunteerId },
  };
};

export type View = OpenLink & { readonly facts: MissionFacts; readonly situation: Situation };

/** Everything a page of this link shows; two requests. */
export const readView = async (c: WebContext): Promise<View> => {
  const open = await readLink(c);
  const facts = await readFacts(c.get('world'), open.subject);
  if (!facts) throw new Stopped(404, 'unknown-link');
  const voidBefore = facts.volunteer.value.linksVoidBefore;
  const voided = voidBefore !== undefined && open.link.createdAt < voidBefore;
  return {
    ...open,
    facts,
    situation: voided
      ? 'link-over'
      : situationOf(open.link, facts.mission.value, facts.offer?.value, c.get('now')),
  };
};

/** For acts: the link must still live. */
export const readLiveLink = async (c: WebContext): Promise<OpenLink | undefined> => {
  const open = await readLink(c);
  return open.link.revokedAt || open.link.expiresAt <= c.get('now') ? undefined : open;
};
