import { type CountTable, isSmall, suppress, suppressLinked } from '../small-numbers/suppress.ts';
import {
  allHidden,
  type CountTables,
  changedLittle,
  type NamedTold,
  named,
  type ToldTables,
  tellPartitions,
} from '../small-numbers/told.ts';
import { funnelTable } from '../turnover/funnel.ts';
import { type Figures, WAIT_CLASSES } from './figures.ts';

/** Of an address that has no sector. */
export const NO_SECTOR = 'sans-secteur';
const PEOPLE = 'people';

/** Ways of being of one group of people, each person once. */
export const oneRow = (cells: readonly (readonly [string, number])[]): CountTable => ({
  rows: [PEOPLE],
  columns: cells.map(([name]) => name),
  counts: [cells.map(([, count]) => count)],
});

/** Missions of the weeks gone by, found or not, by whatever the cells are named for. */
export const coverageBy = (
  { past, cells }: NonNullable<Figures['coverage']>,
  nameOf: (cell: { readonly monday: string; readonly sector?: string | undefined }) => string,
): CountTable => {
  const gone = cells.filter(({ monday }) => past.includes(monday));
  const columns = [...new Set(gone.map(nameOf))];
  const sumOf = (column: string, count: (cell: (typeof gone)[number]) => number): number =>
    gone.filter((cell) => nameOf(cell) === column).reduce((sum, cell) => sum + count(cell), 0);
  return {
    rows: ['found', 'missing'],
    columns,
    counts: [
      columns.map((column) => sumOf(column, ({ found }) => found)),
      columns.map((column) => sumOf(column, ({ due, found }) => due - found)),
    ],
  };
};

/**
 * The figures as tables of counts with their sums: what a measure points at, what an export holds, and what is told of them to
 * whoever does not know the people. A table is absent where its figures are unknown.
 */
export const tablesOf = (figures: Figures): CountTables => {
  const { network, weariness, coverage, waiting, funnel } = figures;
  return {
    // Who was there by who is: arrivals and departures cannot be told apart from the two counts between which they stand.
    network: {
      rows: ['before', 'new'],
      columns: ['now', 'gone'],
      counts: [
        [network.stayed, network.gone],
        [network.came, network.passed],
      ],
    },
    ...(weariness
      ? {
          load: oneRow(weariness.load.map(({ code, people }) => [code, people])),
          pauses: oneRow([
            ['no-pause', weariness.noPause],
            ['paused-lately', weariness.looked - weariness.noPause],
          ]),
          'check-ins': oneRow([
            ['to-surround', weariness.checkIns.toSurround],
            ['steady', weariness.checkIns.steady],
            ['unsaid', weariness.checkIns.unsaid],
          ]),
          // An offer closed because somebody else was faster was no question any more.
          offers: oneRow(
            weariness.offers.flatMap(({ code, count }) =>
              code === 'closed' || code === 'waiting' ? [] : [[code, count] as const],
            ),
          ),
        }
      : {}),
    ...(coverage
      ? {
          'coverage-by-week': coverageBy(coverage, ({ monday }) => monday),
          'coverage-by-sector': coverageBy(coverage, ({ sector }) => sector ?? NO_SECTOR),
        }
      : {}),
    waiting: {
      rows: waiting.map(({ sector }) => sector ?? NO_SECTOR),
      columns: [...WAIT_CLASSES],
      counts: waiting.map(({ counts }) => counts),
    },
    ...(funnel.length > 0 ? { steps: funnelTable(funnel) } : {}),
  };
};

const pick = (tables: CountTables, names: readonly string[]): CountTables =>
  Object.fromEntries(names.flatMap((name) => (tables[name] ? [[name, tables[name]] as const] : [])));

/** Who was there by who is, told: nothing of it when how many there were, known since last time, had to be hidden. */
export const tellNetwork = (table: CountTable, before: ToldTables | undefined): NamedTold => {
  const then = before?.network;
  // How many there were is known from last time: told then, it is no longer a number that can be hidden.
  const wasTold = then?.columnTotals[then.columns.indexOf('now')];
  const told = named(table, suppress(table));
  return told.rowTotals[0] === null && typeof wasTold === 'number' ? allHidden(table) : told;
};

const coverageTold = (tables: CountTables): ToldTables => {
  const { 'coverage-by-week': weeks, 'coverage-by-sector': sectors } = tables;
  if (!weeks || !sectors) return {};
  const { one, other } = suppressLinked(weeks, sectors);
  return { 'coverage-by-week': named(weeks, one), 'coverage-by-sector': named(sectors, other) };
};

/** Ways of sorting the active volunteers. */
const OF_THE_ACTIVE = ['load', 'pauses', 'check-ins'] as const;

/**
 * The same tables for the reviewer: no count of one to four, none that a subtraction gives back, within this review or from
 * what was told at the one before. `before`: what was told then, if there was one.
 */
export const tellTables = (figures: Figures, before: ToldTables | undefined): ToldTables => {
  const tables = tablesOf(figures);
  const network = tables.network && tellNetwork(tables.network, before);
  const alone = pick(tables, ['offers', 'steps']);
  const { waiting } = tables;
  return {
    ...(network ? { network } : {}),
    // The active and the enrolled differ by those in pause: few of them, and the active are not told.
    ...tellPartitions(
      pick(tables, OF_THE_ACTIVE),
      before,
      isSmall(figures.network.paused) || network?.columnTotals[0] === null,
    ),
    ...coverageTold(tables),
    ...(waiting
      ? { waiting: named(waiting, suppress(waiting, changedLittle(waiting, [before?.waiting]))) }
      : {}),
    ...Object.fromEntries(
      Object.entries(alone).map(([code, table]) => [code, named(table, suppress(table))]),
    ),
  };
};
