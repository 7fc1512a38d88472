import type { Actor } from '../../audit/audit.ts';
import { type Decision, decideAndCommit, type Surroundings } from '../../decide/decide.ts';
import type { VolunteerId } from '../../ids/ids.ts';
import { ok, type Result, refused } from '../../result/result.ts';
import { readAs } from '../../table/kind.ts';
import type { Instant } from '../../time/instant.ts';
import { volunteerChange } from '../movements/record.ts';
import { volunteerKey, volunteerKind } from '../store.ts';
import type { Volunteer } from '../volunteer.ts';

export type PairRefusal = {
  readonly reason: 'unknown' | 'same-person' | 'other-town' | 'already-in-a-pair' | 'gone';
};

const isGone = (volunteer: Volunteer): boolean => volunteer.state === 'leaving' || volunteer.state === 'left';

const readBoth = async (world: Surroundings, id: VolunteerId, other: VolunteerId) => {
  const [first, second] = await world.table.getRows([volunteerKey(id), volunteerKey(other)]);
  return [first && readAs(volunteerKind, first), second && readAs(volunteerKind, second)] as const;
};

/**
 * Makes two volunteers a binôme, both sides in one transaction. Refused when one is already in another, or leaves.
 * Done already: unchanged.
 */
export const pairVolunteers = (
  world: Surroundings,
  id: VolunteerId,
  other: VolunteerId,
  actor: Actor,
  now: Instant,
): Promise<Result<void, PairRefusal>> =>
  decideAndCommit(world.table, async (): Promise<Result<Decision<void>, PairRefusal>> => {
    if (id === other) return refused({ reason: 'same-person' });
    const [one, two] = await readBoth(world, id, other);
    if (!one || !two) return refused({ reason: 'unknown' });
    if (one.value.town !== world.config.townId || two.value.town !== world.config.townId)
      return refused({ reason: 'other-town' });
    if (isGone(one.value) || isGone(two.value)) return refused({ reason: 'gone' });
    if (one.value.partnerId === other && two.value.partnerId === id)
      return ok({ value: undefined, writes: [] });
    if (one.value.partnerId || two.value.partnerId) return refused({ reason: 'already-in-a-pair' });
    const happening = { action: 'binome-made', actor, at: now };
    return ok({
      value: undefined,
      writes: [
        ...volunteerChange(
          one,
          { ...one.value, partnerId: other },
          { ...happening, details: { with: other } },
        ),
        ...volunteerChange(
          two,
          { ...two.value, partnerId: id },
          { ...happening, details: { with: id } },
          'partner',
        ),
      ],
    });
  });

/** Ends a binôme on both sides at once; none: unchanged. */
export const unpairVolunteer = (
  world: Surroundings,
  id: VolunteerId,
  actor: Actor,
  now: Instant,
): Promise<Result<void, PairRefusal>> =>
  decideAndCommit(world.table, async (): Promise<Result<Decision<void>, PairRefusal>> => {
    const one = await world.table.get(volunteerKind, volunteerKey(id));
    if (!one || one.value.town !== world.config.townId) return refused({ reason: 'unknown' });
    const { partnerId, ...alone } = one.value;
    if (!partnerId) return ok({ value: undefined, writes: [] });
    const happening = { action: 'binome-ended', actor, at: now };
    const two = await world.table.get(volunteerKind, volunteerKey(partnerId));
    const writes = [...volunteerChange(one, alone, happening)];
    if (two?.value.partnerId === id) {
      const { partnerId: _, ...other } = two.value;
      writes.push(...volunteerChange(two, other, happening, 'partner'));
    }
    return ok({ value: undefined, writes });
  });
