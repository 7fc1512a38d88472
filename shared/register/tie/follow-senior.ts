import { type Actor, SYSTEM } from '../../audit/audit.ts';
import { type Decision, decideAndCommit, type Surroundings } from '../../decide/decide.ts';
import { registerChangeWrites } from '../../heat/calls/members/register-change.ts';
import type { RegisterEntryId, SeniorId } from '../../ids/ids.ts';
import { ok, type Result, refused } from '../../result/result.ts';
import { isWritable, type Senior } from '../../seniors/senior.ts';
import { seniorKey, seniorKind } from '../../seniors/store.ts';
import type { Stored } from '../../table/kind.ts';
import type { Table, Write } from '../../table/table.ts';
import { create, unchanged } from '../../table/write.ts';
import { settledTaskWrites } from '../../tasks/settle-task.ts';
import { type Task, taskKind } from '../../tasks/task.ts';
import type { Instant } from '../../time/instant.ts';
import { plus } from '../../time/instant.ts';
import { type ChangeRefusal, LEFT } from '../change-entry.ts';
import { LOOK_HOURS } from '../clocks.ts';
import { isLive, type RegisterEntry } from '../entry.ts';
import { entryWrites } from '../entry-writes.ts';
import { findAlikeEntries } from '../find-alike.ts';
import { remove } from '../leave-entry.ts';
import { mergedEntry } from '../merge-entry.ts';
import { entryKey, entryKind, entryOfSeniorKey, entryOfSeniorKind } from '../store.ts';

export type TieRefusal = { readonly reason: ChangeRefusal | 'no-such-senior' | 'tied-elsewhere' };

/**
 * Says that this entry and this accompaniment file are one person, so that a death or a move noted on the one ends the
 * other. Held to the file as it was read: a file being closed at that moment makes this try again.
 */
export const tieToSenior = (
  world: Surroundings,
  id: RegisterEntryId,
  seniorId: SeniorId | undefined,
  by: Actor,
  now: Instant,
): Promise<Result<RegisterEntry, TieRefusal>> =>
  decideAndCommit(world.table, async (): Promise<Result<Decision<RegisterEntry>, TieRefusal>> => {
    const stored = await world.table.get(entryKind, entryKey(id));
    if (!stored) return refused({ reason: 'no-such-entry' });
    if (!isLive(stored.value)) return refused({ reason: 'not-now' });
    const { seniorId: _before, ...rest } = stored.value;
    const happening = { action: seniorId ? 'register-tied' : 'register-untied', actor: by, at: now };
    if (!seniorId)
      return ok({ value: rest, writes: entryWrites(world.config.appSecret, stored, rest, happening) });
    const [senior, taken] = await Promise.all([
      world.table.get(seniorKind, seniorKey(seniorId)),
      world.table.get(entryOfSeniorKind, entryOfSeniorKey(seniorId)),
    ]);
    if (senior?.value.town !== stored.value.town || !isWritable(senior.value))
      return refused({ reason: 'no-such-senior' });
    if (taken)
      return taken.value.entryId === id
        ? ok({ value: stored.value, writes: [] })
        : refused({ reason: 'tied-elsewhere' });
    const next = { ...rest, seniorId };
    return ok({
      value: next,
      writes: [
        ...entryWrites(world.config.appSecret, stored, next, happening),
        unchanged(seniorKind, senior),
      ],
    });
  });

const entryOf = async (
  table: Pick<Table, 'get'>,
  seniorId: SeniorId,
): Promise<Stored<RegisterEntry> | undefined> => {
  const tie = await table.get(entryOfSeniorKind, entryOfSeniorKey(seniorId));
  return tie ? table.get(entryKind, entryKey(tie.value.entryId)) : undefined;
};

/**
 * A file closed for a death or a move takes its entry off the register in the same transaction (G8, G9). Where no agent
 * had said which entry is hers, those that look the same are marked, each with an urgent task without a name: nobody
 * should ring at the home of the dead.
 */
export const entryLeavesWith = async (
  world: Surroundings,
  senior: Senior,
  reason: 'death' | 'moved-away',
  by: Actor,
  now: Instant,
): Promise<readonly Write[]> => {
  const stored = await entryOf(world.table, senior.id);
  const next = stored && remove(stored.value, reason, now);
  if (!stored || !next?.ok) return doubtWrites(world, senior, reason, now);
  const happening = { action: 'register-removed', actor: by, at: now, details: { reason } };
  return [
    ...entryWrites(world.config.appSecret, stored, next.value, happening),
    ...(await registerChangeWrites(world, [next.value], now)),
    ...(await settledTaskWrites(world.table, stored.value.taskId, LEFT, now)),
  ];
};

/** More than two entries that look the same as one person is a register to tidy, not a death to note. */
const MOST_DOUBTS = 2;

const doubtWrites = async (
  world: Surroundings,
  senior: Senior,
  reason: 'death' | 'moved-away',
  now: Instant,
): Promise<readonly Write[]> => {
  const alike = await findAlikeEntries(world, senior);
  const doubted = alike.filter(
    ({ entry, like }) => like.verdict === 'same' && isLive(entry) && !entry.seniorId && !entry.doubt,
  );
  const writes = await Promise.all(
    doubted.slice(0, MOST_DOUBTS).map(async ({ entry: { id } }): Promise<readonly Write[]> => {
      const stored = await world.table.get(entryKind, entryKey(id));
      if (!stored || !isLive(stored.value)) return [];
      const task: Task = {
        id: world.ids.next('tsk'),
        town: stored.value.town,
        kind: 'register',
        state: 'open',
        subjectId: id,
        sentence: 'Registre d’alerte : une fiche est à vérifier avant le prochain appel.',
        urgent: true,
        createdAt: now,
        dueAt: plus(now, { hours: LOOK_HOURS }),
      };
      const next = { ...stored.value, doubt: { reason, at: now }, taskId: stored.value.taskId ?? task.id };
      const happening = { action: 'register-doubt', actor: SYSTEM, at: now, details: { reason } };
      return [
        ...entryWrites(world.config.appSecret, stored, next, happening, `doubt:${id.slice(-12)}`),
        create(taskKind, task, `task:${task.id.slice(-12)}`),
      ];
    }),
  );
  return writes.flat();
};

/** Two files become one: one entry stays, tied to the kept file; the other leaves as a double, its facts kept. */
export const entryFollowsMerge = async (
  world: Pick<Surroundings, 'table' | 'config'>,
  keptId: SeniorId,
  otherId: SeniorId,
  by: Actor,
  now: Instant,
): Promise<readonly Write[]> => {
  const [kept, other] = await Promise.all([entryOf(world.table, keptId), entryOf(world.table, otherId)]);
  const secret = world.config.appSecret;
  if (!other) return [];
  const at = { actor: by, at: now };
  if (!kept)
    return entryWrites(
      secret,
      other,
      { ...other.value, seniorId: keptId },
      { action: 'register-tied', ...at },
    );
  const left = remove(other.value, 'duplicate', now);
  if (!left.ok) return [];
  const whole = mergedEntry(kept.value, other.value);
  return [
    ...entryWrites(
      secret,
      kept,
      whole,
      { action: 'register-merged', ...at, details: { other: other.value.id } },
      'kept-entry',
    ),
    ...entryWrites(
      secret,
      other,
      left.value,
      { action: 'register-removed', ...at, details: { reason: 'duplicate', kept: kept.value.id } },
      'other-entry',
    ),
    ...(await registerChangeWrites(world, [whole, left.value], now)),
  ];
};
