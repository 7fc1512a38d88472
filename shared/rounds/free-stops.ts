import { type Actor, change } from '../audit/audit.ts';
import { isHeld, isOpen, type Mission, nextState } from '../missions/mission.ts';
import { stepRules, withNextLook } from '../missions/steps.ts';
import { missionKind } from '../missions/store.ts';
import { type Load, without } from '../offers/load.ts';
import { offerKind } from '../offers/store.ts';
import type { Write } from '../table/table.ts';
import { replace } from '../table/write.ts';
import type { Instant } from '../time/instant.ts';
import { isOfRound, type RoundFacts, type StopFacts } from './round-facts.ts';

/** Out of its round and waiting for another: nobody is sought for it alone. */
const waiting = (mission: Mission): Mission | undefined => {
  const { holder: _, presence: _p, ...rest } = mission;
  if (isOpen(mission.state)) return { ...rest, round: {} };
  const state = nextState(mission.state, 'hand-back');
  if (!state) return undefined;
  const { nextAt: _n, ...search } = mission.search ?? { wave: 0, open: [] };
  return { ...rest, state, search, round: {} };
};

/** What of a round nobody has been to yet. */
export const stopsLeft = ({ round, stops }: RoundFacts): readonly StopFacts[] =>
  stops.filter(
    ({ mission: { value } }) =>
      isOfRound(value, round.value) &&
      (isOpen(value.state) || (isHeld(value.state) && value.holder?.volunteerId === round.value.volunteerId)),
  );

/** The stops that are left wait for another round, in the transaction that ends this one: missions, offers. */
export const freeStops = (
  facts: RoundFacts,
  left: readonly StopFacts[],
  action: string,
  actor: Actor,
  now: Instant,
): readonly Write[] =>
  left.flatMap(({ mission, offer }) => {
    const next = waiting(mission.value);
    if (!next) return [];
    return [
      ...change(missionKind, mission, withNextLook(next, stepRules(facts.town), false), {
        action,
        actor,
        at: now,
        from: mission.value.state,
        to: next.state,
        details: { round: facts.round.value.id },
      }),
      ...(offer?.value.state === 'accepted'
        ? [replace(offerKind, offer, { ...offer.value, state: 'handed-back' as const, answeredAt: now })]
        : []),
    ];
  });

export const withoutStops = (load: Load, left: readonly StopFacts[]): Load =>
  left.reduce((rest, { stop }) => without(rest, stop.missionId), load);
