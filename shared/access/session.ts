import * as z from 'zod';
import { sha256 } from '../ids/digest.ts';
import { type StaffId, staffIdSchema } from '../ids/ids.ts';
import { defineKind, type Key, type Kind } from '../table/kind.ts';
import { epochSeconds, type Instant, instantSchema, plus } from '../time/instant.ts';

/** ASVS 7.3.1, 7.3.2; reliability.md §4.8. */
export const SESSION_LIMITS = { idleMinutes: 30, absoluteHours: 12 } as const;

/** A desk that is open somewhere. The id is 256 bits, kept only as its hash: a leaked table opens nothing. */
const sessionSchema = z.object({
  staffId: staffIdSchema,
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  openedAt: instantSchema,
  /** Last POST; reads are remembered by the browser's signed cookie, because a GET writes nothing (law 2). */
  activeAt: instantSchema,
  /** « Firefox sur Windows »: to recognise one's own. */
  device: z.string().max(60),
  /** The identity token, sealed, for the sign-out at the provider. */
  sealedIdToken: z.string().max(12_000).optional(),
});
export type Session = z.infer<typeof sessionSchema>;

export const SESSION_PREFIX = 'SESSION#';
export const sessionHash = (secret: string): string => sha256(`session|${secret}`);
export const sessionKey = (staffId: StaffId, hash: string): Key => ({
  pk: staffId,
  sk: `${SESSION_PREFIX}${hash}`,
});

/**
 * Sessions live in their person's partition: one batch reads session, person and town together.
 *
 * | question                                   | key                               | consistent |
 * |--------------------------------------------|-----------------------------------|------------|
 * | is this session still open?                | pk staff id, sk `SESSION#` + hash | yes        |
 * | where am I signed in? close all of these   | pk staff id, sk begins `SESSION#` | yes        |
 */
export const sessionKind: Kind<Session> = defineKind({
  name: 'session',
  v: 1,
  schema: sessionSchema,
  key: (session) => sessionKey(session.staffId, session.hash),
  expiresAt: (session) => epochSeconds(plus(session.openedAt, { hours: SESSION_LIMITS.absoluteHours + 1 })),
});

export type SessionState = 'open' | 'idle-too-long' | 'too-old';

/** Open, or why not. `seenAt` is what the browser's signed cookie says of its last request. */
export const sessionState = (session: Session, seenAt: Instant | undefined, now: Instant): SessionState => {
  if (now >= plus(session.openedAt, { hours: SESSION_LIMITS.absoluteHours })) return 'too-old';
  const lastSeen = seenAt && seenAt > session.activeAt ? seenAt : session.activeAt;
  return now >= plus(lastSeen, { minutes: SESSION_LIMITS.idleMinutes }) ? 'idle-too-long' : 'open';
};
