import * as z from 'zod';
import { SESSION_LIMITS, sessionState } from '../../../shared/access/session.ts';
import { closeAllSessions, closeSession, openSession, sessionsOf } from '../../../shared/access/sessions.ts';
import { seal, unseal } from '../../../shared/ids/seal.ts';
import { staffKey, staffKind, staffLoginKey, staffLoginKind } from '../../../shared/staff/staff.ts';
import type { Clock } from '../../../shared/time/clock.ts';
import { readForm } from '../../web/form.ts';
import { Stopped, seeOther, show } from '../../web/http.ts';
import { type DeskContext, staffOf } from '../env.ts';
import { FIRST_RUN } from '../first-run/path.ts';
import { frameOf } from '../layout.tsx';
import type { DeskRoute } from '../router.ts';
import { type DeskCookies, deviceWords, localPath, writeTicket } from './browser.ts';
import { type Identified, type IdentityProvider, SIGNED_IN_PATH, type SignInRefusal } from './identity.ts';
import { FarewellPage, MySessionsPage, SignInPage, SignInRefusedPage, UnknownPersonPage } from './pages.tsx';

export type SessionParts = {
  readonly cookies: DeskCookies;
  readonly identity: IdentityProvider;
  readonly sessionClock: Clock;
};

const ID_TOKEN_PLACE = 'session-id-token';

const refusedPage = (c: DeskContext, refusal: SignInRefusal): Promise<Response> => {
  c.var.world.log({
    event: 'sign-in-refused',
    id: c.var.requestId,
    reason: refusal.reason,
    code: refusal.code,
  });
  return show(
    c,
    <SignInRefusedPage frame={frameOf(c)} reason={refusal.reason} reference={c.var.requestId} />,
    refusal.reason === 'provider-down' ? 503 : 400,
  );
};

/** The person this login belongs to, open or closed; undefined = nobody. */
const personOf = async (c: DeskContext, who: Identified) => {
  const { table, config } = c.var.world;
  const login = await table.get(staffLoginKind, staffLoginKey(who.issuer, who.subject));
  if (!login) return undefined;
  const person = await table.get(staffKind, staffKey(login.value.staffId));
  return person?.value.town === config.townId ? person.value : undefined;
};

const enter = async (
  { cookies, sessionClock }: SessionParts,
  c: DeskContext,
  who: Identified,
  returnTo: string,
): Promise<Response> => {
  const { world, now } = c.var;
  const staff = await personOf(c, who);
  if (!staff?.active) {
    world.log({ event: 'sign-in-unknown', id: c.var.requestId, closed: staff !== undefined });
    if (!c.var.town) {
      cookies.newcomer.write(c, { issuer: who.issuer, subject: who.subject, name: who.name }, now);
      return seeOther(c, FIRST_RUN);
    }
    return show(c, <UnknownPersonPage frame={frameOf(c)} who={who} closed={staff !== undefined} />, 403);
  }
  await startSession({ cookies, sessionClock }, c, staff.id, who.idToken);
  world.log({ event: 'signed-in', id: c.var.requestId, staff: staff.id, role: staff.role });
  return seeOther(c, returnTo);
};

/** Opens a session in this browser; the one it had before, if any, is closed. */
export const startSession = async (
  { cookies, sessionClock }: Pick<SessionParts, 'cookies' | 'sessionClock'>,
  c: DeskContext,
  staffId: Parameters<typeof closeSession>[1],
  idToken: string | undefined,
): Promise<void> => {
  const { world } = c.var;
  const before = c.get('session');
  if (before) await closeSession(world.table, before.value.staffId, before.value.hash);
  const iv = Buffer.from(world.ids.secret(), 'base64url').subarray(0, 12);
  const sealedIdToken = idToken && seal(world.config.appSecret, ID_TOKEN_PLACE, idToken, iv);
  const opened = await openSession(
    world,
    { staffId, device: deviceWords(c.req.header('user-agent')), ...(sealedIdToken ? { sealedIdToken } : {}) },
    sessionClock.now(),
  );
  cookies.session.write(
    c,
    writeTicket(world.config.appSecret, { staffId, secret: opened.secret, seenAt: opened.session.openedAt }),
    SESSION_LIMITS.absoluteHours * 3_600,
  );
};

const queryOf = (c: DeskContext): string => new URL(c.req.url).search;
const closing = z.object({ hash: z.string().regex(/^[0-9a-f]{64}$/) });

