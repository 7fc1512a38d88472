import type { Actor } from '../../../shared/audit/audit.ts';
import type { LinkToken, MissionId, VolunteerId } from '../../../shared/ids/ids.ts';
import { isLinkOver, type Link, linkHash, linkKey, linkKind } from '../../../shared/links/link.ts';
import type { Mission } from '../../../shared/missions/mission.ts';
import { missionKey, missionKind } from '../../../shared/missions/store.ts';
import { type Company, companyOf, seatOf } from '../../../shared/missions/twins.ts';
import { accept } from '../../../shared/offers/answer.ts';
import { type MissionFacts, readFacts, type Subject, valuesOf } from '../../../shared/offers/facts.ts';
import { readTwin } from '../../../shared/offers/holding.ts';
import { readAs } from '../../../shared/table/kind.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import { mayRevealDetails, type Situation, situationOf } from '../../../shared/visits/situation.ts';
import { isVoidLink } from '../../../shared/volunteers/volunteer.ts';
import { Stopped, type WebContext } from '../../web/http.ts';
import { unknownLink } from '../unknown-link.ts';
import { linkTokenOf } from './cookies.ts';

/** An open mission or report link: whose it is and what it is about. */
export type OpenLink = {
  readonly token: LinkToken;
  readonly link: Link;
  readonly subject: Subject;
  readonly actor: Actor;
  /** The seat of a mission for two that was proposed by this link: a no answers that one. */
  readonly asked: Subject;
};

/** A link to a mission for two opens the seat that concerns its bearer now; one more request. */
const seatAmong = async (c: WebContext, asked: Subject, twinId: MissionId): Promise<Subject> => {
  const rows = await c.get('world').table.getRows([missionKey(asked.missionId), missionKey(twinId)]);
  const [mission, twin] = rows.map((row) => (row ? readAs(missionKind, row)?.value : undefined));
  return mission ? { ...asked, missionId: seatOf(asked.volunteerId, mission, twin).id } : asked;
};

/** The other person of a mission for two; the first name only for whoever goes, once both said yes, while details may open (law 7). */
export type Partner = { readonly company: Company; readonly firstName: string | undefined };

const readPartner = async (
  c: WebContext,
  mission: Mission,
  volunteerId: VolunteerId,
): Promise<Partner | undefined> => {
  const twin = await readTwin(c.get('world'), mission);
  if (!twin) return undefined;
  const company = companyOf(twin.stored.value);
  const isKnown = company === 'found' && mayRevealDetails(mission, volunteerId, c.get('now'));
  return { company, firstName: isKnown ? twin.volunteer?.firstName : undefined };
};

/**
 * The link behind this browser's cookie; one request. A link that never was is answered like any unknown address.
 */
export const readLink = async (c: WebContext): Promise<OpenLink> => {
  const token = linkTokenOf(c);
  if (!token) throw new Stopped(404, 'no-link');
  const link = (await c.get('world').table.get(linkKind, linkKey(linkHash(token))))?.value;
  const about = link && (link.purpose === 'mission' || link.purpose === 'report') ? link : undefined;
  if (!about?.missionId || !about.seniorId || !about.consent) throw unknownLink(c);
  const asked: Subject = {
    missionId: about.missionId,
    volunteerId: about.volunteerId,
    seniorId: about.seniorId,
    consent: about.consent,
    linkMadeAt: about.createdAt,
  };
  return {
    token,
    link: about,
    asked,
    subject: about.twinId ? await seatAmong(c, asked, about.twinId) : asked,
    actor: { kind: 'volunteer', id: about.volunteerId },
  };
};

const HINDRANCES = ['volunteer-away', 'busy', 'stopped'] as const;
export type Hindrance = (typeof HINDRANCES)[number];
export const hindranceIn = (refusal: string): Hindrance | undefined =>
  HINDRANCES.find((one) => one === refusal);

/** Why a yes to what is offered here would be refused now, by the very decision that a yes meets. */
const hindranceOf = (situation: Situation, facts: MissionFacts, now: Instant): Hindrance | undefined => {
  if (situation !== 'open' && situation !== 'declined' && situation !== 'handed-back') return undefined;
  const yes = accept(valuesOf(facts), { via: 'link' }, now);
  return yes.ok ? undefined : hindranceIn(yes.refusal);
};

export type View = OpenLink & {
  readonly facts: MissionFacts;
  readonly situation: Situation;
  /** What stands in the way of a yes, where one may still be said. */
  readonly hindrance: Hindrance | undefined;
  readonly partner: Partner | undefined;
  /** Made before its volunteer's links were voided. */
  readonly isVoid: boolean;
};

/** Everything a page of this link shows; two requests, five for a mission for two. */
export const readView = async (c: WebContext): Promise<View> => {
  const open = await readLink(c);
  // A void link still opens the page that says so: only what is done by it is refused.
  const { linkMadeAt: _, ...subject } = open.subject;
  const facts = await readFacts(c.get('world'), subject);
  if (!facts) throw new Stopped(404, 'unknown-link');
  const isVoid = isVoidLink(facts.volunteer.value, open.subject.linkMadeAt);
  const now = c.get('now');
  const offer = facts.offer?.value ?? facts.invitation?.value;
  const situation = isVoid ? 'link-over' : situationOf(open.link, facts.mission.value, offer, now);
  return {
    ...open,
    facts,
    isVoid,
    partner: await readPartner(c, facts.mission.value, open.subject.volunteerId),
    situation,
    hindrance: hindranceOf(situation, facts, now),
  };
};

/** For acts: the link must still live. Whether it is void is asked where the act reads its facts, in the same request. */
export const readLiveLink = async (c: WebContext): Promise<OpenLink | undefined> => {
  const open = await readLink(c);
  return isLinkOver(open.link, c.get('now')) ? undefined : open;
};
