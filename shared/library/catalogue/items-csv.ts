import { type Decoded, type DecodeRefusal, decode } from '../../imports/reading/decode.ts';
import { fold, tidy } from '../../imports/reading/fold.ts';
import { eachRow, openSheet, type SheetRefusal } from '../../imports/reading/sheet.ts';
import { ok, type Result, refused } from '../../result/result.ts';
import { readIdentifier } from '../identifier.ts';
import { barcodeSchema } from '../work.ts';
import { type FileCopies, type FileCopy, kindFrom, type RowProblem } from './copy.ts';
import { MOST_RECORDS } from './iso2709.ts';
import { languageOf } from './languages.ts';

export type CsvRefusal = {
  readonly reason:
    | DecodeRefusal['reason']
    | SheetRefusal['reason']
    | 'no-title-column'
    | 'damaged-letters'
    | 'too-many-records';
};

/** How library systems head their columns, folded. */
const HEADERS = {
  title: ['titre', 'title', 'titre propre', 'titre complet', 'intitule', 'biblio title'],
  author: ['auteur', 'auteurs', 'author', 'auteur principal', 'nom de l auteur', 'responsabilite'],
  isbn: ['isbn', 'ean', 'isbn 13', 'isbn13', 'isbn ean', 'ean isbn', 'issn isbn'],
  barcode: [
    'code barres',
    'code barre',
    'codebarre',
    'codebarres',
    'cb',
    'cab',
    'barcode',
    'code a barres',
    'n d exemplaire',
    'numero d exemplaire',
    'exemplaire',
    'items barcode',
  ],
  kind: ['type', 'support', 'type de document', 'type document', 'itemtype', 'nature'],
  callNumber: ['cote', 'cotation', 'callnumber', 'itemcallnumber'],
  subjects: ['genre', 'sujet', 'sujets', 'matiere', 'matieres', 'mots cles', 'descripteurs'],
  language: ['langue', 'language', 'code langue'],
} as const;
type Column = keyof typeof HEADERS;

const columnsOf = (header: readonly string[]): ReadonlyMap<Column, number> => {
  const folded = header.map(fold);
  const found = new Map<Column, number>();
  const names: readonly Column[] = [
    'title',
    'author',
    'isbn',
    'barcode',
    'kind',
    'callNumber',
    'subjects',
    'language',
  ];
  for (const name of names) {
    const known: readonly string[] = HEADERS[name];
    const at = folded.findIndex((cell) => known.includes(cell));
    if (at >= 0) found.set(name, at);
  }
  return found;
};

const readable = (decoded: Decoded): Result<string, CsvRefusal> =>
  decoded.looksDamaged ? refused({ reason: 'damaged-letters' }) : ok(decoded.text);

/**
 * Copies of a CSV export: columns by their headings, in any order, any separator. A row needs a title and a number, its
 * label or its ISBN, whose check digits must hold; what is wrong is told by the line that a spreadsheet
 * shows, and so is a label that an earlier line has: the later one counts. At most 5,000 rows.
 */
export const readItemsCsv = (bytes: Uint8Array): Result<FileCopies, CsvRefusal> => {
  const decoded = decode(bytes);
  if (!decoded.ok) return decoded;
  const text = readable(decoded.value);
  if (!text.ok) return text;
  const sheet = openSheet(text.value);
  if (!sheet.ok) return refused({ reason: sheet.refusal.reason });
  const columns = columnsOf(sheet.value.header);
  if (!columns.has('title')) return refused({ reason: 'no-title-column' });
  const copies: FileCopy[] = [];
  const problems: RowProblem[] = [];
  const labels = new Set<string>();
  let rows = 0;
  const read = eachRow(sheet.value, ({ row, line, cells }) => {
    rows = row;
    if (row > MOST_RECORDS) return;
    const cell = (name: Column): string => tidy(cells[columns.get(name) ?? -1] ?? '');
    const title = cell('title').slice(0, 200);
    if (title === '') {
      problems.push({ row: line, why: 'no-title' });
      return;
    }
    const isbn = readIdentifier(cell('isbn'));
    if (!isbn.ok && isbn.refusal === 'isbn-wrong') problems.push({ row: line, why: 'isbn-wrong' });
    const number = isbn.ok && isbn.value.is === 'isbn' ? isbn.value.isbn : undefined;
    const barcode = barcodeSchema.safeParse(cell('barcode').toUpperCase().replaceAll(' ', '')).data;
    if (!number && !barcode) {
      if (isbn.ok || isbn.refusal !== 'isbn-wrong') problems.push({ row: line, why: 'no-number' });
      return;
    }
    if (barcode && labels.has(barcode)) problems.push({ row: line, why: 'label-twice' });
    if (barcode) labels.add(barcode);
    const language = languageOf(cell('language'));
    copies.push({
      title,
      author: cell('author').slice(0, 120),
      kind: kindFrom(`${cell('kind')} | ${cell('subjects')}`),
      ...(number ? { isbn: number } : {}),
      ...(barcode ? { barcode } : {}),
      ...(cell('callNumber') ? { callNumber: cell('callNumber').slice(0, 40) } : {}),
      languages: language ? [language] : [],
      subjects: cell('subjects')
        .split(/[;|,]/)
        .map((one) => one.trim().slice(0, 80))
        .filter((one) => one !== '')
        .slice(0, 12),
    });
  });
  if (!read.ok) return refused({ reason: read.refusal.reason });
  return rows > MOST_RECORDS ? refused({ reason: 'too-many-records' }) : ok({ copies, problems });
};
