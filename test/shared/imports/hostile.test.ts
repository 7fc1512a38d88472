import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { guessColumns } from '../../../shared/imports/reading/columns.ts';
import { decode } from '../../../shared/imports/reading/decode.ts';
import { IMPORT_KINDS, type ImportKind } from '../../../shared/imports/reading/fields.ts';
import { openSheet } from '../../../shared/imports/reading/sheet.ts';
import { judgeRows } from '../../../shared/imports/verdicts.ts';
import { seniorSchema } from '../../../shared/seniors/senior.ts';
import { volunteerSchema } from '../../../shared/volunteers/volunteer.ts';
import { READING } from './import-text.ts';

// What the file says must fit the records, for any file: else the import would fail half-way, at the write.
const seniorPart = seniorSchema.omit({ id: true, town: true, state: true, createdAt: true, origin: true });
const volunteerPart = volunteerSchema.pick({
  firstName: true,
  lastName: true,
  birthYear: true,
  phone: true,
  email: true,
  address: true,
  languages: true,
  availability: true,
  motivation: true,
  travel: true,
});

/** Reads any bytes to the end; gives the rows judged, or nothing where the file was refused. */
const readAll = (kind: ImportKind, bytes: Uint8Array): number | undefined => {
  const decoded = decode(bytes);
  if (!decoded.ok) return undefined;
  const sheet = openSheet(decoded.value.text);
  if (!sheet.ok) return undefined;
  const columns = guessColumns(kind, sheet.value.header, sheet.value.preview);
  const judged = judgeRows({ kind, sheet: sheet.value, columns, reading: READING, known: [] }, (verdict) => {
    if (verdict.outcome === 'rejected') return;
    if (verdict.person.is === 'senior') seniorPart.parse(verdict.person.person);
    else volunteerPart.parse(verdict.person.person);
    expect(verdict.rowId).toMatch(/^[0-9a-f]{64}$/);
  });
  return judged.ok ? judged.value.rows : undefined;
};

const kinds = fc.constantFrom(...IMPORT_KINDS);
const HEADERS =
  'Civilité;Nom;Prénom;Date de naissance;Adresse;Complément;CP Ville;Téléphone;Mail;Contact;Tél contact;Langues;Disponibilités;Transport;Max semaine;Charte;Observations;Absences;Demandeur;Accord;Secteur';

describe('a hostile file', () => {
  it('of any bytes is read or refused, never a crash', () => {
    fc.assert(
      fc.property(kinds, fc.uint8Array({ maxLength: 600 }), (kind, bytes) => {
        readAll(kind, bytes);
      }),
      { seed: 20_261_121, numRuns: 400 },
    );
  });

  it('with a true header and any text under it gives people that fit the records', () => {
    const cell = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.constantFrom(
        'Dupont',
        'Marie',
        '06 39 98 00 01',
        '12/03/1931',
        'A'.repeat(3000),
        '1'.repeat(300),
        '__proto__',
        'constructor',
        '=HYPERLINK("http://x")',
        '\u202e',
        '😀'.repeat(50),
        '0'.repeat(9),
        '+999999999999999999',
      ),
    );
    let read = 0;
    fc.assert(
      fc.property(
        kinds,
        fc.array(fc.array(cell, { minLength: 1, maxLength: 21 }), { minLength: 1, maxLength: 8 }),
        (kind, table) => {
          const lines = table.map((row) => row.map((text) => `"${text.replaceAll('"', '""')}"`).join(';'));
          read += readAll(kind, new TextEncoder().encode([HEADERS, ...lines].join('\n'))) ?? 0;
        },
      ),
      { seed: 20_261_121, numRuns: 400 },
    );
    expect(read).toBeGreaterThan(500);
  });

  it.each([
    ['a name of a prototype as header', 'Nom;__proto__;constructor\nDupont;x;y\n'],
    ['a million separators', `Nom;Prénom\n${';'.repeat(60_000)}\n`],
    ['one endless line', `Nom;Prénom\n${'A'.repeat(1_000_000)}\n`],
    ['one endless quote', `Nom;Prénom\n"${'A;"";B\n'.repeat(100_000)}`],
    ['quotes everywhere', `Nom;Prénom\n${'"'.repeat(50_001)}\n`],
    ['ten thousand columns', `${'Nom;'.repeat(10_000)}\n${'A;'.repeat(10_000)}\n`],
    ['digits and spaces without end', `Nom;Téléphone\nDupont;${'0 '.repeat(20_000)}\n`],
    ['commas and spaces without end', `Nom;Adresse\nDupont;${' ,'.repeat(20_000)}25000\n`],
  ])(
    '%s ends quickly',
    (_, text) => {
      const bytes = new TextEncoder().encode(text);
      expect(() => IMPORT_KINDS.map((kind) => readAll(kind, bytes))).not.toThrow();
    },
    5_000,
  );
});
