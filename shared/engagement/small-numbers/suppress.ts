import { type Cell, protect } from './protect.ts';

/** Counts of people by two ways of sorting them. Whole numbers, zero or more; every row as long as the columns. */
export type CountTable = {
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  readonly counts: readonly (readonly number[])[];
};

/** A number told, or null: hidden, because it is small or because it would tell of one that is. */
export type Told = number | null;
export type ToldTable = {
  readonly cells: readonly (readonly Told[])[];
  readonly rowTotals: readonly Told[];
  readonly columnTotals: readonly Told[];
  readonly total: Told;
};

/** From one to four people print « moins de 5 » (domain.md §8); none at all is told. */
export const isSmall = (count: number): boolean => count > 0 && count < 5;

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
const cellAt = (table: CountTable, row: number, column: number): number => table.counts[row]?.[column] ?? 0;
const rowTotal = (table: CountTable, row: number): number => sum(table.counts[row] ?? []);
const columnTotal = (table: CountTable, column: number): number =>
  sum(table.rows.map((_, row) => cellAt(table, row, column)));

/** A total is hidden only when nothing else helps, the whole last of all; among counts, a small one first. */
const LOSS = { cell: 1_000, total: 1_000_000, whole: 1_000_000_000 } as const;

/** Where each number of a table went among the cells of the network. */
type Laid = {
  readonly cells: readonly (readonly number[])[];
  readonly rowTotals: readonly number[];
  readonly columnTotals: readonly number[];
  readonly total: number;
};

const toldOf = (table: CountTable, laid: Laid, hidden: ReadonlySet<number>): ToldTable => {
  const tell = (cell: number | undefined, value: number): Told =>
    cell !== undefined && hidden.has(cell) ? null : value;
  return {
    cells: table.rows.map((_, r) =>
      table.columns.map((_, c) => tell(laid.cells[r]?.[c], cellAt(table, r, c))),
    ),
    rowTotals: table.rows.map((_, r) => tell(laid.rowTotals[r], rowTotal(table, r))),
    columnTotals: table.columns.map((_, c) => tell(laid.columnTotals[c], columnTotal(table, c))),
    total: tell(laid.total, sum(table.rows.map((_, r) => rowTotal(table, r)))),
  };
};

/** A network being laid: nodes are sums, cells flow between them. */
const layer = () => {
  const cells: Cell[] = [];
  let nodes = 0;
  return {
    cells,
    node: (): number => nodes++,
    nodes: () => nodes,
    lay: (from: number, to: number, value: number, loss: number): number =>
      cells.push({ from, to, value, loss: loss + value }) - 1,
  };
};

export type Extra = (place: { readonly row?: number; readonly column?: number }, value: number) => boolean;

const smallCells = (cells: readonly Cell[]): number[] =>
  cells.flatMap(({ value }, index) => (isSmall(value) ? [index] : []));

/**
 * A table with its totals, told so that no count of one to four people is, nor can be found by subtraction: every hidden
 * number could be any of five or more in a row. `alsoHide` names other numbers that must not be told; zeros always are.
 */
export const suppress = (table: CountTable, alsoHide: Extra = () => false): ToldTable => {
  const net = layer();
  const rows = table.rows.map(net.node);
  const columns = table.columns.map(net.node);
  const [rowsSum, columnsSum] = [net.node(), net.node()];
  const extra: number[] = [];
  const lay = (
    place: Parameters<Extra>[0],
    from: number,
    to: number,
    value: number,
    loss: number,
  ): number => {
    const cell = net.lay(from, to, value, loss);
    if (value > 0 && alsoHide(place, value)) extra.push(cell);
    return cell;
  };
  const laid: Laid = {
    cells: rows.map((from, row) =>
      columns.map((to, column) => lay({ row, column }, from, to, cellAt(table, row, column), LOSS.cell)),
    ),
    rowTotals: rows.map((to, row) => lay({ row }, rowsSum, to, rowTotal(table, row), LOSS.total)),
    columnTotals: columns.map((from, column) =>
      lay({ column }, from, columnsSum, columnTotal(table, column), LOSS.total),
    ),
    total: lay({}, columnsSum, rowsSum, sum(table.rows.map((_, row) => rowTotal(table, row))), LOSS.whole),
  };
  return toldOf(table, laid, protect(net.cells, net.nodes(), [...smallCells(net.cells), ...extra]));
};

/** One more way of sorting the same people, on one row. */
export type Beside = { readonly table: CountTable; readonly alsoHide: Extra };
type LinkedTold = {
  readonly one: ToldTable;
  readonly other: ToldTable;
  readonly beside: readonly ToldTable[];
};

