import { ok, type Result, refused } from '../../result/result.ts';
import { dayOf, daysBetween } from '../../time/civil.ts';
import type { Instant } from '../../time/instant.ts';
import type { Town } from '../../town/settings.ts';
import type { Joining, Volunteer } from '../volunteer.ts';
import { joiningOf, waitFor } from './clock.ts';

/**
 * What a person did about somebody who applied. `seen` is the state that their page showed: an act on another is a second
 * tap, or a colleague's, and changes nothing.
 */
export type Answer =
  | { readonly kind: 'spoke'; readonly seen: string }
  | { readonly kind: 'no-answer'; readonly seen: string }
  | { readonly kind: 'interview-fixed'; readonly at: Instant; readonly seen?: string | undefined };

export type AnswerRefusal = {
  readonly reason:
    | 'not-waiting'
    | 'already-met'
    | 'interview-past'
    | 'interview-too-far'
    | 'changed-meanwhile';
};

/** An interview further away than this is a date mistyped, or one that nobody will remember (days). */
const FARTHEST_DAYS = 60;
const MOST_TRIES = 12;

/** What a page was shown of a wait: another word, another situation. */
export const seenOf = ({ step, since, tries }: Joining): string => `${step} ${since} ${tries.length}`;

/**
 * Where an answer leads. Speaking with them is what stops the first clock; a call that nobody answers is counted and
 * stops none. A date once agreed on may be changed, or spoken about again (postponed, not kept): they then wait for
 * another. Refused once they were met, for a date past or beyond two months, and for a date chosen before a page that a colleague's
 * act has made old: two dates would reach the same person.
 */
export const answered = (
  volunteer: Volunteer,
  answer: Answer,
  town: Pick<Town, 'holidayZone' | 'deadlines'>,
  now: Instant,
): Result<Volunteer, AnswerRefusal> => {
  const joining = joiningOf(volunteer, town);
  if (!joining) return refused({ reason: 'not-waiting' });
  if (volunteer.state !== 'candidate') return refused({ reason: 'already-met' });
  const answeredAt = joining.answeredAt ?? now;
  const next = (wait: Joining): Result<Volunteer, AnswerRefusal> => ok({ ...volunteer, joining: wait });
  switch (answer.kind) {
    case 'spoke':
      if (answer.seen !== seenOf(joining)) return ok(volunteer);
      return next(waitFor('appointment', { answeredAt }, town, now));
    case 'no-answer':
      if (answer.seen !== seenOf(joining)) return ok(volunteer);
      return next({ ...joining, tries: [...joining.tries, now].slice(-MOST_TRIES) });
    case 'interview-fixed':
      if (joining.interviewAt === answer.at) return ok(volunteer);
      if (answer.seen !== undefined && answer.seen !== seenOf(joining))
        return refused({ reason: 'changed-meanwhile' });
      if (answer.at <= now) return refused({ reason: 'interview-past' });
      if (daysBetween(dayOf(now), dayOf(answer.at)) > FARTHEST_DAYS)
        return refused({ reason: 'interview-too-far' });
      return next(waitFor('interview', { answeredAt, interviewAt: answer.at }, town, now));
  }
};
