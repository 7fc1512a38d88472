import { type Actor, change } from '../audit/audit.ts';
import { type Decision, decideAndCommit, type Surroundings } from '../decide/decide.ts';
import { staffIdSchema, type TaskId } from '../ids/ids.ts';
import { intentIdSchema } from '../messages/intent.ts';
import { intentKey, intentKind } from '../messages/store.ts';
import { handle } from '../messages/taken-over.ts';
import { ok, type Result, refused } from '../result/result.ts';
import type { Write } from '../table/table.ts';
import type { Instant } from '../time/instant.ts';
import { type Task, taskKey, taskKind } from './task.ts';

export type CloseTaskRefusal = 'unknown' | 'already-done' | 'say-what-was-done';

/**
 * A person says that a task is done, and what came of it. Where the task replaced a message that could not leave, the
 * message is settled in the same write. Done twice is refused; a machine never calls this.
 */
export const closeTask = (
  world: Pick<Surroundings, 'table'>,
  id: TaskId,
  outcome: string,
  actor: Actor,
  now: Instant,
): Promise<Result<Task, CloseTaskRefusal>> =>
  decideAndCommit(world.table, async (): Promise<Result<Decision<Task>, CloseTaskRefusal>> => {
    const stored = await world.table.get(taskKind, taskKey(id));
    if (!stored) return refused('unknown');
    if (stored.value.state === 'done') return refused('already-done');
    const said = outcome.trim().slice(0, 300);
    if (said === '') return refused('say-what-was-done');
    const by = staffIdSchema.safeParse(actor.id).data;
    const done: Task = {
      ...stored.value,
      state: 'done',
      doneAt: now,
      ...(by ? { doneBy: by } : {}),
      outcome: said,
    };
    return ok({
      value: done,
      writes: [
        ...change(taskKind, stored, done, { action: 'task-done', actor, at: now, from: 'open', to: 'done' }),
        ...(await messageSettled(world, stored.value, actor, now)),
      ],
    });
  });

const messageSettled = async (
  world: Pick<Surroundings, 'table'>,
  task: Task,
  actor: Actor,
  now: Instant,
): Promise<readonly Write[]> => {
  const id = intentIdSchema.safeParse(task.messageId).data;
  const stored = id && (await world.table.get(intentKind, intentKey(id)));
  const settled = stored && handle(stored.value, actor.id, now);
  if (!stored || !settled?.ok) return [];
  return change(intentKind, stored, settled.value, {
    action: 'message-handled',
    actor,
    at: now,
    from: stored.value.state,
    to: settled.value.state,
  });
};