/**
 * Two tables of the same people by the same rows (sector by age, sector by programme): the totals of the rows are in both,
 * so that what one hides the other must not tell. `beside`: the same people once more, on one row each, tied to the two by
 * their whole alone. Same promise, for whoever reads them all. Throws when they do not agree. `alsoHide`: other numbers that
 * must not be told, of one table or of the other.
 */
export const suppressLinked = (
  one: CountTable,
  other: CountTable,
  alsoHide: { readonly one: Extra; readonly other: Extra } = { one: () => false, other: () => false },
  beside: readonly Beside[] = [],
): LinkedTold => {
  const whole = sum(one.rows.map((_, row) => rowTotal(one, row)));
  if (
    one.rows.some((_, row) => rowTotal(one, row) !== rowTotal(other, row)) ||
    beside.some(({ table }) => table.rows.length !== 1 || rowTotal(table, 0) !== whole)
  )
    throw new Error('tables of the same people have the same totals');
  const net = layer();
  const extra: number[] = [];
  const lay = (hide: Extra, place: Parameters<Extra>[0], cell: readonly [number, number, number, number]) => {
    const laid = net.lay(...cell);
    if (cell[2] > 0 && hide(place, cell[2])) extra.push(laid);
    return laid;
  };
  const [left, right] = [one.rows.map(net.node), one.rows.map(net.node)];
  const [columns, others] = [one.columns.map(net.node), other.columns.map(net.node)];
  const [sumOfOne, sumOfOther] = [net.node(), net.node()];
  const inEither: Extra = (place, value) => alsoHide.one(place, value) || alsoHide.other(place, value);
  const inAny: Extra = (place, value) =>
    inEither(place, value) || beside.some((way) => way.alsoHide(place, value));
  // What goes from one table to the other is the whole: on its way it divides into the cells of each row beside, in turn.
  let at = sumOfOne;
  const ways = beside.map(({ table, alsoHide: hide }) => {
    const [from, to] = [at, net.node()];
    at = to;
    const row = table.columns.map((_, column) => {
      const value = cellAt(table, 0, column);
      const inRow: Extra = (place, count) => hide(place, count) || hide({ column }, count);
      return lay(inRow, { row: 0, column }, [from, to, value, LOSS.cell]);
    });
    return { table, row };
  });
  const shared = {
    rowTotals: one.rows.map((_, row) =>
      lay(inEither, { row }, [right[row] ?? 0, left[row] ?? 0, rowTotal(one, row), LOSS.total]),
    ),
    total: lay(inAny, {}, [at, sumOfOther, whole, LOSS.whole]),
  };
  const laidOne: Laid = {
    ...shared,
    cells: left.map((from, row) =>
      columns.map((to, column) =>
        lay(alsoHide.one, { row, column }, [from, to, cellAt(one, row, column), LOSS.cell]),
      ),
    ),
    columnTotals: columns.map((from, column) =>
      lay(alsoHide.one, { column }, [from, sumOfOne, columnTotal(one, column), LOSS.total]),
    ),
  };
  const laidOther: Laid = {
    ...shared,
    cells: right.map((to, row) =>
      others.map((from, column) =>
        lay(alsoHide.other, { row, column }, [from, to, cellAt(other, row, column), LOSS.cell]),
      ),
    ),
    columnTotals: others.map((to, column) =>
      lay(alsoHide.other, { column }, [sumOfOther, to, columnTotal(other, column), LOSS.total]),
    ),
  };
  const hidden = protect(net.cells, net.nodes(), [...smallCells(net.cells), ...extra]);
  return {
    one: toldOf(one, laidOne, hidden),
    other: toldOf(other, laidOther, hidden),
    beside: ways.map(({ table, row }) =>
      toldOf(
        table,
        { cells: [row], rowTotals: [shared.total], columnTotals: row, total: shared.total },
        hidden,
      ),
    ),
  };
};

/**
 * The same table at a later date: a number that was told and has since changed by one to four people is hidden too, for
 * the difference of two reports is a count like any other. `before` is what was told then, with the same rows and columns.
 */
export const suppressSince = (table: CountTable, before: ToldTable): ToldTable => {
  const toldThen = ({
    row,
    column,
  }: {
    readonly row?: number;
    readonly column?: number;
  }): Told | undefined => {
    if (row !== undefined && column !== undefined) return before.cells[row]?.[column];
    if (row !== undefined) return before.rowTotals[row];
    return column === undefined ? before.total : before.columnTotals[column];
  };
  return suppress(table, (place, value) => {
    const then = toldThen(place);
    return typeof then === 'number' && isSmall(Math.abs(value - then));
  });
};
