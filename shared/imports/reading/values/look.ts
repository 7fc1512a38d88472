import { isPhoneLike } from './phones.ts';

export type Look = 'phone' | 'email' | 'birthDate' | 'postcodeTown' | 'postcode';

const BIRTH =
  /^(\d{1,2}[-/. ]\d{1,2}[-/. ]((18|19)\d{2}|\d{2})|(18|19)\d{2}-\d{1,2}-\d{1,2}|\d{1,2}(er)? [a-zéûA-ZÉÛ]{3,9} (18|19)\d{2})$/;
const LOOKS: readonly (readonly [Look, (cell: string) => boolean])[] = [
  ['email', (cell) => /^[^\s@]{1,64}@[^\s@]+\.[^\s@]{2,}$/.test(cell)],
  ['birthDate', (cell) => BIRTH.test(cell)],
  ['postcodeTown', (cell) => /^\d{5} +\p{L}/u.test(cell)],
  ['phone', (cell) => isPhoneLike(cell)],
  ['postcode', (cell) => /^(0[1-9]|[1-8]\d|9[0-8])\d{3}$/.test(cell)],
];

/** What a column without a known header holds, when nine cells in ten look the same; otherwise undefined. */
export const looksLike = (cells: readonly string[]): Look | undefined => {
  if (cells.length === 0) return undefined;
  const most = cells.length * 0.9;
  return LOOKS.find(
    ([, fits]) => cells.filter((cell) => fits(cell.trim().slice(0, 120))).length >= most,
  )?.[0];
};
