import { ok, type Result, refused } from '../result/result.ts';

/** What was typed or scanned: the publisher's number, or the library's own label. */
export type Identifier =
  | { readonly is: 'isbn'; readonly isbn: string }
  | { readonly is: 'barcode'; readonly barcode: string };

export type IdentifierRefusal = 'empty' | 'isbn-wrong' | 'ean-wrong' | 'unreadable';

const digitsOf = (text: string): readonly number[] => [...text].map(Number);

/** ISBN-10: weights 10 to 1, modulo 11, X for ten (ISO 2108). */
const isIsbn10 = (text: string): boolean =>
  [...text].reduce((sum, char, at) => sum + (char === 'X' ? 10 : Number(char)) * (10 - at), 0) % 11 === 0;

/** EAN-13, which an ISBN-13 is: weights 1 and 3, modulo 10 (GS1). */
const ean13Check = (first12: string): number =>
  (10 - (digitsOf(first12).reduce((sum, digit, at) => sum + digit * (at % 2 === 0 ? 1 : 3), 0) % 10)) % 10;
const isEan13 = (text: string): boolean => ean13Check(text.slice(0, 12)) === Number(text[12]);

/** The row of digits of a French keyboard without its shift key: what a hand-held scanner set for another one types. */
const UNSHIFTED = 'à&é"\'(-è_ç';
const digitsMeant = (typed: string): string =>
  /^[à&é"'(\-è_ç]{3,}$/.test(typed) && /[^-]/.test(typed)
    ? [...typed].map((sign) => UNSHIFTED.indexOf(sign)).join('')
    : typed;

/**
 * Reads an ISBN-10, an ISBN-13 or a library's label. An ISBN comes out as thirteen digits. Refuses, with the reason, thirteen
 * digits beginning 978 or 979 whose check digit is wrong (`isbn-wrong`), ten characters written like an ISBN
 * with hyphens or an X whose check digit is wrong, and thirteen others that no EAN allows (`ean-wrong`): a digit
 * was mistyped. Ten bare digits that are no ISBN are a label: libraries number their copies so.
 */
export const readIdentifier = (typed: string): Result<Identifier, IdentifierRefusal> => {
  const text = digitsMeant(typed.trim().normalize('NFC'))
    .toUpperCase()
    .replace(/^ISBN(-1[03])?\s*:?\s*/, '');
  const bare = text.replaceAll(/[\s\u00a0\u2010\u2011-]/g, '');
  if (bare === '') return refused('empty');
  const isWritten = bare !== text;
  if (/^97[89]\d{10}$/.test(bare))
    return isEan13(bare) ? ok({ is: 'isbn', isbn: bare }) : refused('isbn-wrong');
  if (/^\d{9}[\dX]$/.test(bare)) {
    if (isIsbn10(bare)) {
      const first12 = `978${bare.slice(0, 9)}`;
      return ok({ is: 'isbn', isbn: `${first12}${ean13Check(first12)}` });
    }
    if (isWritten || bare.endsWith('X')) return refused('isbn-wrong');
  }
  if (/^\d{13}$/.test(bare) && !isEan13(bare)) return refused('ean-wrong');
  const label = text.replaceAll(/\s/g, '');
  return /^[0-9A-Z.-]{3,30}$/.test(label) ? ok({ is: 'barcode', barcode: label }) : refused('unreadable');
};
