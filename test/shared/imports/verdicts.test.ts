import { describe, expect, it } from 'vitest';
import { sha256 } from '../../../shared/ids/digest.ts';
import { identityOf } from '../../../shared/imports/likeness/likeness.ts';
import type { Verdict } from '../../../shared/imports/verdicts.ts';
import { verdictsOfText } from './import-text.ts';

const SENIORS = 'Nom;Prénom;Date de naissance;Adresse;Téléphone';
const outcomes = (verdicts: readonly Verdict[]) => verdicts.map((verdict) => verdict.outcome);
const seniorsOf = (verdicts: readonly Verdict[]) =>
  verdicts.flatMap((verdict) =>
    verdict.outcome === 'rejected' || verdict.person.is !== 'senior' ? [] : [verdict.person],
  );

describe('what becomes of a row', () => {
  it('is accepted as a person, spelt and dated as she would be', () => {
    const [row] = seniorsOf(
      verdictsOfText(
        'seniors',
        'Civilité;Nom;Nom de naissance;Prénom;Né(e) le;Adresse;Complément;CP Ville;Portable;Contact;Tél contact\n' +
          'Mme;DUPONT ;MARTIN;MARIE-LOUISE;12/03/31;9 RUE EDOUARD BELIN;code 12A34;25000 BESANCON;639987848;Luc Martin (neveu);0639 980 947\n',
      ),
    );
    expect(row?.person).toMatchObject({
      civility: 'madame',
      firstName: 'Marie-Louise',
      lastName: 'Dupont',
      birthName: 'Martin',
      birthDay: '1931-03-12',
      address: { line: '9 rue Edouard Belin', doorCode: '12A34', postcode: '25000', city: 'Besançon' },
      phones: [{ phone: '+33639987848', label: 'mobile' }],
      emergencyContacts: [{ name: 'Luc Martin', link: 'neveu', phone: '+33639980947' }],
    });
    expect(row?.consents).toEqual([]);
  });

  it.each([
    [';Marie;;1 rue A;', 'name-missing', 'Nom'],
    ['Dupont;Marie;;;', 'no-way-to-reach', 'Adresse'],
    [`${'A'.repeat(61)};Marie;;1 rue A;`, 'text-too-long', 'Nom'],
  ])('is refused when it could not become a person: %s', (line, code, column) => {
    const [verdict] = verdictsOfText('seniors', `${SENIORS}\n${line}\n`);
    expect(verdict).toMatchObject({ outcome: 'rejected', rejection: { code, column } });
  });

  it('is accepted with what could not be read left empty, and said', () => {
    const [verdict] = verdictsOfText('seniors', `${SENIORS}\nDupont;Marie;31/02/1931;1 rue A;06 39 98\n`);
    expect(verdict).toMatchObject({
      outcome: 'accepted',
      person: { person: { phones: [] } },
      notes: [
        { code: 'phone-unreadable', column: 'Téléphone' },
        { code: 'date-impossible', column: 'Date de naissance' },
      ],
    });
  });

  it('leaves out of the remarks what touches health', () => {
    const [row] = seniorsOf(
      verdictsOfText(
        'seniors',
        'Nom;Prénom;Adresse;Observations\nDupont;Marie;1 rue A;"Alzheimer débutant, sonner deux fois ; un chien"\n',
      ),
    );
    expect(row?.person).toMatchObject({ practicalNotes: 'sonner deux fois ; un chien', needs: ['pet-dog'] });
  });

  it('keeps the register to its purpose: asked for by herself it holds, by another or unsaid she must be told', () => {
    const rows = seniorsOf(
      verdictsOfText(
        'register',
        'Nom;Prénom;Adresse;Demandeur;Date inscription\nA;Anne;1 rue A;elle-même;03/05/2024\nB;Berthe;2 rue B;médecin;\nC;Carla;3 rue C;;\n',
      ),
    );
    // Nothing of it is an answer about visits: an entry of the register is all that a row makes.
    expect(rows.map((row) => row.consents)).toEqual([[], [], []]);
    expect(rows.map((row) => [row.register?.by, row.register?.asker, row.register?.on])).toEqual([
      ['self', '', '2024-05-03'],
      ['third-party', 'médecin', undefined],
      ['third-party', '', undefined],
    ]);
  });

  it('takes a yes or a no to visits from the file, and nothing from silence', () => {
    const rows = seniorsOf(
      verdictsOfText(
        'seniors',
        'Nom;Prénom;Adresse;Accord visites\nA;Anne;1 rue A;oui\nB;Bea;2 rue B;non\nC;Cora;3 rue C;\n',
      ),
    );
    expect(rows.map((row) => row.consents.map(({ purpose, state }) => [purpose, state]))).toEqual([
      [['FRIENDLY_VISIT', 'given']],
      [['FRIENDLY_VISIT', 'refused']],
      [],
    ]);
  });

  it('becomes a volunteer with half-days, a way to travel and what the charter column says', () => {
    const verdicts = verdictsOfText(
      'volunteers',
      'Nom;Prénom;Portable;Disponibilités;Transport;Charte signée;Max semaine\nPetit;Léa;639980001;lundi matin et jeudi;voiture;04/02/2025;2\nRoy;Paul;03 53 01 00 00;;;;\nSans;Téléphone;;;;;\n',
    );
    expect(verdicts).toMatchObject([
      {
        outcome: 'accepted',
        person: {
          person: {
            channel: 'sms',
            availability: ['mon-am', 'thu-am', 'thu-pm'],
            travel: 'car',
            weeklyCap: 2,
          },
          requirements: [{ kind: 'charter', on: '2025-02-04' }],
        },
      },
      { outcome: 'accepted', person: { person: { channel: 'voice' } }, notes: [{ code: 'no-sms-number' }] },
      { outcome: 'rejected', rejection: { code: 'phone-missing', column: 'Portable' } },
    ]);
  });
});

