import { type Actor, change } from '../audit/audit.ts';
import { type Decision, decideAndCommit, type Surroundings } from '../decide/decide.ts';
import type { LinkToken } from '../ids/ids.ts';
import { linkKind } from '../links/link.ts';
import { mintLink } from '../links/mint-link.ts';
import type { MessageDraft } from '../messages/draft.ts';
import { intentWrite } from '../messages/intent-write.ts';
import { endsAt, isHeld, isOpen, type Mission } from '../missions/mission.ts';
import { stepRules, withNextLook } from '../missions/steps.ts';
import { missionKind } from '../missions/store.ts';
import { seatOf } from '../missions/twins.ts';
import { ok, type Result, refused } from '../result/result.ts';
import type { Write } from '../table/table.ts';
import { create, put, replace } from '../table/write.ts';
import { dayOf } from '../time/civil.ts';
import { type Instant, plus } from '../time/instant.ts';
import {
  type Acceptance,
  type AcceptManner,
  type AcceptRefusal,
  accept,
  type DeclineRefusal,
  decline,
  type HandBackRefusal,
  handBack,
} from './answer.ts';
import { type MissionFacts, readFacts, type Subject, valuesOf } from './facts.ts';
import { readTwin, tellHolder } from './holding.ts';
import { pruned } from './load.ts';
import { heardOf } from './memory/memory.ts';
import { tallyWrites } from './memory/tally.ts';
import type { DeclineReason, OfferState } from './offer.ts';
import { givenBackTask } from './search/seeking-task.ts';
import { seatFoundWrites } from './seat-found.ts';
import { loadKind, offerKind } from './store.ts';

type Gone = 'unknown';

const sealing = (world: Surroundings) => ({ appSecret: world.config.appSecret, ids: world.ids });

/** What the state of an offer says of its answer; giving back is no answer to it. */
const ANSWERS: ReadonlyMap<OfferState, 'yes' | 'no'> = new Map([
  ['accepted', 'yes'],
  ['declined', 'no'],
]);

