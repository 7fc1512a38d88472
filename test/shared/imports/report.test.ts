import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eachRow, openSheet } from '../../../shared/imports/reading/sheet.ts';
import { countOf, NO_ROWS, problemsOf, rejectedCsv } from '../../../shared/imports/report.ts';
import type { Verdict } from '../../../shared/imports/verdicts.ts';
import { verdictsOf, verdictsOfText } from './import-text.ts';

const rejectedOf = (verdicts: readonly Verdict[]) =>
  verdicts.flatMap((verdict) =>
    verdict.outcome === 'rejected'
      ? [{ cells: verdict.row.cells, reason: problemsOf(verdict)[0]?.reason ?? '' }]
      : [],
  );

describe('the report of a file', () => {
  it('says row, column and reason, in the file’s own words', () => {
    const verdicts = verdictsOfText(
      'seniors',
      'Nom;Prénom;Naissance;Adresse\n\n;Luc;;1 rue A\nDupont;Marie;31/02/31;1 rue A\nDUPONT;Marie;;1 rue A\n',
    );
    expect(verdicts.flatMap(problemsOf)).toMatchObject([
      {
        row: 1,
        line: 3,
        outcome: 'rejected',
        column: 'Nom',
        code: 'name-missing',
        reason: 'Il manque le nom de famille.',
      },
      {
        row: 2,
        line: 4,
        outcome: 'noted',
        column: 'Naissance',
        code: 'date-impossible',
        reason: 'Cette date n’existe pas dans le calendrier ; elle est laissée vide.',
      },
      {
        row: 3,
        line: 5,
        outcome: 'duplicate',
        column: '',
        code: 'duplicate-same',
        reason: 'Répète la ligne 4 du fichier : même nom et même prénom, même adresse.',
      },
    ]);
  });

  it('counts every row once, whatever the file holds', () => {
    const cell = fc.constantFrom('', 'Dupont', 'Marie', '12/03/1931', '06 39 98 00 01', '=1+1', '1 rue A');
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell, cell, cell), { minLength: 1, maxLength: 40 }), (table) => {
        fc.pre(table.some((row) => row.some((text) => text !== '')));
        const text = ['Nom;Prénom;Adresse;Téléphone', ...table.map((row) => row.join(';'))].join('\n');
        const counts = verdictsOfText('seniors', text).reduce(countOf, NO_ROWS);
        expect(counts.accepted + counts.rejected + counts.duplicates).toBe(counts.rows);
      }),
      { seed: 20_261_121 },
    );
  });

  it('gives refused rows back as they were, with the reason, ready to mend and send again', () => {
    const text = 'Nom;Prénom;Adresse;Téléphone\n;Luc;"1; rue ""A""";06 39 98 00 01\nDupont;;;\n';
    const csv = rejectedCsv(
      ['Nom', 'Prénom', 'Adresse', 'Téléphone'],
      rejectedOf(verdictsOfText('seniors', text)),
    );
    expect(csv).toBe(
      '\ufeffNom;Prénom;Adresse;Téléphone;Motif\r\n' +
        ';Luc;"1; rue ""A""";06 39 98 00 01;Il manque le nom de famille.\r\n' +
        'Dupont;;;;Ni adresse ni téléphone : on ne pourrait pas joindre cette personne.\r\n',
    );
    const mended = csv.replace('\r\n;Luc', '\r\nPetit;Luc');
    expect(verdictsOfText('seniors', mended).map((verdict) => verdict.outcome)).toEqual([
      'accepted',
      'rejected',
    ]);
  });

  it('makes every formula inert, and reads its own output again', () => {
    const start = fc.constantFrom('=', '+', '-', '@', '\t', '\r', '\0=', '=cmd|');
    const row = fc
      .tuple(fc.string({ maxLength: 6 }), start, fc.string({ maxLength: 12 }))
      .map(([a, s, b]) => ['', a, s + b]);
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 10 }), (rows) => {
        const csv = rejectedCsv(
          ['Nom', 'Prénom', 'Adresse'],
          rows.map((cells) => ({ cells, reason: 'Motif.' })),
        );
        const sheet = openSheet(csv.slice(1));
        if (!sheet.ok) throw new Error(sheet.refusal.reason);
        eachRow(sheet.value, ({ cells }) => {
          for (const text of cells) expect(text).not.toMatch(/^[=+\-@\t\r\0]/);
        });
        const again = verdictsOf('seniors', new TextEncoder().encode(csv));
        expect(again.header).toEqual(['Nom', 'Prénom', 'Adresse', 'Motif']);
      }),
      { seed: 20_261_121, numRuns: 300 },
    );
  });
});
