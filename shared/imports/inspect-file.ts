import { sha256 } from '../ids/digest.ts';
import { ok, type Result, refused } from '../result/result.ts';
import type { Choices } from './import.ts';
import { type Column, fieldChoices, guessColumns, type Mapping } from './reading/columns.ts';
import { type DecodeRefusal, type Recoded, recode } from './reading/decode.ts';
import type { Field, ImportKind } from './reading/fields.ts';
import { openSheet, type Sheet, type SheetRefusal } from './reading/sheet.ts';
import { type Counts, countOf, NO_ROWS, type Problem, problemsOf } from './report.ts';
import { type JudgeRequest, judgeRows, type Verdict } from './verdicts.ts';

export type FileRefusal = DecodeRefusal | SheetRefusal;

export type OpenedFile = {
  readonly decoded: Omit<Recoded, 'utf8'>;
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
  const decoded = recode(bytes, choices.encoding);
  if (!decoded.ok) return decoded;
  const { utf8, ...rest } = decoded.value;
  const sheet = openSheet(utf8, choices.separator);
  if (!sheet.ok) return sheet;
  const columns = guessColumns(kind, sheet.value.header, sheet.value.preview, mappingOf(kind, choices));
  return ok({ decoded: rest, sheet: sheet.value, columns });
};

export type Inspection = OpenedFile & {
  readonly counts: Counts;
  /** Rows that resemble another, in order. */
  readonly duplicates: readonly number[];
  /** Hash of every verdict: the report a person confirms. */
  readonly verdicts: string;
};

export type InspectRequest = Pick<JudgeRequest, 'kind' | 'reading' | 'known'> & {
  readonly bytes: Uint8Array;
  readonly choices: Choices;
};

/**
 * The dry run itself: reads and judges the whole file, and writes nothing anywhere. What there is to say of each row
 * passes before `see`, who keeps what it needs of it: a report on 100,000 rows is larger than their file.
 */
export const inspectFile = (
  { kind, bytes, choices, reading, known }: InspectRequest,
  see: (problems: readonly Problem[], verdict: Verdict) => void = () => {},
): Result<Inspection, FileRefusal> => {
  const opened = openFile(kind, bytes, choices);
  if (!opened.ok) return opened;
  let counts = NO_ROWS;
  const duplicates: number[] = [];
  let verdicts = '';
  const { sheet, columns } = opened.value;
  const judged = judgeRows({ kind, sheet, columns, reading, known }, (verdict) => {
    counts = countOf(counts, verdict);
    if (verdict.outcome === 'duplicate') duplicates.push(verdict.row.row);
    see(problemsOf(verdict), verdict);
    const mark = verdict.outcome === 'rejected' ? '' : verdict.rowId;
    verdicts = sha256(`${verdicts}${verdict.outcome}${mark}`);
  });
  if (!judged.ok) return judged;
  if (counts.rows === 0) return refused({ reason: 'header-only' });
  return ok({ ...opened.value, counts, duplicates, verdicts });
};
