import type { VolunteerId } from '../../ids/ids.ts';
import { mondayOf } from '../../matching/week/build.ts';
import type { Load } from '../../offers/load.ts';
import { type HolidayZone, isHoliday } from '../../time/calendar.ts';
import { addDays, type CivilDay, daysBetween, HALF_DAYS, weekday } from '../../time/civil.ts';
import { inWeek } from '../../volunteers/rest/easing.ts';
import type { Volunteer } from '../../volunteers/volunteer.ts';
import { observationOf } from '../turnover/cohorts.ts';
import { exitedOn, joinedOn } from '../turnover/months.ts';
import { isEnrolled, isResting, type Spell } from '../turnover/spells.ts';
import type { Arrivals, Carrier, Outlook } from './capacity.ts';
import { FORECAST_PARAMS } from './params.ts';
import { chanceThere, type Pausing, pausingOf } from './pausing.ts';

/** What a volunteer has said of the weeks to come. */
export type Declared = Pick<
  Volunteer,
  | 'id'
  | 'state'
  | 'pausedUntil'
  | 'restUntil'
  | 'exceptions'
  | 'availability'
  | 'weeklyCap'
  | 'restDays'
  | 'eased'
>;

/** All that is read for a forecast. */
export type Known = {
  readonly today: CivilDay;
  readonly zone: HolidayZone;
  readonly spells: readonly Spell[];
  /** Active or in a pause today. */
  readonly people: readonly Declared[];
  /** Days of the visits each has done in the weeks looked at, today's week left out. */
  readonly visits: ReadonlyMap<VolunteerId, readonly CivilDay[]>;
  /** What each has answered so far. */
  readonly answers: ReadonlyMap<VolunteerId, Answers>;
};
type Answers = Load['answers'];

const weeksFrom = (monday: CivilDay, count: number): readonly CivilDay[] =>
  Array.from({ length: count }, (_, i) => addDays(monday, 7 * i));

/** Mondays of the weeks told: from the next one on. */
export const weeksAhead = (today: CivilDay, count: number = FORECAST_PARAMS.weeks): readonly CivilDay[] =>
  weeksFrom(addDays(mondayOf(today), 7), count);

/**
 * Mondays of the whole weeks that a rhythm is read from, oldest first: the last 26, or fewer when the first visit that was
 * written down is younger; what nobody wrote down is not a week without visits.
 */
export const weeksBehind = (today: CivilDay, visits: Known['visits']): readonly CivilDay[] => {
  const thisWeek = mondayOf(today);
  const first = [...visits.values()].flat().reduce<CivilDay>((a, b) => (b < a ? b : a), thisWeek);
  const oldest = addDays(thisWeek, -7 * FORECAST_PARAMS.pastWeeks);
  const from = mondayOf(first) < oldest ? oldest : addDays(mondayOf(first), 7);
  return from < thisWeek ? weeksFrom(from, daysBetween(from, thisWeek) / 7) : [];
};

const daysOf = (monday: CivilDay): readonly CivilDay[] =>
  Array.from({ length: 7 }, (_, i) => addDays(monday, i));

/** Share of a week's visits that its public holidays leave, by the weekdays on which visits fall here. */
const openShare = (monday: CivilDay, byWeekday: readonly number[], zone: HolidayZone): number => {
  const all = byWeekday.reduce((sum, n) => sum + n, 0);
  return daysOf(monday).reduce(
    (sum, day) => sum - (isHoliday(day, zone) ? (byWeekday[weekday(day) - 1] ?? 0) / all : 0),
    1,
  );
};

/** Visits by weekday, one more from Monday to Friday so that a young town has some. */
const weekdaysOf = (visits: Known['visits']): readonly number[] => {
  const counts = [1, 1, 1, 1, 1, 0, 0];
  for (const days of visits.values())
    for (const day of days) counts[weekday(day) - 1] = (counts[weekday(day) - 1] ?? 0) + 1;
  return counts;
};

const isOpenPause = ({ state, pausedUntil }: Declared): boolean =>
  state === 'paused' && pausedUntil === undefined;

/** A pause without a date is a chance, not a leave: see `unpaused`. */
const isAway = (one: Declared, day: CivilDay, half: 'am' | 'pm'): boolean =>
  (one.state === 'paused' && one.pausedUntil !== undefined && day <= one.pausedUntil) ||
  (one.restUntil !== undefined && day < one.restUntil) ||
  one.exceptions.some(
    (said) => said.kind === 'away' && said.from <= day && day <= said.to && (said.half ?? half) === half,
  );

/** Share of their half-days of that week that nothing they have said takes away; of the whole week for whoever named none. */
export const shareThere = (one: Declared, monday: CivilDay): number => {
  if (one.state !== 'paused' && one.restUntil === undefined && one.exceptions.length === 0) return 1;
  const free = one.availability.length > 0 ? one.availability : HALF_DAYS;
  const days = daysOf(monday);
  const there = free.filter((name) => {
    const at = HALF_DAYS.indexOf(name);
    return !isAway(one, days[Math.floor(at / 2)] ?? monday, at % 2 === 0 ? 'am' : 'pm');
  });
  return there.length / free.length;
};

const shareHere = (spells: readonly Spell[], week: readonly CivilDay[]): number =>
  week.filter((day) => spells.some((spell) => isEnrolled(spell, day) && !isResting(spell, day))).length /
  week.length;

