import { type Actor, change, SYSTEM } from '../../audit/audit.ts';
import { type Decision, decideAndCommit, type Surroundings } from '../../decide/decide.ts';
import type { VolunteerId } from '../../ids/ids.ts';
import { ok, type Result, refused } from '../../result/result.ts';
import { rowsOf } from '../../table/kind.ts';
import type { Write } from '../../table/table.ts';
import { replace } from '../../table/write.ts';
import type { Instant } from '../../time/instant.ts';
import { backToDesk, type LadderRules, ladderRules } from '../calls/ladder.ts';
import { type BatchId, callTaskKind } from '../calls/task.ts';
import { readHeatSettings } from '../read-settings.ts';
import type { BatchAnswer } from './batch.ts';
import { answeredAs, batchDue, type CallBatch, callBatchKind } from './batch.ts';
import { type BatchFacts, loadWrite, readBatch, taskChange } from './batch-facts.ts';
import { countAnswer, withCalls, withoutCalls } from './may-ask.ts';

/** Its people who are still waiting for this volunteer go back to the desk. */
const givenBack = (facts: BatchFacts, rules: LadderRules, actor: Actor, now: Instant): readonly Write[] => {
  const { batch } = facts;
  return facts.tasks.flatMap((stored) => {
    const task = stored.value;
    if (task.state !== 'open') return [];
    if (task.holder.by === 'volunteer' && task.holder.batchId === batch.value.id)
      return taskChange(stored, backToDesk(task, rules, now), 'call-given-back', actor, now);
    if (task.batchId !== batch.value.id) return [];
    const { batchId: _, ...free } = task;
    return [replace(callTaskKind, stored, free)];
  });
};

const isWaiting = (facts: BatchFacts): boolean =>
  facts.tasks.some(
    ({ value }) =>
      value.state === 'open' &&
      value.holder.by === 'volunteer' &&
      value.holder.batchId === facts.batch.value.id,
  );

const rulesFor = async (world: Surroundings, facts: BatchFacts): Promise<LadderRules> =>
  ladderRules(facts.round, await readHeatSettings(world.table, facts.round.town));

type HandBackBatchRefusal = 'unknown' | 'not-yours';

/** A holder gives back what they have not called, in two taps, by a pause or a departure: the desk has it in this write. */
export const handBackBatch = (
  world: Surroundings,
  subject: { readonly batchId: BatchId; readonly volunteerId: VolunteerId },
  actor: Actor,
  now: Instant,
): Promise<Result<BatchAnswer, HandBackBatchRefusal>> =>
  decideAndCommit(world.table, async (): Promise<Result<Decision<BatchAnswer>, HandBackBatchRefusal>> => {
    const facts = await readBatch(world, subject.batchId, [subject.volunteerId]);
    if (!facts) return refused('unknown');
    const batch = facts.batch.value;
    if (batch.holder?.volunteerId !== subject.volunteerId) return refused('not-yours');
    if (batch.state !== 'accepted') return ok({ value: { batch, already: true }, writes: [] });
    const next: CallBatch = {
      ...batch,
      state: 'returned',
      asked: answeredAs(batch, subject.volunteerId, 'handed-back'),
    };
    return ok({
      value: { batch: next, already: false },
      writes: [
        ...change(callBatchKind, facts.batch, next, {
          action: 'batch-handed-back',
          actor,
          at: now,
          from: batch.state,
          to: next.state,
        }),
        ...givenBack(facts, await rulesFor(world, facts), actor, now),
        loadWrite(
          facts,
          subject.volunteerId,
          (load) => withCalls(load, { batchId: batch.id, day: batch.day, state: 'done' }),
          now,
        ),
      ],
    });
  });

/**
 * The end of somebody's silence, or of a morning: a batch that nobody took, or whose holder has stopped answering, gives
 * its people back to the desk by itself. Before that hour, or twice, nothing happens.
 */
export const endBatch = (
  world: Surroundings,
  id: BatchId,
  now: Instant,
): Promise<Result<CallBatch | undefined, never>> =>
  decideAndCommit(world.table, async (): Promise<Result<Decision<CallBatch | undefined>, never>> => {
    const facts = await readBatch(world, id);
    const due = facts && batchDue(facts.batch.value);
    if (!facts || due === undefined || due > now) return ok({ value: undefined, writes: [] });
    const batch = facts.batch.value;
    const silent = batch.asked.filter((one) => one.state === 'asked');
    const next: CallBatch = {
      ...batch,
      state: batch.state === 'accepted' && !isWaiting(facts) ? 'finished' : 'returned',
      asked: batch.asked.map((one) => (one.state === 'asked' ? { ...one, state: 'silent' } : one)),
    };
    const { holder } = batch;
    return ok({
      value: next,
      writes: [
        ...change(callBatchKind, facts.batch, next, {
          action: 'batch-ended',
          actor: SYSTEM,
          at: now,
          from: batch.state,
          to: next.state,
        }),
        ...givenBack(facts, await rulesFor(world, facts), SYSTEM, now),
        ...silent.map((one) =>
          loadWrite(
            facts,
            one.volunteerId,
            (load) => withoutCalls(countAnswer(load, 'silent'), batch.id),
            now,
          ),
        ),
        ...(holder
          ? [
              loadWrite(
                facts,
                holder.volunteerId,
                (load) => withCalls(load, { batchId: batch.id, day: batch.day, state: 'done' }),
                now,
              ),
            ]
          : []),
      ],
    });
  });

/** What a volunteer who pauses, leaves or opts out still holds goes back to the desk. */
export const returnBatchesOf = async (
  world: Surroundings,
  volunteerId: VolunteerId,
  actor: Actor,
  now: Instant,
): Promise<void> => {
  const page = await world.table.index('volunteer', {
    partition: volunteerId,
    from: 'calls#',
    to: 'calls$',
    newestFirst: true,
    limit: 6,
  });
  for (const { value } of rowsOf(callBatchKind, page.items))
    if (value.state === 'accepted')
      await handBackBatch(world, { batchId: value.id, volunteerId }, actor, now);
};
