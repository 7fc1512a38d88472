import { canonical, sha256 } from '../../ids/digest.ts';
import type { VolunteerId } from '../../ids/ids.ts';
import { ok, type Result, refused } from '../../result/result.ts';
import { instantOf } from '../../time/civil.ts';
import type { Instant } from '../../time/instant.ts';
import {
  answerOf,
  type Gathering,
  MOST_ANSWERS,
  type Registration,
} from '../../volunteers/gatherings/gathering.ts';
import type { Volunteer } from '../../volunteers/volunteer.ts';
import { withLook } from './look.ts';

/** What a coordinator writes of a gathering. */
export type GatheringPlan = Pick<
  Gathering,
  'type' | 'title' | 'day' | 'from' | 'to' | 'place' | 'details' | 'seats' | 'fulfils' | 'audience'
>;

/** The words of a gathering that a form was shown, in sixteen letters: answers that come meanwhile do not change it. */
export const seenOf = (plan: GatheringPlan): string => {
  const { type, title, day, from, to, place, details, seats, fulfils, audience } = plan;
  const words = { type, title, day, from, to, place, details, seats, fulfils, audience };
  return sha256(canonical(words)).slice(0, 16);
};

/** When and where, as a volunteer's page showed it: whoever says yes to something else must read it first. */
export const seenWhere = ({
  startsAt,
  endsAt,
  place,
}: Pick<Gathering, 'startsAt' | 'endsAt' | 'place'>): string =>
  sha256(canonical({ startsAt, endsAt, place })).slice(0, 16);

export type PlanRefusal = { readonly reason: 'day-past' | 'ends-before-it-starts' | 'changed-meanwhile' };
type SeatRefusal = { readonly reason: 'not-open' | 'begun' | 'too-many-answers' };
export type GatheringRefusal =
  | PlanRefusal
  | SeatRefusal
  | { readonly reason: 'unknown' | 'over' | 'fewer-seats-than-people' | 'not-begun' | 'not-invited' };

export const isComing = ({ state }: Registration): boolean => state === 'registered';
export const isWaiting = ({ state }: Registration): boolean => state === 'waiting';
export const coming = (one: Pick<Gathering, 'registrations'>): readonly Registration[] =>
  one.registrations.filter(isComing);
export const waiting = (one: Pick<Gathering, 'registrations'>): readonly Registration[] =>
  one.registrations.filter(isWaiting);

/** Day and hours as instants; refused when it has begun already, or ends before it begins. */
export const planned = (
  plan: GatheringPlan,
  now: Instant,
): Result<GatheringPlan & Pick<Gathering, 'startsAt' | 'endsAt'>, PlanRefusal> => {
  const startsAt = instantOf(plan.day, plan.from);
  const endsAt = instantOf(plan.day, plan.to);
  if (startsAt <= now) return refused({ reason: 'day-past' });
  if (endsAt <= startsAt) return refused({ reason: 'ends-before-it-starts' });
  return ok({ ...plan, startsAt, endsAt });
};

/** Free seats go to whoever has waited longest, and each is owed the word. */
const movedUp = (one: Gathering): Gathering => {
  const free = one.seats - coming(one).length;
  if (free <= 0) return one;
  const up = new Set(
    waiting(one)
      .slice(0, free)
      .map(({ volunteerId }) => volunteerId),
  );
  if (up.size === 0) return one;
  return {
    ...one,
    registrations: one.registrations.map((answer) =>
      up.has(answer.volunteerId) && isWaiting(answer)
        ? { ...answer, state: 'registered' as const, movedUp: 'owed' as const }
        : answer,
    ),
  };
};

export const withAnswer = (one: Gathering, answer: Registration): Gathering => ({
  ...one,
  registrations: [
    ...one.registrations.filter(({ volunteerId }) => volunteerId !== answer.volunteerId),
    answer,
  ],
});

const closed = (one: Gathering, now: Instant): SeatRefusal | undefined => {
  if (one.state !== 'open') return { reason: 'not-open' };
  return one.startsAt <= now ? { reason: 'begun' } : undefined;
};

/**
 * « Je viens »: a seat while one is free and nobody waits for it, else the end of the waiting list. Said again: nothing
 * changes. Refused before the invitation, after the beginning, and once called off.
 */
