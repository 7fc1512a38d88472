import { ok, type Result, refused } from '../result/result.ts';
import { fromMillis, type Instant, plus, toMillis } from '../time/instant.ts';
import {
  type CancelReason,
  type DeathReason,
  type Intent,
  laneOf,
  OUTBOX,
  type OutboxParams,
} from './intent.ts';
import { isOwed, TRIES, TRIES_BEFORE_A_HUMAN_KNOWS } from './kinds.ts';

/** Out of anybody's hands. */
export const leave = (intent: Intent, change: Partial<Intent>): Intent => ({
  ...intent,
  lease: undefined,
  ...change,
});
/** At an end: the secret is of no more use, and goes. */
export const end = (intent: Intent, change: Partial<Intent>): Intent =>
  leave(intent, { sealed: undefined, ...change });

type ClaimRefusal = { readonly reason: 'not-due' | 'in-other-hands' | 'settled' };

/** T2. Takes the message in hand until the lease ends, or refuses: not due, another's, or finished. */
export const claim = (
  intent: Intent,
  now: Instant,
  owner: string,
  params: OutboxParams = OUTBOX,
): Result<Intent, ClaimRefusal> => {
  if (intent.state !== 'pending' && intent.state !== 'sending') return refused({ reason: 'settled' });
  if (intent.state === 'pending' && intent.dueAt > now) return refused({ reason: 'not-due' });
  if (intent.state === 'sending' && (intent.lease?.until ?? now) >= now)
    return refused({ reason: 'in-other-hands' });
  const until = plus(now, { seconds: params.leaseSeconds });
  return ok({ ...intent, state: 'sending', lease: { owner, until }, claims: intent.claims + 1 });
};

/** T4 may start only while enough of the lease is left for Publish to end inside it. */
export const hasTimeToPublish = (intent: Intent, now: Instant, params: OutboxParams = OUTBOX): boolean =>
  intent.lease !== undefined && toMillis(intent.lease.until) - toMillis(now) > params.leaseLeftSeconds * 1000;

/** What became of a message in hand: decided by the gate (T3) or answered by the provider (T4). */
export type Outcome =
  | {
      readonly outcome: 'accepted';
      readonly providerMessageId: string;
      readonly parts: number;
      readonly priceMicroEuros: number;
    }
  | { readonly outcome: 'throttled' }
  | { readonly outcome: 'retryable' }
  | { readonly outcome: 'permanent'; readonly reason: DeathReason }
  | { readonly outcome: 'cancelled'; readonly reason: CancelReason }
  | { readonly outcome: 'held'; readonly reason: string }
  /** Not now: outside the hours, no room in the rate. Costs nothing. */
  | { readonly outcome: 'postponed'; readonly until: Instant };

/** `tellHuman`: a task is created in the same transaction. */
type Settlement = { readonly intent: Intent; readonly tellHuman: boolean };

/**
 * T5. The next state of a message that `owner` has in hand. Refused when the lease was lost: another worker has
 * it, so nothing is written and one ambiguous window is counted. `random` in [0, 1) gives the full jitter.
 */
export const settle = (
  intent: Intent,
  owner: string,
  outcome: Outcome,
  now: Instant,
  random: number,
  params: OutboxParams = OUTBOX,
): Result<Settlement, { readonly reason: 'lost-lease' }> => {
  if (intent.state !== 'sending' || intent.lease?.owner !== owner) return refused({ reason: 'lost-lease' });
  const later = (seconds: number): Instant => fromMillis(toMillis(now) + Math.ceil(random * seconds * 1000));
  switch (outcome.outcome) {
    case 'accepted':
      return quietly(
        end(intent, {
          state: 'sent',
          sentAt: now,
          tries: intent.tries + 1,
          providerMessageId: outcome.providerMessageId,
          parts: outcome.parts,
          priceMicroEuros: outcome.priceMicroEuros,
        }),
      );
    case 'throttled':
      return quietly(leave(intent, { state: 'pending', dueAt: later(params.throttlePauseSeconds) }));
    case 'postponed':
      return quietly(leave(intent, { state: 'pending', dueAt: outcome.until }));
    case 'held':
      return quietly(leave(intent, { state: 'held', reason: outcome.reason }));
    case 'cancelled':
      return outcome.reason === 'too-late' && isPromised(intent)
        ? die(intent, 'too-late')
        : quietly(end(intent, { state: 'cancelled', reason: outcome.reason }));
    case 'permanent':
      return die(intent, outcome.reason);
    case 'retryable': {
      const tries = intent.tries + 1;
      if (tries >= TRIES[laneOf(intent)]) return die({ ...intent, tries }, 'tries-spent');
      const backoff = Math.min(params.longestBackoffSeconds, params.firstBackoffSeconds * 2 ** intent.tries);
      const tellHuman = tries >= TRIES_BEFORE_A_HUMAN_KNOWS && !intent.humanKnows;
      const next = leave(intent, {
        state: 'pending',
        tries,
        dueAt: later(backoff),
        humanKnows: intent.humanKnows || tellHuman,
      });
      return ok({ intent: next, tellHuman });
    }
  }
};

/** Lanes without a limit of tries: late is not the same as needless, somebody must know. */
const isPromised = (intent: Intent): boolean => TRIES[laneOf(intent)] === Number.POSITIVE_INFINITY;
const quietly = (intent: Intent) => ok({ intent, tellHuman: false });
const die = (intent: Intent, reason: DeathReason) => {
  const tellHuman = isOwed(laneOf(intent)) && !intent.humanKnows;
  return ok({
    intent: end(intent, { state: 'dead', reason, humanKnows: intent.humanKnows || tellHuman }),
    tellHuman,
  });
};

type Receipt = { readonly delivered: boolean; readonly reason: string };

/**
 * T6. A delivery receipt moves the state forward only: sent, then failed, then delivered. The same receipts in
 * any order, any number of times, end in the same state; a receipt for anything else changes nothing.
 */
export const receive = (intent: Intent, receipt: Receipt): Settlement => {
  if (receipt.delivered) {
    const moves = intent.state === 'sent' || intent.state === 'failed';
    return {
      intent: moves ? { ...intent, state: 'delivered', reason: undefined } : intent,
      tellHuman: false,
    };
  }
  if (intent.state !== 'sent') return { intent, tellHuman: false };
  const isForGood = receipt.reason === 'opted-out' || receipt.reason === 'invalid-number';
  const tellHuman = (isPromised(intent) || (isForGood && isOwed(laneOf(intent)))) && !intent.humanKnows;
  return {
    intent: {
      ...intent,
      state: 'failed',
      reason: receipt.reason.slice(0, 60),
      humanKnows: intent.humanKnows || tellHuman,
    },
    tellHuman,
  };
};
