import type { Actor } from '../../../audit/audit.ts';
import { type Decision, decideAndCommit, type Surroundings } from '../../../decide/decide.ts';
import { type Plan, planIdOf, planKey, planKind } from '../../../plans/week-plan.ts';
import { ok, type Result, refused } from '../../../result/result.ts';
import { create, replace } from '../../../table/write.ts';
import type { CivilDay } from '../../../time/civil.ts';
import type { Instant } from '../../../time/instant.ts';
import type { Recruits } from '../recruit.ts';
import { type Question, questionKey, questionKind } from './question.ts';

/** What is known of this question: nothing, owed, answered, or failed. Reads one record. */
export const readQuestion = async (
  { table, config }: Pick<Surroundings, 'table' | 'config'>,
  monday: CivilDay,
  recruits: Recruits,
): Promise<Question | undefined> =>
  (await table.get(questionKind, questionKey(planIdOf(config.townId, monday), recruits)))?.value;

/** `not-planned`: the week has no plan to ask about. */
export type AskRefusal = 'not-planned';

/**
 * Notes that the answer is owed. Asked twice, owed once; asked again after an answer or a failure, it is counted again, and
 * what was counted last is kept to be read meanwhile.
 */
export const askQuestion = (
  world: Surroundings,
  monday: CivilDay,
  recruits: Recruits,
  actor: Actor,
  now: Instant,
): Promise<Result<Question, AskRefusal>> =>
  decideAndCommit(world.table, async (): Promise<Result<Decision<Question>, AskRefusal>> => {
    const { townId } = world.config;
    const planId: Plan['id'] = planIdOf(townId, monday);
    const plan = await world.table.get(planKind, planKey(planId));
    if (!plan?.value.result) return refused('not-planned');
    const stored = await world.table.get(questionKind, questionKey(planId, recruits));
    if (stored?.value.asked) return ok({ value: stored.value, writes: [] });
    const { sector, language, count, free, travel } = recruits;
    const { answer } = stored?.value ?? {};
    const value: Question = {
      planId,
      town: townId,
      monday,
      recruits: {
        count,
        free: [...free],
        travel,
        ...(sector ? { sector } : {}),
        ...(language ? { language } : {}),
      },
      asked: { at: now, by: actor, tries: 0 },
      ...(answer ? { answer } : {}),
    };
    return ok({
      value,
      writes: [stored ? replace(questionKind, stored, value) : create(questionKind, value)],
    });
  });
