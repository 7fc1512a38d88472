import { describe, expect, it } from 'vitest';
import { geoApiCommunes } from '../../../shared/town/communes.geo-api.ts';
import { communesAmong } from '../../../shared/town/communes.ts';

const find = communesAmong([
  { code: '42218', name: 'Saint-Étienne', postcode: '42000', population: 172_000 },
  { code: '06120', name: 'Saint-Étienne-de-Tinée', postcode: '06660', population: 1_500 },
  { code: '2A004', name: 'Ajaccio', postcode: '20000', population: 71_000 },
]);

describe('a commune', () => {
  it.each([
    ['st etienne', ['42218', '06120']],
    ['SAINT-ETIENNE', ['42218', '06120']],
    ['06660', ['06120']],
    ['2a004', ['2A004']],
    ['ajac', ['2A004']],
    ['a', []],
    ['', []],
  ])('typed « %s » is found, the largest first', (typed, codes) => {
    expect(find(typed).map((commune) => commune.code)).toEqual(codes);
  });
});

describe('the State’s list of communes', () => {
  const answering = (reply: () => Response) => {
    const asked: string[] = [];
    const finder = geoApiCommunes(async (url) => {
      asked.push(url);
      return reply();
    });
    return { finder, asked };
  };
  it('is asked by name or by code, and says where the commune is', async () => {
    const { finder, asked } = answering(() =>
      Response.json([
        {
          code: '25056',
          nom: 'Besançon',
          codesPostaux: ['25000'],
          population: 118_489,
          centre: { coordinates: [6.0241, 47.2378] },
        },
      ]),
    );
    expect(await finder.find('Besançon')).toEqual([
      {
        code: '25056',
        name: 'Besançon',
        postcode: '25000',
        population: 118_489,
        centre: { lat: 47.2378, lon: 6.0241 },
      },
    ]);
    await finder.find('25056');
    const queries = asked.map((url) => new URL(url).searchParams);
    expect(queries.map((query) => [query.get('nom'), query.get('code')])).toEqual([
      ['Besançon', null],
      [null, '25056'],
    ]);
  });
  it('is asked again by postcode when no commune has that code', async () => {
    const asked: string[] = [];
    const finder = geoApiCommunes(async (url) => {
      asked.push(url);
      return Response.json(url.includes('codePostal') ? [{ code: '25056', nom: 'Besançon' }] : []);
    });
    expect(await finder.find('25000')).toEqual([{ code: '25056', name: 'Besançon', postcode: '' }]);
    expect(asked).toHaveLength(2);
  });
  it.each([
    ['an outage', () => new Response('', { status: 503 })],
    ['something else than a list', () => Response.json({ code: '25056' })],
    ['no JSON', () => new Response('<html>')],
  ])('finds nobody on %s, and does not break', async (_, reply) => {
    expect(await answering(reply).finder.find('Besançon')).toEqual([]);
  });
});
