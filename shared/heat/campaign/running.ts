import type { Surroundings } from '../../decide/decide.ts';
import { rowsOf, type Stored } from '../../table/kind.ts';
import { type CallRound, callRoundKind, isRunning, roundIdSchema, roundKey } from '../calls/round.ts';
import { type Current, currentKey, currentKind } from './campaign.ts';

export type Running = {
  readonly current: Stored<Current> | undefined;
  readonly rounds: readonly Stored<CallRound>[];
};

/** The lists of hot days that run in a town: those of days before that still owe somebody, today's, tomorrow's. */
export const runningLists = async (
  { table }: Pick<Surroundings, 'table'>,
  town: string,
): Promise<Running> => {
  const current = await table.get(currentKind, currentKey(town));
  const ids = (current?.value.rounds ?? []).map((id) => roundIdSchema.parse(id));
  const rows = await table.getRows(ids.map(roundKey));
  const rounds = rowsOf(
    callRoundKind,
    rows.flatMap((row) => row ?? []),
  );
  return { current, rounds: rounds.filter(({ value }) => isRunning(value)) };
};
