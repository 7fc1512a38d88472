import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { importItems, readStockFile } from '../../../shared/library/catalogue/import-items.ts';
import { readIso2709 } from '../../../shared/library/catalogue/iso2709.ts';
import { itemKey, itemKind, labelledItemId } from '../../../shared/library/item.ts';
import { rowsOf } from '../../../shared/table/kind.ts';
import { replace } from '../../../shared/table/write.ts';
import { plus } from '../../../shared/time/instant.ts';
import { TUESDAY_NOON as NOW } from '../../builders/chain.ts';
import { memoryTable } from '../../doubles/memory-table.ts';
import { surroundings } from '../../support/chain.ts';

type Field = readonly [tag: string, ...subfields: (readonly [string, string])[]];
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

/** A record as a library system writes one: leader, directory, fields, all lengths in bytes. */
const record = (fields: readonly Field[], { type = 'am', encode = bytesOf } = {}): Uint8Array => {
  const data = fields.map(([tag, ...subfields]) => ({
    tag,
    bytes: new Uint8Array([
      ...encode(`  ${subfields.map(([code, value]) => `\u001f${code}${value}`).join('')}`),
      0x1e,
    ]),
  }));
  let at = 0;
  let directory = '';
  for (const { tag, bytes } of data) {
    directory += tag + String(bytes.length).padStart(4, '0') + String(at).padStart(5, '0');
    at += bytes.length;
  }
  const base = 24 + directory.length + 1;
  const length = base + at + 1;
  const leader = `${String(length).padStart(5, '0')}n${type}  22${String(base).padStart(5, '0')}   450 `;
  return new Uint8Array([
    ...bytesOf(leader + directory),
    0x1e,
    ...data.flatMap(({ bytes }) => [...bytes]),
    0x1d,
  ]);
};
const file = (...records: readonly Uint8Array[]): Uint8Array =>
  new Uint8Array(records.flatMap((one) => [...one]));

const MAIGRET: readonly Field[] = [
  ['010', ['a', '978-2-253-14297-3']],
  ['101', ['a', 'fre']],
  ['200', ['a', '\u0088Le \u0089chien jaune'], ['f', 'Georges Simenon']],
  ['606', ['a', 'Romans policiers']],
  ['700', ['a', 'Simenon'], ['b', 'Georges'], ['f', '1903-1989']],
  ['995', ['f', '3 259 001'], ['k', 'R SIM'], ['r', 'Livre en gros caractères']],
  ['995', ['f', '3259002'], ['k', 'R SIM'], ['r', 'Livre']],
];

