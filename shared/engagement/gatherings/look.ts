import type { VolunteerId } from '../../ids/ids.ts';
import { addDays, civilTime, instantOf, weekday } from '../../time/civil.ts';
import type { Instant } from '../../time/instant.ts';
import type { Gathering, Registration } from '../../volunteers/gatherings/gathering.ts';

/** Two days before, in the morning; on Saturday for a Tuesday, since nobody is written to on a Sunday. */
const REMIND_DAYS = 2;
const REMIND_AT = civilTime('10:00');
const SUNDAY = 7;
export const remindsAt = ({ day }: Pick<Gathering, 'day'>): Instant => {
  const on = addDays(day, -REMIND_DAYS);
  return instantOf(weekday(on) === SUNDAY ? addDays(on, -1) : on, REMIND_AT);
};

export type Owed = {
  readonly volunteerId: VolunteerId;
  readonly kind: 'gathering-cancelled' | 'gathering-changed' | 'gathering-seat' | 'gathering-reminder';
};

/** The one thing that this answer is owed now, what matters most first; undefined when nothing is. */
const owedTo = (one: Gathering, answer: Registration, now: Instant): Owed['kind'] | undefined => {
  if (answer.state === 'cancelled') return undefined;
  const isNews = one.news !== undefined && (answer.told ?? 0) < one.news.number;
  if (one.state === 'cancelled') return isNews ? 'gathering-cancelled' : undefined;
  if (one.state !== 'open' || one.startsAt <= now) return undefined;
  // A seat that came free says the day and the hour as they are.
  if (answer.state === 'registered' && answer.movedUp === 'owed') return 'gathering-seat';
  if (isNews) return 'gathering-changed';
  if (answer.state !== 'registered') return undefined;
  return answer.remindedAt === undefined && remindsAt(one) <= now ? 'gathering-reminder' : undefined;
};

/** Everything owed now, in the order of the answers. */
export const owedNow = (one: Gathering, now: Instant): readonly Owed[] =>
  one.registrations.flatMap((answer) => {
    const kind = owedTo(one, answer, now);
    return kind ? [{ volunteerId: answer.volunteerId, kind }] : [];
  });

/** The same answer, told: a change or a seat told within two days of the beginning is its own reminder. */
export const toldOf = (
  one: Gathering,
  answer: Registration,
  kind: Owed['kind'],
  now: Instant,
): Registration => {
  const told = one.news ? { told: one.news.number } : {};
  const reminded = remindsAt(one) <= now ? { remindedAt: now } : {};
  switch (kind) {
    case 'gathering-cancelled':
      return { ...answer, ...told };
    case 'gathering-changed':
      return { ...answer, ...told, ...(answer.state === 'registered' ? reminded : {}) };
    case 'gathering-seat':
      return { ...answer, ...told, movedUp: 'told', ...reminded };
    case 'gathering-reminder':
      return { ...answer, remindedAt: now };
  }
};

/** Whose file does not say yet whether they came to this training. */
export const toCredit = (one: Gathering): readonly Registration[] =>
  one.fulfils === undefined
    ? []
    : one.registrations.filter(({ came, credited }) => came !== undefined && came !== (credited ?? false));

/** With the moment at which the agenda must look next: at once while something is owed or invitations go out, else for the reminders. */
export const withLook = (one: Gathering, now: Instant): Gathering => {
  const { lookAt: _, ...rest } = whileInviting(settledLate(one, now), now);
  const isAtWork = rest.invitingSince !== undefined || owedNow(rest, now).length > 0;
  if (isAtWork || toCredit(rest).length > 0) return { ...rest, lookAt: now };
  const isToRemind =
    rest.state === 'open' &&
    rest.startsAt > now &&
    rest.registrations.some(({ state, remindedAt }) => state === 'registered' && !remindedAt);
  return isToRemind ? { ...rest, lookAt: remindsAt(rest) } : rest;
};

/** Nobody is invited to what has begun, or was called off. */
const whileInviting = (one: Gathering, now: Instant): Gathering => {
  if (one.invitingSince === undefined || (one.state === 'open' && one.startsAt > now)) return one;
  const { invitingSince: _, ...rest } = one;
  return rest;
};

/** Whoever says yes in the last two days needs no reminder of what they said today. */
const settledLate = (one: Gathering, now: Instant): Gathering =>
  remindsAt(one) > now
    ? one
    : {
        ...one,
        registrations: one.registrations.map((answer) =>
          answer.state === 'registered' &&
          answer.at >= remindsAt(one) &&
          !answer.remindedAt &&
          !answer.movedUp
            ? { ...answer, remindedAt: answer.at }
            : answer,
        ),
      };
