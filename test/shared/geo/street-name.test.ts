import { describe, expect, test } from 'vitest';
import { readAddress, trigrams, wordLikeness } from '../../../shared/geo/street-name.ts';

const likeness = (a: string, b: string) => wordLikeness(trigrams(a), trigrams(b));
const read = (typed: string) => readAddress(typed, 'Besançon');

describe('an address as people type it', () => {
  test.each([
    ['12 rue Battant', 12, undefined, 'rue', 'battant'],
    ['6B rue Pasteur', 6, 'b', 'rue', 'pasteur'],
    ['7B rue Denis Papin - CEDEX 9', 7, 'b', 'rue', 'denis papin'],
    ['11, Bis Rue Nicolas Bruand', 11, 'bis', 'rue', 'nicolas bruand'],
    ['9TER Avenue Arthur Gaulard Besançon', 9, 'ter', 'avenue', 'arthur gaulard'],
    ['27-29, rue Thomas Edison', 27, undefined, 'rue', 'thomas edison'],
    ['7 /9  rue Beauregard', 7, undefined, 'rue', 'beauregard'],
    ['12 Bd John F  Kennedy', 12, undefined, 'boulevard', 'john f kennedy'],
    ['3 av. de l’Île-de-France', 3, undefined, 'avenue', 'ile france'],
    ['24 RUE DU DR MOURAS', 24, undefined, 'rue', 'docteur mouras'],
    ['30 avenue de la 7ème armée américaine', 30, undefined, 'avenue', '7 e armee americaine'],
    ['25050 Besançon cedex - 35, rue Thomas Edison', 35, undefined, 'rue', 'thomas edison'],
    ['LA CITADELLE - 99 RUE DES FUSILLES', 99, undefined, 'rue', 'fusilles'],
    ['11 rue La Fayette - BP 94017', 11, undefined, 'rue', 'fayette'],
    ['3 r. St-Vincent 25000 Besançon', 3, undefined, 'rue', 'saint vincent'],
    ['89 Grande Rue, 25000 BESANCON', 89, undefined, 'rue', 'grande'],
    ['14 Battant', 14, undefined, undefined, 'battant'],
    ['2 rue de l’Orme de Chamars', 2, undefined, 'rue', 'orme chamars'],
    ['5 pl. du 8 Septembre', 5, undefined, 'place', '8 septembre'],
  ])('%s', (typed, housenumber, repetition, way, words) => {
    expect(read(typed)).toMatchObject({
      ...(housenumber === undefined ? {} : { housenumber }),
      ...(repetition === undefined ? {} : { repetition }),
      ...(way === undefined ? {} : { way }),
      words: words.split(' '),
    });
    expect(read(typed).repetition).toBe(repetition);
  });

  test('the postcode is kept apart, and a box number is not one', () => {
    expect(read('12 rue Battant 25000 Besançon').postcode).toBe('25000');
    expect(read('12 rue Battant').postcode).toBeUndefined();
  });

  test('rubbish gives no words and no error', () => {
    for (const rubbish of ['', '???', '25000', 'Besançon', '12', '  -  '])
      expect(read(rubbish).words).toEqual([]);
  });
});

describe('the likeness of two words', () => {
  test('is whole for the same word, high for a slip of one key, none for strangers', () => {
    expect(likeness('mirabeau', 'mirabeau')).toBe(1);
    expect(likeness('mirabeau', 'mirabau')).toBeGreaterThan(0.65);
    expect(likeness('mirabeau', 'dole')).toBe(0);
  });
});