describe('an export of the library system', () => {
  it('in UNIMARC gives each copy with its label, its shelf mark and its kind', () => {
    const read = readStockFile(
      file(
        record(MAIGRET),
        record(
          [
            ['200', ['a', 'Sido']],
            ['010', ['a', '2-253-00459-6']],
          ],
          { type: 'im' },
        ),
      ),
    );
    if (!read.ok) throw new Error(read.refusal.reason);
    expect(read.value.problems).toEqual([]);
    const common = {
      title: 'Le chien jaune',
      author: 'Simenon, Georges',
      isbn: '9782253142973',
      languages: ['fr'],
      subjects: ['Romans policiers'],
      callNumber: 'R SIM',
    };
    expect(read.value.copies).toEqual([
      { ...common, barcode: '3259001', kind: 'large-print' },
      { ...common, barcode: '3259002', kind: 'book' },
      { title: 'Sido', author: '', isbn: '9782253004592', kind: 'audio', languages: [], subjects: [] },
    ]);
  });

  it('in an old coding is refused with the number of the record, never read as if it were text', () => {
    // ISO 5426: an accent stands before its letter, as a byte of its own.
    const old = record(
      [
        ['200', ['a', '#ecole']],
        ['995', ['f', '3259003']],
      ],
      {
        encode: (text) => new Uint8Array([...bytesOf(text)].map((byte) => (byte === 0x23 ? 0xc2 : byte))),
      },
    );
    expect(readStockFile(file(record(MAIGRET), old))).toEqual({
      ok: false,
      refusal: { reason: 'not-utf-8', record: 2 },
    });
  });

  it('cut, or whose directory leads elsewhere, is refused: no record is guessed', () => {
    const whole = record(MAIGRET);
    expect(readStockFile(whole.subarray(0, whole.length - 3))).toMatchObject({ refusal: { record: 1 } });
    void fc.assert(
      fc.property(
        fc.integer({ min: 24, max: whole.length - 1 }),
        fc.integer({ min: 0, max: 255 }),
        (at, byte) => {
          const spoilt = whole.slice();
          spoilt[at] = byte;
          const read = readIso2709(spoilt);
          if (read.ok) expect(read.value).toHaveLength(1);
        },
      ),
      { seed: 7, numRuns: 300 },
    );
  });

  it('in CSV is read by its headings, in any order, with its accents', () => {
    const csv =
      'Code barres;Auteur;Titre;Support;ISBN;Genre;Langue\r\n3259010;Colette;Sido;Livre audio;;Souvenirs, nature;fre\r\n;Aymé, Marcel;La vouivre;Livre;2-07-036167-5;;fre\r\n;;Sans numéro;;;;\r\n;;;;;;\r\n3259011;;Mal recopié;Livre;978-2-07-036167-1;;\r\n3259010;Colette;La chatte;Livre;;;\r\n';
    const read = readStockFile(bytesOf(csv));
    if (!read.ok) throw new Error(read.refusal.reason);
    expect(read.value.copies.map(({ title, kind, barcode, isbn }) => [title, kind, barcode, isbn])).toEqual([
      ['Sido', 'audio', '3259010', undefined],
      ['La vouivre', 'book', undefined, '9782070361670'],
      ['Mal recopié', 'book', '3259011', undefined],
      ['La chatte', 'book', '3259010', undefined],
    ]);
    // By the line that a spreadsheet shows.
    expect(read.value.problems).toEqual([
      { row: 4, why: 'no-number' },
      { row: 5, why: 'no-title' },
      { row: 6, why: 'isbn-wrong' },
      { row: 7, why: 'label-twice' },
    ]);
  });

  it.each([
    ['Nom;Prénom\nMartin;Jeanne\n', 'no-title-column'],
    ['Titre;Code barres\n', 'header-only'],
    ['', 'file-empty'],
    ['Titre;Code barres\nL’Ã©cole;3259000\n', 'damaged-letters'],
  ])('that is no such file says what it is: %j', (text, reason) => {
    expect(readStockFile(bytesOf(text))).toMatchObject({ ok: false, refusal: { reason } });
  });

  it('is taken once: again it changes nothing, and a copy that is lent stays lent', async () => {
    const table = memoryTable();
    const world = surroundings(table);
    const read = readStockFile(record(MAIGRET));
    if (!read.ok) throw new Error(read.refusal.reason);
    expect(await importItems(world, 'besancon', read.value, NOW)).toMatchObject({ created: 2, updated: 0 });
    const key = itemKey(labelledItemId('besancon', '3259002'));
    const copy = await table.get(itemKind, key);
    if (!copy) throw new Error('no copy');
    const loanId = `loa_${'E'.repeat(26)}` as never;
    await table.commit([replace(itemKind, copy, { ...copy.value, loanId })]);
    expect(await importItems(world, 'besancon', read.value, plus(NOW, { days: 3 }))).toMatchObject({
      created: 0,
      updated: 0,
      unchanged: 2,
    });
    const corrected = read.value.copies.map((one) => ({ ...one, callNumber: 'R SIM C' }));
    await importItems(world, 'besancon', { copies: corrected, problems: [] }, plus(NOW, { days: 4 }));
    expect((await table.get(itemKind, key))?.value).toMatchObject({ loanId, callNumber: 'R SIM C' });
    expect(rowsOf(itemKind, table.ofKind('item'))).toHaveLength(2);
  });
});
