import type { ServiceId, VolunteerId } from '../../ids/ids.ts';
import { ok, type Result } from '../../result/result.ts';
import type { Service } from '../../services/service.ts';
import { liveTies, PROPOSAL_PARAMS } from './lasting.ts';
import {
  type LeftPlace,
  type PairingProposal,
  type ProposalInput,
  type ProposedPair,
  proposePairings,
} from './propose.ts';

const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

/** Two rhythms ask for one person at one hour; a fortnight may fall on the other's week sooner or later. */
const meet = (a: Service, b: Service): boolean =>
  (a.cadence === 'daily' || b.cadence === 'daily' || a.weekday === b.weekday) &&
  minuteOf(a.time) < minuteOf(b.time) + b.durationMinutes &&
  minuteOf(b.time) < minuteOf(a.time) + a.durationMinutes;

/** Usual visitors of other services at this one's hour. A second goes now and then only, and stays free to. */
export const busyFor = (service: Service, services: readonly Service[]): ReadonlySet<VolunteerId> =>
  new Set(
    services
      .filter((other) => other.id !== service.id && meet(service, other))
      .flatMap(liveTies)
      .flatMap(({ role, volunteerId }) => (role === 'primary' ? [volunteerId] : [])),
  );

/** Of usual visitors proposed twice at one hour, all but the shortest visit with its way. */
const clashesOf = (
  pairs: readonly ProposedPair[],
  serviceOf: ReadonlyMap<ServiceId, Service>,
): readonly ProposedPair[] => {
  const kept: ProposedPair[] = [];
  const clashing: ProposedPair[] = [];
  for (const pair of pairs.toSorted((a, b) => a.minutesAWeek - b.minutesAWeek)) {
    if (pair.role !== 'primary') continue;
    const service = serviceOf.get(pair.serviceId);
    const clashes = kept.some((other) => {
      const its = serviceOf.get(other.serviceId);
      return other.volunteerId === pair.volunteerId && service && its && meet(service, its);
    });
    (clashes ? clashing : kept).push(pair);
  }
  return clashing;
};

const MOST_ROUNDS = 6;
const LEFT_WHY = 'Quelqu’un conviendrait, mais serait au même moment chez une autre personne.';

/**
 * A proposal in which nobody is the usual visitor of two people at one hour. The hours are no part of the assignment
 * itself, so a choice that clashes is forbidden and the rest solved anew, a few rounds within the budget; what clashes
 * still is left empty. The first bound holds for all rounds, each only takes choices away: the gap told is a true one.
 */
export const withoutClashes = (
  input: ProposalInput,
): Result<PairingProposal, { readonly reason: 'too-large' }> => {
  const { elapsed, seconds } = input.budget ?? {};
  const serviceOf = new Map(input.people.map(({ service }) => [service.id, service]));
  const first = proposePairings({
    ...input,
    budget: { ...input.budget, ...(seconds ? { seconds: seconds / 2 } : {}) },
  });
  if (!first.ok) return first;
  let people = input.people;
  let best = first.value;
  for (let round = 1; round < MOST_ROUNDS; round += 1) {
    const clashing = clashesOf(best.pairs, serviceOf);
    if (clashing.length === 0 || (elapsed && seconds && elapsed() >= seconds / 2)) break;
    people = people.map((person) => {
      const more = clashing.flatMap((pair) =>
        pair.serviceId === person.service.id ? [pair.volunteerId] : [],
      );
      return more.length === 0 ? person : { ...person, busy: new Set([...(person.busy ?? []), ...more]) };
    });
    const next = proposePairings({ ...input, people });
    if (!next.ok || !Number.isFinite(next.value.points)) break;
    best = next.value;
  }
  const dropped = new Set(clashesOf(best.pairs, serviceOf));
  const left = [...dropped].map(
    ({ serviceId, seniorId, role }): LeftPlace => ({ serviceId, seniorId, role, why: LEFT_WHY }),
  );
  return ok({
    ...best,
    pairs: best.pairs.filter((pair) => !dropped.has(pair)),
    left: [...best.left, ...left],
    points: best.points + left.length * PROPOSAL_PARAMS.leavePrimary,
    bound: first.value.bound,
    isBest: dropped.size === 0 && best.points <= first.value.bound,
  });
};
