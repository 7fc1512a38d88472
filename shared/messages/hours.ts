import { lastAllowedBefore, mayDisturb, nextAllowed, type QuietHours } from '../time/calendar.ts';
import type { Instant } from '../time/instant.ts';
import { KINDS } from './kinds.ts';
import type { MessageKind } from './message.ts';

/**
 * When a message that is due at `at` may leave (F15): at once for alerts and direct answers, else within the
 * hours. Undefined when that would be after `notAfter`, except for what a volunteer is owed (an annulment at
 * night for the early morning): better disturbed than sent out for nothing.
 */
export const allowedAt = (
  kind: MessageKind,
  at: Instant,
  notAfter: Instant,
  quiet: QuietHours,
): Instant | undefined => {
  if (KINDS[kind].hours === 'any' || mayDisturb(at, quiet)) return at;
  const next = nextAllowed(at, quiet);
  if (next <= notAfter) return next;
  return KINDS[kind].lane === 'obligation' ? at : undefined;
};

/** Where a new message is placed: a reminder comes earlier rather than later, the rest waits for the hours. */
export const placedAt = (
  kind: MessageKind,
  dueAt: Instant,
  notAfter: Instant,
  now: Instant,
  quiet: QuietHours,
): Instant => {
  if (KINDS[kind].hours === 'quiet-before') {
    const before = lastAllowedBefore(dueAt, quiet);
    if (before >= now) return before;
  }
  return allowedAt(kind, dueAt, notAfter, quiet) ?? dueAt;
};
