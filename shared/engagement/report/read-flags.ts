import type { Flag } from '../../flags/flag.ts';
import { closedFlagList, flagKind, openFlagList } from '../../flags/store.ts';
import { rowsOf } from '../../table/kind.ts';
import type { Table } from '../../table/table.ts';
import { addDays, civilDay, dayOf } from '../../time/civil.ts';
import { type Month, monthOf } from '../../volunteers/movements/served.ts';

/**
 * The flags received in these civil months, one after the other, closed or open. They are filed by the month of Greenwich: the first hour
 * of a month is filed with the one before.
 */
export const flagsReceived = async (
  table: Pick<Table, 'index'>,
  town: string,
  months: readonly Month[],
): Promise<readonly Flag[]> => {
  const [first] = months;
  if (first === undefined) return [];
  const before = monthOf(addDays(civilDay(`${first}-01`), -1));
  const files = [...[before, ...months].map((month) => closedFlagList(town, month)), openFlagList(town)];
  const pages = await Promise.all(files.map((partition) => table.index('list', { partition })));
  return pages
    .flatMap(({ items }) => rowsOf(flagKind, items))
    .map(({ value }) => value)
    .filter(({ receivedAt }) => months.includes(monthOf(dayOf(receivedAt))));
};
