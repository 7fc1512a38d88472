import type { Log, World } from '../../functions/compose.ts';
import { type DeskOptions, deskApp } from '../../functions/desk/app.tsx';
import { actionGuarding } from '../../functions/desk/router.ts';
import { writeTicket } from '../../functions/desk/session/browser.ts';
import { CSRF_FIELD, csrfToken } from '../../functions/web/guard/csrf.ts';
import { openSession } from '../../shared/access/sessions.ts';
import { sha256 } from '../../shared/ids/digest.ts';
import { type Ids, linkTokenSchema, staffIdSchema } from '../../shared/ids/ids.ts';
import { type Role, type Staff, staffKind, staffLoginKind } from '../../shared/staff/staff.ts';
import type { Table } from '../../shared/table/table.ts';
import { create } from '../../shared/table/write.ts';
import { type Instant, instant } from '../../shared/time/instant.ts';
import { type Town, townKind } from '../../shared/town/settings.ts';
import { aTown, TUESDAY_NOON } from '../builders/chain.ts';
import { memoryTable } from '../doubles/memory-table.ts';
import { readingPages } from './as-read.ts';

export const DESK_ORIGIN = 'https://bureau.example';
export const APP_SECRET = 'a-secret-of-the-tests-that-is-at-least-43-characters-long';
export const ISSUER = 'https://identite.example';

/** Different at each call, the same at each run. */
const countingIds = (): Ids => {
  let count = 0;
  const next = () => {
    count += 1;
    return sha256(`test-${count}`);
  };
  const base62 = (hex: string) => hex.slice(0, 22);
  return {
    next: (prefix) =>
      `${prefix}_01${next()
        .toUpperCase()
        .replaceAll(/[^0-9A-HJKMNP-TV-Z]/g, '0')
        .slice(0, 24)}` as never,
    linkToken: () => linkTokenSchema.parse(base62(next())),
    secret: () => Buffer.from(next(), 'hex').toString('base64url'),
    integerBelow: (below) => Number.parseInt(next().slice(0, 8), 16) % below,
  };
};

export const staffIdOf = (role: Role) =>
  staffIdSchema.parse(
    `stf_${sha256(role)
      .toUpperCase()
      .replaceAll(/[^0-9A-HJKMNP-TV-Z]/g, '0')
      .slice(0, 26)}`,
  );

export const aStaff = (role: Role, more: Partial<Staff> = {}): Staff => ({
  id: staffIdOf(role),
  town: 'besancon',
  issuer: ISSUER,
  subject: `sub-${role}`,
  name: 'Claire Vuillemin',
  organisation: 'Maison des Seniors',
  role,
  active: true,
  createdAt: TUESDAY_NOON,
  ...more,
});

/** A browser without JavaScript: keeps cookies, sends forms as browsers do. */
export type TestBrowser = {
  readonly get: (path: string, headers?: Record<string, string>) => Promise<Response>;
  /** A form with this browser's own token; a list of values sends the field several times. */
  readonly post: (path: string, fields?: Record<string, string | readonly string[]>) => Promise<Response>;
  readonly request: (path: string, init: RequestInit) => Promise<Response>;
  readonly cookies: Map<string, string>;
};

export type TestDesk = {
  readonly app: ReturnType<typeof deskApp>;
  readonly world: World;
  readonly table: Table;
  readonly lines: Parameters<Log>[0][];
  /** The permission that guards a mounted route. */
  readonly actionOf: typeof actionGuarding;
  readonly moveTo: (now: Instant) => void;
  readonly visitor: () => TestBrowser;
  /** Signed in as this role; the person is created on first use. */
  readonly as: (role: Role, more?: Partial<Staff>) => Promise<TestBrowser>;
};

export type TestDeskOptions = DeskOptions & {
  readonly table?: Table;
  readonly town?: Partial<Town> | 'none';
  readonly now?: Instant;
  readonly origin?: string;
  readonly issuer?: string;
};

const DOWN = { ok: false, refusal: { reason: 'provider-down', code: 'test' } } as const;

