import { SYSTEM } from '../audit/audit.ts';
import { type Decision, decideAndCommit, type Surroundings } from '../decide/decide.ts';
import type { SeniorId } from '../ids/ids.ts';
import { ok, type Result } from '../result/result.ts';
import type { Senior } from '../seniors/senior.ts';
import { seniorKey, seniorKind } from '../seniors/store.ts';
import { seniorWrites } from '../seniors/write-senior.ts';
import { serviceKind } from '../services/store.ts';
import { rowsOf } from '../table/kind.ts';
import { create } from '../table/write.ts';
import { type Task, taskKind } from '../tasks/task.ts';
import { civilTime, instantOf } from '../time/civil.ts';
import { type Instant, plus } from '../time/instant.ts';
import { BRIDGE_DAYS } from './open-situation.ts';
import { settleSenior } from './settle-senior.ts';

export const BRIDGE_SENTENCE =
  'Appel de lien : prendre des nouvelles, dire où en est la recherche. La personne attend toujours.';
export const RECONTACT_SENTENCE =
  'Reprendre contact comme convenu : la personne était d’accord pour cette date.';

/** A service that runs ends the wait; one that is only proposed does not. */
const isServed = async (world: Surroundings, id: SeniorId): Promise<boolean> => {
  const rows = (await world.table.index('senior', { partition: id, from: 'service#', to: 'service#~' }))
    .items;
  return rowsOf(serviceKind, rows).some(({ value }) => value.state === 'open' || value.state === 'paused');
};

/** What the clocks of an open file ask for now, and the file with those clocks moved on. Pure. */
export const dueSteps = (
  senior: Senior,
  served: boolean,
  now: Instant,
): { readonly next: Senior; readonly sentences: readonly string[] } => {
  const sentences: string[] = [];
  let next = senior;
  if (senior.bridgeAt && senior.bridgeAt <= now) {
    const { bridgeAt: _bridge, ...served_ } = next;
    if (!served) sentences.push(BRIDGE_SENTENCE);
    next = served ? served_ : { ...next, bridgeAt: plus(now, { days: BRIDGE_DAYS }) };
  }
  if (senior.recontactOn && instantOf(senior.recontactOn, civilTime('09:00')) <= now) {
    const { recontactOn: _day, ...rest } = next;
    sentences.push(RECONTACT_SENTENCE);
    next = rest;
  }
  return { next, sentences };
};

/**
 * For the agenda: a file on which something is due. Finishes a closing, a withdrawal or a merge; asks for the bridge
 * call of somebody who still waits, and for the recontact agreed. Twice, late or never: one task each.
 */
export const lookAtSenior = async (world: Surroundings, id: SeniorId, now: Instant): Promise<void> => {
  const stored = await world.table.get(seniorKind, seniorKey(id));
  if (stored?.value.settling && stored.value.settling.nextAt <= now) await settleSenior(world, id, now);
  if (!stored || stored.value.state === 'closed') return;
  const served = stored.value.bridgeAt !== undefined && (await isServed(world, id));
  await decideAndCommit(world.table, async (): Promise<Result<Decision<void>, never>> => {
    const fresh = await world.table.get(seniorKind, seniorKey(id));
    if (!fresh || fresh.value.state === 'closed') return ok({ value: undefined, writes: [] });
    const { next, sentences } = dueSteps(fresh.value, served, now);
    if (next === fresh.value) return ok({ value: undefined, writes: [] });
    const tasks = sentences.map((sentence): Task => callTask(world, fresh.value, sentence, now));
    const happening = { action: 'file-clock', actor: SYSTEM, at: now, details: { tasks: tasks.length } };
    return ok({
      value: undefined,
      writes: [
        ...seniorWrites(world, fresh, next, happening),
        ...tasks.map((task) => create(taskKind, task, `task:${task.id}`)),
      ],
    });
  });
};

const callTask = (world: Surroundings, senior: Senior, sentence: string, now: Instant): Task => ({
  id: world.ids.next('tsk'),
  town: senior.town,
  kind: 'human-call',
  state: 'open',
  subjectId: senior.id,
  seniorId: senior.id,
  ...(senior.referentId ? { assigneeId: senior.referentId } : {}),
  sentence,
  urgent: false,
  createdAt: now,
  dueAt: plus(now, { days: 2 }),
});
