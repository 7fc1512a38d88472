import type { Surroundings } from '../../decide/decide.ts';
import type { VolunteerId } from '../../ids/ids.ts';
import { rowsOf } from '../../table/kind.ts';
import type { Instant } from '../../time/instant.ts';
import type { Town } from '../../town/settings.ts';
import { type DutyTold, dutyTold } from '../calls/duty-told.ts';
import type { CallRound } from '../calls/round.ts';
import { listOutcomes } from '../calls/settle-conflict.ts';
import { callTaskIdOf, callTaskKey, callTaskKind } from '../calls/task.ts';
import type { CallBatch } from './batch.ts';

/**
 * Who knows by now of the distress that this volunteer said last of somebody in their list; undefined when they said none.
 * Reads only. The list may have gone back since: a distress typed late is followed all the same.
 */
export const batchDistress = async (
  world: Pick<Surroundings, 'table'>,
  about: {
    readonly batch: CallBatch;
    readonly round: CallRound;
    readonly town: Town;
    readonly volunteerId: VolunteerId;
  },
  now: Instant,
): Promise<DutyTold | undefined> => {
  const { batch, round, town, volunteerId } = about;
  const rows = await world.table.getRows(
    batch.people.map((person) => callTaskKey(callTaskIdOf(round.id, person))),
  );
  const tasks = rowsOf(
    callTaskKind,
    rows.flatMap((row) => row ?? []),
  ).map(({ value }) => value);
  const said = await Promise.all(
    tasks
      .filter((task) => task.lastOutcome === 'distress' || task.escalated?.reason === 'distress')
      .map(async (task) => {
        const outcomes = await listOutcomes(world, task.id);
        return dutyTold(world, { task, round, town, outcomes, by: volunteerId }, now);
      }),
  );
  return said
    .flatMap((one) => one ?? [])
    .reduce<DutyTold | undefined>(
      (known, one) => (known && known.saidAt >= one.saidAt ? known : one),
      undefined,
    );
};
