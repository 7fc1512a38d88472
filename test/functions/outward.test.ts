import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { outward } from '../../functions/outward.ts';
import { meteoFranceFeed } from '../../shared/vigilance/feed.meteo-france.ts';

/** A service of the settings that sends elsewhere, and the elsewhere, which notes what it is told. */
const told: string[] = [];
const elsewhere = createServer((request, response) => {
  told.push(`${request.url} ${request.headers.apikey ?? ''}`);
  response.end('{}');
});
const service = createServer((_, response) => {
  const { port } = elsewhere.address() as AddressInfo;
  response.writeHead(307, { location: `http://127.0.0.1:${port}/elsewhere` }).end();
});
const addressOf = (server: typeof service): string =>
  `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;

beforeAll(async () => {
  for (const server of [elsewhere, service])
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
});
afterAll(() => {
  for (const server of [elsewhere, service]) server.close();
});

describe('a service that the settings name', () => {
  it('is asked', async () => {
    const answer = await outward(addressOf(elsewhere), { headers: { apikey: 'k' } });
    expect(await answer.text()).toBe('{}');
    expect(told.splice(0)).toEqual(['/ k']);
  });

  it('sends nobody elsewhere: neither key nor question follows', async () => {
    await expect(outward(addressOf(service), { headers: { apikey: 'k' } })).rejects.toThrow();
    const feed = meteoFranceFeed('key', (_, init) => outward(addressOf(service), init));
    expect(await feed.current()).toEqual({ ok: false, refusal: 'unreachable' });
    expect(told).toEqual([]);
  });
});
