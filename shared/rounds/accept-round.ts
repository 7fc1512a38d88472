import { type Actor, change } from '../audit/audit.ts';
import { type Decision, decideAndCommit, type Surroundings } from '../decide/decide.ts';
import type { DeliveryRoundId, VolunteerId } from '../ids/ids.ts';
import { isOpen } from '../missions/mission.ts';
import { stepRules, withNextLook } from '../missions/steps.ts';
import { missionKind } from '../missions/store.ts';
import { accept } from '../offers/answer.ts';
import { emptyLoad, type Load } from '../offers/load.ts';
import type { Offer } from '../offers/offer.ts';
import { offerKind } from '../offers/store.ts';
import { ok, type Result, refused } from '../result/result.ts';
import type { Write } from '../table/table.ts';
import { create, replace } from '../table/write.ts';
import type { Instant } from '../time/instant.ts';
import { withRoundLook } from './look.ts';
import { type DeliveryRound, deliveryRoundKind, isCarried, nextRoundState } from './round.ts';
import { isOfRound, loadWrite, readRound, type StopFacts } from './round-facts.ts';
import { tellCarrier } from './tell-carrier.ts';

type Subject = { readonly roundId: DeliveryRoundId; readonly volunteerId: VolunteerId };

export type AcceptRoundRefusal =
  | 'unknown'
  | 'not-yours'
  | 'already-yours'
  | 'too-late'
  | 'volunteer-away'
  | 'busy'
  /** Everybody of it was called off, or is in another round by now. */
  | 'nothing-left';

export type AcceptedRound = { readonly round: DeliveryRound; readonly already: boolean };

/** The round itself is the offer of each of its missions. */
const offerOf = (round: DeliveryRound, stop: StopFacts): Offer => ({
  missionId: stop.stop.missionId,
  volunteerId: round.volunteerId,
  town: round.town,
  state: 'sent',
  wave: 0,
  via: 'coordinator',
  day: round.day,
  startsAt: stop.stop.arrivesAt,
  sentAt: round.sentAt,
  why: 'Une tournée proposée par la coordination',
  estimate: 0,
});

/**
 * A carrier takes a whole round, by the link or by a spoken yes that the coordinator records. Each stop is accepted as its mission's own
 * offer would be: one holder (law 1), her file and consent as they are now; who was called off meanwhile falls out. All in one transaction.
 */
export const acceptRound = (
  world: Surroundings,
  subject: Subject,
  manner: {
    readonly via: 'link' | 'coordinator';
    readonly device?: string | undefined;
    readonly actor: Actor;
  },
  now: Instant,
): Promise<Result<AcceptedRound, AcceptRoundRefusal>> =>
  decideAndCommit(world.table, async (): Promise<Result<Decision<AcceptedRound>, AcceptRoundRefusal>> => {
    const facts = await readRound(world, subject.roundId);
    if (!facts) return refused('unknown');
    const { round: stored, volunteer, town } = facts;
    const before = stored.value;
    if (before.volunteerId !== subject.volunteerId) return refused('not-yours');
    if (isCarried(before)) return ok({ value: { round: before, already: true }, writes: [] });
    const state = nextRoundState(before.state, 'accept');
    if (!state || now >= before.leavesAt) return refused('too-late');
    if (volunteer.value.state !== 'active') return refused('volunteer-away');

    const rules = stepRules(town);
    const kept: StopFacts[] = [];
    const writes: Write[] = [];
    let load: Load = facts.load?.value ?? emptyLoad(subject.volunteerId);
    for (const stop of facts.stops) {
      const mission = stop.mission.value;
      if (!isOfRound(mission, before) || !isOpen(mission.state)) continue;
      const decided = accept(
        {
          mission,
          offer: offerOf(before, stop),
          load,
          volunteer: volunteer.value,
          senior: stop.senior,
          consent: stop.consent,
        },
        manner,
        now,
      );
      if (!decided.ok && decided.refusal === 'busy') return refused('busy');
      if (!decided.ok) continue;
      kept.push(stop);
      const { mission: taken, offer } = decided.value;
      load = {
        ...decided.value.load,
        // One yes, whatever the number of doors.
        answers: load.answers,
        ...(load.memory ? { memory: load.memory } : {}),
        entries: decided.value.load.entries.map((entry) =>
          entry.missionId === mission.id ? { ...entry, roundId: before.id } : entry,
        ),
      };
      writes.push(
        ...change(missionKind, stop.mission, withNextLook(taken, rules, false), {
          action: 'mission-accepted',
          actor: manner.actor,
          at: now,
          from: mission.state,
          to: taken.state,
          details: { volunteer: subject.volunteerId, via: manner.via, round: before.id },
        }),
        stop.offer ? replace(offerKind, stop.offer, offer) : create(offerKind, offer),
      );
    }
    if (kept.length === 0) return refused('nothing-left');
    const missions = new Set(kept.map(({ stop }) => stop.missionId));
    const round = withRoundLook(
      {
        ...before,
        state,
        stops: before.stops.filter(({ missionId }) => missions.has(missionId)),
        answeredAt: now,
        via: manner.via,
        devices: manner.device ? [manner.device] : [],
      },
      rules,
    );
    const gone = before.stops.filter(({ missionId }) => !missions.has(missionId));
    return ok({
      value: { round, already: false },
      writes: [
        ...change(deliveryRoundKind, stored, round, {
          action: 'round-accepted',
          actor: manner.actor,
          at: now,
          from: before.state,
          to: state,
          details: { via: manner.via, stops: kept.length },
        }),
        ...writes,
        loadWrite(
          facts,
          () => ({
            ...load,
            answers: { ...load.answers, accepted: load.answers.accepted + 1 },
            entries: load.entries.filter(
              ({ missionId, state: held }) =>
                held !== 'offered' || !gone.some((stop) => stop.missionId === missionId),
            ),
          }),
          now,
        ),
        ...tellCarrier(world, { town, volunteer: volunteer.value, round }, 'round-confirmation', {
          now,
          notAfter: round.leavesAt,
          round: `v${stored.version}`,
        }),
      ],
    });
  });
