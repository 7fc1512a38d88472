import { fold, tidy } from '../fold.ts';
import { mendName } from './names.ts';

/** `25000`, or `1000` whose leading zero a spreadsheet ate. */
export const readPostcode = (cell: string): string | undefined => {
  const digits = tidy(cell)
    .replace(/[.,]0+$/, '')
    .replace(/ /g, '');
  if (/^\d{4}$/.test(digits)) return `0${digits}`;
  return /^(0[1-9]|[1-8]\d|9[0-8])\d{3}$/.test(digits) ? digits : undefined;
};

/** « 25000 BESANCON CEDEX 9 » → 25000, Besancon. Either part may be missing. */
export const readPostcodeTown = (
  cell: string,
): { readonly postcode: string | undefined; readonly town: string | undefined } => {
  const text = tidy(cell)
    .slice(0, 120)
    .replace(/ ?\bcedex\b ?\d*/i, '');
  const before = /^(\d{4,5})\b[ ,-]*(.*)$/.exec(text);
  const after = /^(.*?)[ ,(-]+(\d{5})\)?$/.exec(text);
  const [code, name] = before ? [before[1], before[2]] : after ? [after[2], after[1]] : [undefined, text];
  const town = name === undefined || fold(name) === '' ? undefined : mendName(name);
  return { postcode: code === undefined ? undefined : readPostcode(code), town };
};

export type StreetRead = {
  readonly street: string;
  readonly postcode: string | undefined;
  readonly town: string | undefined;
};

const mendStreet = (text: string): string => {
  const plain = text.replace(/^(\d{1,4}) ?, ?/, '$1 ').replace(/ ,/g, ',');
  if (plain !== plain.toLocaleUpperCase('fr') || !/\p{Lu}/u.test(plain)) return plain;
  return mendName(plain).replace(
    /(?<=[ ’-])(De|Du|Des|La|Le|Les|L|D|Et|Au|Aux|À|A|En|Sur|Sous|Rue|Avenue|Chemin|Route|Place|Boulevard|Allée|Allee|Impasse|Quai|Bis|Ter)(?=[ ’-])/g,
    (word) => word.toLowerCase(),
  );
};

/** A street as typed, case mended when shouted; a postcode and town written at its end are taken out. */
export const readStreet = (cell: string): StreetRead => {
  const text = tidy(cell.replace(/[\r\n]+/g, ', ')).slice(0, 300);
  const tail = /^(.*?)[ ,-]+(\d{5})[ ,]+(\p{L}[\p{L} '’-]{1,60}(?: cedex ?\d*)?)$/iu.exec(text);
  if (tail?.[1] && tail[2] && tail[3]) {
    const read = readPostcodeTown(`${tail[2]} ${tail[3]}`);
    if (read.postcode) return { street: mendStreet(tail[1]), postcode: read.postcode, town: read.town };
  }
  return { street: mendStreet(text), postcode: undefined, town: undefined };
};

const ABBREVIATIONS: ReadonlyMap<string, string> = new Map([
  ['av', 'avenue'],
  ['ave', 'avenue'],
  ['bd', 'boulevard'],
  ['bld', 'boulevard'],
  ['boul', 'boulevard'],
  ['r', 'rue'],
  ['che', 'chemin'],
  ['ch', 'chemin'],
  ['rte', 'route'],
  ['pl', 'place'],
  ['imp', 'impasse'],
  ['all', 'allee'],
  ['sq', 'square'],
  ['st', 'saint'],
  ['ste', 'sainte'],
  ['dr', 'docteur'],
  ['gal', 'general'],
  ['mal', 'marechal'],
  ['pdt', 'president'],
  ['fg', 'faubourg'],
  ['fbg', 'faubourg'],
]);
const SMALL = new Set([
  'de',
  'du',
  'des',
  'la',
  'le',
  'les',
  'l',
  'd',
  'a',
  'au',
  'aux',
  'et',
  'cedex',
  'bp',
  'cs',
]);

/** An address as it is compared: folded, abbreviations opened, small words and box numbers dropped. */
export const addressKey = (street: string): string =>
  fold(street)
    .replace(/\b(bp|cs|cedex) \d+\b/g, ' ')
    .split(' ')
    .map((word) => ABBREVIATIONS.get(word) ?? word)
    .filter((word, at, all) => word !== '' && (!SMALL.has(word) || at === all.length - 1))
    .join(' ');
