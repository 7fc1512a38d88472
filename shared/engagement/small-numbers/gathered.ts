import { type CountTable, type Extra, isSmall } from './suppress.ts';
import { type NamedTold, OTHERS, toldAt } from './told.ts';

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
const allOf = (values: readonly (number | null)[]): number | null =>
  values.includes(null) ? null : sum(values.map((value) => value ?? 0));

/** Columns that are told by name both times; all the others, then and now, are the same people taken together. */
const namedInBoth = (columns: readonly string[], then: NamedTold): ReadonlySet<string> =>
  new Set(columns.filter((name) => name !== OTHERS && then.columns.includes(name)));

/** What was told of all that is not named in both, a row of it or the whole: added up, or by subtraction. */
const restThen = (then: NamedTold, named: ReadonlySet<string>, row: string | undefined): number | null => {
  const at = (column?: string): number | null => toldAt(then, { row, column }) ?? null;
  const isNamed = (name: string): boolean => named.has(name);
  const added = allOf(then.columns.filter((name) => !isNamed(name)).map(at));
  const [whole, without] = [at(), allOf(then.columns.filter(isNamed).map(at))];
  return added ?? (whole === null || without === null ? null : whole - without);
};

const restNow = (table: CountTable, named: ReadonlySet<string>, row: number): number =>
  sum((table.counts[row] ?? []).filter((_, c) => !named.has(table.columns[c] ?? '')));

const changedLittle = (table: CountTable, then: NamedTold, row: number | undefined): boolean => {
  const named = namedInBoth(table.columns, then);
  const rows = row === undefined ? table.rows.map((_, r) => r) : [row];
  const now = sum(rows.map((r) => restNow(table, named, r)));
  const before = restThen(then, named, row === undefined ? undefined : table.rows[row]);
  return before !== null && isSmall(Math.abs(now - before));
};

/**
 * Groups as they may be told after others were: where all that is not named both times, taken together, changed by one to four
 * people, it stays one group, which `restChanged` then hides. Told apart, its parts would add up to what was told of it.
 */
export const gatheredSince = (table: CountTable, then: NamedTold | undefined): CountTable => {
  if (!then || ![undefined, ...table.rows.keys()].some((row) => changedLittle(table, then, row)))
    return table;
  const named = namedInBoth(table.columns, then);
  const kept = table.columns.flatMap((name, c) => (named.has(name) ? [c] : []));
  return {
    rows: table.rows,
    columns: [...kept.map((c) => table.columns[c] ?? ''), OTHERS],
    counts: table.rows.map((_, r) => [
      ...kept.map((c) => table.counts[r]?.[c] ?? 0),
      restNow(table, named, r),
    ]),
  };
};

/** Which numbers of the gathered column changed by one to four people, whatever was gathered in it the time before. */
export const restChanged =
  (table: CountTable, then: NamedTold | undefined): Extra =>
  ({ row, column }) =>
    then !== undefined &&
    column !== undefined &&
    table.columns[column] === OTHERS &&
    changedLittle(table, then, row);
