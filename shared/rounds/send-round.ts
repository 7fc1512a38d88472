import { type Actor, change } from '../audit/audit.ts';
import { isConsentGiven } from '../consents/consent.ts';
import { type Decision, decideAndCommit, type Surroundings } from '../decide/decide.ts';
import type { VolunteerId } from '../ids/ids.ts';
import { RULES } from '../matching/rules.ts';
import type { Mission } from '../missions/mission.ts';
import { stepRules, withNextLook } from '../missions/steps.ts';
import { missionKind } from '../missions/store.ts';
import { emptyLoad, withEntry } from '../offers/load.ts';
import { ok, type Result, refused } from '../result/result.ts';
import { unchanged } from '../table/write.ts';
import { civilOf, instantOf } from '../time/civil.ts';
import type { Instant } from '../time/instant.ts';
import { volunteerKind } from '../volunteers/store.ts';
import { canText } from '../volunteers/volunteer.ts';
import { isWaitingForRound } from './half-day/day-stops.ts';
import type { DraftSubject } from './half-day/draft.ts';
import { readHalfDay } from './half-day/read-rounds.ts';
import { type SeenRound, seeRounds, timeOf } from './half-day/see-rounds.ts';
import { answerByOf, withRoundLook } from './look.ts';
import { type DeliveryRound, deliveryRoundKind, MOST_STOPS, type RoundStop } from './round.ts';
import { type CarrierFacts, loadWrite, readCarrier, readStops } from './round-facts.ts';
import { tellCarrier } from './tell-carrier.ts';

export type SendRefusal =
  | { readonly reason: 'unknown' | 'empty' | 'too-long' | 'in-the-past' | 'changed' }
  | { readonly reason: 'does-not-hold' }
  | { readonly reason: 'breaks-a-rule'; readonly sentence: string };

/** What decides whether this carrier may be asked at all that half-day (law 9), as for any mission. */
const OF_THE_CARRIER = RULES.filter(
  ({ name }) =>
    name !== 'excluded' &&
    name !== 'needs' &&
    name !== 'language' &&
    name !== 'too-far' &&
    name !== 'already-asked',
);

/** The rule that forbids asking this carrier for a round at that time, in a sentence, or undefined. */
export const whyNotCarrier = (
  { volunteer, load, programme, town }: CarrierFacts,
  first: Mission,
  span: { readonly leavesAt: Instant; readonly minutes: number },
  now: Instant,
): string | undefined => {
  const { day, time } = civilOf(span.leavesAt);
  const mission = { ...first, day, time, startsAt: span.leavesAt, durationMinutes: span.minutes };
  const candidate = {
    volunteer: volunteer.value,
    load: load?.value ?? emptyLoad(volunteer.value.id),
    offer: undefined,
  };
  for (const rule of OF_THE_CARRIER) {
    const why = rule.whyNot(candidate, { mission, programme, town }, now);
    if (why !== undefined) return why;
  }
  return undefined;
};

const spanOf = (seen: SeenRound, subject: DraftSubject) => {
  const { leavesAt, endsAt } = seen.judged.round;
  return {
    leavesAt: instantOf(subject.day, timeOf(leavesAt)),
    endsAt: instantOf(subject.day, timeOf(endsAt)),
    minutes: Math.max(5, Math.ceil((endsAt - leavesAt) / 60)),
  };
};

/** The missions of an order as a coordinator saw them: sent only if it is still this one. */
export const orderMark = (seen: Pick<SeenRound, 'stops'>): string =>
  seen.stops.map(({ bring }) => bring.mission.id.slice(-6)).join('.');

/**
 * One drafted round goes to its carrier: the round is written, its missions are in it and stand at the hour of their visit, the carrier's week
 * counts it, and one SMS leaves with one link. Refused when the carrier may not be asked (law 9), when the order has changed since it was
 * shown, and when it does not hold, unless `despite`: a person may know better than the map. At most thirty stops: the
 * whole round is answered in one transaction.
 */
