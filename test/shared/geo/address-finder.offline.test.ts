import { describe, expect, test } from 'vitest';
import { offlineAddressFinder } from '../../../shared/geo/address-finder.offline.ts';
import { type FindOptions, verdict } from '../../../shared/geo/address-finder.ts';

const finder = offlineAddressFinder({
  city: 'Besançon',
  cityCode: '25056',
  postcode: '25000',
  streets: [
    {
      name: 'Rue Battant',
      centre: { lat: 47.2415, lon: 6.018 },
      numbers: { from: { lat: 47.24, lon: 6.019 }, to: { lat: 47.243, lon: 6.017 }, first: 1, last: 101 },
    },
    { name: 'Rue de Dole', centre: { lat: 47.2325, lon: 6.004 } },
    { name: 'Boulevard Léon Blum', centre: { lat: 47.2565, lon: 6.036 } },
    { name: 'Avenue de l’Île-de-France', centre: { lat: 47.22, lon: 5.971 } },
    { name: 'Rue Mirabeau', centre: { lat: 47.247, lon: 6.0495 } },
  ],
});

const found = async (query: string, options?: FindOptions) => {
  const result = await finder.find(query, options);
  if (!result.ok) throw new Error(result.refusal.reason);
  return result.value;
};
const best = async (query: string) => (await found(query))[0];

describe('the town’s own list of streets', () => {
  test('a door of a known street is placed by proportion, with the error it may have', async () => {
    const door = await best('51 rue Battant, 25000 Besançon');
    expect(door).toMatchObject({
      kind: 'housenumber',
      label: '51 Rue Battant, 25000 Besançon',
      point: { lat: 47.2415, lon: 6.018 },
      cityCode: '25056',
    });
    expect(door?.precisionMetres).toBeGreaterThan(40);
    expect(door?.precisionMetres).toBeLessThan(80);
    expect(verdict(await found('51 rue Battant'), ['25056']).kind).toBe('automatic');
  });

  test('a number past the end of the street is a street, and a human is asked', async () => {
    expect(await best('400 rue Battant')).toMatchObject({ kind: 'street', precisionMetres: 400 });
    expect(verdict(await found('400 rue Battant'), ['25056'])).toMatchObject({ why: 'no-housenumber' });
  });

  test.each([
    ['3 bd leon blum', 'Boulevard Léon Blum'],
    ['13 av. de l ile de france', 'Avenue de l’Île-de-France'],
    ['6B rue de Dôle CEDEX', 'Rue de Dole'],
    ['61 RUE MIRABAU', 'Rue Mirabeau'],
    ['dole', 'Rue de Dole'],
  ])('« %s » is understood', async (typed, street) => {
    expect((await best(typed))?.street).toBe(street);
  });

  test('a slip of one key is a question, not an answer', async () => {
    expect(verdict(await found('61 rue Mirabau'), ['25056']).kind).toBe('ask-a-human');
    expect(verdict(await found('12 rue Batant'), ['25056']).kind).toBe('ask-a-human');
  });

  test.each(['12 rue Albert Thomas', '4 allée de la Montagnette', '3 rue', 'Besançon'])(
    '« %s », which the list lacks, becomes no other street',
    async (typed) => {
      const answer = verdict(await found(typed), ['25056']);
      expect(answer.kind).toBe('unknown');
    },
  );

  test('another postcode or commune finds nothing here', async () => {
    expect(await found('12 rue Battant 25300 Pontarlier')).toEqual([]);
    expect(await found('12 rue Battant', { postcode: '25300' })).toEqual([]);
    expect(await found('12 rue Battant', { cityCode: '25462' })).toEqual([]);
  });

  test('no more candidates than asked, best first', async () => {
    expect(await found('rue Battant', { limit: 1 })).toHaveLength(1);
    const scores = (await found('avenue de dole', { limit: 10 })).map((candidate) => candidate.score);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
  });

  test('an empty or endless query is refused', async () => {
    for (const query of ['', 'ab', 'x'.repeat(201)])
      expect(await finder.find(query)).toEqual({ ok: false, refusal: { reason: 'query-unusable' } });
  });
});
