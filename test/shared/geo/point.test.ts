import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { blur, centroid, distanceMetres, isInside, type Point } from '../../../shared/geo/point.ts';

const townCentre: Point = { lat: 47.238, lon: 6.024 };
const anywhereInFrance = fc.record({
  lat: fc.double({ min: 41.3, max: 51.1, noNaN: true }),
  lon: fc.double({ min: -5.2, max: 9.6, noNaN: true }),
});

describe('distance', () => {
  test('from the place du 8-Septembre to the Viotte station is about a kilometre', () => {
    const square = { lat: 47.2377, lon: 6.0243 };
    const station = { lat: 47.2463, lon: 6.02234 };
    expect(distanceMetres(square, station)).toBeGreaterThan(950);
    expect(distanceMetres(square, station)).toBeLessThan(980);
  });

  test('one degree of latitude is 111.2 km', () => {
    expect(distanceMetres({ lat: 47, lon: 6 }, { lat: 48, lon: 6 })).toBeCloseTo(111_195, -1);
  });

  property.prop([anywhereInFrance, anywhereInFrance], { seed: 20261121 })(
    'there and back are equal, and the place itself is at zero',
    (a, b) => {
      expect(distanceMetres(a, b)).toBeCloseTo(distanceMetres(b, a), 6);
      expect(distanceMetres(a, a)).toBe(0);
    },
  );
});

describe('a blurred point', () => {
  property.prop([anywhereInFrance], { seed: 20261121 })(
    'stays near, and blurring it again does not move it',
    (home) => {
      const shown = blur(home);
      expect(distanceMetres(home, shown)).toBeLessThan(143);
      expect(distanceMetres(blur(shown), shown)).toBeLessThan(1);
    },
  );

  test('two homes of one cell are told apart by nobody', () => {
    const shown = blur(townCentre);
    const near = [
      { lat: shown.lat + 0.0008, lon: shown.lon - 0.0011 },
      { lat: shown.lat - 0.0008, lon: shown.lon + 0.0011 },
    ];
    for (const home of near) expect(blur(home)).toEqual(shown);
  });

  test('a finer grid than 200 metres is not to be had', () => {
    expect(blur(townCentre, 1)).toEqual(blur(townCentre, 200));
  });

  test('a wider grid moves further and stays within it', () => {
    expect(distanceMetres(townCentre, blur(townCentre, 1_000))).toBeLessThan(708);
  });
});

describe('inside an outline', () => {
  const west = [
    { lat: 0, lon: 0 },
    { lat: 0, lon: 1 },
    { lat: 1, lon: 1 },
    { lat: 1, lon: 0 },
  ];
  const east = west.map((corner) => ({ lat: corner.lat, lon: corner.lon + 1 }));

  test.each([
    [{ lat: 0.5, lon: 0.5 }, true],
    [{ lat: 0.5, lon: 1.5 }, false],
    [{ lat: -0.1, lon: 0.5 }, false],
    [{ lat: 0.5, lon: -0.1 }, false],
  ])('%o: %s', (point, expected) => expect(isInside(point, west)).toBe(expected));

  property.prop([fc.double({ min: 0, max: 0.999, noNaN: true })], { seed: 20261121 })(
    'a point on the border of two neighbours belongs to one of them',
    (lat) => {
      const point = { lat, lon: 1 };
      expect([isInside(point, west), isInside(point, east)].filter(Boolean)).toHaveLength(1);
    },
  );

  test('a ring of no corner holds nothing and has no centre', () => {
    expect(isInside(townCentre, [])).toBe(false);
    expect(centroid([])).toBeUndefined();
  });

  test('the centre of a square is its middle, whichever way round it is drawn', () => {
    expect(centroid(west)).toEqual({ lat: 0.5, lon: 0.5 });
    expect(centroid([...west].reverse())).toEqual({ lat: 0.5, lon: 0.5 });
  });

  test('the centre of a flat line is its middle', () => {
    expect(
      centroid([
        { lat: 1, lon: 1 },
        { lat: 1, lon: 3 },
      ]),
    ).toEqual({ lat: 1, lon: 2 });
  });
});
