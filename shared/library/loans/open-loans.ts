import * as z from 'zod';
import { type LoanId, loanIdSchema, type SeniorId } from '../../ids/ids.ts';
import { type Row, readAs, type Stored } from '../../table/kind.ts';
import type { Table } from '../../table/table.ts';
import { readerKey } from '../readers/reader-key.ts';
import {
  defaultLibrarySettings,
  type LibrarySettings,
  librarySettingsKey,
  librarySettingsKind,
} from '../settings.ts';
import { isOpenLoan, type Loan, loanKey, loanKind } from './loan.ts';

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

/** All that a doorstep wants to know of her profile. */
const openOf = z.object({ open: z.array(loanIdSchema) });

/** What she has open, without reading what she likes; two consistent requests. */
export const loansOf = async (
  table: Pick<Table, 'getRows'>,
  seniorId: SeniorId,
): Promise<readonly Loan[]> => {
  const [row] = await table.getRows([readerKey(seniorId)]);
  const reader = row && openOf.parse(row.data);
  return reader ? (await openLoans(table, reader.open)).map(({ value }) => value) : [];
};

/** What the library decided, or what holds until it does. */
export const librarySettingsOf = async (table: Pick<Table, 'get'>, town: string): Promise<LibrarySettings> =>
  (await table.get(librarySettingsKind, librarySettingsKey(town)))?.value ?? defaultLibrarySettings(town);
