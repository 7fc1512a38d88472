import { type Actor, change } from '../../audit/audit.ts';
import { type Decision, decideAndCommit, type Surroundings } from '../../decide/decide.ts';
import { ok, type Result, refused } from '../../result/result.ts';
import type { Instant } from '../../time/instant.ts';
import { planOfSeatsLeft } from '../seats-left.ts';
import type { OpenWeek } from '../solve/open-week.ts';
import { closedTo, type SolveRefusal } from '../solve/solve-week.ts';
import { type Plan, planKey, planKind } from '../week-plan.ts';
import { type Hand, type Seats, type WordRefusal, wordAfter } from './hand.ts';

/** How an act by hand is told in the plan's history. */
export const byHand = (hand: Hand, actor: Actor) => ({
  actor,
  action: `by-hand-${hand.kind}`,
  details: {
    mission: hand.missionId,
    ...('volunteerId' in hand ? { volunteer: hand.volunteerId } : {}),
    ...('insteadOf' in hand && hand.insteadOf ? { insteadOf: hand.insteadOf } : {}),
  },
});

/**
 * In a week too large to be solved while a page waits: the coordinator's word is kept at once, and the calculation is owed.
 * What a colleague said meanwhile stays beside it; one that runs meanwhile begins again with both. Until then nothing is sent.
 */
export const keepWord = (
  world: Surroundings,
  { plan: { id }, week }: Pick<OpenWeek, 'plan' | 'week'>,
  hand: Hand,
  seats: Seats,
  seenKey: string,
  actor: Actor,
  now: Instant,
): Promise<Result<Plan, { readonly reason: SolveRefusal } | WordRefusal>> =>
  decideAndCommit(
    world.table,
    async (): Promise<Result<Decision<Plan>, { readonly reason: SolveRefusal } | WordRefusal>> => {
      const stored = await world.table.get(planKind, planKey(id));
      if (!stored) return refused({ reason: 'unknown' });
      const { failedAt: _, ...plan } = planOfSeatsLeft(stored.value, week.left);
      const closed = closedTo(plan, now);
      if (closed) return refused({ reason: closed });
      if (plan.state !== 'proposed' || plan.result?.key !== seenKey)
        return refused({ reason: 'changed-meanwhile' });
      const word = wordAfter(plan, hand, seats);
      if (!word.ok) return word;
      const value: Plan = {
        ...plan,
        ...word.value,
        asked: plan.asked ?? { at: now, by: actor, tries: 0 },
        saidSince: plan.saidSince ?? now,
      };
      return ok({ value, writes: change(planKind, stored, value, { ...byHand(hand, actor), at: now }) });
    },
  );
