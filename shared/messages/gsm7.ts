/** GSM 03.38 basic alphabet: one septet each (the escape character itself is not a character). */
const basic = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);

/** GSM 03.38 extension table: an escape and a character, two septets each. */
const extension = new Set('\f^{}\\[~]|€');

/** What a French keyboard or a word processor writes, and what the alphabet offers for it (domain.md §10). */
const substitutes = new Map<string, string>([
  ...pairs('’‘‚‛′`´', "'"),
  ...pairs('«»“”„″', '"'),
  ...pairs('–—−‐‑‒', '-'),
  ...pairs('\u00a0\u202f\u2007\u2008\u2009\u200a\u2002\u2003\u2004\u2005\u2006\u3000\t', ' '),
  ...pairs('\u200b\u200c\u200d\u2060\ufeff\u00ad', ''),
  ['…', '...'],
  ['·', '.'],
  ['•', '-'],
  ['°', 'o'],
  ['œ', 'oe'],
  ['Œ', 'OE'],
  ['ç', 'c'],
  ...pairs('êë', 'e'),
  ...pairs('âáã', 'a'),
  ...pairs('îï', 'i'),
  ['ô', 'o'],
  ['û', 'u'],
  ['ÿ', 'y'],
  ...pairs('ÀÂ', 'A'),
  ...pairs('ÈÊË', 'E'),
  ...pairs('ÎÏ', 'I'),
  ['Ô', 'O'],
  ...pairs('ÙÛ', 'U'),
  ['Ÿ', 'Y'],
  ['ł', 'l'],
  ['Ł', 'L'],
  ['đ', 'd'],
  ['Đ', 'D'],
  ['ı', 'i'],
]);

function pairs(characters: string, substitute: string): [string, string][] {
  return [...characters].map((character) => [character, substitute]);
}

const septetsOf = (character: string): 0 | 1 | 2 =>
  basic.has(character) ? 1 : extension.has(character) ? 2 : 0;

type TextMeasure = {
  readonly encoding: 'GSM-7' | 'UCS-2';
  /** Septets in GSM-7, 16-bit units in UCS-2. */
  readonly units: number;
  /** Billed parts: 160 then 153 septets each, or 70 then 67 units; a character is never cut in two. */
  readonly parts: number;
};

/** Measures a text as the operators bill it (3GPP TS 23.038, TS 23.040). An empty text is one part. */
export const measureText = (text: string): TextMeasure => {
  const characters = [...text];
  const inGsm = characters.every((character) => septetsOf(character) > 0);
  const sizes = characters.map((character) => (inGsm ? septetsOf(character) : character.length));
  const units = sizes.reduce<number>((sum, size) => sum + size, 0);
  const [single, joined] = inGsm ? [160, 153] : [70, 67];
  return {
    encoding: inGsm ? 'GSM-7' : 'UCS-2',
    units,
    parts: units <= single ? 1 : countParts(sizes, joined),
  };
};

const countParts = (sizes: readonly number[], room: number): number => {
  let parts = 1;
  let used = 0;
  for (const size of sizes) {
    if (used + size > room) {
      parts += 1;
      used = 0;
    }
    used += size;
  }
  return parts;
};

/**
 * Rewrites a text with the GSM-7 alphabet only, keeping é è à ù and every character that fits: typography and
 * the other French accents by the table of domain.md §10, any other letter by its unaccented base, the rest by
 * `?`. The result always measures as GSM-7, and rewriting it again changes nothing.
 */
export const toGsm7 = (text: string): string => [...text.normalize('NFC')].map(toGsm7Character).join('');

const toGsm7Character = (character: string): string => {
  if (septetsOf(character) > 0) return character;
  const substitute = substitutes.get(character);
  if (substitute !== undefined) return substitute;
  const base = [...character.normalize('NFKD')].filter((part) => septetsOf(part) > 0).join('');
  if (base !== '') return base;
  return /^\p{Mark}$/u.test(character) ? '' : '?';
};
