import { type Actor, change } from '../audit/audit.ts';
import { type Decision, decideAndCommit, type Surroundings } from '../decide/decide.ts';
import type { DeliveryRoundId, VolunteerId } from '../ids/ids.ts';
import { intentWrite } from '../messages/intent-write.ts';
import { isOpen } from '../missions/mission.ts';
import { stepRules, withNextLook } from '../missions/steps.ts';
import { missionKind } from '../missions/store.ts';
import { accept } from '../offers/answer.ts';
import { emptyLoad, type Load } from '../offers/load.ts';
import type { Offer } from '../offers/offer.ts';
import { offerKind } from '../offers/store.ts';
import { ok, type Result, refused } from '../result/result.ts';
import { rowsOf } from '../table/kind.ts';
import type { Write } from '../table/table.ts';
import { create, replace } from '../table/write.ts';
import { taskKind } from '../tasks/task.ts';
import { type Instant, plus } from '../time/instant.ts';
import { freeStops, stopsLeft, withoutStops } from './free-stops.ts';
import { withRoundLook } from './look.ts';
import {
  type DeliveryRound,
  deliveryRoundKind,
  isCarried,
  isLiveRound,
  nextRoundState,
  type RoundCommand,
} from './round.ts';
import { isOfRound, loadWrite, type RoundFacts, readRound, type StopFacts } from './round-facts.ts';
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

type EndCommand = Extract<RoundCommand, 'decline' | 'expire' | 'hand-back' | 'withdraw'>;
const ACTIONS: Readonly<Record<EndCommand, string>> = {
  decline: 'round-declined',
  expire: 'round-expired',
  'hand-back': 'round-handed-back',
  withdraw: 'round-withdrawn',
};
const doors = (n: number): string => (n === 1 ? 'une porte' : `${n} portes`);
const TASKS: Readonly<Record<Exclude<EndCommand, 'withdraw'>, (n: number) => string>> = {
  decline: (n) => `Tournée refusée : confier ${doors(n)} à quelqu’un d’autre.`,
  expire: (n) => `Tournée restée sans réponse : confier ${doors(n)} à quelqu’un d’autre.`,
  'hand-back': (n) => `Tournée rendue : confier ${doors(n)} à quelqu’un d’autre, ou prévenir.`,
};
/** Hours before the start under which a round given back is urgent, as for a mission (issue 2, item 14). */
const LATE_HOURS = 24;

/** Everything that follows when a round ends before it is done: its doors wait again, somebody of the team knows. */
const endWrites = (
  world: Surroundings,
  facts: RoundFacts,
  command: EndCommand,
  actor: Actor,
  now: Instant,
): { readonly round: DeliveryRound; readonly writes: readonly Write[] } | undefined => {
  const { round: stored, town, volunteer } = facts;
  const before = stored.value;
  const state = nextRoundState(before.state, command);
  if (!state) return undefined;
  const left = stopsLeft(facts);
  const round = withRoundLook({ ...before, state, endedAt: now }, stepRules(town));
  const isLate = before.leavesAt < plus(now, { hours: LATE_HOURS });
  const answer = command === 'decline' ? 'declined' : command === 'expire' ? 'silent' : undefined;
  const writes: Write[] = [
    ...change(deliveryRoundKind, stored, round, {
      action: ACTIONS[command],
      actor,
      at: now,
      from: before.state,
      to: state,
      details: { left: left.length },
    }),
    ...freeStops(facts, left, 'mission-out-of-round', actor, now),
    loadWrite(
      facts,
      (load) => ({
        ...withoutStops(load, left),
        ...(answer ? { answers: { ...load.answers, [answer]: load.answers[answer] + 1 } } : {}),
      }),
      now,
    ),
  ];
  if (command === 'withdraw') {
    if (isCarried(before))
      writes.push(
        ...tellCarrier(world, { town, volunteer: volunteer.value, round }, 'round-withdrawn', {
          now,
          notAfter: round.leavesAt > now ? round.leavesAt : plus(now, { hours: 2 }),
          round: `v${stored.version}`,
        }),
      );
    return { round, writes };
  }
  if (left.length > 0) {
    writes.push(
      create(taskKind, {
        id: world.ids.next('tsk'),
        town: before.town,
        kind: 'mission-uncovered',
        state: 'open',
        subjectId: before.id,
        volunteerId: before.volunteerId,
        sentence: TASKS[command](left.length),
        urgent: isLate,
        createdAt: now,
        dueAt: isLate ? now : plus(now, { hours: 24 }),
      }),
    );
    if (command === 'hand-back' && isLate && town.dutyPhone)
      writes.push(
        intentWrite(
          { appSecret: world.config.appSecret, ids: world.ids },
          town,
          {
            message: { kind: 'coordinator-alert', reason: 'late-hand-back', count: left.length },
            recipient: 'duty',
            subject: before.id,
            round: `v${stored.version}`,
            dueAt: now,
            notAfter: plus(round.endsAt > now ? round.endsAt : now, { hours: 2 }),
          },
          now,
        ),
      );
  }
  return { round, writes };
};

