import type { TaskId } from '../ids/ids.ts';
import type { Table, Write } from '../table/table.ts';
import { replace } from '../table/write.ts';
import type { Instant } from '../time/instant.ts';
import { taskKey, taskKind } from './task.ts';

/**
 * A task whose reason somebody's act has just removed (a person was found, the mission was called off) is settled in the
 * same transaction, with the sentence that says so. Nothing when there is none, or when a person closed it already.
 */
export const settledTaskWrites = async (
  table: Pick<Table, 'get'>,
  id: TaskId | undefined,
  outcome: string,
  now: Instant,
): Promise<readonly Write[]> => {
  const stored = id && (await table.get(taskKind, taskKey(id)));
  return stored?.value.state === 'open'
    ? [replace(taskKind, stored, { ...stored.value, state: 'done', doneAt: now, outcome })]
    : [];
};
