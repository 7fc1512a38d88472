import * as z from 'zod';
import { fold } from '../imports/reading/fold.ts';

/** What a thing lent is, as a reader would say it. */
export const ITEM_KINDS = ['book', 'large-print', 'audio', 'magazine', 'film', 'music', 'game'] as const;
export const itemKindSchema = z.enum(ITEM_KINDS);
export type ItemKind = z.infer<typeof itemKindSchema>;

/** Ordinary weights, grams (design: weighed on a shelf, not published); an item's own weight comes before. */
export const USUAL_GRAMS: Readonly<Record<ItemKind, number>> = {
  book: 350,
  'large-print': 600,
  audio: 120,
  magazine: 150,
  film: 120,
  music: 100,
  game: 900,
};

/** EAN-13 of a book, or the eight digits of a magazine: kept without spaces or hyphens. */
export const isbnSchema = z.string().regex(/^\d{13}$/);
/** What the library prints on its own label. */
export const barcodeSchema = z.string().regex(/^[0-9A-Z.-]{3,30}$/);

/** A title as a library writes it. What identifies it elsewhere is its ISBN or the library's own label. */
export const workSchema = z.object({
  title: z.string().min(1).max(200),
  author: z.string().max(120),
  isbn: isbnSchema.optional(),
  barcode: barcodeSchema.optional(),
});
export type Work = z.infer<typeof workSchema>;

/** « Vargas, Fred » and « Fred Vargas » are one author: the words, sorted. Years and roles are left out. */
export const authorMark = (author: string): string =>
  fold(author.replace(/\([^)]*\)/g, ' '))
    .split(' ')
    .filter((word) => word !== '' && !/^\d+$/.test(word))
    .sort()
    .join(' ');

/** Articles at the head of a title are dropped by some catalogues and kept by others. */
const ARTICLE = /^(l|le|la|les|un|une|des|the|a) (?=\S)/;

const titleMark = (title: string): string => fold(title.split(/[:/]/)[0] ?? title).replace(ARTICLE, '');

/** One title as far as its words or its ISBN tell: authors are written in too many ways to decide. */
export const isSameTitle = (
  one: Pick<Work, 'title' | 'isbn'>,
  other: Pick<Work, 'title' | 'isbn'>,
): boolean =>
  titleMark(one.title) === titleMark(other.title) || (one.isbn !== undefined && one.isbn === other.isbn);

/**
 * The marks under which somebody is known to have had a title: one of its words, one of its ISBN. Two editions share the
 * first; the same copy typed twice shares both.
 */
export const workMarks = (work: Pick<Work, 'title' | 'author' | 'isbn'>): readonly string[] => {
  return [`${titleMark(work.title)}|${authorMark(work.author)}`, ...(work.isbn ? [`isbn|${work.isbn}`] : [])];
};

/** « Vargas, Fred » as people say it: Fred Vargas. */
export const authorWords = (author: string): string => {
  const [surname = '', ...rest] = author.split(',').map((part) => part.trim());
  const given = rest.join(' ').replace(/\s*\([^)]*\)/g, '');
  return `${given} ${surname}`.trim();
};

/** « Pars vite et reviens tard, de Fred Vargas », « Mort sur le Nil, d’Agatha Christie » */
export const workWords = ({ title, author }: Pick<Work, 'title' | 'author'>): string => {
  const who = authorWords(author);
  return who ? `${title}, ${/^[aeiouâéèêîô]/i.test(who) ? 'd’' : 'de '}${who}` : title;
};
