import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addressKey,
  readPostcodeTown,
  readStreet,
} from '../../../../../shared/imports/reading/values/addresses.ts';
import { readDate } from '../../../../../shared/imports/reading/values/dates.ts';
import { readHalfDays } from '../../../../../shared/imports/reading/values/half-days.ts';
import {
  mendName,
  splitFullName,
  splitMaidenName,
} from '../../../../../shared/imports/reading/values/names.ts';
import { readPhones } from '../../../../../shared/imports/reading/values/phones.ts';
import { readLanguages, readTravel, readYesNo } from '../../../../../shared/imports/reading/values/words.ts';
import { civilDay } from '../../../../../shared/time/civil.ts';

const BIRTH = {
  earliest: civilDay('1911-01-01'),
  latest: civilDay('2026-11-21'),
  shortLatest: civilDay('1976-01-01'),
};

describe('a date', () => {
  it.each([
    ['12/03/1931', '1931-03-12'],
    ['1931-03-12', '1931-03-12'],
    ['1931-03-12 00:00:00', '1931-03-12'],
    ['12-03-31', '1931-03-12'],
    ['12.3.31', '1931-03-12'],
    ['2/11/1944', '1944-11-02'],
    ['12 mars 1931', '1931-03-12'],
    ['1er août 1940', '1940-08-01'],
    ['Lundi 3 févr. 1936', '1936-02-03'],
    ['12031931', '1931-03-12'],
    ['12563', '1934-05-24'],
    ['9536', '1926-02-08'],
    ['03/25/1940', '1940-03-25'],
    ['29/02/1940', '1940-02-29'],
    ['05/02/75', '1975-02-05'],
    ['05/02/24', '1924-02-05'],
  ])('« %s » is %s', (typed, day) => {
    expect(readDate(typed, BIRTH)).toMatchObject({ ok: true, day });
  });

  it.each([
    ['29/02/1941', 'date-impossible'],
    ['31/04/1941', 'date-impossible'],
    ['1931', 'date-incomplete'],
    ['mars 1931', 'date-incomplete'],
    ['vers la Toussaint', 'date-unreadable'],
    ['12/03/1831', 'date-out-of-range'],
    ['12/03/2031', 'date-out-of-range'],
  ])('« %s » is left empty: %s', (typed, problem) => {
    expect(readDate(typed, BIRTH)).toEqual({ ok: false, problem });
  });
});

describe('phones', () => {
  it.each([
    ['06 39 98 12 34', ['+33639981234']],
    ['06.39.98.12.34', ['+33639981234']],
    ['0639 981 234', ['+33639981234']],
    ['639981234', ['+33639981234']],
    ['+33 6 39 98 12 34', ['+33639981234']],
    ['+33 (0)6 39 98 12 34', ['+33639981234']],
    ['0033639981234', ['+33639981234']],
    ['33639981234', ['+33639981234']],
    ['06-39-98-12-34', ['+33639981234']],
    ['03 53 01 00 00 / 06 39 98 12 34', ['+33353010000', '+33639981234']],
    ['03 53 01 00 00 06 39 98 12 34', ['+33353010000', '+33639981234']],
    ['0353010000;0639981234', ['+33353010000', '+33639981234']],
    ['353010000 ou 639981234', ['+33353010000', '+33639981234']],
  ])('« %s »', (typed, phones) => {
    expect(readPhones(typed)).toEqual({ phones, unread: [], remark: '' });
  });

  it('keeps the words beside a number', () => {
    expect(readPhones('06 39 98 12 34 (sa fille)')).toMatchObject({
      phones: ['+33639981234'],
      remark: 'sa fille',
    });
  });

  it.each(['6,39981E+08', '06 39 98 12', '12', 'liste rouge 123'])(
    'makes nothing up from « %s »',
    (typed) => {
      const read = readPhones(typed);
      expect(read.phones).toEqual([]);
      expect(read.unread).toHaveLength(1);
    },
  );

  it('finds the same number however it is spaced', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 9999 }),
        fc.constantFrom(' ', '.', '-', ''),
        fc.constantFrom('0', '+33', '+33 ', '0033', ''),
        (last, gap, start) => {
          const digits = `63998${String(last).padStart(4, '0')}`;
          const grouped = [digits[0], ...(digits.slice(1).match(/../g) ?? [])].join(
            start === '' && gap === '-' ? ' ' : gap,
          );
          expect(readPhones(start + grouped).phones).toEqual([`+33${digits}`]);
        },
      ),
      { seed: 20_261_121 },
    );
  });
});

