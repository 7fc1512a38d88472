import { describe, expect, it } from 'vitest';
import { linksApp } from '../../functions/links/app.tsx';
import { functionOf } from '../../functions/links/paths.ts';
import { spaceApp } from '../../functions/space/app.tsx';
import { DESK_ORIGIN, testDesk } from '../support/desk.ts';
import { doubleStore } from '../support/stores.ts';
import { LINKS, openTown } from './every-page.ts';

const patternOf = (path: string): string =>
  path.replaceAll(/[a-z]{3}_[0-9A-Z]{26}/g, ':id').replaceAll(/(?<=\/)[0-9A-Za-z]{22}/g, ':token');
const oneOfEach = (paths: readonly string[]): readonly string[] => [
  ...new Map([...paths].reverse().map((path) => [patternOf(path), path])).values(),
];

const POLICY = /^default-src 'none'; style-src 'self'; (script-src 'self'; connect-src 'self'; )?img-src /;
const CLOSED = /form-action 'self'[^;]*; base-uri 'none'; object-src 'none'; frame-ancestors 'none'$/;
const EXACT: Readonly<Record<string, string>> = {
  'strict-transport-security': 'max-age=63072000; includeSubDomains',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const NAMED_BY_CONTENT = /^\/assets\/|[/-][0-9a-f]{10}\.(?:css|js)$/;
/** What is wrong with the headers of an answer, whatever its page. */
const headersWrong = ({ headers }: Response, path: string): string[] => {
  const of = (name: string): string => headers.get(name) ?? '';
  const policy = of('content-security-policy');
  return [
    ...Object.entries(EXACT).flatMap(([name, value]) => (of(name) === value ? [] : [`${name}: ${of(name)}`])),
    ...(POLICY.test(policy) && CLOSED.test(policy) && !policy.includes('unsafe')
      ? []
      : [`policy: ${policy}`]),
    ...(of('access-control-allow-origin') === '' ? [] : ['opens to other origins']),
    ...(NAMED_BY_CONTENT.test(path) || of('cache-control').includes('no-store') ? [] : ['may be kept']),
    ...(of('server') + of('x-powered-by') === '' ? [] : ['says what it runs on']),
  ];
};

const TEXT = /^(text\/(html|plain|css|csv|javascript|calendar)|application\/json|image\/svg\+xml)\b/;
/** What is wrong with its kind, its name as a file and its cookies. */
const kindWrong = ({ headers }: Response, body: string): string[] => {
  const type = headers.get('content-type') ?? '';
  const name = headers.get('content-disposition');
  const isText = type.startsWith('text/');
  return [
    ...(body === '' || TEXT.test(type) ? [] : [`type: ${type}`]),
    ...(body === '' || !isText || /charset=utf-8/i.test(type) ? [] : [`no charset: ${type}`]),
    ...(name === null || /^(attachment|inline); filename="[\w][\w.-]*"$/.test(name) ? [] : [`file: ${name}`]),
    ...(/csv/.test(type) && !name?.startsWith('attachment') ? ['a file shown as a page'] : []),
    ...headers.getSetCookie().flatMap((line) => {
      const [pair = '', ...attributes] = line.split('; ');
      const wanted = ['Path=/', 'HttpOnly', 'Secure', 'SameSite=Lax'];
      const lacks = wanted.filter((one) => !attributes.includes(one));
      const isOurs = pair.startsWith('__Host-') && !attributes.some((one) => one.startsWith('Domain'));
      return lacks.length === 0 && isOurs ? [] : [`cookie ${pair.split('=')[0]}: ${lacks.join()}`];
    }),
  ];
};

/** Says that there is no icon to fetch. */
const NO_PICTURE = 'data:,';
const ADDRESS = /^(?:\/(?!\/)|#|\?|tel:|sms:|mailto:|https:\/\/|webcal:\/\/|$)/;
/** What is wrong with a page: where it leads, and anything that could run in it. */
const pageWrong = (page: string): string[] => {
  const tags = [...page.matchAll(/<[a-z][^>]*>/gi)].map(([tag]) => tag);
  const addresses = tags.flatMap((tag) =>
    [...tag.matchAll(/ (?:href|src|action|formaction)="([^"]*)"/g)].map(([, address = '']) => address),
  );
  return [
    ...addresses
      .filter((one) => !ADDRESS.test(one) && one !== NO_PICTURE && !one.startsWith('data:image/'))
      .map((one) => `to ${one}`),
    ...tags.filter((tag) => / on[a-z]+=/i.test(tag) || / style=/.test(tag)).map((tag) => `runs ${tag}`),
    ...tags
      .filter((tag) => /^<script(?![^>]* src="\/[\w/.-]*[0-9a-f]{10}\.js")/i.test(tag))
      .map((tag) => `runs ${tag}`),
    ...tags.filter((tag) => /^<(iframe|object|embed|applet|base)\b/i.test(tag)),
  ];
};

const wrongOf = async (answer: Response, path: string): Promise<string[]> => {
  const body = await answer.text();
  const isPage = answer.headers.get('content-type')?.startsWith('text/html') ?? false;
  const wrong = [
    ...headersWrong(answer, path),
    ...kindWrong(answer, body),
    ...(isPage ? pageWrong(body) : []),
  ];
  return wrong.map((what) => `${patternOf(path)} ${answer.status}: ${what}`);
};

describe('every answer of the desk', () => {
  it('has its headers, a kind with its charset, cookies of this host alone, and nothing that could run', async () => {
    const town = await openTown(doubleStore());
    const claire = await town.desk.as('coordinator');
    const wrong: string[] = [];
    const noWayOut: string[] = [];
    let pages = 0;
    for (const path of oneOfEach(town.deskPaths)) {
      const answer = await claire.get(path);
      const page = await answer.clone().text();
      const isPage = answer.status === 200 && answer.headers.get('content-type')?.startsWith('text/html');
      if (isPage) pages += 1;
      if (isPage && !page.includes('action="/deconnexion"')) noWayOut.push(patternOf(path));
      wrong.push(...(await wrongOf(answer, path)));
    }
    expect(wrong).toEqual([]);
    expect(pages).toBeGreaterThan(100);
    expect(noWayOut).toEqual([]);
  });
});

describe('every answer behind a link', () => {
  it('has its headers, a kind with its charset, cookies of this host alone, and nothing that could run', async () => {
    const town = await openTown(doubleStore());
    const wrong: string[] = [];
    const seen = new Set<number>();
    const hops = [
      ...town.links.map(({ token }) => `/m/${token}`),
      ...town.spaces.map((token) => `/e/${token}`),
    ];
    for (const hop of [...hops.filter((_, n) => n % 4 === 0), '']) {
      const opened = hop === '' ? undefined : await town.onLinks(hop, {});
      if (opened) wrong.push(...(await wrongOf(opened.clone(), hop)));
      const cookie = opened?.headers.getSetCookie().map((line) => line.split(';')[0]) ?? [];
      for (const path of oneOfEach(town.linksPaths))
        for (const method of ['GET', 'HEAD', 'POST', 'OPTIONS', 'PUT']) {
          const headers = { cookie: cookie.join('; '), ...(method === 'POST' ? FORM : {}) };
          const answer = await town.onLinks(path, { method, headers });
          seen.add(answer.status);
          wrong.push(...(await wrongOf(answer, path)));
        }
    }
    expect([...new Set(wrong)]).toEqual([]);
    expect([...seen]).toEqual(expect.arrayContaining([200, 204, 303, 403, 404, 405]));
  });

  it('says nothing of what broke, with the same headers', async () => {
    const town = await openTown(doubleStore());
    const fail = async (): Promise<never> => {
      throw new Error('secret value of a person');
    };
    const { world } = town.desk;
    const table = { ...world.table, get: fail, getRows: fail, partition: fail, index: fail, commit: fail };
    const fallen = { links: linksApp({ ...world, table }), space: spaceApp({ ...world, table }) };
    const statuses = new Set<number>();
    for (const path of oneOfEach(town.linksPaths)) {
      const answer = await fallen[functionOf(path)].request(`${LINKS}${path}`, {
        headers: { cookie: `__Host-m=${'a'.repeat(22)}; __Host-e=${'a'.repeat(22)}` },
      });
      statuses.add(answer.status);
      const said = await answer.clone().text();
      expect(said, path).not.toMatch(/secret value|Error:|\.ts:\d/);
      expect(await wrongOf(answer, path)).toEqual([]);
    }
    expect([...statuses]).toContain(500);
  });
});

describe('these looks', () => {
  const withHeaders = (headers: Record<string, string>, body = 'x') => new Response(body, { headers });
  it('see a header that is missing, a kind without charset, a cookie of another kind, a name of a file that breaks out', async () => {
    const { app } = await testDesk();
    const good = (await app.request(`${DESK_ORIGIN}/connexion`)).headers;
    expect(headersWrong(withHeaders(Object.fromEntries(good)), '/')).toEqual([]);
    expect(headersWrong(withHeaders({}), '/')).toHaveLength(7);
    expect(kindWrong(withHeaders({ 'content-type': 'text/html' }), 'x')).toHaveLength(1);
    expect(kindWrong(withHeaders({ 'content-type': 'application/octet-stream' }), 'x')).toHaveLength(1);
    expect(
      kindWrong(withHeaders({ 'content-disposition': 'attachment; filename="a"; b="' }, ''), ''),
    ).toHaveLength(1);
    expect(kindWrong(withHeaders({ 'set-cookie': 'm=1; Path=/; HttpOnly' }, ''), '')).toHaveLength(1);
  });

  it.each([
    '<a href="javascript:alert(1)">x</a>',
    '<a href="//elsewhere.example">x</a>',
    '<img src="/x" onerror="alert(1)">',
    '<script>alert(1)</script>',
    '<p style="color:red">x</p>',
    '<iframe src="/"></iframe>',
    '<form action="data:text/html,x">',
  ])('see %s', (page) => {
    expect(pageWrong(page)).toHaveLength(1);
  });
});
