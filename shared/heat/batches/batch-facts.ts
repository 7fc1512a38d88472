import { type Actor, change } from '../../audit/audit.ts';
import type { Surroundings } from '../../decide/decide.ts';
import { seniorIdSchema, type VolunteerId } from '../../ids/ids.ts';
import { emptyLoad, type Load, pruned } from '../../offers/load.ts';
import { loadKey, loadKind } from '../../offers/store.ts';
import type { Senior } from '../../seniors/senior.ts';
import { seniorKey, seniorKind } from '../../seniors/store.ts';
import { type Row, readAs, rowsOf, type Stored } from '../../table/kind.ts';
import type { Write } from '../../table/table.ts';
import { put, replace } from '../../table/write.ts';
import { dayOf } from '../../time/civil.ts';
import type { Instant } from '../../time/instant.ts';
import { volunteerKey, volunteerKind } from '../../volunteers/store.ts';
import type { Volunteer } from '../../volunteers/volunteer.ts';
import { type CallRound, callRoundKind, roundKey } from '../calls/round.ts';
import { type BatchId, type CallTask, callTaskIdOf, callTaskKey, callTaskKind } from '../calls/task.ts';
import { batchKey, type CallBatch, callBatchKind } from './batch.ts';

export type BatchFacts = {
  readonly batch: Stored<CallBatch>;
  readonly round: CallRound;
  readonly tasks: readonly Stored<CallTask>[];
  /** Everybody who was asked, or answers now. */
  readonly volunteers: ReadonlyMap<VolunteerId, Stored<Volunteer>>;
  readonly loads: ReadonlyMap<VolunteerId, Stored<Load>>;
  /** Files of those who are called for friendship; a hot day's people are the register's. */
  readonly seniors: ReadonlyMap<string, Senior>;
};

/** A batch with its people's obligations and its volunteers' loads, in two consistent requests. */
export const readBatch = async (
  world: Pick<Surroundings, 'table'>,
  id: BatchId,
  also: readonly VolunteerId[] = [],
): Promise<BatchFacts | undefined> => {
  const batch = await world.table.get(callBatchKind, batchKey(id));
  if (!batch) return undefined;
  const { roundId, people, asked, holder } = batch.value;
  const ids = [
    ...new Set([
      ...asked.filter((one) => one.state === 'asked').map((one) => one.volunteerId),
      ...(holder ? [holder.volunteerId] : []),
      ...also,
    ]),
  ];
  const rows: readonly (Row | undefined)[] = await world.table.getRows([
    roundKey(roundId),
    ...people.map((person) => callTaskKey(callTaskIdOf(roundId, person))),
    ...people.flatMap((person) => {
      const senior = seniorIdSchema.safeParse(person).data;
      return senior ? [seniorKey(senior)] : [];
    }),
    ...ids.flatMap((volunteer) => [volunteerKey(volunteer), loadKey(volunteer)]),
  ]);
  const found = rows.flatMap((row) => row ?? []);
  const round = rowsOf(callRoundKind, found)[0]?.value;
  if (!round) return undefined;
  return {
    batch,
    round,
    tasks: rowsOf(callTaskKind, found),
    volunteers: new Map(rowsOf(volunteerKind, found).map((one) => [one.value.id, one])),
    loads: new Map(
      found.flatMap((row) => readAs(loadKind, row) ?? []).map((one) => [one.value.volunteerId, one]),
    ),
    seniors: new Map(rowsOf(seniorKind, found).map(({ value }) => [value.id, value])),
  };
};

/** A volunteer's load changed by `change`, held to what was read. */
export const loadWrite = (
  facts: Pick<BatchFacts, 'loads'>,
  id: VolunteerId,
  edit: (load: Load) => Load,
  now: Instant,
): Write => {
  const stored = facts.loads.get(id);
  const next = pruned(edit(stored?.value ?? emptyLoad(id)), dayOf(now), now);
  return stored ? replace(loadKind, stored, next) : put(loadKind, next, 'absent', { label: `load:${id}` });
};

/** A call of a batch changes hands: its audit names the act, whoever holds it afterwards. */
export const taskChange = (
  stored: Stored<CallTask>,
  next: CallTask,
  action: string,
  actor: Actor,
  now: Instant,
) =>
  change(callTaskKind, stored, next, {
    action,
    actor,
    at: now,
    from: stored.value.state,
    to: next.state,
  });
