import { ok, type Result } from '../../result/result.ts';
import { readIdentifier } from '../identifier.ts';
import { barcodeSchema, type ItemKind } from '../work.ts';
import { type FileCopies, type FileCopy, kindFrom, type RowProblem } from './copy.ts';
import { type MarcRecord, type MarcRefusal, readIso2709 } from './iso2709.ts';
import { languageOf } from './languages.ts';

/** Marks around words that sort does not count (NSB, NSE). */
const UNSORTED = /[\u0088\u0089\u0098\u009c]/g;
/** An accent after its letter, as some servers write it, would be another title than the same one typed. */
const clean = (text: string): string =>
  text.replace(UNSORTED, '').normalize('NFC').replace(/\s+/g, ' ').trim();

const all = (record: MarcRecord, tag: string, code: string): readonly string[] =>
  record.fields
    .filter((field) => field.tag === tag)
    .flatMap(({ subfields }) => subfields.filter((one) => one.code === code).map(({ value }) => clean(value)))
    .filter((value) => value !== '');
const first = (record: MarcRecord, tag: string, code: string): string => all(record, tag, code)[0] ?? '';

/** Type of record and bibliographic level, leader 6 and 7 (UNIMARC). */
const kindOf = (record: MarcRecord): ItemKind => {
  const type = record.leader.charAt(6);
  if (type === 'i') return 'audio';
  if (type === 'j' || type === 'c' || type === 'd') return 'music';
  if (type === 'g') return 'film';
  if (type === 'r') return 'game';
  return record.leader.charAt(7) === 's' ? 'magazine' : 'book';
};

const titleOf = (record: MarcRecord): string =>
  [first(record, '200', 'a'), first(record, '200', 'h'), first(record, '200', 'i')]
    .filter((part) => part !== '')
    .join(', ')
    .slice(0, 200);

const authorOf = (record: MarcRecord): string => {
  for (const tag of ['700', '701', '702']) {
    const surname = first(record, tag, 'a');
    const given = first(record, tag, 'b');
    if (surname !== '') return [surname, given].filter(Boolean).join(', ').slice(0, 120);
  }
  return (first(record, '710', 'a') || first(record, '200', 'f')).slice(0, 120);
};

/**
 * Copies of a UNIMARC record: what it is from fields 010, 101, 200, 606, 610 and 7XX; each copy from a field 995 of the
 * French recommendation ($f label, $k shelf mark, $r kind of thing). A record without any stands by its ISBN.
 */
export const copiesOfRecord = (record: MarcRecord): readonly FileCopy[] => {
  const typed = first(record, '010', 'a') || first(record, '073', 'a');
  const number = readIdentifier(typed);
  const isbn = number.ok && number.value.is === 'isbn' ? number.value.isbn : undefined;
  const told = ['200', '215', '225', '300', '606', '610']
    .flatMap((tag) => ['a', 'b'].flatMap((code) => all(record, tag, code)))
    .join(' | ');
  const base = {
    title: titleOf(record),
    author: authorOf(record),
    ...(isbn ? { isbn } : {}),
    languages: all(record, '101', 'a').flatMap((code) => languageOf(code) ?? []),
    subjects: [...all(record, '606', 'a'), ...all(record, '610', 'a')]
      .map((one) => one.slice(0, 80))
      .slice(0, 12),
  };
  const fallback = kindOf(record);
  const copies = record.fields
    .filter(({ tag }) => tag === '995')
    .map(({ subfields }): FileCopy => {
      const of = (code: string): string => clean(subfields.find((one) => one.code === code)?.value ?? '');
      const barcode = barcodeSchema.safeParse(of('f').toUpperCase().replaceAll(' ', '')).data;
      return {
        ...base,
        kind: kindFrom(`${told} | ${of('r')}`, fallback),
        ...(barcode ? { barcode } : {}),
        ...(of('k') ? { callNumber: of('k').slice(0, 40) } : {}),
      };
    });
  return copies.length > 0 ? copies : [{ ...base, kind: kindFrom(told, fallback) }];
};

/** A whole export; a record without a title or any number is told, not guessed. */
export const readUnimarc = (bytes: Uint8Array): Result<FileCopies, MarcRefusal> => {
  const records = readIso2709(bytes);
  if (!records.ok) return records;
  const copies: FileCopy[] = [];
  const problems: RowProblem[] = [];
  records.value.forEach((record, at) => {
    for (const copy of copiesOfRecord(record)) {
      if (copy.title === '') problems.push({ row: at + 1, why: 'no-title' });
      else if (!copy.barcode && !copy.isbn) problems.push({ row: at + 1, why: 'no-number' });
      else copies.push(copy);
    }
  });
  return ok({ copies, problems });
};
