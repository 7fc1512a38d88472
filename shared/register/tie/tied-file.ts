import { consentKey, consentKind } from '../../consents/consent.ts';
import { seniorKey, seniorKind } from '../../seniors/store.ts';
import type { Table } from '../../table/table.ts';
import type { CivilDay } from '../../time/civil.ts';
import type { Instant } from '../../time/instant.ts';
import type { RegisterEntry } from '../entry.ts';
import { isAwayWith, latestYes } from './tied.ts';

/** May a volunteer call her on a hot day? By her latest answer, here or in the file tied to her entry (law 6). */
export const mayVolunteerCall = async (
  table: Pick<Table, 'get'>,
  entry: RegisterEntry,
  now: Instant,
): Promise<boolean> => {
  const row = entry.seniorId
    ? await table.get(consentKind, consentKey(entry.seniorId, 'HEATWAVE_CALL_BY_VOLUNTEER'))
    : undefined;
  return latestYes(entry, row?.value, now);
};

/** Away on this day, as she told the register or those who accompany her. */
export const isAwayToday = async (
  table: Pick<Table, 'get'>,
  entry: RegisterEntry,
  day: CivilDay,
): Promise<boolean> => {
  const file = entry.seniorId ? await table.get(seniorKind, seniorKey(entry.seniorId)) : undefined;
  return isAwayWith(entry, file?.value, day);
};
