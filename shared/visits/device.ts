import { type Actor, change } from '../audit/audit.ts';
import { type Decision, decideAndCommit, type Surroundings } from '../decide/decide.ts';
import { tryCode, whyNoCode, withDevice } from '../links/device-code.ts';
import { type Link, linkKey, linkKind } from '../links/link.ts';
import { codeWrites } from '../messages/send-code.ts';
import { missionKind } from '../missions/store.ts';
import { readFacts, type Subject, valuesOf } from '../offers/facts.ts';
import { ok, type Result, refused } from '../result/result.ts';
import { replace } from '../table/write.ts';
import type { Instant } from '../time/instant.ts';
import { mayReveal } from './situation.ts';

export type CodeRefusal = 'unknown' | 'not-yours' | 'locked' | 'too-often' | 'wrong' | 'expired';

/**
 * Another device than the one that accepted asks to see the address: six digits go to the number on file
 * (`links/device-code.ts`).
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
    const refusal = whyNoCode(stored.value, now);
    if (refusal) return refused(refusal);
    return ok({
      value: undefined,
      writes: codeWrites(world, facts.town, stored, subject.missionId, now),
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
      const mission = facts.mission.value;
      if (!mayReveal(valuesOf(facts), now) || !mission.holder) return refused('not-yours');
      const tried = tryCode(stored.value, typed, now);
      if (tried.is === 'expired') return refused('expired');
      if (tried.is === 'still-locked') return refused('locked');
      if (tried.is !== 'right')
        return ok({ value: tried.is, writes: [replace(linkKind, stored, tried.link)] });
      const devices = withDevice(mission.holder.devices, device);
      return ok({
        value: 'right',
        writes: [
          replace(linkKind, stored, tried.link),
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
