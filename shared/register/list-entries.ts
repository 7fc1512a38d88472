import type { RegisterEntryId } from '../ids/ids.ts';
import { sortName } from '../seniors/store.ts';
import { type Kind, rowsOf, type Stored } from '../table/kind.ts';
import type { Page, Table } from '../table/table.ts';
import { type EntryState, isActiveEntry, type RegisterEntry, STATES } from './entry.ts';
import { askAgainList, entryKey, entryKind, entryList, toAskAgainKind } from './store.ts';

/** An entry, read consistently: the only read that an act may be decided on. */
export const readEntry = (
  table: Pick<Table, 'get'>,
  id: RegisterEntryId,
): Promise<Stored<RegisterEntry> | undefined> => table.get(entryKind, entryKey(id));

/** A page of entries in one state, by name. From an index: ask again of each, by `readEntry`, before acting on it. */
export const listEntries = async (
  table: Pick<Table, 'index'>,
  town: string,
  state: EntryState,
  request: { readonly limit: number; readonly after?: string | undefined },
): Promise<Page<RegisterEntry>> => {
  const page = await table.index('list', { partition: entryList(town, state), ...request });
  return { items: valuesOf(entryKind, page.items), next: page.next };
};

/**
 * A page of those who are on the register: every obligation of a hot day starts here (law 5). Sorted by name from an
 * index, so that somebody confirmed or renamed during a walk may be met at the next one only: walk again at each look.
 */
export const listActiveEntries = async (
  table: Pick<Table, 'index'>,
  town: string,
  request: { readonly limit: number; readonly after?: string | undefined },
): Promise<Page<RegisterEntry>> => {
  const page = await listEntries(table, town, 'confirmed', request);
  return { items: page.items.filter(isActiveEntry), next: page.next };
};

const valuesOf = <T>(kind: Kind<T>, rows: Parameters<typeof rowsOf<T>>[1]): readonly T[] =>
  rowsOf(kind, rows).map(({ value }) => value);

/** A page of those to be asked again this year (G18), by name. */
export const listToAskAgain = async (
  table: Pick<Table, 'index' | 'getRows'>,
  town: string,
  request: { readonly limit: number; readonly after?: string | undefined },
): Promise<Page<RegisterEntry>> => {
  const page = await table.index('list', { partition: askAgainList(town), ...request });
  const keys = valuesOf(toAskAgainKind, page.items).map(({ entryId }) => entryKey(entryId));
  const rows = keys.length === 0 ? [] : await table.getRows(keys);
  return {
    items: valuesOf(
      entryKind,
      rows.flatMap((row) => row ?? []),
    ),
    next: page.next,
  };
};

/** Rows of each state that a name brings up: past these, more letters are needed. */
const MOST_BY_NAME = 20;

/** Whoever's family name begins like this, in any state, those on the register first. */
export const findEntriesByName = async (
  table: Pick<Table, 'index'>,
  town: string,
  typed: string,
): Promise<readonly RegisterEntry[]> => {
  const begin = sortName(typed.trim(), '').trimEnd();
  if (begin === '') return [];
  const pages = await Promise.all(
    ['confirmed' as const, ...STATES.filter((state) => state !== 'confirmed')].map((state) =>
      table.index('list', {
        partition: entryList(town, state),
        from: begin,
        to: `${begin}\uffff`,
        limit: MOST_BY_NAME,
      }),
    ),
  );
  return pages.flatMap((page) => valuesOf(entryKind, page.items));
};