export type EndRoundRefusal = 'unknown' | 'not-yours' | 'over';

const endRound = (
  world: Surroundings,
  roundId: DeliveryRoundId,
  command: EndCommand,
  by: { readonly actor: Actor; readonly volunteerId?: VolunteerId },
  now: Instant,
  isDue: (round: DeliveryRound) => boolean = () => true,
): Promise<Result<DeliveryRound, EndRoundRefusal>> =>
  decideAndCommit(world.table, async (): Promise<Result<Decision<DeliveryRound>, EndRoundRefusal>> => {
    const facts = await readRound(world, roundId);
    if (!facts) return refused('unknown');
    const { value } = facts.round;
    if (by.volunteerId && value.volunteerId !== by.volunteerId) return refused('not-yours');
    const ended = isDue(value) ? endWrites(world, facts, command, by.actor, now) : undefined;
    if (!ended) return refused('over');
    return ok({ value: ended.round, writes: ended.writes });
  });

/** The no of a carrier. Said twice, or after the round was withdrawn, it changes nothing (`over`). */
export const declineRound = (
  world: Surroundings,
  { roundId, volunteerId }: Subject,
  actor: Actor,
  now: Instant,
): Promise<Result<DeliveryRound, EndRoundRefusal>> =>
  endRound(world, roundId, 'decline', { actor, volunteerId }, now);

/** What is left of a round goes back, before it or on the way; what was noted stays. */
export const handBackRound = (
  world: Surroundings,
  { roundId, volunteerId }: Subject,
  actor: Actor,
  now: Instant,
): Promise<Result<DeliveryRound, EndRoundRefusal>> =>
  endRound(world, roundId, 'hand-back', { actor, volunteerId }, now);

/** The coordinator takes a round back to plan it anew; the carrier is told if they had said yes. */
export const withdrawRound = (
  world: Surroundings,
  roundId: DeliveryRoundId,
  actor: Actor,
  now: Instant,
): Promise<Result<DeliveryRound, EndRoundRefusal>> => endRound(world, roundId, 'withdraw', { actor }, now);

/** Nobody answered in time: by the agenda. */
export const expireRound = (
  world: Surroundings,
  roundId: DeliveryRoundId,
  actor: Actor,
  now: Instant,
): Promise<Result<DeliveryRound, EndRoundRefusal>> =>
  endRound(world, roundId, 'expire', { actor }, now, ({ answerBy }) => answerBy <= now);

/** A pause or a departure: every round of theirs is declined or given back. */
export const returnRoundsOf = async (
  world: Surroundings,
  volunteerId: VolunteerId,
  actor: Actor,
  until: string | undefined,
  now: Instant,
): Promise<void> => {
  const page = await world.table.index('volunteer', {
    partition: volunteerId,
    from: 'delivery#',
    to: 'delivery$',
    newestFirst: true,
    limit: 12,
  });
  for (const { value } of rowsOf(deliveryRoundKind, page.items)) {
    if (!isLiveRound(value) || (until !== undefined && value.day > until)) continue;
    const command = value.state === 'offered' ? declineRound : handBackRound;
    await command(world, { roundId: value.id, volunteerId }, actor, now);
  }
};
