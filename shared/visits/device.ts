import { scryptSync } from 'node:crypto';
import { type Actor, change } from '../audit/audit.ts';
import { type Decision, decideAndCommit, type Surroundings } from '../decide/decide.ts';
import { sameSecret, sha256 } from '../ids/digest.ts';
import { type Link, linkKey, linkKind } from '../links/link.ts';
import { intentWrite } from '../messages/intent-write.ts';
import { missionKind } from '../missions/store.ts';
import { readFacts, type Subject, valuesOf } from '../offers/facts.ts';
import { ok, type Result, refused } from '../result/result.ts';
import { replace } from '../table/write.ts';
import { type Instant, plus } from '../time/instant.ts';
import { mayReveal } from './situation.ts';

/** ASVS 6.5/6.6: six digits, ten minutes, five tries, then a quarter of an hour. */
export const CODE = { digits: 6, minutes: 10, tries: 5, lockMinutes: 15 } as const;
/** The devices of one holder: a phone, a tablet, and room for mistakes. */
const MOST_DEVICES = 5;

export const deviceHash = (cookie: string): string => sha256(`device|${cookie}`);

const digestOf = (code: string, salt: string): string => scryptSync(code, salt, 32).toString('base64url');

export type CodeRefusal = 'unknown' | 'not-yours' | 'locked' | 'wrong' | 'expired';

/**
 * Another device than the one that accepted asks to see the address: six digits go to the number on file. 20 bits are too
 * few for a plain hash, so the code is kept as salted scrypt, bound to this link. A new code replaces the one before.
 */
export const sendDeviceCode = (
  world: Surroundings,
  link: Link,
  subject: Subject,
  now: Instant,
): Promise<Result<undefined, CodeRefusal>> =>
  decideAndCommit(world.table, async (): Promise<Result<Decision<undefined>, CodeRefusal>> => {
    const [stored, facts] = await Promise.all([
      world.table.get(linkKind, linkKey(link.hash)),
      readFacts(world, subject),
    ]);
    if (!stored || !facts) return refused('unknown');
    if (!mayReveal(valuesOf(facts), now)) return refused('not-yours');
    const previous = stored.value.code;
    if (previous?.lockedUntil && previous.lockedUntil > now) return refused('locked');
    const code = String(world.ids.integerBelow(10 ** CODE.digits)).padStart(CODE.digits, '0');
    const salt = world.ids.secret();
    const next: Link = {
      ...stored.value,
      code: { salt, digest: digestOf(code, salt), expiresAt: plus(now, { minutes: CODE.minutes }), tries: 0 },
    };
    return ok({
      value: undefined,
      writes: [
        replace(linkKind, stored, next),
        intentWrite(
          { appSecret: world.config.appSecret, ids: world.ids },
          facts.town,
          {
            message: { kind: 'device-code' },
            recipient: subject.volunteerId,
            subject: subject.missionId,
            round: `${link.hash.slice(0, 8)}-v${stored.version}`,
            dueAt: now,
            notAfter: plus(now, { minutes: CODE.minutes }),
            secret: code,
          },
          now,
        ),
      ],
    });
  });

type Tried = 'right' | 'wrong' | 'locked';

/** Checks the digits: a wrong one counts, five lock, the right one lets this device in and is spent. */
export const tryDeviceCode = async (
  world: Surroundings,
  link: Link,
  subject: Subject,
  typed: string,
  device: string,
  actor: Actor,
  now: Instant,
): Promise<Result<undefined, CodeRefusal>> => {
  const tried = await decideAndCommit(
    world.table,
    async (): Promise<Result<Decision<Tried>, CodeRefusal>> => {
      const [stored, facts] = await Promise.all([
        world.table.get(linkKind, linkKey(link.hash)),
        readFacts(world, subject),
      ]);
      if (!stored || !facts) return refused('unknown');
      const code = stored.value.code;
      const mission = facts.mission.value;
      if (!mayReveal(valuesOf(facts), now) || !mission.holder) return refused('not-yours');
      if (!code) return refused('expired');
      if (code.lockedUntil && code.lockedUntil > now) return refused('locked');
      if (code.expiresAt <= now) return refused('expired');
      if (!sameSecret(digestOf(typed.replace(/\D/g, '').slice(0, 12), code.salt), code.digest)) {
        const tries = code.tries + 1;
        const locked = tries >= CODE.tries ? { lockedUntil: plus(now, { minutes: CODE.lockMinutes }) } : {};
        const next: Link = { ...stored.value, code: { ...code, tries, ...locked } };
        return ok({
          value: tries >= CODE.tries ? 'locked' : 'wrong',
          writes: [replace(linkKind, stored, next)],
        });
      }
      const { code: _, ...spent } = stored.value;
      const devices = [...new Set([...mission.holder.devices, device])].slice(-MOST_DEVICES);
      return ok({
        value: 'right',
        writes: [
          replace(linkKind, stored, spent),
          ...change(
            missionKind,
            facts.mission,
            { ...mission, holder: { ...mission.holder, devices } },
            {
              action: 'details-opened',
              actor,
              at: now,
              details: { by: 'code' },
            },
          ),
        ],
      });
    },
  );
  if (!tried.ok) return tried;
  return tried.value === 'right' ? ok(undefined) : refused(tried.value);
};

/** Each opening of an address is an event that the coordinator sees; a GET never opens one (laws 2 and 7). */
export const openDetails = (
  world: Surroundings,
  subject: Subject,
  device: string,
  actor: Actor,
  now: Instant,
): Promise<Result<undefined, 'unknown' | 'not-yours' | 'other-device'>> =>
  decideAndCommit(world.table, async () => {
    const facts = await readFacts(world, subject);
    if (!facts) return refused('unknown' as const);
    const mission = facts.mission.value;
    if (!mayReveal(valuesOf(facts), now)) return refused('not-yours' as const);
    if (!mission.holder?.devices.includes(device)) return refused('other-device' as const);
    return ok({
      value: undefined,
      writes: change(missionKind, facts.mission, mission, {
        action: 'details-opened',
        actor,
        at: now,
        details: { by: 'device' },
      }),
    });
  });
