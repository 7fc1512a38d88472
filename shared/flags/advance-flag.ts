import type { StaffId } from '../ids/ids.ts';
import { ok, type Result, refused } from '../result/result.ts';
import type { Role } from '../staff/staff.ts';
import type { CivilDay } from '../time/civil.ts';
import { dayOf } from '../time/civil.ts';
import type { Instant } from '../time/instant.ts';
import type { Flag } from './flag.ts';
import { type FlagCommand, mayDo, nextFlagState } from './transitions.ts';

/** Who acts: always a person of the desk. */
export type FlagActor = { readonly id: StaffId; readonly role: Role };

/** One command with what it needs. `take-up` and `know` also name the senior. */
export type FlagStep =
  | { readonly do: 'acknowledge'; readonly handlerId: StaffId }
  | { readonly do: 'try' | 'contact' | 'give-up' | 'reopen' | 'withdraw' }
  | { readonly do: 'take-up' | 'know'; readonly seniorId: NonNullable<Flag['seniorId']> }
  | { readonly do: 'decline'; readonly recontactOn?: CivilDay }
  | { readonly do: 'redirect' | 'close'; readonly words: string };

export type AdvanceRefusal = 'not-from-here' | 'not-yours' | 'words-missing' | 'day-not-ahead';

/** How many unanswered calls are kept by date; past it only the last ones matter. */
const ATTEMPTS_KEPT = 30;

/**
 * Decides the next state of a flag. A conversation with the person (contact, take-up, decline) also tells her that
 * someone spoke of her. A recontact is kept only for a day to come, agreed by the person. Refusals: the table of
 * transitions, who may act, a redirection or a closing without a word on where or why.
 */
export const advance = (
  flag: Flag,
  step: FlagStep,
  by: FlagActor,
  now: Instant,
): Result<Flag, { readonly reason: AdvanceRefusal }> => {
  const to = nextFlagState(flag.state, step.do);
  if (!mayDo(step.do, { role: by.role, isFlagger: by.id === flag.flaggerId }))
    return refused({ reason: 'not-yours' });
  if (to === undefined) return refused({ reason: 'not-from-here' });
  const next = withHandler({ ...flag, state: to }, step.do, by);
  switch (step.do) {
    case 'acknowledge':
      return ok({ ...next, handlerId: step.handlerId });
    case 'try':
      return ok({
        ...next,
        attempts: [...(flag.attempts ?? []), { at: now, by: by.id }].slice(-ATTEMPTS_KEPT),
      });
    case 'contact':
      return ok(told(next, now));
    case 'take-up':
      return ok({ ...told(next, now), seniorId: step.seniorId, closedAt: now });
    case 'know':
      return ok({ ...next, seniorId: step.seniorId, closedAt: now });
    case 'decline':
      if (step.recontactOn !== undefined && step.recontactOn <= dayOf(now))
        return refused({ reason: 'day-not-ahead' });
      return ok({
        ...told(next, now),
        closedAt: now,
        ...(step.recontactOn ? { recontactOn: step.recontactOn } : {}),
      });
    case 'redirect':
    case 'close':
      if (step.words.trim() === '') return refused({ reason: 'words-missing' });
      return ok({ ...next, outcome: step.words.trim(), closedAt: now });
    case 'give-up':
    case 'withdraw':
      return ok({ ...next, closedAt: now });
    case 'reopen': {
      const { closedAt: _closed, recontactOn: _day, recontactTaskAt: _task, ...open } = next;
      return ok(open);
    }
  }
};

/** The first of the House who acts on a flag answers for it. */
const withHandler = (flag: Flag, command: FlagCommand, by: FlagActor): Flag =>
  flag.handlerId || command === 'withdraw' ? flag : { ...flag, handlerId: by.id };

const told = (flag: Flag, now: Instant): Flag =>
  flag.toldPersonAt
    ? flag
    : { ...flag, toldPersonAt: now, toldBy: flag.sensitive ? 'safe-channel' : 'spoken' };

export type TellRefusal = 'already-told' | 'closed' | 'sensitive-no-letter';

/**
 * The person is told, in writing or aloud (domain.md §5, within 8 days). A sensitive flag never goes by letter: only
 * by the safe channel.
 */
export const tellPerson = (
  flag: Flag,
  how: NonNullable<Flag['toldBy']>,
  now: Instant,
): Result<Flag, { readonly reason: TellRefusal }> => {
  if (flag.toldPersonAt) return refused({ reason: 'already-told' });
  if (flag.state === 'closed') return refused({ reason: 'closed' });
  if (flag.sensitive && how === 'letter') return refused({ reason: 'sensitive-no-letter' });
  return ok({ ...flag, toldPersonAt: now, toldBy: how });
};
