import type { VolunteerId } from '../../ids/ids.ts';
import { addDays, type CivilDay, civilDay, daysBetween } from '../../time/civil.ts';
import { type Month, monthOf, type Served } from '../../volunteers/movements/served.ts';
import { isEnrolled, isResting, type Spell } from './spells.ts';

/** Under this many people a rate says more of chance than of the network, and may name somebody (domain.md §8). */
export const FEWEST_FOR_A_RATE = 5;

/** Whole calendar months without a mission before an active volunteer counts as dormant. */
export const DORMANT_MONTHS = 3;

export const firstDay = (month: Month): CivilDay => civilDay(`${month}-01`);
export const monthAfter = (month: Month): Month => monthOf(addDays(firstDay(month), 31));
const monthsBefore = (month: Month, count: number): Month => {
  let at = month;
  for (let i = 0; i < count; i += 1) at = monthOf(addDays(firstDay(at), -1));
  return at;
};

/** The months up to the one of `today`, oldest first. */
export const latestMonths = (today: CivilDay, count: number): readonly Month[] =>
  Array.from({ length: count }, (_, i) => monthsBefore(monthOf(today), count - 1 - i));

/** People by a day, each counted once. */
export type Standing = {
  /** In the network: active or resting. */
  readonly enrolled: number;
  readonly active: number;
  readonly paused: number;
  /** Among the active: no mission done in three whole months, nor pause. Null: not recorded that far back. */
  readonly dormant: number | null;
};

export type MonthRow = Standing & {
  readonly month: Month;
  /** The last day counted: the month's last, or today. */
  readonly until: CivilDay;
  /** Became active for the first time. */
  readonly joined: number;
  /** Left before, active again. */
  readonly returned: number;
  readonly left: number;
};

const inMonth = (day: CivilDay | undefined, from: CivilDay, to: CivilDay): boolean =>
  day !== undefined && from <= day && day <= to;

const distinct = (spells: readonly Spell[]): number =>
  new Set(spells.map(({ volunteerId }) => volunteerId)).size;

/** Seen to become active that day: an import brings people who were there, not newcomers. */
export const joinedOn = (spell: Spell): CivilDay | undefined =>
  spell.activeOn !== undefined && spell.seenFrom === spell.activeOn ? spell.activeOn : undefined;

/** Seen to leave after having been active: a candidate who gives up is no departure. */
export const exitedOn = (spell: Spell): CivilDay | undefined => (spell.wasActive ? spell.leftOn : undefined);

/** Who stood where at the end of a day. `servedIn`: who did a mission, by month; `recordedFrom`: since when that is noted. */
const standingOn = (
  spells: readonly Spell[],
  day: CivilDay,
  servedIn: ReadonlyMap<Month, ReadonlySet<VolunteerId>>,
  recordedFrom: Month | undefined,
): Standing => {
  const enrolled = spells.filter((spell) => isEnrolled(spell, day));
  const active = enrolled.filter((spell) => !isResting(spell, day));
  const month = monthOf(day);
  const looked = [month, monthsBefore(month, 1), monthsBefore(month, 2)];
  const since = firstDay(monthsBefore(month, DORMANT_MONTHS - 1));
  const isKnown = recordedFrom !== undefined && recordedFrom <= monthOf(since);
  const dormant = active.filter(
    (spell) =>
      (spell.activeOn ?? spell.seenFrom) < since &&
      !spell.rests.some(({ to }) => to === undefined || to >= since) &&
      !looked.some((one) => servedIn.get(one)?.has(spell.volunteerId)),
  );
  return {
    enrolled: distinct(enrolled),
    active: distinct(active),
    paused: distinct(enrolled) - distinct(active),
    dormant: isKnown ? distinct(dormant) : null,
  };
};

/**
 * Arrivals, departures and where people stood, month by month: exact counts of people. The running month is counted up to
 * `today`.
 */
export const monthRows = (
  spells: readonly Spell[],
  served: readonly Pick<Served, 'volunteerId' | 'month'>[],
  months: readonly Month[],
  today: CivilDay,
): readonly MonthRow[] => {
  const servedIn = new Map<Month, Set<VolunteerId>>();
  for (const { month, volunteerId } of served)
    servedIn.set(month, (servedIn.get(month) ?? new Set()).add(volunteerId));
  const recordedFrom = [...servedIn.keys()].sort()[0];
  return months.map((month) => {
    const from = firstDay(month);
    const last = addDays(firstDay(monthAfter(month)), -1);
    const until = last < today ? last : today;
    const joined = spells.filter((spell) => inMonth(joinedOn(spell), from, until));
    return {
      month,
      until,
      joined: joined.filter(({ nth }) => nth === 1).length,
      returned: joined.filter(({ nth }) => nth > 1).length,
      left: spells.filter((spell) => inMonth(exitedOn(spell), from, until)).length,
      ...standingOn(spells, until, servedIn, recordedFrom),
    };
  });
};

