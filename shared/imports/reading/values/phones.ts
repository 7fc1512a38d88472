import type { Phone } from '../../../phone/phone.ts';
import { readPhone } from '../../../phone/read-phone.ts';
import { tidy } from '../fold.ts';

export type PhonesRead = {
  readonly phones: readonly Phone[];
  /** Pieces with digits that are no number anybody could dial. */
  readonly unread: readonly string[];
  /** Words that stood beside a number: « fille », « bureau ». */
  readonly remark: string;
};

const MAX_PHONES = 6;

// A French number: +33, 0033 or 33, an optional (0), then nine digits grouped as people please; or ten
// digits; or nine, the zero lost by a spreadsheet. A foreign number keeps its + and its digits.
const NUMBER =
  /(?:\+|00)\d{1,3}(?:[ .\-/]{0,2}\(0\))?(?:[ .\-/]{0,2}\d){6,12}(?!\d)|(?<![\d+])33(?:[ .\-/]?\d){9}(?!\d)|(?<![\d+])0[1-9](?:[ .\-/]{0,2}\d){8}(?!\d)|(?<![\d+])[1-9](?:[ .]?\d){8}(?!\d)/g;

const normal = (found: string): string => {
  const digits = found.replace(/\(0\)/, '').replace(/[^\d+]/g, '');
  if (/^33\d{9}$/.test(digits)) return `+${digits}`;
  if (/^(\+|00)330\d{9}$/.test(digits)) return `+33${digits.slice(-9)}`;
  return digits;
};

/**
 * Every phone of a cell, in order, without repeats: spaces, dots, dashes, slashes, +33, 0033, (0), a zero
 * lost by the spreadsheet, several numbers side by side, words around them. A cell the spreadsheet turned
 * into 6,39988E+08 has lost its digits and is unread: nothing is made up.
 */
export const readPhones = (cell: string): PhonesRead => {
  const text = tidy(cell)
    .slice(0, 300)
    .replace(/[‐‑–—]/g, '-');
  const phones: Phone[] = [];
  const unread: string[] = [];
  let rest = text;
  if (/^\d[.,]\d+E[+-]?\d+$/i.test(text)) return { phones, unread: [text], remark: '' };
  for (const [found] of text.matchAll(NUMBER)) {
    const phone = readPhone(normal(found));
    rest = rest.replace(found, ' ');
    if (phone === undefined) unread.push(found.trim());
    else if (!phones.includes(phone) && phones.length < MAX_PHONES) phones.push(phone);
  }
  for (const [left] of rest.matchAll(/\+?\d[\d .\-/()]*\d/g)) {
    unread.push(left.trim());
    rest = rest.replace(left, ' ');
  }
  const remark = rest
    .replace(/[^\p{L}\p{N} '’]+/gu, ' ')
    .replace(/\b(tel|tél|ou|et|port|fixe|mob)\b/giu, ' ')
    .replace(/ {2,}/g, ' ')
    .trim();
  return { phones, unread, remark };
};

/** Whether a cell holds at least one phone and little else: used to guess what a column is. */
export const isPhoneLike = (cell: string): boolean => {
  const read = readPhones(cell);
  return read.phones.length > 0 && read.unread.length === 0 && read.remark.length <= 20;
};
