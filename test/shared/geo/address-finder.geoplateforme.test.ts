import { afterEach, describe, expect, test, vi } from 'vitest';
import { type Fetch, geoplateformeAddressFinder } from '../../../shared/geo/address-finder.geoplateforme.ts';

const door = {
  type: 'Feature',
  geometry: { type: 'Point', coordinates: [6.018712, 47.241203] },
  properties: {
    label: '12 Rue Battant 25000 Besançon',
    score: 0.9612,
    housenumber: '12',
    id: '25056_0460_00012',
    name: '12 Rue Battant',
    postcode: '25000',
    citycode: '25056',
    x: 927000.1,
    y: 6688000.2,
    city: 'Besançon',
    context: '25, Doubs, Bourgogne-Franche-Comté',
    type: 'housenumber',
    street: 'Rue Battant',
  },
};
const town = {
  ...door,
  properties: { ...door.properties, label: 'Besançon', type: 'municipality', street: undefined, score: 0.9 },
};

const answering = (body: unknown, status = 200): { fetch: Fetch; asked: URL[] } => {
  const asked: URL[] = [];
  return {
    asked,
    fetch: async (url) => {
      asked.push(new URL(url));
      return new Response(typeof body === 'string' ? body : JSON.stringify(body), { status });
    },
  };
};

const query = '12 rue Battant';

afterEach(() => vi.restoreAllMocks());

describe('the public geocoder', () => {
  test('is asked once, with the words and the commune and nothing else', async () => {
    const { fetch, asked } = answering({ type: 'FeatureCollection', features: [door] });
    await geoplateformeAddressFinder(fetch).find('  12  rue Battant ', { cityCode: '25056', limit: 3 });
    expect(asked).toHaveLength(1);
    expect(asked[0]?.origin + (asked[0]?.pathname ?? '')).toBe('https://data.geopf.fr/geocodage/search');
    expect(Object.fromEntries(asked[0]?.searchParams ?? [])).toEqual({
      q: '12 rue Battant',
      limit: '3',
      citycode: '25056',
    });
  });

  test('gives longitude first, and we do not', async () => {
    const { fetch } = answering({ features: [door, town] });
    const result = await geoplateformeAddressFinder(fetch).find(query);
    expect(result).toMatchObject({
      ok: true,
      value: [
        {
          kind: 'housenumber',
          point: { lat: 47.241203, lon: 6.018712 },
          precisionMetres: 20,
          street: 'Rue Battant',
          score: 0.9612,
        },
        { kind: 'municipality', precisionMetres: 5_000 },
      ],
    });
  });

  test('a kind of place we do not know is left out', async () => {
    const parcel = { ...door, properties: { ...door.properties, type: 'parcel' } };
    const { fetch } = answering({ features: [parcel] });
    expect(await geoplateformeAddressFinder(fetch).find(query)).toEqual({ ok: true, value: [] });
  });

  test.each([
    ['too-many-requests', 'too many', 429],
    ['unreachable', 'server error', 500],
    ['answer-unreadable', '<html>maintenance</html>', 200],
    ['answer-unreadable', { features: [{ geometry: null }] }, 200],
    ['answer-unreadable', '', 200],
    ['answer-unreadable', { features: Array.from({ length: 2_000 }, () => door) }, 200],
  ])('%s is a value, not an exception', async (reason, body, status) => {
    const { fetch } = answering(body, status);
    expect(await geoplateformeAddressFinder(fetch).find(query)).toEqual({ ok: false, refusal: { reason } });
  });

  test('a geocoder that does not answer in time is unreachable', async () => {
    const silent: Fetch = (_url, { signal }) =>
      new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    const finder = geoplateformeAddressFinder(silent, { timeoutMillis: 5, maxAnswerBytes: 1_000 });
    expect(await finder.find(query)).toEqual({ ok: false, refusal: { reason: 'unreachable' } });
  });

  test('the address is written nowhere, even when the network quotes it', async () => {
    const written: unknown[] = [];
    for (const level of ['log', 'info', 'warn', 'error', 'debug'] as const)
      vi.spyOn(console, level).mockImplementation((...words) => void written.push(words));
    const quoting: Fetch = async (url) => {
      throw new Error(`cannot reach ${url}`);
    };
    const result = await geoplateformeAddressFinder(quoting).find(query);
    expect(JSON.stringify(result)).not.toContain('Battant');
    expect(written).toEqual([]);
  });

  test.each(['', 'ab', '?? rue', 'x'.repeat(201)])(
    '« %s » is refused without asking anybody',
    async (text) => {
      const { fetch, asked } = answering({ features: [] });
      expect(await geoplateformeAddressFinder(fetch).find(text)).toEqual({
        ok: false,
        refusal: { reason: 'query-unusable' },
      });
      expect(asked).toHaveLength(0);
    },
  );
});
