import { ok, refused } from '../result/result.ts';
import type { Instant } from '../time/instant.ts';
import { confirmation, silenceFrom } from './clocks.ts';
import { type Decided, mayDo } from './decide-entry.ts';
import type { RegisterEntry } from './entry.ts';

/** The acknowledgment reached her or is on its way; from `silenceAt`, no word means yes (G6). */
export const acknowledge = (
  entry: RegisterEntry,
  how: 'letter' | 'phone' | 'counter',
  now: Instant,
): Decided => {
  if (!mayDo(entry, 'acknowledge') || !entry.acknowledgment || entry.acknowledgment.sentAt)
    return refused({ reason: 'not-now' });
  return ok({
    ...entry,
    acknowledgment: { ...entry.acknowledgment, sentAt: now, how, silenceAt: silenceFrom(now) },
  });
};

/** She was told and said yes in words: no need to wait for her silence. */
export const approve = (entry: RegisterEntry, how: 'letter' | 'phone' | 'counter', now: Instant): Decided => {
  if (!mayDo(entry, 'approve') || !entry.acknowledgment) return refused({ reason: 'not-now' });
  const { sentAt = now, how: first = how, dueAt } = entry.acknowledgment;
  return ok({
    ...entry,
    acknowledgment: { dueAt, sentAt, how: first },
    ...confirmation(now, 'acknowledged'),
  });
};

/** Told, eight days passed, no opposition: confirmed. Nothing before that instant. */
export const silence = (entry: RegisterEntry, now: Instant): RegisterEntry | undefined => {
  const at = entry.acknowledgment?.silenceAt;
  if (entry.state !== 'pending-acknowledgment' || at === undefined || now < at || !entry.acknowledgment)
    return undefined;
  const { silenceAt: _silence, ...acknowledgment } = entry.acknowledgment;
  return { ...entry, acknowledgment, ...confirmation(now, 'silence') };
};
