import { type Consent, isConsentGiven } from '../consents/consent.ts';
import { isLinkOver, type Link } from '../links/link.ts';
import { endsAt, isHeld, isOpen, type Mission } from '../missions/mission.ts';
import type { Offer } from '../offers/offer.ts';
import type { Senior } from '../seniors/senior.ts';
import { type Instant, minus, plus } from '../time/instant.ts';
import { keptApart, type Volunteer } from '../volunteers/volunteer.ts';
import { ARRIVAL_EARLY_HOURS } from './visit.ts';

/** What the bearer of a mission or report link is looking at, now. One page each. */
export type Situation =
  | 'link-over'
  | 'open'
  | 'declined'
  | 'handed-back'
  | 'taken'
  | 'cancelled'
  | 'nobody'
  | 'upcoming'
  | 'now'
  | 'to-report'
  | 'reported'
  | 'unknown';

/** After the slot details close: two hours (reliability.md §4.5). */
export const DETAILS_GRACE_HOURS = 2;
/** Reports are taken until two weeks after. */
export const REPORT_DAYS = 14;

const holderSituation = (mission: Mission, now: Instant): Situation => {
  if (mission.state === 'done' || mission.state === 'not-done') return 'reported';
  if (now >= plus(endsAt(mission), { days: REPORT_DAYS })) return 'link-over';
  if (now >= endsAt(mission)) return 'to-report';
  return now >= minus(mission.startsAt, { hours: ARRIVAL_EARLY_HOURS }) ? 'now' : 'upcoming';
};

/** Pure: the same answer for a GET looked at by a person or by a robot; nothing is decided here. */
export const situationOf = (
  link: Link,
  mission: Mission,
  offer: Offer | undefined,
  now: Instant,
): Situation => {
  if (isLinkOver(link, now)) return 'link-over';
  // Of a mission for two, one goes alone: whoever was asked for the other seat must not believe that nobody goes.
  if (mission.state === 'cancelled')
    return mission.cancelled?.reason === 'one-is-enough' ? 'taken' : 'cancelled';
  const mine = mission.holder?.volunteerId === link.volunteerId;
  if (mine && (isHeld(mission.state) || mission.state === 'done' || mission.state === 'not-done'))
    return holderSituation(mission, now);
  if (!offer) return 'unknown';
  // A report's link opens the report alone: looking for somebody again, the mission has links of its own for that.
  if (link.purpose === 'report' && isOpen(mission.state)) return 'link-over';
  if (isOpen(mission.state) && now < mission.startsAt) {
    if (offer.state === 'declined') return 'declined';
    return offer.state === 'handed-back' ? 'handed-back' : 'open';
  }
  return mission.holder ? 'taken' : 'nobody';
};

/**
 * Was their holder asked to confirm, and has not yet: the day before, or for a new hour. Right after a yes of the last day, the
 * question would cast doubt on the yes.
 */
export const awaitsConfirmation = ({ holder, startsAt, steps }: Mission, now: Instant): boolean => {
  if (!holder || holder.confirmedAt !== undefined) return false;
  const eve = minus(startsAt, { hours: 24 });
  return (
    holder.movedAt !== undefined || steps.dayBeforeAt !== undefined || (now >= eve && holder.since < eve)
  );
};

/** Whether this very person may be shown to this volunteer now: also not once she stopped, closed or set apart (law 4). */
export const mayReveal = (
  facts: {
    readonly mission: Mission;
    readonly volunteer: Volunteer;
    readonly senior: Senior | undefined;
    readonly consent: Consent | undefined;
  },
  now: Instant,
): boolean =>
  mayRevealDetails(facts.mission, facts.volunteer.id, now) &&
  facts.senior?.state === 'active' &&
  isConsentGiven(facts.consent, now) &&
  !keptApart(facts.volunteer, facts.senior);

/** Details open for the holder, from acceptance until two hours after the slot (law 7). */
export const mayRevealDetails = (mission: Mission, volunteerId: string, now: Instant): boolean =>
  isHeld(mission.state) &&
  mission.holder?.volunteerId === volunteerId &&
  now < plus(endsAt(mission), { hours: DETAILS_GRACE_HOURS });

/** The door code only from the day before: 24 h (domain.md §4). */
export const mayRevealDoorCode = (mission: Mission, now: Instant): boolean =>
  now >= minus(mission.startsAt, { hours: 24 });
