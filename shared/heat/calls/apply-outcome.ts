import type { Actor } from '../../audit/audit.ts';
import { ok, type Result, refused } from '../../result/result.ts';
import { earliest, type Instant, latest, plus } from '../../time/instant.ts';
import { otherNumber, tellsReferent } from './gentle-ladder.ts';
import { climbed, DISTRESS_MINUTES, handedUp, type LadderRules, policeTold } from './ladder.ts';
import { ACTS, isForVolunteers, MEANING, NEEDS, NOT_GENTLE, SPOKEN } from './meaning.ts';
import { type CallTask, isInDistress, type OutcomeCode } from './task.ts';

/** Minutes before a busy line is tried again; it is no attempt (domain.md §9). */
const BUSY_MINUTES = 15;
/** Minutes for which whoever was just tried, or passed to the police, gives way to others in an agent's list (design). */
const LATER_MINUTES = 30;

export type Said = {
  readonly code: OutcomeCode;
  readonly calledAt: Instant;
  readonly by: Actor;
  readonly id: string;
  /** From paper: whoever types it is not whoever heard it, so two of them may well contradict each other. */
  readonly isKeyed?: boolean;
  /** Of a distress: an agent had closed the alert of the one before it. */
  readonly isAnew?: boolean;
};

export type Heard = {
  readonly task: CallTask;
  readonly applied: boolean;
  readonly conflict: boolean;
  /**
   * `need`: a task for the desk. `distress`: duty officers at once. `stopped-distress`: a task, and no text (law 4).
   * `referent`: a task for the one who answers for her file.
   */
  readonly owes: 'nothing' | 'need' | 'distress' | 'stopped-distress' | 'referent';
};

export type OutcomeRefusal = 'not-for-volunteers' | 'not-on-this-list';

const answered = (task: CallTask, said: Said, now: Instant): CallTask => {
  const { batchId: _b, calling: _c, deadline: _d, ...rest } = task;
  return {
    ...rest,
    state: 'reached',
    reached: { at: said.calledAt, outcome: said.code, by: said.by.id },
    ...(task.escalated && !task.escalated.settled
      ? { escalated: { ...task.escalated, settled: { at: now, outcome: said.code, by: said.by.id } } }
      : {}),
  };
};

const counted = (task: CallTask, said: Said): CallTask => {
  const { calling: _, ...rest } = task;
  const isAttempt = said.code !== 'busy';
  const act = ACTS[said.code];
  return {
    ...rest,
    attempts: task.attempts + (isAttempt ? 1 : 0),
    ...(act ? { acts: [...(task.acts ?? []).filter((one) => one !== act), act] } : {}),
    ...(isAttempt && (task.firstAttemptAt === undefined || said.calledAt < task.firstAttemptAt)
      ? { firstAttemptAt: said.calledAt }
      : {}),
    ...(isAttempt ? { lastAttemptAt: latest(task.lastAttemptAt ?? said.calledAt, said.calledAt) } : {}),
    lastOutcome: said.code,
  };
};

const contradicted = (task: CallTask, said: Said): CallTask => ({
  ...task,
  conflicts: [...task.conflicts.filter((id) => id !== said.id), said.id].slice(-10),
});

const just = (task: CallTask): Heard => ({ task, applied: false, conflict: false, owes: 'nothing' });
const taken = (task: CallTask, owes: Heard['owes'] = 'nothing'): Heard => ({
  task,
  applied: true,
  conflict: false,
  owes,
});

