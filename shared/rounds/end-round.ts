import { type Actor, change } from '../audit/audit.ts';
import { type Decision, decideAndCommit, type Surroundings } from '../decide/decide.ts';
import type { DeliveryRoundId, VolunteerId } from '../ids/ids.ts';
import { intentWrite } from '../messages/intent-write.ts';
import { stepRules } from '../missions/steps.ts';
import { ok, type Result, refused } from '../result/result.ts';
import { rowsOf } from '../table/kind.ts';
import type { Write } from '../table/table.ts';
import { create } from '../table/write.ts';
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
import { loadWrite, type RoundFacts, readRound } from './round-facts.ts';
import { tellCarrier } from './tell-carrier.ts';

type Subject = { readonly roundId: DeliveryRoundId; readonly volunteerId: VolunteerId };

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
