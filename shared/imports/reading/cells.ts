import type { CivilDay } from '../../time/civil.ts';
import type { Column } from './columns.ts';
import type { Field } from './fields.ts';
import { tidy } from './fold.ts';
import type { NoteCode, Noted } from './problems.ts';
import { type DateRange, readDate } from './values/dates.ts';
import { readYesNo } from './values/words.ts';

export type Cell = { readonly column: string; readonly text: string };

/** One row seen through its columns: cells by meaning, tidied, and the notes taken while reading them. */
export type Cells = {
  /** The first filled cell of this meaning; an empty text where there is none. */
  readonly one: (field: Field) => Cell;
  /** Every filled cell of a meaning that repeats. */
  readonly all: (field: Field) => readonly Cell[];
  readonly note: (code: NoteCode, cell: Cell) => void;
  readonly notes: readonly Noted[];
};

const MAX_CELL = 2_000;
const SHOWN_VALUE = 80;
// Our own refused rows come back with formulas made inert by an apostrophe.
const ESCAPED = /^'(?=[=+\-@])/;

export const cellsOf = (columns: readonly Column[], row: readonly string[]): Cells => {
  const byField = new Map<Field, Cell[]>();
  for (const { field, index, name } of columns) {
    if (field === undefined) continue;
    const text = tidy((row[index] ?? '').slice(0, MAX_CELL)).replace(ESCAPED, '');
    if (text === '') continue;
    const held = byField.get(field);
    if (held) held.push({ column: name, text });
    else byField.set(field, [{ column: name, text }]);
  }
  const notes: Noted[] = [];
  const nameOf = (field: Field) => columns.find((column) => column.field === field)?.name ?? '';
  return {
    one: (field) => byField.get(field)?.[0] ?? { column: nameOf(field), text: '' },
    all: (field) => byField.get(field) ?? [],
    note: (code, cell) => notes.push({ code, column: cell.column, value: cell.text.slice(0, SHOWN_VALUE) }),
    notes,
  };
};

/** The day of a cell, or undefined with a note why; nothing for an empty cell. */
export const dayIn = (cells: Cells, field: Field, range: DateRange): CivilDay | undefined => {
  const cell = cells.one(field);
  if (cell.text === '') return undefined;
  const read = readDate(cell.text, range);
  if (!read.ok) {
    cells.note(read.problem, cell);
    return undefined;
  }
  if (read.note) cells.note(read.note, cell);
  return read.day;
};

/** A yes or no, or undefined with a note when something else is written. */
export const answerIn = (cells: Cells, field: Field): boolean | undefined => {
  const cell = cells.one(field);
  if (cell.text === '') return undefined;
  const answer = readYesNo(cell.text);
  if (answer === undefined) cells.note('yes-no-unread', cell);
  return answer;
};

/** A text of at most `max` characters; what is cut is said. */
export const textIn = (cells: Cells, cell: Cell, max: number): string => {
  if (cell.text.length <= max) return cell.text;
  cells.note('text-cut', cell);
  return cell.text.slice(0, max).trim();
};
