import * as z from 'zod';
import { sha256 } from '../ids/digest.ts';
import { taskIdSchema } from '../ids/ids.ts';
import type { CivilDay } from '../time/civil.ts';
import { type Instant, instantSchema } from '../time/instant.ts';
import { townIdSchema } from '../town/settings.ts';
import { KINDS, type Lane } from './kinds.ts';
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
  | 'phone-lost'
  | 'link-closed'
  | 'mission-changed'
  | 'senior-closed'
  | 'no-consent'
  | 'handled-by-human';

/** Why a message that was owed could not be sent: each of these is a human's task. */
export type DeathReason =
  | 'no-mobile'
  | 'invalid-number'
  | 'opted-out'
  | 'phone-lost'
  | 'link-closed'
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
