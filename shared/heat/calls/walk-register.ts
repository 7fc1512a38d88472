import type { RegisterEntry } from '../../register/entry.ts';
import { entryKind, entryList } from '../../register/store.ts';
import { rowsOf } from '../../table/kind.ts';
import type { Table } from '../../table/table.ts';

/** Where an entry stands in the walk. */
export const placeInWalk = (entry: RegisterEntry): string => entryKind.places?.(entry).list?.sort ?? '';

/**
 * The next entries of the register after this place, at most `limit`; none only at its end. A page may come back empty
 * and not be the last (people of an import that is not committed are hidden): it is walked through, never taken for the
 * end, or whoever stands behind them would be forgotten.
 */
export const entriesAfter = async (
  table: Pick<Table, 'index'>,
  town: string,
  place: string | undefined,
  limit: number,
): Promise<readonly RegisterEntry[]> => {
  for (let after: string | undefined; ; ) {
    const page = await table.index('list', {
      partition: entryList(town, 'confirmed'),
      limit: limit + 1,
      ...(place === undefined ? {} : { from: place }),
      ...(after === undefined ? {} : { after }),
    });
    const found = rowsOf(entryKind, page.items)
      .map(({ value }) => value)
      .filter((entry) => placeInWalk(entry) !== place)
      .slice(0, limit);
    if (found.length > 0 || page.next === undefined) return found;
    after = page.next;
  }
};
