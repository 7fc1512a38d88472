import { type Actor, change } from '../audit/audit.ts';
import { type Decision, decideAndCommit, type Surroundings } from '../decide/decide.ts';
import type { DeliveryRoundId, MissionId, VolunteerId } from '../ids/ids.ts';
import { isHeld } from '../missions/mission.ts';
import { stepRules } from '../missions/steps.ts';
import { ok, type Result, refused } from '../result/result.ts';
import { create } from '../table/write.ts';
import { taskKind } from '../tasks/task.ts';
import { type Instant, plus } from '../time/instant.ts';
import { stopsLeft } from './free-stops.ts';
import { doorOf } from './half-day/day-stops.ts';
import { halfEnds } from './half-day/draft.ts';
import { withRoundLook } from './look.ts';
import {
  type DeliveryRound,
  deliveryRoundKind,
  MOST_LATE_MINUTES,
  MOST_PASSES,
  nextRoundState,
  roundClosesAt,
} from './round.ts';
import { type RoundFacts, readRound, type StopFacts } from './round-facts.ts';
import { placeOf, walked, withStops } from './way.ts';

type Subject = { readonly roundId: DeliveryRoundId; readonly volunteerId: VolunteerId };
export type RideRefusal = 'unknown' | 'not-yours' | 'over' | 'too-early';

/** Hours before its departure from which a round may be started. */
export const START_EARLY_HOURS = 2;

type Ridden = { readonly round: DeliveryRound; readonly tooLate: number };

/** A change of a running round by its carrier: state, order and times of what is left. */
const ride = (
  world: Surroundings,
  subject: Subject,
  command: 'start' | 'late' | 'pass-by',
  edit: (facts: RoundFacts, left: readonly StopFacts[]) => DeliveryRound,
  actor: Actor,
  now: Instant,
  details: Readonly<Record<string, string | number>> = {},
): Promise<Result<Ridden, RideRefusal>> =>
  decideAndCommit(world.table, async (): Promise<Result<Decision<Ridden>, RideRefusal>> => {
    const facts = await readRound(world, subject.roundId);
    if (!facts) return refused('unknown');
    const before = facts.round.value;
    if (before.volunteerId !== subject.volunteerId) return refused('not-yours');
    const state = nextRoundState(before.state, command);
    // Its names are closed: no later hour opens them again (law 7). What is left is noted all the same.
    if (!state || now > roundClosesAt(before)) return refused('over');
    if (plus(now, { hours: START_EARLY_HOURS }) < before.leavesAt) return refused('too-early');
    const left = stopsLeft(facts).filter(({ mission }) => isHeld(mission.value.state));
    const next = withRoundLook(
      { ...edit(facts, left), state, startedAt: before.startedAt ?? now },
      stepRules(facts.town),
    );
    const closes = halfEnds(before.day, before.half);
    const tooLate = next.stops.filter(
      (stop) =>
        left.some(({ stop: { missionId } }) => missionId === stop.missionId) &&
        plus(stop.arrivesAt, { minutes: stop.minutes }) > closes,
    ).length;
    const wasTooLate = before.stops.filter(
      (stop) => plus(stop.arrivesAt, { minutes: stop.minutes }) > closes,
    ).length;
    return ok({
      value: { round: next, tooLate },
      writes: [
        ...change(deliveryRoundKind, facts.round, next, {
          action: `round-${command}`,
          actor,
          at: now,
          from: before.state,
          to: state,
          details,
        }),
        // Told once: somebody rings those who would wait for nothing.
        ...(tooLate > 0 && wasTooLate === 0
          ? [
              create(taskKind, {
                id: world.ids.next('tsk'),
                town: before.town,
                kind: 'human-call' as const,
                state: 'open' as const,
                subjectId: before.id,
                volunteerId: before.volunteerId,
                sentence: `Tournée en retard : ${tooLate === 1 ? 'une porte passerait' : `${tooLate} portes passeraient`} après l’heure. Appeler le bénévole et prévenir.`,
                urgent: true,
                createdAt: now,
                dueAt: now,
              }),
            ]
          : []),
      ],
    });
  });

