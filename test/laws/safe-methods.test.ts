import fc from 'fast-check';
import type { Hono } from 'hono';
import { describe, expect, it } from 'vitest';
import type { IdentityProvider } from '../../functions/desk/session/identity.ts';
import { linksApp } from '../../functions/links/app.tsx';
import { functionOf } from '../../functions/links/paths.ts';
import { demonstration } from '../../functions/local/demonstration/seed.ts';
import { spaceApp } from '../../functions/space/app.tsx';
import type { LinkToken } from '../../shared/ids/ids.ts';
import { linkKind } from '../../shared/links/link.ts';
import { mintLink } from '../../shared/links/mint-link.ts';
import { missionKind } from '../../shared/missions/store.ts';
import { offerKind } from '../../shared/offers/store.ts';
import { ok, refused } from '../../shared/result/result.ts';
import { seniorKind } from '../../shared/seniors/store.ts';
import { ROLES } from '../../shared/staff/staff.ts';
import { rowsOf } from '../../shared/table/kind.ts';
import type { Table, Write } from '../../shared/table/table.ts';
import { create } from '../../shared/table/write.ts';
import { volunteerKind } from '../../shared/volunteers/store.ts';
import { TUESDAY_NOON as NOW } from '../builders/chain.ts';
import { memoryTable } from '../doubles/memory-table.ts';
import { APP_SECRET, ISSUER, testDesk } from '../support/desk.ts';

const SAFE = ['GET', 'HEAD', 'OPTIONS'] as const;
const LINKS = 'https://v.example';

/** Words that stand in every senior's file of this town and nowhere else. */
const CANARIES = [
  'Zéphirine',
  'Quincampoix',
  'Canari-Vert',
  '0199000777',
  '+33199000777',
  'C4N4R1',
  'carreau jaune',
];
const canary = (write: Write): Write =>
  write.op === 'put' && write.kind === seniorKind.name
    ? {
        ...write,
        data: {
          ...(write.data as object),
          firstName: 'Zéphirine',
          lastName: 'Quincampoix',
          usedName: undefined,
          phones: [{ phone: '+33199000777', label: '' }],
          practicalNotes: 'Frapper au carreau jaune.',
          address: {
            ...(write.data as { address: object }).address,
            line: '7 rue du Canari-Vert',
            doorCode: 'C4N4R1',
          },
        },
      }
    : write;
const canariesIn = (body: string): string[] => {
  const flat = body.replaceAll(/(?<=\d)[\s\u00a0\u202f](?=\d)/g, '');
  return CANARIES.filter((word) => flat.includes(word));
};

/** A provider that leads to a door and never lets anybody in. */
const IDENTITY: IdentityProvider = {
  begin: async () =>
    ok({
      url: new URL(`${ISSUER}/auth`),
      attempt: { state: 's'.repeat(43), nonce: 'n'.repeat(43), verifier: 'v'.repeat(43) },
    }),
  finish: async () => refused({ reason: 'refused', code: 'test' }),
  signOutUrl: async () => undefined,
};

