import * as z from 'zod';
import { type CountTable, type Extra, isSmall, suppress, type Told, type ToldTable } from './suppress.ts';

const name = z.string().max(60);
const told = z.number().int().min(0).nullable();
/** A table as it was told, kept with its names: what is told next year is held to it. */
export const namedToldSchema = z.object({
  rows: z.array(name).max(400),
  columns: z.array(name).max(400),
  cells: z.array(z.array(told).max(400)).max(400),
  rowTotals: z.array(told).max(400),
  columnTotals: z.array(told).max(400),
  total: told,
});
export type NamedTold = z.infer<typeof namedToldSchema>;

export const named = ({ rows, columns }: CountTable, table: ToldTable): NamedTold => ({
  rows: [...rows],
  columns: [...columns],
  cells: table.cells.map((row) => [...row]),
  rowTotals: [...table.rowTotals],
  columnTotals: [...table.columnTotals],
  total: table.total,
});

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

/** Every number of a table, for whoever knows the people. */
export const exactly = (table: CountTable): NamedTold =>
  named(table, {
    cells: table.counts,
    rowTotals: table.rows.map((_, r) => sum(table.counts[r] ?? [])),
    columnTotals: table.columns.map((_, c) => sum(table.counts.map((row) => row[c] ?? 0))),
    total: sum(table.counts.map(sum)),
  });

/** A number of a table by its names: `row` or `column` left out is their sum. Undefined: the table has none of that name. */
export const toldAt = (
  table: NamedTold,
  { row, column }: { readonly row?: string | undefined; readonly column?: string | undefined },
): Told | undefined => {
  const r = row === undefined ? -1 : table.rows.indexOf(row);
  const c = column === undefined ? -1 : table.columns.indexOf(column);
  if ((row !== undefined && r < 0) || (column !== undefined && c < 0)) return undefined;
  if (r >= 0) return c >= 0 ? table.cells[r]?.[c] : table.rowTotals[r];
  return c >= 0 ? table.columnTotals[c] : table.total;
};

type Place = Parameters<Extra>[0];

/**
 * Which numbers of a table changed by one to four people since they were told, whatever rows and columns came or went in
 * between: the difference of two reports is a count like any other.
 */
export const changedLittle =
  (table: CountTable, before: readonly (NamedTold | undefined)[]): Extra =>
  ({ row, column }, value) =>
    before.some((one) => {
      const names = {
        ...(row === undefined ? {} : { row: table.rows[row] }),
        ...(column === undefined ? {} : { column: table.columns[column] }),
      };
      const then = one && toldAt(one, names);
      return typeof then === 'number' && isSmall(Math.abs(value - then));
    });

/** A table of which nothing can be told. */
export const allHidden = (table: CountTable): NamedTold => ({
  rows: [...table.rows],
  columns: [...table.columns],
  cells: table.rows.map(() => table.columns.map(() => null)),
  rowTotals: table.rows.map(() => null),
  columnTotals: table.columns.map(() => null),
  total: null,
});

/** Columns too small to stand alone, told as one: which they are changes from one telling to the next. */
export const OTHERS = '~others';

/** Tables by name, as they were counted and as they are told. */
export type CountTables = Readonly<Record<string, CountTable>>;
export const toldTablesSchema = z.record(z.string().max(40), namedToldSchema);
export type ToldTables = z.infer<typeof toldTablesSchema>;

/**
 * What anybody may remember of the tables told so far: of each number what was told last, be it hidden since. Told again, a
 * number is held to this; held to what was told last time alone, a hidden one would be told at the second asking. A column
 * that was gathered with others since is remembered too, for the day it is told by its name again.
 */
export const remembered = (told: ToldTables, before: ToldTables | undefined): ToldTables => ({
  ...before,
  ...Object.fromEntries(
    Object.entries(told).map(([code, table]): [string, NamedTold] => {
      const then = before?.[code];
      const at = (one: NamedTold | undefined, row?: string, column?: string): Told | undefined =>
        one && toldAt(one, { row, column });
      const last = (row?: string, column?: string): Told =>
        at(table, row, column) ?? at(then, row, column) ?? null;
      const gone = table.columns.includes(OTHERS)
        ? (then?.columns ?? []).filter((name) => !table.columns.includes(name))
        : [];
      const columns = [...table.columns, ...gone];
      return [
        code,
        {
          rows: table.rows,
          columns,
          cells: table.rows.map((row) => columns.map((name) => last(row, name))),
          rowTotals: table.rows.map((row) => last(row)),
          columnTotals: columns.map((name) => last(undefined, name)),
          total: last(),
        },
      ];
    }),
  ),
});

const isWhole = ({ row, column }: Place): boolean => column === undefined && (row === undefined || row === 0);

/**
 * One way of sorting the same people on one row, and another, and another: each sums to the same whole and nothing else ties
 * them. They are protected one by one, which is enough while the whole is told in all; where one has to hide it, none tells
 * it. `hideWhole`: it is not to be told for another reason.
 */
export const tellPartitions = (
  tables: CountTables,
  before: ToldTables | undefined,
  hideWhole: boolean,
): ToldTables => {
  const tell = (hide: boolean): ToldTables =>
    Object.fromEntries(
      Object.entries(tables).map(([code, table]) => {
        const changed = changedLittle(table, [before?.[code]]);
        const hidden: Extra = (place, value) => (hide && isWhole(place)) || changed(place, value);
        return [code, named(table, suppress(table, hidden))];
      }),
    );
  const first = tell(hideWhole);
  return !hideWhole && Object.values(first).some(({ total }) => total === null) ? tell(true) : first;
};
