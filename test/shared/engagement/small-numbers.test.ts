import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LEAST_VALUES } from '../../../shared/engagement/small-numbers/protect.ts';
import {
  type CountTable,
  isSmall,
  suppress,
  suppressLinked,
  suppressSince,
  type ToldTable,
} from '../../../shared/engagement/small-numbers/suppress.ts';
import { everySum, everyValue, narrowed, solved } from './attack.ts';

const tableOf = (counts: readonly (readonly number[])[]): CountTable => ({
  rows: counts.map((_, r) => `r${r}`),
  columns: (counts[0] ?? []).map((_, c) => `c${c}`),
  counts,
});

/** Mostly small counts, some none at all: what sectors of a town by age look like. */
const count = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: 0, max: 6 }) },
  { weight: 2, arbitrary: fc.integer({ min: 5, max: 40 }) },
  { weight: 1, arbitrary: fc.constant(0) },
);
const counts = (rows: number, columns: number) =>
  fc.array(fc.array(count, { minLength: columns, maxLength: columns }), { minLength: rows, maxLength: rows });
const size = fc.integer({ min: 1, max: 5 });
const anyTable = fc
  .tuple(size, size)
  .chain(([rows, columns]) => counts(rows, columns))
  .map(tableOf);

const numbersOf = (told: ToldTable) => [
  ...told.cells.flat(),
  ...told.rowTotals,
  ...told.columnTotals,
  told.total,
];
const truth = (table: CountTable): ToldTable => {
  const rowTotals = table.counts.map((row) => row.reduce((a, b) => a + b, 0));
  return {
    cells: table.counts,
    rowTotals,
    columnTotals: table.columns.map((_, c) => table.counts.reduce((sum, row) => sum + (row[c] ?? 0), 0)),
    total: rowTotals.reduce((a, b) => a + b, 0),
  };
};

/** What is told is true, nothing small is, zeros are; and what is hidden cannot be worked out nor nearly. */
const holds = (table: CountTable, told: ToldTable): void => {
  const whole = numbersOf(truth(table));
  for (const [i, value] of numbersOf(told).entries()) {
    const real = whole[i] ?? 0;
    if (value !== null && value !== real) throw new Error(`told ${value} for ${real}`);
    if (value !== null && isSmall(real)) throw new Error(`told ${real}`);
    if (value === null && real === 0) throw new Error('hid a zero');
  }
};
const resists = (...tables: readonly ToldTable[]): void => {
  const sums = everySum(...tables);
  const found = solved(sums);
  if (found.length > 0) throw new Error(`worked out: ${found.join(', ')}`);
  for (const [name, [low, high]] of narrowed(sums))
    if (high - low + 1 < LEAST_VALUES) throw new Error(`${name} is between ${low} and ${high}`);
};

describe('a table with its totals', () => {
  it('hides a small count, and the three others without which it stays unknown', () => {
    const told = suppress(
      tableOf([
        [3, 20, 30],
        [25, 9, 40],
        [50, 60, 12],
      ]),
    );
    expect(told.cells).toEqual([
      [null, null, 30],
      [null, null, 40],
      [50, 60, 12],
    ]);
    expect(told.rowTotals).toEqual([53, 74, 122]);
    expect(told.total).toBe(249);
  });

  it('tells everything when nothing is small, and that nobody is where nobody is', () => {
    const table = tableOf([
      [0, 12],
      [7, 0],
    ]);
    expect(suppress(table)).toEqual(truth(table));
  });

  it('hides its totals too when there is nothing else to hide behind', () => {
    expect(suppress(tableOf([[3]]))).toEqual({
      cells: [[null]],
      rowTotals: [null],
      columnTotals: [null],
      total: null,
    });
    expect(suppress(tableOf([[3, 0]])).total).toBeNull();
    expect(numbersOf(suppress(tableOf([[0, 0]])))).toEqual([0, 0, 0, 0, 0, 0]);
  });

  it('does not stop at a second small count: two of a row of five leave four values each', () => {
    const told = suppress(
      tableOf([
        [2, 3, 40],
        [30, 30, 30],
      ]),
    );
    expect(told.cells[0]?.slice(0, 2)).toEqual([null, null]);
    // Their sum, 5, may not be told by 45 less 40.
    expect(told.cells[0]?.[2] === null || told.rowTotals[0] === null).toBe(true);
    resists(told);
  });

  it('cannot be turned back by subtraction, over 10,000 tables', () => {
    fc.assert(
      fc.property(anyTable, (table) => {
        const told = suppress(table);
        holds(table, told);
        resists(told);
      }),
      { seed: 20261122, numRuns: 10_000 },
    );
  });

  it('leaves five values or more to every hidden count, by trying every table', () => {
    const small = fc
      .tuple(fc.integer({ min: 1, max: 2 }), fc.integer({ min: 2, max: 3 }))
      .chain(([rows, columns]) =>
        fc.array(fc.array(fc.integer({ min: 0, max: 8 }), { minLength: columns, maxLength: columns }), {
          minLength: rows,
          maxLength: rows,
        }),
      )
      .map(tableOf);
    fc.assert(
      fc.property(small, (table) => {
        const told = suppress(table);
        for (const [place, values] of everyValue(table, told, 11))
          if (values.size < LEAST_VALUES) throw new Error(`${place} is one of ${[...values].join(', ')}`);
      }),
      { seed: 20261122, numRuns: 40 },
    );
  });
});

