import { hmac, sameSecret } from '../../../shared/ids/digest.ts';
import { type LinkToken, linkTokenSchema } from '../../../shared/ids/ids.ts';
import { deviceHash } from '../../../shared/links/device-code.ts';
import { hostCookie } from '../../web/guard/cookies.ts';
import type { WebContext } from '../../web/http.ts';

const cookie = (c: WebContext, name: string) => hostCookie(c.get('world').config.linksOrigin, name);

/** Which link is open in this browser; the address bar no longer shows it (reliability.md §4.2). */
const LINK_SECONDS = 30 * 60;
export const openLinkCookie = (c: WebContext, token: LinkToken): void =>
  cookie(c, 'm').write(c, token, LINK_SECONDS);
export const linkTokenOf = (c: WebContext): LinkToken | undefined =>
  linkTokenSchema.safeParse(cookie(c, 'm').read(c)).data;

/** Which device this is: a random word of its own, kept half a year, worth nothing without a link. */
const DEVICE_SECONDS = 180 * 24 * 3600;
export const deviceOf = (c: WebContext): string | undefined => {
  const value = cookie(c, 'd').read(c);
  return value && /^[\w-]{43}$/.test(value) ? deviceHash(value) : undefined;
};
/** The device's hash; a device seen for the first time is given its word with the answer to its POST. */
export const knownDevice = (c: WebContext): string => {
  const known = deviceOf(c);
  if (known) return known;
  const word = c.get('world').ids.secret();
  cookie(c, 'd').write(c, word, DEVICE_SECONDS);
  return deviceHash(word);
};

/** An address once opened stays readable on this device for a quarter of an hour: reloads are not openings. */
const OPEN_SECONDS = 15 * 60;
const seal = (c: WebContext, missionId: string, device: string, until: number): string =>
  hmac(c.get('world').config.appSecret, `details|${missionId}|${device}|${until}`);

export const rememberOpened = (c: WebContext, missionId: string, device: string): void => {
  const until = Math.floor(Date.parse(c.get('now')) / 1000) + OPEN_SECONDS;
  cookie(c, 'v').write(c, `${until}.${seal(c, missionId, device, until)}`, OPEN_SECONDS);
};
export const areDetailsOpen = (c: WebContext, missionId: string): boolean => {
  const [until, given] = (cookie(c, 'v').read(c) ?? '').split('.');
  const device = deviceOf(c);
  if (!until || !given || !device || !/^\d{1,12}$/.test(until)) return false;
  if (Number(until) * 1000 < Date.parse(c.get('now'))) return false;
  return sameSecret(given, seal(c, missionId, device, Number(until)));
};
