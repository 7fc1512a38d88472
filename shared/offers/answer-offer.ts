import type { Actor } from '../audit/audit.ts';
import { type Decision, decideAndCommit, type Surroundings } from '../decide/decide.ts';
import type { LinkToken } from '../ids/ids.ts';
import { linkKind } from '../links/link.ts';
import { mintLink } from '../links/mint-link.ts';
import type { MessageDraft } from '../messages/draft.ts';
import { intentWrite } from '../messages/intent-write.ts';
import { isHeld, isOpen, type Mission } from '../missions/mission.ts';
import { seatOf } from '../missions/twins.ts';
import { ok, type Result, refused } from '../result/result.ts';
import { create, replace } from '../table/write.ts';
import type { Instant } from '../time/instant.ts';
import { canText } from '../volunteers/volunteer.ts';
import { type AcceptManner, type AcceptRefusal, accept, type DeclineRefusal, decline } from './answer.ts';
import { answerWrites, sealing } from './answer-writes.ts';
import { type MissionFacts, readFacts, type Subject, valuesOf } from './facts.ts';
import type { DeclineReason } from './offer.ts';
import { seatFoundWrites } from './seat-found.ts';
import { offerKind } from './store.ts';

type Gone = 'unknown';

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
    // Whoever has just said yes by telephone, and gets no text, needs no second call to hear it confirmed.
    const bySms = canText(facts.volunteer.value) || manner.via === 'link';
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
