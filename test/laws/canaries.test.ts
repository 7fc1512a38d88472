import { gzipSync } from 'node:zlib';
import type { Hono } from 'hono';
import { describe, expect, it } from 'vitest';
import { agendaHandler } from '../../functions/agenda/handler.ts';
import type { World } from '../../functions/compose.ts';
import { linksApp } from '../../functions/links/app.tsx';
import { functionOf } from '../../functions/links/paths.ts';
import { outboxHandler } from '../../functions/outbox/handler.ts';
import { planHandler } from '../../functions/plan/handler.ts';
import { receiptsHandler } from '../../functions/receipts/handler.ts';
import { spaceApp } from '../../functions/space/app.tsx';
import { vigilanceHandler } from '../../functions/vigilance/handler.ts';
import { intentKind } from '../../shared/messages/store.ts';
import { ROLES } from '../../shared/staff/staff.ts';
import type { Table } from '../../shared/table/table.ts';
import { plus } from '../../shared/time/instant.ts';
import { TUESDAY_NOON } from '../builders/chain.ts';
import { DESK_ORIGIN, type TestBrowser } from '../support/desk.ts';
import { doubleStore } from '../support/stores.ts';
import { canariesTyped, formsOf, isOfALog, listen, personalIn, TYPED } from './canaries.ts';
import { LINKS, openTown } from './every-page.ts';

const EVERY = process.env.CANARIES !== undefined;

const patternOf = (path: string): string =>
  path
    .replace(/\?.*$/, '')
    .replaceAll(/[a-z]{3}_[0-9A-Z]{26}/g, ':id')
    .replaceAll(/(?<=\/)[0-9A-Za-z]{22}/g, ':token');
/** One of each kind, unless all are asked for. */
const oneOfEach = (paths: readonly string[]): readonly string[] =>
  EVERY ? paths : [...new Map([...paths].reverse().map((path) => [patternOf(path), path])).values()];

const query = new URLSearchParams({ q: TYPED.name, dit: TYPED.words, nom: TYPED.phone }).toString();
const HEADERS = {
  'user-agent': TYPED.name,
  referer: `https://elsewhere.example/?q=${encodeURIComponent(TYPED.name)}`,
  'x-forwarded-for': TYPED.phone,
  'accept-language': TYPED.words.normalize('NFD').replaceAll(/[^ -~]/g, ''),
};
const plain = Object.fromEntries(
  Object.entries(HEADERS).map(([name, value]) => [name, value.normalize('NFD').replaceAll(/[^ -~]/g, '')]),
);

type Ask = (path: string, init: RequestInit) => Promise<Response>;

/** Each page, then each of its forms once, then what no form of ours would send; how many answers there were of each status. */
const walk = async (
  paths: readonly string[],
  ask: Ask,
  origin: string,
  cookie = '',
): Promise<Map<number, number>> => {
  const statuses = new Map<number, number>();
  const sent = new Set<string>();
  const answer = async (path: string, init: RequestInit): Promise<string> => {
    const headers = {
      ...plain,
      ...(cookie ? { cookie } : {}),
      ...Object.fromEntries(new Headers(init.headers)),
    };
    const response = await ask(path, { ...init, headers });
    statuses.set(response.status, (statuses.get(response.status) ?? 0) + 1);
    return response.headers.get('content-type')?.startsWith('text/html') ? response.text() : '';
  };
  const trusted = { origin, 'sec-fetch-site': 'same-origin' };
  for (const path of paths) {
    const page = await answer(`${path}${path.includes('?') ? '&' : '?'}${query}`, {});
    for (const { action, body } of formsOf(page)) {
      if (sent.has(patternOf(action)) || action.includes('deconnexion')) continue;
      sent.add(patternOf(action));
      await answer(action, { method: 'POST', body, headers: trusted });
    }
  }
  for (const path of [
    '/',
    `/${encodeURIComponent(TYPED.name)}`,
    `/m/${encodeURIComponent(TYPED.words)}`,
    '/connexion/retour',
  ])
    for (const init of [
      {},
      {
        method: 'POST',
        body: JSON.stringify(TYPED),
        headers: { ...trusted, 'content-type': 'application/json' },
      },
      {
        method: 'POST',
        body: TYPED.words,
        headers: { ...trusted, 'content-type': 'multipart/form-data; boundary=x' },
      },
      { method: 'POST', body: new URLSearchParams({ [TYPED.name]: TYPED.words }), headers: trusted },
      { method: 'PROPFIND' },
    ])
      await answer(
        `${path}?code=${encodeURIComponent(TYPED.name)}&error=${encodeURIComponent(TYPED.words)}`,
        init,
      );
  return statuses;
};

/** The provider's client, the driver, our own code: what they throw may hold what somebody typed. */
const failingTable = (table: Table): Table => {
  const fail = async (): Promise<never> => {
    throw new TypeError(`${TYPED.words}, ${TYPED.phone}`);
  };
  return { ...table, get: fail, getRows: fail, partition: fail, index: fail, due: fail, commit: fail };
};

const cookieOf = async (ask: Ask, path: string): Promise<string> =>
  (await ask(path, {})).headers
    .getSetCookie()
    .map((line) => line.split(';')[0] ?? '')
    .join('; ');

