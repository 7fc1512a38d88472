import { addDays, type CivilDay, civilDay, yearOf } from '../../time/civil.ts';
import { bandOf, type CheckIn, type CheckIns } from '../../volunteers/check-ins/check-in.ts';
import type { Volunteer } from '../../volunteers/volunteer.ts';
import { gatheredSince } from '../small-numbers/gathered.ts';
import type { CountTable } from '../small-numbers/suppress.ts';
import { type NamedTold, OTHERS } from '../small-numbers/told.ts';

/** A calendar quarter, first and last day. */
export type Quarter = { readonly from: CivilDay; readonly to: CivilDay };

const starting = (year: number, quarter: number): CivilDay =>
  civilDay(`${year}-${String(quarter * 3 + 1).padStart(2, '0')}-01`);

/** The last quarter that is over: what is answered from now on is of another. */
export const closedQuarter = (today: CivilDay): Quarter => {
  const [year, quarter] = [Number(yearOf(today)), Math.floor((Number(today.slice(5, 7)) - 1) / 3)];
  const from = quarter === 0 ? starting(year - 1, 3) : starting(year, quarter - 1);
  return { from, to: addDays(starting(year, quarter), -1) };
};

/** Somebody of the network, with all they answered. */
export type Asked = {
  readonly sector: string | undefined;
  readonly programmes: readonly string[];
  readonly answers: readonly CheckIn[];
};

/** Groups that are none of the town's: of no known sector or programme, of several programmes, too few to stand alone. */
export const GATHERED = { none: '~none', several: '~several', others: OTHERS } as const;

/** Bands by group, counted; not to be shown before `tellGroups` has told them. */
export type CheckInGroups = {
  readonly quarter: Quarter;
  /** Rows are `BANDS`; columns are codes, what was gathered last. */
  readonly bySector: CountTable;
  readonly byProgramme: CountTable;
};

/** Tables of the review in which they are told; the sums of their rows are one more. */
export const GROUP_TABLES = {
  all: 'check-ins',
  bySector: 'check-ins-by-sector',
  byProgramme: 'check-ins-by-programme',
} as const;

/** These volunteers with what they answered; who never did, or erased it, has no answer. */
export const askedOf = (
  volunteers: readonly Pick<Volunteer, 'id' | 'address' | 'programmes'>[],
  checkIns: readonly CheckIns[],
): readonly Asked[] => {
  const answersOf = new Map(checkIns.map(({ volunteerId, answers }) => [volunteerId, answers]));
  return volunteers.map(({ id, address, programmes }) => ({
    sector: address.sector,
    programmes,
    answers: answersOf.get(id) ?? [],
  }));
};

/** A group is told from so many answers. */
const LEAST_ANSWERS = 5;
/** `unsaid`: not answered, or nothing that tells; unknown, apart from both. */
export const BANDS = ['to-surround', 'steady', 'unsaid'] as const;
type Counted = Readonly<Record<(typeof BANDS)[number], number>>;
const NOBODY: Counted = { 'to-surround': 0, steady: 0, unsaid: 0 };

const answersIn = (counted: Counted): number => counted.steady + counted['to-surround'];
/** Enough answers; and not everybody worn out, which would be told of each of them. */
const canStand = (counted: Counted): boolean =>
  answersIn(counted) >= LEAST_ANSWERS && counted.steady + counted.unsaid > 0;
const together = (one: Counted, other: Counted): Counted => ({
  steady: one.steady + other.steady,
  'to-surround': one['to-surround'] + other['to-surround'],
  unsaid: one.unsaid + other.unsaid,
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
  people: readonly (P & { readonly band: (typeof BANDS)[number] })[],
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

const tableOf = (groups: Sorted): CountTable => ({
  rows: BANDS,
  columns: groups.map(([group]) => group),
  counts: BANDS.map((band) => groups.map(([, counted]) => counted[band])),
});

/** What the review before told of each: its groups may be others than these. */
export type LastTold = { readonly bySector?: NamedTold; readonly byProgramme?: NamedTold };

/**
 * How these people answered their check-in in a closed quarter, for whoever must not know of one person (domain.md §8): bands
 * by sector and by programme, never an answer. Each person counts once in each table: by their sector, and by their one
 * programme or among « several ». Of several answers in the quarter, the last. Groups under five answers are gathered, and so
 * is what changed by one to four people against the groups told `last`. Undefined when there are fewer than five answers in
 * all, or when everybody answered alike and worn out.
 */
export const checkInGroups = (
  people: readonly Asked[],
  quarter: Quarter,
  last: LastTold = {},
): CheckInGroups | undefined => {
  const banded = people.map((one) => {
    const said = one.answers.findLast(({ on }) => on >= quarter.from && on <= quarter.to);
    return { ...one, band: (said && bandOf(said)) ?? ('unsaid' as const) };
  });
  const sectors = sortedBy(banded, ({ sector }) => sector ?? GATHERED.none);
  if (!sectors.every(([, counted]) => canStand(counted)) || sectors.length === 0) return undefined;
  return {
    quarter,
    bySector: gatheredSince(tableOf(sectors), last.bySector),
    byProgramme: gatheredSince(tableOf(sortedBy(banded, ofProgrammes)), last.byProgramme),
  };
};
