import type { Surroundings } from '../../decide/decide.ts';
import type { Instant } from '../../time/instant.ts';
import type { RoundId } from '../calls/round.ts';
import type { CallTask } from '../calls/task.ts';
import { type Board, readBoard, readSettled } from './read-board.ts';

/** Six letters of the person's id: told apart on one list, saying nothing of her. */
export const lineCode = (task: Pick<CallTask, 'personId'>): string => task.personId.slice(-6);

/** The obligation meant by the code of a paper line; undefined when no or several lines bear it. */
export const taskOfCode = (board: Pick<Board, 'owed' | 'settled'>, code: string): CallTask | undefined => {
  const asked = code.trim().toUpperCase();
  const found = [...board.owed, ...board.settled].filter((task) => lineCode(task) === asked);
  return found.length === 1 ? found[0] : undefined;
};

/**
 * The board on which the lines of a paper are looked for. That of a very large list leaves out who is settled: they are
 * read too when a code is of nobody who is owed a call.
 */
export const boardForCodes = async (
  world: Pick<Surroundings, 'table'>,
  id: RoundId,
  codes: readonly string[],
  now: Instant,
): Promise<Board | undefined> => {
  const board = await readBoard(world, id, now);
  if (!board || board.balance.rows !== undefined) return board;
  const isKnown = codes.every((code) => code === '' || taskOfCode(board, code) !== undefined);
  return isKnown ? board : { ...board, settled: await readSettled(world, board.round) };
};
