import type { Actor } from '../../../../shared/audit/audit.ts';
import { concernKind } from '../../../../shared/concerns/concern.ts';
import type { Mission } from '../../../../shared/missions/mission.ts';
import type { Senior } from '../../../../shared/seniors/senior.ts';
import { taskKind } from '../../../../shared/tasks/task.ts';
import { type Instant, plus } from '../../../../shared/time/instant.ts';
import { type Outcome, type Report, reportKind } from '../../../../shared/visits/report.ts';
import type { Volunteer } from '../../../../shared/volunteers/volunteer.ts';
import type { Making } from '../making.ts';
import { CONCERNS, REPORT_WISHES, REPORT_WORDS, THANKS } from '../words.ts';

/** What is reported of a visit: three taps, the rest now and then. */
export const reportOf = (
  making: Making,
  mission: Mission,
  volunteer: Volunteer,
  outcome: Outcome,
  at: Instant,
): Report => {
  const { dice } = making;
  const done = outcome === 'done';
  return {
    missionId: mission.id,
    seniorId: mission.seniorId,
    volunteerId: volunteer.id,
    town: mission.town,
    at,
    outcome,
    ...(done ? { her: dice.weighted({ well: 34, 'as-usual': 56, low: 10 }) } : {}),
    ...(dice.chance(0.85) ? { me: dice.weighted({ glad: 46, fine: 40, tired: 11, heavy: 3 }) } : {}),
    words: done && dice.chance(0.32) ? dice.pick(REPORT_WORDS) : '',
    ...(done && dice.chance(0.6) ? { minutes: mission.durationMinutes + dice.between(-2, 6) * 5 } : {}),
    ...(done && volunteer.travel === 'car' && mission.act === 'visit'
      ? { kilometres: dice.between(2, 14) }
      : {}),
    thanks: done && dice.chance(0.12) ? dice.pick(THANKS) : '',
    ...(done && dice.chance(0.05) ? { wish: dice.pick(REPORT_WISHES) } : {}),
  };
};

/** Something worried the visitor: raised, seen, acted on, closed; the last ones still wait. */
export const raiseConcern = (
  making: Making,
  mission: Mission,
  volunteer: Volunteer,
  senior: Senior,
  at: Instant,
  stage: 'raised' | 'acknowledged' | 'acted-on' | 'closed',
): Report['concernId'] => {
  const { dice, dawn, history, ids, staff, town } = making;
  const said = dice.pick(CONCERNS);
  const referentId = senior.referentId ?? staff.coordinator;
  const raisedBy: Actor = { kind: 'volunteer', id: volunteer.id };
  const by: Actor = { kind: 'staff', id: referentId };
  const raised = {
    id: ids.at('con', at),
    town: town.id,
    state: 'raised' as const,
    seniorId: senior.id,
    missionId: mission.id,
    raisedBy,
    raisedAt: at,
    words: said.words,
    urgent: false,
    referentId,
    dueAt: plus(at, { hours: town.deadlines.concernHours }),
  };
  history.change(concernKind, raised, {
    action: 'concern-raised',
    actor: raisedBy,
    at,
    to: 'raised',
    details: { mission: mission.id, urgent: false },
  });
  const steps = { raised: 0, acknowledged: 1, 'acted-on': 2, closed: 3 }[stage];
  const seenAt = plus(at, { hours: 2 });
  const actedAt = plus(at, { hours: dice.between(16, 30) });
  const closedAt = plus(actedAt, { hours: dice.between(4, 40) });
  const seen = { ...raised, state: 'acknowledged' as const };
  const acted = { ...raised, state: 'acted-on' as const, action: said.action };
  const isDone = steps >= 2 && actedAt < dawn;
  if (steps >= 1 && seenAt < dawn)
    history.change(concernKind, seen, {
      action: 'concern-acknowledged',
      actor: by,
      at: seenAt,
      from: 'raised',
      to: 'acknowledged',
    });
  if (isDone)
    history.change(concernKind, acted, {
      action: 'concern-acted-on',
      actor: by,
      at: actedAt,
      from: 'acknowledged',
      to: 'acted-on',
    });
  if (steps >= 3 && closedAt < dawn)
    history.change(
      concernKind,
      { ...acted, state: 'closed', closedAt },
      { action: 'concern-closed', actor: by, at: closedAt, from: 'acted-on', to: 'closed' },
    );
  history.note(taskKind, {
    id: ids.at('tsk', at),
    town: town.id,
    kind: 'concern',
    state: isDone ? 'done' : 'open',
    subjectId: raised.id,
    seniorId: senior.id,
    assigneeId: referentId,
    sentence: 'Inquiétude après une visite.',
    urgent: false,
    createdAt: at,
    dueAt: raised.dueAt,
    ...(isDone ? { doneAt: actedAt, doneBy: referentId, outcome: said.action } : {}),
  });
  return raised.id;
};

export const fileReportOf = ({ history }: Making, report: Report): void =>
  void history.note(reportKind, report);