const unanswered = (
  task: CallTask,
  said: Said,
  isLatest: boolean,
  rules: LadderRules,
  now: Instant,
): CallTask => {
  if (said.code === 'busy') {
    const notBefore = plus(now, { minutes: BUSY_MINUTES });
    // Later than the hour at which everybody is handed up, or than a volunteer's lease, no line is waited for.
    const later = latest(task.deadline ?? now, plus(notBefore, { minutes: 5 }));
    const mayWait = task.holder.by !== 'volunteer' && task.state === 'open';
    const deadline = mayWait
      ? latest(task.deadline ?? now, earliest(later, rules.round.escalateAt))
      : task.deadline;
    return { ...task, notBefore, ...(deadline ? { deadline } : {}) };
  }
  if (said.code === 'door-closed') return handedUp(task, 'police', 'door', rules, now);
  if (said.code === 'wrong-number') {
    const ways = { ...task.ways, phones: Math.max(0, task.ways.phones - 1) };
    if (rules.kind === 'gentle') return otherNumber({ ...task, ways }, rules, now);
    const atDesk: CallTask = { ...task, ways, holder: { by: 'desk' } };
    const { batchId: _, ...rest } = atDesk;
    // Another number is the same step again; with none left, further tries at it are pointless.
    return climbed({ ...rest, rung: ways.phones > 0 ? 'call-2' : 'call-3' }, rules, now);
  }
  // An older attempt keyed in later is counted; the ladder has already gone on from a newer one.
  return isLatest ? climbed(task, rules, now) : task;
};

/** Others first for a while, unless its own deadline comes before: an agent who asks for the next is given another. */
const othersFirst = (task: CallTask, now: Instant, minutes = LATER_MINUTES): CallTask => ({
  ...task,
  notBefore: earliest(plus(now, { minutes }), task.deadline ?? now),
});

const whenOpen = (task: CallTask, said: Said, isLatest: boolean, rules: LadderRules, now: Instant): Heard => {
  switch (MEANING[said.code]) {
    case 'reached':
      return taken(answered(task, said, now), NEEDS.has(said.code) ? 'need' : 'nothing');
    case 'distress':
      return taken(inDistress(task, rules, now), 'distress');
    case 'passed':
      return taken(passedOn(task, said, rules, now));
    case 'unanswered': {
      const heard = unanswered(task, said, isLatest, rules, now);
      // Whoever is on the telephone goes on: her door comes to their list again in a while, and stands on the board at once.
      const next = heard.state === 'escalated' && heard.rung === 'door' ? othersFirst(heard, now) : heard;
      return taken(next, tellsReferent(task, next) ? 'referent' : 'nothing');
    }
  }
};

const inDistress = (task: CallTask, rules: LadderRules, now: Instant): CallTask => ({
  ...handedUp({ ...task, escalated: undefined }, 'rescue', 'distress', rules, now),
  deadline: plus(now, { minutes: DISTRESS_MINUTES }),
});

const passedOn = (task: CallTask, said: Said, rules: LadderRules, now: Instant): CallTask => {
  // Whoever goes there goes for a distress still: only an agent who has heard or seen her ends it.
  if (said.code === 'passed-to-police')
    return isInDistress(task)
      ? othersFirst(policeTold(task, 'distress', rules, now), now, DISTRESS_MINUTES)
      : othersFirst(policeTold(task, 'police', rules, now), now);
  const up = handedUp(task, 'rescue', task.escalated?.reason ?? 'rescue', rules, now);
  const { deadline: _, ...rest } = up;
  const at = up.escalated?.at ?? now;
  const reason = up.escalated?.reason ?? 'rescue';
  return { ...rest, escalated: { at, reason, settled: { at: now, outcome: said.code, by: said.by.id } } };
};

