import { type Actor, change } from '../../audit/audit.ts';
import { type Decision, decideAndCommit, type Surroundings } from '../../decide/decide.ts';
import { ok, type Result, refused } from '../../result/result.ts';
import { rowsOf } from '../../table/kind.ts';
import type { Instant } from '../../time/instant.ts';
import { type CallOutcome, callOutcomeKind, OUTCOME_PREFIX, type OutcomeId } from './outcome.ts';
import { type CallTask, type CallTaskId, callTaskKey, callTaskKind } from './task.ts';

/** Every attempt at one obligation, in the order of the calls. */
export const listOutcomes = async (
  world: Pick<Surroundings, 'table'>,
  id: CallTaskId,
): Promise<readonly CallOutcome[]> => {
  const page = await world.table.partition(id, { prefix: OUTCOME_PREFIX });
  return rowsOf(callOutcomeKind, page.items)
    .map(({ value }) => value)
    .sort((a, b) => (a.calledAt < b.calledAt ? -1 : 1));
};

export type SettleRefusal = 'unknown' | 'no-conflict' | 'unknown-outcome' | 'not-reached';

/**
 * A person decides which of two contradictory outcomes holds. Both stay readable; the one chosen is shown as the day's.
 * An open or escalated obligation has no outcome to choose yet: it is called instead.
 */
export const settleConflict = (
  world: Surroundings,
  id: CallTaskId,
  chosen: OutcomeId,
  by: Actor,
  now: Instant,
): Promise<Result<CallTask, SettleRefusal>> =>
  decideAndCommit(world.table, async (): Promise<Result<Decision<CallTask>, SettleRefusal>> => {
    const stored = await world.table.get(callTaskKind, callTaskKey(id));
    if (!stored) return refused('unknown');
    const task = stored.value;
    if (task.conflicts.length === 0) return refused('no-conflict');
    if (task.state !== 'reached' || !task.reached) return refused('not-reached');
    const outcome = (await listOutcomes(world, id)).find((one) => one.id === chosen);
    if (!outcome) return refused('unknown-outcome');
    const next: CallTask = {
      ...task,
      conflicts: [],
      reached: { at: outcome.calledAt, outcome: outcome.code, by: outcome.by.id },
    };
    const happening = {
      action: 'call-conflict-settled',
      actor: by,
      at: now,
      details: { kept: outcome.code, before: task.reached.outcome },
    };
    return ok({ value: next, writes: change(callTaskKind, stored, next, happening) });
  });
