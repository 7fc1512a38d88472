import { describe, expect, it } from 'vitest';
import { columnNames, guessColumns } from '../../../../shared/imports/reading/columns.ts';
import type { ImportKind } from '../../../../shared/imports/reading/fields.ts';

const fieldsOf = (kind: ImportKind, header: readonly string[], sample: readonly (readonly string[])[] = []) =>
  guessColumns(kind, header, sample).map((column) => column.field);

describe('what a column means', () => {
  it.each([
    ['NOM', 'familyName'],
    ['Nom de famille', 'familyName'],
    ['nom d’usage', 'usageName'],
    ['NOM DE JEUNE FILLE', 'birthName'],
    ['Prénom(s)', 'givenName'],
    ['Né(e) le', 'birthDate'],
    ['DDN', 'birthDate'],
    ['Tél. fixe', 'phone'],
    ['N° de portable', 'phone'],
    ['Tél. personne à prévenir', 'contactPhone'],
    ['Personne à prévenir en cas d’urgence', 'contactName'],
    ['CP', 'postcode'],
    ['Code postal / Ville', 'postcodeTown'],
    ['Adresse e-mail', 'email'],
    ['Adresse postale', 'street'],
    ['Vit seul(e)', 'livesAlone'],
    ['N° sécurité sociale', undefined],
  ])('« %s » in a register', (header, field) => {
    expect(fieldsOf('register', [header])).toEqual([field]);
  });

  it('reads a relative’s phone as nobody’s in a list of volunteers', () => {
    expect(fieldsOf('volunteers', ['Nom', 'Portable', 'Tél. personne à prévenir'])).toEqual([
      'familyName',
      'phone',
      undefined,
    ]);
  });

  it('reads a grid of half-days', () => {
    expect(fieldsOf('volunteers', ['Nom', 'Lundi matin', 'lundi AM', 'Mar. après-midi'])).toEqual([
      'familyName',
      'mon-am',
      undefined,
      'tue-pm',
    ]);
  });

  it('looks at the cells where the header says nothing', () => {
    const sample = [
      ['a@b.fr', '06 39 98 00 01', '12/03/1931'],
      ['c@d.fr', '639980002', '1931-04-02'],
    ];
    expect(fieldsOf('seniors', ['X1', 'X2', 'X3'], sample)).toEqual(['email', 'phone', 'birthDate']);
  });

  it('lets a person correct it, and ignore a column', () => {
    const columns = guessColumns(
      'seniors',
      ['Nom', 'Référence', 'Ville'],
      [],
      new Map([
        [0, null],
        [1, 'familyName'],
      ]),
    );
    expect(columns).toEqual([
      { index: 0, name: 'Nom', field: undefined, confidence: 'chosen' },
      { index: 1, name: 'Référence', field: 'familyName', confidence: 'chosen' },
      { index: 2, name: 'Ville', field: 'town', confidence: 'header' },
    ]);
  });

  it('tells apart columns of one name, and names those without', () => {
    expect(columnNames(['Nom', '', 'NOM', 'Ville'])).toEqual(['Nom', 'Colonne 2', 'NOM (2)', 'Ville']);
  });
});
