import type { Ids } from '../../../ids/ids.ts';

/** Twenty-nine signs, a prime, none of 0 O 1 I L U V: read aloud or typed from paper without a doubt. */
const SIGNS = '23456789ABCDEFGHJKMNPQRSTWXYZ';
const BASE = SIGNS.length;
/** 29^11 is 53 bits, besides what the door allows in a day. */
const RANDOM_SIGNS = 11;

/**
 * The last sign: the sum of each sign by its place, modulo the prime. It differs after any one sign mistyped, and after any
 * two neighbours exchanged before it, so such a slip is told apart from a wrong code before anything is looked up.
 */
const checkOf = (signs: string): string => {
  const sum = [...signs].reduce((all, sign, at) => all + SIGNS.indexOf(sign) * (at + 1), 0);
  return SIGNS.charAt(sum % BASE);
};

/** A fresh code, as it is kept: twelve signs without spaces. */
export const freshCode = (ids: Pick<Ids, 'integerBelow'>): string => {
  const signs = Array.from({ length: RANDOM_SIGNS }, () => SIGNS.charAt(ids.integerBelow(BASE))).join('');
  return `${signs}${checkOf(signs)}`;
};

/** « ABCD-EFGH-JKMN ». */
export const shownCode = (code: string): string => code.replace(/(.{4})(?=.)/g, '$1-');

/** What was typed, however it was spaced or cased; undefined when it cannot be a code of ours. */
export const codeIn = (typed: string): string | undefined => {
  const code = typed.toUpperCase().replace(/[\s.\-–—]/g, '');
  const isWhole = code.length === RANDOM_SIGNS + 1 && [...code].every((sign) => SIGNS.includes(sign));
  return isWhole && checkOf(code.slice(0, -1)) === code.slice(-1) ? code : undefined;
};
