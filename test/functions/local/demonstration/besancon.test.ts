import { describe, expect, test } from 'vitest';
import {
  besanconHouse,
  besanconSectors,
  besanconStreetList,
  besanconStreets,
  commune,
} from '../../../../functions/local/demonstration/besancon/besancon.ts';
import { offlineAddressFinder } from '../../../../shared/geo/address-finder.offline.ts';
import { verdict } from '../../../../shared/geo/address-finder.ts';
import { distanceMetres, isInside } from '../../../../shared/geo/point.ts';
import { sectorOf, sectorsSchema } from '../../../../shared/geo/sector.ts';
import { isFiction, phoneSchema } from '../../../../shared/phone/phone.ts';

describe('Besançon’s sectors', () => {
  test('are thirteen, well formed, each with the place where its people live', () => {
    expect(sectorsSchema.parse([...besanconSectors])).toHaveLength(13);
    for (const sector of besanconSectors) expect(sectorOf(sector.centre, besanconSectors)).toBe(sector);
  });

  test('tile the town: no overlap anywhere, and no hole inside', () => {
    let held = 0;
    for (let lat = 47.2; lat < 47.32; lat += 0.0009)
      for (let lon = 5.94; lon < 6.085; lon += 0.0013) {
        const holders = besanconSectors.filter((s) => isInside({ lat, lon }, s.outline ?? []));
        expect(holders.length, `${lat} ${lon}`).toBeLessThan(2);
        held += holders.length;
      }
    // The commune covers 65.05 km²; a cell of this sweep is 100 m by 98 m.
    expect(held * 0.1001 * 0.0982).toBeGreaterThan(64.5);
    expect(held * 0.1001 * 0.0982).toBeLessThan(66);
  });

  test.each([
    ['place du 8-Septembre', 47.2377, 6.0243, 'centre'],
    ['the citadel', 47.2315, 6.0324, 'centre'],
    ['église de la Madeleine', 47.2402, 6.0201, 'battant'],
    ['place de la Liberté', 47.2473, 6.0286, 'chaprais-cras'],
    ['6 rue du Muguet', 47.2659, 6.0494, 'palente-orchamps'],
    ['8 rue Marc-Bloch', 47.218, 5.9687, 'planoise'],
    ['41 rue du Général-Brulard', 47.2269, 6.0009, 'butte-grette'],
    ['7 avenue des Montboucons', 47.2512, 5.9987, 'montrapon'],
    ['53 chemin des Essarts', 47.2751, 6.0095, 'saint-claude'],
    ['30 avenue de la 7e-Armée-Américaine', 47.2171, 6.0206, 'velotte'],
  ])('%s is where it is', (_place, lat, lon, code) => {
    expect(sectorOf({ lat, lon }, besanconSectors)?.code).toBe(code);
  });

  test('hold no neighbouring commune', () => {
    expect(sectorOf({ lat: 47.2046, lon: 6.0007 }, besanconSectors)).toBeUndefined();
    expect(sectorOf({ lat: 47.2683, lon: 6.0836 }, besanconSectors)).toBeUndefined();
  });
});

describe('Besançon’s streets', () => {
  test('are about 200, each noted once, each in a sector, and every sector has some', () => {
    expect(besanconStreets.length).toBeGreaterThan(150);
    expect(new Set(besanconStreets.map((street) => street.name)).size).toBe(besanconStreets.length);
    const sectors = new Set<string>();
    for (const street of besanconStreets) {
      const sector = sectorOf(street.centre, besanconSectors);
      expect(sector, street.name).toBeDefined();
      sectors.add(sector?.code ?? '');
    }
    expect(sectors.size).toBe(besanconSectors.length);
  });

  test('where the numbers run, both ends are in town and not farther than two kilometres apart', () => {
    for (const { name, numbers } of besanconStreets) {
      if (numbers === undefined) continue;
      expect(sectorOf(numbers.from, besanconSectors), name).toBeDefined();
      expect(sectorOf(numbers.to, besanconSectors), name).toBeDefined();
      expect(distanceMetres(numbers.from, numbers.to), name).toBeLessThan(2_000);
    }
  });

  const find = async (query: string) => {
    const result = await offlineAddressFinder(besanconStreetList).find(query);
    return verdict(result.ok ? result.value : [], [besanconStreetList.cityCode]);
  };

  test('a door in rue Battant is found; one in rue Berthelot is asked about; route de Lyon is not known', async () => {
    expect(await find('12 rue Battant')).toMatchObject({ kind: 'automatic' });
    expect(await find('3 rue berthelot')).toMatchObject({ kind: 'ask-a-human', why: 'no-housenumber' });
    expect(await find('1 route de Lyon')).toEqual({ kind: 'unknown' });
  });

  test('every street is found by its own name', async () => {
    for (const street of besanconStreets) {
      const found = await find(street.name);
      expect(found.kind === 'ask-a-human' && found.candidates[0]?.street, street.name).toBe(street.name);
    }
  });
});

test('the commune comes from the official list', () => {
  expect(commune('25056')).toMatchObject({ nom: 'Besançon', departement: '25' });
  expect(commune('25056').codesPostaux).toContain('25000');
  expect(() => commune('99999')).toThrow();
});

test('the house answers on a number that rings nowhere', () => {
  for (const number of [besanconHouse.phone, besanconHouse.dutyPhone])
    expect(isFiction(phoneSchema.parse(number))).toBe(true);
});
