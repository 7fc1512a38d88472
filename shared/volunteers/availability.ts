import { addDays, type CivilDay, type CivilTime, civilTime, halfDayOf, weekday } from '../time/civil.ts';
import { frenchDate, frenchDay, frenchHalfDay, frenchTime } from '../time/french.ts';
import type { Exception, Volunteer } from './volunteer.ts';

export type Freedom = { readonly free: boolean; readonly sentence: string };

const covers = (exception: Exception, day: CivilDay, half: 'am' | 'pm'): boolean =>
  exception.from <= day && day <= exception.to && (exception.half ?? half) === half;

/**
 * Whether the volunteer said to be free at that civil day and time, and in which words. A pause and « pas cette
 * semaine » come first, then an absence, then an exceptional freedom, then the ordinary week (of working days its evening alone, for whoever said so). Civil time only:
 * a change of the clocks changes nothing.
 */
export const freedom = (volunteer: Volunteer, day: CivilDay, time: CivilTime): Freedom => {
  if (volunteer.state === 'leaving' || volunteer.state === 'left')
    return { free: false, sentence: 'ne fait plus partie des bénévoles' };
  if (volunteer.state === 'paused' && (!volunteer.pausedUntil || day <= volunteer.pausedUntil))
    return {
      free: false,
      sentence: volunteer.pausedUntil
        ? `en pause jusqu’au ${frenchDate(volunteer.pausedUntil)}`
        : 'en pause, sans date de fin',
    };
  if (volunteer.restUntil && day < volunteer.restUntil)
    return { free: false, sentence: `a demandé du repos jusqu’au ${frenchDate(volunteer.restUntil)}` };
  const half = halfDayOf(day, time);
  const part = half.endsWith('am') ? 'am' : 'pm';
  const ofTheDay = volunteer.exceptions.filter((exception) => covers(exception, day, part));
  const away = ofTheDay.find((exception) => exception.kind === 'away');
  if (away)
    return {
      free: false,
      sentence:
        away.from === away.to
          ? `absent le ${frenchDay(away.from)}`
          : `absent du ${frenchDay(away.from)} au ${frenchDay(away.to)}`,
    };
  if (ofTheDay.length > 0) return { free: true, sentence: `libre exceptionnellement le ${frenchDay(day)}` };
  if (!volunteer.availability.includes(half))
    return { free: false, sentence: `pas libre le ${frenchHalfDay(half)}` };
  const { weekdaysFrom } = volunteer;
  if (weekdaysFrom && part === 'pm' && time < weekdaysFrom && weekday(day) <= 5)
    return { free: false, sentence: `libre en semaine à partir de ${frenchTime(civilTime(weekdaysFrom))}` };
  return { free: true, sentence: `libre le ${frenchHalfDay(half)}` };
};

/** An exception with its bounds in order and not wholly past is worth keeping. */
export const isCurrent = (exception: Exception, today: CivilDay): boolean =>
  exception.from <= exception.to && exception.to >= addDays(today, -1);
