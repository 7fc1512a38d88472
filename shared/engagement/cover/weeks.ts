import { type CallerFacts, whyNotAsked } from '../../heat/batches/may-ask.ts';
import type { SeniorId } from '../../ids/ids.ts';
import { emptyLoad } from '../../offers/load.ts';
import { regularTies } from '../../services/service.ts';
import {
  addDays,
  type CivilDay,
  type CivilTime,
  civilDay,
  civilTime,
  instantOf,
  weekday,
  yearOf,
} from '../../time/civil.ts';
import type { Volunteer } from '../../volunteers/volunteer.ts';
import { coverOf, type DueVisit } from './cover.ts';
import { asOn, type CoverTown, isThere } from './followed.ts';

/** Watch over heat, first and last day (domain.md §9: 1 June to 15 September). */
const SEASON = ['06-01', '09-15'] as const;
/** June to September, whole weeks; of another period so many weeks from any Monday. */
export const SUMMER_WEEKS = 18;
export const ANY_WEEKS = 16;

export const mondayOf = (day: CivilDay): CivilDay => addDays(day, 1 - weekday(day));

/** The Monday before this summer's first of June, or next summer's once September is over. */
export const summerFrom = (today: CivilDay): CivilDay => {
  const year = Number(yearOf(today));
  return mondayOf(civilDay(`${today.slice(5) > '09-30' ? year + 1 : year}-06-01`));
};

export type CoverWeek = {
  readonly monday: CivilDay;
  readonly inSeason: boolean;
  /** People with a usual visitor to whom somebody is due that week; her worst visit of the week places her in one of these. */
  readonly people: number;
  readonly byUsual: number;
  /** A second visitor who knows her goes, or somebody has said yes. */
  readonly byBackup: number;
  /** Nobody who knows her is there; at least one volunteer may be asked. */
  readonly toSeek: readonly DueVisit[];
  /** Nor could anybody. */
  readonly nobody: readonly DueVisit[];
  /** Summer callers who may be asked on the day with the fewest of them, and with the most. */
  readonly callers: { readonly least: number; readonly most: number };
};

const WORST: readonly DueVisit['goer'][] = ['nobody', 'someone', 'held', 'backup', 'usual'];
const worstOf = (visits: readonly DueVisit[]): readonly DueVisit[] => {
  const of = new Map<SeniorId, DueVisit>();
  for (const visit of visits) {
    const { id } = visit.followed.senior;
    const known = of.get(id);
    if (!known || WORST.indexOf(visit.goer) < WORST.indexOf(known.goer)) of.set(id, visit);
  }
  return [...of.values()];
};

type Caller = Pick<CallerFacts, 'volunteer' | 'wish'>;

const callersOn = (
  callers: readonly Caller[],
  { town, now }: CoverTown,
  day: CivilDay,
  from: CivilTime,
): number =>
  callers.filter(({ volunteer, wish }) => {
    const facts = { volunteer: asOn(volunteer, day), wish, load: emptyLoad(volunteer.id) };
    return whyNotAsked(facts, town, day, instantOf(day, from), now) === undefined;
  }).length;

/**
 * Week by week from a Monday: for how many people nobody who knows them is there, and how many confirmed summer callers
 * may be asked. A person counts once a week. `opens`: the hour from which calls are made on a hot day.
 */
export const coverWeeks = (
  covered: CoverTown,
  callers: readonly Caller[],
  opens: CivilTime,
  monday: CivilDay,
  weeks: number,
): readonly CoverWeek[] => {
  const due = new Map<CivilDay, DueVisit[]>();
  for (const visit of coverOf(covered, monday, addDays(monday, 7 * weeks - 1))) {
    if (regularTies(visit.followed.service).length === 0) continue;
    const week = mondayOf(visit.mission.day);
    const those = due.get(week);
    if (those) those.push(visit);
    else due.set(week, [visit]);
  }
  return Array.from({ length: weeks }, (_, i): CoverWeek => {
    const first = addDays(monday, 7 * i);
    const people = worstOf(due.get(first) ?? []);
    const among = (...goers: readonly DueVisit['goer'][]) =>
      people.filter(({ goer }) => goers.includes(goer));
    const days = Array.from({ length: 7 }, (_, d) => callersOn(callers, covered, addDays(first, d), opens));
    const year = yearOf(first);
    return {
      monday: first,
      inSeason: addDays(first, 6) >= `${year}-${SEASON[0]}` && first <= `${year}-${SEASON[1]}`,
      people: people.length,
      byUsual: among('usual').length,
      byBackup: among('backup', 'held').length,
      toSeek: among('someone'),
      nobody: among('nobody'),
      callers: { least: Math.min(...days), most: Math.max(...days) },
    };
  });
};

export type Leave = {
  readonly volunteer: Volunteer;
  /** People whom they visit by arrangement. */
  readonly people: number;
  /** Days away in each week, halves counted as such: 0 to 7. */
  readonly days: readonly number[];
};

const HOURS: readonly CivilTime[] = [civilTime('10:00'), civilTime('15:00')];
const awayDays = (volunteer: Volunteer, monday: CivilDay): number =>
  Array.from({ length: 7 }, (_, d) => addDays(monday, d)).reduce(
    (sum, day) => sum + HOURS.filter((time) => !isThere(volunteer, day, time)).length / HOURS.length,
    0,
  );

/** Who of those who visit somebody is away in which week, by what they declared; whoever declared nothing has only zeros. */
export const leavesOf = (
  { volunteers, followed }: Pick<CoverTown, 'volunteers' | 'followed'>,
  monday: CivilDay,
  weeks: number,
): readonly Leave[] =>
  volunteers.flatMap(({ volunteer }) => {
    const people = new Set(
      followed.flatMap(({ service, senior }) =>
        regularTies(service).some(({ volunteerId }) => volunteerId === volunteer.id) ? [senior.id] : [],
      ),
    ).size;
    if (people === 0) return [];
    const days = Array.from({ length: weeks }, (_, i) => awayDays(volunteer, addDays(monday, 7 * i)));
    return [{ volunteer, people, days }];
  });
