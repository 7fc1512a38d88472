import { change } from '../audit/audit.ts';
import { type Decision, decideAndCommit, type Surroundings } from '../decide/decide.ts';
import type { DeliveryRoundId, VolunteerId } from '../ids/ids.ts';
import { tryCode, whyNoCode, withDevice } from '../links/device-code.ts';
import { type Link, linkKey, linkKind } from '../links/link.ts';
import { codeWrites } from '../messages/send-code.ts';
import { ok, type Result, refused } from '../result/result.ts';
import type { Stored } from '../table/kind.ts';
import { replace } from '../table/write.ts';
import type { Instant } from '../time/instant.ts';
import { townKey, townKind } from '../town/settings.ts';
import { type DeliveryRound, deliveryRoundKey, deliveryRoundKind, isCarried } from './round.ts';

type Subject = { readonly roundId: DeliveryRoundId; readonly volunteerId: VolunteerId };
export type RoundCodeRefusal = 'unknown' | 'not-yours' | 'locked' | 'too-often' | 'wrong' | 'expired';

type Held = { readonly link: Stored<Link>; readonly round: Stored<DeliveryRound> };
/** The link and the round, while it is this carrier's. */
const held = async (
  world: Surroundings,
  link: Link,
  { roundId, volunteerId }: Subject,
): Promise<Result<Held, RoundCodeRefusal>> => {
  const [stored, round] = await Promise.all([
    world.table.get(linkKind, linkKey(link.hash)),
    world.table.get(deliveryRoundKind, deliveryRoundKey(roundId)),
  ]);
  if (!stored || !round) return refused('unknown');
  if (!isCarried(round.value) || round.value.volunteerId !== volunteerId) return refused('not-yours');
  return ok({ link: stored, round });
};

/** The carrier opens the round on another device: six digits go to the number on file. */
export const sendRoundCode = (
  world: Surroundings,
  link: Link,
  subject: Subject,
  now: Instant,
): Promise<Result<undefined, RoundCodeRefusal>> =>
  decideAndCommit(world.table, async (): Promise<Result<Decision<undefined>, RoundCodeRefusal>> => {
    const [found, town] = await Promise.all([
      held(world, link, subject),
      world.table.get(townKind, townKey(link.town)),
    ]);
    if (!found.ok) return found;
    if (!town) return refused('unknown');
    const stored = found.value.link;
    const refusal = whyNoCode(stored.value, now);
    if (refusal) return refused(refusal);
    return ok({ value: undefined, writes: codeWrites(world, town.value, stored, subject.roundId, now) });
  });

type Tried = 'right' | 'wrong' | 'locked';

/** A wrong code counts, five lock, the right one lets this device in and is spent. */
export const tryRoundCode = async (
  world: Surroundings,
  link: Link,
  subject: Subject,
  given: { readonly code: string; readonly device: string },
  now: Instant,
): Promise<Result<undefined, RoundCodeRefusal>> => {
  const tried = await decideAndCommit(
    world.table,
    async (): Promise<Result<Decision<Tried>, RoundCodeRefusal>> => {
      const found = await held(world, link, subject);
      if (!found.ok) return found;
      const answer = tryCode(found.value.link.value, given.code, now);
      if (answer.is === 'expired') return refused('expired');
      if (answer.is === 'still-locked') return refused('locked');
      const spent = replace(linkKind, found.value.link, answer.link);
      if (answer.is !== 'right') return ok({ value: answer.is, writes: [spent] });
      const { round } = found.value;
      const devices = withDevice(round.value.devices, given.device);
      return ok({
        value: 'right',
        writes: [
          spent,
          ...change(
            deliveryRoundKind,
            round,
            { ...round.value, devices },
            {
              action: 'round-device-added',
              actor: { kind: 'volunteer', id: subject.volunteerId },
              at: now,
            },
          ),
        ],
      });
    },
  );
  if (!tried.ok) return tried;
  return tried.value === 'right' ? ok(undefined) : refused(tried.value);
};
