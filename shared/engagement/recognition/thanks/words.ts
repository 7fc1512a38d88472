import { plain } from '../../../geo/street-name.ts';
import { healthWordsIn } from '../../../seniors/health-words.ts';
import type { Senior } from '../../../seniors/senior.ts';

/** What must not travel with dictated words, and the words themselves so that the page can name them. */
export type GivesAway = {
  readonly what: 'name' | 'address' | 'number' | 'health';
  readonly words: readonly string[];
};

const LETTERS = /[^\p{L}\p{M}0-9]+/u;
/** Words of a street that say nothing by themselves. */
const STREET_WORDS = new Set(
  'rue avenue boulevard chemin place impasse allee quai route square cours passage grande petite'.split(' '),
);
/** A telephone number, however it is spaced. */
const NUMBER = /(?:\+33|0)[\s.\-\u00a0\u202f]*[1-9](?:[\s.\-\u00a0\u202f]*\d{2}){4}/;

const wordsOf = (text: string, shortest: number): readonly string[] =>
  text.split(LETTERS).filter((word) => word.length >= shortest && /\p{L}/u.test(word));

/**
 * What in these words would tell who she is, where she lives, or of her health: never carried (laws 7 and 8). Her first name is one
 * of them unless she agreed that it be told. Empty: nothing found; whoever types is warned all the same.
 */
export const givenAwayBy = (
  words: string,
  senior: Pick<Senior, 'firstName' | 'lastName' | 'birthName' | 'address' | 'phones'>,
  mayTellFirstName: boolean,
): readonly GivesAway[] => {
  const said = words.split(LETTERS).filter(Boolean);
  const found = (secret: readonly string[]): readonly string[] => {
    const plainSecret = new Set(secret.map(plain));
    return [...new Set(said.filter((word) => plainSecret.has(plain(word))))];
  };
  const names = found([
    ...wordsOf(`${senior.lastName} ${senior.birthName ?? ''}`, 3),
    ...(mayTellFirstName ? [] : wordsOf(senior.firstName, 3)),
  ]);
  const street = wordsOf(`${senior.address.line} ${senior.address.complement ?? ''}`, 4).filter(
    (word) => !STREET_WORDS.has(plain(word)),
  );
  const all: readonly GivesAway[] = [
    { what: 'name', words: names },
    { what: 'address', words: found(street) },
    { what: 'number', words: NUMBER.exec(words)?.slice(0, 1) ?? [] },
    { what: 'health', words: healthWordsIn(words) },
  ];
  return all.filter((one) => one.words.length > 0);
};

const quoted = (words: readonly string[]): string => `«\u00a0${words.join('\u00a0», «\u00a0')}\u00a0»`;

/** The sentence under the field: what to take out, and why. */
export const givenAwaySentence = ({ what, words }: GivesAway): string => {
  switch (what) {
    case 'name':
      return `Retirez ${quoted(words)} : son nom ne part jamais, son prénom seulement si elle l’a dit.`;
    case 'address':
      return `Retirez ${quoted(words)} : ces mots sont dans son adresse.`;
    case 'number':
      return 'Retirez le numéro de téléphone.';
    case 'health':
      return `${quoted(words)} parle de santé. Trouvez avec elle une autre façon de le dire.`;
  }
};
