import joursFeries from '@socialgouv/jours-feries';
import {
  addDays,
  type CivilDay,
  type CivilTime,
  civilDay,
  civilOf,
  civilTime,
  instantOf,
  weekday,
  yearOf,
} from './civil.ts';
import { type Instant, minus } from './instant.ts';

export type HolidayZone = 'metropole' | 'alsace-moselle';

const cache = new Map<string, ReadonlySet<CivilDay>>();
const pad = (n: number) => String(n).padStart(2, '0');

/** The public holidays of a year (Code du travail L3133-1; Alsace-Moselle adds Good Friday and 26 December). */
export const holidaysOf = (year: number, zone: HolidayZone): ReadonlySet<CivilDay> => {
  const key = `${zone}${year}`;
  const known = cache.get(key);
  if (known) return known;
  // The package counts Easter +39 in milliseconds of the process's zone, which lands an hour before midnight
  // where clocks changed in between: half a day later is the right day everywhere.
  const dates = Object.values(joursFeries(year, { alsace: zone === 'alsace-moselle' })).map(
    (midnight) => new Date(midnight.getTime() + 12 * 3_600_000),
  );
  const days = new Set(
    dates.map((d) => civilDay(`${d.getFullYear()}-${pad(d.getMonth() + 1)}-${pad(d.getDate())}`)),
  );
  cache.set(key, days);
  return days;
};

export const isHoliday = (day: CivilDay, zone: HolidayZone): boolean =>
  holidaysOf(Number(yearOf(day)), zone).has(day);

/** Monday to Friday, public holidays out: a day on which the house answers. */
export const isWorkingDay = (day: CivilDay, zone: HolidayZone): boolean =>
  weekday(day) <= 5 && !isHoliday(day, zone);

/** The working day that comes `count` working days after `day`; the day itself is never counted. */
export const addWorkingDays = (day: CivilDay, count: number, zone: HolidayZone): CivilDay => {
  let at = day;
  for (let left = count; left > 0; ) {
    at = addDays(at, 1);
    if (isWorkingDay(at, zone)) left -= 1;
  }
  return at;
};

/** Working days after `from`, up to `to` included; none when `to` is not later. */
export const workingDaysBetween = (from: CivilDay, to: CivilDay, zone: HolidayZone): number => {
  let count = 0;
  for (let at = addDays(from, 1); at <= to; at = addDays(at, 1)) if (isWorkingDay(at, zone)) count += 1;
  return count;
};

export type QuietHours = { readonly from: CivilTime; readonly to: CivilTime; readonly zone: HolidayZone };

/** Offers and reminders leave 8:30–20:30, never on Sundays or holidays (domain.md §10; a town's setting). */
export const DEFAULT_QUIET_HOURS: QuietHours = {
  from: civilTime('08:30'),
  to: civilTime('20:30'),
  zone: 'metropole',
};

export const mayDisturb = (at: Instant, quiet: QuietHours): boolean => {
  const { day, time } = civilOf(at);
  return weekday(day) !== 7 && !isHoliday(day, quiet.zone) && time >= quiet.from && time < quiet.to;
};

/** The first instant, now or later, at which a volunteer may be disturbed for something that can wait. */
export const nextAllowed = (at: Instant, quiet: QuietHours): Instant => {
  if (mayDisturb(at, quiet)) return at;
  const { day, time } = civilOf(at);
  let candidate = time < quiet.from ? day : addDays(day, 1);
  while (weekday(candidate) === 7 || isHoliday(candidate, quiet.zone)) candidate = addDays(candidate, 1);
  return instantOf(candidate, quiet.from);
};

/**
 * The last instant, `at` or earlier, at which a volunteer may be disturbed: a reminder that falls on a Sunday is brought
 * forward to the same hour of the last allowed day, or to the end of that day's hours.
 */
export const lastAllowedBefore = (at: Instant, quiet: QuietHours): Instant => {
  if (mayDisturb(at, quiet)) return at;
  const { day, time } = civilOf(at);
  const allowed = (candidate: CivilDay) => weekday(candidate) !== 7 && !isHoliday(candidate, quiet.zone);
  if (allowed(day) && time >= quiet.to) return minus(instantOf(day, quiet.to), { minutes: 1 });
  let candidate = addDays(day, -1);
  while (!allowed(candidate)) candidate = addDays(candidate, -1);
  const sameHour = time >= quiet.from && time < quiet.to;
  return sameHour ? instantOf(candidate, time) : minus(instantOf(candidate, quiet.to), { minutes: 1 });
};