/** Arrivals and returns of the last year, or of as much of it as was recorded. */
const arrivalsOf = (spells: readonly Spell[], today: CivilDay): Arrivals | undefined => {
  const recorded = spells.map(({ seenFrom }) => seenFrom).sort()[0];
  if (recorded === undefined) return undefined;
  const yearAgo = addDays(today, -364);
  const from = recorded > yearAgo ? recorded : yearAgo;
  const weeks = daysBetween(from, today) / 7;
  if (weeks < FORECAST_PARAMS.leastArrivalWeeks) return undefined;
  const count = spells.filter((spell) => {
    const on = joinedOn(spell);
    return on !== undefined && from <= on && on < today;
  }).length;
  return { count, weeks };
};

/** Pauses that nobody has declared yet, and the end of those without a date, as often as seen. */
const unpaused = (one: Declared, today: CivilDay, monday: CivilDay, pausing: Pausing): number => {
  const back = one.state === 'paused' && one.pausedUntil ? addDays(one.pausedUntil, 1) : today;
  return chanceThere(pausing, !isOpenPause(one), Math.max(0, daysBetween(back, addDays(monday, 3))));
};

const carrierOf = (
  one: Declared,
  spells: readonly Spell[],
  known: Known,
  behind: readonly (readonly CivilDay[])[],
  ahead: readonly CivilDay[],
  yesOf: ReturnType<typeof yesShares>,
  pausing: Pausing,
): Carrier => {
  const current = spells.at(-1);
  const done = known.visits.get(one.id) ?? [];
  return {
    tenureDays: current?.activeOn && daysBetween(current.activeOn, known.today),
    visits: behind.map((week) => done.filter((day) => week.includes(day)).length),
    here: behind.map((week) => (spells.length > 0 ? shareHere(spells, week) : 1)),
    ahead: ahead.map((monday) => shareThere(one, monday) * unpaused(one, known.today, monday, pausing)),
    most: ahead.map((monday) => inWeek(one, monday).weeklyCap),
    yes: yesOf(known.answers.get(one.id)),
  };
};

const answered = ({ accepted, declined, silent }: Answers): number => accepted + declined + silent;

/** Yes among all answers of a town; undefined under twenty. */
export const townYes = (
  answers: Known['answers'],
): { readonly of: number; readonly among: number } | undefined => {
  const all = [...answers.values()];
  const among = all.reduce((sum, one) => sum + answered(one), 0);
  return among < FORECAST_PARAMS.leastAnswers
    ? undefined
    : { of: all.reduce((sum, { accepted }) => sum + accepted, 0), among };
};

/** Each one's share of yes, mixed with a few answers of the town's; undefined when the town has too few. */
const yesShares = (answers: Known['answers']): ((mine: Answers | undefined) => number | undefined) => {
  const { townAnswers } = FORECAST_PARAMS;
  const told = townYes(answers);
  if (!told) return () => undefined;
  const town = told.of / told.among;
  return (mine) => (mine ? (mine.accepted + townAnswers * town) / (answered(mine) + townAnswers) : town);
};

const spellsByPerson = (spells: readonly Spell[]): ReadonlyMap<VolunteerId, readonly Spell[]> => {
  const people = new Map<VolunteerId, Spell[]>();
  for (const spell of spells) {
    const lived = people.get(spell.volunteerId);
    if (lived) lived.push(spell);
    else people.set(spell.volunteerId, [spell]);
  }
  return people;
};

/** Too little is known to forecast: how many people, how many whole weeks of visits. */
export type TooLittle = { readonly people: number; readonly weeks: number };

/**
 * From what was written down to what a forecast needs. `weeks`: the coming Mondays. Too little when fewer than five people are there or
 * fewer than four whole weeks of visits are known: then nothing is forecast, whatever the formula would give.
 */
export const outlookOf = (known: Known, weeks = weeksAhead(known.today)): Outlook | TooLittle => {
  const behind = weeksBehind(known.today, known.visits);
  const { leastPeople, leastWeeks } = FORECAST_PARAMS;
  if (known.people.length < leastPeople || behind.length < leastWeeks)
    return { people: known.people.length, weeks: behind.length };
  const byWeekday = weekdaysOf(known.visits);
  const spellsOf = spellsByPerson(known.spells);
  const days = behind.map(daysOf);
  const yesOf = yesShares(known.answers);
  const pausing = pausingOf(known.spells, known.today);
  return {
    carriers: known.people.map((one) =>
      carrierOf(one, spellsOf.get(one.id) ?? [], known, days, weeks, yesOf, pausing),
    ),
    openPast: behind.map((monday) => openShare(monday, byWeekday, known.zone)),
    openAhead: weeks.map((monday) => openShare(monday, byWeekday, known.zone)),
    daysAhead: weeks.map((monday) => daysBetween(known.today, addDays(monday, 3))),
    stays: known.spells.flatMap((spell) => observationOf(spell, known.today) ?? []),
    pausing,
    arrivals: arrivalsOf(known.spells, known.today),
    // The same morning gives the same interval, to whoever looks and however often.
    seed: Number(known.today.replaceAll('-', '')),
  };
};

/** Departures seen in the year before a day, for whoever was active. */
export const exitsInYear = (spells: readonly Spell[], today: CivilDay): number =>
  spells.filter((spell) => {
    const on = exitedOn(spell);
    return on !== undefined && addDays(today, -364) <= on && on < today;
  }).length;
