import { stringify } from 'csv-stringify/sync';

/** A table as French spreadsheets open it: semicolons, a mark of UTF-8, no cell that a spreadsheet would run. */
export const csvOf = (header: readonly string[], rows: readonly (readonly string[])[]): string =>
  stringify([[...header], ...rows.map((row) => [...row])], {
    bom: true,
    delimiter: ';',
    record_delimiter: 'windows',
    escape_formulas: true,
    // A lone carriage return would start a line of its own, and hide a formula.
    quoted_match: /[\r\n]/,
  });
