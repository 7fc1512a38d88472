import type { SeniorId } from '../../ids/ids.ts';
import type { Stored } from '../../table/kind.ts';
import type { Table } from '../../table/table.ts';
import { type Reader, readerKey, readerKind } from '../readers/reader.ts';
import type { Loan } from './loan.ts';
import { openLoans } from './open-loans.ts';

/** A reader with what she has asked for, what is in her bag and what is at her home. */
export type Reading = { readonly reader: Stored<Reader>; readonly loans: readonly Stored<Loan>[] };

/** Two consistent requests; undefined when the library keeps nothing for her. */
export const readingOf = async (
  table: Pick<Table, 'get' | 'getRows'>,
  seniorId: SeniorId,
): Promise<Reading | undefined> => {
  const reader = await table.get(readerKind, readerKey(seniorId));
  return reader ? { reader, loans: await openLoans(table, reader.value.open) } : undefined;
};
