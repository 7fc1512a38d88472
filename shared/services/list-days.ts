import { addDays, type CivilDay, daysBetween, weekday } from '../time/civil.ts';
import type { Service } from './service.ts';

/** Days looked back over at most: a list that was not made for longer is caught up once, not day by day. */
const MOST_DAYS_BACK = 31;
const WEEKS: Readonly<Record<Service['cadence'], number>> = {
  daily: 1,
  weekly: 1,
  fortnightly: 2,
  'three-weekly': 3,
  monthly: 4,
  'two-monthly': 8,
};

/** Is this civil day one of hers, whatever the days on which the town calls: her weekdays, in her weeks, within its dates. */
const isHers = (
  service: Pick<Service, 'byList' | 'cadence' | 'startsOn' | 'endsOn'>,
  day: CivilDay,
): boolean => {
  if (!service.byList || day < service.startsOn || (service.endsOn && day > service.endsOn)) return false;
  const { weekdays } = service.byList;
  if (weekdays.length > 0 && !weekdays.includes(weekday(day))) return false;
  const monday = addDays(service.startsOn, 1 - weekday(service.startsOn));
  return Math.floor(daysBetween(monday, day) / 7) % WEEKS[service.cadence] === 0;
};

/**
 * Is she to be called on the list of `day`, when the one before it was that of `since`? Yes when one of her days fell
 * after that list: a Tuesday call on a holiday is made on Wednesday's list, never lost.
 */
export const isDueOn = (
  service: Pick<Service, 'byList' | 'cadence' | 'startsOn' | 'endsOn'>,
  since: CivilDay,
  day: CivilDay,
): boolean => {
  if (service.endsOn && day > service.endsOn) return false;
  const back = Math.min(MOST_DAYS_BACK, Math.max(1, daysBetween(since, day)));
  return Array.from({ length: back }, (_, i) => addDays(day, -i)).some((one) => isHers(service, one));
};