/** Mission with its audit event, offer and load: the writes every answer has in common. */
const answerWrites = (
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

const confirmation = (
  mission: Mission,
  facts: MissionFacts,
  token: LinkToken,
  now: Instant,
): MessageDraft => ({
  message: { kind: 'accepted-confirmation', act: mission.act, startsAt: mission.startsAt },
  recipient: facts.volunteer.value.id,
  subject: mission.id,
  // A mission accepted, given back and accepted again owes a second confirmation.
  round: `v${facts.mission.version}`,
  dueAt: now,
  notAfter: mission.startsAt,
  secret: token,
});

/**
 * What a yes is decided on: of a mission for two the seat that is theirs or still free, whichever they were asked for.
 * Read anew in each try, so that of many who say yes at once two are let through, and each of the others learns why not.
 */
const factsForYes = async (world: Surroundings, subject: Subject): Promise<MissionFacts | undefined> => {
  const facts = await readFacts(world, subject);
  const twinId = facts?.mission.value.twinId;
  if (!facts || !twinId || !isHeld(facts.mission.value.state)) return facts;
  if (facts.mission.value.holder?.volunteerId === subject.volunteerId) return facts;
  const other = await readFacts(world, { ...subject, missionId: twinId });
  const seat = seatOf(subject.volunteerId, facts.mission.value, other?.mission.value);
  return seat.id === twinId ? other : facts;
};

export type Accepted = { readonly mission: Mission; readonly already: boolean };

/**
 * A volunteer takes a mission, by the link in their SMS or by a spoken yes that the coordinator records: the same
 * transition. Of a mission for two the yes takes the seat that is left: `mission` says which. One transaction: mission,
 * audit, offer, load, confirmation. Three requests in all with the reading of
 * the link. `token` is the link already in the volunteer's hands; without one a new link is minted.
 */
export const acceptOffer = (
  world: Surroundings,
  subject: Subject,
  manner: AcceptManner & { readonly actor: Actor; readonly token?: LinkToken },
  now: Instant,
): Promise<Result<Accepted, AcceptRefusal | Gone>> =>
  decideAndCommit(world.table, async (): Promise<Result<Decision<Accepted>, AcceptRefusal | Gone>> => {
    const facts = await factsForYes(world, subject);
    if (!facts) return refused('unknown');
    // In a round that somebody is asked about or carries: it is answered as a whole (law 1).
    if (facts.mission.value.round?.id && isOpen(facts.mission.value.state)) return refused('not-offered');
    const decided = accept(valuesOf(facts), manner, now);
    if (!decided.ok) {
      if (decided.refusal !== 'already-yours') return decided;
      return ok({ value: { mission: facts.mission.value, already: true }, writes: [] });
    }
    const { mission, invitation } = decided.value;
    // Whoever has just said yes by telephone needs no second call to hear it confirmed.
    const bySms = facts.volunteer.value.channel === 'sms' || manner.via === 'link';
    const minted =
      manner.token || !bySms
        ? undefined
        : mintLink(world.ids, {
            town: mission.town,
            volunteerId: subject.volunteerId,
            now,
            purpose: 'mission',
            mission,
            consent: subject.consent,
          });
    const token = manner.token ?? minted?.token;
    const writes = [
      ...answerWrites(facts, decided.value, manner.actor, 'mission-accepted', now, { via: manner.via }),
      ...(facts.invitation && invitation ? [replace(offerKind, facts.invitation, invitation)] : []),
      ...(await seatFoundWrites(world.table, facts.mission.value, now)),
      ...(minted ? [create(linkKind, minted.link)] : []),
      ...(token
        ? [intentWrite(sealing(world), facts.town, confirmation(mission, facts, token, now), now)]
        : []),
    ];
    return ok({ value: { mission, already: false }, writes });
  });

/** A volunteer says no; answered twice or late changes nothing that matters and is never an error. */
export const declineOffer = (
  world: Surroundings,
  subject: Subject,
  reason: DeclineReason,
  actor: Actor,
  now: Instant,
): Promise<Result<Mission, DeclineRefusal | Gone>> =>
  decideAndCommit(world.table, async (): Promise<Result<Decision<Mission>, DeclineRefusal | Gone>> => {
    const facts = await readFacts(world, subject);
    if (!facts) return refused('unknown');
    const decided = decline(valuesOf(facts), subject.volunteerId, reason, now);
    if (!decided.ok) return decided;
    if (facts.offer?.value.state === 'declined' && facts.offer.value.reason === reason)
      return ok({ value: facts.mission.value, writes: [] });
    const writes = answerWrites(facts, decided.value, actor, 'offer-declined', now, { reason });
    return ok({ value: decided.value.mission, writes });
  });

/**
 * A holder gives the mission back in two taps. It is open again in the same write, the search starts over at once, and
 * under 24 h before the start the coordinator has a task and the duty phone an alert. Of a mission for two, whoever holds
 * the other seat is told in the same write.
 */
export const handBackMission = (
  world: Surroundings,
  subject: Subject,
  actor: Actor,
  now: Instant,
): Promise<Result<{ readonly mission: Mission; readonly late: boolean }, HandBackRefusal | Gone>> =>
  decideAndCommit(world.table, async () => {
    const facts = await readFacts(world, subject);
    if (!facts) return refused('unknown' as const);
    const decided = handBack(valuesOf(facts), subject.volunteerId, now);
    if (!decided.ok) return decided;
    const { mission, late } = decided.value;
    const twin = await readTwin(world, mission);
    const task = await givenBackTask(world, mission, twin?.stored, { by: subject.volunteerId, late }, now);
    const about = { act: mission.act, startsAt: mission.startsAt };
    const drafts: MessageDraft[] = [];
    // Given back by a pause or a departure: its own confirmation says so once, for all missions.
    if (actor.kind !== 'system')
      drafts.push({
        message: { kind: 'hand-back-received', ...about },
        recipient: subject.volunteerId,
        subject: mission.id,
        round: `v${facts.mission.version}`,
        dueAt: now,
        notAfter: plus(now, { hours: 12 }),
      });
    if (late && facts.town.dutyPhone)
      drafts.push({
        message: { kind: 'coordinator-alert', reason: 'late-hand-back', count: 1 },
        recipient: 'duty',
        subject: mission.id,
        round: `v${facts.mission.version}`,
        dueAt: now,
        notAfter: endsAt(mission),
      });
    const other = twin?.stored.value;
    return ok({
      value: { mission, late },
      writes: [
        ...(twin && other && isHeld(other.state)
          ? [
              // Written unchanged: given back by both at once, neither is told that the other one comes.
              replace(missionKind, twin.stored, other),
              ...tellHolder(
                world,
                twin,
                other,
                { kind: 'partner-gone', ...about, ...(mission.introduces ? { alone: true as const } : {}) },
                now,
              ),
            ]
          : []),
        ...answerWrites(
          facts,
          { ...decided.value, mission: task ? { ...mission, lookingTaskId: task.id } : mission },
          actor,
          'mission-handed-back',
          now,
          { late },
        ),
        ...(task?.writes ?? []),
        ...drafts.map((draft) => intentWrite(sealing(world), facts.town, draft, now)),
      ],
    });
  });
