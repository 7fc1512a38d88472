import * as z from 'zod';
import { FLAG_REASONS, type Flag } from '../../flags/flag.ts';
import type { SeniorId } from '../../ids/ids.ts';
import { staffIdSchema } from '../../ids/ids.ts';
import { NEEDS, type Senior } from '../../seniors/senior.ts';
import { defineKind, type Key, type Kind } from '../../table/kind.ts';
import { type CivilDay, civilDaySchema } from '../../time/civil.ts';
import { instantSchema } from '../../time/instant.ts';
import { townIdSchema } from '../../town/settings.ts';
import type { CoverageCell } from '../review/figures.ts';
import { coverageBy, NO_SECTOR, oneRow } from '../review/tables.ts';
import { type CountTable, suppress, suppressLinked, type Told } from '../small-numbers/suppress.ts';
import {
  type CountTables,
  changedLittle,
  named,
  type ToldTables,
  tellPartitions,
  toldAt,
  toldTablesSchema,
} from '../small-numbers/told.ts';
import { yearSchema } from './activity.ts';

/** With a service open or not; for whom finding somebody is harder or not: wide enough to be told by sector. */
const SITUATIONS = ['served', 'unserved'] as const;
const HARDER = ['harder', 'neither'] as const;
/** What became of those who were flagged in the year. */
const FLAGGED = ['taken-up', 'other'] as const;

/** What a year's analysis rests on. Nobody is in what is kept of it. */
export type NeedsRead = {
  readonly seniors: readonly Pick<Senior, 'id' | 'state' | 'address' | 'languages' | 'needs'>[];
  /** With an open service that found somebody, or whom somebody is tied to. */
  readonly visited: ReadonlySet<SeniorId>;
  readonly waiting: ReadonlySet<SeniorId>;
  readonly flags: readonly Pick<Flag, 'state' | 'seniorId' | 'reasons'>[];
  readonly coverage: { readonly past: readonly CivilDay[]; readonly cells: readonly CoverageCell[] };
};

const tableOf = <R>(
  rows: readonly string[],
  columns: readonly string[],
  of: readonly R[],
  rowOf: (one: R) => string,
  columnOf: (one: R) => string,
): CountTable => {
  const counts = rows.map(() => columns.map(() => 0));
  for (const one of of) {
    const row = counts[rows.indexOf(rowOf(one))];
    const c = columns.indexOf(columnOf(one));
    if (row) row[c] = (row[c] ?? 0) + 1;
  }
  return { rows: [...rows], columns: [...columns], counts };
};

const otherLanguage = ({ languages }: Pick<Senior, 'languages'>): string | undefined =>
  languages.includes('fr') ? undefined : languages[0];

/** What makes finding somebody harder: another language first, then a practical need; each person once. */
const kindOf = (senior: NeedsRead['seniors'][number]): 'language' | 'practical' | undefined => {
  if (otherLanguage(senior)) return 'language';
  return senior.needs.length > 0 ? 'practical' : undefined;
};

/** With or without, of the same people: what overlaps (a person may have two needs) is told one by one. */
const withOrWithout = <R>(of: readonly R[], has: (one: R) => boolean): CountTable => {
  const having = of.filter(has).length;
  return oneRow([
    ['with', having],
    ['without', of.length - having],
  ]);
};

/** Ways of sorting people of whom it is told elsewhere how many they are: nothing where that is not, or would have to be hidden. */
const tellWithin = (
  tables: CountTables,
  before: ToldTables | undefined,
  whole: Told | undefined,
): ToldTables => {
  if (typeof whole !== 'number') return {};
  const told = tellPartitions(tables, before, false);
  return Object.values(told).some(({ total }) => total === null) ? {} : told;
};

/**
 * The needs of a year, by sector, as they are told: isolated people flagged, where those accompanied stand, languages and
 * practical needs, missions without anybody. No count of one to four, none found by subtraction, here or from `before`.
 */
