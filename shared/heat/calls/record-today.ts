import type { Actor } from '../../audit/audit.ts';
import type { Surroundings } from '../../decide/decide.ts';
import type { Result } from '../../result/result.ts';
import type { Instant } from '../../time/instant.ts';
import { owedBefore } from './earlier-days.ts';
import { MEANING, NEEDS } from './meaning.ts';
import { type OutcomeForm, type Recorded, type RecordRefusal, recordOutcome } from './record-outcome.ts';

/**
 * What came of a call, taken in (`recordOutcome`), and with it what earlier lists of this heat still owe her: spoken to
 * today, she is owed no door of yesterday, whoever spoke to her and however it reached us. A distress of yesterday ends by an
 * agent's word alone: a volunteer's is kept there as a contradiction, for an agent to decide. A need is answered first, and
 * said of today alone; a silence, from an old tab after she was reached, is none of yesterday's. Stopped in between, the
 * same form sent again goes on; or yesterday stays owed, and is shown.
 */
export const recordToday = async (
  world: Surroundings,
  form: OutcomeForm,
  by: Actor,
  now: Instant,
): Promise<Result<Recorded, RecordRefusal>> => {
  const recorded = await recordOutcome(world, form, by, now);
  if (!recorded.ok) return recorded;
  const { task } = recorded.value;
  if (task.state === 'reached' && MEANING[form.code] === 'reached' && !NEEDS.has(form.code))
    for (const { id: taskId } of await owedBefore(world, task))
      await recordOutcome(world, { ...form, taskId, note: '' }, by, now);
  return recorded;
};
