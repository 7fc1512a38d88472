import { CsvError, parse } from 'csv-parse/sync';
import { ok, type Result, refused } from '../../result/result.ts';
import { isKnownHeader } from './columns.ts';
import { tidy } from './fold.ts';

/** A département's register fits four times (reliability.md R15). */
export const MAX_ROWS = 100_000;
/** A spreadsheet has no more lines, empty ones included. */
const MAX_LINES = 1_048_576;
const MAX_COLUMNS = 200;
const MAX_RECORD_BYTES = 64 * 1024;
const PREVIEW_BYTES = 400_000;
const PREVIEW_RECORDS = 60;
const HEADER_WITHIN_RECORDS = 20;

export const SEPARATORS = [';', ',', '\t', '|'] as const;
export type Separator = (typeof SEPARATORS)[number];

export type Row = {
  /** 1 for the first row of data, the header not counted. Rows of empty cells count; blank lines do not. */
  readonly row: number;
  /** The row a spreadsheet shows for it: header, blank lines and lines before the header counted. */
  readonly line: number;
  readonly cells: readonly string[];
};

export type Sheet = {
  /** The text as UTF-8, walked where it lies. */
  readonly utf8: Uint8Array;
  readonly separator: Separator;
  readonly header: readonly string[];
  readonly headerLine: number;
  /** Lines above the header: a title, a date of printing. */
  readonly skippedLines: readonly string[];
  /** The first rows, to guess columns and to show. */
  readonly preview: readonly (readonly string[])[];
};

export type SheetRefusal =
  | { readonly reason: 'header-only' | 'too-many-rows' | 'too-many-columns' }
  | { readonly reason: 'quote-not-closed'; readonly line: number };

/** `end`: where the record ends, in bytes from the start of the text. */
type Visit = (cells: readonly string[], line: number, end: number) => void;

/** Walks the records of a text without keeping them. Throws only what csv-parse and `visit` throw. */
const walk = (utf8: Uint8Array, separator: Separator, to: number, visit: Visit): void => {
  parse(utf8, {
    delimiter: separator,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_quotes: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: MAX_RECORD_BYTES,
    to,
    on_record: (record: string[], context) => {
      visit(record, context.records + context.empty_lines, context.bytes);
      return null;
    },
  });
};

type Preview = { readonly records: readonly (readonly string[])[]; readonly lines: readonly number[] };

