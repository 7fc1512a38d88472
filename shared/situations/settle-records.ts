import { type Actor, change } from '../audit/audit.ts';
import { type Concern, concernKind } from '../concerns/concern.ts';
import { type Decision, decideAndCommit, type Surroundings } from '../decide/decide.ts';
import { flagWrites } from '../flags/change-flag.ts';
import { type Flag, isOpenFlag } from '../flags/flag.ts';
import { flagKind } from '../flags/store.ts';
import { staffIdSchema } from '../ids/ids.ts';
import { ok, type Result } from '../result/result.ts';
import { replace } from '../table/write.ts';
import { type Task, taskKind } from '../tasks/task.ts';
import type { Instant } from '../time/instant.ts';
import { townKey, townKind } from '../town/settings.ts';

/** Nobody owes this flag a step any more. */
export const closeFlag = async (world: Surroundings, flag: Flag, by: Actor, now: Instant): Promise<void> => {
  await decideAndCommit(world.table, async (): Promise<Result<Decision<void>, never>> => {
    const stored = await world.table.get(flagKind, flagKind.key(flag));
    if (!stored || !isOpenFlag(stored.value.state)) return ok({ value: undefined, writes: [] });
    const town = await world.table.get(townKind, townKey(flag.town));
    const next: Flag = { ...stored.value, state: 'closed', outcome: 'Le dossier est clos.', closedAt: now };
    const happening = { action: 'flag-close', actor: by, at: now };
    return ok({
      value: undefined,
      writes: flagWrites(world, stored, next, happening, town?.value.name ?? ''),
    });
  });
};

export const closeConcern = async (
  world: Surroundings,
  concern: Concern,
  by: Actor,
  now: Instant,
): Promise<void> => {
  await decideAndCommit(world.table, async (): Promise<Result<Decision<void>, never>> => {
    const stored = await world.table.get(concernKind, concernKind.key(concern));
    if (!stored || stored.value.state === 'closed') return ok({ value: undefined, writes: [] });
    const next: Concern = {
      ...stored.value,
      state: 'closed',
      action: stored.value.action ?? 'Le dossier est clos.',
      closedAt: now,
    };
    const happening = {
      action: 'concern-closed',
      actor: by,
      at: now,
      from: stored.value.state,
      to: 'closed',
    };
    return ok({ value: undefined, writes: change(concernKind, stored, next, happening) });
  });
};

/** A call owed to somebody whose file is closed is no longer owed: whoever closed the file has settled it. */
export const closeTask = async (world: Surroundings, task: Task, by: Actor, now: Instant): Promise<void> => {
  const doneBy = staffIdSchema.safeParse(by.id).data;
  await decideAndCommit(world.table, async (): Promise<Result<Decision<void>, never>> => {
    const stored = await world.table.get(taskKind, taskKind.key(task));
    if (!stored || stored.value.state === 'done') return ok({ value: undefined, writes: [] });
    const next: Task = {
      ...stored.value,
      state: 'done',
      doneAt: now,
      ...(doneBy ? { doneBy } : {}),
      outcome: 'Dossier clos.',
    };
    return ok({ value: undefined, writes: [replace(taskKind, stored, next)] });
  });
};
