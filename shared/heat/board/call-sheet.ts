import type { CallTask } from '../calls/task.ts';
import type { Board } from './read-board.ts';

/** Six letters of the person's id: told apart on one list, saying nothing of her. */
export const lineCode = (task: Pick<CallTask, 'personId'>): string => task.personId.slice(-6);

/** The obligation meant by the code of a paper line; undefined when no or several lines bear it. */
export const taskOfCode = (board: Pick<Board, 'owed' | 'settled'>, code: string): CallTask | undefined => {
  const asked = code.trim().toUpperCase();
  const found = [...board.owed, ...board.settled].filter((task) => lineCode(task) === asked);
  return found.length === 1 ? found[0] : undefined;
};
