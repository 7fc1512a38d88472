import { type Kind, rowsOf } from '../../../table/kind.ts';
import type { Table } from '../../../table/table.ts';

/** Where a record stands in the walk of its list. */
export const placeInWalk = <T>(kind: Kind<T>, value: T): string => kind.places?.(value).list?.sort ?? '';

/**
 * The next records of a list after this place, at most `limit`; none only at its end. A page may come back empty and not
 * be the last (people of an import that is not committed are hidden, other programmes left out): it is walked through,
 * never taken for the end, or whoever stands behind them would be forgotten.
 */
export const nextInList = async <T>(
  table: Pick<Table, 'index'>,
  kind: Kind<T>,
  partition: string,
  from: { readonly place: string | undefined; readonly limit: number },
  keep: (value: T) => boolean = () => true,
): Promise<readonly T[]> => {
  const { place, limit } = from;
  for (let after: string | undefined; ; ) {
    const page = await table.index('list', {
      partition,
      limit: limit + 1,
      ...(place === undefined ? {} : { from: place }),
      ...(after === undefined ? {} : { after }),
    });
    const found = rowsOf(kind, page.items)
      .map(({ value }) => value)
      .filter((value) => placeInWalk(kind, value) !== place && keep(value))
      .slice(0, limit);
    if (found.length > 0 || page.next === undefined) return found;
    after = page.next;
  }
};
