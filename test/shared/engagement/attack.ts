import type { CountTable, Told, ToldTable } from '../../../shared/engagement/small-numbers/suppress.ts';

/** What somebody who subtracts knows: each sum as numbers told, hidden ones by name. */
type Sum = { readonly known: number; readonly unknown: ReadonlyMap<string, number> };

/** The sums of one table: its cells bear its name, its row totals the name of its rows, and all it counts is « whole ». */
export const sumsOf = (told: ToldTable, name: string, rowName: string): readonly Sum[] => {
  const sums: Sum[] = [];
  const balance = (parts: readonly (readonly [string, Told])[], whole: readonly [string, Told]): void => {
    let known = 0;
    const unknown = new Map<string, number>();
    for (const [part, value] of parts)
      if (value === null) unknown.set(part, 1);
      else known += value;
    if (whole[1] === null) unknown.set(whole[0], -1);
    else known -= whole[1];
    sums.push({ known, unknown });
  };
  const rowTotal = (r: number) => [`${rowName} ${r}`, told.rowTotals[r] ?? null] as const;
  const columnTotal = (c: number) => [`${name} column ${c}`, told.columnTotals[c] ?? null] as const;
  const total = ['whole', told.total] as const;
  for (const [r, row] of told.cells.entries())
    balance(
      row.map((value, c) => [`${name} ${r},${c}`, value] as const),
      rowTotal(r),
    );
  for (const c of told.columnTotals.keys())
    balance(
      told.cells.map((row, r) => [`${name} ${r},${c}`, row[c] ?? null] as const),
      columnTotal(c),
    );
  balance([...told.rowTotals.keys()].map(rowTotal), total);
  balance([...told.columnTotals.keys()].map(columnTotal), total);
  return sums;
};

/** One table, or two by the same rows: their row totals bear the same name. */
export const everySum = (...tables: readonly ToldTable[]): readonly Sum[] =>
  tables.flatMap((told, i) => sumsOf(told, `table ${i}`, 'row'));

/** Hidden numbers that some combination of the sums gives exactly: elimination, no bound needed. */
export const solved = (sums: readonly Sum[]): readonly string[] => {
  const names = [...new Set(sums.flatMap(({ unknown }) => [...unknown.keys()]))];
  const rows = sums.map(({ unknown }) => names.map((name) => unknown.get(name) ?? 0));
  let rank = 0;
  for (let c = 0; c < names.length && rank < rows.length; c += 1) {
    const pivot = rows.findIndex((row, r) => r >= rank && Math.abs(row[c] ?? 0) > 1e-9);
    if (pivot < 0) continue;
    const [found] = rows.splice(pivot, 1);
    if (!found) continue;
    const scale = found[c] ?? 1;
    const unit = found.map((value) => value / scale);
    rows.splice(rank, 0, unit);
    for (const [r, row] of rows.entries()) {
      const factor = row[c] ?? 0;
      if (r !== rank && Math.abs(factor) > 1e-12)
        rows[r] = row.map((value, k) => value - factor * (unit[k] ?? 0));
    }
    rank += 1;
  }
  return rows.flatMap((row) => {
    const left = row.flatMap((value, c) => (Math.abs(value) > 1e-9 ? [names[c] ?? ''] : []));
    return left.length === 1 ? left : [];
  });
};

/** The bounds that somebody gets by going round the sums again and again, knowing that a hidden number is 1 or more. */
export const narrowed = (sums: readonly Sum[]): ReadonlyMap<string, readonly [number, number]> => {
  const bounds = new Map<string, readonly [number, number]>();
  for (const { unknown } of sums)
    for (const name of unknown.keys()) bounds.set(name, [1, Number.POSITIVE_INFINITY]);
  for (let isNew = true, round = 0; isNew && round < 60; round += 1) {
    isNew = false;
    for (const { known, unknown } of sums)
      for (const [name, sign] of unknown) {
        let low = known;
        let high = known;
        for (const [other, s] of unknown) {
          if (other === name) continue;
          const [from, to] = bounds.get(other) ?? [1, Number.POSITIVE_INFINITY];
          low += s > 0 ? from : -to;
          high += s > 0 ? to : -from;
        }
        const [from, to] = bounds.get(name) ?? [1, Number.POSITIVE_INFINITY];
        const next = sign > 0 ? ([-high, -low] as const) : ([low, high] as const);
        const tight = [Math.max(from, next[0]), Math.min(to, next[1])] as const;
        if (tight[0] > from || tight[1] < to) {
          bounds.set(name, tight);
          isNew = true;
        }
      }
  }
  return bounds;
};

/** Every value that each hidden count can take, by trying all tables of counts up to `most`: for small tables only. */
export const everyValue = (
  table: CountTable,
  told: ToldTable,
  most: number,
): ReadonlyMap<string, ReadonlySet<number>> => {
  const places = told.cells.flatMap((row, r) =>
    row.flatMap((value, c) => (value === null ? [[r, c] as const] : [])),
  );
  const values = new Map<string, Set<number>>(places.map(([r, c]) => [`${r},${c}`, new Set()]));
  const tried = table.counts.map((row) => [...row]);
  const fits = (): boolean => {
    const rows = tried.map((row) => row.reduce((a, b) => a + b, 0));
    const columns = table.columns.map((_, c) => tried.reduce((sum, row) => sum + (row[c] ?? 0), 0));
    const is = (value: Told | undefined, count: number): boolean => value === null || value === count;
    return (
      rows.every((count, r) => is(told.rowTotals[r], count)) &&
      columns.every((count, c) => is(told.columnTotals[c], count)) &&
      is(
        told.total,
        rows.reduce((a, b) => a + b, 0),
      )
    );
  };
  const walk = (next: number): void => {
    const place = places[next];
    if (!place) {
      if (fits()) for (const [r, c] of places) values.get(`${r},${c}`)?.add(tried[r]?.[c] ?? 0);
      return;
    }
    const [r, c] = place;
    const row = tried[r];
    if (!row) return;
    for (let value = 1; value <= most; value += 1) {
      row[c] = value;
      walk(next + 1);
    }
  };
  walk(0);
  return values;
};
