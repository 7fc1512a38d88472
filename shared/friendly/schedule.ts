import * as z from 'zod';
import { staffIdSchema } from '../ids/ids.ts';
import { phoneSchema } from '../phone/phone.ts';
import { defineKind, type Key, type Kind } from '../table/kind.ts';
import { type HolidayZone, isHoliday } from '../time/calendar.ts';
import {
  addDays,
  type CivilDay,
  type CivilTime,
  civilDaySchema,
  civilTime,
  civilTimeSchema,
  dayOf,
  instantOf,
  weekday,
} from '../time/civil.ts';
import { type Instant, instantSchema } from '../time/instant.ts';
import { townIdSchema } from '../town/settings.ts';

/**
 * When and how a town makes the friendly calls of one programme, all year (domain.md §2, 4; Montivilliers follows 62
 * households daily). Each day on which it calls, the agenda makes one list of those whose day it is.
 */
export const callScheduleSchema = z.object({
  town: townIdSchema,
  /** A programme of the town made by telephone. */
  programme: z.string().regex(/^[A-Z][A-Z_]{2,21}$/),
  isOn: z.boolean(),
  /** 1 = Monday … 7. */
  weekdays: z.array(z.number().int().min(1).max(7)).min(1).max(7),
  onHolidays: z.boolean(),
  hours: z.object({ from: civilTimeSchema, to: civilTimeSchema }),
  /** Until then volunteers call; what is left is the team's, until the calls end. */
  handOverAt: civilTimeSchema,
  batchSize: z.number().int().min(2).max(12),
  script: z.string().min(20).max(2_000),
  callingNumber: phoneSchema,
  /** Who answers for the lists: a distress, a day without callers, somebody without a referent. */
  responsible: z.array(staffIdSchema).min(1).max(10),
  /** The last day whose list was made. */
  lastDay: civilDaySchema.optional(),
  lookAt: instantSchema.optional(),
});
export type CallSchedule = z.infer<typeof callScheduleSchema>;

export const scheduleKey = (town: string, programme: string): Key => ({
  pk: `FRIENDLY-CALLS#${town}#${programme}`,
  sk: 'CALL-SCHEDULE',
});
/** What a partition of this kind is about. */
export const scheduleOfPartition = (pk: string): { readonly town: string; readonly programme: string } => {
  const [, town = '', programme = ''] = pk.split('#');
  return { town, programme };
};
export const schedulesOf = (town: string): string => `${town}#call-schedules`;

/**
 * | question                                      | key or index                                         | consistent  |
 * |-----------------------------------------------|------------------------------------------------------|-------------|
 * | when are this programme's calls made?         | pk `FRIENDLY-CALLS#` town `#` programme, `CALL-SCHEDULE` | yes     |
 * | which programmes call here?                   | `list`: town + `#call-schedules`, by programme       | no          |
 * | whose list is to be made?                     | `due`, agenda lane                                   | no, re-read |
 */
export const callScheduleKind: Kind<CallSchedule> = defineKind({
  name: 'call-schedule',
  v: 1,
  schema: callScheduleSchema,
  key: (schedule) => scheduleKey(schedule.town, schedule.programme),
  places: (schedule) => ({
    list: { partition: schedulesOf(schedule.town), sort: schedule.programme },
    due: schedule.isOn && schedule.lookAt ? { lane: 'agenda', at: schedule.lookAt } : undefined,
  }),
});

/** The list is there when the team arrives; texts to volunteers wait for the hours at which they may be disturbed. */
const MADE_AT: CivilTime = civilTime('07:00');
/** Weeks looked ahead for a day of calls: more than any run of holidays. */
const MOST_DAYS_AHEAD = 28;

/** Does the town call for this programme on that day? */
export const isCallingDay = (
  schedule: Pick<CallSchedule, 'weekdays' | 'onHolidays'>,
  day: CivilDay,
  zone: HolidayZone,
): boolean => schedule.weekdays.includes(weekday(day)) && (schedule.onHolidays || !isHoliday(day, zone));

/** The first day of calls on or after this one; undefined when none comes within four weeks. */
export const nextCallingDay = (
  schedule: Pick<CallSchedule, 'weekdays' | 'onHolidays'>,
  from: CivilDay,
  zone: HolidayZone,
): CivilDay | undefined => {
  for (let ahead = 0; ahead <= MOST_DAYS_AHEAD; ahead += 1) {
    const day = addDays(from, ahead);
    if (isCallingDay(schedule, day, zone)) return day;
  }
  return undefined;
};

/** The day whose list must exist now, when it is not yet made: a day of calls, from seven until its calls end. */
export const dayToMake = (schedule: CallSchedule, now: Instant, zone: HolidayZone): CivilDay | undefined => {
  const today = dayOf(now);
  const isTime = now >= instantOf(today, MADE_AT) && now < instantOf(today, schedule.hours.to);
  const isMade = schedule.lastDay !== undefined && schedule.lastDay >= today;
  return schedule.isOn && isTime && !isMade && isCallingDay(schedule, today, zone) ? today : undefined;
};

/** When the agenda looks next: seven o'clock of the next day of calls, today's included while its list may still be made. */
export const nextScheduleLook = (schedule: CallSchedule, now: Instant, zone: HolidayZone): Instant => {
  const today = dayOf(now);
  const isOver = now >= instantOf(today, schedule.hours.to) || (schedule.lastDay ?? '') >= today;
  const from = isOver ? addDays(today, 1) : today;
  const day = nextCallingDay(schedule, from, zone) ?? addDays(today, MOST_DAYS_AHEAD);
  return instantOf(day, MADE_AT);
};

/** Read to the person by whoever calls, in plain words. */
export const DEFAULT_SCRIPT = `Bonjour, je vous appelle de la part de la Maison des Seniors, pour prendre de vos nouvelles.
Comment allez-vous ? Comment s’est passée votre journée d’hier ? Qu’avez-vous prévu aujourd’hui ?
Voyez-vous du monde en ce moment ? Y a-t-il quelque chose dont vous auriez besoin ?
Nous ne demandons jamais d’argent ni de code. Merci pour ce moment : à bientôt au téléphone.`;
