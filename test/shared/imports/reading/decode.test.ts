import { describe, expect, it } from 'vitest';
import { decode, MAX_FILE_BYTES } from '../../../../shared/imports/reading/decode.ts';
import { encode } from './encode.ts';

const TEXT = 'Nom;Prénom\r\nLefèvre;Zoë\r\nDupont;Œdipe – 5 €\r\n';

describe('the encoding of a town’s file', () => {
  it.each([
    ['utf-8', false, 'valid-utf-8'],
    ['utf-8', true, 'byte-order-mark'],
    ['utf-16le', true, 'byte-order-mark'],
    ['utf-16be', true, 'byte-order-mark'],
    ['utf-16le', false, 'zero-bytes'],
    ['utf-16be', false, 'zero-bytes'],
    ['windows-1252', false, 'not-utf-8'],
  ] as const)('%s, byte order mark: %s, reads the same words', (encoding, mark, evidence) => {
    const read = decode(encode(TEXT, encoding, mark));
    expect(read).toMatchObject({ ok: true, value: { text: TEXT, encoding, evidence } });
  });

  it.each(['utf-8', 'utf-16le', 'utf-16be'] as const)(
    '%s, longer than one piece, loses no letter between two',
    (encoding) => {
      // One more letter each time: whatever the size of a piece, some letter of several bytes lies across its end.
      for (const shift of ['', 'a', 'ab', 'abc']) {
        const text = `${shift}${'Zoë – 5 € 👵\r\n'.repeat(9_000)}`;
        expect(decode(encode(text, encoding, true))).toMatchObject({ ok: true, value: { text } });
      }
    },
  );

  it('takes a letter cut at the very end of a long file for another encoding, as in a short one', () => {
    const bytes = encode('Nom;Prénom\nA;René', 'utf-8');
    const long = encode(`Nom;Prénom\n${'A;Zoë\n'.repeat(20_000)}A;René`, 'utf-8');
    for (const whole of [bytes, long])
      expect(decode(whole.subarray(0, -1))).toMatchObject({ value: { encoding: 'windows-1252' } });
  });

  it('shows the lines with accents, for a person to say whether they read well', () => {
    const read = decode(encode(TEXT, 'windows-1252'));
    expect(read.ok && read.value.sample).toEqual(['Nom;Prénom', 'Lefèvre;Zoë', 'Dupont;Œdipe – 5 €']);
  });

  it('takes the person’s word over its own guess', () => {
    const bytes = Uint8Array.of(0x4e, 0x6f, 0x6d, 0x0a, 0x52, 0x65, 0x6e, 0x8e, 0x65);
    expect(decode(bytes)).toMatchObject({ value: { encoding: 'windows-1252', text: 'Nom\nRenŽe' } });
    expect(decode(bytes, 'macintosh')).toMatchObject({ value: { evidence: 'chosen', text: 'Nom\nRenée' } });
  });

  it('says that a file was damaged before it came', () => {
    expect(decode(encode('Nom;Prénom\nA;RenÃ©e', 'utf-8'))).toMatchObject({ value: { looksDamaged: true } });
    expect(decode(encode('Nom;Prénom\nA;Renée', 'utf-8'))).toMatchObject({ value: { looksDamaged: false } });
  });

  it.each([
    ['nothing at all', new Uint8Array(), 'file-empty'],
    ['blank lines only', encode('\r\n  \r\n', 'utf-8'), 'file-empty'],
    ['an Excel workbook', Uint8Array.of(0x50, 0x4b, 3, 4, 20, 0), 'file-is-spreadsheet'],
    ['an old Excel workbook', Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1), 'file-is-spreadsheet'],
    ['a PDF', encode('%PDF-1.7 …', 'utf-8'), 'file-is-pdf'],
    ['a picture', Uint8Array.from({ length: 4000 }, (_, at) => (at * 7919) % 256), 'file-is-binary'],
    ['more than 20 MB', new Uint8Array(MAX_FILE_BYTES + 1).fill(65), 'file-too-big'],
  ])('refuses %s, and says what it is', (_, bytes, reason) => {
    expect(decode(bytes)).toEqual({ ok: false, refusal: { reason } });
  });
});
