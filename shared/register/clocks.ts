import { addDays, type CivilDay, civilTime, dayOf, instantOf } from '../time/civil.ts';
import { type Instant, minus, plus } from '../time/instant.ts';
import type { RegisterEntry } from './entry.ts';

/** Version of the information notice attached to each request (G13), in a town that opened nothing (`notice.ts`). */
export const NOTICE_VERSION = '2026-1';

/** Days within which the person registered by somebody else is told (G6); calendar days (domain.md §14). */
export const ACKNOWLEDGE_DAYS = 8;
/** The team is reminded this long before the acknowledgment is due: at day 5. */
const WARN_DAYS = 3;
/** After the letter left, silence confirms (design: the post takes two or three days). */
export const SILENCE_DAYS = 8;
/** An agent looks at what came in by then. */
export const LOOK_HOURS = 24;
export const LOOK_HOURS_WHEN_CALLING = 2;
/** Everybody is asked again each year (G18). */
const RECONFIRM_DAYS = 365;
/** What was known of somebody who left is emptied after a month (domain.md §4); a proof of opposition after three years. */
export const EMPTY_AFTER_DAYS = 31;
const OPPOSITION_KEPT_DAYS = 3 * 365 + 1;

const MORNING = civilTime('09:00');

export const acknowledgeBy = (requestedAt: Instant): Instant => plus(requestedAt, { days: ACKNOWLEDGE_DAYS });
export const silenceFrom = (sentAt: Instant): Instant => plus(sentAt, { days: SILENCE_DAYS });
export const reconfirmDay = (day: CivilDay): CivilDay => addDays(day, RECONFIRM_DAYS);

/** When this entry's data are emptied for good, if a date is set. */
export const emptyAt = (entry: RegisterEntry): Instant | undefined => {
  if (!entry.person) return undefined;
  if (entry.state === 'removed' && entry.removed) return plus(entry.removed.at, { days: EMPTY_AFTER_DAYS });
  if (entry.state === 'opposed' && entry.opposed)
    return plus(entry.opposed.at, { days: OPPOSITION_KEPT_DAYS });
  return undefined;
};

/** When the agenda looks at this entry next; never, for one that owes nothing. */
export const nextEntryLook = (entry: RegisterEntry): Instant | undefined => {
  const looks: Instant[] = [];
  const empty = emptyAt(entry);
  if (empty) looks.push(empty);
  if (entry.state === 'pending-acknowledgment' && entry.acknowledgment) {
    const { dueAt, silenceAt, remindedAt, lateAt } = entry.acknowledgment;
    if (silenceAt) looks.push(silenceAt);
    else if (!remindedAt) looks.push(minus(dueAt, { days: WARN_DAYS }));
    else if (!lateAt) looks.push(dueAt);
  }
  if (entry.state === 'confirmed' && entry.reconfirmOn && !entry.reconfirmSince)
    looks.push(instantOf(entry.reconfirmOn, MORNING));
  return looks.sort()[0];
};

/** Confirmed now, and asked again in a year. */
export const confirmation = (
  at: Instant,
  how: 'declaration' | 'acknowledged' | 'silence',
): Pick<RegisterEntry, 'state' | 'confirmed' | 'reconfirmOn'> => ({
  state: 'confirmed',
  confirmed: { at, how },
  reconfirmOn: reconfirmDay(dayOf(at)),
});
