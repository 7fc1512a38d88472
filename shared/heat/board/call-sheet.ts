import type { Surroundings } from '../../decide/decide.ts';
import { registerEntryIdSchema } from '../../ids/ids.ts';
import { isActiveEntry, type RegisteredPerson } from '../../register/entry.ts';
import { entryKey, entryKind } from '../../register/store.ts';
import { readAs } from '../../table/kind.ts';
import type { CallTask } from '../calls/task.ts';
import type { Board } from './read-board.ts';

/** One line of a paper sheet: short enough to be read out, with the code that its result is keyed under. */
export type SheetLine = {
  readonly code: string;
  readonly task: CallTask;
  readonly person: RegisteredPerson;
};
export type Sheet = { readonly sector: string | undefined; readonly lines: readonly SheetLine[] };

/** Six letters of the person's id: told apart on one sheet, saying nothing of her. */
export const lineCode = (task: Pick<CallTask, 'personId'>): string => task.personId.slice(-6);

const CHUNK = 100;

/**
 * The paper lists of one list of calls, one per sector, those without first: everybody still owed a call, in the order of
 * priority. Holds names and numbers: only for whoever may read the register, and written down as a reading before.
 */
export const callSheets = async (
  world: Pick<Surroundings, 'table'>,
  board: Board,
  only: (task: CallTask) => boolean = () => true,
): Promise<readonly Sheet[]> => {
  const tasks = board.owed.filter(only);
  const lines: SheetLine[] = [];
  for (let i = 0; i < tasks.length; i += CHUNK) {
    const some = tasks.slice(i, i + CHUNK);
    const ids = some.flatMap((task) => registerEntryIdSchema.safeParse(task.personId).data ?? []);
    const rows = await world.table.getRows(ids.map(entryKey));
    const entries = new Map(
      rows
        .flatMap((row) => (row ? (readAs(entryKind, row)?.value ?? []) : []))
        .filter(isActiveEntry)
        .map((entry) => [String(entry.id), entry]),
    );
    for (const task of some) {
      const person = entries.get(task.personId)?.person;
      if (person) lines.push({ code: lineCode(task), task, person });
    }
  }
  const sectors = [...new Set(lines.map((line) => line.task.sector))].sort((a, b) =>
    (a ?? '') < (b ?? '') ? -1 : 1,
  );
  const order = (line: SheetLine): string => `${line.task.priority}#${line.person.lastName}#${line.code}`;
  return sectors.map((sector) => ({
    sector,
    lines: lines.filter((line) => line.task.sector === sector).sort((a, b) => (order(a) < order(b) ? -1 : 1)),
  }));
};

/** The obligation meant by the code of a paper line; undefined when no or several lines bear it. */
export const taskOfCode = (board: Board, code: string): CallTask | undefined => {
  const asked = code.trim().toUpperCase();
  const found = [...board.owed, ...board.settled].filter((task) => lineCode(task) === asked);
  return found.length === 1 ? found[0] : undefined;
};
