import type { StaffId, VolunteerId } from '../ids/ids.ts';
import type { Instant } from '../time/instant.ts';
import type { Message } from './message.ts';

/**
 * A message as a decision speaks of it: data, not an effect. The use case turns each into the outbox write of its own
 * transaction (T1) with `intentWrite` of `intent-write.ts`, which seals the secret.
 */
export type MessageDraft = {
  readonly message: Message;
  /** Who gets it; the number is read at the last moment. */
  readonly recipient: VolunteerId | StaffId | 'duty';
  /** The record it is about: a mission id, else the recipient. */
  readonly subject: string;
  /** Tells two owed messages of one kind, day and recipient apart: « wave-2 », « move-3 ». */
  readonly round: string;
  readonly dueAt: Instant;
  /** After this it is of no use and is cancelled. */
  readonly notAfter: Instant;
  /** Raw link token or code; never stored in clear. */
  readonly secret?: string;
};