const whenEscalated = (task: CallTask, said: Said, rules: LadderRules, now: Instant): Heard => {
  const isDistress = task.escalated?.reason === 'distress';
  switch (MEANING[said.code]) {
    case 'distress':
      // The first five minutes hold for as long as nobody answered: saying it twice puts nothing off.
      return isInDistress(task) && !said.isAnew
        ? just(task)
        : taken(inDistress(task, rules, now), 'distress');
    case 'passed':
      return task.escalated?.settled ? just(task) : taken(passedOn(task, said, rules, now));
    case 'unanswered': {
      if (isDistress || task.escalated?.settled || rules.kind === 'gentle') return just(task);
      // A door found shut is what the police are for; once they know, news of them are what is due.
      if (said.code === 'door-closed' && !task.acts?.includes('police'))
        return taken(handedUp(task, 'police', 'door', rules, now));
      return said.by.kind === 'staff' ? taken(othersFirst(task, now)) : just(task);
    }
    case 'reached': {
      // « Tout va bien » said by somebody who called before, or who is not an agent, does not end a distress.
      const ends = !isDistress || (said.by.kind === 'staff' && said.calledAt >= (task.escalated?.at ?? now));
      const owes = NEEDS.has(said.code) ? ('need' as const) : ('nothing' as const);
      return ends
        ? taken(answered(task, said, now), owes)
        : { task: contradicted(task, said), applied: false, conflict: true, owes };
    }
  }
};

const whenReached = (task: CallTask, said: Said, rules: LadderRules, now: Instant): Heard => {
  if (MEANING[said.code] === 'distress') return taken(inDistress(task, rules, now), 'distress');
  const kept = task.reached;
  const differs =
    kept !== undefined &&
    kept.outcome !== said.code &&
    (said.isKeyed === true || kept.by !== said.by.id) &&
    SPOKEN.has(said.code) &&
    SPOKEN.has(kept.outcome);
  const owes = NEEDS.has(said.code) && !(kept && NEEDS.has(kept.outcome)) ? 'need' : 'nothing';
  return differs
    ? { task: contradicted(task, said), applied: false, conflict: true, owes }
    : { ...just(task), owes };
};

/**
 * A second silence in less than half the time between two tries is counted, and is still the same try: one tap too many
 * sends nobody to a door. Judged by when the calls were made, so that paper keyed in hours later says the same.
 */
const isSameTry = (task: CallTask, said: Said, rules: LadderRules): boolean => {
  if (rules.kind === 'gentle' || (task.rung !== 'call-2' && task.rung !== 'call-3')) return false;
  if (said.code !== 'no-answer' || task.lastOutcome !== 'no-answer' || !task.lastAttemptAt) return false;
  return said.calledAt < plus(task.lastAttemptAt, { minutes: rules.times[task.rung].afterMinutes / 2 });
};

/**
 * What one attempt does to an obligation, in whatever order attempts arrive. Being spoken to or seen today closes it;
 * a distress always reaches the duty officers, even after a « well », and begins its five minutes anew when the
 * alert before it had been closed; no answer climbs the ladder once; what contradicts
 * the outcome kept is shown, never written over it. Volunteers are refused the codes of agents; a friendly call those of
 * the door and the police.
 */
export const applyOutcome = (
  task: CallTask,
  said: Said,
  rules: LadderRules,
  now: Instant,
): Result<Heard, OutcomeRefusal> => {
  if (said.by.kind === 'volunteer' && !isForVolunteers(said.code)) return refused('not-for-volunteers');
  if (rules.kind === 'gentle' && NOT_GENTLE.has(said.code)) return refused('not-on-this-list');
  const isLatest =
    !isSameTry(task, said, rules) &&
    (task.lastAttemptAt === undefined || said.calledAt >= task.lastAttemptAt);
  const seen = counted(task, said);
  switch (task.state) {
    case 'stopped':
      return ok({ ...just(seen), owes: said.code === 'distress' ? 'stopped-distress' : 'nothing' });
    case 'open':
      return ok(whenOpen(seen, said, isLatest, rules, now));
    case 'escalated':
      return ok(whenEscalated(seen, said, rules, now));
    case 'reached':
      return ok(whenReached(seen, said, rules, now));
  }
};

/** May this obligation still be called by a volunteer: their first two calls, nothing further (domain.md §9). */
export const isForVolunteer = (task: Pick<CallTask, 'state' | 'rung' | 'volunteersMay'>): boolean =>
  task.state === 'open' && task.volunteersMay && (task.rung === 'call-1' || task.rung === 'call-2');
