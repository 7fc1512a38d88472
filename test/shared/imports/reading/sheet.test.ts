import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decode } from '../../../../shared/imports/reading/decode.ts';
import {
  eachRow,
  MAX_ROWS,
  openSheet,
  type Place,
  type Row,
  SEPARATORS,
} from '../../../../shared/imports/reading/sheet.ts';
import { csv, encode } from './encode.ts';

const rowsOf = (text: string) => {
  const sheet = openSheet(text);
  if (!sheet.ok) throw new Error(sheet.refusal.reason);
  const rows: Row[] = [];
  const walked = eachRow(sheet.value, (row) => rows.push(row));
  return { sheet: sheet.value, rows, walked };
};

// Every character that windows-1252 has, the ones that hurt CSV more often than the others.
const character = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...'abcéèçÉŒ€’–0123456789 ') },
  { weight: 2, arbitrary: fc.constantFrom(...'";,|\t\n\r=+-@\'') },
  { weight: 1, arbitrary: fc.integer({ min: 0xa1, max: 0xff }).map((code) => String.fromCharCode(code)) },
);
const cell = fc.string({ unit: character, maxLength: 14 });
const HEADER = ['Nom', 'Prénom', 'Date de naissance', 'Adresse'];

describe('a table in a file', () => {
  it('gives the same rows whatever the encoding, the separator, the quotes and the line ends', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom('Zoé', 'Léon'), cell, cell, cell), { minLength: 1, maxLength: 25 }),
        fc.constantFrom(...SEPARATORS),
        fc.constantFrom('\r\n', '\n', '\r'),
        fc.boolean(),
        fc.constantFrom('utf-8', 'utf-16le', 'utf-16be', 'windows-1252'),
        fc.boolean(),
        (table, separator, newline, quoteAll, encoding, mark) => {
          const withMark = mark || encoding.startsWith('utf-16');
          const text = csv([HEADER, ...table], { separator, newline, quoteAll });
          const decoded = decode(encode(text, encoding, withMark && encoding !== 'windows-1252'));
          if (!decoded.ok) throw new Error(decoded.refusal.reason);
          const { sheet, rows } = rowsOf(decoded.value.text);
          expect(sheet.separator).toBe(separator);
          expect(rows.map((row) => row.cells)).toEqual(table);
        },
      ),
      { seed: 20_261_121, numRuns: 600 },
    );
  });

  it('gives the same rows walked a few records at a time as walked whole', () => {
    const line = fc.oneof(
      { weight: 3, arbitrary: fc.tuple(cell, cell, cell) },
      { weight: 2, arbitrary: fc.constant(['', ' ', ''] as const) },
    );
    fc.assert(
      fc.property(
        fc.array(line, { minLength: 1, maxLength: 25 }),
        fc.constantFrom('\r\n', '\n', '\r', '\n\n'),
        fc.boolean(),
        fc.integer({ min: 1, max: 5 }),
        (table, newline, quoteAll, atMost) => {
          const text = csv([['Nom', 'Prénom', 'Adresse'], ['Zoé', 'A', 'B'], ...table], {
            separator: ';',
            newline,
            quoteAll,
          });
          const { sheet, rows } = rowsOf(text);
          const again: Row[] = [];
          for (let from: Place | undefined; ; ) {
            const walked = eachRow(sheet, (row) => again.push(row), from, atMost);
            if (!walked.ok) throw new Error(walked.refusal.reason);
            from = walked.value.next;
            if (!from) break;
          }
          expect(again).toEqual(rows);
        },
      ),
      { seed: 20_261_122, numRuns: 400 },
    );
  });

  it('finds the header under a title and a date of printing, and counts as the spreadsheet does', () => {
    const { sheet, rows } = rowsOf(
      'Registre de la ville;;\n\nÉdité le 03/05/2026;;\nNom;Prénom;Tél\nPOIRIER;Luc;\n',
    );
    expect(sheet.header).toEqual(['Nom', 'Prénom', 'Tél']);
    expect(sheet.skippedLines).toEqual(['Registre de la ville', 'Édité le 03/05/2026']);
    expect(rows).toEqual([{ row: 1, line: 5, cells: ['POIRIER', 'Luc', ''] }]);
  });

  it('keeps an empty row between two people and forgets those at the end', () => {
    const { rows } = rowsOf('Nom;Prénom\nA;B\n;\nC;D\n;\n;\n');
    expect(rows.map(({ row, line }) => [row, line])).toEqual([
      [1, 2],
      [2, 3],
      [3, 4],
    ]);
  });

  it('takes rows shorter and longer than the header', () => {
    const { rows } = rowsOf('Nom;Prénom;Ville\nA\nC;D;Dole;;en trop\n');
    expect(rows.map((row) => row.cells)).toEqual([['A'], ['C', 'D', 'Dole', '', 'en trop']]);
  });

  it('says on which line a quote opens that never closes', () => {
    const text = `Nom;Prénom\nA;B\nC;"D\n${'E;F\n'.repeat(200)}`;
    expect(rowsOf(text).walked).toEqual({ ok: false, refusal: { reason: 'quote-not-closed', line: 3 } });
  });

  it('refuses a header without rows, and more rows than any town has', () => {
    expect(openSheet('Nom;Prénom\n')).toEqual({ ok: false, refusal: { reason: 'header-only' } });
    expect(rowsOf(`Nom;Prénom\n${'A;B\n'.repeat(MAX_ROWS + 1)}`).walked).toEqual({
      ok: false,
      refusal: { reason: 'too-many-rows' },
    });
  });

  it('looks as far as the file goes: rows of empty cells by the hundred thousand hide nobody after them', () => {
    const leftovers = `Nom;Prénom\nA;B\n${';\n'.repeat(MAX_ROWS + 2_000)}`;
    expect(rowsOf(leftovers).walked).toMatchObject({ ok: true, value: { rows: 1 } });
    // Staging reads to the end: what the trial did not see would stop it for good, half of the people written.
    expect(rowsOf(`${leftovers}C;D\n`).walked).toEqual({ ok: false, refusal: { reason: 'too-many-rows' } });
    const endless = `Nom;Prénom\nA;B\n${';\n'.repeat(1_048_575)}`;
    expect(rowsOf(endless).walked).toEqual({ ok: false, refusal: { reason: 'too-many-rows' } });
  });
});
