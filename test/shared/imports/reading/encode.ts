import type { Encoding } from '../../../../shared/imports/reading/decode.ts';

// Bytes 0x80 to 0x9F of code page 1252, written out from Microsoft's table: several Node releases decode them wrong.
const HIGH: ReadonlyMap<string, number> = new Map([
  ['€', 0x80],
  ['‚', 0x82],
  ['ƒ', 0x83],
  ['„', 0x84],
  ['…', 0x85],
  ['†', 0x86],
  ['‡', 0x87],
  ['ˆ', 0x88],
  ['‰', 0x89],
  ['Š', 0x8a],
  ['‹', 0x8b],
  ['Œ', 0x8c],
  ['Ž', 0x8e],
  ['‘', 0x91],
  ['’', 0x92],
  ['“', 0x93],
  ['”', 0x94],
  ['•', 0x95],
  ['–', 0x96],
  ['—', 0x97],
  ['˜', 0x98],
  ['™', 0x99],
  ['š', 0x9a],
  ['›', 0x9b],
  ['œ', 0x9c],
  ['ž', 0x9e],
  ['Ÿ', 0x9f],
]);

/** Text as a spreadsheet would save it. Throws on a character that windows-1252 does not have. */
export const encode = (text: string, encoding: Encoding, withMark = false): Uint8Array => {
  const marked = withMark ? `\ufeff${text}` : text;
  switch (encoding) {
    case 'utf-8':
      return new TextEncoder().encode(marked);
    case 'utf-16le':
      return new Uint8Array(Buffer.from(marked, 'utf16le'));
    case 'utf-16be':
      return new Uint8Array(Buffer.from(marked, 'utf16le').swap16());
    default:
      return Uint8Array.from([...text], (char) => {
        const code = HIGH.get(char) ?? char.charCodeAt(0);
        if (code > 0xff) throw new Error(`not in windows-1252: ${char}`);
        return code;
      });
  }
};

/** Fields as RFC 4180 wants them, quoted always or only where needed. */
export const csv = (
  table: readonly (readonly string[])[],
  options: { readonly separator: string; readonly newline: string; readonly quoteAll: boolean },
): string =>
  table
    .map((row) =>
      row
        .map((cell) => {
          const needs = options.quoteAll || /["\r\n]/.test(cell) || cell.includes(options.separator);
          return needs ? `"${cell.replaceAll('"', '""')}"` : cell;
        })
        .join(options.separator),
    )
    .join(options.newline) + options.newline;
