import { taskOfCode } from '../../../../shared/heat/board/call-sheet.ts';
import type { Board } from '../../../../shared/heat/board/read-board.ts';
import { NOTE_LENGTH, outcomeIdSchema } from '../../../../shared/heat/calls/outcome.ts';
import type { OutcomeForm } from '../../../../shared/heat/calls/record-outcome.ts';
import { type CallTask, OUTCOMES, outcomeCodeSchema } from '../../../../shared/heat/calls/task.ts';
import { civilTimeSchema, instantOf } from '../../../../shared/time/civil.ts';
import type { Instant } from '../../../../shared/time/instant.ts';
import { PAPER_LETTERS } from './codes.ts';

export const ENTRY_LINES = 10;

/** One line as it was typed. */
export type TypedLine = {
  readonly code: string;
  readonly result: string;
  readonly hour: string;
  readonly note: string;
};
export type ReadLine =
  | { readonly kind: 'empty' }
  | { readonly kind: 'wrong'; readonly field: keyof TypedLine; readonly sentence: string }
  | { readonly kind: 'good'; readonly task: CallTask; readonly form: OutcomeForm };

export const linesTyped = (data: FormData): readonly TypedLine[] =>
  Array.from({ length: ENTRY_LINES }, (_, i) => {
    const word = (name: string, max: number): string =>
      String(data.get(`${name}-${i + 1}`) ?? '')
        .trim()
        .slice(0, max);
    return {
      code: word('code', 12),
      result: word('result', 30),
      hour: word('hour', 10),
      note: word('note', NOTE_LENGTH),
    };
  });

const outcomeOf = (typed: string) => {
  const letter = typed.toUpperCase();
  return outcomeCodeSchema.safeParse(OUTCOMES.find((code) => PAPER_LETTERS[code] === letter) ?? typed).data;
};

const timeOf = (typed: string) => {
  const read = /^(\d{1,2})\s*[h:.]?\s*(\d{2})?$/i.exec(typed);
  return read
    ? civilTimeSchema.safeParse(`${(read[1] ?? '').padStart(2, '0')}:${read[2] ?? '00'}`).data
    : undefined;
};

/**
 * What one line of paper means: which obligation, what came of it, when. The form's own id and the line's number make
 * the outcome's id, so that the same page sent twice is the same outcomes. Refused: an unknown code, no result, an hour
 * that is none or has not come yet.
 */
export const readLine = (
  board: Board,
  typed: TypedLine,
  about: { readonly formId: string; readonly line: number; readonly now: Instant },
): ReadLine => {
  if (!typed.code && !typed.result && !typed.hour && !typed.note) return { kind: 'empty' };
  const wrong = (field: keyof TypedLine, sentence: string): ReadLine => ({ kind: 'wrong', field, sentence });
  if (!typed.code) return wrong('code', 'Écrivez le code de la ligne, six signes.');
  const task = taskOfCode(board, typed.code);
  if (!task) return wrong('code', `Le code ${typed.code.toUpperCase()} n’est pas dans cette liste.`);
  const code = outcomeOf(typed.result);
  if (!code) return wrong('result', 'Choisissez le résultat coché.');
  const time = timeOf(typed.hour);
  if (!time) return wrong('hour', 'Écrivez l’heure de l’appel, comme 10h20.');
  const calledAt = instantOf(board.round.day, time);
  if (calledAt > about.now) return wrong('hour', 'Cette heure n’est pas encore passée.');
  const id = outcomeIdSchema.safeParse(`${about.formId}-${about.line}`);
  if (!id.success) return wrong('code', 'Rechargez la page avant de saisir cette ligne.');
  return {
    kind: 'good',
    task,
    form: { taskId: task.id, id: id.data, code, note: typed.note, calledAt, via: 'paper' },
  };
};