/** The first records under a separator; a quote cut by the end of the preview is no fault of the file. */
const previewOf = (utf8: Uint8Array, separator: Separator): Preview => {
  const records: (readonly string[])[] = [];
  const lines: number[] = [];
  try {
    walk(utf8.subarray(0, PREVIEW_BYTES), separator, PREVIEW_RECORDS, (cells, line) => {
      records.push(cells);
      lines.push(line);
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
  }
  return { records, lines };
};

const knownIn = (record: readonly string[]): number =>
  new Set(record.filter(isKnownHeader).map((cell) => tidy(cell).toLowerCase())).size;

/** How well a separator explains the text: headers it brings out first, then how even the rows are. */
const scoreOf = ({ records }: Preview): number => {
  const widths = new Map<number, number>();
  for (const { length } of records) widths.set(length, (widths.get(length) ?? 0) + 1);
  const [width, count] = [...widths].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0] ?? [1, 0];
  const evenness = width > 1 ? (count / records.length) * Math.min(width, 12) : 0;
  const known = Math.max(0, ...records.slice(0, HEADER_WITHIN_RECORDS).map(knownIn));
  return known * 4 + evenness;
};

/** The header is the first record that names the most known columns, else the first with two filled cells. */
const headerAt = ({ records }: Preview): number => {
  const near = records.slice(0, HEADER_WITHIN_RECORDS);
  const known = near.map(knownIn);
  const most = Math.max(0, ...known);
  if (most >= 2) return known.indexOf(most);
  const filled = near.findIndex((record) => record.filter((cell) => tidy(cell) !== '').length >= 2);
  return Math.max(0, most === 1 && known.indexOf(1) <= Math.max(0, filled) ? known.indexOf(1) : filled);
};

const isEmpty = (cells: readonly string[]): boolean => cells.every((cell) => tidy(cell) === '');

/**
 * Finds the separator (by what each one makes of the first rows, a person's choice first) and the header
 * line in a decoded text. Refuses a file of headers only and one with more columns than any table has.
 */
export const openSheet = (text: string | Uint8Array, chosen?: Separator): Result<Sheet, SheetRefusal> => {
  const utf8 = typeof text === 'string' ? new TextEncoder().encode(text) : text;
  const tried = (chosen ? [chosen] : SEPARATORS).map((separator) => {
    const preview = previewOf(utf8, separator);
    return { separator, preview, score: scoreOf(preview) };
  });
  const best = tried.reduce((a, b) => (b.score > a.score ? b : a));
  const at = headerAt(best.preview);
  const header = best.preview.records[at];
  if (header === undefined) return refused({ reason: 'quote-not-closed', line: 1 });
  if (header.length > MAX_COLUMNS) return refused({ reason: 'too-many-columns' });
  const after = best.preview.records.slice(at + 1);
  const isAll = best.preview.records.length < PREVIEW_RECORDS && utf8.length <= PREVIEW_BYTES;
  if (isAll && after.every(isEmpty)) return refused({ reason: 'header-only' });
  const width = Math.min(MAX_COLUMNS, Math.max(header.length, ...after.map((record) => record.length)));
  return ok({
    utf8,
    separator: best.separator,
    header: Array.from({ length: width }, (_, index) => tidy(header[index] ?? '').slice(0, 80)),
    headerLine: best.preview.lines[at] ?? 1,
    skippedLines: best.preview.records.slice(0, at).map((record) => tidy(record.join(' ')).slice(0, 200)),
    preview: after.filter((record) => !isEmpty(record)),
  });
};

/** Between two rows: where a walk stopped, for the next one to go on. */
export type Place = {
  readonly byte: number;
  readonly line: number;
  readonly row: number;
  /** Lines of empty cells met since the last row: rows, if another row follows. */
  readonly emptyLines: readonly number[];
};
const START: Place = { byte: 0, line: 0, row: 0, emptyLines: [] };

/** Ends a walk. */
class TooManyRows extends Error {}

/**
 * Gives rows of data to `visit`, in order, without keeping the table in memory: all of them, or those of the next `atMost`
 * records, and then `next` is where to go on. Rows of empty cells at the end (a spreadsheet's leftovers) are no rows;
 * between others they are, and are given. The file is walked to its end, by the trial as by the staging: the second meets
 * nothing that the first did not. Refuses more than 100,000 rows, or lines than a spreadsheet has, and a quote that never
 * closes with the line where its record starts.
 */
export const eachRow = (
  sheet: Sheet,
  visit: (row: Row) => void,
  from: Place = START,
  atMost: number = Number.MAX_SAFE_INTEGER,
): Result<{ readonly rows: number; readonly next: Place | undefined }, SheetRefusal> => {
  let { byte, line: lastLine, row } = from;
  let emptyLines = [...from.emptyLines];
  let records = 0;
  const give = (cells: readonly string[], line: number) => {
    if (row === MAX_ROWS) throw new TooManyRows();
    row += 1;
    visit({ row, line, cells });
  };
  try {
    walk(sheet.utf8.subarray(from.byte), sheet.separator, atMost, (cells, nth, end) => {
      const line = from.line + nth;
      if (line > MAX_LINES) throw new TooManyRows();
      lastLine = line;
      byte = from.byte + end;
      records += 1;
      if (line <= sheet.headerLine) return;
      if (isEmpty(cells)) {
        // A million of them are what some spreadsheets leave: one beyond the most is enough to refuse what follows.
        if (emptyLines.length <= MAX_ROWS) emptyLines.push(line);
        return;
      }
      for (const empty of emptyLines) give([], empty);
      emptyLines = [];
      give(cells, line);
    });
  } catch (error) {
    if (error instanceof TooManyRows) return refused({ reason: 'too-many-rows' });
    if (!(error instanceof CsvError)) throw error;
    return refused({ reason: 'quote-not-closed', line: lastLine + 1 });
  }
  return ok({ rows: row, next: records < atMost ? undefined : { byte, line: lastLine, row, emptyLines } });
};
