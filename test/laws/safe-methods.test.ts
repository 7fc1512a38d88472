import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csrfToken } from '../../functions/web/guard/csrf.ts';
import { ROLES } from '../../shared/staff/staff.ts';
import { add } from '../../shared/table/write.ts';
import { APP_SECRET, type TestBrowser } from '../support/desk.ts';
import { useEngine } from '../support/engine.ts';
import { doubleStore, engineStore, type Store } from '../support/stores.ts';
import { canariesIn, LINKS, openTown, type Town } from './every-page.ts';

const SAFE = ['GET', 'HEAD', 'OPTIONS'] as const;
const EVERY = process.env.EVERY_PAGE ? { link: 1, page: 1 } : { link: 5, page: 3 };

const engine = useEngine();
const opened = new Map<string, Promise<Town>>();
/** Nothing is ever written in it: one town on each store serves the whole file. */
const townOn = (name: string, open: () => Promise<Store>): Promise<Town> => {
  const town = opened.get(name) ?? open().then(openTown);
  opened.set(name, town);
  return town;
};
const onDouble = () => townOn('double', async () => doubleStore());
const onEngine = () => townOn('engine', async () => engineStore(await engine.freshTable({ stream: false })));

/** What a browser keeps of a link that was opened. */
const cookieOf = async (town: Town, path: string): Promise<string> => {
  const answer = await town.onLinks(path, {});
  return answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0] ?? '')
    .join('; ');
};

type Method = (typeof SAFE)[number];
type Reader = 'visitor' | (typeof ROLES)[number];

/** Signed in, which is the one thing written before anybody looks. */
const reader = async (town: Town, role: Reader): Promise<TestBrowser> => {
  const browser = role === 'visitor' ? town.desk.visitor() : await town.desk.as(role);
  town.attempts.length = 0;
  return browser;
};

type Walk = {
  readonly everyNth?: number;
  /** Enough is seen: whoever only proves that a fault is found need not walk on. */
  readonly until?: RegExp;
};

/** Everything wrong with any page of the desk, looked at by somebody. */
const walkDesk = async (
  town: Town,
  role: Reader,
  person: Pick<TestBrowser, 'request'>,
  methods: readonly Method[],
  { everyNth = 1, until }: Walk = {},
): Promise<string[]> => {
  const faults: string[] = [];
  for (const path of town.deskPaths.filter((_, n) => n % everyNth === 0))
    for (const method of methods) {
      const answer = await person.request(path, { method });
      const body = await answer.text();
      if (answer.status >= 500) faults.push(`${answer.status} ${method} ${path}`);
      for (const attempt of town.attempts.splice(0)) faults.push(`${method} ${path} writes ${attempt}`);
      if (method !== 'GET' && body !== '') faults.push(`${method} ${path} has a body`);
      if (role === 'visitor' || role === 'reviewer')
        for (const word of canariesIn(body)) faults.push(`${path} tells a ${role} ${word}`);
      if (until && faults.some((fault) => until.test(fault))) return faults;
    }
  return faults;
};

/** Everything wrong with any page behind a link, looked at with each link and with none. */
const walkLinks = async (
  town: Town,
  methods: readonly Method[],
  { onLinks = town.onLinks, everyNth = 1, until }: Walk & { readonly onLinks?: Town['onLinks'] } = {},
): Promise<string[]> => {
  const visitors = [
    ['nobody', ''] as const,
    ...(await Promise.all(
      town.links.map(async ({ about, token }) => [about, await cookieOf(town, `/m/${token}`)] as const),
    )),
    ...(await Promise.all(
      town.spaces.map(async (token) => ['space', await cookieOf(town, `/e/${token}`)] as const),
    )),
  ];
  expect(visitors.filter(([, cookie]) => cookie !== '').length).toBeGreaterThan(10);
  const common = town.linksPaths.filter((path) => !/^\/[mec]\/\w{22}/.test(path));
  const isMission = (path: string) => path === '/m' || path.startsWith('/m/');
  const seenBy = (about: string) =>
    about === 'nobody' ? town.linksPaths : common.filter((path) => isMission(path) === (about !== 'space'));
  const faults: string[] = [];
  for (const [about, cookie] of visitors.filter((_, n) => n % everyNth === 0))
    for (const path of seenBy(about))
      for (const method of methods) {
        const answer = await onLinks(path, { method, ...(cookie ? { headers: { cookie } } : {}) });
        const said = `${JSON.stringify([...answer.headers])}${await answer.text()}`;
        if (answer.status >= 500) faults.push(`${answer.status} ${method} ${path} (${about})`);
        for (const attempt of town.attempts.splice(0)) faults.push(`${method} ${path} writes ${attempt}`);
        for (const word of canariesIn(said)) faults.push(`${method} ${path} (${about}) tells ${word}`);
        if (until && faults.some((fault) => until.test(fault))) return faults;
      }
  return faults;
};

