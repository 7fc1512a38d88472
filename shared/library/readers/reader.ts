import * as z from 'zod';
import { loanIdSchema, type SeniorId, seniorIdSchema } from '../../ids/ids.ts';
import { fold } from '../../imports/reading/fold.ts';
import { languageSchema } from '../../seniors/senior.ts';
import { defineKind, type Kind } from '../../table/kind.ts';
import { type Instant, instantSchema } from '../../time/instant.ts';
import { townIdSchema } from '../../town/settings.ts';
import { authorMark, authorWords } from '../work.ts';
import { readerKey } from './reader-key.ts';

/** Things brought each time to whoever has not said how many. */
export const USUAL_ITEMS = 4;

/** What people say they like, in the words of a shelf. */
export const GENRES = [
  'novel',
  'regional',
  'crime',
  'history',
  'romance',
  'biography',
  'travel',
  'nature',
  'art',
  'humour',
  'science-fiction',
  'poetry',
  'comics',
  'spirituality',
  'cooking',
  'documentary',
] as const;
export const genreSchema = z.enum(GENRES);
export type Genre = z.infer<typeof genreSchema>;

/** `only`: nothing else suits her; `welcome`: among others; `no`: not wanted. A way of reading, never a reason for it. */
export const FORMAT_WISHES = ['only', 'welcome', 'no'] as const;
export const formatWishSchema = z.enum(FORMAT_WISHES);

/** Most things one reader has open at once, and most in one bag: a transaction holds a whole delivery. */
export const MOST_OPEN = 24;
export const MOST_IN_BAG = 12;
const MOST_HAD = 600;
const MOST_AUTHORS = 60;
const MOST_WISHES = 20;

const authors = z.array(z.string().min(1).max(80)).max(MOST_AUTHORS);

/**
 * What somebody likes to read, kept while the library brings her books. No medical certificate is asked and nothing here
 * says why she does not come (domain.md §2, row 5). What she had is kept as marks that nobody can read.
 */
export const readerSchema = z.object({
  seniorId: seniorIdSchema,
  town: townIdSchema,
  /** `left`: the library stopped; what remains is only what is needed to have its books back. */
  state: z.enum(['reading', 'left']),
  genres: z.array(genreSchema).max(GENRES.length),
  likedAuthors: authors,
  dislikedAuthors: authors,
  /** Subjects to avoid: « pas de guerre, pas de deuil ». */
  avoid: z.string().max(300),
  largePrint: formatWishSchema,
  audio: formatWishSchema,
  languages: z.array(languageSchema).max(6),
  /** Things wished for each time. */
  itemsWanted: z.number().int().min(1).max(MOST_IN_BAG),
  /** For whoever fills the bag: « pas de pavés, le sac à fleurs ». */
  notes: z.string().max(500),
  wishes: z.array(z.object({ words: z.string().min(1).max(300), at: instantSchema })).max(MOST_WISHES),
  /** She agreed that authors she liked are remembered after the return; else nothing of what she read is. */
  remembersLiked: z.boolean(),
  /** Blind marks of what she had: they answer « déjà lu ? » and nothing else. */
  had: z.array(z.string().max(24)).max(MOST_HAD),
  /** Loans asked for, in the bag or at her home. */
  open: z.array(loanIdSchema).max(2 * MOST_OPEN),
  since: instantSchema,
  /** When the agenda asks whether the library still comes to her. */
  lookAt: instantSchema.optional(),
});
export type Reader = z.infer<typeof readerSchema>;

export { readerKey };

export const readerList = (town: string): string => `${town}#reader`;

/**
 * | question                                    | key or index                              | consistent |
 * |---------------------------------------------|-------------------------------------------|------------|
 * | what does she like, what has she open?      | pk `READER#` + senior id, sk `READING`    | yes        |
 * | who reads in this town?                     | `list`: town, sorted by start             | no         |
 * | what does her file lead to?                 | `senior` index, sort `reader#`            | no         |
 * | does the library still come to her?         | `due` in the agenda lane                  | no         |
 */
export const readerKind: Kind<Reader> = defineKind({
  name: 'reader',
  v: 1,
  schema: readerSchema,
  key: (reader) => readerKey(reader.seniorId),
  places: (reader) => ({
    list:
      reader.state === 'reading' || reader.open.length > 0
        ? { partition: readerList(reader.town), sort: `${reader.since}#${reader.seniorId}` }
        : undefined,
    senior: { id: reader.seniorId, sort: 'reader#' },
    due: reader.lookAt ? { lane: 'agenda', at: reader.lookAt } : undefined,
  }),
});

/** A reader of whom nothing is known yet. */
export const newReader = (
  about: { readonly id: SeniorId; readonly town: string; readonly languages: readonly string[] },
  now: Instant,
): Reader => ({
  seniorId: about.id,
  town: about.town,
  state: 'reading',
  genres: [],
  likedAuthors: [],
  dislikedAuthors: [],
  avoid: '',
  largePrint: 'welcome',
  audio: 'no',
  languages: [...about.languages].slice(0, 6),
  itemsWanted: USUAL_ITEMS,
  notes: '',
  wishes: [],
  remembersLiked: false,
  had: [],
  open: [],
  since: now,
});

/** The part of a profile that people fill in; the rest follows from what happens. */
export type ReaderTastes = Pick<
  Reader,
  | 'genres'
  | 'likedAuthors'
  | 'dislikedAuthors'
  | 'avoid'
  | 'largePrint'
  | 'audio'
  | 'languages'
  | 'itemsWanted'
  | 'notes'
  | 'remembersLiked'
>;

/** Newest last; the oldest marks go first when there are too many. */
export const withHad = (reader: Reader, marks: readonly string[]): Reader => ({
  ...reader,
  had: [...reader.had.filter((mark) => !marks.includes(mark)), ...marks].slice(-MOST_HAD),
});

/** It was noted as delivered, and was not. */
export const withoutHad = (reader: Reader, marks: readonly string[]): Reader => ({
  ...reader,
  had: reader.had.filter((mark) => !marks.includes(mark)),
});

/** An author she liked, once, and only when she agreed that this be remembered. */
export const withLiked = (reader: Reader, author: string): Reader => {
  const name = authorWords(author).slice(0, 80);
  const mark = authorMark(name);
  if (!reader.remembersLiked || mark === '') return reader;
  if (reader.likedAuthors.some((one) => authorMark(one) === mark)) return reader;
  return { ...reader, likedAuthors: [...reader.likedAuthors, name].slice(-MOST_AUTHORS) };
};

/** A wish told at the door; the same words are one wish. */
export const withWish = (reader: Reader, words: string, now: Instant): Reader => {
  const said = words.trim().slice(0, 300);
  if (said === '' || reader.wishes.some((wish) => fold(wish.words) === fold(said))) return reader;
  return { ...reader, wishes: [...reader.wishes, { words: said, at: now }].slice(-MOST_WISHES) };
};
