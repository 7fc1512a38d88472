import type { Point } from '../../geo/point.ts';
import { type TravelMode, travelModes } from '../../geo/travel.ts';
import { crowFliesTable, type TravelTable } from '../../geo/travel-table.ts';
import type { VolunteerId } from '../../ids/ids.ts';
import type { Carrier, RoundProblem, Stop } from '../../matching/rounds/problem.ts';
import { RULES } from '../../matching/rules.ts';
import { emptyLoad } from '../../offers/load.ts';
import type { CivilTime } from '../../time/civil.ts';
import { civilOf } from '../../time/civil.ts';
import type { Instant } from '../../time/instant.ts';
import type { Programme } from '../../town/programme.ts';
import type { Town } from '../../town/settings.ts';
import type { Volunteer } from '../../volunteers/volunteer.ts';
import { type DeliveryRound, isLiveRound, MOST_STOPS } from '../round.ts';
import { doorOf, type ToBring } from './day-stops.ts';
import type { DraftCarrier, RoundsDraft } from './draft.ts';

/** Everything a half-day's rounds are made from. */
export type RoundsInput = {
  readonly draft: RoundsDraft;
  readonly town: Town;
  readonly programme: Programme;
  /** In the order of `draft.carriers`; undefined: no longer among the active volunteers. */
  readonly volunteers: readonly (Volunteer | undefined)[];
  /** Everybody still waiting for a round. */
  readonly toBring: readonly ToBring[];
  /** Ways between the places of `placesOf`, by the way of going; a mode left out is estimated. */
  readonly ways: ReadonlyMap<TravelMode, TravelTable>;
  /** Of this half-day, those sent. */
  readonly rounds: readonly Pick<DeliveryRound, 'volunteerId' | 'state'>[];
  readonly now: Instant;
};

/** Asked already, or on the way: nobody carries two rounds in one half-day. Free again when that one is refused or given back. */
export const isTaken = ({ rounds }: Pick<RoundsInput, 'rounds'>, volunteerId: VolunteerId): boolean =>
  rounds.some((round) => round.volunteerId === volunteerId && isLiveRound(round));

export const secondsOf = (time: CivilTime): number => {
  const [hours, minutes] = time.split(':').map(Number);
  return (hours ?? 0) * 3600 + (minutes ?? 0) * 60;
};

/** Rules about two people, not about a week: what forbids this door to this carrier whatever the day. */
const OF_TWO = RULES.filter(({ name }) => name === 'excluded' || name === 'needs' || name === 'language');

/** Why this carrier may not go to her door, in a sentence, or undefined. */
export const whyNotToHer = (
  volunteer: Volunteer,
  { mission, senior }: ToBring,
  input: Pick<RoundsInput, 'programme' | 'town' | 'now'>,
): string | undefined => {
  const candidate = { volunteer, load: emptyLoad(volunteer.id), offer: undefined };
  const need = { mission, programme: input.programme, town: input.town, senior };
  for (const rule of OF_TWO) {
    const why = rule.whyNot(candidate, need, input.now);
    if (why !== undefined) return why;
  }
  return undefined;
};

/** What setting out at all is worth: a quarter of an hour, so that nobody goes for one door that lies on another's way. */
const FIXED_SECONDS = 900;

/** A day that has begun: whoever is asked now needs that long to answer and to fetch the bags. */
const TO_SET_OUT_SECONDS = 1_800;

export type Laid = {
  readonly problem: RoundProblem;
  readonly stops: readonly ToBring[];
  /** Where everybody of `draft.carriers` starts. */
  readonly starts: readonly { readonly label: string; readonly point: Point }[];
};

const startOf = (carrier: DraftCarrier, volunteer: Volunteer | undefined, draft: RoundsDraft) => {
  const home = volunteer?.address.point;
  return carrier.startsAt === 'home' && home ? { label: 'de chez vous', point: home } : draft.depot;
};

/** Every place of the half-day, in the order of the travel tables: where each carrier starts, then each door. */
export const placesOf = ({
  draft,
  toBring,
  volunteers,
  town,
}: Pick<RoundsInput, 'draft' | 'toBring' | 'volunteers' | 'town'>) => {
  const starts = draft.carriers.map((carrier, i) => startOf(carrier, volunteers[i], draft));
  const doors = toBring.map(({ senior }) => doorOf(senior, town).point ?? draft.depot.point);
  return { starts, points: [...starts.map(({ point }) => point), ...doors] };
};

/**
 * The half-day as the round solver takes it: seconds since midnight, metres, grams. Ways come from the town's road network, or
 * are great circles with the detour of each way of going. Whoever is no longer active, or has a round of it already, carries nothing; a day that has begun is planned from half an hour hence.
 */
export const problemOf = (input: RoundsInput): Laid => {
  const { draft, toBring, volunteers } = input;
  const { starts, points } = placesOf(input);
  const { day, time } = civilOf(input.now);
  const notBefore = day === draft.day ? secondsOf(time) + TO_SET_OUT_SECONDS : 0;
  const opens = Math.max(secondsOf(draft.from), notBefore);
  const until = Math.max(secondsOf(draft.until), opens);
  const carriers = draft.carriers.map((carrier, i): Carrier => {
    const end = Math.max(secondsOf(carrier.until), notBefore);
    return {
      id: carrier.volunteerId,
      travel: travelModes.indexOf(carrier.travel),
      start: i,
      ...(carrier.returns ? { end: i } : {}),
      from: Math.min(Math.max(secondsOf(carrier.from), notBefore), end),
      until: end,
      capacity: [
        volunteers[i]?.state === 'active' ? carrier.kilograms * 1_000 : 0,
        volunteers[i]?.state === 'active' ? MOST_STOPS : 0,
      ],
      cost: { perDistance: 0, perTime: 1, fixed: FIXED_SECONDS },
    };
  });
  const stops = toBring.map((one, i): Stop => {
    const service = one.mission.durationMinutes * 60;
    const able = volunteers.flatMap((volunteer, c) =>
      volunteer && !isTaken(input, volunteer.id) && whyNotToHer(volunteer, one, input) === undefined
        ? [c]
        : [],
    );
    return {
      id: one.mission.id,
      place: starts.length + i,
      opens,
      closes: Math.max(opens, until - service),
      service,
      load: [one.grams, 1],
      ...(able.length === volunteers.length ? {} : { carriers: able }),
    };
  });
  return {
    problem: {
      travel: travelModes.map((mode) => input.ways.get(mode) ?? crowFliesTable(points, mode)),
      carriers,
      stops,
    },
    stops: toBring,
    starts,
  };
};
