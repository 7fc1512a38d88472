import { type Consent, isConsentGiven } from '../consents/consent.ts';
import type { MissionId, VolunteerId } from '../ids/ids.ts';
import { endsAt, isHeld, isOpen, type Mission, nextState } from '../missions/mission.ts';
import { ok, type Result, refused } from '../result/result.ts';
import type { Senior } from '../seniors/senior.ts';
import { type Instant, plus } from '../time/instant.ts';
import { keptApart, type Volunteer } from '../volunteers/volunteer.ts';
import { type Load, type LoadEntry, withEntry, without } from './load.ts';
import { heardOf, remember } from './memory/memory.ts';
import type { DeclineReason, Offer } from './offer.ts';

export type AcceptRefusal =
  /** It is yours already: the answer is the same page, nothing is written (F2). */
  | 'already-yours'
  | 'already-filled'
  | 'cancelled'
  | 'too-late'
  | 'not-offered'
  /** On pause, leaving, or not yet active. */
  | 'volunteer-away'
  /** Holds another mission at that time. */
  | 'busy'
  /** The person is no longer accompanied, no longer agrees, or the two never meet (law 4). */
  | 'stopped';

export type AcceptFacts = {
  readonly mission: Mission;
  readonly offer: Offer | undefined;
  /** Of a mission for two: what they were asked for the other seat, when nothing was for this one. */
  readonly invitation?: Offer | undefined;
  readonly load: Load;
  readonly volunteer: Volunteer;
  readonly senior: Senior | undefined;
  readonly consent: Consent | undefined;
};

export type Acceptance = { readonly mission: Mission; readonly offer: Offer; readonly load: Load };
/** `invitation`: the question about the other seat, answered by this yes. */
export type Yes = Acceptance & { readonly invitation: Offer | undefined };

export type AcceptManner = {
  /** `coordinator`: a spoken yes, recorded through the same transition; no offer need exist. */
  readonly via: 'link' | 'coordinator';
  /** Hash of the cookie of the device that accepts. */
  readonly device?: string | undefined;
};

const overlaps = (entry: LoadEntry, mission: Mission): boolean =>
  entry.missionId !== mission.id &&
  entry.state === 'held' &&
  entry.startsAt < endsAt(mission) &&
  plus(entry.startsAt, { minutes: entry.minutes }) > mission.startsAt;

const answered = (
  { mission, offer, load }: Pick<AcceptFacts, 'mission' | 'offer' | 'load'>,
  what: 'yes' | 'no',
  now: Instant,
): Load => {
  const heard = heardOf(offer, mission, what, now);
  return heard ? remember(load, heard, now) : load;
};

const withoutSeat = (load: Load, id: MissionId | undefined): Load => (id ? without(load, id) : load);

/**
 * The yes of one volunteer. Late answers count while the mission is open: an offer that expired or was declined can
 * still be accepted, because a person who changes their mind is good news. Of a mission for two, whoever was asked for
 * one seat may take the other. One winner a seat: the new state is held to the version that was read (law 1); nobody takes
 * both, because whoever holds one is busy at that hour, by the version of their own load.
 */
export const accept = (
  facts: AcceptFacts,
  manner: AcceptManner,
  now: Instant,
): Result<Yes, AcceptRefusal> => {
  const { mission, invitation, load, volunteer } = facts;
  const offer = facts.offer ?? invitation;
  if (isHeld(mission.state))
    return refused(mission.holder?.volunteerId === volunteer.id ? 'already-yours' : 'already-filled');
  if (mission.state === 'cancelled') return refused('cancelled');
  const state = nextState(mission.state, 'accept');
  if (!state || now >= mission.startsAt) return refused('too-late');
  if (!offer && manner.via === 'link') return refused('not-offered');
  if (volunteer.state !== 'active') return refused('volunteer-away');
  if (facts.senior?.state !== 'active' || !isConsentGiven(facts.consent, now)) return refused('stopped');
  if (keptApart(volunteer, facts.senior)) return refused('stopped');
  if (load.entries.some((entry) => overlaps(entry, mission))) return refused('busy');

  const { nextAt: _, ...search } = mission.search ?? { wave: 0, open: [] };
  // Whatever was said about this visit before somebody went is owed anew if they give it back.
  const { lookingTaskId: _l, ...searching } = mission;
  const { dayBeforeAt: _d, twoHoursAt: _t, uncoveredTaskAt: _u, ...steps } = mission.steps;
  return ok({
    mission: {
      ...searching,
      state,
      holder: {
        volunteerId: volunteer.id,
        since: now,
        via: manner.via,
        devices: manner.device ? [manner.device] : [],
      },
      search: { ...search, open: search.open.filter((id) => id !== volunteer.id), endedAt: now },
      steps,
    },
    offer: {
      ...(offer ?? {
        volunteerId: volunteer.id,
        town: mission.town,
        wave: 0,
        via: 'coordinator' as const,
        day: mission.day,
        startsAt: mission.startsAt,
        sentAt: now,
        why: 'Choisi par la coordination',
        estimate: 0,
      }),
      missionId: mission.id,
      state: 'accepted',
      answeredAt: now,
    },
    invitation: invitation && {
      ...invitation,
      state: invitation.state === 'sent' ? 'closed' : invitation.state,
      answeredAt: invitation.answeredAt ?? now,
    },
    load: withEntry(withoutSeat(answered({ ...facts, offer }, 'yes', now), mission.twinId), {
      missionId: mission.id,
      day: mission.day,
      startsAt: mission.startsAt,
      minutes: mission.durationMinutes,
      state: 'held',
    }),
  });
};

