import { addDays, type CivilDay, civilDay } from '../../time/civil.ts';
import { type Band, bandOf, type CheckIn } from '../../volunteers/check-ins/check-in.ts';
import { suppressLinked, type Told, type ToldTable } from '../small-numbers/suppress.ts';

/** A calendar quarter, first and last day. */
export type Quarter = { readonly from: CivilDay; readonly to: CivilDay };

const starting = (year: number, quarter: number): CivilDay =>
  civilDay(`${year}-${String(quarter * 3 + 1).padStart(2, '0')}-01`);

/** The last quarter that is over: the next answer given changes nothing in it. */
export const closedQuarter = (today: CivilDay): Quarter => {
  const [year, quarter] = [Number(today.slice(0, 4)), Math.floor((Number(today.slice(5, 7)) - 1) / 3)];
  const from = quarter === 0 ? starting(year - 1, 3) : starting(year, quarter - 1);
  return { from, to: addDays(starting(year, quarter), -1) };
};

/** Somebody of the network, with all they answered. */
export type Asked = {
  readonly sector: string | undefined;
  readonly programmes: readonly string[];
  readonly answers: readonly CheckIn[];
};

/** Numbers of people; null is hidden (from one to four, or what would tell of them), zero is none. */
export type GroupCounts = {
  readonly steady: Told;
  readonly toSurround: Told;
  /** Not answered, or nothing that tells: unknown, apart from both. */
  readonly unknown: Told;
  readonly people: Told;
};
export type CheckInGroup = GroupCounts & {
  /** A sector or programme of the town by its code, or one of the three below. */
  readonly group: string;
};
/** Groups that are none of the town's: of no known sector or programme, of several programmes, too few to stand alone. */
export const GATHERED = { none: '~none', several: '~several', others: '~others' } as const;

export type CheckInGroups = {
  readonly quarter: Quarter;
  /** All together; the columns of the two tables add up to it. */
  readonly all: GroupCounts;
  /** By code; what was gathered comes last. */
  readonly bySector: readonly CheckInGroup[];
  readonly byProgramme: readonly CheckInGroup[];
};

/** A group is told from so many answers. */
const LEAST_ANSWERS = 5;
const BANDS = ['steady', 'to-surround', 'unknown'] as const;
type Counted = Readonly<Record<Band | 'unknown', number>>;
const NOBODY: Counted = { steady: 0, 'to-surround': 0, unknown: 0 };

const answersIn = (counted: Counted): number => counted.steady + counted['to-surround'];
/** Enough answers; and not everybody worn out, which would be told of each of them. */
const canStand = (counted: Counted): boolean =>
  answersIn(counted) >= LEAST_ANSWERS && counted.steady + counted.unknown > 0;
const together = (one: Counted, other: Counted): Counted => ({
  steady: one.steady + other.steady,
  'to-surround': one['to-surround'] + other['to-surround'],
  unknown: one.unknown + other.unknown,
});

type Sorted = readonly (readonly [string, Counted])[];

/** Groups too small are told as one; while that one is too small, the smallest of the others goes with them. */
const gathered = (groups: Sorted): Sorted => {
  const bySize = groups.toSorted(
    ([a, one], [b, other]) => answersIn(one) - answersIn(other) || a.localeCompare(b),
  );
  const kept = bySize.filter(([, counted]) => canStand(counted));
  const rest = bySize.filter(([, counted]) => !canStand(counted)).map(([, counted]) => counted);
  let others = rest.reduce(together, NOBODY);
  while (rest.length > 0 && !canStand(others) && kept.length > 0)
    others = together(others, kept.shift()?.[1] ?? NOBODY);
  const named = kept.toSorted(([a], [b]) => a.localeCompare(b));
  return rest.length > 0 ? [...named, [GATHERED.others, others]] : named;
};

const sortedBy = <P>(
  people: readonly (P & { readonly band: Band | 'unknown' })[],
  by: (one: P) => string,
) => {
  const groups = new Map<string, Counted>();
  for (const one of people) {
    const before = groups.get(by(one)) ?? NOBODY;
    groups.set(by(one), { ...before, [one.band]: before[one.band] + 1 });
  }
  return gathered([...groups]);
};

const ofProgrammes = ({ programmes: [only, ...more] }: Pick<Asked, 'programmes'>): string =>
  only === undefined ? GATHERED.none : more.length > 0 ? GATHERED.several : only;

const toldGroups = (groups: Sorted, told: ToldTable): readonly CheckInGroup[] =>
  groups.map(([group], column) => ({
    group,
    steady: told.cells[0]?.[column] ?? null,
    toSurround: told.cells[1]?.[column] ?? null,
    unknown: told.cells[2]?.[column] ?? null,
    people: told.columnTotals[column] ?? null,
  }));

/**
 * How the network answered its check-in in a closed quarter, for whoever must not know of one person (domain.md §8): bands
 * by sector and by programme, never an answer. Each person counts once in each table: by their sector, and by their one
 * programme or among « several ». Of several answers in the quarter, the last. Groups under five answers are gathered; both
 * tables are then told together, so that no count of one to four is told or found by subtraction. Undefined when there are
 * fewer than five answers in all, or when everybody answered alike and worn out.
 *
 * `{ quarter: { from, to }, all: { steady, toSurround, unknown, people }, bySector: [{ group: 'battant', steady: 12,
 * toSurround: null, unknown: 6, people: null }, …], byProgramme: [...] }` where null is hidden, to be written « moins de 5
 * ou masqué ».
 */
export const checkInGroups = (people: readonly Asked[], quarter: Quarter): CheckInGroups | undefined => {
  const banded = people.map((one) => {
    const last = one.answers.findLast(({ on }) => on >= quarter.from && on <= quarter.to);
    return { ...one, band: (last && bandOf(last)) ?? ('unknown' as const) };
  });
  const sectors = sortedBy(banded, ({ sector }) => sector ?? GATHERED.none);
  const programmes = sortedBy(banded, ofProgrammes);
  if (!sectors.every(([, counted]) => canStand(counted)) || sectors.length === 0) return undefined;
  const tableOf = (groups: Sorted) => ({
    rows: BANDS,
    columns: groups.map(([group]) => group),
    counts: BANDS.map((band) => groups.map(([, counted]) => counted[band])),
  });
  const { one, other } = suppressLinked(tableOf(sectors), tableOf(programmes));
  const [steady = null, toSurround = null, unknown = null] = one.rowTotals;
  return {
    quarter,
    all: { steady, toSurround, unknown, people: one.total },
    bySector: toldGroups(sectors, one),
    byProgramme: toldGroups(programmes, other),
  };
};
