import { describe, expect, test } from 'vitest';
import {
  neighbours,
  placeInSector,
  type Sector,
  sectorOf,
  sectorsSchema,
} from '../../../shared/geo/sector.ts';

const square = (lat: number, lon: number, half = 0.01) => [
  { lat: lat - half, lon: lon - half },
  { lat: lat - half, lon: lon + half },
  { lat: lat + half, lon: lon + half },
  { lat: lat + half, lon: lon - half },
];
const drawn: Sector = {
  code: 'battant',
  name: 'Battant',
  centre: { lat: 47.24, lon: 6.02 },
  outline: square(47.24, 6.02),
};
const dot: Sector = { code: 'lavoncourt', name: 'Lavoncourt', centre: { lat: 47.3, lon: 6.02 } };

describe('the sector of a home', () => {
  test('is the one whose outline holds it', () => {
    expect(sectorOf({ lat: 47.245, lon: 6.015 }, [dot, drawn])).toBe(drawn);
  });

  test('is the nearest centre where sectors have no outline', () => {
    const other = { ...dot, code: 'membrey', centre: { lat: 47.33, lon: 6.02 } };
    expect(sectorOf({ lat: 47.325, lon: 6.02 }, [dot, other])).toBe(other);
  });

  test('is none when the home is outside every outline', () => {
    expect(sectorOf({ lat: 47.2505, lon: 6.02 }, [drawn])).toBeUndefined();
  });

  test('is none when every centre is farther than four kilometres', () => {
    expect(sectorOf({ lat: 47.35, lon: 6.02 }, [dot])).toBeUndefined();
  });
});

describe('an address of which only the sector is known', () => {
  test('stands in the middle of that sector', () => {
    expect(placeInSector('battant', [dot, drawn])).toEqual({
      precision: 'sector',
      sector: 'battant',
      point: drawn.centre,
    });
  });

  test('is in the only sector of a town that has but one', () => {
    expect(placeInSector(undefined, [dot])).toMatchObject({ sector: 'lavoncourt' });
  });

  test('is nowhere yet when nothing was told, or the sector is unknown', () => {
    expect(placeInSector(undefined, [dot, drawn])).toEqual({ precision: 'unknown' });
    expect(placeInSector('gone', [dot])).toEqual({ precision: 'unknown' });
  });
});

test('neighbours come nearest first, without the sector itself, within the distance', () => {
  const near = { ...dot, code: 'near', centre: { lat: 47.245, lon: 6.02 } };
  const nearer = { ...dot, code: 'nearer', centre: { lat: 47.241, lon: 6.02 } };
  expect(neighbours(drawn, [dot, near, drawn, nearer], 2_000).map((n) => n.sector.code)).toEqual([
    'nearer',
    'near',
  ]);
});

test('two sectors with one code are refused', () => {
  expect(sectorsSchema.safeParse([dot, drawn]).success).toBe(true);
  expect(sectorsSchema.safeParse([dot, { ...drawn, code: dot.code }]).success).toBe(false);
});
