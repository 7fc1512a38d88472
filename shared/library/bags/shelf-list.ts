import { readAs } from '../../table/kind.ts';
import type { Table } from '../../table/table.ts';
import { type Item, itemKey, itemKind, shelfSort } from '../item.ts';
import { rowsByKeys } from '../loans/open-loans.ts';
import { type ItemKind, type Work, workMarks } from '../work.ts';
import type { Bag, BagItem } from './bag.ts';

/** One title to take from the shelf, for as many readers as wait for it. */
export type ToFetch = {
  readonly work: Work;
  readonly kind: ItemKind;
  /** « R VAR », where a copy on the shelf was chosen and the library's file said it. */
  readonly callNumber: string | undefined;
  /** Labels of the copies chosen, or the ISBN. */
  readonly numbers: readonly string[];
  readonly copies: number;
};

type Wanted = { readonly item: BagItem; readonly copy: Item | undefined };

const sameOnShelf = ({ item }: Wanted): string => `${workMarks(item.work)[0]}|${item.kind}`;

/** In the order of a walk along the shelves: by shelf mark, then what has none by author and title. Pure. */
const inShelfOrder = (a: ToFetch, b: ToFetch): number => {
  if ((a.callNumber === undefined) !== (b.callNumber === undefined))
    return a.callNumber === undefined ? 1 : -1;
  const byMark = (a.callNumber ?? '').localeCompare(b.callNumber ?? '', 'fr', { numeric: true });
  return byMark || shelfSort(a.work).localeCompare(shelfSort(b.work), 'fr');
};

const toFetch = (wanted: readonly Wanted[]): readonly ToFetch[] => {
  const titles = new Map<string, Wanted[]>();
  for (const one of wanted) titles.set(sameOnShelf(one), [...(titles.get(sameOnShelf(one)) ?? []), one]);
  return [...titles.values()]
    .flatMap((same): ToFetch[] => {
      const [first] = same;
      if (!first) return [];
      return [
        {
          work: first.item.work,
          kind: first.item.kind,
          callNumber: same.find(({ copy }) => copy?.callNumber)?.copy?.callNumber,
          numbers: [...new Set(same.flatMap(({ item: { work } }) => work.barcode ?? work.isbn ?? []))],
          copies: same.length,
        },
      ];
    })
    .toSorted(inShelfOrder);
};

/**
 * What the bags of a day still want from the shelves, each title once with how many, in the order of the shelves. Nothing of
 * whom it is for: the label says that when it is scanned, and a list left on a shelf tells what nobody reads. One request
 * for every hundred copies.
 */
export const readShelfList = async (
  table: Pick<Table, 'getRows'>,
  bags: readonly Bag[],
): Promise<readonly ToFetch[]> => {
  const items = bags.flatMap(({ toPick }) => toPick);
  const ids = [...new Set(items.flatMap(({ itemId }) => itemId ?? []))];
  const copies = new Map(
    (await rowsByKeys(table, ids.map(itemKey))).flatMap((row) => {
      const copy = row ? readAs(itemKind, row)?.value : undefined;
      return copy ? [[copy.id, copy] as const] : [];
    }),
  );
  return toFetch(items.map((item) => ({ item, copy: item.itemId ? copies.get(item.itemId) : undefined })));
};