describe('names', () => {
  it.each([
    ['DUPONT', 'Dupont'],
    ['dupont', 'Dupont'],
    ['ROYER ', 'Royer'],
    ['JEAN-PIERRE', 'Jean-Pierre'],
    ['DA SILVA', 'Da Silva'],
    ['LE ROUX', 'Le Roux'],
    ['DE LA TOUR', 'de La Tour'],
    ["D'ALMEIDA", 'd’Almeida'],
    ["O'NEILL", 'O’Neill'],
    ['FRANÇOISE', 'Françoise'],
    ['McGregor', 'McGregor'],
    ['', ''],
  ])('« %s » becomes « %s »', (typed, mended) => {
    expect(mendName(typed)).toBe(mended);
  });

  it('tells the name used from the name of birth', () => {
    expect(splitMaidenName('DUPONT née MARTIN')).toEqual({ familyName: 'Dupont', birthName: 'Martin' });
    expect(splitMaidenName('DUPONT (née MARTIN)')).toEqual({ familyName: 'Dupont', birthName: 'Martin' });
    expect(splitMaidenName('MARTIN épouse DUPONT')).toEqual({ familyName: 'Dupont', birthName: 'Martin' });
    expect(splitMaidenName('RENÉ')).toEqual({ familyName: 'René', birthName: undefined });
  });

  it.each([
    ['DUPONT Jean', 'Dupont', 'Jean', false],
    ['Jean DUPONT', 'Dupont', 'Jean', false],
    ['Dupont, Jean', 'Dupont', 'Jean', false],
    ['Mme LE ROUX Anne-Marie', 'Le Roux', 'Anne-Marie', false],
    ['Dupont Jean', 'Dupont', 'Jean', true],
    ['DUPONT JEAN', 'Dupont', 'Jean', true],
  ])('« %s » in one column', (typed, familyName, givenName, isOrderAssumed) => {
    expect(splitFullName(typed)).toMatchObject({ familyName, givenName, isOrderAssumed });
  });
});

describe('addresses', () => {
  it('reads postcode and town in one column, the zero lost or not', () => {
    expect(readPostcodeTown('25000 BESANCON CEDEX 9')).toEqual({ postcode: '25000', town: 'Besancon' });
    expect(readPostcodeTown('1000 BOURG-EN-BRESSE')).toEqual({ postcode: '01000', town: 'Bourg-En-Bresse' });
    expect(readPostcodeTown('25000')).toEqual({ postcode: '25000', town: undefined });
    expect(readPostcodeTown('Dole (39100)')).toEqual({ postcode: '39100', town: 'Dole' });
  });

  it('takes the town out of the street, and calms capitals', () => {
    expect(readStreet('3 RUE DE LA RÉPUBLIQUE, 25000 BESANÇON')).toEqual({
      street: '3 rue de la République',
      postcode: '25000',
      town: 'Besançon',
    });
    expect(readStreet('27, rue Thomas Edison').street).toBe('27 rue Thomas Edison');
  });

  it('compares addresses through abbreviations and box numbers, not through house numbers', () => {
    expect(addressKey('12 Bd John F Kennedy - BP 909')).toBe(addressKey('12, boulevard John F. KENNEDY'));
    expect(addressKey('12 bis rue Ampère')).not.toBe(addressKey('12 rue Ampère'));
  });
});

describe('availability', () => {
  it.each([
    ['lundi matin', 'mon-am'],
    ['Lun. AM, jeu. après-midi', 'mon-am thu-pm'],
    ['mardi et vendredi matin', 'tue-am fri-am'],
    ['mardi matin et après-midi', 'tue-am tue-pm'],
    ['mercredi', 'wed-am wed-pm'],
    ['du lundi au mercredi matin', 'mon-am tue-am wed-am'],
    ['tous les matins', 'mon-am tue-am wed-am thu-am fri-am'],
    ['week-end', 'sat-am sat-pm sun-am sun-pm'],
    ['tous les matins sauf le mercredi', 'mon-am tue-am thu-am fri-am'],
    ['lundi journée ; jeudi matin', 'mon-am mon-pm thu-am'],
  ])('« %s »', (typed, halfDays) => {
    expect(readHalfDays(typed)).toEqual({ halfDays: halfDays.split(' '), unread: [] });
  });

  it('does not turn an evening into a half-day', () => {
    expect(readHalfDays('sur demande, en soirée')).toMatchObject({
      halfDays: [],
      unread: ['sur', 'demande', 'soiree'],
    });
  });
});

describe('small words', () => {
  it('knows yes, no and neither', () => {
    expect(['oui', 'OUI', 'O', 'X', '1', '✓'].map(readYesNo)).toEqual(Array(6).fill(true));
    expect(['non', 'N', '0', 'FAUX'].map(readYesNo)).toEqual(Array(4).fill(false));
    expect(['', '?', 'peut-être', 'à voir'].map(readYesNo)).toEqual(Array(4).fill(undefined));
  });

  it('knows languages and ways to travel', () => {
    expect(readLanguages('Français, arabe et un peu de klingon')).toEqual({
      languages: ['fr', 'ar'],
      unread: ['klingon'],
    });
    expect(['permis B', 'à pied', 'vélo', 'tram', 'tapis volant'].map(readTravel)).toEqual([
      'car',
      'walk',
      'bike',
      'bus',
      undefined,
    ]);
  });
});
