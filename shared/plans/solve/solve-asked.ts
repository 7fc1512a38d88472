import { type Decision, decideAndCommit, type Surroundings } from '../../decide/decide.ts';
import { ok, type Result, refused } from '../../result/result.ts';
import { rowsOf } from '../../table/kind.ts';
import { replace } from '../../table/write.ts';
import type { Instant } from '../../time/instant.ts';
import { askedList, type Plan, type PlanId, planKey, planKind } from '../week-plan.ts';
import { isBeingSolved, solveWeek } from './solve-week.ts';

/** A calculation that fails so often is shown as failed; the night, or the coordinator, asks again. */
const MOST_TRIES = 3;

/** Takes the calculation in hand, unless somebody else has it. */
const take = (world: Surroundings, id: PlanId, now: Instant): Promise<Result<Plan, 'not-mine'>> =>
  decideAndCommit(world.table, async (): Promise<Result<Decision<Plan>, 'not-mine'>> => {
    const stored = await world.table.get(planKind, planKey(id));
    if (!stored?.value.asked || isBeingSolved(stored.value, now)) return refused('not-mine');
    const { asked, ...rest } = stored.value;
    if (asked.tries >= MOST_TRIES) {
      // Every try was stopped from outside before it could say so.
      const failed: Plan = { ...rest, failedAt: now };
      return ok({ value: failed, writes: [replace(planKind, stored, failed)] });
    }
    const next: Plan = { ...rest, asked: { ...asked, startedAt: now, tries: asked.tries + 1 } };
    return ok({ value: next, writes: [replace(planKind, stored, next)] });
  });

/** Gives it back: tried again at the next tick, or shown as failed after the last try. */
const giveBack = (world: Surroundings, id: PlanId, now: Instant): Promise<Result<undefined, 'over'>> =>
  decideAndCommit(world.table, async (): Promise<Result<Decision<undefined>, 'over'>> => {
    const stored = await world.table.get(planKind, planKey(id));
    if (!stored?.value.asked) return refused('over');
    const { asked, ...rest } = stored.value;
    const { startedAt: _, ...again } = asked;
    const next: Plan = asked.tries >= MOST_TRIES ? { ...rest, failedAt: now } : { ...rest, asked: again };
    return ok({ value: undefined, writes: [replace(planKind, stored, next)] });
  });

export type Solved = { readonly solved: number; readonly failed: number };

/**
 * Solves every week that is owed, one after the other. One that fails does not hold back the others; a worker that dies
 * leaves its week to the next one after a few minutes. `onFailure` is told what no page may show.
 */
export const solveAsked = async (
  world: Surroundings,
  now: Instant,
  onFailure: (error: unknown) => void,
): Promise<Solved> => {
  const page = await world.table.index('list', { partition: askedList(world.config.townId) });
  let [solved, failed] = [0, 0];
  for (const { value: plan } of rowsOf(planKind, page.items)) {
    const taken = await take(world, plan.id, now);
    if (!taken.ok || !taken.value.asked) continue;
    try {
      const done = await solveWeek(world, plan.monday, taken.value.asked.by, now);
      if (done.ok) solved += 1;
      else await giveBack(world, plan.id, now);
    } catch (error) {
      failed += 1;
      onFailure(error);
      await giveBack(world, plan.id, now);
    }
  }
  return { solved, failed };
};
