import { sha256 } from '../ids/digest.ts';
import { ok, type Result, refused } from '../result/result.ts';
import type { Choices } from './import.ts';
import { type Column, fieldChoices, guessColumns, type Mapping } from './reading/columns.ts';
import { type Decoded, type DecodeRefusal, decode } from './reading/decode.ts';
import type { Field, ImportKind } from './reading/fields.ts';
import type { Reading } from './reading/person-row.ts';
import { openSheet, type Sheet, type SheetRefusal } from './reading/sheet.ts';
import { type Counts, countOf, NO_ROWS, type Problem, problemsOf, type RejectedRow } from './report.ts';
import { type JudgeRequest, judgeRows } from './verdicts.ts';

export type FileRefusal = DecodeRefusal | SheetRefusal;

export type OpenedFile = {
  readonly decoded: Omit<Decoded, 'text'>;
  readonly sheet: Sheet;
  readonly columns: readonly Column[];
};

const mappingOf = (kind: ImportKind, choices: Choices): Mapping => {
  const fields = new Map<string, Field>(fieldChoices(kind).map(({ field }) => [field, field]));
  return new Map(
    (choices.columns ?? []).flatMap(({ index, field }) => {
      const known = field === null ? null : fields.get(field);
      return known === undefined ? [] : [[index, known] as const];
    }),
  );
};

/** Bytes to a sheet and its columns, with a person's choices; refuses what is no table of people. */
export const openFile = (
  kind: ImportKind,
  bytes: Uint8Array,
  choices: Choices,
): Result<OpenedFile, FileRefusal> => {
  const decoded = decode(bytes, choices.encoding);
  if (!decoded.ok) return decoded;
  const { text, ...rest } = decoded.value;
  const sheet = openSheet(text, choices.separator);
  if (!sheet.ok) return sheet;
  const columns = guessColumns(kind, sheet.value.header, sheet.value.preview, mappingOf(kind, choices));
  return ok({ decoded: rest, sheet: sheet.value, columns });
};

export type Inspection = OpenedFile & {
  readonly counts: Counts;
  readonly problems: readonly Problem[];
  /** Rows that resemble another, in order. */
  readonly duplicates: readonly number[];
  /** Hash of every verdict: the report a person confirms. */
  readonly verdicts: string;
  readonly rejected: readonly RejectedRow[];
};

/** The dry run itself: reads and judges the whole file, and writes nothing anywhere. */
export const inspectFile = (
  kind: ImportKind,
  bytes: Uint8Array,
  choices: Choices,
  reading: Reading,
  known: JudgeRequest['known'],
): Result<Inspection, FileRefusal> => {
  const opened = openFile(kind, bytes, choices);
  if (!opened.ok) return opened;
  let counts = NO_ROWS;
  const problems: Problem[] = [];
  const duplicates: number[] = [];
  const rejected: RejectedRow[] = [];
  let verdicts = '';
  const { sheet, columns } = opened.value;
  const judged = judgeRows({ kind, sheet, columns, reading, known }, (verdict) => {
    counts = countOf(counts, verdict);
    const found = problemsOf(verdict);
    problems.push(...found);
    if (verdict.outcome === 'duplicate') duplicates.push(verdict.row.row);
    if (verdict.outcome === 'rejected')
      rejected.push({ cells: verdict.row.cells, reason: found[0]?.reason ?? '' });
    const mark = verdict.outcome === 'rejected' ? '' : verdict.rowId;
    verdicts = sha256(`${verdicts}${verdict.outcome}${mark}`);
  });
  if (!judged.ok) return judged;
  if (counts.rows === 0) return refused({ reason: 'header-only' });
  return ok({ ...opened.value, counts, problems, duplicates, verdicts, rejected });
};
