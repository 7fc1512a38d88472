import { type Actor, change } from '../audit/audit.ts';
import { concernKind } from '../concerns/concern.ts';
import { type Decision, decideAndCommit, type Surroundings } from '../decide/decide.ts';
import { flagKind } from '../flags/store.ts';
import type { SeniorId } from '../ids/ids.ts';
import { loanKind } from '../library/loans/loan.ts';
import { moveReader } from '../library/privacy.ts';
import { missionKind } from '../missions/store.ts';
import { ok, type Result } from '../result/result.ts';
import { serviceKind } from '../services/store.ts';
import { type Kind, type Row, rowsOf } from '../table/kind.ts';
import { replace } from '../table/write.ts';
import { taskKind } from '../tasks/task.ts';
import type { Instant } from '../time/instant.ts';
import { reportKind } from '../visits/report.ts';

/**
 * Gives one file's records to another when two files are one person: each record keeps its key, its versions and its own
 * audit, and only names the file it belongs to. Returns how many still had to move.
 */
export const moveRows = async (
  world: Surroundings,
  from: SeniorId,
  to: SeniorId,
  rows: readonly Row[],
  by: Actor,
  now: Instant,
): Promise<number> => {
  let moved = await moveAll(world, serviceKind, from, to, rows, by, now);
  moved += await moveAll(world, missionKind, from, to, rows, by, now);
  moved += await moveAll(world, flagKind, from, to, rows, by, now);
  moved += await moveAll(world, concernKind, from, to, rows, by, now);
  moved += await moveAll(world, loanKind, from, to, rows, by, now);
  moved += await moveReader(world, from, to, by, now);
  // Tasks and reports have no audit of their own: a plain next state is enough.
  moved += await renameAll(world, reportKind, from, rows, (report) => ({ ...report, seniorId: to }));
  moved += await renameAll(world, taskKind, from, rows, (task) => ({
    ...task,
    seniorId: to,
    subjectId: task.subjectId === from ? to : task.subjectId,
  }));
  return moved;
};

const moveAll = async <T extends { readonly seniorId?: SeniorId | undefined }>(
  world: Surroundings,
  kind: Kind<T>,
  from: SeniorId,
  to: SeniorId,
  rows: readonly Row[],
  by: Actor,
  now: Instant,
): Promise<number> => {
  const mine = rowsOf(kind, rows);
  for (const { value } of mine)
    await decideAndCommit(world.table, async (): Promise<Result<Decision<void>, never>> => {
      const stored = await world.table.get(kind, kind.key(value));
      if (stored?.value.seniorId !== from) return ok({ value: undefined, writes: [] });
      return ok({
        value: undefined,
        writes: change(
          kind,
          stored,
          { ...stored.value, seniorId: to },
          {
            action: 'moved-to-merged-file',
            actor: by,
            at: now,
            details: { from, to },
          },
        ),
      });
    });
  return mine.length;
};

const renameAll = async <T extends { readonly seniorId?: string | undefined }>(
  world: Surroundings,
  kind: Kind<T>,
  from: SeniorId,
  rows: readonly Row[],
  rename: (value: T) => T,
): Promise<number> => {
  const mine = rowsOf(kind, rows);
  for (const { value } of mine)
    await decideAndCommit(world.table, async (): Promise<Result<Decision<void>, never>> => {
      const stored = await world.table.get(kind, kind.key(value));
      if (stored?.value.seniorId !== from) return ok({ value: undefined, writes: [] });
      return ok({ value: undefined, writes: [replace(kind, stored, rename(stored.value))] });
    });
  return mine.length;
};