/** What runs without anybody: each minute's work, texts, receipts, plans, the weather. */
const runWorkers = async (world: World, failing: ReturnType<typeof listen>['failing']): Promise<void> => {
  const event = { Records: [{ messageId: 'm1' }] } as never;
  const outcomes = [
    { outcome: 'accepted', providerMessageId: 'sns-1' },
    { outcome: 'retryable' },
    { outcome: 'permanent', reason: 'invalid-number' },
  ] as const;
  let texts = 0;
  const deliver = outboxHandler(world, {
    publish: async () => outcomes[texts++ % outcomes.length] ?? { outcome: 'throttled' },
    wait: async () => undefined,
  });
  const due = await world.table.due('outbox', world.clock.now(), 50).catch(() => []);
  const records = due.map(({ key, at }) => ({
    dynamodb: {
      Keys: { pk: { S: key.pk }, sk: { S: key.sk } },
      NewImage: { kind: { S: intentKind.name }, dueAt: { S: at } },
    },
  }));
  const logged = (messages: readonly string[]) => ({
    awslogs: {
      data: gzipSync(
        JSON.stringify({ messageType: 'DATA_MESSAGE', logEvents: messages.map((message) => ({ message })) }),
      ).toString('base64'),
    },
  });
  const receipt = (status: string) =>
    JSON.stringify({
      notification: { messageId: 'sns-1' },
      delivery: { destination: TYPED.phone, providerResponse: TYPED.words },
      status,
    });
  await failing(() => agendaHandler(world)(event));
  await failing(() => deliver({ Records: records } as never));
  await failing(() => receiptsHandler(world)(logged([receipt('SUCCESS'), receipt('FAILURE'), TYPED.words])));
  await failing(() => planHandler(world)(event));
  await failing(() => vigilanceHandler(world)(event));
};

describe('S5: personal data typed in every field of every door', () => {
  it('is in no log, and no word of a log could be any', { timeout: 1_200_000 }, async () => {
    const store = doubleStore();
    const town = await openTown(store);
    const personal = personalIn(await store.rows());
    expect(personal.length).toBeGreaterThan(100);
    const ears = listen();
    const statuses = new Map<string, Map<number, number>>();
    let answers = 0;
    try {
      const world: World = { ...town.desk.world, log: ears.log };
      const deskAsks: TestBrowser['request'][] = [town.desk.visitor().request];
      const roles = EVERY ? ROLES : (['coordinator', 'social-worker', 'librarian'] as const);
      for (const role of roles) deskAsks.push((await town.desk.as(role)).request);
      for (const [n, ask] of deskAsks.entries())
        statuses.set(`desk ${n}`, await walk(oneOfEach(town.deskPaths), ask, DESK_ORIGIN));

      const hosts: Record<'links' | 'space', Pick<Hono, 'request'>> = {
        links: linksApp(world),
        space: spaceApp(world),
      };
      const onLinks: Ask = async (path, init) =>
        hosts[functionOf(new URL(path, LINKS).pathname)].request(`${LINKS}${path}`, {
          redirect: 'manual',
          ...init,
        });
      const hops = [
        ...town.links.map(({ token }) => `/m/${token}`),
        ...town.spaces.map((token) => `/e/${token}`),
        '',
      ];
      for (const hop of EVERY ? hops : hops.filter((_, n) => n % 3 === 0 || n === hops.length - 1)) {
        const cookie = hop === '' ? '' : await cookieOf(onLinks, hop);
        statuses.set(`links ${hop}`, await walk(oneOfEach(town.linksPaths), onLinks, LINKS, cookie));
      }

      const later = { ...world, clock: { now: () => plus(TUESDAY_NOON, { days: 2 }) } };
      for (const one of [world, later]) await runWorkers(one, ears.failing);

      const broken: World = { ...world, table: failingTable(world.table) };
      const fallen = { links: linksApp(broken), space: spaceApp(broken) };
      const onFallen: Ask = async (path, init) =>
        fallen[functionOf(new URL(path, LINKS).pathname)].request(`${LINKS}${path}`, init);
      const [link = ''] = hops;
      statuses.set(
        'fallen',
        await walk(oneOfEach(town.linksPaths), onFallen, LINKS, await cookieOf(onLinks, link)),
      );
      await runWorkers(broken, async (act) => {
        // Lambda prints what is thrown; what a driver throws is the driver's, and is not ours to word.
        await act().catch(() => undefined);
      });
    } finally {
      const { lines, said } = ears.close();
      lines.push(...town.desk.lines);
      const strange = lines.flatMap((line) =>
        Object.entries(line).flatMap(([field, value]) =>
          isOfALog(value) ? [] : `${line.event}, ${field}: ${value}`,
        ),
      );
      expect.soft([...new Set(strange)]).toEqual([]);
      const everything = [...lines.map((line) => JSON.stringify(line)), ...said].join('\n');
      expect.soft(canariesTyped(everything)).toEqual([]);
      expect.soft(personal.filter((value) => everything.includes(value))).toEqual([]);
      answers = lines.filter(({ event }) => event === 'request').length;
      const seen = new Set(lines.map(({ event }) => event));
      expect([...seen]).toEqual(
        expect.arrayContaining([
          'request',
          'request-refused',
          'request-broken',
          'message',
          'receipt',
          'agenda-tick',
          'agenda-broken',
          'plan-tick',
        ]),
      );
      console.info(
        JSON.stringify({ answers, lines: lines.length, personal: personal.length, events: [...seen].sort() }),
      );
    }
    const taken = [...statuses.values()].reduce((sum, one) => sum + (one.get(303) ?? 0), 0);
    expect(taken).toBeGreaterThan(50);
  });

  it('would be found: a line that says a name, a path or what was typed', () => {
    for (const value of [TYPED.name, TYPED.words, TYPED.phone, TYPED.email, `/personnes?q=${TYPED.name}`])
      expect(isOfALog(value), value).toBe(false);
    expect(canariesTyped(JSON.stringify({ at: encodeURIComponent(TYPED.name) }))).not.toEqual([]);
    expect(canariesTyped('+33639985746')).not.toEqual([]);
    expect(personalIn([{ kind: 'senior', data: { phones: [{ phone: '+33199000777' }] } }])).toEqual([
      '+33199000777',
    ]);
  });
});
