import type { FlagId, StaffId } from '../ids/ids.ts';
import { ok, type Result, refused } from '../result/result.ts';
import { type Instant, plus } from '../time/instant.ts';
import type { Town } from '../town/settings.ts';
import type { Flag, Urgency } from './flag.ts';

/** What the form says, read at the door. */
export type FlagRequest = Pick<Flag, 'person' | 'reasons' | 'noticed' | 'urgency' | 'consent'> & {
  readonly sensitive?: Flag['sensitive'];
  readonly caller?: Flag['caller'];
  /** « J’ai appelé les secours, ou quelqu’un s’en occupe » */
  readonly dangerHandled: boolean;
};

export type FlagRefusal =
  | 'nobody-to-reach'
  | 'nothing-noticed'
  | 'danger-not-handled'
  | 'safe-channel-missing';

/** Hours after which a second person is alarmed about an immediate danger (design; the emergency services come first). */
export const P0_HOURS = 1;

/** First contact due, elapsed hours from reception (domain.md §5; the town's own deadlines). */
export const contactDueAt = (
  urgency: Urgency,
  receivedAt: Instant,
  town: Pick<Town, 'deadlines'>,
): Instant => {
  const hours = {
    P0: P0_HOURS,
    P1: town.deadlines.p1Hours,
    P2: town.deadlines.p2Hours,
    P3: town.deadlines.p3Hours,
  }[urgency];
  return plus(receivedAt, { hours });
};

/**
 * Decides whether what was noticed can be received, and what it becomes: a flag with its two clocks (first contact,
 * telling the person). Refuses a form from which nobody could be reached, one that says nothing, an immediate
 * danger for which this software would be the only alert (domain.md §5), and a sensitive one without a safe path.
 */
export const receiveFlag = (
  request: FlagRequest,
  minted: { readonly id: FlagId; readonly number: string; readonly known: boolean },
  flaggerId: StaffId,
  town: Pick<Town, 'id' | 'deadlines'>,
  now: Instant,
): Result<Flag, { readonly reason: FlagRefusal }> => {
  const { person, sensitive, dangerHandled, ...said } = request;
  if (![person.name, person.address, person.phone].some((text) => text.trim().length > 1))
    return refused({ reason: 'nobody-to-reach' });
  if (said.reasons.length === 0 && said.noticed.trim() === '') return refused({ reason: 'nothing-noticed' });
  if (said.urgency === 'P0' && !dangerHandled) return refused({ reason: 'danger-not-handled' });
  if (sensitive && sensitive.safeChannel.trim() === '') return refused({ reason: 'safe-channel-missing' });
  return ok({
    ...said,
    ...minted,
    town: town.id,
    state: 'received',
    person,
    ...(sensitive ? { sensitive } : {}),
    flaggerId,
    receivedAt: now,
    acknowledgedAt: now,
    dueAt: contactDueAt(said.urgency, now, town),
    tellPersonBy: plus(now, { days: town.deadlines.tellPersonDays }),
  });
};
