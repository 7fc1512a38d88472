import { lettersOf } from '../ids/digest.ts';
import { type TaskId, taskIdSchema } from '../ids/ids.ts';
import type { Mission } from '../missions/mission.ts';
import type { MissionFacts } from '../offers/facts.ts';
import type { Table, Write } from '../table/table.ts';
import { create, replace } from '../table/write.ts';
import { settledTaskWrites } from '../tasks/settle-task.ts';
import { type Task, taskKey, taskKind } from '../tasks/task.ts';
import { type Instant, plus } from '../time/instant.ts';
import type { Outcome } from './report.ts';

/** Somebody expected a visitor and did not open: whether she is well is known within the half-day, as for an urgent concern. */
export const NO_ANSWER_HOURS = 4;

/** One task a visit, however often it is reported, and by whichever of the two who went. */
const noAnswerTaskId = ({ id, twinId }: Pick<Mission, 'id' | 'twinId'>): TaskId => {
  const visit = twinId !== undefined && twinId < id ? twinId : id;
  return taskIdSchema.parse(`tsk_${lettersOf(`${visit}|no-answer`)}`);
};

const noAnswerTask = ({ mission: { value: mission }, senior }: MissionFacts, now: Instant): Task => ({
  id: noAnswerTaskId(mission),
  town: mission.town,
  kind: 'no-answer',
  state: 'open',
  subjectId: mission.id,
  seniorId: mission.seniorId,
  ...(mission.holder ? { volunteerId: mission.holder.volunteerId } : {}),
  ...(senior?.referentId ? { assigneeId: senior.referentId } : {}),
  sentence: `Personne n’a répondu ${mission.act === 'call' ? 'à l’appel' : 'à la porte'} : prendre de ses nouvelles.`,
  urgent: false,
  createdAt: now,
  dueAt: plus(now, { hours: NO_ANSWER_HOURS }),
});

/**
 * A person who expected a visit or a call and did not answer is asked after by somebody of the house: a task for her
 * referent in the report's own transaction (domain.md §5: every unanswered call creates a call-back duty). A report
 * corrected to something else settles it. Parcels are left out: dozens of doors a day stay shut, and their
 * campaign brings each one again.
 */
export const noAnswerWrites = async (
  table: Pick<Table, 'get'>,
  facts: MissionFacts,
  outcome: Outcome,
  before: Outcome | undefined,
  now: Instant,
): Promise<readonly Write[]> => {
  const mission = facts.mission.value;
  if (mission.act === 'parcel' || outcome === before) return [];
  const id = noAnswerTaskId(mission);
  if (before === 'not-home') return settledTaskWrites(table, id, 'Le compte rendu a été corrigé.', now);
  // Told late, of somebody who was met since: there is nothing to ask after.
  if (outcome !== 'not-home' || (facts.senior?.lastContactAt ?? '') > mission.startsAt) return [];
  const stored = await table.get(taskKind, taskKey(id));
  if (!stored) return [create(taskKind, noAnswerTask(facts, now))];
  // Corrected twice, it is asked again; closed by a person, it is not.
  const isSettled = stored.value.state === 'done' && !stored.value.doneBy;
  return isSettled ? [replace(taskKind, stored, noAnswerTask(facts, now))] : [];
};
