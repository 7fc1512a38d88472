import type { LoanId, SeniorId } from '../ids/ids.ts';
import { type Row, readAs, type Stored } from '../table/kind.ts';
import type { Table } from '../table/table.ts';
import { isOpenLoan, type Loan, loanKey, loanKind } from './loan.ts';
import { type Reader, readerKey, readerKind } from './reader.ts';
import {
  defaultLibrarySettings,
  type LibrarySettings,
  librarySettingsKey,
  librarySettingsKind,
} from './settings.ts';

/** A reader with what she has asked for, what is in her bag and what is at her home. */
export type Reading = { readonly reader: Stored<Reader>; readonly loans: readonly Stored<Loan>[] };

const AT_ONCE = 100;

/** These records in as few consistent requests as they take. */
export const rowsByKeys = async (
  table: Pick<Table, 'getRows'>,
  keys: readonly { readonly pk: string; readonly sk: string }[],
): Promise<readonly (Row | undefined)[]> => {
  const parts: (Row | undefined)[] = [];
  for (let at = 0; at < keys.length; at += AT_ONCE)
    parts.push(...(await table.getRows(keys.slice(at, at + AT_ONCE))));
  return parts;
};

/** Loans by id, consistent; those that are over by now are left out. */
export const openLoans = async (
  table: Pick<Table, 'getRows'>,
  ids: readonly LoanId[],
): Promise<readonly Stored<Loan>[]> =>
  (await rowsByKeys(table, ids.map(loanKey))).flatMap((row) => {
    const stored = row ? readAs(loanKind, row) : undefined;
    return stored && isOpenLoan(stored.value) ? [stored] : [];
  });

/** Two consistent requests; undefined when the library keeps nothing for her. */
export const readingOf = async (
  table: Pick<Table, 'get' | 'getRows'>,
  seniorId: SeniorId,
): Promise<Reading | undefined> => {
  const reader = await table.get(readerKind, readerKey(seniorId));
  return reader ? { reader, loans: await openLoans(table, reader.value.open) } : undefined;
};

/** What the library decided, or what holds until it does. */
export const librarySettingsOf = async (table: Pick<Table, 'get'>, town: string): Promise<LibrarySettings> =>
  (await table.get(librarySettingsKind, librarySettingsKey(town)))?.value ?? defaultLibrarySettings(town);
