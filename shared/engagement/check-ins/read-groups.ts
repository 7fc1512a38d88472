import type { VolunteerId } from '../../ids/ids.ts';
import { rowsOf } from '../../table/kind.ts';
import type { Table } from '../../table/table.ts';
import type { CivilDay } from '../../time/civil.ts';
import { type CheckIn, checkInsKind, checkInsList } from '../../volunteers/check-ins/check-in.ts';
import { volunteerKind, volunteerList } from '../../volunteers/store.ts';
import { type CheckInGroups, checkInGroups, closedQuarter } from './groups.ts';

/**
 * The groups of the last closed quarter, from whoever is of the network today, active or in a pause; what was erased since
 * is not counted. Three index reads. For the review: no name, no answer and no single person leaves this function.
 */
export const readCheckInGroups = async (
  table: Pick<Table, 'index'>,
  town: string,
  today: CivilDay,
): Promise<CheckInGroups | undefined> => {
  const [active, paused, checkIns] = await Promise.all([
    table.index('list', { partition: volunteerList(town, 'active') }),
    table.index('list', { partition: volunteerList(town, 'paused') }),
    table.index('list', { partition: checkInsList(town) }),
  ]);
  const answersOf = new Map<VolunteerId, readonly CheckIn[]>(
    rowsOf(checkInsKind, checkIns.items).map(({ value }) => [value.volunteerId, value.answers]),
  );
  const people = rowsOf(volunteerKind, [...active.items, ...paused.items]).map(({ value }) => ({
    sector: value.address.sector,
    programmes: value.programmes,
    answers: answersOf.get(value.id) ?? [],
  }));
  return checkInGroups(people, closedQuarter(today));
};
