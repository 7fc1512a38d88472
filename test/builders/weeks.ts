import {
  type MissionId,
  missionIdSchema,
  seniorIdSchema,
  type VolunteerId,
  volunteerIdSchema,
} from '../../shared/ids/ids.ts';
import type { MissionData, VolunteerData, WeekInput } from '../../shared/matching/week/problem.ts';
import { emptyLoad, type Load } from '../../shared/offers/load.ts';
import { SUBJECTS } from '../../shared/seniors/subjects.ts';
import { addDays, civilDay, civilTime, HALF_DAYS, instantOf } from '../../shared/time/civil.ts';
import { fromMillis, instant, toMillis } from '../../shared/time/instant.ts';
import { FIRST_PROGRAMMES } from '../../shared/town/programme.ts';
import type { Volunteer } from '../../shared/volunteers/volunteer.ts';
import { inOrder } from '../support/chain.ts';
import { aMission, aSenior, aTown, aVolunteer } from './chain.ts';

/** Weeks of a town, made of the chain's own records: by hand for one case, or drawn from a seed. */
export const MONDAY = civilDay('2026-11-30');
export const SUNDAY_BEFORE = instant('2026-11-29T17:00:00.000Z');
export const CENTRE = { lat: 47.22, lon: 5.96 };

const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const numbered = (n: number): string =>
  [20, 15, 10, 5, 0]
    .map((shift) => LETTERS.charAt((n >> shift) & 31))
    .join('')
    .padStart(26, '0');
export const missionNumber = (n: number): MissionId => missionIdSchema.parse(`mis_${numbered(n)}`);
export const volunteerAt = (n: number): VolunteerId => volunteerIdSchema.parse(`vol_${numbered(n)}`);
export const seniorNumber = (n: number) => seniorIdSchema.parse(`sen_${numbered(n)}`);

/** The point so many metres north and east of the centre. */
export const metresAway = (north: number, east: number) => ({
  lat: CENTRE.lat + north / 111_195,
  lon: CENTRE.lon + east / (111_195 * Math.cos((CENTRE.lat * Math.PI) / 180)),
});

const MISSION = aMission();
const SENIOR = aSenior();
const VOLUNTEER = aVolunteer();

/** A visit on a day of the week (0 = Monday) at a time, at a place. */
export const aWeekMission = (
  n: number,
  more: Partial<MissionData['mission']> & { readonly weekday?: number } = {},
  data: Partial<Omit<MissionData, 'mission'>> = {},
): MissionData => {
  const { weekday = 1, ...mission } = more;
  const day = mission.day ?? addDays(MONDAY, weekday);
  const time = mission.time ?? civilTime('14:30');
  return {
    mission: {
      ...MISSION,
      id: missionNumber(n),
      seniorId: seniorNumber(n),
      state: 'planned',
      area: CENTRE,
      ...mission,
      day,
      time,
      startsAt: instantOf(day, time),
    },
    senior: { ...SENIOR, id: seniorNumber(n), civility: 'madame' },
    consented: true,
    pairings: [],
    seen: new Map(),
    ...data,
  };
};

export const aWeekVolunteer = (
  n: number,
  more: Partial<Volunteer> = {},
  data: Partial<Omit<VolunteerData, 'volunteer'>> = {},
): VolunteerData => {
  const volunteer: Volunteer = {
    ...VOLUNTEER,
    id: volunteerAt(n),
    firstName: `Prénom${n}`,
    requirements: inOrder,
    address: { ...VOLUNTEER.address, point: CENTRE },
    availability: [...HALF_DAYS],
    ...more,
  };
  return { volunteer, load: emptyLoad(volunteer.id), ...data };
};

export const aWeek = (more: Partial<WeekInput> = {}): WeekInput => ({
  town: aTown(),
  day: MONDAY,
  now: SUNDAY_BEFORE,
  missions: [aWeekMission(1)],
  volunteers: [aWeekVolunteer(1)],
  ...more,
});

/** Numbers drawn one after the other from a seed (mulberry32): the same on every run. */
export const dice = (seed: number) => {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (n: number): number => Math.floor(next() * n);
  return {
    next,
    below,
    between: (from: number, to: number): number => from + below(to - from + 1),
    one: <T>(items: readonly T[]): T => {
      const item = items[below(items.length)];
      if (item === undefined) throw new Error('nothing to draw from');
      return item;
    },
    chance: (share: number): boolean => next() < share,
  };
};

