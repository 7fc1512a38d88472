import type { TaskId } from '../ids/ids.ts';
import { isOpen, type Mission } from '../missions/mission.ts';
import { missionKey, missionKind } from '../missions/store.ts';
import type { Stored } from '../table/kind.ts';
import type { Table, Write } from '../table/table.ts';
import { replace } from '../table/write.ts';
import { settledTaskWrites } from '../tasks/settle-task.ts';
import { type Task, taskKey, taskKind } from '../tasks/task.ts';
import type { Instant } from '../time/instant.ts';

/** Of a mission for two, one goes and the other seat is empty. */
export const ONE_LACKS =
  'Mission à deux, il manque une personne : choisir quelqu’un, laisser l’autre y aller seul ou prévenir.';

export const twinOf = (
  table: Pick<Table, 'get'>,
  { twinId }: Mission,
): Promise<Stored<Mission> | undefined> =>
  twinId ? table.get(missionKind, missionKey(twinId)) : Promise.resolve(undefined);

/** Tasks by which a person looks for somebody, for whatever reason it came to that. */
const SEEKS: ReadonlySet<Task['kind']> = new Set(['mission-uncovered', 'hand-back-late']);

/** The task to find somebody, if a person still has it to do. */
export const openTask = async (
  table: Pick<Table, 'get'>,
  id: TaskId | undefined,
): Promise<Stored<Task> | undefined> => {
  const stored = id && (await table.get(taskKind, taskKey(id)));
  return stored && SEEKS.has(stored.value.kind) && stored.value.state === 'open' ? stored : undefined;
};

/** Somebody takes this seat: the task is settled, or says from now on that only the other seat lacks. */
export const seatFoundWrites = async (
  table: Pick<Table, 'get'>,
  mission: Mission,
  now: Instant,
): Promise<readonly Write[]> => {
  const { lookingTaskId } = mission;
  if (!lookingTaskId) return [];
  const twin = (await twinOf(table, mission))?.value;
  const isShared = twin && isOpen(twin.state) && twin.lookingTaskId === lookingTaskId;
  if (!isShared) return settledTaskWrites(table, lookingTaskId, 'Réglé : quelqu’un a pris la mission.', now);
  const task = await openTask(table, lookingTaskId);
  const next = task && { ...task.value, subjectId: twin.id, sentence: ONE_LACKS };
  return next ? [replace(taskKind, task, next)] : [];
};
