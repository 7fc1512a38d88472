import { type Actor, change } from '../audit/audit.ts';
import { type Decision, decideAndCommit, type Surroundings } from '../decide/decide.ts';
import type { SeniorId, VolunteerId } from '../ids/ids.ts';
import { ok, type Result, refused } from '../result/result.ts';
import { excluded } from '../seniors/edit-senior.ts';
import { isWritable, type Senior } from '../seniors/senior.ts';
import { seniorKey, seniorKind } from '../seniors/store.ts';
import { seniorWrites } from '../seniors/write-senior.ts';
import type { Instant } from '../time/instant.ts';
import { partFrom } from '../volunteers/rest/part-from.ts';
import { volunteerKey, volunteerKind } from '../volunteers/store.ts';

type Written<E> = Result<Senior, { readonly reason: E }>;
type Writing<E> = Result<Decision<Senior>, { readonly reason: E }>;

export type ExcludeRefusal = 'no-such-senior' | 'no-such-volunteer' | 'closed';

/**
 * Never together, or together again: written on both records at once, without a reason. From then on no yes is taken and
 * no address shown; then the visits that were to come are given back.
 */
export const excludeVolunteer = async (
  world: Surroundings,
  id: SeniorId,
  volunteerId: VolunteerId,
  apart: boolean,
  by: Actor,
  now: Instant,
): Promise<Written<ExcludeRefusal>> => {
  const done = await decideAndCommit(world.table, async (): Promise<Writing<ExcludeRefusal>> => {
    const [stored, volunteer] = await Promise.all([
      world.table.get(seniorKind, seniorKey(id)),
      world.table.get(volunteerKind, volunteerKey(volunteerId)),
    ]);
    if (!stored) return refused({ reason: 'no-such-senior' });
    if (!isWritable(stored.value)) return refused({ reason: 'closed' });
    if (!volunteer) return refused({ reason: 'no-such-volunteer' });
    const next = excluded(stored.value, volunteerId, apart);
    const others = volunteer.value.exclusions.filter(
      (other) => other !== id && !(stored.value.mergedFrom ?? []).includes(other),
    );
    const action = apart ? 'exclusion-added' : 'exclusion-lifted';
    return ok({
      value: next,
      writes: [
        ...seniorWrites(world, stored, next, {
          action,
          actor: by,
          at: now,
          details: { volunteer: volunteerId },
        }),
        ...change(
          volunteerKind,
          volunteer,
          { ...volunteer.value, exclusions: apart ? [...others, id] : others },
          { action, actor: by, at: now, details: { senior: id } },
        ),
      ],
    });
  });
  if (done.ok && apart) await partFrom(world, volunteerId, id, by, now);
  return done;
};
