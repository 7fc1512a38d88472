import type { Actor } from '../audit/audit.ts';
import type { Surroundings } from '../decide/decide.ts';
import type { ConcernId } from '../ids/ids.ts';
import type { Result } from '../result/result.ts';
import { rowsOf } from '../table/kind.ts';
import { closeTask } from '../tasks/close-task.ts';
import { taskKind } from '../tasks/task.ts';
import type { Instant } from '../time/instant.ts';
import { answerConcern, type ConcernCommand, type ConcernRefusal } from './answer-concern.ts';
import type { Concern } from './concern.ts';

/**
 * What a person does about a concern at the desk. Once something was done, the tasks that asked for it are done too,
 * with the same words: the day no longer shows them.
 */
export const followConcern = async (
  world: Surroundings,
  id: ConcernId,
  command: ConcernCommand,
  words: string,
  actor: Actor,
  now: Instant,
): Promise<Result<Concern, ConcernRefusal>> => {
  const answered = await answerConcern(world, id, command, words, actor, now);
  if (!answered.ok || answered.value.state === 'acknowledged') return answered;
  const page = await world.table.index('senior', {
    partition: answered.value.seniorId,
    from: 'task#',
    to: 'task$',
    newestFirst: true,
    limit: 100,
  });
  for (const { value: task } of rowsOf(taskKind, page.items))
    if (task.subjectId === id && task.state === 'open')
      await closeTask(world, task.id, answered.value.action ?? 'Inquiétude suivie.', actor, now);
  return answered;
};
