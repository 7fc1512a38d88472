import type { Result } from '../../result/result.ts';
import { addDays, type CivilDay, daysBetween } from '../../time/civil.ts';
import type { AgeBand } from '../../volunteers/movements/movement.ts';
import { type LogRank, logRank, type NoLogRank } from '../survival/log-rank.ts';
import {
  fromWellObserved,
  type Observation,
  restrictedMean,
  type SurvivalCurve,
  survivalCurve,
} from '../survival/survival.ts';
import { FEWEST_FOR_A_RATE } from './months.ts';
import type { Spell } from './spells.ts';

/** A month on the axis of a stay (domain.md §8). */
export const MONTH_DAYS = 30.4375;

/** Somebody with a binôme on this day of their stay is compared with somebody without, from this day on. */
export const LANDMARK_DAYS = 90;

/**
 * The stay as it was seen, in days from becoming active: from the day we could have seen the departure, to the departure or
 * to `today`. Pauses are part of it. First stays only; undefined when since when is not known, or nothing was seen yet.
 */
export const observationOf = (spell: Spell, today: CivilDay): Observation | undefined => {
  if (spell.nth !== 1 || spell.activeOn === undefined) return undefined;
  const last = spell.leftOn !== undefined && spell.leftOn <= today ? spell.leftOn : today;
  const entry = Math.max(0, daysBetween(spell.activeOn, spell.seenFrom));
  const exit = daysBetween(spell.activeOn, last);
  return exit > entry ? { entry, exit, event: last === spell.leftOn } : undefined;
};

/** The curve read at a number of months. */
export type Reading = {
  readonly months: number;
  readonly survival: number;
  /** 95 % interval; null before the first departure. */
  readonly lower: number | null;
  readonly upper: number | null;
  readonly atRisk: number;
};
const READ_AT = [1, 3, 6, 12, 18, 24, 36, 48, 60] as const;

/** A curve that may be shown: it rests on five people or more wherever it is drawn. */
export type Retention = {
  readonly name: string;
  readonly curve: SurvivalCurve;
  /** The curve is that of people still there on this day of their stay; 0 unless all were imported later. */
  readonly from: number;
  /** Last day on which five people or more were still observed. */
  readonly until: number;
  /** What the curve says at round months, as far as it goes. */
  readonly readings: readonly Reading[];
  /** Mean stay among the first twelve months, in days. Null when the curve does not reach so far. */
  readonly meanFirstYear: number | null;
};

const lastWellSeen = (seen: readonly Observation[]): number =>
  seen.map(({ exit }) => exit).sort((a, b) => b - a)[FEWEST_FOR_A_RATE - 1] ?? 0;

/** The curve of a group, cut where fewer than five are observed; undefined for a group of fewer than five. */
export const retentionOf = (name: string, observations: readonly Observation[]): Retention | undefined => {
  if (observations.length < FEWEST_FOR_A_RATE) return undefined;
  const kept = fromWellObserved(observations, FEWEST_FOR_A_RATE);
  if (!kept) return undefined;
  const whole = survivalCurve(kept.observations);
  const until = lastWellSeen(kept.observations);
  const points = whole.points.filter(({ t, atRisk }) => t <= until && atRisk >= FEWEST_FOR_A_RATE);
  const curve = {
    ...whole,
    points,
    median: whole.median !== null && whole.median <= until ? whole.median : null,
  };
  const readings = READ_AT.flatMap((months) => {
    const day = months * MONTH_DAYS;
    if (day <= kept.from || day > until) return [];
    const last = points.findLast(({ t }) => t <= day);
    const atRisk = kept.observations.filter(({ entry, exit }) => entry < day && day <= exit).length;
    const { survival = 1, lower = null, upper = null } = last ?? {};
    return [{ months, survival, lower, upper, atRisk }];
  });
  return {
    name,
    curve,
    from: kept.from,
    until,
    readings,
    meanFirstYear:
      kept.from === 0 && until >= 12 * MONTH_DAYS ? restrictedMean(curve, 12 * MONTH_DAYS) : null,
  };
};

