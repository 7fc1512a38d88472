import type { Surroundings } from '../../decide/decide.ts';
import type { TaskId } from '../../ids/ids.ts';
import type { MessageDraft } from '../../messages/draft.ts';
import { intentWrite } from '../../messages/intent-write.ts';
import { isMobile, phoneSchema } from '../../phone/phone.ts';
import { staffKey, staffKind } from '../../staff/staff.ts';
import { rowsOf, type Stored } from '../../table/kind.ts';
import type { Write } from '../../table/table.ts';
import { create } from '../../table/write.ts';
import { type Task, taskKey, taskKind } from '../../tasks/task.ts';
import { type Instant, plus } from '../../time/instant.ts';
import type { Town } from '../../town/settings.ts';
import type { HeatSettings } from '../settings.ts';
import type { Heard } from './apply-outcome.ts';
import type { CallOutcome } from './outcome.ts';
import type { CallRound } from './round.ts';
import { type CallTask, isInDistress } from './task.ts';

type About = {
  readonly task: Stored<CallTask>;
  readonly round: CallRound;
  readonly town: Town;
  readonly settings: HeatSettings;
};
export type Told = { readonly taskId: TaskId | undefined; readonly writes: readonly Write[] };

const NOBODY: Told = { taskId: undefined, writes: [] };

/** Who is texted at once, without any name: the duty mobile, and each duty officer who gave a mobile of their own. */
export const dutyRecipients = async (
  world: Pick<Surroundings, 'table'>,
  town: Town,
  duty: CallRound['duty'],
): Promise<readonly MessageDraft['recipient'][]> => {
  const rows = await world.table.getRows(duty.map(staffKey));
  const staff = rowsOf(
    staffKind,
    rows.flatMap((row) => row ?? []),
  ).map(({ value }) => value);
  const own = staff.filter((one) => {
    const phone = phoneSchema.safeParse(one.phone).data;
    return one.active && phone !== undefined && isMobile(phone) && phone !== town.dutyPhone;
  });
  return [...(town.dutyPhone ? ['duty' as const] : []), ...own.map((one) => one.id)];
};

/** The text of one distress to one duty telephone: found again by the same words (`duty-told.ts`). */
export const alertOf = (
  subject: CallTask['id'],
  form: string,
  recipient: MessageDraft['recipient'],
  at: Instant,
): MessageDraft => ({
  message: { kind: 'coordinator-alert', reason: 'call-distress', count: 1 },
  recipient,
  subject,
  round: form,
  dueAt: at,
  notAfter: plus(at, { hours: 12 }),
});

const texts = async (
  world: Surroundings,
  about: About,
  form: string,
  now: Instant,
): Promise<readonly Write[]> =>
  (await dutyRecipients(world, about.town, about.round.duty)).map((recipient) =>
    intentWrite(
      { appSecret: world.config.appSecret, ids: world.ids },
      about.town,
      alertOf(about.task.value.id, form, recipient, now),
      now,
    ),
  );

/** Hours within which a referent takes news of somebody whom two lists in a row did not reach (design). */
const REFERENT_HOURS = 20;
/** Of a friendly call: hours until a need is answered, as on a yellow day. */
const GENTLE_NEED_HOURS = 24;

/** Two lists in a row had no news of her, or no number of hers answers: whoever answers for her file is told, by name. */
export const referentTask = (
  world: Pick<Surroundings, 'ids'>,
  task: CallTask,
  round: CallRound,
  now: Instant,
): Task => {
  const assigneeId = task.referentId ?? round.duty[0];
  return {
    id: world.ids.next('tsk'),
    town: task.town,
    kind: 'friendly-calls',
    state: 'open',
    subjectId: task.id,
    seniorId: task.personId,
    ...(assigneeId ? { assigneeId } : {}),
    sentence:
      task.lastOutcome === 'wrong-number'
        ? 'Aucun de ses numéros n’est le bon : trouver comment la joindre, et prendre de ses nouvelles.'
        : 'Les appels de convivialité ne l’ont pas jointe deux fois de suite : prendre de ses nouvelles.',
    urgent: false,
    createdAt: now,
    dueAt: plus(now, { hours: REFERENT_HOURS }),
  };
};

/** Said again after an agent had closed the first alert: nobody has it in hand any more, whatever the obligation says. */
export const isSaidAnew = async (
  world: Pick<Surroundings, 'table'>,
  task: CallTask,
  code: CallOutcome['code'],
): Promise<boolean> => {
  const { deskTaskId } = task;
  if (code !== 'distress' || !isInDistress(task) || !deskTaskId) return false;
  const desk = (await world.table.get(taskKind, taskKey(deskTaskId)))?.value;
  // Of a list begun before a need's task stood beside the alert: it says nothing of the danger.
  return desk !== undefined && (desk.kind !== 'call-distress' || desk.state === 'done');
};

/**
 * What an outcome asks of the desk, in the same transaction: for a need, a task with the level's deadline; for a
 * distress, an urgent task in the first duty officer's name, and a text to every duty telephone. About somebody who has
 * left the register a task only, read on the desk: nothing is sent (law 4).
 */
export const tellDesk = async (
  world: Surroundings,
  about: About,
  heard: Heard,
  form: Pick<CallOutcome, 'id'>,
  now: Instant,
): Promise<Told> => {
  const { owes } = heard;
  if (owes === 'nothing') return NOBODY;
  if (owes === 'referent') {
    const told = referentTask(world, heard.task, about.round, now);
    return { taskId: told.id, writes: [create(taskKind, told)] };
  }
  const isDistress = owes !== 'need';
  const { task, round, settings } = about;
  const { personId } = task.value;
  const desk: Task = {
    id: world.ids.next('tsk'),
    town: task.value.town,
    kind: isDistress ? 'call-distress' : 'call-need',
    state: 'open',
    subjectId: task.value.id,
    ...(personId.startsWith('sen_') ? { seniorId: personId } : {}),
    ...(isDistress && round.duty[0] ? { assigneeId: round.duty[0] } : {}),
    sentence: isDistress
      ? 'Une personne appelée est peut-être en danger : vérifier que les secours sont prévenus, la rappeler.'
      : 'La personne appelée a besoin de quelque chose : la rappeler et y répondre.',
    urgent: isDistress,
    createdAt: now,
    dueAt: isDistress
      ? plus(now, { minutes: 5 })
      : plus(now, { hours: round.level ? settings.times[round.level].needHours : GENTLE_NEED_HOURS }),
  };
  return {
    // A need told beside a distress has its own task; the alert stays the one that is followed.
    taskId: isDistress || !isInDistress(heard.task) ? desk.id : undefined,
    writes: [create(taskKind, desk), ...(owes === 'distress' ? await texts(world, about, form.id, now) : [])],
  };
};