export const sendRound = (
  world: Surroundings,
  subject: DraftSubject,
  asked: { readonly volunteerId: VolunteerId; readonly mark: string; readonly despite: boolean },
  actor: Actor,
  now: Instant,
): Promise<Result<DeliveryRound, SendRefusal>> =>
  decideAndCommit(world.table, async (): Promise<Result<Decision<DeliveryRound>, SendRefusal>> => {
    const no = (reason: Exclude<SendRefusal['reason'], 'breaks-a-rule'>) => refused({ reason });
    const open = await readHalfDay(world, subject, now);
    const facts = open && (await readCarrier(world, { ...subject, volunteerId: asked.volunteerId }));
    if (!open || !facts) return no('unknown');
    const { laid, rounds } = seeRounds(open);
    const seen = rounds.find(({ carrier }) => carrier.volunteerId === asked.volunteerId);
    if (!seen) return no('unknown');
    if (seen.stops.length === 0) return no('empty');
    if (seen.stops.length > MOST_STOPS) return no('too-long');
    if (orderMark(seen) !== asked.mark) return no('changed');
    if (seen.judged.violations.length > 0 && !asked.despite) return no('does-not-hold');
    const span = spanOf(seen, subject);
    const first = seen.stops[0]?.bring.mission;
    if (!first || span.leavesAt <= now) return no('in-the-past');
    const why = whyNotCarrier(facts, first, span, now);
    if (why !== undefined) return refused({ reason: 'breaks-a-rule', sentence: why });

    const stops = seen.stops.map(
      ({ bring, arrivesAt }): RoundStop => ({
        missionId: bring.mission.id,
        seniorId: bring.mission.seniorId,
        arrivesAt,
        minutes: bring.mission.durationMinutes,
        grams: bring.grams,
      }),
    );
    const read = await readStops(world, stops, facts.programme, asked.volunteerId);
    const isReady = read.every(
      ({ mission, senior, consent }) =>
        isWaitingForRound(mission.value) && senior?.state === 'active' && isConsentGiven(consent, now),
    );
    if (!isReady || read.length < stops.length) return no('changed');

    const rules = stepRules(open.town);
    const round = withRoundLook(
      {
        id: world.ids.next('rou'),
        town: open.town.id,
        programme: subject.programme,
        act: open.programme.act,
        day: subject.day,
        half: subject.half,
        state: 'offered',
        volunteerId: asked.volunteerId,
        travel: seen.carrier.travel,
        start: laid.starts[seen.index] ?? open.draft.depot,
        leavesAt: span.leavesAt,
        endsAt: span.endsAt,
        stops,
        sentAt: now,
        answerBy: answerByOf(span.leavesAt, now),
        devices: [],
        steps: {},
      },
      rules,
    );
    const volunteer = facts.volunteer.value;
    return ok({
      value: round,
      writes: [
        ...change(deliveryRoundKind, undefined, round, {
          action: 'round-sent',
          actor,
          at: now,
          to: round.state,
          details: { volunteer: volunteer.id, stops: stops.length, bySms: canText(volunteer) },
        }),
        ...read.flatMap(({ mission, stop }) => {
          const at = civilOf(stop.arrivesAt);
          const next = {
            ...mission.value,
            day: at.day,
            time: at.time,
            startsAt: stop.arrivesAt,
            round: { id: round.id },
          };
          return change(missionKind, mission, withNextLook(next, rules, false), {
            action: 'mission-in-round',
            actor,
            at: now,
            from: mission.value.state,
            to: next.state,
            details: { round: round.id },
          });
        }),
        // The promise that they have not gone on leave in between (F30).
        unchanged(volunteerKind, facts.volunteer, 'volunteer'),
        loadWrite(
          facts,
          (load) =>
            stops.reduce(
              (carried, stop) =>
                withEntry(carried, {
                  missionId: stop.missionId,
                  day: subject.day,
                  startsAt: stop.arrivesAt,
                  minutes: stop.minutes,
                  state: 'offered',
                  askedAt: now,
                  roundId: round.id,
                }),
              { ...load, offersSentAt: [...load.offersSentAt, now].slice(-60) },
            ),
          now,
        ),
        ...tellCarrier(world, { town: open.town, volunteer, round }, 'round-offer', {
          now,
          notAfter: round.answerBy,
          round: 'offer',
        }),
      ],
    });
  });