describe('law 2: looking changes nothing', () => {
  it('walks a town that has something of everything', async () => {
    const town = await onDouble();
    expect(town.deskPaths.length).toBeGreaterThan(100);
    expect(town.links.map(({ about }) => about)).toEqual(
      expect.arrayContaining([
        'mission: offered, sent',
        'mission: filled, accepted',
        'report: done, accepted',
      ]),
    );
    expect(town.deskPaths.filter((path) => path.includes('inconnu'))).toEqual(
      expect.not.arrayContaining([expect.stringMatching(/^\/(?!assets)/)]),
    );
  });

  it.each(['visitor', ...ROLES] as const)('of every page of the desk, for a %s', async (role) => {
    const town = await onDouble();
    const person = await reader(town, role);
    const before = await town.dump();
    // HEAD and OPTIONS meet the same routes for every role: by those who see nothing and those who see most.
    const methods = role === 'visitor' || role === 'coordinator' ? SAFE : (['GET'] as const);
    expect(await walkDesk(town, role, person, methods)).toEqual([]);
    expect(await town.dump()).toBe(before);
  });

  it('of every page behind a link, and none names anybody: a scanner has not accepted', async () => {
    const town = await onDouble();
    const before = await town.dump();
    expect(await walkLinks(town, SAFE)).toEqual([]);
    expect(await town.dump()).toBe(before);
  });

  it('of every page of both hosts on the engine, item by item of its table', async () => {
    const town = await onEngine();
    const coordinator = await reader(town, 'coordinator');
    const before = await town.dump();
    // Every page and link is walked on the double above; some here, where each is a dozen requests to the engine, and all of them by `npm run proof`.
    expect(await walkLinks(town, ['GET'], { everyNth: EVERY.link })).toEqual([]);
    expect(await walkDesk(town, 'coordinator', coordinator, ['GET'], { everyNth: EVERY.page })).toEqual([]);
    expect(await town.dump()).toBe(before);
  });

  it.each([
    ['the double', onDouble, 60],
    ['the engine', onEngine, 8],
  ] as const)('in any order, with whatever headers robots send, on %s', async (_, theTown, runs) => {
    const town = await theTown();
    const coordinator = await reader(town, 'coordinator');
    const cookies = await Promise.all([
      ...town.links.map(({ token }) => cookieOf(town, `/m/${token}`)),
      ...town.spaces.map((token) => cookieOf(town, `/e/${token}`)),
    ]);
    town.attempts.length = 0;
    const before = await town.dump();
    const ascii = fc.string({
      unit: fc.integer({ min: 0x20, max: 0x7e }).map((n) => String.fromCharCode(n)),
      maxLength: 60,
    });
    const header = fc.oneof(
      fc.constantFrom(
        ['x-http-method-override', 'POST'] as const,
        ['x-method-override', 'DELETE'] as const,
        ['sec-purpose', 'prefetch'] as const,
        ['user-agent', 'facebookexternalhit/1.1'] as const,
        ['range', 'bytes=0-10'] as const,
        ['if-none-match', '*'] as const,
        ['x-forwarded-host', 'ailleurs.example'] as const,
        ['content-type', 'application/x-www-form-urlencoded'] as const,
        ['accept', 'application/json'] as const,
        ['accept-language', 'zz;q=9'] as const,
      ),
      fc.tuple(
        fc.constantFrom('accept', 'referer', 'origin', 'x-forwarded-for', 'cookie', 'authorization'),
        ascii,
      ),
    );
    const request = fc.record({
      host: fc.constantFrom('desk', 'links'),
      at: fc.nat(),
      method: fc.constantFrom(...SAFE),
      headers: fc.array(header, { maxLength: 4 }),
      query: fc.option(ascii, { nil: undefined }),
      who: fc.nat(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(request, { minLength: 1, maxLength: 12 }), async (sequence) => {
        for (const { host, at, method, headers, query, who } of sequence) {
          const paths = host === 'desk' ? town.deskPaths : town.linksPaths;
          const path = `${paths[at % paths.length]}${query === undefined ? '' : `?${encodeURI(query)}`}`;
          const sent = new Headers(headers.map(([name, value]) => [name, value.trim()]));
          const onDesk = host === 'desk' && who % 2 === 0 ? coordinator : undefined;
          const cookie = cookies[who % cookies.length];
          if (host === 'links' && cookie && !sent.has('cookie')) sent.set('cookie', cookie);
          const answer =
            host === 'desk'
              ? await (onDesk ?? town.desk.visitor()).request(path, { method, headers: sent })
              : await town.onLinks(path, { method, headers: sent });
          const body = await answer.text();
          expect(answer.status, `${method} ${path}`).toBeLessThan(500);
          expect(town.attempts, `${method} ${path}`).toEqual([]);
          if (!onDesk) expect(canariesIn(body), `${method} ${path}`).toEqual([]);
        }
      }),
      { seed: 20_261_124, numRuns: runs, endOnFailure: true },
    );
    expect(await town.dump()).toBe(before);
  });

  describe('and is seen to fail', () => {
    const broken = () => openTown(doubleStore());
    const isGet = (init?: RequestInit) => (init?.method ?? 'GET') === 'GET';

    it('on a page that says yes for whoever opens it, as one that a scanner opened first', async () => {
      const town = await broken();
      const opening: Town['onLinks'] = async (path, init) => {
        const token = /(?:^|; )(?:__Host-)?m=(\w{22})/.exec(
          new Headers(init.headers).get('cookie') ?? '',
        )?.[1];
        if (token && path === '/m' && isGet(init))
          await town.onLinks('/m/accepter', {
            method: 'POST',
            body: new URLSearchParams({ _csrf: csrfToken(APP_SECRET, token) }),
            headers: { cookie: `__Host-m=${token}`, origin: LINKS, 'sec-fetch-site': 'same-origin' },
          });
        return town.onLinks(path, init);
      };
      const until = /GET \/m writes put mission/;
      expect((await walkLinks(town, ['GET'], { onLinks: opening, until })).join('\n')).toMatch(until);
    });

    it('on a page that names the person behind a link', async () => {
      const town = await broken();
      const naming: Town['onLinks'] = async (path, init) => {
        const answer = await town.onLinks(path, init);
        if (path !== '/m' || !answer.ok) return answer;
        return new Response((await answer.text()).replace('</h1>', ' chez Zéphirine</h1>'), answer);
      };
      const until = /GET \/m .* tells Zéphirine/;
      expect((await walkLinks(town, ['GET'], { onLinks: naming, until })).join('\n')).toMatch(until);
    });

    it('on a page of the desk that keeps who read it', async () => {
      const town = await broken();
      const person = await reader(town, 'coordinator');
      const keeping: Pick<TestBrowser, 'request'> = {
        request: async (path, init) => {
          if (/^\/personnes\/sen_/.test(path) && isGet(init))
            await town.desk.table.commit([add({ pk: 'READS', sk: path }, { reads: 1 })]);
          return person.request(path, init);
        },
      };
      const until = /GET \/personnes\/sen_\w+ writes add/;
      expect((await walkDesk(town, 'coordinator', keeping, ['GET'], { until })).join('\n')).toMatch(until);
    });
  });
});
