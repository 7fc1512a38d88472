import type { Surroundings } from '../../decide/decide.ts';
import { rowsOf } from '../../table/kind.ts';
import { currentKey, currentKind } from '../campaign/campaign.ts';
import { roundIdSchema } from './round.ts';
import { type CallTask, callTaskIdOf, callTaskKey, callTaskKind, isOwed } from './task.ts';

/**
 * What earlier lists of this heat still owe to the same person, the oldest first: a distress or a door of yesterday that
 * nobody settled does not end because a new day calls her a first time.
 */
export const owedBefore = async (
  world: Pick<Surroundings, 'table'>,
  task: CallTask,
): Promise<readonly CallTask[]> => {
  const current = await world.table.get(currentKind, currentKey(task.town));
  // The ids of one town's lists are in the order of their days and turns.
  const earlier = (current?.value.rounds ?? []).filter((id) => id < task.roundId).toSorted();
  if (earlier.length === 0) return [];
  const rows = await world.table.getRows(
    earlier.map((id) => callTaskKey(callTaskIdOf(roundIdSchema.parse(id), task.personId))),
  );
  return rowsOf(
    callTaskKind,
    rows.flatMap((row) => row ?? []),
  )
    .map(({ value }) => value)
    .filter(isOwed);
};
