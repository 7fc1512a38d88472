import type { VolunteerId } from '../../ids/ids.ts';
import type { Load } from '../../offers/load.ts';
import type { Pairing, Service } from '../../services/service.ts';
import type { Instant } from '../../time/instant.ts';
import type { Volunteer } from '../../volunteers/volunteer.ts';
import { subjectPoints, subjectsSentence } from '../affinity.ts';
import type { Need } from '../rule.ts';
import { LASTING_RULES, type Removed, removedBy } from '../rules.ts';
import {
  languageName,
  type MatchParams,
  minutesAway,
  sharedLanguage,
  tieOf,
  tiePoints,
  tieSentence,
  travelPoints,
  travelSentence,
} from '../score.ts';
import type { Obstacle } from './words.ts';

/** Every number of the proposals, with its unit, range and origin: choices of the project until a town has its own. */
export const PROPOSAL_PARAMS = {
  /** Minutes a week that one mission of a volunteer's weekly maximum stands for, the way included. Range 60–150. */
  missionMinutes: 90,
  /** Way one way when it is unknown, minutes: as in the week's plan. Range 10–40. */
  unknownWayMinutes: 25,
  /** Share of the visits that the second one makes: holidays, illness, one visit in four. Range 0.1–0.5. */
  backupShare: 0.25,
  /** People one volunteer is tied to at most. Range 1–6. */
  mostPeople: 3,
  /** The usual visitor goes each time, the second now and then: weight of each one's points. */
  primaryWeight: 4,
  backupWeight: 1,
  /** Points per person a volunteer is tied to already: ties spread. Range 0–30. */
  perTie: 12,
  /** Points of a place left empty: far above any way or language, the usual visitor's before the second's. */
  leavePrimary: 4_000,
  leaveBackup: 1_000,
} as const;

export type Role = Pairing['role'];

const VISITS_A_WEEK: Readonly<Record<Service['cadence'], number>> = {
  daily: 7,
  weekly: 1,
  fortnightly: 0.5,
  'three-weekly': 1 / 3,
  monthly: 0.25,
  'two-monthly': 0.125,
};

/** A person who lacks a usual visitor or a second one: her service, and its first date ahead as a mission would be. */
export type PersonToPair = Need & {
  readonly service: Service;
  readonly consented: boolean;
  /** Who has been with her already. */
  readonly known: ReadonlySet<VolunteerId>;
  /** Usual visitors of somebody else at her hour: they may be her second, not her usual visitor. */
  readonly busy?: ReadonlySet<VolunteerId>;
};

/** A volunteer, what they carry, and the services in which they have a tie that has not ended. */
export type VolunteerToPair = {
  readonly volunteer: Volunteer;
  readonly load: Load;
  readonly services: readonly Service[];
};

export const liveTies = ({ pairings }: Service): readonly Pairing[] =>
  pairings.filter(({ state }) => state !== 'ended');

/** Minutes of a role in an ordinary week, the way both ways included, rounded up. */
export const minutesAWeek = (
  { durationMinutes, cadence }: Pick<Service, 'durationMinutes' | 'cadence'>,
  role: Role,
  wayMinutes: number,
): number =>
  Math.ceil(
    (durationMinutes + 2 * wayMinutes) *
      VISITS_A_WEEK[cadence] *
      (role === 'backup' ? PROPOSAL_PARAMS.backupShare : 1),
  );

/** Minutes a week that the volunteer has left beside the ties they have. */
const minutesLeft = ({ volunteer, services }: VolunteerToPair): number => {
  const given = services.reduce((sum, service) => {
    const tie = liveTies(service).find(({ volunteerId }) => volunteerId === volunteer.id);
    return tie ? sum + minutesAWeek(service, tie.role, PROPOSAL_PARAMS.unknownWayMinutes) : sum;
  }, 0);
  return Math.max(0, volunteer.weeklyCap * PROPOSAL_PARAMS.missionMinutes - given);
};

/** The volunteer with this person: what a tie would cost in points and in minutes a week, and why it would suit. */
export type LastingTie = { readonly points: number; readonly way: number; readonly why: readonly string[] };

/**
 * The first lasting rule that keeps them apart, or what a tie is worth: the way, the language, what both like, whether they have met, how
 * many people the volunteer has already. A busy week says nothing of the months to come and is left out.
 */
export const lastingTie = (
  person: PersonToPair,
  { volunteer, load, services }: VolunteerToPair,
  now: Instant,
  match: MatchParams,
): { readonly tie: LastingTie } | { readonly removed: Removed } => {
  const removed = removedBy({ volunteer, load, offer: undefined }, person, now, LASTING_RULES);
  if (removed) return { removed };
  const place = person.programme.place;
  const way = minutesAway(volunteer, person.mission, place);
  const tie = tieOf(volunteer.id, { pairings: [], known: person.known });
  const shared = sharedLanguage(volunteer, person.mission);
  return {
    tie: {
      way: way ?? PROPOSAL_PARAMS.unknownWayMinutes,
      points:
        travelPoints(way, match) +
        tiePoints(tie, match) +
        (shared ? match.language : 0) +
        subjectPoints(volunteer, person.mission, match) +
        services.length * PROPOSAL_PARAMS.perTie,
      why: [
        tieSentence(tie, place),
        shared ? `parle ${languageName(shared)}` : undefined,
        subjectsSentence(volunteer, person.mission),
        travelSentence(way, volunteer),
      ].flatMap((words) => words ?? []),
    },
  };
};

/** What a tie in this role would be to a volunteer, or the first thing that stands in the way: rules, people, hours. */
export type Chance = { readonly tie: LastingTie; readonly minutes: number } | { readonly obstacle: Obstacle };

/** How many people more, and minutes a week more, a volunteer could be tied to beside those they have. */
export type Spare = { readonly most: number; readonly minutes: number };
export const spareOf = (giver: VolunteerToPair): Spare => ({
  minutes: minutesLeft(giver),
  most: Math.max(0, PROPOSAL_PARAMS.mostPeople - giver.services.length),
});

/** Every hard bound of a tie, in the order in which they are told. `answer`: what `lastingTie` says of the two. */
export const chanceOf = (
  person: PersonToPair,
  role: Role,
  { volunteer, most, minutes: left }: Pick<VolunteerToPair, 'volunteer'> & Spare,
  answer: ReturnType<typeof lastingTie>,
): Chance => {
  if (!person.consented) return { obstacle: 'consent' };
  if (liveTies(person.service).some(({ volunteerId }) => volunteerId === volunteer.id))
    return { obstacle: 'already-tied' };
  if ('removed' in answer) return { obstacle: answer.removed.rule };
  if (role === 'primary' && person.busy?.has(volunteer.id)) return { obstacle: 'same-time' };
  const minutes = minutesAWeek(person.service, role, answer.tie.way);
  if (most === 0) return { obstacle: 'enough-people' };
  return minutes > left ? { obstacle: 'no-hours' } : { tie: answer.tie, minutes };
};