/** The demonstration town on the double, which counts what anybody tries to write. */
const openTown = async () => {
  const store = memoryTable();
  for (const write of demonstration({ townId: 'besancon', appSecret: APP_SECRET, issuer: ISSUER }, NOW))
    await store.commit([canary(write)]);
  const attempts: string[] = [];
  const table: Table = {
    ...store,
    commit: (writes) => {
      attempts.push(writes.map((write) => `${write.op} ${write.label}`).join(', '));
      return store.commit(writes);
    },
  };
  const desk = await testDesk({ table, town: 'none', now: NOW, identity: IDENTITY });
  const rows = () => store.dump().map(({ attributes: _, ...row }) => row);

  /** A link in the hands of a volunteer whom it concerns, one for each situation that a page can be in. */
  const links: { readonly about: string; readonly token: LinkToken }[] = [];
  const missions = rowsOf(missionKind, rows()).map(({ value }) => value);
  const offers = rowsOf(offerKind, rows()).map(({ value }) => value);
  for (const state of [
    'offered',
    'filled',
    'confirmed',
    'done',
    'not-done',
    'cancelled',
    'unfilled',
  ] as const) {
    const found = missions.filter((one) => one.state === state);
    for (const offerState of ['sent', 'accepted', 'declined', 'handed-back', 'closed', 'expired'] as const) {
      const offer = offers.find(
        (one) => one.state === offerState && found.some((mission) => mission.id === one.missionId),
      );
      const mission = found.find((one) => one.id === offer?.missionId);
      if (!offer || !mission) continue;
      for (const purpose of ['mission', 'report'] as const) {
        const { token, link } = mintLink(desk.world.ids, {
          town: 'besancon',
          volunteerId: offer.volunteerId,
          now: NOW,
          purpose,
          mission,
          consent: 'FRIENDLY_VISIT',
        });
        await store.commit([create(linkKind, link)]);
        links.push({ about: `${purpose}: ${state}, ${offerState}`, token });
      }
    }
  }
  const spaces: LinkToken[] = [];
  for (const { value: volunteer } of rowsOf(volunteerKind, rows()).slice(0, 4))
    for (const purpose of ['my-space', 'calendar'] as const) {
      const { token, link } = mintLink(desk.world.ids, {
        town: 'besancon',
        volunteerId: volunteer.id,
        now: NOW,
        purpose,
      });
      await store.commit([create(linkKind, link)]);
      spaces.push(token);
    }
  attempts.length = 0;

  const hosts = { links: linksApp(desk.world), space: spaceApp(desk.world) };
  const pathsOf = (app: Pick<Hono, 'routes'>) => [
    ...new Set(app.routes.filter(({ method }) => method === 'GET').map(({ path }) => path)),
  ];
  const idsIn = (prefix: string): string[] => {
    const found = rows().filter(
      (row) => row.key.pk.startsWith(`${prefix}_`) && !row.key.sk.startsWith('AUDIT#'),
    );
    const pks = [...new Set(found.map((row) => row.key.pk))];
    return [...pks.slice(0, 2), ...pks.slice(-1), `${prefix}_${'0'.repeat(26)}`];
  };
  const SEGMENTS: Readonly<Record<string, () => string[]>> = {
    personnes: () => idsIn('sen'),
    signalements: () => idsIn('flg'),
    missions: () => idsIn('mis'),
    services: () => idsIn('ser'),
    benevoles: () => idsIn('vol'),
    inquietudes: () => idsIn('con'),
    taches: () => idsIn('tsk'),
    imports: () => idsIn('imp'),
    equipe: () => idsIn('stf'),
    secteurs: () => ['planoise', 'nulle-part'],
    m: () => links.map(({ token }) => token),
    e: () => spaces,
    c: () => spaces.map((token) => `${token}.ics`),
  };
  /** Every address that a route answers, with ids of records that exist, and one that does not. */
  const filled = (path: string): string[] => {
    const parts = path.split('/');
    const at = parts.findIndex((part) => part.startsWith(':'));
    if (at < 0) return [path];
    const fill = SEGMENTS[parts[at - 1] ?? '']?.() ?? ['inconnu'];
    return fill.flatMap((one) => filled([...parts.slice(0, at), one, ...parts.slice(at + 1)].join('/')));
  };
  return {
    desk,
    links,
    spaces,
    attempts,
    dump: () => JSON.stringify(store.dump()),
    deskPaths: pathsOf(desk.app).flatMap(filled),
    linksPaths: [...pathsOf(hosts.links), ...pathsOf(hosts.space)].flatMap(filled),
    onLinks: (path: string, init: RequestInit) =>
      hosts[functionOf(path)].request(`${LINKS}${path}`, { redirect: 'manual', ...init }),
  };
};

type Town = Awaited<ReturnType<typeof openTown>>;
let opened: Promise<Town> | undefined;
/** Nothing is ever written in it: one town serves the whole file. */
const theTown = (): Promise<Town> => {
  opened ??= openTown();
  return opened;
};

/** What a browser keeps of a link that was opened. */
const cookieOf = async (town: Town, path: string): Promise<string> => {
  const answer = await town.onLinks(path, {});
  return answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0] ?? '')
    .join('; ');
};

describe('law 2: looking changes nothing', () => {
  it('walks a town that has something of everything', async () => {
    const town = await theTown();
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
    const town = await theTown();
    const person = role === 'visitor' ? town.desk.visitor() : await town.desk.as(role);
    town.attempts.length = 0;
    const before = town.dump();
    const faults: string[] = [];
    for (const path of town.deskPaths)
      for (const method of SAFE) {
        const answer = await person.request(path, { method });
        const body = await answer.text();
        if (answer.status >= 500) faults.push(`${answer.status} ${method} ${path}`);
        for (const attempt of town.attempts.splice(0)) faults.push(`${method} ${path} writes ${attempt}`);
        if (method !== 'GET' && body !== '') faults.push(`${method} ${path} has a body`);
        if (role === 'visitor' || role === 'reviewer')
          for (const word of canariesIn(body)) faults.push(`${path} tells a ${role} ${word}`);
      }
    expect(faults).toEqual([]);
    expect(town.dump()).toBe(before);
  });

  it('of every page behind a link, and none names anybody: a scanner has not accepted', async () => {
    const town = await theTown();
    const before = town.dump();
    const faults: string[] = [];
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
    for (const [about, cookie] of visitors)
      for (const path of seenBy(about))
        for (const method of SAFE) {
          const answer = await town.onLinks(path, { method, ...(cookie ? { headers: { cookie } } : {}) });
          const said = `${JSON.stringify([...answer.headers])}${await answer.text()}`;
          if (answer.status >= 500) faults.push(`${answer.status} ${method} ${path} (${about})`);
          for (const attempt of town.attempts.splice(0)) faults.push(`${method} ${path} writes ${attempt}`);
          for (const word of canariesIn(said)) faults.push(`${method} ${path} (${about}) tells ${word}`);
        }
    expect(faults).toEqual([]);
    expect(town.dump()).toBe(before);
  });

  it('in any order, with whatever headers robots send', async () => {
    const town = await theTown();
    const coordinator = await town.desk.as('coordinator');
    const cookies = await Promise.all([
      ...town.links.map(({ token }) => cookieOf(town, `/m/${token}`)),
      ...town.spaces.map((token) => cookieOf(town, `/e/${token}`)),
    ]);
    town.attempts.length = 0;
    const before = town.dump();
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
      { seed: 20_261_124, numRuns: 60 },
    );
    expect(town.dump()).toBe(before);
  });
});
