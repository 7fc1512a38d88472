import { type ReadAddress, trigrams, wordLikeness } from '../../geo/street-name.ts';
import type { CivilDay } from '../../time/civil.ts';
import { soundOf, type Traits } from './traits.ts';

/** What two people have in common or against each other, in the order a person would say it. */
export type Sign =
  | 'same-name'
  | 'close-name'
  | 'same-birth-day'
  | 'close-birth-day'
  | 'other-birth-day'
  | 'same-phone'
  | 'same-address'
  | 'other-address';

export const SIGN_WORDS: Readonly<Record<Sign, string>> = {
  'same-name': 'même nom',
  'close-name': 'nom proche',
  'same-birth-day': 'même date de naissance',
  'close-birth-day': 'dates de naissance proches',
  'other-birth-day': 'dates de naissance différentes',
  'same-phone': 'même téléphone',
  'same-address': 'même adresse',
  'other-address': 'adresses différentes',
};

/**
 * What each sign is worth. Chosen so that a couple (same surname, telephone and address, two first names) and two
 * namesakes at two addresses stay two people, while a retyped name at the same door is proposed (design).
 */
export const LIKENESS_POINTS: Readonly<Record<Sign, number>> = {
  'same-name': 3,
  'close-name': 2,
  'same-birth-day': 3,
  'close-birth-day': 1,
  'other-birth-day': -4,
  'same-phone': 3,
  'same-address': 2,
  'other-address': -1,
};
/** From here a human is shown the two side by side; from there we say that they are the same. */
export const NEAR_POINTS = 3;
export const SAME_POINTS = 5;

export type Likeness = { readonly verdict: 'same' | 'near' | 'different'; readonly signs: readonly Sign[] };

/** Two words are one name: alike by letters, or by ear. */
const wordPair = (a: string, b: string): number =>
  Math.max(wordLikeness(trigrams(a), trigrams(b)), soundOf(a) === soundOf(b) ? 0.9 : 0);

const oneWay = (from: readonly string[], to: readonly string[]): number =>
  from.reduce((sum, word) => sum + Math.max(0, ...to.map((other) => wordPair(word, other))), 0) / from.length;

const nameSign = (a: Traits, b: Traits): Sign | undefined => {
  let best = 0;
  for (const left of a.names)
    for (const right of b.names) {
      if (left.length === 0 || right.length === 0) continue;
      const [there, back] = [oneWay(left, right), oneWay(right, left)];
      // One of the two says less (« Mme Martin »): what is said must be found whole, and is never a sure name.
      const partial = left.length !== right.length && Math.max(there, back) > 0.85 ? 0.75 : 0;
      best = Math.max(best, Math.min(there, back), partial);
    }
  if (best >= 0.88) return 'same-name';
  return best >= 0.72 ? 'close-name' : undefined;
};

/** One digit apart, or day and month exchanged. */
const closeDays = (a: CivilDay, b: CivilDay): boolean => {
  const apart = [...a].filter((char, at) => char !== b[at]).length;
  const swapped = `${a.slice(0, 5)}${a.slice(8)}-${a.slice(5, 7)}`;
  return apart === 1 || swapped === b;
};

const birthSign = (a: Traits, b: Traits): Sign | undefined => {
  if (!a.birthDay || !b.birthDay) return undefined;
  if (a.birthDay === b.birthDay) return 'same-birth-day';
  return closeDays(a.birthDay, b.birthDay) ? 'close-birth-day' : 'other-birth-day';
};

const sameStreet = (a: ReadAddress, b: ReadAddress): boolean =>
  [...a.words].sort().join(' ') === [...b.words].sort().join(' ') ||
  Math.min(oneWay(a.words, b.words), oneWay(b.words, a.words)) > 0.85;

const addressSign = (a: Traits, b: Traits): Sign | undefined => {
  if (!a.address || !b.address) return undefined;
  if (!sameStreet(a.address, b.address)) return 'other-address';
  if (a.address.housenumber === undefined || b.address.housenumber === undefined) return undefined;
  return a.address.housenumber === b.address.housenumber ? 'same-address' : 'other-address';
};

/**
 * Decides whether two descriptions may be one person, and why, in words. Symmetric. Without a name that agrees,
 * nothing else is enough: the telephone and the door are shared by couples.
 */
export const likeness = (a: Traits, b: Traits): Likeness => {
  const name = nameSign(a, b);
  const phone: Sign | undefined = a.phones.some((p) => b.phones.includes(p)) ? 'same-phone' : undefined;
  const signs = [name, birthSign(a, b), phone, addressSign(a, b)].filter((sign) => sign !== undefined);
  const points = signs.reduce((sum, sign) => sum + LIKENESS_POINTS[sign], 0);
  if (name === undefined || points < NEAR_POINTS) return { verdict: 'different', signs };
  return { verdict: points >= SAME_POINTS ? 'same' : 'near', signs };
};

/** « même nom, même téléphone, adresses différentes » */
export const likenessWords = (signs: readonly Sign[]): string =>
  signs.map((sign) => SIGN_WORDS[sign]).join(', ');
