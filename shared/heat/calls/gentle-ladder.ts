import { earliest, type Instant, latest, plus } from '../../time/instant.ts';
import type { CallRound } from './round.ts';
import type { CallTask } from './task.ts';

/**
 * The ladder of friendly calls (issue 4, item 10): a try, another the same day, again on the next day of calls, then her
 * referent is told. Never a door, the police or rescue by itself; a distress goes the same way as on a hot day.
 */
export type GentleRules = {
  readonly kind: 'gentle';
  readonly round: Pick<CallRound, 'duty' | 'handOverAt' | 'escalateAt' | 'firstBy'>;
};

/** Minutes after which a second try has a chance (design). */
const RETRY_MINUTES = 120;
/** Minutes given again to a call that nobody made. */
const AGAIN_MINUTES = 60;
/** Minutes within which somebody looks again at a distress that is not settled. */
const DISTRESS_AGAIN_MINUTES = 30;
const BY_ITSELF = 'agenda';

const settledUp = (task: CallTask, reason: 'next-day' | 'referent', now: Instant): CallTask => {
  const { batchId: _b, calling: _c, deadline: _d, ...rest } = task;
  const settled = { at: now, outcome: task.lastOutcome ?? 'no-answer', by: BY_ITSELF } as const;
  return { ...rest, state: 'escalated', holder: { by: 'desk' }, escalated: { at: now, reason, settled } };
};

/** Told to her referent: the task in that person's name is written in the same transaction (`referentTask`). */
export const toReferent = (task: CallTask, now: Instant): CallTask => ({
  ...settledUp(task, 'referent', now),
  rung: 'referent',
});

/** Does this change tell her referent? Once: a task told before is not told again. */
export const tellsReferent = (before: CallTask, after: CallTask): boolean =>
  after.escalated?.reason === 'referent' && before.escalated?.reason !== 'referent';

/**
 * Her day of calls ends without news of her: first on the next list, or, when that was so on the list before too and she
 * was truly called today, her referent's. A list that nobody had time to call says nothing of her.
 */
export const dayOver = (task: CallTask, now: Instant): CallTask =>
  task.facts.notReachedYesterday && task.attempts > 0
    ? toReferent(task, now)
    : settledUp(task, 'next-day', now);

/** Nobody answered: the second try, later the same day; after it the day is over. */
export const climbedGently = (task: CallTask, rules: GentleRules, now: Instant): CallTask => {
  const again = plus(now, { minutes: RETRY_MINUTES });
  if (task.rung !== 'call-1' || again >= rules.round.escalateAt) return dayOver(task, now);
  const { calling: _, batchId, ...rest } = task;
  const keeps = task.holder.by === 'volunteer' && again < (task.deadline ?? now);
  return {
    ...rest,
    ...(keeps && batchId ? { batchId } : {}),
    rung: 'call-2',
    holder: keeps ? task.holder : { by: 'desk' },
    notBefore: again,
    deadline: keeps && task.deadline ? task.deadline : rules.round.escalateAt,
    overdue: 0,
  };
};

/** A number that is not hers: another one is tried the same day; with none left, her referent finds one. */
export const otherNumber = (task: CallTask, rules: GentleRules, now: Instant): CallTask =>
  task.ways.phones > 0
    ? climbedGently({ ...task, rung: 'call-1', holder: { by: 'desk' } }, rules, now)
    : toReferent(task, now);

/** Back from a volunteer: the desk's until the calls end. */
export const backToDeskGently = (task: CallTask, rules: GentleRules, now: Instant): CallTask => {
  const { batchId: _b, calling: _c, ...rest } = task;
  return {
    ...rest,
    holder: { by: 'desk' },
    deadline: latest(rules.round.escalateAt, plus(now, { minutes: 5 })),
  };
};

/** The deadline of an open or distressed friendly call has passed; undefined when nothing is due. */
export const movedOnGently = (task: CallTask, rules: GentleRules, now: Instant): CallTask | undefined => {
  if (task.deadline === undefined || task.deadline > now) return undefined;
  if (task.state === 'escalated')
    return task.escalated?.settled
      ? undefined
      : {
          ...task,
          overdue: task.overdue + 1,
          deadline: plus(now, { minutes: DISTRESS_AGAIN_MINUTES }),
        };
  if (task.state !== 'open') return undefined;
  if (now >= rules.round.escalateAt) return dayOver(task, now);
  if (task.holder.by === 'volunteer') return backToDeskGently(task, rules, now);
  const { calling: _, ...rest } = task;
  const later = earliest(plus(now, { minutes: AGAIN_MINUTES }), rules.round.escalateAt);
  return { ...rest, overdue: task.overdue + 1, deadline: later };
};
