import type { VolunteerId } from '../../ids/ids.ts';
import type { PersonToPair, VolunteerToPair } from '../../matching/pairings/lasting.ts';
import type { Mission } from '../../missions/mission.ts';
import { newMission } from '../../missions/new-mission.ts';
import type { Senior } from '../../seniors/senior.ts';
import { plannedMissionId, slotsOf } from '../../services/plan-service.ts';
import type { Service } from '../../services/service.ts';
import { addDays, type CivilDay, type CivilTime, dayOf, HALF_DAYS } from '../../time/civil.ts';
import type { Instant } from '../../time/instant.ts';
import type { Programme } from '../../town/programme.ts';
import type { Town } from '../../town/settings.ts';
import { freedom } from '../../volunteers/availability.ts';
import type { Volunteer } from '../../volunteers/volunteer.ts';
import type { Met } from '../signals/lately.ts';

/** A senior's running service, with what decides who may stand in. */
export type Followed = {
  readonly service: Service;
  readonly senior: Senior;
  readonly programme: Programme;
  /** She is accompanied, and agrees to this very purpose today. */
  readonly consented: boolean;
  /** Who was with her, or called her, in the last 90 days. */
  readonly known: ReadonlySet<VolunteerId>;
};

/** Everything that cover is reckoned from, read once. */
export type CoverTown = {
  readonly town: Town;
  readonly now: Instant;
  readonly followed: readonly Followed[];
  /** Active and resting volunteers, what they carry, the services in which they have a tie. */
  readonly volunteers: readonly VolunteerToPair[];
  /** Who went to whom in the last 90 days, as of the night; where nobody asked for it, nothing. */
  readonly done: readonly Met[];
  /** Missions of the weeks already planned, whatever their state, on the days that were asked for. */
  readonly planned: readonly Mission[];
};

/** How far ahead her next visit is looked for, days. */
const DAYS_AHEAD = 60;

/** Somebody resting until a day is there again the morning after. */
export const asOn = (volunteer: Volunteer, day: CivilDay): Volunteer =>
  volunteer.state === 'paused' && volunteer.pausedUntil && volunteer.pausedUntil < day
    ? { ...volunteer, state: 'active' }
    : volunteer;

/**
 * Is nothing declared against that moment: a pause, « pas cette semaine », an absence? The half-days of an ordinary week
 * do not count: who has visited on Tuesdays for a year is free on Tuesdays.
 */
export const isThere = (volunteer: Volunteer, day: CivilDay, time: CivilTime): boolean =>
  freedom({ ...volunteer, availability: [...HALF_DAYS], weekdaysFrom: undefined }, day, time).free;

/** Her visit of that day as the planner will make it, or has. */
export const visitOn = ({ service, senior, programme }: Followed, day: CivilDay, now: Instant): Mission =>
  newMission({
    id: plannedMissionId(service.id, day, service.resumed),
    senior,
    programme,
    serviceId: service.id,
    day,
    time: service.time,
    durationMinutes: service.durationMinutes,
    urgent: false,
    now,
  });

/** The days on which her rhythm asks for somebody, holidays and her absences left out; none of a list of calls. */
export const daysOf = (
  { service, senior }: Followed,
  town: Pick<Town, 'holidayZone'>,
  from: CivilDay,
  to: CivilDay,
): readonly CivilDay[] =>
  service.byList || service.state === 'proposed' || service.state === 'closed'
    ? []
    : slotsOf(service, senior, town, from < service.startsOn ? service.startsOn : from, to).flatMap(
        ({ day, skipped }) => (skipped ? [] : [day]),
      );

/** Her next visit by the rhythm, after today. */
export const nextDayOf = (
  followed: Followed,
  { town, now }: Pick<CoverTown, 'town' | 'now'>,
): CivilDay | undefined => {
  const tomorrow = addDays(dayOf(now), 1);
  return daysOf(followed, town, tomorrow, addDays(tomorrow, DAYS_AHEAD))[0];
};

/** She and this service as the rules of a lasting tie see them; undefined when no visit falls in the next two months. */
export const personOf = (
  followed: Followed,
  covered: Pick<CoverTown, 'town' | 'now'>,
): PersonToPair | undefined => {
  const day = nextDayOf(followed, covered);
  return day && { ...followed, town: covered.town, mission: visitOn(followed, day, covered.now) };
};
