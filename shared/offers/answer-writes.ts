import { type Actor, change } from '../audit/audit.ts';
import type { Surroundings } from '../decide/decide.ts';
import { stepRules, withNextLook } from '../missions/steps.ts';
import { missionKind } from '../missions/store.ts';
import type { Write } from '../table/table.ts';
import { create, put, replace } from '../table/write.ts';
import { dayOf } from '../time/civil.ts';
import type { Instant } from '../time/instant.ts';
import type { Acceptance } from './answer.ts';
import type { MissionFacts } from './facts.ts';
import { pruned } from './load.ts';
import { heardOf } from './memory/memory.ts';
import { tallyWrites } from './memory/tally.ts';
import type { OfferState } from './offer.ts';
import { loadKind, offerKind } from './store.ts';

export const sealing = (world: Surroundings) => ({ appSecret: world.config.appSecret, ids: world.ids });

/** What the state of an offer says of its answer; giving back is no answer to it. */
const ANSWERS: ReadonlyMap<OfferState, 'yes' | 'no'> = new Map([
  ['accepted', 'yes'],
  ['declined', 'no'],
]);

/** Mission with its audit event, offer and load: the writes every answer has in common. */
export const answerWrites = (
  facts: MissionFacts,
  next: Acceptance,
  actor: Actor,
  action: string,
  now: Instant,
  details: Readonly<Record<string, string | number | boolean>> = {},
): readonly Write[] => {
  const mission = withNextLook(
    next.mission,
    stepRules(facts.town),
    facts.volunteer.value.remindTwoHoursBefore,
  );
  const load = pruned(next.load, dayOf(now), now);
  const said = ANSWERS.get(next.offer.state);
  const asked = (facts.offer ?? facts.invitation)?.value;
  const heard = said ? (heardOf(asked, facts.mission.value, said, now) ?? []) : [];
  return [
    ...change(missionKind, facts.mission, mission, {
      action,
      actor,
      at: now,
      from: facts.mission.value.state,
      to: mission.state,
      details: { volunteer: facts.volunteer.value.id, ...details },
    }),
    facts.offer ? replace(offerKind, facts.offer, next.offer) : create(offerKind, next.offer),
    facts.load ? replace(loadKind, facts.load, load) : put(loadKind, load, 'absent'),
    ...tallyWrites(facts.mission.value, { heard: [heard].flat() }, now),
  ];
};
