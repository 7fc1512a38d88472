import type { Consent } from '../consents/consent.ts';
import { isConsentGiven } from '../consents/consent.ts';
import type { CallBatch } from '../heat/batches/batch.ts';
import { isForVolunteer } from '../heat/calls/apply-outcome.ts';
import type { CallTask } from '../heat/calls/task.ts';
import type { CancelReason } from '../messages/intent.ts';
import type { Message, MessageKind } from '../messages/message.ts';
import { isHeld, isOpen, type Mission } from '../missions/mission.ts';
import type { Offer } from '../offers/offer.ts';
import { impossible } from '../result/result.ts';
import { type DeliveryRound, isCarried } from '../rounds/round.ts';
import type { Senior } from '../seniors/senior.ts';
import { dayOf } from '../time/civil.ts';
import type { Instant } from '../time/instant.ts';
import { type CheckIns, checkInWithheld } from '../volunteers/check-ins/check-in.ts';
import { answerOf, type Gathering } from '../volunteers/gatherings/gathering.ts';
import type { ThankYou } from '../volunteers/thanks/thank-you.ts';
import type { Volunteer } from '../volunteers/volunteer.ts';

/** What stands behind a message at the moment it would leave, read consistently. */
export type Facts = {
  readonly volunteer: Volunteer | undefined;
  readonly mission: Mission | undefined;
  readonly offer: Offer | undefined;
  readonly senior: Senior | undefined;
  readonly consent: Consent | undefined;
  /** The batch of calls it is about, and what became of each of its people. */
  readonly batch?: CallBatch | undefined;
  readonly calls?: readonly CallTask[];
  /** The round it is about, and the missions of its stops. */
  readonly round?: DeliveryRound | undefined;
  readonly stops?: readonly Mission[];
  /** The event or training it is about. */
  readonly gathering?: Gathering | undefined;
  /** The words it announces; `senior` is then whoever dictated them. */
  readonly thankYou?: ThankYou | undefined;
  /** What this volunteer answered, and wishes to be asked; read for the quarter's questions alone. */
  readonly checkIns?: CheckIns | undefined;
};

/** In which states a volunteer still gets each kind. Nobody who left gets anything (law 4). */
const STATES: Readonly<Record<MessageKind, readonly Volunteer['state'][]>> = {
  offer: ['active'],
  'accepted-confirmation': ['active', 'paused', 'leaving'],
  'reminder-day-before': ['active', 'leaving'],
  'reminder-two-hours': ['active', 'leaving'],
  'report-request': ['active', 'paused', 'leaving'],
  'report-nudge': ['active', 'leaving'],
  'exit-missing': ['active', 'paused', 'leaving'],
  'mission-cancelled': ['active', 'paused', 'leaving'],
  'mission-moved': ['active', 'paused', 'leaving'],
  'hand-back-received': ['active', 'paused', 'leaving'],
  'partner-gone': ['active', 'paused', 'leaving'],
  'calls-offer': ['active'],
  'calls-reminder': ['active'],
  'round-offer': ['active'],
  'round-confirmation': ['active', 'paused', 'leaving'],
  'round-reminder': ['active', 'leaving'],
  'round-changed': ['active', 'paused', 'leaving'],
  'round-withdrawn': ['active', 'paused', 'leaving'],
  'round-report': ['active', 'paused', 'leaving'],
  'thanks-received': ['active', 'paused'],
  milestone: ['active'],
  'yearly-letter': ['active', 'paused'],
  'gathering-invitation': ['interviewed', 'active'],
  'gathering-reminder': ['interviewed', 'active'],
  'gathering-seat': ['interviewed', 'active', 'paused'],
  'gathering-changed': ['interviewed', 'active', 'paused', 'leaving'],
  'gathering-cancelled': ['interviewed', 'active', 'paused', 'leaving'],
  'device-code': ['active', 'paused', 'leaving'],
  'my-space-link': ['candidate', 'interviewed', 'active', 'paused', 'leaving'],
  'application-received': ['candidate', 'interviewed', 'active'],
  'application-called': ['candidate'],
  'interview-fixed': ['candidate'],
  welcome: ['active'],
  'pause-confirmed': ['active', 'paused'],
  'pause-over': ['active'],
  'return-question': ['paused'],
  'stay-question': ['active'],
  'check-in-question': ['active'],
  // The one message that may follow somebody who left: it answers the act of leaving.
  'leave-confirmed': ['leaving', 'left'],
  'summer-question': ['active'],
  'attestation-ready': ['active', 'paused', 'leaving'],
  'expense-paid': ['active', 'paused', 'leaving'],
  'coordinator-alert': [],
};

/**
 * T3. Why this message must not leave, or undefined when what it says is still true: the volunteer is there and
 * wants messages of this kind, the mission is still as told and in the state that justifies the text, the senior
 * is accompanied and agrees. Messages that undo (annulment, hand-back) need no senior.
 */
