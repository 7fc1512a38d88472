import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import * as z from 'zod';
import { type Phone, phoneSchema } from '../../../shared/phone/phone.ts';
import type { Result } from '../../../shared/result/result.ts';
import { addDays, civilTime, dayOf, instantOf } from '../../../shared/time/civil.ts';
import { wholePage } from '../html.ts';
import type { Advance, AdvanceRefusal, TimeWalk } from '../time/advance.ts';
import type { TownClock } from '../time/clock.ts';
import { type Contact, type Frame, type Owned, type PhoneOwners, phonePath } from './frame.tsx';
import { Conversation, LockScreen, NotFound } from './pages.tsx';
import type { Phones, Sms, SmsRequest } from './phones.ts';
import { SCRIPT } from './script.ts';
import { type Fault, snsApp } from './sns.ts';
import { STYLE } from './style.ts';
import type { WaveParts } from './wave.tsx';
import { ADVANCE_PROBLEMS } from './words.ts';

/** A page does not keep a visitor waiting longer for the time to move: it shows how far it is. */
const PATIENCE_MS = 2_500;
const RECENT = 6;

export type TelephoneParts = {
  readonly phones: Phones;
  readonly clock: TownClock;
  readonly walk: TimeWalk;
  readonly ownerOf?: PhoneOwners;
  /** The heat wave of August 2023, where it may be played. */
  readonly wave?: WaveParts;
  readonly report?: (error: unknown) => void;
  readonly fault?: (request: SmsRequest) => Fault | undefined;
};

/** The third host: the SNS endpoint under /sns, the phones of the town as pages, and the control of its clock. */
export const telephoneApp = (parts: TelephoneParts): Hono => {
  const { phones, clock, walk } = parts;
  // Not strict: the SNS client adds a slash to the path of its endpoint.
  const app = new Hono({ strict: false });
  app.use(bodyLimit({ maxSize: 16 * 1024 }));
  app.use(async (c, next) => {
    await next();
    for (const [name, value] of HEADERS) c.header(name, value);
  });
  app.onError((error, c) => {
    parts.report?.(error);
    return c.text('Le téléphone de la ville a rencontré une erreur. Réessayez dans un instant.', 500);
  });

  app.get('/health', (c) => c.json({ status: 'ok', host: 'telephone' }));
  app.get('/telephone.css', (c) => c.body(STYLE, 200, { 'content-type': 'text/css; charset=utf-8' }));
  app.get('/telephone.js', (c) => c.body(SCRIPT, 200, { 'content-type': 'text/javascript; charset=utf-8' }));
  app.route('/sns', snsApp({ phones, ...(parts.fault ? { fault: parts.fault } : {}) }));

  app.get('/', async (c) => {
    const recent = await Promise.all(
      [...phones.messages()]
        .reverse()
        .slice(0, RECENT)
        .map((sms) => owned(parts, sms)),
    );
    return c.html(wholePage(<LockScreen frame={await frameOf(parts, c)} recent={recent} />));
  });
  app.get('/phones/:number', async (c) => {
    const number = readNumber(c.req.param('number'));
    const messages = number ? phones.messages({ to: number }) : [];
    if (!number || messages.length === 0)
      return c.html(wholePage(<NotFound frame={{ ...(await frameOf(parts, c)), path: '/' }} />), 404);
    const phone = { number, owner: await parts.ownerOf?.(number), state: phones.stateOf(number) };
    return c.html(
      wholePage(<Conversation frame={await frameOf(parts, c)} phone={phone} messages={messages} />),
    );
  });
  app.post('/phones/:number/state', async (c) => {
    if (isForeign(c)) return refuse(c, 403, 'Cette demande ne vient pas de cette page.');
    const number = readNumber(c.req.param('number'));
    const form = stateForm.safeParse(await c.req.parseBody());
    if (!number || !form.success) return refuse(c, 400, 'Choisissez l’un des états proposés.');
    await phones.setState(number, form.data.state);
    return c.redirect(phonePath(number), 303);
  });

  app.get('/messages.json', (c) => {
    const asked = c.req.query('to');
    const to = asked === undefined ? undefined : readNumber(asked);
    if (asked !== undefined && to === undefined)
      return refuse(c, 400, 'Le paramètre « to » est un numéro comme +33639980001.');
    return c.json(phones.messages({ to }).map(shownMessage));
  });
  app.get('/clock.json', (c) =>
    c.json({ now: clock.now(), offsetMillis: clock.offsetMillis(), advancing: walk.progress() ?? null }),
  );
  app.get('/pulse.json', (c) => c.json({ version: phones.version(), moving: walk.progress() !== undefined }));
  app.post('/clock', (c) => moveClock(parts, c));
  app.post('/wave', (c) => playWave(parts, c));
  app.notFound(async (c) =>
    c.html(wholePage(<NotFound frame={{ ...(await frameOf(parts, c)), path: '/' }} />), 404),
  );
  return app;
};

const HEADERS = [
  [
    'content-security-policy',
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  ],
  ['x-content-type-options', 'nosniff'],
  ['referrer-policy', 'no-referrer'],
  ['cache-control', 'no-store'],
  ['cross-origin-resource-policy', 'same-origin'],
] as const;

