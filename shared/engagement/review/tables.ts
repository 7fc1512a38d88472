import { type CheckInGroups, GROUP_TABLES } from '../check-ins/groups.ts';
import { restChanged } from '../small-numbers/gathered.ts';
import { type CountTable, type Extra, isSmall, suppress, suppressLinked } from '../small-numbers/suppress.ts';
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
const OF_THE_ACTIVE = ['load', 'pauses'] as const;

/** The review closed last, which the next is held to. */
export type LastReview = {
  readonly told: ToldTables;
  readonly remembered?: ToldTables | undefined;
  readonly figures: Pick<Figures, 'quarter'>;
};

/** A quarter is told once: told again with one person less, the two would tell of that person. */
export const isToldAlready = (quarter: Figures['quarter'], last: LastReview | undefined): boolean =>
  quarter !== undefined && last?.figures.quarter?.from === quarter.from;

/** What a review tells of check-ins, for whoever it is: bands of groups, never the counts they come from. */
export const groupsTold = (told: ToldTables | undefined): ToldTables =>
  Object.fromEntries(
    Object.values(GROUP_TABLES).flatMap((code) => (told?.[code] ? [[code, told[code]] as const] : [])),
  );

/** How the active answered, in groups, and what else sorts them: one whole, told in every table or in none. */
const tellGroups = (
  groups: CheckInGroups,
  ways: CountTables,
  last: LastReview | undefined,
  hideWhole: boolean,
): ToldTables => {
  const before = last?.remembered ?? last?.told;
  const { bySector, byProgramme } = groups;
  const held = (code: string, table: CountTable): Extra => {
    const [changed, rest] = [changedLittle(table, [before?.[code]]), restChanged(table, last?.told[code])];
    return (place, value) => {
      const isWhole = place.row === undefined && place.column === undefined;
      return (isWhole && hideWhole) || changed(place, value) || rest(place, value);
    };
  };
  const told = suppressLinked(
    bySector,
    byProgramme,
    { one: held(GROUP_TABLES.bySector, bySector), other: held(GROUP_TABLES.byProgramme, byProgramme) },
    Object.entries(ways).map(([code, table]) => ({ table, alsoHide: held(code, table) })),
  );
  const { rowTotals, total } = told.one;
  return {
    ...Object.fromEntries(
      Object.entries(ways).flatMap(([code, table], i) => {
        const one = told.beside[i];
        return one ? [[code, named(table, one)] as const] : [];
      }),
    ),
    [GROUP_TABLES.all]: {
      rows: [PEOPLE],
      columns: [...bySector.rows],
      cells: [[...rowTotals]],
      rowTotals: [total],
      columnTotals: [...rowTotals],
      total,
    },
    [GROUP_TABLES.bySector]: named(bySector, told.one),
    [GROUP_TABLES.byProgramme]: named(byProgramme, told.other),
  };
};

/**
 * The same tables for the reviewer, and check-ins in groups for everybody: no count of one to four, none that a subtraction
 * gives back, within this review or from what was told at the `last` one. `groups`: the active, if their answers may be told;
 * of a quarter that was told already, what was told of it is said again.
 */
export const tellTables = (
  figures: Figures,
  groups: CheckInGroups | undefined,
  last: LastReview | undefined,
): ToldTables => {
  const before = last?.remembered ?? last?.told;
  const tables = tablesOf(figures);
  const network = tables.network && tellNetwork(tables.network, before);
  const alone = pick(tables, ['offers', 'steps']);
  const ways = pick(tables, OF_THE_ACTIVE);
  // The active and the enrolled differ by those in pause: few of them, and the active are not told.
  const hideWhole = isSmall(figures.network.paused) || network?.columnTotals[0] === null;
  const isAgain = isToldAlready(figures.quarter, last);
  const { waiting } = tables;
  return {
    ...(network ? { network } : {}),
    ...(groups && !isAgain
      ? tellGroups(groups, ways, last, hideWhole)
      : tellPartitions(ways, before, hideWhole)),
    ...(isAgain ? groupsTold(last?.told) : {}),
    ...coverageTold(tables),
    ...(waiting
      ? { waiting: named(waiting, suppress(waiting, changedLittle(waiting, [before?.waiting]))) }
      : {}),
    ...Object.fromEntries(
      Object.entries(alone).map(([code, table]) => [code, named(table, suppress(table))]),
    ),
  };
};
