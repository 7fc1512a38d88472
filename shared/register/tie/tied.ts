import { type Consent, isConsentGiven } from '../../consents/consent.ts';
import type { Senior } from '../../seniors/senior.ts';
import type { CivilDay } from '../../time/civil.ts';
import type { Instant } from '../../time/instant.ts';
import { isAway, mayVolunteersCall, type RegisterEntry } from '../entry.ts';

/**
 * May a volunteer call her on a hot day? Her own yes, apart from the register (law 6): on the entry, or in the
 * accompaniment file tied to it. The latest answer holds; at the same instant the no does.
 */
export const latestYes = (entry: RegisterEntry, row: Consent | undefined, now: Instant): boolean => {
  const here = entry.volunteerCalls;
  const there = row?.state === 'asked' ? undefined : row;
  if (!there) return mayVolunteersCall(entry);
  if (!here || there.at > here.at) return isConsentGiven(there, now);
  if (there.at === here.at) return mayVolunteersCall(entry) && isConsentGiven(there, now);
  return mayVolunteersCall(entry);
};

/** Away on this day, as she told the register or those who accompany her. */
export const isAwayWith = (
  entry: RegisterEntry,
  file: Pick<Senior, 'absences'> | undefined,
  day: CivilDay,
): boolean =>
  isAway(entry, day) || (file?.absences.some(({ from, to }) => from <= day && day <= to) ?? false);
