import type { CivilDay } from '../../time/civil.ts';
import type { AgeBand } from '../../volunteers/movements/movement.ts';
import type { Served } from '../../volunteers/movements/served.ts';
import { suppress, type ToldTable } from '../small-numbers/suppress.ts';
import { type FunnelRow, funnelOf } from '../turnover/funnel.ts';
import { isEnrolled, type Spell } from '../turnover/spells.ts';
import { OTHER_SOURCES, type Source } from './source.ts';

type Missions = readonly Pick<Served, 'volunteerId' | 'on'>[];

export type SourceRow = {
  /** Absent: they did not say, or said it in words of their own. */
  readonly code: string | undefined;
  readonly name: string;
  readonly campaign: Source | undefined;
  readonly funnel: readonly FunnelRow[];
};

/**
 * For each campaign and each answer of the form, how far those came who applied from `from` to `today`. Applications
 * alone are counted: who saw a poster, or opened its address, is not known and is not looked for.
 */
export const bySource = (
  spells: readonly Spell[],
  served: Missions,
  campaigns: readonly Source[],
  from: CivilDay,
  today: CivilDay,
): readonly SourceRow[] => {
  const arrivals = spells.filter(
    ({ nth, appliedOn }) => nth === 1 && appliedOn !== undefined && from <= appliedOn && appliedOn <= today,
  );
  const rowOf = (code: string | undefined, name: string, campaign?: Source): SourceRow => ({
    code,
    name,
    campaign,
    funnel: funnelOf(
      arrivals.filter((spell) => spell.source === code),
      served,
      from,
      today,
    ),
  });
  const known = new Set<string | undefined>([
    ...campaigns.map(({ code }) => code),
    ...OTHER_SOURCES.map(([code]) => code),
    undefined,
  ]);
  const others = [...new Set(arrivals.flatMap(({ source }) => (known.has(source) ? [] : (source ?? []))))];
  return [
    ...campaigns.map((one) => rowOf(one.code, one.name, one)),
    ...[
      ...OTHER_SOURCES.map(([code, words]) => rowOf(code, words)),
      ...others.sort().map((code) => rowOf(code, code)),
      rowOf(undefined, 'non dit'),
    ].filter(({ funnel }) => (funnel[0]?.reached ?? 0) > 0),
  ];
};

export const AGE_BANDS = [
  'under-30',
  '30-59',
  '60-74',
  '75-plus',
  'unknown',
] as const satisfies readonly AgeBand[];

/**
 * Ages of those who applied in the period and of those who are enrolled today, side by side. Groups of one to four are
 * hidden, and whatever would give them away by subtraction.
 */
export const ageMix = (spells: readonly Spell[], from: CivilDay, today: CivilDay): ToldTable => {
  const count = (band: AgeBand, isCounted: (spell: Spell) => boolean): number =>
    spells.filter((spell) => spell.band === band && isCounted(spell)).length;
  const applied = ({ nth, appliedOn }: Spell): boolean =>
    nth === 1 && appliedOn !== undefined && from <= appliedOn && appliedOn <= today;
  return suppress({
    rows: AGE_BANDS,
    columns: ['applied', 'enrolled'],
    counts: AGE_BANDS.map((band) => [count(band, applied), count(band, (one) => isEnrolled(one, today))]),
  });
};
