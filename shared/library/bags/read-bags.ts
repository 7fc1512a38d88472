import type { Mission } from '../../missions/mission.ts';
import { missionDayList, missionKind } from '../../missions/store.ts';
import { readAs, rowsOf } from '../../table/kind.ts';
import type { Table } from '../../table/table.ts';
import type { CivilDay } from '../../time/civil.ts';
import { openLoans, rowsByKeys } from '../loans/open-loans.ts';
import { type Reader, readerKey, readerKind } from '../readers/reader.ts';
import { type Bag, bagOf, isDelivery } from './bag.ts';

/** Missions that carry books on a day, those called off left out, in the order in which they begin. */
const deliveriesOf = async (
  table: Pick<Table, 'index'>,
  town: string,
  day: CivilDay,
): Promise<readonly Mission[]> => {
  const { items } = await table.index('list', { partition: missionDayList(town, day) });
  return rowsOf(missionKind, items)
    .map(({ value }) => value)
    .filter((mission) => isDelivery(mission) && mission.state !== 'cancelled');
};

/**
 * Every bag of a day: one a delivery mission, whoever holds it. One index request and as few batches of a hundred
 * consistent reads as readers and their things take (three for forty readers).
 */
export const bagsFor = async (
  table: Pick<Table, 'index' | 'getRows'>,
  town: string,
  day: CivilDay,
): Promise<readonly Bag[]> => {
  const missions = await deliveriesOf(table, town, day);
  const seniors = [...new Set(missions.map(({ seniorId }) => seniorId))];
  const readers = new Map<string, Reader>(
    (await rowsByKeys(table, seniors.map(readerKey))).flatMap((row) => {
      const reader = row ? readAs(readerKind, row)?.value : undefined;
      return reader ? [[reader.seniorId, reader] as const] : [];
    }),
  );
  const loans = (
    await openLoans(
      table,
      [...readers.values()].flatMap(({ open }) => open),
    )
  ).map(({ value }) => value);
  return missions.map((mission) =>
    bagOf(
      mission,
      readers.get(mission.seniorId),
      loans.filter(({ seniorId }) => seniorId === mission.seniorId),
    ),
  );
};
