import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { decode } from '../../../shared/imports/reading/decode.ts';
import { openSheet } from '../../../shared/imports/reading/sheet.ts';
import { countOf, NO_ROWS } from '../../../shared/imports/report.ts';
import { readBytes, verdictsOf } from './import-text.ts';

const DATA = resolve(import.meta.dirname, '../../../../shared/data');
const FILES = ['cp1252', 'utf8_bom', 'utf8_virgule'].map(
  (end) => `${DATA}/register/FICTIF_registre_besancon_${end}.csv`,
);
const isHere = FILES.every((file) => existsSync(file));
if (!isHere)
  console.info('skipped: the fictional registers are not beside this checkout (../shared/data/register)');

describe.skipIf(!isHere)('a fictional register in three encodings', () => {
  it('gives the same people', () => {
    const [first, ...others] = FILES.map((file) =>
      verdictsOf('register', readBytes(file)).verdicts.map((verdict) =>
        verdict.outcome === 'rejected'
          ? verdict.rejection
          : { outcome: verdict.outcome, person: verdict.person },
      ),
    );
    for (const other of others) expect(other).toEqual(first);
  });

  it('has 123 rows: 120 people, two of them twice, and one empty row', () => {
    const { verdicts } = verdictsOf('register', readBytes(FILES[0] ?? ''));
    expect(verdicts.reduce(countOf, NO_ROWS)).toEqual({
      rows: 123,
      accepted: 120,
      rejected: 1,
      duplicates: 2,
    });
    const people = verdicts.flatMap((verdict) =>
      verdict.outcome === 'accepted' && verdict.person.is === 'senior' ? [verdict.person.person] : [],
    );
    expect(people.filter((person) => person.birthDay === undefined)).toEqual([]);
    expect(people.filter((person) => person.lastName === person.lastName.toUpperCase())).toEqual([]);
  });
});

describe.skipIf(!existsSync(`${DATA}/csv`))('files of other French services', () => {
  const sheetOf = (name: string) => {
    const decoded = decode(readBytes(`${DATA}/csv/${name}`));
    return decoded.ok ? openSheet(decoded.value.text) : decoded;
  };

  it('are opened, or refused in a word', () => {
    expect(sheetOf('mon-suivi-justice_latin1_point-virgule.csv')).toMatchObject({
      ok: true,
      value: { separator: ';' },
    });
    expect(sheetOf('rdv-insertion_contacts.csv')).toMatchObject({ ok: true });
    expect(sheetOf('bal_entete_seul.csv')).toEqual({ ok: false, refusal: { reason: 'header-only' } });
  });
});