/** A share, with what it rests on; `value` null when that is under five people, or nobody. */
export type Rate = { readonly value: number | null; readonly of: number; readonly among: number };

export const rateOf = (of: number, among: number): Rate => ({
  value: among < FEWEST_FOR_A_RATE ? null : of / among,
  of,
  among,
});

export type Period = {
  readonly from: CivilDay;
  readonly to: CivilDay;
  readonly joined: number;
  readonly returned: number;
  readonly left: number;
  /** Mean number enrolled a day. */
  readonly meanEnrolled: number;
  /** Departures over mean enrolled, for the period itself: never stretched to a year. Null under five people. */
  readonly turnover: number | null;
  /** Of those enrolled the first day, how many are enrolled the last: by persons, arrivals cannot hide departures. */
  readonly retention: Rate;
  /** Arrivals and returns for one departure; null when nobody left. */
  readonly replacement: number | null;
  /** Of the terms that end in the period, how many were served to their end. */
  readonly commitment: Rate;
  /** Reasons told, most frequent first. */
  readonly reasons: readonly { readonly reason: string; readonly count: number }[];
};

/** Months that a newcomer is asked for at entry (first term, domain.md §6). */
export const FIRST_TERM_MONTHS = 6;
const termEnd = (activeOn: CivilDay): CivilDay => {
  let month = monthOf(activeOn);
  for (let i = 0; i < FIRST_TERM_MONTHS; i += 1) month = monthAfter(month);
  const lastOfMonth = addDays(firstDay(monthAfter(month)), -1);
  const same = `${month}-${activeOn.slice(8)}`;
  return same <= lastOfMonth ? civilDay(same) : lastOfMonth;
};

const enrolledDays = (spell: Spell, from: CivilDay, to: CivilDay): number => {
  if (!spell.wasActive) return 0;
  const began = [from, spell.seenFrom, spell.activeOn ?? spell.seenFrom].reduce((a, b) => (a > b ? a : b));
  const ended = spell.leftOn !== undefined && spell.leftOn <= to ? spell.leftOn : addDays(to, 1);
  return Math.max(0, daysBetween(began, ended));
};

/** Turnover and renewal over a period of whole days, both included (definitions: domain.md §8, docs/engagement.md). */
export const periodOf = (spells: readonly Spell[], from: CivilDay, to: CivilDay): Period => {
  const within = (day: CivilDay | undefined): boolean => inMonth(day, from, to);
  const days = daysBetween(from, to) + 1;
  const exits = spells.filter((spell) => within(exitedOn(spell)));
  const joined = spells.filter((spell) => within(joinedOn(spell)));
  const meanEnrolled = spells.reduce((sum, spell) => sum + enrolledDays(spell, from, to), 0) / days;
  const atStart = new Set(spells.filter((one) => isEnrolled(one, from)).map((one) => one.volunteerId));
  const atEnd = new Set(spells.filter((one) => isEnrolled(one, to)).map((one) => one.volunteerId));
  const terms = spells.flatMap((spell) => {
    const began = joinedOn(spell);
    const ends = began && termEnd(began);
    return ends && within(ends) ? [{ isServed: spell.leftOn === undefined || spell.leftOn >= ends }] : [];
  });
  const reasons = new Map<string, number>();
  for (const { reason = 'not-said' } of exits) reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  return {
    from,
    to,
    joined: joined.filter(({ nth }) => nth === 1).length,
    returned: joined.filter(({ nth }) => nth > 1).length,
    left: exits.length,
    meanEnrolled,
    turnover: meanEnrolled < FEWEST_FOR_A_RATE ? null : exits.length / meanEnrolled,
    retention: rateOf([...atStart].filter((id) => atEnd.has(id)).length, atStart.size),
    replacement: exits.length === 0 ? null : joined.length / exits.length,
    commitment: rateOf(terms.filter(({ isServed }) => isServed).length, terms.length),
    reasons: [...reasons].map(([reason, count]) => ({ reason, count })).sort((a, b) => b.count - a.count),
  };
};
