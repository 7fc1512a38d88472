import type { FlagState } from '../../flags/flag.ts';
import { oneRow, tellNetwork } from '../review/tables.ts';
import { type CountTable, suppress } from '../small-numbers/suppress.ts';
import {
  type CountTables,
  changedLittle,
  named,
  remembered,
  type ToldTables,
  tellPartitions,
} from '../small-numbers/told.ts';
import { type Activity, type MonthCounts, OUTCOMES } from './activity.ts';

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
const distinct = (names: readonly string[]): string[] => [...new Set(names)].sort();

const outcome = (of: MonthCounts['programmes'][number], code: (typeof OUTCOMES)[number]): number =>
  of.outcomes[OUTCOMES.indexOf(code)] ?? 0;

/** Missions done, by month, by programme and by way: the same missions three times. */
const doneTables = (months: readonly MonthCounts[]): CountTables => {
  const all = months.flatMap(({ programmes }) => programmes);
  const done = (of: readonly MonthCounts['programmes'][number][]): number =>
    sum(of.map((one) => outcome(one, 'done')));
  const calls = sum(all.map((one) => one.calls));
  return {
    'done-by-month': oneRow(months.map(({ month, programmes }) => [month, done(programmes)])),
    'done-by-programme': oneRow(
      distinct(all.map(({ programme }) => programme)).map((name) => [
        name,
        done(all.filter(({ programme }) => programme === name)),
      ]),
    ),
    'done-by-way': oneRow([
      ['calls', calls],
      ['in-person', done(all) - calls],
    ]),
  };
};

/** How all that was owed ended; not told where it would have to hide what was done, which is told. */
const tellOutcomes = (months: readonly MonthCounts[]): ToldTables => {
  const all = months.flatMap(({ programmes }) => programmes);
  const table = oneRow(OUTCOMES.map((code) => [code, sum(all.map((one) => outcome(one, code)))]));
  const told = named(table, suppress(table));
  return told.cells[0]?.[OUTCOMES.indexOf('done')] === null ? {} : { outcomes: told };
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
 * one before. `told`: what is remembered of this year, if it was told already; `lastYear`: of the year before.
 */
export const tellActivity = (
  { months: counted, whole }: Pick<Activity, 'months' | 'whole'>,
  told: ToldTables | undefined,
  lastYear: ToldTables | undefined,
): ToldTables => {
  // People are there from one year to the next; what happened in a year is in no other.
  const before = remembered(told ?? {}, lastYear);
  const months = recordedMonths(counted);
  const done = tellPartitions(doneTables(months), told, false);
  const people = whole?.people;
  return {
    ...done,
    ...(done['done-by-month']?.total === null ? {} : tellOutcomes(months)),
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
            // Those of its beginning are those of last year's end, told or not since.
            lastYear,
          ),
          ...alone('served', oneRow([['served', whole.served]]), before),
        }
      : {}),
  };
};