/** « Je pars »: the times of the doors follow from now. Twice is once. */
export const startRound = (
  world: Surroundings,
  subject: Subject,
  actor: Actor,
  now: Instant,
): Promise<Result<Ridden, RideRefusal>> =>
  ride(
    world,
    subject,
    'start',
    (facts, left) => {
      const { value } = facts.round;
      if (value.startedAt) return value;
      return withStops(value, walked(left, { place: value.start.point, at: now }, value.travel, facts.town));
    },
    actor,
    now,
  );

/**
 * « J’ai du retard »: every door that is left comes so many minutes later. `shown` is the first door's hour as the carrier
 * saw it, so that a tap sent twice counts once. The office sees it, and is told when the half-day would not suffice.
 */
export const sayLate = (
  world: Surroundings,
  subject: Subject,
  said: { readonly minutes: number; readonly shown: Instant },
  actor: Actor,
  now: Instant,
): Promise<Result<Ridden, RideRefusal>> =>
  ride(
    world,
    subject,
    'late',
    (facts, left) => {
      const { value } = facts.round;
      const waiting = new Set(left.map(({ stop }) => stop.missionId));
      const rest = value.stops.filter(({ missionId }) => waiting.has(missionId));
      if (rest[0]?.arrivesAt !== said.shown) return value;
      // Beyond that it is another day: names would stay open as long as somebody says so (law 7).
      const minutes = Math.min(said.minutes, MOST_LATE_MINUTES - (value.late?.minutes ?? 0));
      if (minutes <= 0) return value;
      const later = rest.map((stop) => ({ ...stop, arrivesAt: plus(stop.arrivesAt, { minutes }) }));
      return {
        ...withStops(value, later),
        endsAt: plus(value.endsAt, { minutes }),
        late: { minutes: (value.late?.minutes ?? 0) + minutes, at: now },
      };
    },
    actor,
    now,
    { minutes: said.minutes },
  );

/** Nobody opens, and the carrier comes back: this door goes last, the others sooner. */
export const passBy = (
  world: Surroundings,
  subject: Subject,
  missionId: MissionId,
  actor: Actor,
  now: Instant,
): Promise<Result<Ridden, RideRefusal>> =>
  ride(
    world,
    subject,
    'pass-by',
    (facts, left) => {
      const passed = left.find(({ stop }) => stop.missionId === missionId);
      if (!passed || left.length === 1) return facts.round.value;
      const door = (passed.senior && doorOf(passed.senior, facts.town).point) ?? placeOf(facts, left);
      const again = {
        ...passed,
        stop: { ...passed.stop, passes: Math.min(MOST_PASSES, (passed.stop.passes ?? 0) + 1) },
      };
      const order = [...left.filter((one) => one !== passed), again];
      return withStops(
        facts.round.value,
        walked(order, { place: door, at: now }, facts.round.value.travel, facts.town),
      );
    },
    actor,
    now,
    { mission: missionId },
  );

/**
 * After a door was noted: the others' times follow from here and now, and a round whose last door is noted is done. Called where a
 * report is filed (`visits/hold-visit`); nothing is owed when it fails, the agenda ends the round by itself.
 */
export const settleRound = (
  world: Surroundings,
  roundId: DeliveryRoundId,
  actor: Actor,
  now: Instant,
): Promise<Result<DeliveryRound, 'unknown' | 'over'>> =>
  decideAndCommit(world.table, async (): Promise<Result<Decision<DeliveryRound>, 'unknown' | 'over'>> => {
    const facts = await readRound(world, roundId);
    if (!facts) return refused('unknown');
    const before = facts.round.value;
    const left = stopsLeft(facts);
    const state = nextRoundState(before.state, left.length === 0 ? 'finish' : 'start');
    if (!state) return refused('over');
    const isUnderWay = left.length > 0 && now < before.endsAt;
    const moved = isUnderWay
      ? withStops(before, walked(left, { place: placeOf(facts, left), at: now }, before.travel, facts.town))
      : before;
    const round = withRoundLook(
      {
        ...moved,
        state,
        startedAt: before.startedAt ?? now,
        ...(left.length === 0 ? { endedAt: now } : {}),
      },
      stepRules(facts.town),
    );
    return ok({
      value: round,
      writes: change(deliveryRoundKind, facts.round, round, {
        action: left.length === 0 ? 'round-done' : 'round-door-noted',
        actor,
        at: now,
        from: before.state,
        to: state,
        details: { left: left.length },
      }),
    });
  });