export type DeclineRefusal = 'already-yours' | 'not-offered';

/**
 * The no of one volunteer. Always heard, even late: the offer no longer counts in their cap, and when everyone asked
 * has answered the next wave leaves at once.
 */
export const decline = (
  facts: Pick<AcceptFacts, 'mission' | 'offer' | 'load'>,
  volunteerId: VolunteerId,
  reason: DeclineReason,
  now: Instant,
): Result<Acceptance, DeclineRefusal> => {
  const { mission, offer } = facts;
  if (!offer) return refused('not-offered');
  if (mission.state !== 'cancelled' && mission.holder?.volunteerId === volunteerId)
    return refused('already-yours');
  const open = (mission.search?.open ?? []).filter((id) => id !== volunteerId);
  const allAnswered = isOpen(mission.state) && mission.search?.nextAt !== undefined && open.length === 0;
  return ok({
    mission: mission.search
      ? {
          ...mission,
          search: { ...mission.search, open, ...(allAnswered ? { nextAt: now } : {}) },
        }
      : mission,
    offer: { ...offer, state: 'declined', answeredAt: offer.answeredAt ?? now, reason },
    load: without(answered(facts, 'no', now), mission.id),
  });
};

export type HandBackRefusal = 'not-yours' | 'over';

export type HandBack = Acceptance & {
  /** Less than a day before: the coordinator is told at once. */
  readonly late: boolean;
};

/** Hours before the start under which a mission given back is urgent (issue 2, item 14). */
export const LATE_HAND_BACK_HOURS = 24;

/**
 * Given back by its holder, by link or by voice. The mission is open again in the same write; the search starts over
 * at once, without the one who gave it back.
 */
export const handBack = (
  facts: Pick<AcceptFacts, 'mission' | 'offer' | 'load'>,
  volunteerId: VolunteerId,
  now: Instant,
): Result<HandBack, HandBackRefusal> => {
  const { mission, offer, load } = facts;
  if (!isHeld(mission.state))
    return refused(mission.holder?.volunteerId === volunteerId ? 'over' : 'not-yours');
  if (mission.holder?.volunteerId !== volunteerId || !offer) return refused('not-yours');
  const state = nextState(mission.state, 'hand-back');
  if (!state || now >= mission.startsAt) return refused('over');
  // Who was to be introduced leaves nobody alone: whoever visits usually goes.
  const late = !mission.introduces && mission.startsAt < plus(now, { hours: LATE_HAND_BACK_HOURS });
  const { holder: _, presence: _p, ...rest } = mission;
  return ok({
    mission: {
      ...rest,
      state,
      urgent: mission.urgent || late,
      search: {
        wave: mission.search?.wave ?? 0,
        open: mission.search?.open ?? [],
        ...(mission.round ? {} : { nextAt: now }),
      },
      ...(mission.round ? { round: {} } : {}),
      // A late hand-back makes its own task for the coordinator: the second one would be noise.
      steps: late ? { ...mission.steps, uncoveredTaskAt: now } : mission.steps,
    },
    offer: { ...offer, state: 'handed-back', answeredAt: now },
    load: without(load, mission.id),
    late,
  });
};