export type Comparison = {
  /** Groups of five or more; the others are not shown. */
  readonly shown: readonly Retention[];
  /** Groups that were too small, by name only. */
  readonly hidden: readonly string[];
  readonly test: Result<LogRank, NoLogRank>;
};

/**
 * Each group by itself, and the test between those shown. When only one to four people would be left out in all, the
 * smallest group shown goes with them: else the whole less the others would tell of those few. `apart`: people who are in
 * the whole and in no group.
 */
const compare = (groups: ReadonlyMap<string, readonly Observation[]>, apart = 0): Comparison => {
  const all = [...groups].map(([name, observations]) => ({ name, observations }));
  const able = all
    .flatMap(({ name, observations }) => retentionOf(name, observations) ?? [])
    .sort((a, b) => a.curve.n - b.curve.n);
  const total = apart + all.reduce((sum, { observations }) => sum + observations.length, 0);
  const few = total - able.reduce((sum, { name }) => sum + (groups.get(name)?.length ?? 0), 0);
  const given = few > 0 && few < FEWEST_FOR_A_RATE ? able.slice(1) : able;
  const names = new Set(given.map(({ name }) => name));
  return {
    shown: able.filter(({ name }) => names.has(name)),
    hidden: all.filter(({ name }) => !names.has(name)).map(({ name }) => name),
    test: logRank(all.filter(({ name }) => names.has(name))),
  };
};

const groupsBy = (
  spells: readonly Spell[],
  today: CivilDay,
  nameOf: (spell: Spell) => string | undefined,
  from = 0,
): ReadonlyMap<string, readonly Observation[]> => {
  const groups = new Map<string, Observation[]>();
  for (const spell of spells) {
    const seen = observationOf(spell, today);
    const name = nameOf(spell);
    if (!seen || name === undefined || seen.exit <= from) continue;
    groups.set(name, [...(groups.get(name) ?? []), { ...seen, entry: Math.max(seen.entry, from) }]);
  }
  return groups;
};

/** By age at entry. Ages that are not known make no group: they are in the whole only. */
export const byAge = (
  spells: readonly Spell[],
  today: CivilDay,
  names: Readonly<Record<Exclude<AgeBand, 'unknown'>, string>>,
): Comparison =>
  compare(
    groupsBy(spells, today, ({ band }) => (band === 'unknown' ? undefined : names[band])),
    spells.filter((spell) => spell.band === 'unknown' && observationOf(spell, today)).length,
  );

/**
 * With a binôme or not on the ninetieth day, among those there that day, from that day on: whoever stays long has more time
 * to find a binôme, so a comparison from the first day would flatter it.
 */
export const byPair = (
  spells: readonly Spell[],
  today: CivilDay,
  names: { readonly paired: string; readonly alone: string },
): Comparison =>
  compare(
    groupsBy(
      spells,
      today,
      ({ activeOn, pairedOn }) =>
        activeOn && pairedOn && pairedOn <= addDays(activeOn, LANDMARK_DAYS) ? names.paired : names.alone,
      LANDMARK_DAYS,
    ),
  );

/** By programme wished at entry. Somebody may be in several: curves to look at, no test between them. */
export const byProgramme = (
  spells: readonly Spell[],
  today: CivilDay,
  programmes: readonly { readonly code: string; readonly name: string }[],
): Pick<Comparison, 'shown' | 'hidden'> => {
  const groups = programmes.map(({ code, name }) => ({
    name,
    observations: spells.flatMap((spell) =>
      spell.programmes.includes(code) ? (observationOf(spell, today) ?? []) : [],
    ),
  }));
  const shown = groups.flatMap(({ name, observations }) => retentionOf(name, observations) ?? []);
  return {
    shown,
    hidden: groups
      .filter(({ name, observations }) => observations.length > 0 && !shown.some((one) => one.name === name))
      .map(({ name }) => name),
  };
};
