import { type Actor, change } from '../../audit/audit.ts';
import { type Decision, decideAndCommit, type Surroundings } from '../../decide/decide.ts';
import type { StaffId } from '../../ids/ids.ts';
import { ok, type Result, refused } from '../../result/result.ts';
import type { Instant } from '../../time/instant.ts';
import { type CallTask, type CallTaskId, callTaskKey, callTaskKind, isOwed } from '../calls/task.ts';
import { runningLists } from '../campaign/running.ts';
import { readOwed } from './read-board.ts';

type Reading = Pick<Surroundings, 'table'>;
type HeldBy = { readonly id: CallTaskId; readonly staffId: StaffId };

/** Calls of a hot day that are in an agent's name, in every list that runs: yesterday's doors, today's, tomorrow's. */
const inNames = async (world: Reading, town: string): Promise<readonly HeldBy[]> => {
  const { rounds } = await runningLists(world, town);
  const owed = await Promise.all(rounds.map(({ value }) => readOwed(world, value)));
  return owed
    .flat()
    .flatMap(({ id, holder }) => (holder.by === 'staff' ? [{ id, staffId: holder.staffId }] : []));
};

/** How many calls each agent has by name, over every list that runs. From an index: for a page. */
export const heldByAgents = async (world: Reading, town: string): Promise<ReadonlyMap<StaffId, number>> => {
  const held = new Map<StaffId, number>();
  for (const { staffId } of await inNames(world, town)) held.set(staffId, (held.get(staffId) ?? 0) + 1);
  return held;
};

/**
 * Everything that those who leave have by name, in every list that runs, goes to whoever stays, each with the deadline it
 * had. One write a person, held to what it says at that moment: done twice it does nothing more, and what somebody else
 * took meanwhile stays theirs. Found through an index: whatever came into their names in the seconds before is found by
 * asking once more (`lookAtCampaign`), and at its deadline is the duty's anyway. Returns how many went.
 */
export const takeOver = async (
  world: Reading,
  town: string,
  shift: {
    readonly from: readonly StaffId[];
    readonly to: StaffId;
    /** Who gives it on, where it is not whoever takes it up. */
    readonly by?: StaffId;
  },
  now: Instant,
): Promise<number> => {
  const actor: Actor = { kind: 'staff', id: shift.by ?? shift.to };
  const isFrom = (id: StaffId): boolean => id !== shift.to && shift.from.includes(id);
  let taken = 0;
  for (const { id, staffId } of await inNames(world, town)) {
    if (!isFrom(staffId)) continue;
    const done = await decideAndCommit(
      world.table,
      async (): Promise<Result<Decision<CallTask>, 'not-theirs'>> => {
        const stored = await world.table.get(callTaskKind, callTaskKey(id));
        const holder = stored?.value.holder;
        if (!stored || !isOwed(stored.value) || holder?.by !== 'staff' || !isFrom(holder.staffId))
          return refused('not-theirs');
        const next: CallTask = { ...stored.value, holder: { by: 'staff', staffId: shift.to } };
        const happening = { action: 'call-assigned', actor, at: now, details: { to: shift.to } };
        return ok({ value: next, writes: change(callTaskKind, stored, next, happening) });
      },
    );
    if (done.ok) taken += 1;
  }
  return taken;
};
