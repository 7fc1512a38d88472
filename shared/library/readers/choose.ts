import { fold, words } from '../../imports/reading/fold.ts';
import { type Item, shelfAuthor } from '../item.ts';
import { authorMark, type ItemKind } from '../work.ts';
import type { Reader } from './reader.ts';

/** Why a thing is not for her, or would be a mistake. */
export type Against =
  | 'had-before'
  | 'avoided'
  | 'author-disliked'
  | 'not-large-print'
  | 'not-audio'
  | 'language';
/** Why it might be. */
export type For = 'author-liked' | 'wished' | 'genre' | 'large-print' | 'audio';

/** What a thing is known by when somebody chooses it. */
export type Candidate = Pick<Item, 'title' | 'author' | 'kind'> & {
  readonly languages: readonly string[];
  readonly subjects: readonly string[];
};

export type Judged = { readonly against: readonly Against[]; readonly speaksFor: readonly For[] };

/** Words of a shelf that stand for a genre, folded. */
const GENRE_WORDS: Readonly<Record<Reader['genres'][number], readonly string[]>> = {
  novel: ['roman', 'romans', 'fiction'],
  regional: ['regional', 'terroir', 'regionaux', 'comtois', 'franche'],
  crime: ['policier', 'policiers', 'polar', 'thriller', 'enquete'],
  history: ['histoire', 'historique', 'historiques'],
  romance: ['amour', 'sentimental', 'sentimentaux'],
  biography: ['biographie', 'biographies', 'memoires', 'autobiographie', 'temoignage'],
  travel: ['voyage', 'voyages', 'recit'],
  nature: ['nature', 'animaux', 'jardin', 'jardinage', 'montagne'],
  art: ['art', 'peinture', 'musique'],
  humour: ['humour', 'humoristique'],
  'science-fiction': ['science', 'fantastique', 'anticipation'],
  poetry: ['poesie', 'poemes'],
  comics: ['bande', 'bd', 'dessinee'],
  spirituality: ['religion', 'spiritualite', 'sagesse'],
  cooking: ['cuisine', 'recettes'],
  documentary: ['documentaire', 'documentaires', 'societe'],
};

/** Words too common to mean a subject. */
const EMPTY = new Set('de des du la le les l d un une et ou pas rien trop avec sans sur aux en'.split(' '));
/** « pas de guerre, pas de deuil »: guerre, deuil; plurals lose their s. */
const subjectsOf = (text: string): readonly string[] =>
  words(text)
    .filter((word) => word.length > 2 && !EMPTY.has(word))
    .map(stem);
const stem = (word: string): string => (word.length > 4 ? word.replace(/[sx]$/, '') : word);

const textOf = (candidate: Candidate): ReadonlySet<string> =>
  new Set(words(`${candidate.title} ${candidate.subjects.join(' ')}`).map(stem));

const fits = (kind: ItemKind, reader: Reader): readonly Against[] => {
  const isText = kind === 'book' || kind === 'large-print' || kind === 'magazine';
  if (isText && reader.audio === 'only') return ['not-audio'];
  if (isText && kind !== 'large-print' && reader.largePrint === 'only') return ['not-large-print'];
  return [];
};

/**
 * What speaks for and against a thing for her, from her own words: nothing is counted, nobody is scored. `had` says whether
 * its marks are among those of what she had.
 */
export const judge = (candidate: Candidate, reader: Reader, had: boolean): Judged => {
  const author = authorMark(candidate.author);
  const by = (names: readonly string[]): boolean =>
    author !== '' && names.some((name) => authorMark(name) === author);
  const text = textOf(candidate);
  const wished = reader.wishes.some(({ words: said }) => {
    const told = fold(said);
    const surname = shelfAuthor(candidate.author).split(' ')[0] ?? '';
    return (
      (surname.length > 2 && told.split(' ').includes(surname)) ||
      (candidate.title.length > 3 && told.includes(fold(candidate.title)))
    );
  });
  const speaks =
    candidate.languages.length === 0 ||
    reader.languages.length === 0 ||
    candidate.languages.some((code) => reader.languages.includes(code));
  return {
    against: [
      ...(had ? (['had-before'] as const) : []),
      ...(subjectsOf(reader.avoid).some((subject) => text.has(subject)) ? (['avoided'] as const) : []),
      ...(by(reader.dislikedAuthors) ? (['author-disliked'] as const) : []),
      ...fits(candidate.kind, reader),
      ...(speaks ? [] : (['language'] as const)),
    ],
    speaksFor: [
      ...(wished ? (['wished'] as const) : []),
      ...(by(reader.likedAuthors) ? (['author-liked'] as const) : []),
      ...(reader.genres.some((genre) => GENRE_WORDS[genre].some((word) => text.has(stem(word))))
        ? (['genre'] as const)
        : []),
      ...(candidate.kind === 'large-print' && reader.largePrint !== 'no' ? (['large-print'] as const) : []),
      ...(candidate.kind === 'audio' && reader.audio !== 'no' ? (['audio'] as const) : []),
    ],
  };
};

/** The order in which reasons count on the page: a wish, then an author, then a genre; a format alone is no reason. */
const WEIGHTS: Readonly<Record<For, number>> = {
  wished: 8,
  'author-liked': 4,
  genre: 2,
  'large-print': 1,
  audio: 1,
};
const weight = ({ speaksFor }: Judged): number => speaksFor.reduce((sum, why) => sum + WEIGHTS[why], 0);

export type Suggestion<C> = Judged & { readonly item: C };

/**
 * What of a shelf to look at first for her: nothing that anything speaks against, the most wished first, then by author and
 * title; at most `most`.
 */
export const suggest = <C extends Candidate>(
  shelf: readonly C[],
  reader: Reader,
  had: (item: C) => boolean,
  most: number,
): readonly Suggestion<C>[] =>
  shelf
    .map((item) => ({ item, ...judge(item, reader, had(item)) }))
    .filter((one) => one.against.length === 0 && weight(one) > 1)
    .sort(
      (a, b) =>
        weight(b) - weight(a) ||
        shelfAuthor(a.item.author).localeCompare(shelfAuthor(b.item.author), 'fr') ||
        a.item.title.localeCompare(b.item.title, 'fr'),
    )
    .slice(0, most);
