import type { FlagState } from '../../flags/flag.ts';
import { oneRow, tellNetwork } from '../review/tables.ts';
import { type CountTable, suppress, suppressLinked } from '../small-numbers/suppress.ts';
import {
  type CountTables,
  changedLittle,
  named,
  type ToldTables,
  tellPartitions,
} from '../small-numbers/told.ts';
import { type Activity, type MonthCounts, OUTCOMES } from './activity.ts';

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
const distinct = (names: readonly string[]): string[] => [...new Set(names)].sort();

const byMonth = (months: readonly MonthCounts[]): CountTable => ({
  rows: [...OUTCOMES],
  columns: months.map(({ month }) => month),
  counts: OUTCOMES.map((_, i) =>
    months.map(({ programmes }) => sum(programmes.map(({ outcomes }) => outcomes[i] ?? 0))),
  ),
});

const byProgramme = (months: readonly MonthCounts[]): CountTable => {
  const all = months.flatMap(({ programmes }) => programmes);
  const columns = distinct(all.map(({ programme }) => programme));
  return {
    rows: [...OUTCOMES],
    columns,
    counts: OUTCOMES.map((_, i) =>
      columns.map((name) =>
        sum(all.filter(({ programme }) => programme === name).map(({ outcomes }) => outcomes[i] ?? 0)),
      ),
    ),
  };
};

/** What became of a flag, in groups wide enough to be told in a small town. */
const FATE: Readonly<Record<FlagState, string>> = {
  received: 'in-progress',
  acknowledged: 'in-progress',
  contacted: 'in-progress',
  'taken-up': 'followed',
  'already-known': 'followed',
  redirected: 'redirected',
  'declined-by-person': 'no-more',
  unreachable: 'no-more',
  closed: 'no-more',
};

const flagTables = (months: readonly MonthCounts[]): CountTables => {
  const states = months.flatMap(({ flags }) => flags.states);
  const received = sum(months.map(({ flags }) => flags.received));
  const known = sum(months.map(({ flags }) => flags.known));
  return {
    'flags-by-fate': oneRow(
      distinct(Object.values(FATE)).map((name) => [
        name,
        sum(states.filter(({ state }) => FATE[state] === name).map(({ count }) => count)),
      ]),
    ),
    'flags-known': oneRow([
      ['first-time', received - known],
      ['known', known],
    ]),
    'flags-by-month': oneRow(months.map(({ month, flags }) => [month, flags.received])),
  };
};

const isSilent = ({ programmes, flags, lists, sms }: MonthCounts): boolean =>
  programmes.length + flags.received + lists.heat + lists.friendly + sms.messages === 0;

/** From the first month of which anything is noted: those before are unknown, not empty. */
export const recordedMonths = (months: readonly MonthCounts[]): readonly MonthCounts[] => {
  const first = months.findIndex((month) => !isSilent(month));
  return first < 0 ? [] : months.slice(first);
};

const alone = (code: string, table: CountTable, before: ToldTables | undefined): ToldTables => ({
  [code]: named(table, suppress(table, changedLittle(table, [before?.[code]]))),
});

/**
 * The year's tables as the council reads them: no count of one to four, none found by subtraction, in the document or from the
 * one before. `told`: of this year, if it was told already; `lastYear`: of the year before.
 */
export const tellActivity = (
  { months: counted, whole }: Pick<Activity, 'months' | 'whole'>,
  told: ToldTables | undefined,
  lastYear: ToldTables | undefined,
): ToldTables => {
  // People are there from one year to the next; what happened in a year is in no other.
  const before = told ?? lastYear;
  const months = recordedMonths(counted);
  const [monthly, programmes] = [byMonth(months), byProgramme(months)];
  const { one, other } = suppressLinked(monthly, programmes);
  const people = whole?.people;
  return {
    'missions-by-month': named(monthly, one),
    'missions-by-programme': named(programmes, other),
    ...tellPartitions(flagTables(months), told, false),
    ...(people
      ? alone(
          'accompanied',
          oneRow([
            ['fresh', people.fresh],
            ['earlier', people.accompanied - people.fresh],
          ]),
          before,
        )
      : {}),
    ...(whole
      ? {
          network: tellNetwork(
            {
              rows: ['before', 'new'],
              columns: ['now', 'gone'],
              counts: [
                [whole.network.stayed, whole.network.gone],
                [whole.network.came, whole.network.passed],
              ],
            },
            before,
          ),
          ...alone('served', oneRow([['served', whole.served]]), before),
        }
      : {}),
  };
};
