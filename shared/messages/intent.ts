import * as z from 'zod';
import { sha256 } from '../ids/digest.ts';
import { taskIdSchema } from '../ids/ids.ts';
import { ok, type Result, refused } from '../result/result.ts';
import type { CivilDay } from '../time/civil.ts';
import { fromMillis, type Instant, instantSchema, plus, toMillis } from '../time/instant.ts';
import { townIdSchema } from '../town/settings.ts';
import { isOwed, KINDS, type Lane, TRIES, TRIES_BEFORE_A_HUMAN_KNOWS } from './kinds.ts';
import { type MessageKind, messageSchema } from './message.ts';

/** Every number of the protocol, with its reason (reliability.md §2.2). Durations in seconds. */
export type OutboxParams = {
  /** Longer than the worker's life (60), a Publish (7) and the clock skew (60) together. */
  readonly leaseSeconds: number;
  /** Publish starts only with more lease than this left: Publish (7) + skew (60). */
  readonly leaseLeftSeconds: number;
  readonly firstBackoffSeconds: number;
  readonly longestBackoffSeconds: number;
  readonly throttlePauseSeconds: number;
};
export const OUTBOX: OutboxParams = {
  leaseSeconds: 300,
  leaseLeftSeconds: 67,
  firstBackoffSeconds: 15,
  longestBackoffSeconds: 300,
  throttlePauseSeconds: 10,
};

export const intentStateSchema = z.enum([
  'pending',
  'sending',
  'sent',
  'delivered',
  'failed',
  'held',
  'cancelled',
  'dead',
]);
export type IntentState = z.infer<typeof intentStateSchema>;

/** Why a message was not sent and must not be. */
export type CancelReason =
  | 'too-late'
  | 'recipient-gone'
  | 'recipient-paused'
  | 'recipient-opted-out'
  | 'mission-changed'
  | 'senior-closed'
  | 'no-consent'
  | 'handled-by-human';

/** Why a message that was owed could not be sent: each of these is a human's task. */
export type DeathReason =
  | 'no-mobile'
  | 'invalid-number'
  | 'opted-out'
  | 'refused-by-provider'
  | 'tries-spent'
  | 'too-late'
  | 'unreadable';

export const intentIdSchema = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .brand<'IntentId'>();
export type IntentId = z.infer<typeof intentIdSchema>;

export const intentSchema = z.object({
  id: intentIdSchema,
  town: townIdSchema,
  state: intentStateSchema,
  message: messageSchema,
  /** What it is about: a mission, a call, a batch of calls, else the recipient. */
  subject: z.string().max(120),
  /** A person's record id, or `duty` for the duty phone; the number itself is read at the last moment. */
  recipient: z.string().max(60),
  createdAt: instantSchema,
  dueAt: instantSchema,
  notAfter: instantSchema,
  /** How often it was taken in hand: diagnosis only. */
  claims: z.number().int().min(0),
  /** How often Publish was tried and not refused for the rate: the budget. */
  tries: z.number().int().min(0),
  lease: z.object({ owner: z.string().max(64), until: instantSchema }).optional(),
  /** The link token or the code, sealed under this intent's id; gone once the message left or never will. */
  sealed: z.string().max(400).optional(),
  providerMessageId: z.string().max(100).optional(),
  /** Billed parts of the text that left, and their price: the ledger of this message. */
  parts: z.number().int().min(1).optional(),
  priceMicroEuros: z.number().int().min(0).optional(),
  sentAt: instantSchema.optional(),
  /** Why it ended or is held: one of ours, or what the network said. */
  reason: z.string().max(60).optional(),
  /** How often the sweep pointed at it again. */
  nudges: z.number().int().min(0).default(0),
  /** A human has a task about it. */
  humanKnows: z.boolean(),
  /** That task, settled with the message. */
  taskId: taskIdSchema.optional(),
  /** A member of staff did what the message should have done, or saw that nothing is left to do. */
  handled: z.object({ at: instantSchema, by: z.string().max(60) }).optional(),
});
export type Intent = Readonly<z.infer<typeof intentSchema>>;

/** What makes two requests to send the same message one request. */
type IntentIdentity = {
  readonly kind: MessageKind;
  readonly subject: string;
  readonly day: CivilDay;
  /** Tells deliberate repetitions apart: « wave-2 », « move-3 », a code asked again. */
  readonly round: string;
  readonly recipient: string;
};

/** The deterministic id of T1: a producer run again writes the same record, and its condition refuses it. */
export const intentIdOf = (identity: IntentIdentity): IntentId =>
  intentIdSchema.parse(
    sha256([identity.kind, identity.subject, identity.day, identity.round, identity.recipient].join('|')),
  );

/** From where each state may be reached (T2–T6); a state absent from every list on the right is an end. */
export const TRANSITIONS: Readonly<Record<IntentState, readonly IntentState[]>> = {
  pending: ['sending', 'cancelled', 'held'],
  sending: ['sending', 'sent', 'pending', 'cancelled', 'held', 'dead'],
  sent: ['delivered', 'failed'],
  failed: ['delivered'],
  held: ['pending', 'cancelled'],
  delivered: [],
  cancelled: [],
  dead: [],
};

export const laneOf = (intent: Intent): Lane => KINDS[intent.message.kind].lane;
export const isSettled = (intent: Intent): boolean => !['pending', 'sending', 'held'].includes(intent.state);
/** When the sweep must look at it: when it is due, or when its lease is over. Nothing for an end or a hold. */
export const attentionAt = (intent: Intent): Instant | undefined => {
  if (intent.state === 'pending') return intent.dueAt;
  return intent.state === 'sending' ? intent.lease?.until : undefined;
};

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
