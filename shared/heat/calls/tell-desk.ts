import type { Surroundings } from '../../decide/decide.ts';
import type { TaskId } from '../../ids/ids.ts';
import type { MessageDraft } from '../../messages/draft.ts';
import { intentWrite } from '../../messages/intent-write.ts';
import { isMobile, phoneSchema } from '../../phone/phone.ts';
import { staffKey, staffKind } from '../../staff/staff.ts';
import { rowsOf, type Stored } from '../../table/kind.ts';
import type { Write } from '../../table/table.ts';
import { create } from '../../table/write.ts';
import { type Task, taskKind } from '../../tasks/task.ts';
import { type Instant, plus } from '../../time/instant.ts';
import type { Town } from '../../town/settings.ts';
import type { HeatSettings } from '../settings.ts';
import type { Heard } from './apply-outcome.ts';
import type { CallRound } from './round.ts';
import type { CallTask } from './task.ts';

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
  world: Surroundings,
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

const texts = async (
  world: Surroundings,
  about: About,
  round: string,
  now: Instant,
): Promise<readonly Write[]> =>
  (await dutyRecipients(world, about.town, about.round.duty)).map((recipient) =>
    intentWrite(
      { appSecret: world.config.appSecret, ids: world.ids },
      about.town,
      {
        message: { kind: 'coordinator-alert', reason: 'call-distress', count: 1 },
        recipient,
        subject: about.task.value.id,
        round,
        dueAt: now,
        notAfter: plus(now, { hours: 12 }),
      },
      now,
    ),
  );

/**
 * What an outcome asks of the desk, in the same transaction: for a need, a task with the level's deadline; for a
 * distress, an urgent task in the first duty officer's name, and a text to every duty telephone. About somebody who has
 * left the register a task only, read on the desk: nothing is sent (law 4).
 */
export const tellDesk = async (
  world: Surroundings,
  about: About,
  heard: Heard,
  form: { readonly id: string },
  now: Instant,
): Promise<Told> => {
  if (heard.owes === 'nothing') return NOBODY;
  const isDistress = heard.owes !== 'need';
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
      : plus(now, { hours: settings.times[round.level].needHours }),
  };
  return {
    taskId: desk.id,
    writes: [
      create(taskKind, desk),
      ...(heard.owes === 'distress' ? await texts(world, about, form.id, now) : []),
    ],
  };
};
