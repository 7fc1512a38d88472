import { batchesOf, type CallBatch, callBatchKind } from '../../shared/heat/batches/batch.ts';
import { COUNTED, countsOf, noCounts, plusCounts, readCounts } from '../../shared/heat/board/counters.ts';
import { type CallRound, callRoundKind, isRunning, roundsOf } from '../../shared/heat/calls/round.ts';
import {
  type CallTask,
  callTaskIdOf,
  callTaskIdSchema,
  callTaskKey,
  callTaskKind,
  isOwed,
  openCalls,
  settledCalls,
} from '../../shared/heat/calls/task.ts';
import { isOwedCall, type RegisterEntry } from '../../shared/register/entry.ts';
import { entryKind, entryList } from '../../shared/register/store.ts';
import { type Kind, readAs, rowsOf } from '../../shared/table/kind.ts';
import type { Table } from '../../shared/table/table.ts';
import type { Instant } from '../../shared/time/instant.ts';

/** Everything there is, for the checks alone. */
export type Everything = {
  readonly rounds: () => Promise<readonly CallRound[]>;
  readonly tasks: () => Promise<readonly CallTask[]>;
  readonly batches: () => Promise<readonly CallBatch[]>;
  /** Of people on the register now. */
  readonly entries: () => Promise<readonly RegisterEntry[]>;
};

/** As any table tells it: through the lists that screens show. */
export const everythingListed = (store: Table, town: string): Everything => {
  const listed = async <T>(kind: Kind<T>, partitions: readonly string[]): Promise<readonly T[]> => {
    const pages = await Promise.all(partitions.map((partition) => store.index('list', { partition })));
    return pages.flatMap(({ items }) => rowsOf(kind, items).map(({ value }) => value));
  };
  const rounds = () => listed(callRoundKind, [roundsOf(town)]);
  const shardsOf = ({ id, shards }: CallRound): string[] =>
    Array.from({ length: shards }, (_, n) => [openCalls(id, n), settledCalls(id, n)]).flat();
  return {
    rounds,
    tasks: async () => listed(callTaskKind, (await rounds()).flatMap(shardsOf)),
    batches: async () => {
      const ids = (await rounds()).flatMap(({ id }) => [[id, 'live'] as const, [id, 'past'] as const]);
      const lists = await Promise.all(ids.map(([id, list]) => batchesOf(store, id, list)));
      return lists.flat().map(({ value }) => value);
    },
    entries: () => listed(entryKind, [entryList(town, 'confirmed')]),
  };
};

/** The obligations of these people of a list, as they are now. */
export const tasksOfBatch = async (
  store: Table,
  { roundId, people }: Pick<CallBatch, 'roundId' | 'people'>,
): Promise<readonly CallTask[]> => {
  const rows = await store.getRows(people.map((person) => callTaskKey(callTaskIdOf(roundId, person))));
  return rows.flatMap((row) => (row ? (readAs(callTaskKind, row)?.value ?? []) : []));
};

/** What is false between two steps of the day, in words; nothing when all holds. */
export const hotDayChecks = (store: Table, everything: Everything) => {
  const byRound = async (): Promise<ReadonlyMap<string, readonly CallTask[]>> => {
    const found = new Map<string, CallTask[]>();
    for (const task of await everything.tasks()) {
      const its = found.get(task.roundId);
      if (its) its.push(task);
      else found.set(task.roundId, [task]);
    }
    return found;
  };

  /** Law 5 of one list: everybody whom the register owes a call stands on it, nobody else does, and its counts say so. */
  const ofRound = async (round: CallRound, its: readonly CallTask[], now: Instant): Promise<string[]> => {
    const faults: string[] = [];
    const owed = new Set<string>();
    for (const entry of await everything.entries()) if (isOwedCall(entry, round.day)) owed.add(entry.id);
    let [standing, extra, nobodys, rows] = [0, 0, 0, noCounts];
    for (const task of its) {
      rows = plusCounts(rows, countsOf(task));
      if (isOwed(task) && task.deadline === undefined) nobodys += 1;
      if (task.state === 'stopped') continue;
      standing += 1;
      if (!owed.has(task.personId)) extra += 1;
    }
    const missing = owed.size - (standing - extra);
    if (round.state === 'open' && missing > 0) faults.push(`law 5: ${missing} people forgotten at ${now}`);
    if (extra > 0) faults.push(`law 5: ${extra} obligations about people who left, at ${now}`);
    if (nobodys > 0) faults.push(`law 5: ${nobodys} owed without a deadline at ${now}`);
    const counted = await readCounts(store, round.id, round.shards);
    for (const name of COUNTED)
      if (rows[name] !== counted[name])
        faults.push(`law 5: ${name} ${rows[name]} in rows, ${counted[name]} counted, at ${now}`);
    return faults;
  };

  return {
    law5: async (now: Instant): Promise<string[]> => {
      const tasks = await byRound();
      const faults: string[] = [];
      for (const round of (await everything.rounds()).filter(isRunning))
        faults.push(...(await ofRound(round, tasks.get(round.id) ?? [], now)));
      return faults;
    },

    /** A text has just left about this call or this batch. */
    laws4And6: async (subject: string): Promise<string[]> => {
      const call = callTaskIdSchema.safeParse(subject).data;
      const task = call && (await store.get(callTaskKind, callTaskKey(call)))?.value;
      if (task?.state === 'stopped') return [`law 4: a text about ${subject}, who has left`];
      if (!subject.startsWith('bat_')) return [];
      const batch = (await store.get(callBatchKind, { pk: subject, sk: 'CALL-BATCH' }))?.value;
      if (!batch) return [`a text about ${subject}, which is no batch`];
      const its = await tasksOfBatch(store, batch);
      return [
        ...(its.every(({ state }) => state === 'stopped')
          ? [`law 4: a text about ${subject}, whom all left`]
          : []),
        ...(its.every(({ volunteersMay }) => !volunteersMay)
          ? [`law 6: a text about ${subject}, who refuse volunteers`]
          : []),
      ];
    },

    /** Noon: volunteers' silence is over, the desk has everybody of the lists whose hour it is. */
    inHumanHands: async (rounds: readonly CallRound[], now: Instant): Promise<string[]> => {
      const mine = new Set(
        rounds.filter(({ turn, handOverAt }) => turn === 1 && handOverAt <= now).map(({ id }) => id),
      );
      const out = (await everything.tasks()).filter(
        (task) =>
          mine.has(task.roundId) && task.state === 'open' && (task.holder.by === 'volunteer' || task.batchId),
      );
      return out.length > 0 ? [`${out.length} people not in the desk's hands at noon`] : [];
    },

    /** Six: nobody is left to a list. */
    closedOrEscalated: async (rounds: readonly CallRound[], now: Instant): Promise<string[]> => {
      const due = new Set(rounds.filter(({ escalateAt }) => escalateAt <= now).map(({ id }) => id));
      const open = (await everything.tasks()).filter(
        (task) => due.has(task.roundId) && task.state === 'open',
      );
      return open.length > 0 ? [`${open.length} people neither reached nor handed to anybody at six`] : [];
    },
  };
};
