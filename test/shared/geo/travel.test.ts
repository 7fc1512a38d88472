import { describe, expect, test } from 'vitest';
import { directionLinks, minutesForMetres, travelMinutes, travelModes } from '../../../shared/geo/travel.ts';

describe('travel time', () => {
  test('on foot, a kilometre as the crow flies takes 20 minutes (1.3 km at 4 km/h, rounded up)', () => {
    expect(minutesForMetres(1_000, 'walk')).toBe(20);
  });

  test.each([
    ['bike', 3_000, 22],
    ['bus', 3_000, 25],
    ['car', 3_000, 17],
  ] as const)('by %s, %d metres take %d minutes', (mode, metres, minutes) => {
    expect(minutesForMetres(metres, mode)).toBe(minutes);
  });

  test('nobody waits for a bus to go 200 metres: no mode is slower than walking', () => {
    for (const mode of travelModes) expect(minutesForMetres(200, mode)).toBeLessThanOrEqual(4);
  });

  test('the same door is no travel', () => {
    const door = { lat: 47.238, lon: 6.024 };
    for (const mode of travelModes) expect(travelMinutes(door, door, mode)).toBe(0);
  });

  test('a town may have its own pace', () => {
    const slow = { speedKmPerHour: 3, detour: 1.5, fixedMinutes: 0 };
    expect(minutesForMetres(1_000, 'walk', { walk: slow, bike: slow, bus: slow, car: slow })).toBe(30);
  });
});

describe('directions', () => {
  const door = { lat: 47.238012345, lon: 6.0240567 };

  test('the telephone map gets the place alone', () => {
    expect(directionLinks(door, 'walk').app).toBe('geo:47.23801,6.02406?q=47.23801,6.02406');
  });

  test.each([
    ['walk', 'fossgis_osrm_foot'],
    ['bus', 'fossgis_osrm_foot'],
    ['bike', 'fossgis_osrm_bike'],
    ['car', 'fossgis_osrm_car'],
  ] as const)('the web map is opened for %s', (mode, engine) => {
    const url = new URL(directionLinks(door, mode).web);
    expect(url.searchParams.get('engine')).toBe(engine);
    expect(url.searchParams.get('route')).toBe(';47.23801,6.02406');
  });
});
