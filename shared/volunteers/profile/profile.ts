import type { Actor } from '../../audit/audit.ts';
import { ok, type Result, refused } from '../../result/result.ts';
import { type CivilDay, dayOf } from '../../time/civil.ts';
import type { Instant } from '../../time/instant.ts';
import type { Town } from '../../town/settings.ts';
import { isCurrent } from '../availability.ts';
import type { Exception, Volunteer } from '../volunteer.ts';

/** What a volunteer may change alone: their own word about themselves. */
export type OwnProfile = Pick<
  Volunteer,
  | 'firstName'
  | 'lastName'
  | 'email'
  | 'address'
  | 'travel'
  | 'rangeMetres'
  | 'languages'
  | 'availability'
  | 'weekdaysFrom'
  | 'weeklyCap'
  | 'restDays'
  | 'programmes'
  | 'avoids'
  | 'subjects'
  | 'remindTwoHoursBefore'
>;
/** What only a person at the desk changes: a number is checked by voice, an exclusion may come from the other side. */
export type DeskProfile = OwnProfile & Pick<Volunteer, 'phone' | 'channel' | 'exclusions' | 'birthYear'>;
export type ProfileRefusal = { readonly reason: 'gone' };

/** Equality of plain data, whatever the order it was built in. */
const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Names of the fields that a change really changes, for the audit: what, never to what (law 11). */
export const changedFields = (before: Volunteer, after: Volunteer): readonly string[] => {
  const old = new Map<string, unknown>(Object.entries(before));
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  const now = new Map<string, unknown>(Object.entries(after));
  return [...keys].filter((key) => !isSame(old.get(key), now.get(key))).sort();
};

/**
 * Changes what was given and nothing else. Programmes the town does not offer to volunteers are dropped; rest is at
 * least the town's. Another number is in the right hands: texts leave again. Somebody leaving or gone changes nothing more by themselves; a person still may (rectification).
 */
export const editProfile = (
  volunteer: Volunteer,
  changes: Partial<DeskProfile>,
  town: Pick<Town, 'programmes' | 'caps'>,
  by: Actor['kind'],
): Result<Volunteer, ProfileRefusal> => {
  if (by !== 'staff' && (volunteer.state === 'leaving' || volunteer.state === 'left'))
    return refused({ reason: 'gone' });
  const next: Volunteer = { ...volunteer, ...changes };
  if (next.phone !== volunteer.phone) delete next.phoneLostAt;
  if (changes.programmes)
    next.programmes = town.programmes
      .filter(({ code, who }) => who !== 'professional' && changes.programmes?.includes(code))
      .map(({ code }) => code);
  if (changes.restDays !== undefined) next.restDays = Math.max(changes.restDays, town.caps.restDays);
  return ok(changedFields(volunteer, next).length === 0 ? volunteer : next);
};

export type ExceptionRefusal =
  | ProfileRefusal
  | { readonly reason: 'dates-reversed' | 'day-past' | 'too-many' };

const MOST_EXCEPTIONS = 40;

/** Adds an absence or an exceptional freedom; past ones are forgotten on the way. Told twice: once. */
export const addException = (
  volunteer: Volunteer,
  exception: Exception,
  now: Instant,
): Result<Volunteer, ExceptionRefusal> => {
  const today = dayOf(now);
  if (volunteer.state === 'leaving' || volunteer.state === 'left') return refused({ reason: 'gone' });
  if (exception.from > exception.to) return refused({ reason: 'dates-reversed' });
  if (exception.to < today) return refused({ reason: 'day-past' });
  if (volunteer.exceptions.some((one) => sameException(one, exception))) return ok(volunteer);
  const current = volunteer.exceptions.filter((one) => isCurrent(one, today));
  if (current.length >= MOST_EXCEPTIONS) return refused({ reason: 'too-many' });
  const exceptions = [...current, exception].sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
  return ok({ ...volunteer, exceptions });
};

const sameException = (a: Exception, b: Exception): boolean =>
  a.from === b.from && a.to === b.to && a.kind === b.kind && a.half === b.half;

/** Takes one away; not there any more: unchanged. */
export const removeException = (volunteer: Volunteer, exception: Exception): Volunteer => {
  const exceptions = volunteer.exceptions.filter((one) => !sameException(one, exception));
  return exceptions.length === volunteer.exceptions.length ? volunteer : { ...volunteer, exceptions };
};

/** Days still ahead of an absence, for the page. */
export const currentExceptions = (volunteer: Volunteer, today: CivilDay): readonly Exception[] =>
  volunteer.exceptions.filter((one) => one.to >= today);
