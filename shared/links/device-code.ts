import { scryptSync } from 'node:crypto';
import { sameSecret, sha256 } from '../ids/digest.ts';
import { type Instant, plus } from '../time/instant.ts';
import type { Link } from './link.ts';

/**
 * ASVS 6.5/6.6: six digits, ten minutes, five tries, then a quarter of an hour. At most three codes in a quarter of an hour and ten
 * in a day: whoever holds a forwarded link could otherwise ask for a new one after each four tries, and make a telephone ring all day.
 */
export const CODE = { digits: 6, minutes: 10, tries: 5, lockMinutes: 15, asks: 3, asksADay: 10 } as const;
/** The devices of one holder: a phone, a tablet, and room for mistakes. */
const MOST_DEVICES = 5;
export const withDevice = (devices: readonly string[], device: string): string[] =>
  [...new Set([...devices, device])].slice(-MOST_DEVICES);

export const deviceHash = (cookie: string): string => sha256(`device|${cookie}`);

const digestOf = (code: string, salt: string): string => scryptSync(code, salt, 32).toString('base64url');

export const isLocked = ({ code }: Link, now: Instant): boolean =>
  code?.lockedUntil !== undefined && code.lockedUntil > now;

const asksSince = ({ code }: Link, from: Instant): readonly Instant[] =>
  (code?.askedAt ?? []).filter((at) => at > from);
/**
 * Why no other code leaves by this link now, undefined where one may: `locked` after wrong tries; `too-often`, the last one sent
 * still opens for as long as it lives.
 */
export const whyNoCode = (link: Link, now: Instant): 'locked' | 'too-often' | undefined => {
  if (isLocked(link, now)) return 'locked';
  const isOften =
    asksSince(link, plus(now, { minutes: -CODE.lockMinutes })).length >= CODE.asks ||
    asksSince(link, plus(now, { days: -1 })).length >= CODE.asksADay;
  return isOften ? 'too-often' : undefined;
};

/**
 * A new code replaces the one before, with its wrong tries while that one lived. 20 bits are too few for a plain hash: salted
 * scrypt, bound to this link.
 */
export const withCode = (link: Link, code: string, salt: string, now: Instant): Link => {
  const isAlive = link.code !== undefined && link.code.expiresAt > now;
  return {
    ...link,
    code: {
      salt,
      digest: digestOf(code, salt),
      expiresAt: plus(now, { minutes: CODE.minutes }),
      tries: isAlive && !link.code?.lockedUntil ? (link.code?.tries ?? 0) : 0,
      askedAt: [...asksSince(link, plus(now, { days: -1 })), now],
    },
  };
};

export type CodeTried =
  | { readonly is: 'right' | 'wrong' | 'locked'; readonly link: Link }
  | { readonly is: 'expired' }
  | { readonly is: 'still-locked' };

/** A wrong one counts, five lock, the right one is spent. */
export const tryCode = (link: Link, typed: string, now: Instant): CodeTried => {
  const { code, ...spent } = link;
  if (!code) return { is: 'expired' };
  if (isLocked(link, now)) return { is: 'still-locked' };
  if (code.expiresAt <= now) return { is: 'expired' };
  if (sameSecret(digestOf(typed.replace(/\D/g, '').slice(0, 12), code.salt), code.digest))
    return { is: 'right', link: spent };
  const tries = code.tries + 1;
  const isLast = tries >= CODE.tries;
  const locked = isLast ? { lockedUntil: plus(now, { minutes: CODE.lockMinutes }) } : {};
  return { is: isLast ? 'locked' : 'wrong', link: { ...link, code: { ...code, tries, ...locked } } };
};
