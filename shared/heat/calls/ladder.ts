import type { StaffId } from '../../ids/ids.ts';
import { impossible } from '../../result/result.ts';
import { earliest, type Instant, latest, plus } from '../../time/instant.ts';
import type { HeatSettings, LevelTimes, StepTimes } from '../settings.ts';
import { backToDeskGently, climbedGently, type GentleRules, movedOnGently } from './gentle-ladder.ts';
import type { CallRound } from './round.ts';
import { type CallTask, type Escalation, RUNGS, type Rung } from './task.ts';

/** What the ladder is climbed by: on a hot day the list's own hours and the limits of its level; else the gentle one. */
export type LadderRules = HeatRules | GentleRules;
type HeatRules = {
  readonly kind: 'heat';
  readonly round: Pick<CallRound, 'duty' | 'handOverAt' | 'escalateAt' | 'firstBy'>;
  readonly times: LevelTimes;
};

export const ladderRules = (round: CallRound, settings: HeatSettings): LadderRules =>
  round.source.kind === 'cadence'
    ? { kind: 'gentle', round }
    : { kind: 'heat', round, times: settings.times[round.level ?? 'orange'] };

/** From the door on, it is no longer a call: a named person has her. */
export const isEscalation = (rung: Rung): boolean =>
  rung === 'door' || rung === 'police' || rung === 'rescue';

/** The next step that exists for her: nobody to warn, no neighbour known, and the step is not there. */
export const rungAfter = (rung: Rung, ways: CallTask['ways']): Rung => {
  const ladder: readonly Rung[] = RUNGS;
  const next = ladder[ladder.indexOf(rung) + 1] ?? 'rescue';
  if (next === 'relatives' && ways.relatives === 0) return rungAfter(next, ways);
  if (next === 'neighbour' && ways.neighbours === 0) return rungAfter(next, ways);
  return next;
};

const reasonOf = (rung: Rung): Escalation => {
  if (rung === 'police' || rung === 'rescue') return rung;
  return rung === 'door' ? 'door' : 'not-reached';
};

/** The first call has no step before it: its deadline is the list's own. */
const stepTimes = (rung: Rung, rules: LadderRules): StepTimes | undefined =>
  rules.kind === 'gentle' || rung === 'call-1' || rung === 'referent' ? undefined : rules.times[rung];

const dutyOf = (rules: LadderRules): StaffId => {
  const first = rules.round.duty[0];
  if (!first) throw new Error('a list without a duty officer');
  return first;
};

/** Handed to a named duty officer, with the reason and the time by which the next step is owed. */
export const handedUp = (
  task: CallTask,
  rung: Rung,
  reason: Escalation,
  rules: LadderRules,
  now: Instant,
): CallTask => {
  const { batchId: _b, calling: _c, ...rest } = task;
  const within = stepTimes(rung, rules)?.withinMinutes ?? 60;
  return {
    ...rest,
    state: 'escalated',
    rung,
    holder: { by: 'staff', staffId: dutyOf(rules) },
    notBefore: now,
    deadline: plus(now, { minutes: Math.max(5, within) }),
    overdue: 0,
    escalated: { at: task.escalated?.at ?? now, reason },
  };
};

/**
 * The step after this one, with its holder and its deadline. The first two calls stay with whoever holds them; from the
 * third on they are the desk's; from the door on a named duty officer's. An open step never ends later than the hour at
 * which everybody left is handed up.
 */
export const climbed = (task: CallTask, rules: LadderRules, now: Instant): CallTask => {
  if (rules.kind === 'gentle') return climbedGently(task, rules, now);
  const rung = rungAfter(task.rung, task.ways);
  if (task.state === 'escalated') return handedUp(task, rung, reasonOf(rung), rules, now);
  if (isEscalation(rung)) return handedUp(task, rung, reasonOf(rung), rules, now);
  const times = stepTimes(rung, rules);
  const keeps = task.holder.by === 'volunteer' && rung === 'call-2';
  const { batchId, calling: _, ...rest } = task;
  const limit = plus(now, { minutes: Math.max(5, times?.withinMinutes ?? 60) });
  return {
    ...rest,
    ...(keeps && batchId ? { batchId } : {}),
    rung,
    holder: keeps ? task.holder : { by: 'desk' },
    notBefore: plus(now, { minutes: times?.afterMinutes ?? 0 }),
    // A volunteer's own deadline is the end of their batch: it stays.
    deadline: keeps && task.deadline ? task.deadline : latest(now, earliest(limit, rules.round.escalateAt)),
    overdue: 0,
  };
};

/** Back from a volunteer, by silence, hand-back or pause: the desk's, with time to call. */
export const backToDesk = (task: CallTask, rules: LadderRules, now: Instant): CallTask => {
  if (rules.kind === 'gentle') return backToDeskGently(task, rules, now);
  const { batchId: _b, calling: _c, ...rest } = task;
  const limit = latest(rules.round.handOverAt, plus(now, { minutes: 30 }));
  return {
    ...rest,
    holder: { by: 'desk' },
    deadline: latest(earliest(limit, rules.round.escalateAt), plus(now, { minutes: 5 })),
  };
};

/** Minutes within which somebody has acted on a distress (domain.md §9), and is asked again. */
export const DISTRESS_MINUTES = 5;
/** Minutes given again to a first or second call that nobody has made: never skipped, but shown as late. */
const AGAIN_MINUTES = 60;

/**
 * The deadline of what is owed has passed. A volunteer's goes to the desk; after the hour of escalation everybody not
 * reached is handed to a duty officer by name; a call that nobody made stays a call, late; a further step gives way to
 * the next. No machine closes anything: undefined only when nothing is due.
 */
export const movedOn = (task: CallTask, rules: LadderRules, now: Instant): CallTask | undefined => {
  if (rules.kind === 'gentle') return movedOnGently(task, rules, now);
  if (task.deadline === undefined || task.deadline > now) return undefined;
  switch (task.state) {
    case 'reached':
    case 'stopped':
      return undefined;
    case 'escalated':
      if (task.escalated?.settled) return undefined;
      // Nobody says that they have acted on a distress: it stays first on the board, and the duty hears of it again.
      if (task.escalated?.reason === 'distress')
        return {
          ...task,
          rung: 'rescue',
          overdue: task.overdue + 1,
          deadline: plus(now, { minutes: DISTRESS_MINUTES }),
        };
      if (task.rung === 'rescue')
        return {
          ...task,
          overdue: task.overdue + 1,
          deadline: plus(now, { minutes: Math.max(5, rules.times.rescue.withinMinutes) }),
        };
      // From a call that never came to the door: the first escalation keeps the calls' own order.
      return { ...climbed(atDoor(task), rules, now), overdue: task.overdue + 1 };
    case 'open': {
      if (now >= rules.round.escalateAt)
        return handedUp(task, atLeastDoor(task.rung), 'not-reached', rules, now);
      if (task.holder.by === 'volunteer') return backToDesk(task, rules, now);
      if (task.rung === 'call-1' || task.rung === 'call-2') {
        const { calling: _, ...rest } = task;
        return {
          ...rest,
          overdue: task.overdue + 1,
          holder: { by: 'staff', staffId: dutyOf(rules) },
          deadline: earliest(plus(now, { minutes: AGAIN_MINUTES }), rules.round.escalateAt),
        };
      }
      return climbed(task, rules, now);
    }
    default:
      return impossible(task.state);
  }
};

const atLeastDoor = (rung: Rung): Rung => (isEscalation(rung) ? rung : 'door');
const atDoor = (task: CallTask): CallTask => ({ ...task, rung: atLeastDoor(task.rung) });
