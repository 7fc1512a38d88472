import { change, SYSTEM } from '../../../audit/audit.ts';
import { canonical } from '../../../ids/digest.ts';
import type { RegisterEntry } from '../../../register/entry.ts';
import { readAs, type Stored } from '../../../table/kind.ts';
import type { Table, Write } from '../../../table/table.ts';
import { unchanged } from '../../../table/write.ts';
import type { Instant } from '../../../time/instant.ts';
import { countWrites } from '../../board/counters.ts';
import { currentKey, currentKind } from '../../campaign/campaign.ts';
import { readHeatSettings } from '../../read-settings.ts';
import type { HeatSettings } from '../../settings.ts';
import { backToDesk, ladderRules } from '../ladder.ts';
import { type CallMemory, callMemoryKey, callMemoryKind, memoryWrite, noMemory, owedOn } from '../memory.ts';
import { type CallRound, callRoundKind, isRunning, type RoundId, roundIdSchema, roundKey } from '../round.ts';
import { type CallTask, callTaskIdOf, callTaskKey, callTaskKind } from '../task.ts';
import { isOwedBy, newCallTask, reinstated, type Seen, seeEntry, stopped, stopReasonOf } from './people.ts';

type Facts = {
  readonly round: CallRound;
  readonly seen: Seen;
  readonly task: Stored<CallTask> | undefined;
  readonly fresh: CallTask | undefined;
  readonly settings: HeatSettings;
};

/** What this list must now say of her; undefined when it says nothing of her and need not. */
const obligationFor = (facts: Facts, now: Instant): CallTask | undefined => {
  const { round, seen, fresh } = facts;
  const task = facts.task?.value;
  const reason = stopReasonOf(seen.entry, seen.isAway);
  if (!isOwedBy(seen, task) || !fresh) {
    if (seen.isIn) return undefined;
    if (task) return task.state === 'stopped' ? task : stopped(task, reason, now);
    // The list is being made: this keeps her place, so that a page read a moment ago does not put her on it.
    return round.state === 'filling' && fresh ? stopped(fresh, reason, now) : undefined;
  }
  if (!task) return fresh;
  if (task.state === 'stopped') return reinstated(task, fresh);
  const { volunteersMay, sector, languages, ways } = fresh;
  const next: CallTask = { ...task, volunteersMay, languages, ways, ...(sector ? { sector } : {}) };
  // She took back her yes to volunteers: their call ends here, an agent's begins (law 6).
  const isWithThem = task.state === 'open' && (task.holder.by === 'volunteer' || task.batchId !== undefined);
  return !volunteersMay && isWithThem ? backToDesk(next, ladderRules(round, facts.settings), now) : next;
};

type Lists = { readonly ids: readonly RoundId[]; readonly settings: HeatSettings };
type Move = { readonly before: Stored<CallTask> | undefined; readonly after: CallTask };

/** What changes about one entry, and what the next list will know of it. */
type Moves = { readonly moves: readonly Move[]; readonly remembered: readonly Write[] };

/** What each running list must change about one entry; whoever comes onto one is remembered as owed a call that day. */
const movesFor = async (
  table: Pick<Table, 'get' | 'getRows'>,
  { ids, settings }: Lists,
  entry: RegisterEntry,
  now: Instant,
): Promise<Moves> => {
  const rows = await table.getRows([
    callMemoryKey(entry.id),
    ...ids.map(roundKey),
    ...ids.map((id) => callTaskKey(callTaskIdOf(id, entry.id))),
  ]);
  const known = rows[0] && readAs(callMemoryKind, rows[0]);
  const before = known?.value ?? noMemory(entry.id);
  let memory: CallMemory = before;
  const moves: Move[] = [];
  for (let i = 0; i < ids.length; i += 1) {
    const roundRow = rows[1 + i];
    const taskRow = rows[1 + ids.length + i];
    const round = roundRow && readAs(callRoundKind, roundRow)?.value;
    if (!round || !isRunning(round) || round.source.kind !== 'heat') continue;
    const task = taskRow && readAs(callTaskKind, taskRow);
    const seen = await seeEntry(table, round, entry, now);
    const fresh = seen.callee && newCallTask(round, seen.callee, memory, now);
    const after = obligationFor({ round, seen, task, fresh, settings }, now);
    if (!after || canonical(after) === canonical(task?.value)) continue;
    moves.push({ before: task, after });
    if (after.state === 'open') memory = owedOn(memory, round.day);
  }
  return { moves, remembered: memory === before ? [] : [memoryWrite(known, memory)] };
};

/**
 * What a change of register entries means for the calls of today and tomorrow: a new entry is owed a call, one who left,
 * opposed, died or went away is owed none any more (G8: in the same write). To be added to the entries' own transaction,
 * once; its first write holds the whole to the lists that are running, so that a list made at this moment misses nobody.
 * One read and one check when no campaign runs.
 */
export const registerChangeWrites = async (
  world: { readonly table: Pick<Table, 'get' | 'getRows'> },
  entries: readonly RegisterEntry[],
  now: Instant,
): Promise<readonly Write[]> => {
  const town = entries[0]?.town;
  if (town === undefined) return [];
  const current = await world.table.get(currentKind, currentKey(town));
  if (!current) return [{ op: 'check', label: 'heat-current', key: currentKey(town), expected: 'absent' }];
  const held = unchanged(currentKind, current);
  // The ids of one town's lists are in the order of their days: what one owes, the next remembers.
  const ids = current.value.rounds.map((id) => roundIdSchema.parse(id)).toSorted();
  if (ids.length === 0) return [held];
  const lists = { ids, settings: await readHeatSettings(world.table, town) };
  const changes = await Promise.all(entries.map((entry) => movesFor(world.table, lists, entry, now)));
  const moves = changes.flatMap((one) => one.moves);
  return [
    held,
    ...changes.flatMap((one) => one.remembered),
    ...moves.flatMap(({ before, after }) =>
      change(
        callTaskKind,
        before,
        after,
        {
          action: after.state === 'stopped' ? 'call-stopped' : 'call-owed',
          actor: SYSTEM,
          at: now,
          ...(before ? { from: before.value.state } : {}),
          to: after.state,
        },
        `call:${after.id.slice(-40)}`,
      ),
    ),
    ...countWrites(moves.map(({ before, after }) => ({ before: before?.value, after }))),
  ];
};
