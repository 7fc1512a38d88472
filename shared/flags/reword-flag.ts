import { type Decision, decideAndCommit, type Surroundings } from '../decide/decide.ts';
import type { FlagId } from '../ids/ids.ts';
import { ok, type Result, refused } from '../result/result.ts';
import type { Instant } from '../time/instant.ts';
import type { FlagActor } from './advance-flag.ts';
import { flagWrites } from './change-flag.ts';
import { type Flag, isOpenFlag } from './flag.ts';
import { flagKey, flagKind } from './store.ts';

export type RewordRefusal = 'no-such-flag' | 'not-yours' | 'settled' | 'nothing-noticed';

/**
 * Who wrote a flag may write it better (a word of health taken out, something forgotten) while it is open; the former
 * words are not kept. Coordinators may too, when somebody asks by telephone.
 */
export const rewordFlag = (
  world: Surroundings,
  id: FlagId,
  noticed: string,
  by: FlagActor,
  now: Instant,
): Promise<Result<Flag, { readonly reason: RewordRefusal }>> =>
  decideAndCommit(
    world.table,
    async (): Promise<Result<Decision<Flag>, { readonly reason: RewordRefusal }>> => {
      const stored = await world.table.get(flagKind, flagKey(id));
      if (!stored) return refused({ reason: 'no-such-flag' });
      if (by.id !== stored.value.flaggerId && by.role !== 'coordinator')
        return refused({ reason: 'not-yours' });
      if (!isOpenFlag(stored.value.state)) return refused({ reason: 'settled' });
      if (noticed.trim() === '' && stored.value.reasons.length === 0)
        return refused({ reason: 'nothing-noticed' });
      const next = { ...stored.value, noticed: noticed.trim() };
      const happening = { action: 'flag-reworded', actor: { kind: 'staff' as const, id: by.id }, at: now };
      return ok({ value: next, writes: flagWrites(world, stored, next, happening, undefined) });
    },
  );
