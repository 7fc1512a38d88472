import { type Actor, change } from '../audit/audit.ts';
import { type Decision, decideAndCommit, type Surroundings } from '../decide/decide.ts';
import type { SeniorId, StaffId } from '../ids/ids.ts';
import { ok, type Result, refused } from '../result/result.ts';
import type { Stored } from '../table/kind.ts';
import { rowsOf } from '../table/kind.ts';
import type { Write } from '../table/table.ts';
import { replace } from '../table/write.ts';
import { taskKind } from '../tasks/task.ts';
import type { Instant } from '../time/instant.ts';
import { changedFields, type EditRefusal, editSenior, newSenior, type SeniorEdit } from './edit-senior.ts';
import { seniorLookupWrites } from './identity/lookup.ts';
import { isWritable, type Senior } from './senior.ts';
import { seniorKey, seniorKind } from './store.ts';

export type SeniorHappening = {
  readonly action: string;
  readonly actor: Actor;
  readonly at: Instant;
  readonly details?: Readonly<Record<string, string | number | boolean>>;
};

/** Every change of a file: its next state, its audit event and the marks under which it is found, together. */
export const seniorWrites = (
  world: Pick<Surroundings, 'config'>,
  stored: Stored<Senior> | undefined,
  next: Senior,
  happening: SeniorHappening,
  label = 'senior',
): readonly Write[] => [
  ...change(
    seniorKind,
    stored,
    next,
    { ...happening, ...(stored ? { from: stored.value.state } : {}), to: next.state },
    label,
  ),
  ...seniorLookupWrites(world.config.appSecret, stored?.value, next),
];

type Written<E> = Result<Senior, { readonly reason: E }>;
type Writing<E> = Result<Decision<Senior>, { readonly reason: E }>;

/** Opens a file by hand: in state `waiting`, until somebody has asked her. */
export const createSenior = (
  world: Surroundings,
  given: Parameters<typeof newSenior>[0],
  by: Actor,
  now: Instant,
): Promise<Written<EditRefusal>> => {
  const id = world.ids.next('sen');
  return decideAndCommit(world.table, async (): Promise<Writing<EditRefusal>> => {
    const senior = editSenior(newSenior(given, id, now), {});
    if (!senior.ok) return senior;
    const happening = { action: 'senior-created', actor: by, at: now, details: { origin: given.origin } };
    return ok({ value: senior.value, writes: seniorWrites(world, undefined, senior.value, happening) });
  });
};

export type WriteRefusal = EditRefusal | 'no-such-senior' | 'changed-meanwhile';

/**
 * Writes part of a file as a form showed it. `version` is what the form was filled from: if somebody wrote meanwhile,
 * nothing is overwritten and the page shows both.
 */
export const changeSenior = (
  world: Surroundings,
  id: SeniorId,
  version: number,
  edit: SeniorEdit,
  by: Actor,
  now: Instant,
): Promise<Written<WriteRefusal>> =>
  decideAndCommit(world.table, async (): Promise<Writing<WriteRefusal>> => {
    const stored = await world.table.get(seniorKind, seniorKey(id));
    if (!stored) return refused({ reason: 'no-such-senior' });
    const next = editSenior(stored.value, edit);
    if (!next.ok) return next;
    const fields = changedFields(stored.value, next.value);
    if (fields.length === 0) return ok({ value: stored.value, writes: [] });
    if (stored.version !== version) return refused({ reason: 'changed-meanwhile' });
    const happening = {
      action: 'senior-edited',
      actor: by,
      at: now,
      details: { fields: fields.join(' ').slice(0, 300) },
    };
    return ok({ value: next.value, writes: seniorWrites(world, stored, next.value, happening) });
  });

export type HandoverRefusal = 'no-such-senior' | 'closed' | 'same-referent';

/** Tasks moved with the referent in one transaction; the rest stays visible to the whole team. */
const TASKS_MOVED = 40;

/** Another person answers for this situation from now on; the tasks that were waiting on the former one follow. */
export const handOver = (
  world: Surroundings,
  id: SeniorId,
  to: StaffId,
  by: Actor,
  now: Instant,
): Promise<Written<HandoverRefusal>> =>
  decideAndCommit(world.table, async (): Promise<Writing<HandoverRefusal>> => {
    const stored = await world.table.get(seniorKind, seniorKey(id));
    if (!stored) return refused({ reason: 'no-such-senior' });
    if (!isWritable(stored.value)) return refused({ reason: 'closed' });
    const former = stored.value.referentId;
    if (former === to) return refused({ reason: 'same-referent' });
    const seen = await world.table.index('senior', { partition: id, from: 'task#', to: 'task#~' });
    const keys = rowsOf(taskKind, seen.items)
      .filter(({ value }) => value.state === 'open' && former !== undefined && value.assigneeId === former)
      .slice(0, TASKS_MOVED)
      .map(({ value }) => taskKind.key(value));
    const rows = keys.length === 0 ? [] : await world.table.getRows(keys);
    const tasks = rowsOf(
      taskKind,
      rows.flatMap((row) => row ?? []),
    ).filter(({ value }) => value.state === 'open' && value.assigneeId === former);
    const happening = { action: 'referent-changed', actor: by, at: now, details: { referent: to } };
    const next = { ...stored.value, referentId: to };
    return ok({
      value: next,
      writes: [
        ...seniorWrites(world, stored, next, happening),
        ...tasks.map((task) =>
          replace(taskKind, task, { ...task.value, assigneeId: to }, `task:${task.value.id}`),
        ),
      ],
    });
  });
