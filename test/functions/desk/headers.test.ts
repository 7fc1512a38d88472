import { describe, expect, it } from 'vitest';
import type { Table } from '../../../shared/table/table.ts';
import { memoryTable } from '../../doubles/memory-table.ts';
import { testDesk } from '../../support/desk.ts';

const expectGuarded = (answer: Response, what: string) => {
  const of = (name: string) => answer.headers.get(name) ?? '';
  expect(of('content-security-policy'), what).toMatch(/^default-src 'none'; style-src 'self'; /);
  expect(of('content-security-policy'), what).toContain(
    "form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'",
  );
  expect(of('content-security-policy'), what).not.toContain('unsafe');
  expect(of('strict-transport-security'), what).toBe('max-age=63072000; includeSubDomains');
  expect(of('x-content-type-options'), what).toBe('nosniff');
  expect(of('referrer-policy'), what).toBe('no-referrer');
  // The camera reads bar codes on pages of the library that show, and nowhere else.
  const mayScan = /^(GET|HEAD) \/bibliotheque\S+ 200$/.test(what);
  expect(of('permissions-policy'), what).toMatch(mayScan ? /camera=\((self)?\)/ : /camera=\(\)/);
  expect(of('permissions-policy'), what).toContain('microphone=()');
  expect(of('cross-origin-opener-policy'), what).toBe('same-origin');
  expect(of('cross-origin-resource-policy'), what).toBe('same-origin');
  expect(of('x-robots-tag'), what).toContain('noindex');
  expect(of('access-control-allow-origin'), what).toBe('');
  if (!what.includes('/assets/')) expect(of('cache-control'), what).toBe('no-store');
};

/** A table that fails at everything: what a page shows on the worst day. */
const brokenTable = (): Table => {
  const fail = async () => {
    throw new Error('secret value of a person');
  };
  return { ...memoryTable(), get: fail, getRows: fail, partition: fail, index: fail };
};

describe('the headers of the desk', () => {
  it('are on every route, for every method, signed in or not', async () => {
    const desk = await testDesk();
    const claire = await desk.as('coordinator');
    const seen = new Set<number>();
    for (const route of desk.app.routes.filter((one) => one.method !== 'ALL')) {
      const path = route.path.replaceAll(/:\w+/g, 'x');
      for (const visitor of [desk.visitor(), claire]) {
        for (const method of ['GET', 'HEAD', 'OPTIONS', 'PUT']) {
          const answer = await visitor.request(path, { method });
          seen.add(answer.status);
          expectGuarded(answer, `${method} ${path} ${answer.status}`);
        }
        const answer = await visitor.request(path, { method: 'POST' });
        seen.add(answer.status);
        expectGuarded(answer, `POST ${path} ${answer.status}`);
      }
    }
    expect([...seen].sort()).toEqual(expect.arrayContaining([200, 204, 303, 404, 405, 415]));
  });

  it('are on an answer of 500, whose page says a reference and nothing of the fault', async () => {
    const table = memoryTable();
    const desk = await testDesk({ table });
    const claire = await desk.as('coordinator');
    Object.assign(table, brokenTable());
    const answer = await claire.get('/');
    expect(answer.status).toBe(500);
    expectGuarded(answer, '500');
    const page = await answer.text();
    expect(page).toMatch(/Si vous nous appelez, donnez cette référence : <strong>[2-9A-Z]{4}-[2-9A-Z]{4}/);
    expect(page).not.toContain('secret value');
    expect(JSON.stringify(desk.lines)).not.toContain('secret value');
    expect(desk.lines.find((line) => line.event === 'request-broken')).toMatchObject({
      error: 'Error',
      status: 500,
    });
  });

  it('let a browser keep a sheet for a year, and nothing else', async () => {
    const desk = await testDesk();
    const page = await (await desk.visitor().get('/connexion')).text();
    const sheets = [...page.matchAll(/href="(\/assets\/[^"]+)"/g)].map((match) => match[1] ?? '');
    expect(sheets).toHaveLength(2);
    for (const sheet of sheets) {
      const answer = await desk.visitor().get(sheet);
      expect(answer.status).toBe(200);
      expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
      expectGuarded(answer, sheet);
    }
    expect((await desk.visitor().get('/assets/colour/red;}.css')).status).toBe(404);
  });

  it('never mention what was asked: one line a request, by route pattern', async () => {
    const desk = await testDesk();
    const claire = await desk.as('coordinator');
    await claire.get('/reglages/secteurs/le-secret-de-quelqu-un?et=autre-secret');
    const line = desk.lines.findLast((one) => one.event === 'request');
    expect(line).toMatchObject({ route: '/reglages/secteurs/:code', status: 404 });
    expect(JSON.stringify(desk.lines)).not.toContain('secret');
  });

  it('refuse a body that is too large', async () => {
    const desk = await testDesk();
    const claire = await desk.as('coordinator');
    const answer = await claire.post('/connexions/fermer', { hash: 'x'.repeat(22 * 1024 * 1024) });
    expect(answer.status).toBe(413);
    expect(await answer.text()).toContain('C’est trop volumineux');
  });
});
