import { distanceMetres, type Point } from '../geo/point.ts';
import { minutesForMetres } from '../geo/travel.ts';
import { earliest, type Instant, latest, plus } from '../time/instant.ts';
import type { Town } from '../town/settings.ts';
import { doorOf } from './half-day/day-stops.ts';
import { halfEnds } from './half-day/draft.ts';
import { type DeliveryRound, MOST_LATE_MINUTES, type RoundStop } from './round.ts';
import type { RoundFacts, StopFacts } from './round-facts.ts';

/** From the last door that was noted, or the start. */
export const placeOf = (facts: RoundFacts, left: readonly StopFacts[]): Point => {
  const waiting = new Set(left.map(({ stop }) => stop.missionId));
  const been = facts.stops.filter(
    ({ stop, mission }) => !waiting.has(stop.missionId) && mission.value.outcome !== undefined,
  );
  const last = been.at(-1)?.senior;
  return (last && doorOf(last, facts.town).point) ?? facts.round.value.start.point;
};

/** The rest of the way from `place`, leaving at `from`: each door when it will be reached, in this order. */
export const walked = (
  left: readonly StopFacts[],
  from: { readonly place: Point; readonly at: Instant },
  travel: DeliveryRound['travel'],
  town: Town,
): readonly RoundStop[] => {
  let { place, at } = from;
  return left.map(({ stop, senior }) => {
    const door = (senior && doorOf(senior, town).point) ?? place;
    const arrivesAt = plus(at, { minutes: minutesForMetres(distanceMetres(place, door), travel) });
    place = door;
    at = plus(arrivesAt, { minutes: stop.minutes });
    return { ...stop, arrivesAt };
  });
};

/**
 * These doors of the round come last, in this order and at these hours. Its end follows, up to twelve hours after the half-day's: names
 * are open until two hours after it (law 7), and somebody who comes back to a door again and again would keep them open.
 */
export const withStops = (round: DeliveryRound, rest: readonly RoundStop[]): DeliveryRound => {
  const moving = new Set(rest.map(({ missionId }) => missionId));
  const last = rest.at(-1);
  const atMost = latest(round.endsAt, plus(halfEnds(round.day, round.half), { minutes: MOST_LATE_MINUTES }));
  return {
    ...round,
    stops: [...round.stops.filter(({ missionId }) => !moving.has(missionId)), ...rest],
    endsAt: last
      ? earliest(atMost, latest(round.endsAt, plus(last.arrivesAt, { minutes: last.minutes })))
      : round.endsAt,
  };
};
