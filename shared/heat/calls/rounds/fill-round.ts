import * as z from 'zod';
import { change, SYSTEM } from '../../../audit/audit.ts';
import type { Surroundings } from '../../../decide/decide.ts';
import { defineKind, type Key, type Kind, readAs, type Stored } from '../../../table/kind.ts';
import type { Write } from '../../../table/table.ts';
import { put, replace } from '../../../table/write.ts';
import { epochSeconds, type Instant, instantSchema, plus } from '../../../time/instant.ts';
import { countWrites, owedIn, readCounts } from '../../board/counters.ts';
import { membersOf } from '../members/members.ts';
import { type Callee, newCallTask } from '../members/people.ts';
import {
  CADENCE_DAYS_BEFORE,
  callMemoryKey,
  callMemoryKind,
  HOT_DAYS_BEFORE,
  memoryWrite,
  noMemory,
  owedOn,
} from '../memory.ts';
import { type CallRound, callRoundKind, type RoundId, roundIdSchema, roundKey } from '../round.ts';
import { callTaskIdOf, callTaskKey, callTaskKind } from '../task.ts';

/** Chunks of one look: an agenda tick never takes longer than its Lambda; what is left is due again at once. */
export const CHUNKS_A_LOOK = 120;

type Found = { readonly callees: readonly Callee[]; readonly last: string | undefined };

/**
 * How far the making of a list has come, apart from the list itself: a small record that each chunk writes, so that no
 * partition is written to at the pace of the whole register (F19).
 */
const fillSchema = z.object({
  roundId: roundIdSchema,
  /** Of which making: a list made again starts from the beginning. */
  startedAt: instantSchema,
  cursor: z.string().max(2_000).optional(),
  met: z.number().int().min(0),
});
type Fill = z.infer<typeof fillSchema>;
const fillKey = (id: RoundId): Key => ({ pk: `${id}#fill`, sk: 'FILL' });
/**
 * | question                               | key                            | consistent |
 * |----------------------------------------|--------------------------------|------------|
 * | how far has the making of a list come? | pk round id + `#fill`, `FILL`  | yes        |
 */
export const fillKind: Kind<Fill> = defineKind({
  name: 'call-fill',
  v: 1,
  schema: fillSchema,
  key: (fill) => fillKey(fill.roundId),
  // Its cursor is a name of the register: not kept longer than a list.
  expiresAt: (fill) => epochSeconds(plus(fill.startedAt, { days: 3 })),
});

/** The checkpoint of this making: its own, or the beginning. */
const checkpointOf = (round: CallRound, stored: Stored<Fill> | undefined): Fill =>
  stored?.value.startedAt === round.fill.startedAt
    ? stored.value
    : { roundId: round.id, startedAt: round.fill.startedAt, met: 0 };

/** One chunk: the obligations that are missing, with the checkpoint. A person met before gives no write. */
const chunkWrites = async (
  world: Surroundings,
  round: CallRound,
  at: { readonly stored: Stored<Fill> | undefined; readonly fill: Fill },
  found: Found,
  now: Instant,
): Promise<readonly Write[]> => {
  const { callees } = found;
  const rows = await world.table.getRows([
    ...callees.map((callee) => callTaskKey(callTaskIdOf(round.id, callee.id))),
    ...callees.map((callee) => callMemoryKey(callee.id)),
  ]);
  const writes: Write[] = [];
  const moves: { before: undefined; after: ReturnType<typeof newCallTask> }[] = [];
  callees.forEach((callee, i) => {
    if (rows[i]) return;
    const memoryRow = rows[callees.length + i];
    const memory = memoryRow ? readAs(callMemoryKind, memoryRow) : undefined;
    const known = memory?.value ?? noMemory(callee.id);
    const task = newCallTask(round, callee, known, now);
    writes.push(
      ...change(callTaskKind, undefined, task, { action: 'call-owed', actor: SYSTEM, at: now, to: 'open' }),
    );
    const within = round.source.kind === 'heat' ? HOT_DAYS_BEFORE : CADENCE_DAYS_BEFORE;
    const next = owedOn(known, round.day, within);
    if (next !== known) writes.push(memoryWrite(memory, next));
    moves.push({ before: undefined, after: task });
  });
  const fill: Fill = {
    ...at.fill,
    met: at.fill.met + callees.length,
    ...(found.last === undefined ? {} : { cursor: found.last }),
  };
  const checkpoint = at.stored ? replace(fillKind, at.stored, fill) : put(fillKind, fill, 'absent');
  return [...writes, ...countWrites(moves), checkpoint];
};

const opened = (stored: Stored<CallRound>, { met }: Fill, owed: number, now: Instant): readonly Write[] => {
  const fill = { startedAt: stored.value.fill.startedAt, met, doneAt: now };
  const next: CallRound = {
    ...stored.value,
    state: 'open',
    fill,
    registered: { count: fill.met, owed, at: now },
  };
  return change(callRoundKind, stored, next, {
    action: 'list-made',
    actor: SYSTEM,
    at: now,
    from: 'filling',
    to: 'open',
    details: { people: fill.met },
  });
};

const MAX_LOST = 20;

/**
 * Makes the obligations of a list, one for everybody it owes a call (law 5), in chunks of 24 with a checkpoint in each
 * transaction: killed anywhere it goes on from there, run by two at once each person still has one, because the key is
 * the list and the person. Returns whether the list is whole. Memory is one chunk, whatever the register's size.
 */
export const fillRound = async (
  world: Surroundings,
  id: RoundId,
  now: Instant,
  chunks: number = CHUNKS_A_LOOK,
): Promise<boolean> => {
  let lost = 0;
  for (let chunk = 0; chunk < chunks; ) {
    const stored = await world.table.get(callRoundKind, roundKey(id));
    if (stored?.value.state !== 'filling') return true;
    const at = await world.table.get(fillKind, fillKey(id));
    const fill = checkpointOf(stored.value, at);
    const found = await membersOf(stored.value).next(world, stored.value, fill.cursor, now);
    const writes =
      found.last === undefined
        ? opened(stored, fill, owedIn(await readCounts(world.table, id, stored.value.shards)), now)
        : await chunkWrites(world, stored.value, { stored: at, fill }, found, now);
    const done = await world.table.commit(writes);
    if (done.ok) {
      if (found.last === undefined) return true;
      chunk += 1;
    } else {
      lost += 1;
      if (lost > MAX_LOST) return false;
    }
  }
  return false;
};