export const takeSeat = (
  one: Gathering,
  volunteerId: VolunteerId,
  now: Instant,
): Result<Gathering, SeatRefusal> => {
  const no = closed(one, now);
  if (no) return refused(no);
  const before = answerOf(one, volunteerId);
  if (before && before.state !== 'cancelled') return ok(one);
  if (!before && one.registrations.length >= MOST_ANSWERS) return refused({ reason: 'too-many-answers' });
  const isFree = coming(one).length < one.seats && waiting(one).length === 0;
  // They come knowing the day and the hour as they are: nothing said before is owed to them.
  const told = one.news ? { told: one.news.number } : {};
  const answer: Registration = { volunteerId, state: isFree ? 'registered' : 'waiting', at: now, ...told };
  return ok(withLook(withAnswer(one, answer), now));
};

/** « Je ne viens pas »: the seat goes at once to whoever has waited longest. Said again, or first: kept as a no. */
export const giveSeatBack = (
  one: Gathering,
  volunteerId: VolunteerId,
  now: Instant,
): Result<Gathering, SeatRefusal> => {
  const no = closed(one, now);
  if (no) return refused(no);
  const before = answerOf(one, volunteerId);
  if (before?.state === 'cancelled') return ok(one);
  if (!before && one.registrations.length >= MOST_ANSWERS) return refused({ reason: 'too-many-answers' });
  return ok(withLook(movedUp(withAnswer(one, { volunteerId, state: 'cancelled', at: now })), now));
};

/**
 * What was written, written anew by somebody whose form showed `seen`. A change of day, hour or place is owed to everybody who comes
 * or waits; fewer seats than people who come is refused: nobody is put out by a form. Sent twice is once; refused when somebody
 * else wrote it meanwhile.
 */
export const replanned = (
  one: Gathering,
  { plan, seen }: { readonly plan: GatheringPlan; readonly seen: string },
  now: Instant,
): Result<Gathering, GatheringRefusal> => {
  if (one.state !== 'draft' && one.state !== 'open') return refused({ reason: 'over' });
  if (one.startsAt <= now) return refused({ reason: 'over' });
  if (seenOf(plan) === seenOf(one)) return ok(one);
  if (seenOf(one) !== seen) return refused({ reason: 'changed-meanwhile' });
  const at = planned(plan, now);
  if (!at.ok) return at;
  if (plan.seats < coming(one).length) return refused({ reason: 'fewer-seats-than-people' });
  const { fulfils: _, invitingSince, ...rest } = one;
  const isSameHour = at.value.startsAt === one.startsAt;
  const next: Gathering = {
    ...rest,
    ...at.value,
    // At another hour, whoever was texted would be texted again: the team decides that anew, with its cost before its eyes.
    ...(invitingSince && isSameHour ? { invitingSince } : {}),
  };
  const isElsewhere =
    next.startsAt !== one.startsAt || next.endsAt !== one.endsAt || next.place !== one.place;
  const isOwed =
    isElsewhere && one.state === 'open' && one.registrations.some((a) => a.state !== 'cancelled');
  const told: Gathering = isOwed
    ? {
        ...next,
        news: { number: (one.news?.number ?? 0) + 1, what: 'changed' },
        registrations: next.registrations.map(({ remindedAt: __, ...answer }) => answer),
      }
    : next;
  return ok(withLook(movedUp(told), now));
};

/** No more invitations go out; whoever has one keeps it, and may answer. Twice is once. */
export const uninviting = (one: Gathering, now: Instant): Gathering => {
  if (one.invitingSince === undefined) return one;
  const { invitingSince: _, ...rest } = one;
  return withLook(rest, now);
};

/** Called off: everybody who comes or waits is told. Twice is once; refused once it has begun. */
export const calledOff = (one: Gathering, now: Instant): Result<Gathering, GatheringRefusal> => {
  if (one.state === 'cancelled') return ok(one);
  if (one.state === 'held' || one.startsAt <= now) return refused({ reason: 'over' });
  const news = { number: (one.news?.number ?? 0) + 1, what: 'cancelled' as const };
  return ok(withLook({ ...one, state: 'cancelled', news }, now));
};

/**
 * Whether this volunteer is invited: active, and within the audience; for a training, also whoever was met and prepares a first
 * mission. Nobody in a pause, and nobody who leaves.
 */
export const isInvited = (
  one: Pick<Gathering, 'type' | 'audience'>,
  volunteer: Pick<Volunteer, 'state' | 'programmes' | 'address'>,
): boolean => {
  const isThere =
    volunteer.state === 'active' || (one.type === 'training' && volunteer.state === 'interviewed');
  if (!isThere) return false;
  switch (one.audience.of) {
    case 'all':
      return true;
    case 'programme':
      return volunteer.programmes.includes(one.audience.code);
    case 'sector':
      return volunteer.address.sector === one.audience.code;
  }
};
