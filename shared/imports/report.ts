import { stringify } from 'csv-stringify/sync';
import { likenessSentence } from './likeness/likeness.ts';
import type { Known } from './likeness/person-index.ts';
import { isReading, type ProblemCode, problemSentence } from './reading/problems.ts';
import type { Verdict } from './verdicts.ts';

/** One thing to look at in the file. */
export type Problem = {
  /** 1 for the first row of data, the header not counted. */
  readonly row: number;
  /** The row number a spreadsheet shows: what a person looks for. */
  readonly line: number;
  readonly outcome: 'rejected' | 'duplicate' | 'noted';
  readonly column: string;
  readonly code: ProblemCode | 'duplicate-same' | 'duplicate-likely';
  /** The sentence a person reads. */
  readonly reason: string;
  /** What the cell holds, for the page; like `who`, it never leaves the desk. */
  readonly value: string;
  readonly who: string;
  /** The record it resembles, if it is one. */
  readonly knownId: string;
};

export type Counts = {
  readonly rows: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly duplicates: number;
};

const whom = (known: Known): string =>
  known.of === 'row' ? `la ligne ${known.line} du fichier` : 'une personne déjà enregistrée';

/** What there is to say of a row: why it was refused, whom it repeats, what was left out of it. */
export const problemsOf = (verdict: Verdict): readonly Problem[] => {
  const { row, line } = verdict.row;
  const person = verdict.outcome === 'rejected' ? undefined : verdict.person.person;
  const at = {
    row,
    line,
    who: person ? `${person.firstName} ${person.lastName}`.trim() : '',
    value: '',
    knownId: '',
  };
  const notes = verdict.notes.map(
    ({ code, column, value }): Problem => ({
      ...at,
      outcome: 'noted',
      column,
      code,
      value,
      reason: problemSentence(code),
    }),
  );
  switch (verdict.outcome) {
    case 'accepted':
      return notes;
    case 'rejected': {
      const { code, column } = verdict.rejection;
      return [{ ...at, outcome: 'rejected', column, code, reason: problemSentence(code) }, ...notes];
    }
    case 'duplicate': {
      const { certainty, known, likeness } = verdict.match;
      const start = certainty === 'same' ? 'Répète' : 'Ressemble à';
      const reason = `${start} ${whom(known)} : ${likenessSentence(likeness.reasons)}.`;
      const knownId = known.of === 'record' ? known.id : '';
      return [
        { ...at, outcome: 'duplicate', column: '', code: `duplicate-${certainty}`, reason, knownId },
        ...notes,
      ];
    }
  }
};

/** Readings that worked but leaned on a convention stand apart, so that what asks for a look stands out. */
export const groupOf = (problem: Problem): 'rejected' | 'duplicate' | 'noted' | 'reading' =>
  problem.outcome === 'noted' && isReading(problem.code) ? 'reading' : problem.outcome;

export const countOf = (counts: Counts, verdict: Verdict): Counts => ({
  rows: counts.rows + 1,
  accepted: counts.accepted + (verdict.outcome === 'accepted' ? 1 : 0),
  rejected: counts.rejected + (verdict.outcome === 'rejected' ? 1 : 0),
  duplicates: counts.duplicates + (verdict.outcome === 'duplicate' ? 1 : 0),
});
export const NO_ROWS: Counts = { rows: 0, accepted: 0, rejected: 0, duplicates: 0 };

export type RejectedRow = { readonly cells: readonly string[]; readonly reason: string };

/**
 * The refused rows as a CSV to mend and send again: the file's own columns, then « Motif ». Semicolons, a byte
 * order mark (Excel), and no cell that a spreadsheet would run as a formula.
 */
export const rejectedCsv = (header: readonly string[], rows: readonly RejectedRow[]): string => {
  const lines = rows.map(({ cells, reason }) => [...header.map((_, index) => cells[index] ?? ''), reason]);
  return stringify(
    [[...header, 'Motif'], ...lines].map((line) => line.map((cell) => cell.replaceAll('\0', ''))),
    // A lone carriage return would start a line of its own, and hide a formula from escape_formulas.
    { bom: true, delimiter: ';', record_delimiter: 'windows', escape_formulas: true, quoted_match: /[\r\n]/ },
  );
};
