const MARKS = /\p{M}+/gu;
const ASCII = /^[\p{ASCII}]*$/u;
const BLANKS = /[\p{Cc}\p{Zs}\p{Zl}\p{Zp}\u200b\u2060\ufeff]+/gu;

/**
 * Text as people compare it: no accent, no case, ligatures opened, every run of anything else than a letter
 * or a digit as one space. « Tél. personne à prévenir » and « TEL PERSONNE A PREVENIR » are the same.
 */
export const fold = (text: string): string =>
  (ASCII.test(text) ? text.toLowerCase() : withoutAccents(text)).replace(/[^a-z0-9]+/g, ' ').trim();

const withoutAccents = (text: string): string =>
  text.normalize('NFD').replace(MARKS, '').toLowerCase().replaceAll('œ', 'oe').replaceAll('æ', 'ae');

/** The words of a folded text. */
export const words = (text: string): readonly string[] => {
  const folded = fold(text);
  return folded === '' ? [] : folded.split(' ');
};

/** A cell as read: Unicode composed, odd spaces made plain, trimmed, runs of spaces closed. */
export const tidy = (cell: string): string => cell.normalize('NFC').replace(BLANKS, ' ').trim();