/** The real desk over a table (the double unless one is given), with a clock and ids of its own. */
export const testDesk = async (options: TestDeskOptions = {}): Promise<TestDesk> => {
  let now = options.now ?? TUESDAY_NOON;
  const lines: Parameters<Log>[0][] = [];
  const table = options.table ?? memoryTable();
  const origin = options.origin ?? DESK_ORIGIN;
  const world: World = {
    config: {
      tableName: 'prevenance',
      townId: 'besancon',
      deskOrigin: origin,
      linksOrigin: 'https://v.example',
      oidc: { issuer: options.issuer ?? ISSUER, clientId: 'prevenance-desk', clientSecret: undefined },
      appSecret: APP_SECRET,
      smsNumbers: 'fiction',
      addressFinder: 'offline',
    },
    clock: { now: () => now },
    ids: countingIds(),
    table,
    log: (line) => lines.push(line),
  };
  if (options.town !== 'none') await table.commit([create(townKind, aTown(options.town))]);
  const identity = options.identity ?? {
    begin: async () => DOWN,
    finish: async () => DOWN,
    signOutUrl: async () => undefined,
  };
  const app = deskApp(world, { ...options, identity });

  const browser = (): TestBrowser => {
    const cookies = new Map<string, string>();
    const request = async (path: string, init: RequestInit): Promise<Response> => {
      const headers = new Headers(init.headers);
      if (cookies.size > 0)
        headers.set('cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '));
      const answer = await app.request(`${origin}${path}`, { ...init, headers });
      for (const line of answer.headers.getSetCookie()) {
        const [pair = ''] = line.split(';');
        const [name = '', value = ''] = pair.split(/=(.*)/s);
        if (value === '' || /max-age=0/i.test(line)) cookies.delete(name);
        else cookies.set(name, decodeURIComponent(value));
      }
      return readingPages(answer);
    };
    const binding = (): string | undefined => {
      const ticket = [...cookies].find(([name]) => /^(__Host-)?desk$/.test(name))?.[1];
      return ticket?.split('.')[1] ?? [...cookies].find(([name]) => name.endsWith('desk-newcomer'))?.[1];
    };
    return {
      cookies,
      request,
      get: (path, headers = {}) => request(path, { headers }),
      post: (path, fields = {}) => {
        const body = new URLSearchParams();
        const bound = binding();
        if (bound) body.append(CSRF_FIELD, csrfToken(APP_SECRET, bound));
        for (const [name, value] of Object.entries(fields))
          for (const one of typeof value === 'string' ? [value] : value) body.append(name, one);
        return request(path, { method: 'POST', body, headers: { origin, 'sec-fetch-site': 'same-origin' } });
      },
    };
  };

  return {
    app,
    world,
    table,
    lines,
    actionOf: actionGuarding,
    moveTo: (next) => {
      now = instant(next);
    },
    visitor: browser,
    as: async (role, more = {}) => {
      const staff = aStaff(role, more);
      await table.commit([
        create(staffKind, staff),
        create(staffLoginKind, { issuer: staff.issuer, subject: staff.subject, staffId: staff.id }),
      ]);
      const opened = await openSession(
        world,
        { staffId: staff.id, device: 'Firefox sur Linux' },
        (options.sessionClock ?? world.clock).now(),
      );
      const one = browser();
      const ticket = { staffId: staff.id, secret: opened.secret, seenAt: opened.session.openedAt };
      one.cookies.set(origin.startsWith('https') ? '__Host-desk' : 'desk', writeTicket(APP_SECRET, ticket));
      return one;
    },
  };
};

/** A file chosen in a form, sent as a browser without JavaScript sends it. */
export const sendFile = (
  browser: TestBrowser,
  path: string,
  fields: Readonly<Record<string, string>>,
  file: { readonly blob: Blob; readonly name: string },
): Promise<Response> => {
  const body = new FormData();
  const ticket = [...browser.cookies].find(([cookie]) => cookie.endsWith('desk'))?.[1] ?? '';
  body.append(CSRF_FIELD, csrfToken(APP_SECRET, ticket.split('.')[1] ?? ''));
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  body.append('file', file.blob, file.name);
  const headers = { origin: DESK_ORIGIN, 'sec-fetch-site': 'same-origin' };
  return browser.request(path, { method: 'POST', body, headers });
};
