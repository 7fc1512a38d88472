import { change, SYSTEM } from '../../../audit/audit.ts';
import { type Decision, decideAndCommit, type Surroundings } from '../../../decide/decide.ts';
import { ok, type Result } from '../../../result/result.ts';
import { rowsOf } from '../../../table/kind.ts';
import { create } from '../../../table/write.ts';
import { type Task, taskKind } from '../../../tasks/task.ts';
import { type Instant, plus } from '../../../time/instant.ts';
import { readCounts } from '../../board/counters.ts';
import { type CallRound, callRoundKind, roundKey } from '../round.ts';
import { callTaskKind, settledCalls } from '../task.ts';

/** Those whom nobody found the time to call: first on the next list, and the team is told how many. */
const neverCalled = async (world: Surroundings, round: CallRound): Promise<number> => {
  let count = 0;
  for (let shard = 0; shard < round.shards; shard += 1) {
    const page = await world.table.index('list', { partition: settledCalls(round.id, shard) });
    count += rowsOf(callTaskKind, page.items).filter(
      ({ value }) => value.escalated?.reason === 'next-day' && value.attempts === 0 && !value.reached,
    ).length;
  }
  return count;
};

const toldAbout = (world: Surroundings, round: CallRound, count: number, now: Instant): Task => ({
  id: world.ids.next('tsk'),
  town: round.town,
  kind: 'friendly-calls',
  state: 'open',
  subjectId: round.id,
  ...(round.duty[0] ? { assigneeId: round.duty[0] } : {}),
  sentence:
    count === 1
      ? 'Une personne n’a pas pu être appelée aujourd’hui : elle est sur la prochaine liste. Faut-il plus d’appelants ?'
      : `${count} personnes n’ont pas pu être appelées aujourd’hui : elles sont sur la prochaine liste. Faut-il plus d’appelants ?`,
  urgent: false,
  createdAt: now,
  dueAt: plus(now, { hours: 20 }),
});

/**
 * A friendly list ends by itself once its hours are over and nothing of it is owed: everybody was reached, is on the next
 * list, or is in a named person's tasks. A distress that is not settled keeps it open. A hot day's list never ends so
 * (F33): asked of one, nothing happens. Tells whether it has ended.
 */
export const closeWhenDone = async (
  world: Surroundings,
  round: CallRound,
  now: Instant,
): Promise<boolean> => {
  if (round.source.kind === 'heat' || round.state !== 'open' || now < round.escalateAt) return false;
  const missed = await neverCalled(world, round);
  const done = await decideAndCommit(world.table, async (): Promise<Result<Decision<boolean>, never>> => {
    const stored = await world.table.get(callRoundKind, roundKey(round.id));
    const counts = await readCounts(world.table, round.id, round.shards);
    if (stored?.value.state !== 'open' || counts.open > 0 || counts.unsettled > 0)
      return ok({ value: false, writes: [] });
    const { lookAt: _, ...rest } = stored.value;
    const happening = { action: 'list-closed', actor: SYSTEM, at: now, to: 'closed', details: { missed } };
    return ok({
      value: true,
      writes: [
        ...change(callRoundKind, stored, { ...rest, state: 'closed', lookedAt: now }, happening),
        ...(missed > 0 ? [create(taskKind, toldAbout(world, round, missed, now))] : []),
      ],
    });
  });
  return done.ok && done.value;
};
