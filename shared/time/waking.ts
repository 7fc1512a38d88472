import { addDays, type CivilDay, civilOf, civilTime, instantOf } from './civil.ts';
import { type Instant, latest, minutesBetween, plus } from './instant.ts';

/**
 * The hours in which a text is read and answered, every day of the week: a night of silence says nothing. Narrower than
 * what a phone allows, wide enough for nearly all answers; a fixed reading of the clock, not a town's quiet hours.
 */
const WAKES = civilTime('08:30');
const SLEEPS = civilTime('20:30');
const wakes = (day: CivilDay): Instant => instantOf(day, WAKES);

const firstDay = (at: Instant): CivilDay => {
  const { day, time } = civilOf(at);
  return time < SLEEPS ? day : addDays(day, 1);
};

/** The instant at which so many waking minutes have gone by since `from`. */
export const afterWaking = (from: Instant, minutes: number): Instant => {
  let day = firstDay(from);
  let at = latest(from, wakes(day));
  let left = minutes;
  for (;;) {
    const today = minutesBetween(at, instantOf(day, SLEEPS));
    if (left <= today) return plus(at, { minutes: left });
    left -= today;
    day = addDays(day, 1);
    at = wakes(day);
  }
};

/** Days beyond which the exact number no longer matters to anybody. */
const MOST_DAYS = 30;

/** Waking minutes between two instants, whole; 0 when `to` comes first. */
export const wakingMinutes = (from: Instant, to: Instant): number => {
  let day = firstDay(from);
  let at = latest(from, wakes(day));
  let minutes = 0;
  for (let days = 0; at < to && days < MOST_DAYS; days += 1) {
    const end = instantOf(day, SLEEPS);
    minutes += minutesBetween(at, to < end ? to : end);
    if (to <= end) break;
    day = addDays(day, 1);
    at = wakes(day);
  }
  return Math.floor(minutes);
};
