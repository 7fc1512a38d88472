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

/** The police were told: news of them are due, at the latest when the next step, rescue, is. */
export const policeTold = (
  task: CallTask,
  reason: Escalation,
  rules: LadderRules,
  now: Instant,
): CallTask => ({
  ...handedUp(task, 'police', reason, rules, now),
  deadline: plus(now, { minutes: Math.max(5, stepTimes('rescue', rules)?.withinMinutes ?? 60) }),
});

/**
 * Somebody tried this step and nobody answered: the step after it, with its holder and its deadline. The first two calls stay with whoever holds them; from the
 * third on they are the desk's; from the door on a named duty officer's. An open step never ends later than the hour at
 * which everybody left is handed up.
 */
export const climbed = (task: CallTask, rules: LadderRules, now: Instant): CallTask => {
  if (rules.kind === 'gentle') return climbedGently(task, rules, now);
  const rung = rungAfter(task.rung, task.ways);
  // Of an open call the last step is the door: what comes after it is for people to say.
  if (isEscalation(rung)) return handedUp(task, 'door', 'door', rules, now);
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
/** Minutes given again, at most, to what nobody has done: never skipped, but shown as late and told again. */
const AGAIN_MINUTES = 60;

const minutesAgain = ({ rung, escalated }: CallTask, rules: HeatRules): number => {
  if (escalated?.reason === 'distress') return DISTRESS_MINUTES;
  return Math.min(AGAIN_MINUTES, Math.max(5, stepTimes(rung, rules)?.withinMinutes ?? AGAIN_MINUTES));
};

/** In the name of somebody who answers for the list: an officer keeps what is theirs, anybody else's goes to the first. */
const inDutysName = (task: CallTask, rules: HeatRules): CallTask['holder'] => {
  const { holder } = task;
  const isDutys = holder.by === 'staff' && rules.round.duty.includes(holder.staffId);
  return isDutys ? holder : { by: 'staff', staffId: dutyOf(rules) };
};

/** Nobody did the step that is due: the same step, late, in a duty officer's name, who is told again (`look-at-round`). */
const askedAgain = (task: CallTask, rules: HeatRules, now: Instant): CallTask => ({
  ...task,
  // Said to be in danger: whatever was tried since, rescue is what is due while nobody says that she is safe.
  ...(task.escalated?.reason === 'distress' ? { rung: 'rescue' as const } : {}),
  overdue: task.overdue + 1,
  holder: inDutysName(task, rules),
  deadline: plus(now, { minutes: minutesAgain(task, rules) }),
});

/**
 * The deadline of what is owed has passed. The clock moves who has it and who is told of it, never what was done: a
 * volunteer's goes to the desk; after the hour of escalation everybody not reached is handed to a duty officer by name,
 * the door due; any other step that nobody did stays the step due, late. The police and the rescue come by what people
 * say alone (decision 014). No machine closes anything: undefined only when nothing is due.
 */
export const movedOn = (task: CallTask, rules: LadderRules, now: Instant): CallTask | undefined => {
  if (rules.kind === 'gentle') return movedOnGently(task, rules, now);
  if (task.deadline === undefined || task.deadline > now) return undefined;
  switch (task.state) {
    case 'reached':
    case 'stopped':
      return undefined;
    case 'escalated':
      return task.escalated?.settled ? undefined : askedAgain(task, rules, now);
    case 'open': {
      const { escalateAt } = rules.round;
      if (now >= escalateAt) return handedUp(task, 'door', 'not-reached', rules, now);
      if (task.holder.by === 'volunteer') return backToDesk(task, rules, now);
      const again = askedAgain(task, rules, now);
      return { ...again, deadline: earliest(again.deadline ?? escalateAt, escalateAt) };
    }
    default:
      return impossible(task.state);
  }
};
