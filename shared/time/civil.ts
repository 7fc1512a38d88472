// The function form of Temporal: a bundle takes only the calendar and clock arithmetic that it uses.
import * as ISO from 'temporal-polyfill/fns/Calendar';
import * as Moment from 'temporal-polyfill/fns/Instant';
import * as Day from 'temporal-polyfill/fns/PlainDate';
import * as Wall from 'temporal-polyfill/fns/PlainDateTime';
import * as Zoned from 'temporal-polyfill/fns/ZonedDateTime';
import * as z from 'zod';
import { fromMillis, type Instant } from './instant.ts';

/** People live in Europe/Paris; instants do not. Only this folder knows the zone. */
export const TOWN_ZONE = 'Europe/Paris';

export const civilDaySchema = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/)
  .brand<'CivilDay'>();
export type CivilDay = z.infer<typeof civilDaySchema>;

/** Wall time to the minute, `HH:MM`. */
export const civilTimeSchema = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
  .brand<'CivilTime'>();
export type CivilTime = z.infer<typeof civilTimeSchema>;

const dateOf = (day: string): Day.Record => Day.fromString(day, ISO.getBasic);
const textOf = (date: Day.Record): CivilDay => Day.toString(date) as CivilDay;

/** Reads a date that exists; throws on 30 February. */
export const civilDay = (text: string): CivilDay => textOf(dateOf(text));
export const isCivilDay = (text: string): text is CivilDay => {
  try {
    return textOf(dateOf(text)) === text;
  } catch {
    return false;
  }
};
export const civilTime = (text: string): CivilTime => civilTimeSchema.parse(text);

/** A look at a town asks for the day of thousands of instants, and a zone is slow to consult: once for each hour of UTC. */
const offsets = new Map<string, number>();

/** Milliseconds by which the town's clocks are ahead of UTC; both changes of the year fall on a whole hour of UTC. */
const offsetMillisAt = (at: Instant): number => {
  const hour = at.slice(0, 13);
  const known = offsets.get(hour);
  if (known !== undefined) return known;
  const wall = Wall.toString(
    Zoned.toPlainDateTime(Moment.toZonedDateTimeISO(Moment.fromString(at), TOWN_ZONE)),
    { smallestUnit: 'millisecond' },
  );
  const offset = Date.parse(`${wall}Z`) - Date.parse(at);
  if (offsets.size >= 10_000) offsets.clear();
  offsets.set(hour, offset);
  return offset;
};

/** What the town's clocks and calendars show at this instant. */
export const civilOf = (at: Instant): { readonly day: CivilDay; readonly time: CivilTime } => {
  const wall = fromMillis(Date.parse(at) + offsetMillisAt(at));
  return { day: wall.slice(0, 10) as CivilDay, time: wall.slice(11, 16) as CivilTime };
};
export const dayOf = (at: Instant): CivilDay => civilOf(at).day;
/** `2026` */
export const yearOf = (day: CivilDay): string => day.slice(0, 4);

/** A list of calls asks for the same few hours of one day for each person on it. */
const instants = new Map<string, Instant>();

/**
 * The instant at which the town's clocks show this. In the missing hour of March the clock moves forward by
 * the gap; in the doubled hour of October the first of the two is meant ("compatible", as RFC 5545 does).
 */
export const instantOf = (day: CivilDay, time: CivilTime): Instant => {
  const wall = `${day}T${time}`;
  const known = instants.get(wall);
  if (known) return known;
  const { epochMilliseconds } = Wall.toZonedDateTime(Wall.fromString(wall, ISO.getBasic), TOWN_ZONE, {
    disambiguation: 'compatible',
  });
  const at = fromMillis(epochMilliseconds);
  if (instants.size >= 2_000) instants.clear();
  instants.set(wall, at);
  return at;
};

const DAY_MILLIS = 86_400_000;
/** A civil day has no clock: its midnights in UTC are always 24 hours apart, so days add up as numbers. */
const midnight = (day: CivilDay): number => Date.parse(day);
const MONDAY_1970 = 4 * DAY_MILLIS;

export const addDays = (day: CivilDay, days: number): CivilDay =>
  fromMillis(midnight(day) + days * DAY_MILLIS).slice(0, 10) as CivilDay;
export const daysBetween = (from: CivilDay, to: CivilDay): number =>
  (midnight(to) - midnight(from)) / DAY_MILLIS;
/** 1 = Monday … 7 = Sunday. */
export const weekday = (day: CivilDay): number => {
  const days = (midnight(day) - MONDAY_1970) / DAY_MILLIS;
  return (((days % 7) + 7) % 7) + 1;
};

/** ISO 8601 week, `2026-W47`: the unit in which a volunteer's cap is counted. */
export type IsoWeek = string & z.BRAND<'IsoWeek'>;
/** Matching asks for the same few days thousands of times, and a calendar is slow to consult. */
const weeks = new Map<CivilDay, IsoWeek>();
export const isoWeek = (day: CivilDay): IsoWeek => {
  const known = weeks.get(day);
  if (known) return known;
  const date = dateOf(day);
  const week = `${Day.yearOfWeek(date)}-W${String(Day.weekOfYear(date)).padStart(2, '0')}` as IsoWeek;
  if (weeks.size >= 2_000) weeks.clear();
  weeks.set(day, week);
  return week;
};

/** Fourteen half-days a week; the afternoon starts at 13:00, the evening belongs to it. */
export const HALF_DAYS = [
  'mon-am',
  'mon-pm',
  'tue-am',
  'tue-pm',
  'wed-am',
  'wed-pm',
  'thu-am',
  'thu-pm',
  'fri-am',
  'fri-pm',
  'sat-am',
  'sat-pm',
  'sun-am',
  'sun-pm',
] as const;
export const halfDaySchema = z.enum(HALF_DAYS);
export type HalfDay = z.infer<typeof halfDaySchema>;
export const halfDayOf = (day: CivilDay, time: CivilTime): HalfDay => {
  const found = HALF_DAYS[(weekday(day) - 1) * 2 + (time < '13:00' ? 0 : 1)];
  if (!found) throw new Error('a week has seven days');
  return found;
};

/** Whole years between a birth day and a day. */
export const ageOn = (birth: CivilDay, day: CivilDay): number =>
  Math.trunc(Day.diffYears(dateOf(birth), dateOf(day)));