describe('two tables of the same people', () => {
  const linked = fc
    .tuple(fc.integer({ min: 1, max: 4 }), size, size)
    .chain(([rows, columns, others]) =>
      fc.tuple(
        counts(rows, columns),
        fc.array(fc.nat(), { minLength: rows * others, maxLength: rows * others }),
      ),
    )
    .map(([one, dice]) => {
      const others = dice.length / one.length;
      // Each person of a row falls in some column of the other table.
      const other = one.map((row, r) => {
        const cells = Array.from({ length: others }, () => 0);
        const people = row.reduce((a, b) => a + b, 0);
        for (let person = 0; person < people; person += 1) {
          const at = ((dice[r * others + (person % others)] ?? 0) + person * 7) % others;
          cells[at] = (cells[at] ?? 0) + 1;
        }
        return cells;
      });
      return { one: tableOf(one), other: tableOf(other) };
    });

  it('tell of neither what the other hides, over 500 pairs', () => {
    fc.assert(
      fc.property(linked, ({ one, other }) => {
        const told = suppressLinked(one, other);
        holds(one, told.one);
        holds(other, told.other);
        expect(told.one.rowTotals).toEqual(told.other.rowTotals);
        resists(told.one, told.other);
      }),
      { seed: 20261122, numRuns: 500 },
    );
  });

  it('would, told one by one: the same total hidden in one and told in the other', () => {
    const sectorByAge = tableOf([
      [3, 0],
      [30, 40],
    ]);
    const sectorByProgramme = tableOf([[3], [70]]);
    const told = suppressLinked(sectorByAge, sectorByProgramme);
    expect(told.one.rowTotals[0]).toBeNull();
    expect(told.other.cells[0]?.[0]).toBeNull();
    expect(told.other.total).toBe(told.one.total);
    resists(told.one, told.other);
  });

  it('must be of the same people', () => {
    expect(() => suppressLinked(tableOf([[3]]), tableOf([[4]]))).toThrow('the same totals');
  });
});

describe('the same table a year later', () => {
  it('hides what one to four people changed, whatever its size', () => {
    const before = suppress(
      tableOf([
        [20, 30],
        [40, 50],
      ]),
    );
    const after = suppressSince(
      tableOf([
        [22, 30],
        [40, 60],
      ]),
      before,
    );
    expect(after.cells[0]?.[0]).toBeNull();
    resists(after);
    expect(after.cells[0]?.[0] ?? after.total).not.toBe(22);
  });

  it('never lets a difference of one to four people be read, over 1,000 pairs of reports', () => {
    const pair = fc
      .tuple(size, size)
      .chain(([rows, columns]) => fc.tuple(counts(rows, columns), counts(rows, columns)));
    fc.assert(
      fc.property(pair, ([then, now]) => {
        const before = suppress(tableOf(then));
        const after = suppressSince(tableOf(now), before);
        holds(tableOf(now), after);
        resists(after);
        const old = numbersOf(before);
        for (const [i, value] of numbersOf(after).entries()) {
          const past = old[i] ?? null;
          if (past !== null && value !== null && value > 0 && isSmall(Math.abs(value - past)))
            throw new Error(`${past} then, ${value} now`);
        }
      }),
      { seed: 20261122, numRuns: 1_000 },
    );
  });
});
