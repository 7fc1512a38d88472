import { plain, type ReadAddress, readAddress } from '../../geo/street-name.ts';
import type { Phone } from '../../phone/phone.ts';
import { readPhone } from '../../phone/read-phone.ts';
import { type CivilDay, isCivilDay } from '../../time/civil.ts';
import type { Senior } from '../senior.ts';

/** What tells one person from another, in comparable form. */
export type Traits = {
  /** Each way the person may be called, as its words: « martin jeanne », and under the birth name. */
  readonly names: readonly (readonly string[])[];
  readonly birthDay: CivilDay | undefined;
  readonly phones: readonly Phone[];
  readonly address: ReadAddress | undefined;
};

const CIVILITIES = new Set([
  'm',
  'mr',
  'mme',
  'mlle',
  'monsieur',
  'madame',
  'mademoiselle',
  'veuve',
  'vve',
  'nee',
  'ne',
]);

const wordsOf = (name: string): readonly string[] =>
  plain(name)
    .split(' ')
    .filter((word) => word.length > 1 && !CIVILITIES.has(word))
    .slice(0, 6);

const addressOf = (line: string, city = ''): ReadAddress | undefined => {
  const read = readAddress(line, city);
  return read.words.length > 0 ? read : undefined;
};

export const traitsOfSenior = (
  senior: Pick<Senior, 'firstName' | 'lastName' | 'birthName' | 'birthDay' | 'phones' | 'address'>,
): Traits => ({
  names: [senior.lastName, ...(senior.birthName ? [senior.birthName] : [])].map((last) =>
    wordsOf(`${last} ${senior.firstName}`),
  ),
  birthDay: senior.birthDay,
  phones: senior.phones.map(({ phone }) => phone),
  address: addressOf(senior.address.line, senior.address.city),
});

/** What a flagger typed of a person: any of it may be missing or vague. */
export const traitsOfFlagged = (
  person: { readonly name: string; readonly address: string; readonly phone: string; readonly birth: string },
  city: string,
): Traits => {
  const words = wordsOf(person.name);
  const phone = readPhone(person.phone);
  return {
    names: words.length > 0 ? [words] : [],
    birthDay: birthDayOf(person.birth),
    phones: phone ? [phone] : [],
    address: addressOf(person.address, city),
  };
};

/** « 7/3/1938 », « 07-03-1938 », « 1938-03-07 »; anything vaguer tells nothing. */
export const birthDayOf = (typed: string): CivilDay | undefined => {
  const french = /^\s*(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})\s*$/.exec(typed);
  const text = french
    ? `${french[3]}-${(french[2] ?? '').padStart(2, '0')}-${(french[1] ?? '').padStart(2, '0')}`
    : typed.trim();
  return isCivilDay(text) ? text : undefined;
};

/**
 * How a French name sounds, roughly: « Lefèvre » and « Lefebvre », « Thiébaut » and « Tiebo » meet. A net to find
 * candidates with, never a proof.
 */
export const soundOf = (word: string): string => {
  const heard = plain(word)
    .replace(/ph/g, 'f')
    .replace(/bv/g, 'v')
    .replace(/(eau|au|ot|op)/g, 'o')
    .replace(/(ai|ei|ay|ey|est|et)/g, 'e')
    .replace(/y/g, 'i')
    .replace(/(qu|q|ck|c(?=[aourl])|k)/g, 'k')
    .replace(/c/g, 's')
    .replace(/z/g, 's')
    .replace(/h/g, '')
    .replace(/m(?=[bp])/g, 'n')
    .replace(/(.)\1+/g, '$1')
    .replace(/[stdxep]+$/g, '');
  return heard === '' ? plain(word) : heard;
};
