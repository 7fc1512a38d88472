import type { Actor } from '../../../../shared/audit/audit.ts';
import { distanceMetres } from '../../../../shared/geo/point.ts';
import type { VolunteerId } from '../../../../shared/ids/ids.ts';
import type { Senior } from '../../../../shared/seniors/senior.ts';
import type { Pairing, Service } from '../../../../shared/services/service.ts';
import { serviceKind } from '../../../../shared/services/store.ts';
import { tieWrites } from '../../../../shared/services/ties.ts';
import {
  addDays,
  type CivilTime,
  civilTime,
  HALF_DAYS,
  type HalfDay,
  instantOf,
} from '../../../../shared/time/civil.ts';
import { type Instant, plus } from '../../../../shared/time/instant.ts';
import type { Programme } from '../../../../shared/town/programme.ts';
import type { Volunteer } from '../../../../shared/volunteers/volunteer.ts';
import { daysAgo, type Making, officeTime } from '../making.ts';
import type { Known } from './seniors.ts';

export type Arranged = { readonly service: Service; readonly senior: Senior; readonly programme: Programme };

/** How much of a volunteer's week is already promised, and on which weekdays. */
type Diary = { promised: number; readonly days: Map<number, number> };

const TIMES: Readonly<Record<'am' | 'pm', readonly CivilTime[]>> = {
  am: ['10:00', '10:30', '11:00'].map(civilTime),
  pm: ['14:00', '14:30', '15:00', '16:00', '17:00'].map(civilTime),
};

const weekdayOf = (half: HalfDay): number => Math.floor(HALF_DAYS.indexOf(half) / 2) + 1;

/** Days of rest also hold across the week's end. */
const isRested = (diary: Diary, weekday: number, restDays: number): boolean =>
  [...diary.days.keys()].every((other) => {
    const apart = Math.abs(other - weekday);
    return Math.min(apart, 7 - apart) > restDays;
  });

const suits = (volunteer: Volunteer, senior: Senior, programme: Programme, town: Making['town']): boolean => {
  const kinds = new Set(volunteer.requirements.map(({ kind }) => kind));
  const speaks =
    senior.languages.includes('fr') || senior.languages.some((code) => volunteer.languages.includes(code));
  const near =
    programme.place === 'phone' ||
    (volunteer.address.point !== undefined &&
      senior.address.point !== undefined &&
      distanceMetres(volunteer.address.point, senior.address.point) < volunteer.rangeMetres - 200);
  const bears = programme.place === 'phone' || !volunteer.avoids.some((need) => senior.needs.includes(need));
  return (
    volunteer.state === 'active' &&
    volunteer.programmes.includes(programme.code) &&
    programme.requirements.every((kind) => kinds.has(kind)) &&
    town.charterVersion !== '' &&
    speaks &&
    near &&
    bears
  );
};

/**
 * Services with their usual visitors, as a coordinator would arrange them: near, in a half-day the volunteer gave, within
 * what they said they could do in a week. Where nobody suits, the service runs without anyone and its missions look.
 */
export const arrangeServices = (
  making: Making,
  known: readonly Known[],
  volunteers: readonly Volunteer[],
): readonly Arranged[] => {
  const { dice, town, today } = making;
  const diaries = new Map<VolunteerId, Diary>(
    volunteers.map(({ id }) => [id, { promised: 0, days: new Map() }]),
  );
  const diaryOf = (id: VolunteerId): Diary => diaries.get(id) ?? { promised: 0, days: new Map() };
  const waiting = known.filter(({ place }) => place === 'hoping');
  const hoping = waiting.slice(0, 3);
  for (const one of waiting.slice(3, 7)) propose(making, one);
  const served = known.filter(({ place }) => place === 'served');

  const place = (senior: Senior, programme: Programme, weight: number) => {
    for (const volunteer of dice.shuffled(volunteers.filter((one) => suits(one, senior, programme, town)))) {
      const diary = diaryOf(volunteer.id);
      if (diary.promised + weight > volunteer.weeklyCap) continue;
      const half = dice
        .shuffled(volunteer.availability)
        .find((one) => isRested(diary, weekdayOf(one), volunteer.restDays));
      if (half !== undefined) return { volunteer, half, diary };
    }
    return undefined;
  };

  return [...served, ...hoping].flatMap(({ senior, wants, place: kind }): Arranged[] => {
    const programme = town.programmes.find(({ code }) => code === wants);
    if (!programme) return [];
    const cadence = wants === 'FRIENDLY_CALL' ? 'weekly' : dice.weighted({ weekly: 4, fortnightly: 6 });
    const weight = cadence === 'weekly' ? 1 : 0.5;
    const found = kind === 'served' ? place(senior, programme, weight) : undefined;
    const half = found?.half ?? dice.pick(['tue-pm', 'thu-pm', 'fri-am'] as const);
    const weekday = weekdayOf(half);
    const time = dice.pick(TIMES[half.endsWith('am') ? 'am' : 'pm']);
    if (found) {
      found.diary.promised += weight;
      found.diary.days.set(weekday, weight);
    }
    const began = found ? sinceWhen(making, senior, found.volunteer) : dice.between(2, 5);
    const createdAt = daysAgo(making, began, officeTime(dice));
    const backup =
      found && dice.chance(0.55)
        ? backupFor(volunteers, senior, programme, half, found.volunteer, town)
        : undefined;
    const pairings: Pairing[] = [
      ...(found
        ? [
            {
              volunteerId: found.volunteer.id,
              role: 'primary' as const,
              state: 'active' as const,
              since: createdAt,
            },
          ]
        : []),
      ...(backup
        ? [{ volunteerId: backup.id, role: 'backup' as const, state: 'active' as const, since: createdAt }]
        : []),
    ];
    const opened: Service = {
      id: making.ids.at('ser', createdAt),
      town: town.id,
      seniorId: senior.id,
      programme: programme.code,
      state: 'open',
      cadence,
      weekday,
      time,
      durationMinutes: programme.durationMinutes,
      wishes: senior.wishes.slice(0, 300),
      startsOn: addDays(today, 1 - began),
      pairings: pairings.map((pairing) => ({ ...pairing, state: 'proposed' })),
      planAt: createdAt,
      createdAt,
    };
    return [{ service: open(making, opened, pairings, senior), senior, programme }];
  });
};

