import type { Context } from 'hono';
import * as z from 'zod';
import { hmac, sameSecret } from '../../../shared/ids/digest.ts';
import { type StaffId, staffIdSchema } from '../../../shared/ids/ids.ts';
import { seal, unseal } from '../../../shared/ids/seal.ts';
import { epochSeconds, fromMillis, type Instant } from '../../../shared/time/instant.ts';
import type { World } from '../../compose.ts';
import { type HostCookie, hostCookie } from '../../web/guard/cookies.ts';

/**
 * What the browser holds of a session: whose it is (to read session and person in one batch), its secret, and when
 * it was last seen. The last is signed by us and rolls with each answer, so that reading keeps a session awake
 * without a write (law 2).
 */
export type Ticket = { readonly staffId: StaffId; readonly secret: string; readonly seenAt: Instant };

const signature = (appSecret: string, text: string): string => hmac(appSecret, `desk-ticket|${text}`);

export const writeTicket = (appSecret: string, { staffId, secret, seenAt }: Ticket): string => {
  const text = `${staffId}.${secret}.${epochSeconds(seenAt).toString(36)}`;
  return `${text}.${signature(appSecret, text)}`;
};

export const readTicket = (appSecret: string, value: string | undefined): Ticket | undefined => {
  const [staff, secret, seen, given, ...rest] = (value ?? '').slice(0, 400).split('.');
  const staffId = staffIdSchema.safeParse(staff);
  if (!staffId.success || !secret || !seen || !given || rest.length > 0) return undefined;
  if (!/^[\w-]{43}$/.test(secret) || !/^[0-9a-z]{1,9}$/.test(seen)) return undefined;
  if (!sameSecret(given, signature(appSecret, `${staff}.${secret}.${seen}`))) return undefined;
  return { staffId: staffId.data, secret, seenAt: fromMillis(Number.parseInt(seen, 36) * 1000) };
};

/** A cookie whose content is sealed for one purpose and dies by itself. */
export type SealedCookie<T> = {
  readonly read: (c: Context, now: Instant) => T | undefined;
  readonly write: (c: Context, value: T, now: Instant) => void;
  readonly clear: (c: Context) => void;
  /** The raw value: binds a form to this browser before anybody is signed in. */
  readonly raw: (c: Context) => string | undefined;
};

const sealedCookie = <T>(
  world: World,
  name: string,
  schema: z.ZodType<T>,
  lifeSeconds: number,
): SealedCookie<T> => {
  const { appSecret, deskOrigin } = world.config;
  const cookie: HostCookie = hostCookie(deskOrigin, name);
  const envelope = z.object({ until: z.number(), value: schema });
  return {
    read: (c, now) => {
      const opened = unseal(appSecret, `cookie|${name}`, (cookie.read(c) ?? '').slice(0, 8_000));
      if (opened === undefined) return undefined;
      const parsed = envelope.safeParse(JSON.parse(opened));
      return parsed.success && parsed.data.until > epochSeconds(now) ? parsed.data.value : undefined;
    },
    write: (c, value, now) => {
      const iv = Buffer.from(world.ids.secret(), 'base64url').subarray(0, 12);
      const text = JSON.stringify({ until: epochSeconds(now) + lifeSeconds, value });
      cookie.write(c, seal(appSecret, `cookie|${name}`, text, iv), lifeSeconds);
    },
    clear: cookie.clear,
    raw: cookie.read,
  };
};

const attemptSchema = z.object({
  state: z.string().min(32),
  nonce: z.string().min(32),
  verifier: z.string().min(43),
  returnTo: z.string(),
});
const newcomerSchema = z.object({ issuer: z.string(), subject: z.string(), name: z.string() });

export type DeskCookies = {
  readonly session: HostCookie;
  readonly attempt: SealedCookie<z.infer<typeof attemptSchema>>;
  /** Somebody the provider vouches for, in a town that does not exist yet. */
  readonly newcomer: SealedCookie<z.infer<typeof newcomerSchema>>;
  /** The identity token, between our own sign-out and the provider's. */
  readonly farewell: SealedCookie<string>;
};
export const deskCookies = (world: World): DeskCookies => ({
  session: hostCookie(world.config.deskOrigin, 'desk'),
  attempt: sealedCookie(world, 'desk-signin', attemptSchema, 600),
  newcomer: sealedCookie(world, 'desk-newcomer', newcomerSchema, 3_600),
  farewell: sealedCookie(world, 'desk-farewell', z.string(), 120),
});

/** Only a page of this desk: one slash, no host, no backslash, no control character. Anything else leads home. */
export const localPath = (asked: string | undefined): string =>
  asked &&
  asked.length <= 300 &&
  /^\/(?!\/)[\w\-./~%?=&+:@]*$/.test(asked) &&
  !/^\/connexion(?![\w-])/.test(asked)
    ? asked
    : '/';

const BROWSERS = [
  ['Edg/', 'Edge'],
  ['OPR/', 'Opera'],
  ['Firefox/', 'Firefox'],
  ['Chrome/', 'Chrome'],
  ['Safari/', 'Safari'],
] as const;
const SYSTEMS = [
  ['Android', 'Android'],
  ['iPhone', 'iPhone'],
  ['iPad', 'iPad'],
  ['Windows', 'Windows'],
  ['Mac OS', 'Mac'],
  ['Linux', 'Linux'],
] as const;
/** « Firefox sur Windows »: enough to recognise one's own, nothing to follow anybody with. */
export const deviceWords = (userAgent: string | undefined): string => {
  const find = (list: readonly (readonly [string, string])[]) =>
    list.find(([mark]) => userAgent?.includes(mark))?.[1];
  return `${find(BROWSERS) ?? 'Navigateur'}${find(SYSTEMS) ? ` sur ${find(SYSTEMS)}` : ''}`;
};
