import type { Actor } from '../../audit/audit.ts';
import { type Decision, decideAndCommit, type Surroundings } from '../../decide/decide.ts';
import type { VolunteerId } from '../../ids/ids.ts';
import { ok, type Result, refused } from '../../result/result.ts';
import { put, replace } from '../../table/write.ts';
import type { Instant } from '../../time/instant.ts';
import { volunteerKey, volunteerKind } from '../../volunteers/store.ts';
import { returnBatchesOf } from './return-batch.ts';
import { type SummerCaller, summerCallerKey, summerCallerKind } from './summer-caller.ts';

export type SummerRefusal = 'unknown';

/**
 * A volunteer's own yes or no to calls on hot days, and to being asked past their cap on such days; by them or, spoken,
 * by an agent. A no gives back at once what they hold.
 */
export const changeSummerCaller = async (
  world: Surroundings,
  volunteerId: VolunteerId,
  wish: Pick<SummerCaller, 'isIn' | 'beyondCaps'>,
  by: Actor,
  now: Instant,
): Promise<Result<SummerCaller, SummerRefusal>> => {
  const done = await decideAndCommit(
    world.table,
    async (): Promise<Result<Decision<SummerCaller>, SummerRefusal>> => {
      const [volunteer, stored] = await Promise.all([
        world.table.get(volunteerKind, volunteerKey(volunteerId)),
        world.table.get(summerCallerKind, summerCallerKey(volunteerId)),
      ]);
      if (!volunteer) return refused('unknown');
      const next: SummerCaller = {
        volunteerId,
        town: volunteer.value.town,
        isIn: wish.isIn,
        beyondCaps: wish.isIn && wish.beyondCaps,
        at: now,
        by,
      };
      return ok({
        value: next,
        writes: [stored ? replace(summerCallerKind, stored, next) : put(summerCallerKind, next, 'absent')],
      });
    },
  );
  if (done.ok && !wish.isIn) await returnBatchesOf(world, volunteerId, by, now);
  return done;
};
