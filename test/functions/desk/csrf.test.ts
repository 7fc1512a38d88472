import { describe, expect, it } from 'vitest';
import { CSRF_FIELD, comesFrom, csrfToken } from '../../../functions/web/guard/csrf.ts';
import { SESSION_LIMITS } from '../../../shared/access/session.ts';
import { plus } from '../../../shared/time/instant.ts';
import { TUESDAY_NOON } from '../../builders/chain.ts';
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
    const passed: string[] = [];
    for (const route of posts) {
      const path = route.path.replaceAll(/:\w+/g, 'x');
      for (const { origin, site, type, token } of attempts) {
        const headers = new Headers({ 'content-type': type });
        if (origin) headers.set('origin', origin);
        if (site) headers.set('sec-fetch-site', site);
        const body = new URLSearchParams(token === undefined ? {} : { [CSRF_FIELD]: token }).toString();
        const answer = await claire.request(path, { method: 'POST', headers, body });
        if (![403, 415].includes(answer.status)) passed.push([path, origin, site, type, token].join(' '));
      }
    }
    expect(passed).toEqual([]);
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

describe('a form whose session ended while it was being written', () => {
  const WORDS = 'Les volets sont fermés depuis lundi,\net « personne » ne répond.';
  const FLAG = {
    form: 'one-form-shown-once-22',
    name: 'Mme Perrin',
    reasons: ['alone', 'no-visits'],
    noticed: WORDS,
    urgency: 'P2',
    consent: 'agrees',
  };
  const IN_THE_BROWSER = { 'sec-fetch-site': 'same-origin', 'content-type': TYPES[0] ?? '' };
  /** As the button of that page sends it. */
  const formOn = (page: string): URLSearchParams => {
    const plain = (text: string) =>
      text.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&');
    return new URLSearchParams(
      [...page.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)].map(
        ([, name = '', value = '']): [string, string] => [name, plain(value)],
      ),
    );
  };

  it('is given back word for word, and goes off after the next sign-in', async () => {
    const desk = await testDesk();
    const claire = await desk.as('social-worker');
    await claire.get('/signalements/nouveau');
    desk.moveTo(plus(TUESDAY_NOON, { minutes: SESSION_LIMITS.idleMinutes + 5 }));
    const late = await claire.post('/signalements', FLAG);
    expect(late.status).toBe(403);
    const page = await late.text();
    expect(page).toContain('rien n’est perdu');
    expect(page).toContain('action="/signalements"');
    expect(page).toContain('href="/connexion"');
    const kept = formOn(page);
    expect(kept.get('noticed')).toBe(WORDS);
    expect(kept.getAll('reasons')).toEqual(['alone', 'no-visits']);
    expect(page.match(/Les volets sont fermés/g)).toHaveLength(2);

    const again = await desk.as('social-worker');
    const send = (body: URLSearchParams) =>
      again.request('/signalements', { method: 'POST', headers: IN_THE_BROWSER, body: body.toString() });
    const second = await send(kept);
    expect(second.status).toBe(403);
    const fresh = await second.text();
    expect(fresh).toContain('Encore une touche');
    const sent = await send(formOn(fresh));
    expect(sent.headers.get('location')).toMatch(/^\/signalements\/flg_\w+\/recu$/);
    const flag = (sent.headers.get('location') ?? '').replace('/recu', '');
    const own = await (await again.get(flag)).text();
    expect(own).toContain('Les volets sont fermés depuis lundi,');
  });

  it('is not given a new token on the word of a browser that does not say where it stood', async () => {
    const desk = await testDesk();
    const claire = await desk.as('social-worker');
    const body = new URLSearchParams({ name: 'Mme Perrin', noticed: WORDS }).toString();
    const answer = await claire.request('/signalements', {
      method: 'POST',
      headers: { 'content-type': TYPES[0] ?? '' },
      body,
    });
    expect(answer.status).toBe(403);
    expect(await answer.text()).not.toContain('_csrf');
  });
});
