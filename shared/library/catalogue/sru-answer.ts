import { ok, type Result, refused } from '../../result/result.ts';
import { readIdentifier } from '../identifier.ts';
import type { CatalogueRecord, CatalogueRefusal } from './catalogue.ts';
import { kindFrom } from './copy.ts';
import { languageOf } from './languages.ts';
import { copiesOfRecord } from './unimarc.ts';
import { elementsNamed, readXml, type XmlNode } from './xml.ts';

/** Longer than any title; what somebody else's server says beyond it is read by nothing. */
const LONGEST = 2_000;

const textsOf = (record: XmlNode, name: string): readonly string[] =>
  elementsNamed(record, name)
    .map(({ text }) => text.slice(0, LONGEST).normalize('NFC').replace(/\s+/g, ' ').trim())
    .filter((text) => text !== '');

/** « Simenon, Georges (1903-1989). Auteur du texte »: the name, without dates and role. */
const nameOf = (creator: string): string =>
  creator
    .replace(/\s*\([^)]*\)/g, '')
    .replace(/\.\s+[\p{L}' ]+$/u, '')
    .trim();

/** « Le chien jaune / Georges Simenon »: what stands before the statement of responsibility. */
const titleOf = (title: string): string =>
  (title.split(' / ')[0] ?? title).replace(/\s*\[[^\]]*\]/g, '').trim();

const recordOf = (data: XmlNode): readonly CatalogueRecord[] => {
  const title = titleOf(textsOf(data, 'title')[0] ?? '').slice(0, 200);
  if (title === '') return [];
  const isbn = textsOf(data, 'identifier')
    .map((one) => readIdentifier(one))
    .flatMap((read) => (read.ok && read.value.is === 'isbn' ? [read.value.isbn] : []))[0];
  const subjects = textsOf(data, 'subject').map((one) => one.slice(0, 80));
  return [
    {
      title,
      author: nameOf(textsOf(data, 'creator')[0] ?? textsOf(data, 'contributor')[0] ?? '').slice(0, 120),
      ...(isbn ? { isbn } : {}),
      kind: kindFrom([...textsOf(data, 'type'), ...textsOf(data, 'format'), title].join(' | ')),
      languages: textsOf(data, 'language').flatMap((code) => languageOf(code) ?? []),
      subjects: subjects.slice(0, 12),
    },
  ];
};

/** The same record where the server knows UNIMARC alone, as library systems often do (MarcXchange, ISO 25577). */
const unimarcOf = (data: XmlNode): readonly CatalogueRecord[] => {
  const [copy] = copiesOfRecord({
    leader: elementsNamed(data, 'leader')[0]?.text ?? '',
    fields: elementsNamed(data, 'datafield').map(({ attributes, children, text }) => ({
      tag: attributes.tag ?? '',
      value: text,
      subfields: children.map((part) => ({ code: part.attributes.code ?? '', value: part.text })),
    })),
  });
  if (!copy || copy.title === '') return [];
  const { barcode: _, callNumber: __, ...record } = copy;
  return [record];
};

/** A letter that could not be read: a title with one would be kept so for good. */
const LOST_LETTER = '\ufffd';

/**
 * The records of an SRU 1.2 answer (Library of Congress, `searchRetrieveResponse`) in Dublin Core, else in UNIMARC. A diagnostic
 * is the server's own refusal; what is no such answer, or is written in letters or a format that nobody here reads, is unreadable: only
 * an answer without records says that there is nothing.
 */
export const readSruAnswer = (xml: string): Result<readonly CatalogueRecord[], CatalogueRefusal> => {
  const read = readXml(xml);
  if (xml.includes(LOST_LETTER)) return refused({ reason: 'answer-unreadable' });
  if (!read.ok || read.value.name !== 'searchRetrieveResponse')
    return refused({ reason: 'answer-unreadable' });
  const records = elementsNamed(read.value, 'recordData');
  if (records.length === 0 && elementsNamed(read.value, 'diagnostic').length > 0)
    return refused({ reason: 'refused-there' });
  const found = records.flatMap((data) =>
    elementsNamed(data, 'datafield').length > 0 ? unimarcOf(data) : recordOf(data),
  );
  if (records.length > 0 && found.length === 0) return refused({ reason: 'answer-unreadable' });
  return ok(found);
};

/** What is typed as a CQL query: an ISBN by its index, else every word, none of which can leave its quotes. */
export const cqlOf = (typed: string): string | undefined => {
  const words = typed
    .normalize('NFC')
    .replace(/["\\\p{Cc}]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const number = readIdentifier(words);
  if (number.ok && number.value.is === 'isbn') return `bib.isbn any "${number.value.isbn}"`;
  return words.length >= 3 && words.length <= 100 ? `bib.anywhere all "${words}"` : undefined;
};
