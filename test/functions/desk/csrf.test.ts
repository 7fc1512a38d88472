import { describe, expect, it } from 'vitest';
import { CSRF_FIELD, comesFrom, csrfToken } from '../../../functions/web/csrf.ts';
import { memoryTable } from '../../doubles/memory-table.ts';
import { APP_SECRET, DESK_ORIGIN, testDesk } from '../../support/desk.ts';

const ORIGINS = [
  undefined,
  DESK_ORIGIN,
  'null',
  'https://ailleurs.example',
  `${DESK_ORIGIN}.ailleurs.example`,
  'http://bureau.example',
];
const SITES = [undefined, 'same-origin', 'same-site', 'cross-site', 'none'];
const TYPES = ['application/x-www-form-urlencoded', 'text/plain', 'application/json', ''];

describe('a form sent to the desk', () => {
  const cases = ORIGINS.flatMap((origin) => SITES.map((site) => ({ origin, site })));

  it.each(cases)(
    'from origin $origin, site $site: passes only when every header present is right',
    ({ origin, site }) => {
      const expected =
        (origin === undefined || origin === DESK_ORIGIN || origin === 'null') &&
        (site === undefined || site === 'same-origin');
      expect(comesFrom({ origin, site }, DESK_ORIGIN) === 'here').toBe(expected);
    },
  );

  it('is refused on every POST of the desk for each wrong header, type or token, and nothing is written', async () => {
    const table = memoryTable();
    const desk = await testDesk({ table });
    const claire = await desk.as('coordinator');
    const secret = [...claire.cookies.values()][0]?.split('.')[1] ?? '';
    const good = csrfToken(APP_SECRET, secret);
    const before = JSON.stringify(table.dump());
    const posts = desk.app.routes.filter((route) => route.method === 'POST');
    expect(posts.length).toBeGreaterThan(5);
    const tokens = [
      good,
      csrfToken(APP_SECRET, 'another session'),
      csrfToken('another secret', secret),
      '',
      undefined,
    ];
    const attempts = [
      ...cases.flatMap((one) => TYPES.slice(0, 2).map((type) => ({ ...one, type, token: good }))),
      ...TYPES.map((type) => ({ origin: DESK_ORIGIN, site: 'same-origin', type, token: good })),
      ...tokens.map((token) => ({ origin: DESK_ORIGIN, site: 'same-origin', type: TYPES[0] ?? '', token })),
    ].filter(
      (one) => comesFrom(one, DESK_ORIGIN) === 'elsewhere' || one.type !== TYPES[0] || one.token !== good,
    );
    expect(attempts.length).toBeGreaterThanOrEqual(60);
    for (const route of posts) {
      const path = route.path.replaceAll(/:\w+/g, 'x');
      for (const { origin, site, type, token } of attempts) {
        const headers = new Headers({ 'content-type': type });
        if (origin) headers.set('origin', origin);
        if (site) headers.set('sec-fetch-site', site);
        const body = new URLSearchParams(token === undefined ? {} : { [CSRF_FIELD]: token }).toString();
        const answer = await claire.request(path, { method: 'POST', headers, body });
        expect([403, 415], `${path} ${origin} ${site} ${type} ${token}`).toContain(answer.status);
      }
    }
    expect(JSON.stringify(table.dump())).toBe(before);
  });

  it('passes from this browser, with the token its page gave', async () => {
    const desk = await testDesk();
    const claire = await desk.as('coordinator');
    const page = await (await claire.get('/connexions')).text();
    const token = /name="_csrf" value="([^"]+)"/.exec(page)?.[1] ?? '';
    const body = new URLSearchParams({ [CSRF_FIELD]: token });
    expect((await claire.request('/connexions/tout-fermer', { method: 'POST', body })).status).toBe(303);
  });

  it('says what happened when the page was too old', async () => {
    const desk = await testDesk();
    const answer = await desk.visitor().post('/deconnexion');
    expect(answer.status).toBe(403);
    expect(await answer.text()).toContain('Cette page était ouverte depuis trop longtemps');
  });
});
