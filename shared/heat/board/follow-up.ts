import * as z from 'zod';
import type { Surroundings } from '../../decide/decide.ts';
import { type StaffId, staffIdSchema, taskIdSchema } from '../../ids/ids.ts';
import { defineKind, type Kind, rowsOf } from '../../table/kind.ts';
import { create } from '../../table/write.ts';
import { type Task, taskKind } from '../../tasks/task.ts';
import { frenchDay } from '../../time/french.ts';
import { type Instant, instantSchema, plus } from '../../time/instant.ts';
import { type RoundId, roundIdSchema } from '../calls/round.ts';
import { personIdSchema } from '../calls/task.ts';
import type { Board } from './read-board.ts';

export const FOLLOW_UPS = ['letter', 'call', 'visit'] as const;
const followUpSchema = z.object({
  roundId: roundIdSchema,
  personId: personIdSchema,
  how: z.enum(FOLLOW_UPS),
  taskId: taskIdSchema,
  by: staffIdSchema,
  at: instantSchema,
});
export type FollowUp = z.infer<typeof followUpSchema>;

const PREFIX = 'FOLLOW-UP#';
/**
 * | question                                          | key                                     | consistent |
 * |---------------------------------------------------|-----------------------------------------|------------|
 * | what is arranged for those hard to reach that day? | pk round id, sk begins `FOLLOW-UP#`     | yes        |
 */
export const followUpKind: Kind<FollowUp> = defineKind({
  name: 'call-follow-up',
  v: 1,
  schema: followUpSchema,
  key: (one) => ({ pk: one.roundId, sk: `${PREFIX}${one.personId}` }),
});

export const listFollowUps = async (
  world: Pick<Surroundings, 'table'>,
  round: RoundId,
): Promise<readonly FollowUp[]> => {
  const page = await world.table.partition(round, { prefix: PREFIX });
  return rowsOf(followUpKind, page.items).map(({ value }) => value);
};

const SENTENCES: Readonly<Record<FollowUp['how'], string>> = {
  letter: 'lui écrire',
  call: 'l’appeler à une autre heure',
  visit: 'passer la voir',
};
/** Working days are the desk's own affair: three days, then the task is late. */
const DAYS = 3;

/**
 * A task for each person nobody reached: a letter, a call or a visit after the hot day. Asked twice, one task a person
 * and list. Returns how many are new.
 */
export const arrangeFollowUps = async (
  world: Pick<Surroundings, 'table' | 'ids'>,
  board: Board,
  wish: { readonly people: readonly string[]; readonly how: FollowUp['how'] },
  by: StaffId,
  now: Instant,
): Promise<number> => {
  const wanted = new Set(wish.people);
  const tasks = [...board.owed, ...board.settled].filter(({ personId }) => wanted.has(personId));
  let made = 0;
  for (const { personId, town, day } of tasks) {
    const task: Task = {
      id: world.ids.next('tsk'),
      town,
      kind: 'call-campaign',
      state: 'open',
      subjectId: personId,
      ...(personId.startsWith('sen_') ? { seniorId: personId } : {}),
      sentence: `Personne ne l’a jointe le ${frenchDay(day)} : ${SENTENCES[wish.how]}.`,
      urgent: false,
      createdAt: now,
      dueAt: plus(now, { days: DAYS }),
    };
    const done = await world.table.commit([
      create(followUpKind, {
        roundId: board.round.id,
        personId,
        how: wish.how,
        taskId: task.id,
        by,
        at: now,
      }),
      create(taskKind, task),
    ]);
    if (done.ok) made += 1;
  }
  return made;
};