export const sessionRoutes = (parts: SessionParts): readonly DeskRoute[] => {
  const { cookies, identity, sessionClock } = parts;
  return [
    {
      method: 'GET',
      path: '/connexion',
      action: 'session.open',
      handler: (c) => {
        const returnTo = localPath(c.req.query('retour'));
        if (c.get('staff')) return seeOther(c, returnTo);
        const start = `/connexion/depart?${new URLSearchParams({ retour: returnTo })}`;
        return show(
          c,
          <SignInPage frame={frameOf(c)} start={start} hasLeft={c.req.query('sortie') !== undefined} />,
        );
      },
    },
    {
      method: 'GET',
      path: '/connexion/depart',
      action: 'session.open',
      handler: async (c) => {
        const begun = await identity.begin();
        if (!begun.ok) return refusedPage(c, begun.refusal);
        const returnTo = localPath(c.req.query('retour'));
        cookies.attempt.write(c, { ...begun.value.attempt, returnTo }, c.var.now);
        return c.redirect(begun.value.url.href, 303);
      },
    },
    {
      // The one GET that writes: OIDC's code comes back this way. A scanner or a preview cannot make it write: it
      // needs the provider's single-use code and the sealed cookie of the browser that left with this very state.
      method: 'GET',
      path: SIGNED_IN_PATH,
      action: 'session.open',
      handler: async (c) => {
        if (c.req.method !== 'GET') throw new Stopped(400, 'head-on-callback');
        const attempt = cookies.attempt.read(c, c.var.now);
        cookies.attempt.clear(c);
        if (!attempt) return refusedPage(c, { reason: 'refused', code: 'no-attempt' });
        const found = await identity.finish(queryOf(c), attempt, Date.parse(c.var.now));
        if (!found.ok) return refusedPage(c, found.refusal);
        return enter(parts, c, found.value, localPath(attempt.returnTo));
      },
    },
    {
      method: 'POST',
      path: '/deconnexion',
      action: 'session.close',
      handler: async (c) => {
        const { world, now } = c.var;
        const session = c.get('session');
        if (session) {
          await closeSession(world.table, session.value.staffId, session.value.hash);
          const sealed = session.value.sealedIdToken;
          const idToken = sealed && unseal(world.config.appSecret, ID_TOKEN_PLACE, sealed);
          if (idToken) cookies.farewell.write(c, idToken, now);
        }
        cookies.session.clear(c);
        return seeOther(c, '/au-revoir');
      },
    },
    {
      // A redirection straight from the form to the provider would be stopped by our own `form-action 'self'`.
      method: 'GET',
      path: '/au-revoir',
      action: 'session.open',
      handler: async (c) => {
        const idToken = cookies.farewell.read(c, c.var.now);
        cookies.farewell.clear(c);
        const onward =
          idToken === undefined ? undefined : await identity.signOutUrl(idToken, c.var.world.ids.secret());
        // What this browser still keeps of the pages goes too; the cookie that carries the farewell is already gone.
        c.header('clear-site-data', '"cache", "storage"');
        return show(c, <FarewellPage frame={frameOf(c)} onward={onward?.href} />);
      },
    },
    {
      method: 'GET',
      path: '/connexions',
      action: 'session.list-own',
      handler: async (c) => {
        const all = await sessionsOf(c.var.world.table, staffOf(c).id);
        const here = c.get('session')?.value.hash;
        const open = all
          .map(({ value }) => value)
          .filter(
            (one) => one.hash === here || sessionState(one, undefined, sessionClock.now()) !== 'too-old',
          );
        return show(c, <MySessionsPage frame={frameOf(c)} sessions={open} here={here} />);
      },
    },
    {
      method: 'POST',
      path: '/connexions/fermer',
      action: 'session.list-own',
      handler: async (c) => {
        const read = await readForm(c, closing);
        if (read.ok) await closeSession(c.var.world.table, staffOf(c).id, read.value.hash);
        return seeOther(c, '/connexions');
      },
    },
    {
      method: 'POST',
      path: '/connexions/tout-fermer',
      action: 'session.list-own',
      handler: async (c) => {
        await closeAllSessions(c.var.world.table, staffOf(c).id);
        cookies.session.clear(c);
        return seeOther(c, '/au-revoir');
      },
    },
  ];
};