export const tellNeeds = (read: NeedsRead, before: ToldTables | undefined): ToldTables => {
  const { seniors, flags } = read;
  const sectorOf = new Map(seniors.map(({ id, address }) => [id, address.sector ?? NO_SECTOR]));
  const rows = [...new Set(sectorOf.values())].sort();
  const at = ({ id }: { readonly id: SeniorId }): string => sectorOf.get(id) ?? NO_SECTOR;
  const isServed = ({ id }: { readonly id: SeniorId }): boolean =>
    read.visited.has(id) || read.waiting.has(id);
  const situations = tableOf(rows, SITUATIONS, seniors, at, (one) => (isServed(one) ? 'served' : 'unserved'));
  const harder = tableOf(rows, HARDER, seniors, at, (one) => (kindOf(one) ? 'harder' : 'neither'));
  const linked = suppressLinked(situations, harder, {
    one: changedLittle(situations, [before?.situations]),
    other: changedLittle(harder, [before?.harder]),
  });
  const [toldSituations, toldHarder] = [named(situations, linked.one), named(harder, linked.other)];
  const served = seniors.filter(isServed);
  const unserved = seniors.filter((one) => !isServed(one));
  const count = (of: NeedsRead['seniors'], is: (one: NeedsRead['seniors'][number]) => boolean): number =>
    of.filter(is).length;
  const kinds = tellWithin(
    {
      kinds: oneRow([
        ['language', count(seniors, (one) => kindOf(one) === 'language')],
        ['practical', count(seniors, (one) => kindOf(one) === 'practical')],
      ]),
    },
    before,
    toldAt(toldHarder, { column: 'harder' }),
  );
  const flagRow = ({ seniorId }: NeedsRead['flags'][number]): string =>
    (seniorId && sectorOf.get(seniorId)) ?? NO_SECTOR;
  const flagged = tableOf([...new Set(flags.map(flagRow))].sort(), FLAGGED, flags, flagRow, ({ state }) =>
    state === 'taken-up' ? 'taken-up' : 'other',
  );
  const toldFlagged = named(flagged, suppress(flagged, changedLittle(flagged, [before?.flagged])));
  const missing = coverageBy(
    { past: [...read.coverage.past], ahead: [], cells: [...read.coverage.cells], unread: [] },
    ({ sector }) => sector ?? NO_SECTOR,
  );
  return {
    situations: toldSituations,
    harder: toldHarder,
    flagged: toldFlagged,
    coverage: named(missing, suppress(missing)),
    ...tellWithin(
      {
        'with-service': oneRow([
          ['visited', count(served, ({ id }) => !read.waiting.has(id))],
          ['waiting', count(served, ({ id }) => read.waiting.has(id))],
        ]),
      },
      before,
      toldAt(toldSituations, { column: 'served' }),
    ),
    ...tellWithin(
      {
        'without-service': oneRow([
          ['no-service', count(unserved, ({ state }) => state !== 'waiting')],
          ['to-contact', count(unserved, ({ state }) => state === 'waiting')],
        ]),
      },
      before,
      toldAt(toldSituations, { column: 'unserved' }),
    ),
    ...kinds,
    ...languagesTold(seniors, kinds.kinds && toldAt(kinds.kinds, { column: 'language' }), before),
    ...tellWithin(
      Object.fromEntries(
        NEEDS.map((need) => [`need-${need}`, withOrWithout(seniors, ({ needs }) => needs.includes(need))]),
      ),
      before,
      toldSituations.total,
    ),
    ...tellWithin(
      Object.fromEntries(
        FLAG_REASONS.map((reason) => [
          `reason-${reason}`,
          withOrWithout(flags, ({ reasons }) => reasons.includes(reason)),
        ]),
      ),
      before,
      toldFlagged.total,
    ),
  };
};

/** Which languages, of those who do not speak French; nothing of them where how many they are is not told. */
const languagesTold = (
  seniors: NeedsRead['seniors'],
  whole: Told | undefined,
  before: ToldTables | undefined,
): ToldTables => {
  const spoken = seniors.flatMap((one) => otherLanguage(one) ?? []);
  if (spoken.length === 0) return {};
  const names = [...new Set(spoken)].sort();
  const counts = names.map((name) => [name, spoken.filter((one) => one === name).length] as const);
  return tellWithin({ languages: oneRow(counts) }, before, whole);
};

/**
 * The needs analysis of a year: only what is told is kept, so that next year's is held to it and nobody can be looked for
 * in it.
 */
export const socialNeedsSchema = z.object({
  town: townIdSchema,
  year: yearSchema,
  countedAt: instantSchema,
  countedBy: staffIdSchema,
  countedOn: civilDaySchema,
  told: toldTablesSchema,
  /** What was told last of each number, this year or before, be it hidden since: what the next is held to. */
  remembered: toldTablesSchema.optional(),
});
export type SocialNeeds = z.infer<typeof socialNeedsSchema>;

export const socialNeedsKey = (town: string, year: string): Key => ({
  pk: `${town}#needs#${year}`,
  sk: 'NEEDS',
});

/**
 * | question                                | key or index                      | consistent |
 * |-----------------------------------------|-----------------------------------|------------|
 * | what did this town need in that year?   | pk town + `#needs#` + year        | yes        |
 * | which years were analysed?              | `list`: town + `#needs`, by year  | no         |
 */
export const socialNeedsKind: Kind<SocialNeeds> = defineKind({
  name: 'social-needs',
  v: 1,
  schema: socialNeedsSchema,
  key: (one) => socialNeedsKey(one.town, one.year),
  places: (one) => ({ list: { partition: `${one.town}#needs`, sort: one.year } }),
});
