import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Point } from '../../../shared/geo/point.ts';
import { osrmTravelTables } from '../../../shared/geo/travel-table.osrm.ts';
import { crowFliesTable, crowFliesTables } from '../../../shared/geo/travel-table.ts';

const doors: readonly Point[] = Array.from({ length: 120 }, (_, i) => ({
  lat: 47.24 + (i % 11) * 0.001,
  lon: 6.02 + Math.floor(i / 11) * 0.001,
}));

describe('ways as the crow flies', () => {
  it('are whole seconds and metres, at the mode’s own pace', () => {
    const [a, b] = [
      { lat: 47.24, lon: 6.02 },
      { lat: 47.25, lon: 6.02 },
    ];
    // 1,112 m in a straight line: 1,446 m on foot at 4 km/h; by bike 434 s and two minutes to lock it.
    expect(crowFliesTable([a, b], 'walk')).toEqual({
      distance: [
        [0, 1446],
        [1446, 0],
      ],
      time: [
        [0, 1301],
        [1301, 0],
      ],
    });
    expect(crowFliesTable([a, b], 'bike').time[0]).toEqual([0, 554]);
  });

  it('say where they come from', async () => {
    expect((await crowFliesTables.between(doors.slice(0, 2), 'car')).source).toEqual({
      kind: 'as-the-crow-flies',
    });
  });
});

describe('ways on the road network of an OSRM service', () => {
  const asked: string[] = [];
  type Answer = { readonly status: number; readonly body: string } | 'silence';
  let answer: (path: string) => Answer = () => 'silence';
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    const said = answer(request.url ?? '');
    if (said === 'silence') return;
    response.writeHead(said.status, { 'content-type': 'application/json' });
    response.end(said.body);
  });
  let base = '';
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/table/v1/driving`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  const tables = (timeoutMillis = 60_000) =>
    osrmTravelTables(fetch, { services: { car: base }, timeoutMillis });

  /** As the real one: durations and distances of sources × destinations; here 10 s and 100 m per degree/1000 of longitude. */
  const network = (path: string) => {
    const url = new URL(path, 'http://osrm');
    const points = (url.pathname.split('/').at(-1) ?? '')
      .split(';')
      .map((pair) => pair.split(',').map(Number));
    const indices = (name: string) => (url.searchParams.get(name) ?? '').split(';').map(Number);
    const lon = (i: number) => points[i]?.[0] ?? Number.NaN;
    const rows = (perUnit: number) =>
      indices('sources').map((s) =>
        indices('destinations').map(
          (d) => Math.round((lon(d) - lon(s)) * 1_000) * perUnit + 0.4 + perUnit * 20,
        ),
      );
    return { status: 200, body: JSON.stringify({ code: 'Ok', durations: rows(10), distances: rows(100) }) };
  };

  it('are rounded up, with the time to park, in both directions', async () => {
    answer = network;
    const pair = [doors[0], doors[11]].flatMap((door) => door ?? []);
    expect(await tables().between(pair, 'car')).toEqual({
      table: {
        distance: [
          [0, 2101],
          [1901, 0],
        ],
        time: [
          [0, 211 + 240],
          [191 + 240, 0],
        ],
      },
      source: { kind: 'road-network', estimated: 0 },
    });
  });

  it('are asked in blocks that a server of standard settings answers, coordinates and nothing else', async () => {
    answer = network;
    asked.length = 0;
    const { table, source } = await tables().between(doors, 'car');
    expect(source.kind).toBe('road-network');
    expect(asked.length).toBe(9);
    for (const path of asked)
      expect(path).toMatch(
        /^\/table\/v1\/driving\/[-\d.,;]+\?sources=[\d;]+&destinations=[\d;]+&annotations=duration,distance$/,
      );
    for (const path of asked) expect((path.split('?')[0] ?? '').split(';').length).toBeLessThanOrEqual(100);
    expect(table.distance[0]?.[119]).toBe(3001);
    expect(table.distance[119]?.[0]).toBe(1001);
  });

  it('that do not exist are estimated one by one, and counted', async () => {
    answer = () => ({
      status: 200,
      body: JSON.stringify({
        code: 'Ok',
        durations: [
          [0, null],
          [60, 0],
        ],
        distances: [
          [0, 500],
          [500, 0],
        ],
      }),
    });
    const pair = doors.slice(0, 2);
    const { table, source } = await tables().between(pair, 'car');
    expect(source).toEqual({ kind: 'road-network', estimated: 1 });
    expect(table.time).toEqual([
      [0, crowFliesTable(pair, 'car').time[0]?.[1]],
      [300, 0],
    ]);
  });

  it.each<[string, typeof answer]>([
    ['unreachable', () => ({ status: 502, body: 'Bad gateway' })],
    ['too-many-requests', () => ({ status: 429, body: '' })],
    ['answer-unreadable', () => ({ status: 200, body: '<html>' })],
    ['answer-unreadable', () => ({ status: 200, body: JSON.stringify({ code: 'NoTable' }) })],
    [
      'answer-unreadable',
      () => ({ status: 200, body: JSON.stringify({ code: 'Ok', durations: [[0]], distances: [[0]] }) }),
    ],
    ['answer-unreadable', () => ({ status: 200, body: 'x'.repeat(2_000_000) })],
    ['unreachable', () => 'silence'],
  ])('are estimated as a whole when the service fails, and it is said: %s', async (because, failure) => {
    answer = failure;
    const pair = doors.slice(0, 2);
    const { table, source } = await tables(failure('') === 'silence' ? 150 : undefined).between(pair, 'car');
    expect(source).toEqual({ kind: 'as-the-crow-flies', because });
    expect(table).toEqual(crowFliesTable(pair, 'car'));
  });

  it('are estimated when nobody listens, and for a way of going without a service', async () => {
    const nobody = osrmTravelTables(fetch, {
      services: { car: 'http://127.0.0.1:1/table' },
      timeoutMillis: 500,
    });
    expect((await nobody.between(doors.slice(0, 3), 'car')).source).toEqual({
      kind: 'as-the-crow-flies',
      because: 'unreachable',
    });
    expect((await nobody.between(doors.slice(0, 3), 'walk')).source).toEqual({ kind: 'as-the-crow-flies' });
  });
});