export type WeekShape = {
  readonly volunteers: number;
  readonly missions: number;
  /** Half the side of the town, metres. */
  readonly halfSide?: number;
  /** Share of half-days that people are free. */
  readonly free?: number;
  /** No rest asked between missions: the network alone decides. */
  readonly restless?: boolean;
};

const TIMES = ['09:00', '10:30', '14:30', '16:00'].map(civilTime);

/** A town's week drawn from a seed: homes, half-days, languages, ties, loads, facts, two-person missions, some urgent. */
export const randomWeek = (seed: number, shape: WeekShape): WeekInput => {
  const { below, between, one, chance } = dice(seed);
  const side = shape.halfSide ?? 4_000;
  const place = () => metresAway(between(-side, side), between(-side, side));
  const volunteers = Array.from({ length: shape.volunteers }, (_, n) => {
    const travel = one(['walk', 'walk', 'bike', 'bus', 'car'] as const);
    const load: Load = {
      ...emptyLoad(volunteerAt(n)),
      offersSentAt: Array.from({ length: below(4) }, () =>
        fromMillis(toMillis(SUNDAY_BEFORE) - below(600_000_000)),
      ),
      entries: chance(0.2)
        ? [
            {
              missionId: missionNumber(500_000 + n),
              day: addDays(MONDAY, between(-3, 6)),
              startsAt: instantOf(addDays(MONDAY, between(-3, 6)), one(TIMES)),
              minutes: 60,
              state: 'held' as const,
            },
          ]
        : [],
    };
    return aWeekVolunteer(
      n,
      {
        travel,
        rangeMetres: { walk: 2_500, bike: 5_000, bus: 7_000, car: 15_000 }[travel],
        address: { ...VOLUNTEER.address, ...(chance(0.95) ? { point: place() } : { point: undefined }) },
        availability: HALF_DAYS.filter(() => chance(shape.free ?? 0.4)),
        languages: chance(0.15) ? ['fr', one(['pt', 'ar', 'it'])] : ['fr'],
        weeklyCap: between(1, 4),
        restDays: shape.restless ? 0 : one([0, 1, 1, 2]),
        programmes: chance(0.7)
          ? ['FRIENDLY_VISIT', 'FRIENDLY_CALL']
          : [one(['FRIENDLY_VISIT', 'FRIENDLY_CALL'])],
        avoids: chance(0.1) ? [one(['stairs', 'pet-dog'] as const)] : [],
        subjects: SUBJECTS.filter((_, at) => (n + at) % 5 === 0),
      },
      {
        load,
        ...(chance(0.05) ? { hardOn: addDays(MONDAY, -between(0, 3)) } : {}),
        ...(chance(0.08) ? { facts: [{ sentence: 'a trouvé sa dernière visite lourde', atMost: 1 }] } : {}),
      },
    );
  });
  const missions = Array.from({ length: shape.missions }, (_, n) => {
    const programme = one(FIRST_PROGRAMMES);
    return aWeekMission(
      n,
      {
        weekday: below(7),
        time: one(TIMES),
        programme: programme.code,
        act: programme.act,
        durationMinutes: programme.durationMinutes,
        area: chance(0.95) ? place() : undefined,
        urgent: chance(0.05),
        languages: chance(0.08) ? [one(['pt', 'ar', 'it'])] : [],
        needs: chance(0.1) ? [one(['stairs', 'pet-dog'] as const)] : [],
        subjects: SUBJECTS.filter((_, at) => (3 * n + at) % 7 === 0),
      },
      {
        pairings: chance(0.4)
          ? [
              {
                volunteerId: volunteerAt(below(shape.volunteers)),
                role: one(['primary', 'backup']),
                state: 'active',
                since: SUNDAY_BEFORE,
              },
            ]
          : [],
        seen: chance(0.3)
          ? new Map([[volunteerAt(below(shape.volunteers)), addDays(MONDAY, -between(10, 200))]])
          : new Map(),
        people: chance(0.06) ? 2 : 1,
        demanding: chance(0.05),
        emptyCircles: chance(0.5) ? below(5) : undefined,
      },
    );
  });
  const town = aTown();
  return aWeek({ missions, volunteers, town: { ...town, caps: { ...town.caps, restDays: 0 } } });
};
