import { type Actor, change } from '../../audit/audit.ts';
import { type Decision, decideAndCommit, type Surroundings } from '../../decide/decide.ts';
import type { StaffId } from '../../ids/ids.ts';
import { ok, type Result, refused } from '../../result/result.ts';
import type { Instant } from '../../time/instant.ts';
import { type CallTask, callTaskKey, callTaskKind, isOwed } from '../calls/task.ts';
import type { Board } from './read-board.ts';

/** What is still in the name of somebody whose shift is over. */
export const leftBy = (board: Pick<Board, 'owed'>, from: StaffId): readonly CallTask[] =>
  board.owed.filter(({ holder }) => holder.by === 'staff' && holder.staffId === from);

/**
 * Everything the shift before holds by name goes to whoever took the note up, each with the deadline it had: nobody is
 * left with somebody who went home. One write a person, held to what it says at that moment; done twice it does nothing
 * more, and what somebody else took meanwhile stays theirs.
 */
export const takeOver = async (
  world: Pick<Surroundings, 'table'>,
  board: Pick<Board, 'owed'>,
  shift: {
    readonly from: StaffId;
    readonly to: StaffId;
    /** Who gives it on, where it is not whoever takes it up. */
    readonly by?: StaffId;
  },
  now: Instant,
): Promise<number> => {
  const actor: Actor = { kind: 'staff', id: shift.by ?? shift.to };
  let taken = 0;
  for (const { id } of leftBy(board, shift.from)) {
    const done = await decideAndCommit(
      world.table,
      async (): Promise<Result<Decision<CallTask>, 'not-theirs'>> => {
        const stored = await world.table.get(callTaskKind, callTaskKey(id));
        const holder = stored?.value.holder;
        if (!stored || !isOwed(stored.value) || holder?.by !== 'staff' || holder.staffId !== shift.from)
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
