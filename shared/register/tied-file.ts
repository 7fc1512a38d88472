import { consentKey, consentKind, isConsentGiven } from '../consents/consent.ts';
import { seniorKey, seniorKind } from '../seniors/store.ts';
import type { Table } from '../table/table.ts';
import type { CivilDay } from '../time/civil.ts';
import type { Instant } from '../time/instant.ts';
import { mayVolunteersCall } from './decide-entry.ts';
import { isAway, type RegisterEntry } from './entry.ts';

/**
 * May a volunteer call her on a hot day? Her own yes, apart from the register (law 6): on the entry, or in the
 * accompaniment file tied to it. The latest answer holds; at the same instant the no does.
 */
export const mayVolunteerCall = async (
  table: Pick<Table, 'get'>,
  entry: RegisterEntry,
  now: Instant,
): Promise<boolean> => {
  const here = entry.volunteerCalls;
  const row = entry.seniorId
    ? await table.get(consentKind, consentKey(entry.seniorId, 'HEATWAVE_CALL_BY_VOLUNTEER'))
    : undefined;
  const there = row?.value.state === 'asked' ? undefined : row?.value;
  if (!there) return mayVolunteersCall(entry);
  if (!here || there.at > here.at) return isConsentGiven(there, now);
  if (there.at === here.at) return mayVolunteersCall(entry) && isConsentGiven(there, now);
  return mayVolunteersCall(entry);
};

/** Away on this day, as she told the register or those who accompany her. */
export const isAwayToday = async (
  table: Pick<Table, 'get'>,
  entry: RegisterEntry,
  day: CivilDay,
): Promise<boolean> => {
  if (isAway(entry, day)) return true;
  const file = entry.seniorId ? await table.get(seniorKind, seniorKey(entry.seniorId)) : undefined;
  return file?.value.absences.some(({ from, to }) => from <= day && day <= to) ?? false;
};