export const unjustified = (
  message: Message,
  recipient: string,
  facts: Facts,
  now: Instant,
): CancelReason | undefined => {
  // Nothing about somebody who left the register, an alert included (law 4); the desk's task stays.
  if (message.kind === 'coordinator-alert')
    return facts.calls?.some((call) => call.state === 'stopped') ? 'senior-closed' : undefined;
  const { volunteer, mission } = facts;
  if (!volunteer) return 'recipient-gone';
  if (!STATES[message.kind].includes(volunteer.state))
    return volunteer.state === 'paused' ? 'recipient-paused' : 'recipient-gone';

  const isHolder =
    mission !== undefined && isHeld(mission.state) && mission.holder?.volunteerId === recipient;
  const isStill = (startsAt: Instant): boolean => mission?.startsAt === startsAt;
  switch (message.kind) {
    case 'offer':
      if (!mission || !isOpen(mission.state) || !isStill(message.startsAt)) return 'mission-changed';
      return facts.offer?.state === 'sent' ? withoutSenior(facts, now) : 'mission-changed';
    case 'accepted-confirmation':
    case 'reminder-day-before':
    case 'reminder-two-hours':
    case 'partner-gone':
      return isHolder && isStill(message.startsAt) ? withoutSenior(facts, now) : 'mission-changed';
    case 'mission-moved':
      return isHolder && isStill(message.movedTo) ? withoutSenior(facts, now) : 'mission-changed';
    case 'report-request':
    case 'report-nudge':
      return isHolder && isStill(message.startsAt) ? withoutSenior(facts, undefined) : 'mission-changed';
    case 'exit-missing':
      return isHolder && mission.presence?.inAt !== undefined && mission.presence.outAt === undefined
        ? undefined
        : 'mission-changed';
    case 'mission-cancelled':
      return isHolder && isStill(message.startsAt) ? 'mission-changed' : undefined;
    case 'hand-back-received':
      return isHolder ? 'mission-changed' : undefined;
    case 'calls-offer': {
      const asked = facts.batch?.asked.find((one) => one.volunteerId === recipient);
      if (facts.batch?.state !== 'offered' || asked?.state !== 'asked') return 'mission-changed';
      return withoutCalls(facts);
    }
    case 'calls-reminder':
      return facts.batch?.state === 'accepted' && facts.batch.holder?.volunteerId === recipient
        ? withoutCalls(facts)
        : 'mission-changed';
    case 'round-offer':
      return facts.round?.state === 'offered' && facts.round.volunteerId === recipient
        ? withoutStops(facts)
        : 'mission-changed';
    case 'round-confirmation':
    case 'round-reminder':
    case 'round-report':
      return facts.round && isCarried(facts.round) && facts.round.volunteerId === recipient
        ? withoutStops(facts)
        : 'mission-changed';
    // Also when every door is called off, by a closed file: nobody goes for nothing.
    case 'round-changed':
      return facts.round && isCarried(facts.round) && facts.round.volunteerId === recipient
        ? undefined
        : 'mission-changed';
    case 'round-withdrawn':
      return facts.round?.state === 'withdrawn' ? undefined : 'mission-changed';
    case 'return-question':
      return volunteer.pausedUntil === undefined ? undefined : 'recipient-paused';
    case 'thanks-received':
      if (facts.thankYou?.state !== 'carried' || facts.thankYou.volunteerId !== recipient)
        return 'mission-changed';
      return facts.senior?.state === 'active' ? undefined : 'senior-closed';
    case 'gathering-invitation':
      return isOn(facts, message.startsAt) && !answerOf(facts.gathering, recipient)
        ? undefined
        : 'mission-changed';
    case 'gathering-reminder':
    case 'gathering-seat':
      return isOn(facts, message.startsAt) && answerOf(facts.gathering, recipient)?.state === 'registered'
        ? undefined
        : 'mission-changed';
    case 'gathering-changed': {
      const answer = isOn(facts, message.startsAt) ? answerOf(facts.gathering, recipient) : undefined;
      return answer && answer.state !== 'cancelled' ? undefined : 'mission-changed';
    }
    case 'gathering-cancelled':
      return facts.gathering?.state === 'cancelled' ? undefined : 'mission-changed';
    case 'application-called':
      return volunteer.joining?.step === 'answer' || volunteer.joining?.step === 'appointment'
        ? undefined
        : 'mission-changed';
    case 'interview-fixed':
      return volunteer.joining?.interviewAt === message.startsAt ? undefined : 'mission-changed';
    case 'check-in-question':
      switch (checkInWithheld(volunteer, facts.checkIns, dayOf(now))) {
        case 'away':
          return 'recipient-paused';
        case 'not-wanted':
          return 'mission-changed';
        default:
          return undefined;
      }
    case 'milestone':
    case 'yearly-letter':
    case 'device-code':
    case 'my-space-link':
    case 'application-received':
    case 'welcome':
    case 'pause-confirmed':
    case 'pause-over':
    case 'stay-question':
    case 'leave-confirmed':
    case 'summer-question':
    case 'attestation-ready':
    case 'expense-paid':
      return undefined;
    default:
      return impossible(message);
  }
};

/** It still takes place, at the hour that the text tells. */
const isOn = (facts: Facts, startsAt: Instant): facts is Facts & { readonly gathering: Gathering } =>
  facts.gathering?.state === 'open' && facts.gathering.startsAt === startsAt;

/** Every door of the round was called off, or is in another round: a closed file or a withdrawn yes does that in its own write. */
const withoutStops = ({ stops, round }: Facts): CancelReason | undefined =>
  stops?.some((mission) => mission.round?.id === round?.id && mission.state !== 'cancelled')
    ? undefined
    : 'senior-closed';

/** Everybody of the batch has left the register, taken back her yes, or been reached meanwhile. */
const withoutCalls = (facts: Facts): CancelReason | undefined =>
  facts.calls?.some(isForVolunteer) ? undefined : 'senior-closed';

/** `now` absent: the visit is over, consent to the next one does not matter, but a bereavement does. */
const withoutSenior = (facts: Facts, now: Instant | undefined): CancelReason | undefined => {
  if (facts.senior?.state !== 'active') return 'senior-closed';
  return now === undefined || isConsentGiven(facts.consent, now) ? undefined : 'no-consent';
};
