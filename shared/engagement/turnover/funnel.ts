import type { VolunteerId } from '../../ids/ids.ts';
import { type CivilDay, daysBetween } from '../../time/civil.ts';
import type { Served } from '../../volunteers/movements/served.ts';
import { type CountTable, suppress, type Told } from '../small-numbers/suppress.ts';
import { FEWEST_FOR_A_RATE } from './months.ts';
import type { Spell } from './spells.ts';

export const FUNNEL_STEPS = ['applied', 'interviewed', 'activated', 'first-mission'] as const;
export type FunnelStep = (typeof FUNNEL_STEPS)[number];

export type FunnelRow = {
  readonly step: FunnelStep;
  /** Of those who applied in the period, how many came this far. */
  readonly reached: number;
  /** Middle of the days from the step before; null under five people, and for the first step. */
  readonly medianDays: number | null;
  /** Still on the way to the next step. */
  readonly waiting: number;
  /** Days the longest of them has been waiting; null when nobody is. */
  readonly longestWait: number | null;
  /** Left after this step, before the next. */
  readonly gaveUp: number;
};

const medianOf = (values: readonly number[]): number | null => {
  if (values.length < FEWEST_FOR_A_RATE) return null;
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] ?? 0) + (sorted[Math.floor(middle)] ?? 0)) / 2;
};

/**
 * From application to first mission, for those who applied from `from` to `today` and whom we saw apply. A step skipped on
 * paper (an interview never noted) counts as reached by whoever reached a later one; its days are then not counted.
 */
export const funnelOf = (
  spells: readonly Spell[],
  served: readonly Pick<Served, 'volunteerId' | 'on'>[],
  from: CivilDay,
  today: CivilDay,
): readonly FunnelRow[] => {
  const missions = new Map<VolunteerId, CivilDay[]>();
  for (const { volunteerId, on } of served)
    missions.set(volunteerId, [...(missions.get(volunteerId) ?? []), on]);
  const walks = spells
    .filter((spell) => spell.nth === 1 && spell.appliedOn !== undefined && from <= spell.appliedOn)
    .map((spell) => {
      const first = spell.activeOn
        ? missions
            .get(spell.volunteerId)
            ?.filter((on) => on >= (spell.activeOn ?? on))
            .sort()[0]
        : undefined;
      return { spell, days: [spell.appliedOn, spell.interviewedOn, spell.activeOn, first] as const };
    });
  return FUNNEL_STEPS.map((step, i) => {
    const here = walks.filter(({ days }) => days.slice(i).some((day) => day !== undefined));
    const stopped = here.filter(({ days }) => days.slice(i + 1).every((day) => day === undefined));
    const isLast = i === FUNNEL_STEPS.length - 1;
    const waiting = isLast ? [] : stopped.filter(({ spell }) => spell.leftOn === undefined);
    const waits = waiting.flatMap(({ days }) => (days[i] ? [daysBetween(days[i], today)] : []));
    const between = here.flatMap(({ days }) => {
      const [before, at] = [days[i - 1], days[i]];
      return before && at ? [daysBetween(before, at)] : [];
    });
    return {
      step,
      reached: here.length,
      medianDays: i === 0 ? null : medianOf(between),
      waiting: waiting.length,
      longestWait: waits.length === 0 ? null : Math.max(...waits),
      gaveUp: isLast ? 0 : stopped.length - waiting.length,
    };
  });
};

/** Where each of those who applied is now: still waiting after a step, given up after it, or arrived. Everybody once. */
export const funnelTable = (rows: readonly FunnelRow[]): CountTable => ({
  rows: ['waiting', 'gave-up', 'arrived'],
  columns: rows.map(({ step }) => step),
  counts: [
    rows.map(({ waiting }) => waiting),
    rows.map(({ gaveUp }) => gaveUp),
    rows.map(({ reached }, i) => (i === rows.length - 1 ? reached : 0)),
  ],
});

export type ToldStep = { readonly reached: Told; readonly waiting: Told; readonly gaveUp: Told };

/** The same for whoever does not know the people: no count of one to four, nor a difference that gives one back. */
export const tellFunnel = (rows: readonly FunnelRow[]): readonly ToldStep[] => {
  const { cells, columnTotals } = suppress(funnelTable(rows));
  return rows.map((_, i) => ({
    // Whoever reached a step stopped there or after it.
    reached: columnTotals.slice(i).reduce<Told>((sum, n) => (sum === null || n === null ? null : sum + n), 0),
    waiting: cells[0]?.[i] ?? null,
    gaveUp: cells[1]?.[i] ?? null,
  }));
};
