import { decideAndCommit, type Surroundings } from '../../../decide/decide.ts';
import { type RegisterEntryId, registerEntryIdSchema } from '../../../ids/ids.ts';
import type { RegisterEntry } from '../../../register/entry.ts';
import { entryKey, entryKind, entryList } from '../../../register/store.ts';
import { ok } from '../../../result/result.ts';
import { readAs } from '../../../table/kind.ts';
import type { Table } from '../../../table/table.ts';
import type { CallRound } from '../round.ts';
import { type CallTask, callTaskIdOf, callTaskKey, callTaskKind } from '../task.ts';
import type { Members } from './members.ts';
import { isOwedBy, seeEntry, stopped, stopReasonOf } from './people.ts';
import { registerChangeWrites } from './register-change.ts';
import { nextInList, placeInWalk } from './walk-list.ts';

/** People of one transaction: three writes each, and the counters of as many shards, stay under a hundred. */
const CHUNK = 24;
const PAGE = 50;

const entriesAfter = (
  world: Pick<Surroundings, 'table'>,
  town: string,
  place: string | undefined,
  limit: number,
): Promise<readonly RegisterEntry[]> =>
  nextInList(world.table, entryKind, entryList(town, 'confirmed'), { place, limit });

const placeOf = (entry: RegisterEntry | undefined): string | undefined =>
  entry && placeInWalk(entryKind, entry);

const isMissing = (state: string | undefined, owed: boolean): boolean =>
  owed ? state === undefined || state === 'stopped' : state !== undefined && state !== 'stopped';

/** What this list already says of these people. */
const tasksOf = async (
  table: Pick<Table, 'getRows'>,
  round: CallRound,
  ids: readonly RegisterEntryId[],
): Promise<ReadonlyMap<string, CallTask>> => {
  const rows =
    ids.length === 0 ? [] : await table.getRows(ids.map((id) => callTaskKey(callTaskIdOf(round.id, id))));
  return new Map(
    rows.flatMap((row) => {
      const task = row && readAs(callTaskKind, row)?.value;
      return task ? [[task.personId, task] as const] : [];
    }),
  );
};

/** The people of a hot day: everybody on the alert register, whoever its changes have not already taken off. */
export const registerMembers: Members = {
  // Found through the list, decided on the entries themselves, read consistently.
  next: async (world, round, place, now) => {
    const fresh = await entriesAfter(world, round.town, place, CHUNK);
    const rows = await world.table.getRows(fresh.map(({ id }) => entryKey(id)));
    const entries = rows.flatMap((row) => (row ? (readAs(entryKind, row)?.value ?? []) : []));
    const seen = await Promise.all(entries.map((entry) => seeEntry(world.table, round, entry, now)));
    // Of a list made again, those who are on it stay.
    const known = await tasksOf(
      world.table,
      round,
      seen.flatMap((one) => (one.isIn && !one.isOwed ? [one.entry.id] : [])),
    );
    return {
      callees: seen.flatMap((one) =>
        one.callee && isOwedBy(one, known.get(one.entry.id)) ? [one.callee] : [],
      ),
      last: placeOf(fresh.at(-1)),
    };
  },

  // With the same writes as a change of the entry.
  putRight: async (world, round, place, now) => {
    const listed = await entriesAfter(world, round.town, place, PAGE);
    const rows = await world.table.getRows([
      ...listed.map((entry) => entryKey(entry.id)),
      ...listed.map((entry) => callTaskKey(callTaskIdOf(round.id, entry.id))),
    ]);
    let met = 0;
    for (let i = 0; i < listed.length; i += 1) {
      const [entryRow, taskRow] = [rows[i], rows[listed.length + i]];
      const entry = entryRow && readAs(entryKind, entryRow)?.value;
      if (!entry) continue;
      const task = taskRow && readAs(callTaskKind, taskRow)?.value;
      const isOwed = isOwedBy(await seeEntry(world.table, round, entry, now), task);
      if (isOwed) met += 1;
      if (isMissing(task?.state, isOwed))
        await decideAndCommit(world.table, async () => {
          const fresh = await world.table.get(entryKind, entryKey(entry.id));
          return ok({
            value: undefined,
            writes: fresh ? await registerChangeWrites(world, [fresh.value], now) : [],
          });
        });
    }
    return { met, last: placeOf(listed.at(-1)) };
  },

  // Whoever leaves the register is taken off its lists in that same write.
  sweep: () => Promise.resolve(),

  stoppedIfGone: async (world, round, task, now) => {
    const entryId = registerEntryIdSchema.safeParse(task.personId).data;
    if (!entryId || task.state === 'stopped') return undefined;
    const entry = (await world.table.get(entryKind, entryKey(entryId)))?.value;
    if (!entry) return stopped(task, 'removed', now);
    const seen = await seeEntry(world.table, round, entry, now);
    return seen.isIn ? undefined : stopped(task, stopReasonOf(entry, seen.isAway), now);
  },

  people: async (table, tasks) => {
    const ids = tasks.flatMap(({ personId }) => registerEntryIdSchema.safeParse(personId).data ?? []);
    const rows = await table.getRows(ids.map(entryKey));
    const entries = rows.flatMap((row) => (row ? (readAs(entryKind, row)?.value ?? []) : []));
    return new Map(
      entries.flatMap(({ id, state, person }) =>
        person && state === 'confirmed' ? [[String(id), person] as const] : [],
      ),
    );
  },
};