/** Agreed in words, and still to be arranged: the coordinator starts it when somebody is found. */
const propose = (making: Making, { senior, wants, metAt }: Known): void => {
  const { dice, history, ids, staff, town, today } = making;
  const programme = town.programmes.find(({ code }) => code === wants);
  if (!programme || metAt === undefined) return;
  const at = plus(metAt, { minutes: 50 });
  history.change(
    serviceKind,
    {
      id: ids.at('ser', at),
      town: town.id,
      seniorId: senior.id,
      programme: programme.code,
      state: 'proposed',
      cadence: 'weekly',
      weekday: dice.between(1, 5),
      time: dice.pick(TIMES.pm),
      durationMinutes: programme.durationMinutes,
      wishes: senior.wishes.slice(0, 300),
      startsOn: addDays(today, dice.between(2, 9)),
      pairings: [],
      createdAt: at,
    },
    {
      action: 'service-proposed',
      actor: { kind: 'staff', id: staff.coordinator },
      at,
      to: 'proposed',
      details: { senior: senior.id, programme: programme.code },
    },
  );
};

/** A service as it began: opened, each tie made active, planned since. */
export const open = (
  { history, town, today, staff }: Making,
  opened: Service,
  pairings: readonly Pairing[],
  senior: Senior,
): Service => {
  const by: Actor = { kind: 'staff', id: staff.coordinator };
  history.change(serviceKind, opened, {
    action: 'service-opened',
    actor: by,
    at: opened.createdAt,
    to: 'open',
    details: { senior: senior.id, programme: opened.programme, cadence: opened.cadence },
  });
  history.add(tieWrites(undefined, opened));
  let service = opened;
  for (const pairing of pairings) {
    const at: Instant = plus(opened.createdAt, { minutes: 20 });
    service = {
      ...service,
      pairings: service.pairings.map((one) =>
        one.volunteerId === pairing.volunteerId ? { ...one, state: 'active' } : one,
      ),
    };
    history.change(serviceKind, service, {
      action: 'pairing-active',
      actor: by,
      at,
      from: 'open',
      to: 'open',
    });
  }
  // The planner passed this morning; it looks again tomorrow at six.
  return history.note(serviceKind, {
    ...service,
    plannedTo: addDays(today, town.planWeeks * 7 - 1),
    planAt: instantOf(today, civilTime('06:00')),
  });
};

/** A tie began after both were there, and most of them before the twelve weeks that are told. */
const sinceWhen = ({ dice, today }: Making, senior: Senior, volunteer: Volunteer): number => {
  const days = (at: Instant | undefined): number =>
    at === undefined
      ? 30
      : Math.floor((Date.parse(instantOf(today, civilTime('12:00'))) - Date.parse(at)) / 86_400_000);
  const most = Math.max(4, Math.min(days(volunteer.activeSince) - 3, days(senior.createdAt) - 4));
  return dice.chance(0.6) ? most : dice.between(Math.min(10, most), most);
};

/** Another volunteer whom the same half-day suits. */
export const backupFor = (
  volunteers: readonly Volunteer[],
  senior: Senior,
  programme: Programme,
  half: HalfDay,
  primary: Volunteer,
  town: Making['town'],
): Volunteer | undefined =>
  volunteers.find(
    (one) => one.id !== primary.id && one.availability.includes(half) && suits(one, senior, programme, town),
  );
