import type { ItemKind } from '../work.ts';

/** One copy as a file of the library system tells it. */
export type FileCopy = {
  readonly title: string;
  readonly author: string;
  readonly kind: ItemKind;
  readonly isbn?: string | undefined;
  readonly barcode?: string | undefined;
  readonly callNumber?: string | undefined;
  readonly languages: readonly string[];
  readonly subjects: readonly string[];
};

/** A row that cannot be a copy, with what to mend: the line a spreadsheet shows, or the number of a UNIMARC record. */
export type RowProblem = {
  readonly row: number;
  readonly why: 'no-title' | 'no-number' | 'isbn-wrong' | 'label-twice';
};
export type FileCopies = { readonly copies: readonly FileCopy[]; readonly problems: readonly RowProblem[] };

const LARGE_PRINT = /(gros|grands?|larges?) caract[eè]res|large print|\bgc\b/i;

/** What a catalogue's words say that a thing is; « livre » when they say nothing. */
export const kindFrom = (words: string, fallback: ItemKind = 'book'): ItemKind => {
  if (LARGE_PRINT.test(words)) return 'large-print';
  if (/livre[- ]?(audio|lu)|texte (lu|enregistr)|livre cd|cassette|daisy/i.test(words)) return 'audio';
  if (/p[eé]riodique|revue|magazine|journal/i.test(words)) return 'magazine';
  if (/dvd|vid[eé]o|film|blu-?ray/i.test(words)) return 'film';
  if (/musique|disque|cd audio|partition/i.test(words)) return 'music';
  if (/\bjeux?\b/i.test(words)) return 'game';
  return fallback;
};
