import { change, SYSTEM } from '../../audit/audit.ts';
import type { Surroundings } from '../../decide/decide.ts';
import type { RegisterEntry } from '../../register/entry.ts';
import { readAs, type Stored } from '../../table/kind.ts';
import type { Write } from '../../table/table.ts';
import { unchanged } from '../../table/write.ts';
import type { Instant } from '../../time/instant.ts';
import { countWrites } from '../board/counters.ts';
import { currentKey, currentKind } from '../campaign/campaign.ts';
import { readHeatSettings } from '../read-settings.ts';
import type { HeatSettings } from '../settings.ts';
import { backToDesk, ladderRules } from './ladder.ts';
import { callMemoryKey, callMemoryKind, noMemory } from './memory.ts';
import { calleeOfEntry, isOwedBy, newCallTask, stopped, stopReasonOf } from './people.ts';
import { type CallRound, callRoundKind, isRunning, roundIdSchema, roundKey } from './round.ts';
import { type CallTask, callTaskIdOf, callTaskKey, callTaskKind } from './task.ts';

/** Back on the list after an absence or a removal undone: as new, with the attempts already made. */
const reinstated = (task: CallTask, fresh: CallTask): CallTask => ({
  ...fresh,
  attempts: task.attempts,
  ...(task.firstAttemptAt ? { firstAttemptAt: task.firstAttemptAt } : {}),
  ...(task.lastAttemptAt ? { lastAttemptAt: task.lastAttemptAt } : {}),
  conflicts: task.conflicts,
});

type Facts = {
  readonly round: CallRound;
  readonly entry: RegisterEntry;
  readonly task: Stored<CallTask> | undefined;
  readonly fresh: CallTask | undefined;
  readonly settings: HeatSettings;
};

/** What this list must now say of her; undefined when it already does. */
const obligationFor = (facts: Facts, now: Instant): CallTask | undefined => {
  const { round, entry, fresh } = facts;
  const task = facts.task?.value;
  if (!isOwedBy(round, entry) || !fresh) {
    if (task)
      return task.state === 'stopped' ? undefined : stopped(task, stopReasonOf(entry, round.day), now);
    // The list is being made: this keeps her place, so that a page read a moment ago does not put her on it.
    return round.state === 'filling' && fresh
      ? stopped(fresh, stopReasonOf(entry, round.day), now)
      : undefined;
  }
  if (!task) return fresh;
  if (task.state === 'stopped') return reinstated(task, fresh);
  const { volunteersMay, sector, languages, ways } = fresh;
  const next: CallTask = { ...task, volunteersMay, languages, ways, ...(sector ? { sector } : {}) };
  // She took back her yes to volunteers: their call ends here, an agent's begins (law 6).
  const mine = !volunteersMay && task.state === 'open' && (task.holder.by === 'volunteer' || task.batchId);
  return mine ? backToDesk(next, ladderRules(round, facts.settings), now) : next;
};

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/**
 * What a change of a register entry means for the calls of today and tomorrow: a new entry is owed a call, one who left,
 * opposed, died or went away is owed none any more (G8: in the same write). To be added to the entry's own transaction;
 * its first write holds the whole to the lists that are running, so that a list made at this moment misses nobody. One
 * read and one check when no campaign runs.
 */
export const registerChangeWrites = async (
  world: Surroundings,
  entry: RegisterEntry,
  now: Instant,
): Promise<readonly Write[]> => {
  const current = await world.table.get(currentKind, currentKey(entry.town));
  if (!current)
    return [{ op: 'check', label: 'heat-current', key: currentKey(entry.town), expected: 'absent' }];
  const held = unchanged(currentKind, current);
  const ids = current.value.rounds.map((id) => roundIdSchema.parse(id));
  if (ids.length === 0) return [held];
  const settings = await readHeatSettings(world.table, entry.town);
  const rows = await world.table.getRows([
    callMemoryKey(entry.id),
    ...ids.map(roundKey),
    ...ids.map((id) => callTaskKey(callTaskIdOf(id, entry.id))),
  ]);
  const memory = (rows[0] && readAs(callMemoryKind, rows[0])?.value) ?? noMemory(entry.id);
  const callee = calleeOfEntry(entry);
  const writes: Write[] = [held];
  ids.forEach((_, i) => {
    const roundRow = rows[1 + i];
    const taskRow = rows[1 + ids.length + i];
    const round = roundRow && readAs(callRoundKind, roundRow)?.value;
    if (!round || !isRunning(round) || round.source.kind !== 'heat') return;
    const task = taskRow && readAs(callTaskKind, taskRow);
    const fresh = callee && newCallTask(round, callee, memory, now);
    const next = obligationFor({ round, entry, task, fresh, settings }, now);
    if (!next || same(next, task?.value)) return;
    writes.push(
      ...change(
        callTaskKind,
        task,
        next,
        {
          action: next.state === 'stopped' ? 'call-stopped' : 'call-owed',
          actor: SYSTEM,
          at: now,
          ...(task ? { from: task.value.state } : {}),
          to: next.state,
        },
        `call-${i}`,
      ),
      ...countWrites([{ before: task?.value, after: next }]),
    );
  });
  return writes;
};
