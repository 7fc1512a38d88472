import type { StepRules } from '../missions/steps.ts';
import { lastAllowedBefore, nextAllowed } from '../time/calendar.ts';
import { addDays, civilTime, instantOf } from '../time/civil.ts';
import { earliest, type Instant, plus } from '../time/instant.ts';
import { type DeliveryRound, isCarried } from './round.ts';

export type RoundStep = 'expire' | 'remind' | 'ask-report' | 'tell-missing';

/** Durations of a round's agenda, with their reasons. */
export const ROUND_PARAMS = {
  /** As for a single mission: an evening and a morning to find somebody else. */
  remindAt: civilTime('17:00'),
  /** Time to be home and to note the last door. */
  reportAfterMinutes: 45,
  /** Then a person asks: bags with somebody's books do not wait a week. */
  missingAfterHours: 24,
  /** A round is answered within a day, and two hours before it leaves at the latest. */
  answerHours: 24,
  answerBeforeHours: 2,
  leastAnswerMinutes: 30,
} as const;

/** Until when somebody may say yes: a day, two hours before it leaves, never less than half an hour, never past its departure. */
export const answerByOf = (leavesAt: Instant, now: Instant): Instant => {
  const wished = earliest(
    plus(now, { hours: ROUND_PARAMS.answerHours }),
    plus(leavesAt, { hours: -ROUND_PARAMS.answerBeforeHours }),
  );
  const least = plus(now, { minutes: ROUND_PARAMS.leastAnswerMinutes });
  return earliest(wished > least ? wished : least, leavesAt);
};

/** What is owed to this round and when, in no order. */
export const roundSteps = (
  round: DeliveryRound,
  rules: Pick<StepRules, 'quiet'>,
): readonly { readonly name: RoundStep; readonly at: Instant }[] => {
  if (round.state === 'offered') return [{ name: 'expire', at: round.answerBy }];
  if (!isCarried(round)) return [];
  const { steps, answeredAt } = round;
  const dayBefore = lastAllowedBefore(instantOf(addDays(round.day, -1), ROUND_PARAMS.remindAt), rules.quiet);
  const ends = plus(round.endsAt, { minutes: ROUND_PARAMS.reportAfterMinutes });
  const owed: { name: RoundStep; at: Instant }[] = [];
  if (!steps.remindedAt && round.state === 'accepted' && (answeredAt ?? round.sentAt) < dayBefore)
    owed.push({ name: 'remind', at: dayBefore });
  if (!steps.reportAskedAt) owed.push({ name: 'ask-report', at: nextAllowed(ends, rules.quiet) });
  else if (!steps.missingToldAt)
    owed.push({
      name: 'tell-missing',
      at: plus(steps.reportAskedAt, { hours: ROUND_PARAMS.missingAfterHours }),
    });
  return owed;
};

export const dueRoundStep = (
  round: DeliveryRound,
  rules: Pick<StepRules, 'quiet'>,
  now: Instant,
): RoundStep | undefined =>
  roundSteps(round, rules)
    .filter(({ at }) => at <= now)
    .sort((a, b) => (a.at < b.at ? -1 : 1))[0]?.name;

/** The round with the instant at which the agenda must look at it next. Every writer of a round ends with this. */
export const withRoundLook = (round: DeliveryRound, rules: Pick<StepRules, 'quiet'>): DeliveryRound => {
  const { lookAt: _, ...rest } = round;
  const next = roundSteps(round, rules)
    .map(({ at }) => at)
    .reduce<Instant | undefined>((first, at) => (first ? earliest(first, at) : at), undefined);
  return next ? { ...rest, lookAt: next } : rest;
};
