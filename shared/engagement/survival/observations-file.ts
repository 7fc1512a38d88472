import { CsvError, parse } from 'csv-parse/sync';
import { ok, type Result, refused } from '../../result/result.ts';
import type { LogRankGroup } from './log-rank.ts';
import type { Observation } from './survival.ts';

/** A whole sentence in French each, with the line a person sees in an editor. */
export type FileRefusal = { readonly sentences: readonly string[] };

const COLUMNS = ['entry', 'exit', 'event'] as const;
const SEPARATORS = [',', ';', '\t'] as const;
const MAX_SENTENCES = 20;
const MAX_ROWS = 200_000;
/** What a file without the column `group` is about. */
export const EVERYBODY = 'ensemble';

type Cells = { readonly line: number; readonly cells: readonly string[] };

/** The separator that brings out most of the wanted columns in the first line that is not empty. */
const separatorOf = (text: string): string => {
  const header = text.split(/\r\n|\r|\n/).find((line) => line.trim() !== '') ?? '';
  const named = (separator: string): number =>
    header.split(separator).filter((cell) => isColumn(cell.replaceAll('"', ''))).length;
  return SEPARATORS.reduce((best, one) => (named(one) > named(best) ? one : best));
};

const isColumn = (cell: string): boolean =>
  [...COLUMNS, 'group'].some((name) => name === cell.trim().toLowerCase());

const rowsIn = (text: string): Result<readonly Cells[], FileRefusal> => {
  const rows: Cells[] = [];
  try {
    parse(text, {
      bom: true,
      delimiter: separatorOf(text),
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      trim: true,
      to: MAX_ROWS + 2,
      on_record: (cells: string[], { lines }) => {
        if (cells.some((cell) => cell !== '')) rows.push({ line: lines, cells });
        return null;
      },
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return refused({ sentences: ['Des guillemets ouverts ne sont jamais fermés, ou sont mal placés.'] });
  }
  return ok(rows);
};

/** `12`, `12.5`, `12,5`: days, never a sign, never an exponent. */
const daysOf = (cell: string): number | undefined =>
  /^\d{1,9}([.,]\d{1,12})?$/.test(cell) ? Number(cell.replace(',', '.')) : undefined;

const EVENTS: ReadonlyMap<string, boolean> = new Map([
  ['0', false],
  ['1', true],
  ['false', false],
  ['true', true],
]);

const shown = (cell: string): string => (cell === '' ? 'rien' : `« ${cell.slice(0, 40)} »`);

type Reading = { readonly group: string; readonly one: Observation };

const readRow = (cell: (name: string) => string, hasGroups: boolean): Result<Reading, readonly string[]> => {
  const entry = daysOf(cell('entry'));
  const exit = daysOf(cell('exit'));
  const event = EVENTS.get(cell('event').toLowerCase());
  const group = hasGroups ? cell('group') : EVERYBODY;
  const faults: string[] = [];
  for (const [name, value] of [['entry', entry] as const, ['exit', exit] as const])
    if (value === undefined)
      faults.push(`${name} doit être un nombre de jours, zéro ou plus ; il y a ${shown(cell(name))}.`);
  if (event === undefined)
    faults.push(`event doit être 0, 1, true ou false ; il y a ${shown(cell('event'))}.`);
  if (group === '') faults.push('le groupe manque.');
  if (group.length > 100) faults.push('le nom du groupe dépasse 100 caractères.');
  if (entry !== undefined && exit !== undefined && exit <= entry)
    faults.push(`exit (${cell('exit')}) doit venir après entry (${cell('entry')}).`);
  if (entry === undefined || exit === undefined || event === undefined || faults.length > 0)
    return refused(faults);
  return ok({ group, one: { entry, exit, event } });
};

const headerFaults = (header: readonly string[]): readonly string[] => [
  ...COLUMNS.flatMap((name) =>
    header.includes(name)
      ? []
      : [`La colonne ${name} manque. La première ligne doit nommer entry, exit, event, et au besoin group.`],
  ),
  ...[...COLUMNS, 'group'].flatMap((name) =>
    header.filter((cell) => cell === name).length > 1 ? [`La colonne ${name} est là deux fois.`] : [],
  ),
];

/**
 * Reads a table of observations: columns `entry`, `exit` (days since the origin, decimals allowed), `event` (0, 1, true,
 * false) and perhaps `group`, in any order, separated by commas, semicolons or tabs; other columns are left alone.
 * Refused whole, with a sentence for each line that does not hold (twenty at most): nothing is counted on part of a file.
 * Groups come out by name, so that the order of the rows changes nothing.
 */
export const readObservations = (text: string): Result<readonly LogRankGroup[], FileRefusal> => {
  const read = rowsIn(text);
  if (!read.ok) return read;
  const [header, ...rows] = read.value;
  if (!header) return refused({ sentences: ['Le fichier est vide.'] });
  const names = header.cells.map((cell) => cell.toLowerCase());
  const missing = headerFaults(names);
  if (missing.length > 0) return refused({ sentences: missing });
  if (rows.length === 0) return refused({ sentences: ['Le fichier n’a que sa ligne de titres.'] });
  if (rows.length > MAX_ROWS) return refused({ sentences: ['Le fichier dépasse 200 000 lignes.'] });

  const groups = new Map<string, Observation[]>();
  const sentences: string[] = [];
  for (const { line, cells } of rows) {
    const reading = readRow((name) => cells[names.indexOf(name)] ?? '', names.includes('group'));
    if (!reading.ok) sentences.push(...reading.refusal.map((fault) => `Ligne ${line} : ${fault}`));
    else {
      const { group, one } = reading.value;
      const known = groups.get(group);
      if (known) known.push(one);
      else groups.set(group, [one]);
    }
  }
  if (sentences.length > MAX_SENTENCES)
    sentences.splice(MAX_SENTENCES, Infinity, `… et ${sentences.length - MAX_SENTENCES} autres fautes.`);
  if (sentences.length > 0) return refused({ sentences });
  return ok(
    [...groups]
      .map(([name, observations]) => ({ name, observations }))
      .sort((a, b) => a.name.localeCompare(b.name, 'fr', { numeric: true })),
  );
};