const stateForm = z.object({ state: z.enum(['reachable', 'silent', 'opted-out']) });
/** A page of this host, and no other address. */
const back = z
  .string()
  .regex(/^\/(phones\/\d{10})?$/)
  .catch('/');
const clockForm = z.object({
  advance: z.string().max(40).optional(),
  until: z.literal('tomorrow-09:00').optional(),
  back,
});
const waveForm = z.object({ wave: z.enum(['start', 'stop']), back });

const playWave = async ({ wave }: TelephoneParts, c: Context): Promise<Response> => {
  if (isForeign(c)) return refuse(c, 403, 'Cette demande ne vient pas de cette page.');
  const form = waveForm.safeParse(await c.req.parseBody());
  if (!wave || !form.success) return refuse(c, 400, 'Cette ville ne rejoue pas de canicule.');
  await (form.data.wave === 'start' ? wave.start() : wave.stop());
  return c.redirect(form.data.back, 303);
};

/** JSON waits for the end of the walk and says what happened; a form comes back to its page within moments. */
const moveClock = async (parts: TelephoneParts, c: Context): Promise<Response> => {
  if (isForeign(c)) return refuse(c, 403, 'Cette demande ne vient pas de cette page.');
  const json = c.req.header('content-type')?.startsWith('application/json') ?? false;
  const asked = clockForm.safeParse(json ? await c.req.json().catch(() => ({})) : await c.req.parseBody());
  if (!asked.success) return refuse(c, 400, ADVANCE_PROBLEMS['not-a-duration']);
  const walking = asked.data.until
    ? parts.walk.advanceTo((now) => instantOf(addDays(dayOf(now), 1), civilTime('09:00')))
    : parts.walk.advance(asked.data.advance ?? '');
  const outcome = walking.catch((error: unknown): typeof STOPPED => {
    parts.report?.(error);
    return STOPPED;
  });
  if (json) {
    const done = await outcome;
    if (done === STOPPED) return refuse(c, 500, ADVANCE_PROBLEMS.stopped);
    return done.ok
      ? c.json({ now: parts.clock.now(), ...done.value })
      : refuse(c, 400, ADVANCE_PROBLEMS[done.refusal.reason]);
  }
  const done = await Promise.race([outcome, pause(PATIENCE_MS)]);
  return c.redirect(`${asked.data.back}${problemQuery(done)}`, 303);
};

/** A background job failed on the way: what was due there is still due, and nothing is lost. */
const STOPPED = 'stopped';

const problemQuery = (done: Result<Advance, AdvanceRefusal> | typeof STOPPED | undefined): string => {
  if (done === STOPPED) return `?problem=${STOPPED}`;
  return done && !done.ok ? `?problem=${done.refusal.reason}` : '';
};

const frameOf = async (parts: TelephoneParts, c: Context): Promise<Frame> => {
  const problem = z
    .enum(['not-a-duration', 'not-forward', 'too-far', STOPPED])
    .safeParse(c.req.query('problem'));
  return {
    now: parts.clock.now(),
    offsetMillis: parts.clock.offsetMillis(),
    progress: parts.walk.progress(),
    problem: problem.success ? ADVANCE_PROBLEMS[problem.data] : undefined,
    version: parts.phones.version(),
    contacts: await contactsOf(parts),
    wave: parts.wave && { standing: parts.wave.standing(), desk: parts.wave.desk },
    path: c.req.path,
  };
};

/** The phones that received something, the latest first. */
const contactsOf = async (parts: TelephoneParts): Promise<readonly Contact[]> => {
  const last = new Map<Phone, Sms>();
  for (const sms of parts.phones.messages()) {
    last.delete(sms.to);
    last.set(sms.to, sms);
  }
  return Promise.all(
    [...last].reverse().map(async ([number, sms]) => ({
      number,
      owner: await parts.ownerOf?.(number),
      state: parts.phones.stateOf(number),
      last: sms,
    })),
  );
};

const owned = async (parts: TelephoneParts, sms: Sms): Promise<Sms & Owned> => ({
  ...sms,
  number: sms.to,
  owner: await parts.ownerOf?.(sms.to),
});

const shownMessage = ({ id, to, body, at, parts, encoding, status, senderId, reason }: Sms) => ({
  id,
  to,
  body,
  at,
  parts,
  encoding,
  status,
  senderId,
  ...(reason ? { reason } : {}),
});

/** « 0639980001 », « +33639980001 », or « 33639980001 » as a query turns its plus into a space. */
const readNumber = (text: string): Phone | undefined => {
  const digits = text.replace(/[\s+]/g, '');
  const number = phoneSchema.safeParse(`+${digits.replace(/^0(?=\d{9}$)/, '33')}`);
  return number.success ? number.data : undefined;
};

/** A form of another site must not move this town's time: browsers say where a request comes from. */
const isForeign = (c: Context): boolean => {
  const site = c.req.header('sec-fetch-site');
  return site !== undefined && site !== 'same-origin' && site !== 'none';
};

const refuse = (c: Context, status: 400 | 403 | 500, problem: string): Response =>
  c.json({ problem }, status);

const pause = (ms: number): Promise<undefined> =>
  new Promise((resolve) => setTimeout(() => resolve(undefined), ms).unref());
