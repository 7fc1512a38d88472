import { type VolunteerId, volunteerIdSchema } from '../../../ids/ids.ts';
import { emptyLoad } from '../../../offers/load.ts';
import type { Senior } from '../../../seniors/senior.ts';
import { addDays, type CivilDay, type CivilTime, dayOf, HALF_DAYS, instantOf } from '../../../time/civil.ts';
import type { Town } from '../../../town/settings.ts';
import type { Requirement, Volunteer } from '../../../volunteers/volunteer.ts';
import type { MissionData, Pair, VolunteerData, WeekInput } from '../problem.ts';

/** What somebody new would bring; the rest of their file is in order. */
export type NewcomerProfile = Pick<
  Volunteer,
  | 'languages'
  | 'availability'
  | 'weekdaysFrom'
  | 'travel'
  | 'rangeMetres'
  | 'programmes'
  | 'weeklyCap'
  | 'restDays'
  | 'avoids'
> & { readonly point: Senior['address']['point'] };

/** One thing that could be otherwise. */
export type Change =
  | { readonly kind: 'newcomers'; readonly count: number; readonly like: NewcomerProfile }
  /** They accept to go that far. */
  | { readonly kind: 'range'; readonly volunteerId: VolunteerId; readonly metres: number }
  /** They are free at that moment after all. */
  | {
      readonly kind: 'free';
      readonly volunteerId: VolunteerId;
      readonly day: CivilDay;
      readonly half: 'am' | 'pm';
    }
  /** Their file is completed. */
  | { readonly kind: 'file'; readonly volunteerId: VolunteerId }
  /** They do nothing this week. */
  | { readonly kind: 'away'; readonly volunteerId: VolunteerId }
  /** The mission takes place at another moment. */
  | {
      readonly kind: 'moment';
      readonly missionId: Pair['missionId'];
      readonly day: CivilDay;
      readonly time: CivilTime;
    }
  | ({ readonly kind: 'lock' | 'unlock' | 'forbid' } & Pair);

/** The profile of somebody who exists, for « trois bénévoles de plus comme lui ». */
export const profileOf = ({ volunteer }: VolunteerData): NewcomerProfile => ({
  languages: volunteer.languages,
  availability: volunteer.availability,
  weekdaysFrom: volunteer.weekdaysFrom,
  travel: volunteer.travel,
  rangeMetres: volunteer.rangeMetres,
  programmes: volunteer.programmes,
  weeklyCap: volunteer.weeklyCap,
  restDays: volunteer.restDays,
  avoids: volunteer.avoids,
  point: volunteer.address.point,
});

const inOrder = (town: Town, on: CivilDay): Requirement[] => [
  { kind: 'charter', on, version: town.charterVersion },
  { kind: 'interview', on },
  { kind: 'criminal-record', on },
  { kind: 'training', on },
];

/** An imagined volunteer: the last ids there are, so that they come after everybody and never meet a real one. */
const newcomer = (nth: number, like: NewcomerProfile, input: WeekInput): VolunteerData => {
  const id = volunteerIdSchema.parse(`vol_${'Z'.repeat(22)}${String(nth).padStart(4, '0')}`);
  const today = dayOf(input.now);
  const { point, ...wishes } = like;
  const volunteer: Volunteer = {
    ...wishes,
    id,
    town: input.town.id,
    state: 'active',
    firstName: 'Nouveau',
    lastName: `bénévole ${nth}`,
    phone: input.town.phone,
    channel: 'voice',
    address: { line: '', precision: 'sector', ...(point ? { point } : {}) },
    exceptions: [],
    exclusions: [],
    remindTwoHoursBefore: false,
    requirements: inOrder(input.town, today),
    motivation: '',
    source: '',
    appliedAt: input.now,
  };
  return { volunteer, load: emptyLoad(id) };
};

const withVolunteer = (
  input: WeekInput,
  id: VolunteerId,
  change: (volunteer: Volunteer) => Volunteer,
): WeekInput => ({
  ...input,
  volunteers: input.volunteers.map((data) =>
    data.volunteer.id === id ? { ...data, volunteer: change(data.volunteer) } : data,
  ),
});

const pairIn = ({ missionId, volunteerId }: Pair): Pair => ({ missionId, volunteerId });
const isSame = (a: Pair, b: Pair): boolean => a.missionId === b.missionId && a.volunteerId === b.volunteerId;

/** The same week with one thing otherwise; nothing else moves. */
export const changed = (input: WeekInput, change: Change): WeekInput => {
  switch (change.kind) {
    case 'newcomers': {
      const before = input.volunteers.filter(({ volunteer }) => volunteer.id.startsWith('vol_ZZZZ')).length;
      const added = Array.from({ length: change.count }, (_, i) =>
        newcomer(before + i + 1, change.like, input),
      );
      return { ...input, volunteers: [...input.volunteers, ...added] };
    }
    case 'range':
      return withVolunteer(input, change.volunteerId, (one) => ({ ...one, rangeMetres: change.metres }));
    case 'free':
      return withVolunteer(input, change.volunteerId, (one) => ({
        ...one,
        exceptions: [
          ...one.exceptions,
          { from: change.day, to: change.day, kind: 'free', half: change.half },
        ],
      }));
    case 'file':
      return withVolunteer(input, change.volunteerId, (one) => ({
        ...one,
        requirements: [...one.requirements, ...inOrder(input.town, dayOf(input.now))],
      }));
    case 'away':
      return withVolunteer(input, change.volunteerId, (one) => ({
        ...one,
        exceptions: [
          ...one.exceptions,
          { from: input.day, to: addDays(input.day, HALF_DAYS.length), kind: 'away' },
        ],
      }));
    case 'moment': {
      const move = (data: MissionData): MissionData => {
        const { day, time } = change;
        return { ...data, mission: { ...data.mission, day, time, startsAt: instantOf(day, time) } };
      };
      return {
        ...input,
        missions: input.missions.map((data) => (data.mission.id === change.missionId ? move(data) : data)),
      };
    }
    case 'lock':
      return {
        ...input,
        locks: [...(input.locks ?? []).filter((one) => !isSame(one, change)), pairIn(change)],
        forbidden: (input.forbidden ?? []).filter((one) => !isSame(one, change)),
      };
    case 'unlock':
      return { ...input, locks: (input.locks ?? []).filter((one) => !isSame(one, change)) };
    case 'forbid':
      return {
        ...input,
        locks: (input.locks ?? []).filter((one) => !isSame(one, change)),
        forbidden: [...(input.forbidden ?? []), pairIn(change)],
      };
  }
};
