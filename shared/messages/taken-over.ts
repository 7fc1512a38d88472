import { ok, type Result, refused } from '../result/result.ts';
import type { Instant } from '../time/instant.ts';
import { type CancelReason, type Intent, isSettled } from './intent.ts';
import { end, leave } from './settle-intent.ts';

export type HumanRefusal = { readonly reason: 'in-other-hands' | 'settled' };

/** Change of the domain that makes a message void before it left. */
export const cancel = (intent: Intent, reason: CancelReason): Result<Intent, HumanRefusal> => {
  if (intent.state === 'sending') return refused({ reason: 'in-other-hands' });
  if (isSettled(intent)) return refused({ reason: 'settled' });
  return ok(end(intent, { state: 'cancelled', reason }));
};

/**
 * A member of staff takes a message over: it is not tried again, and no longer waits on any screen. A message
 * that already left, or was already handled, is refused; one being sent at this moment can be asked again.
 */
export const handle = (intent: Intent, by: string, now: Instant): Result<Intent, HumanRefusal> => {
  const handled = { at: now, by };
  if (intent.handled) return refused({ reason: 'settled' });
  if (intent.state === 'dead' || intent.state === 'failed') return ok({ ...intent, handled });
  const cancelled = cancel(intent, 'handled-by-human');
  return cancelled.ok ? ok({ ...cancelled.value, handled }) : cancelled;
};

/** A human releases a message held after a restore: due at once, checked again before it leaves. */
export const release = (intent: Intent, now: Instant): Result<Intent, HumanRefusal> =>
  intent.state === 'held'
    ? ok(leave(intent, { state: 'pending', dueAt: now, createdAt: now, reason: undefined }))
    : refused({ reason: 'settled' });