describe('who is already there', () => {
  it('finds the same person in two rows, however the names were typed', () => {
    const verdicts = verdictsOfText(
      'seniors',
      `${SENIORS}\nLEFÈVRE;Zoé;12/03/1931;1 rue A;\nAutre;Anne;01/01/1940;2 rue B;\nLefevre;ZOE;1931-03-12;8 rue C;\n`,
    );
    expect(verdicts[2]).toMatchObject({
      outcome: 'duplicate',
      match: {
        certainty: 'same',
        known: { of: 'row', row: 1, line: 2 },
        likeness: { reasons: ['same-name', 'same-birth'] },
      },
    });
  });

  it.each([
    ['one letter apart', 'Dupond;Marie;12/03/1931;9 rue Z;', 'close-name same-birth'],
    ['names swapped', 'Marie;Dupont;12/03/1931;9 rue Z;', 'names-swapped same-birth'],
    ['a composed first name shortened', 'Dupont;Marie-Claude;12/03/1931;9 rue Z;', 'close-name same-birth'],
    [
      'day and month swapped, same phone',
      'Dupont;Marie;03/12/1931;9 rue Z;06 39 98 00 01',
      'same-name close-birth same-phone',
    ],
    ['no birth day, same phone', 'Dupont;Marie;;;06 39 98 00 01', 'same-name same-phone'],
    ['no birth day, same address', 'Dupont;Marie;;1, rue A;', 'same-name same-address'],
  ])('proposes a likely duplicate: %s', (_, line, reasons) => {
    const verdicts = verdictsOfText(
      'seniors',
      `${SENIORS}\nDupont;Marie;12/03/1931;1 rue A;0639980001\n${line}\n`,
    );
    expect(verdicts[1]).toMatchObject({
      outcome: 'duplicate',
      match: { certainty: 'likely', likeness: { reasons: reasons.split(' ') } },
    });
  });

  it.each([
    ['husband and wife', 'Dupont;Jean;04/05/1929;1 rue A;0639980001'],
    ['mother and daughter of one name', 'Dupont;Marie;04/05/1959;1 rue A;'],
    ['two people of one common name', 'Dupont;Marie;;7 avenue Z;'],
    ['neighbours', 'Durand;Marie;12/03/1931;1 rue A;'],
  ])('leaves %s apart', (_, line) => {
    const verdicts = verdictsOfText(
      'seniors',
      `${SENIORS}\nDupont;Marie;12/03/1931;1 rue A;0639980001\n${line}\n`,
    );
    expect(outcomes(verdicts)).toEqual(['accepted', 'accepted']);
  });

  it('recognises a married woman by her name of birth', () => {
    const verdicts = verdictsOfText(
      'seniors',
      'Nom;Nom de naissance;Prénom;Date de naissance;Adresse\nMartin;;Odette;12/03/1931;1 rue A\nDupont;MARTIN;Odette;12/03/1931;9 rue Z\n',
    );
    expect(verdicts[1]).toMatchObject({
      outcome: 'duplicate',
      match: { likeness: { reasons: ['birth-name', 'same-birth'] } },
    });
  });

  it('recognises somebody already in our records', () => {
    const who = identityOf({
      lastName: 'Dupont',
      firstName: 'Marie',
      birth: '1931-03-12',
      phones: [],
      line: '',
    });
    const verdicts = verdictsOfText('seniors', `${SENIORS}\nDUPONT;MARIE;12/03/31;1 rue A;\n`, [
      { id: 'sen_X', who },
    ]);
    expect(verdicts[0]).toMatchObject({
      outcome: 'duplicate',
      match: { known: { of: 'record', id: 'sen_X' } },
    });
  });

  it('compares few people even when ten thousand share one phone', () => {
    const lines = Array.from(
      { length: 10_000 },
      (_, at) => `${sha256(`${at}`).slice(0, 9)};${sha256(`p${at}`).slice(0, 9)};;1 rue A;0353010000`,
    );
    const verdicts = verdictsOfText('seniors', `${SENIORS}\n${lines.join('\n')}\n`);
    expect(outcomes(verdicts).filter((outcome) => outcome === 'accepted')).toHaveLength(10_000);
  });
});
