import type { Actor } from '../audit/audit.ts';
import { change } from '../audit/audit.ts';
import { staffIdSchema } from '../ids/ids.ts';
import { type Intent, type IntentId, laneOf } from '../messages/intent.ts';
import { isVital } from '../messages/kinds.ts';
import { failureSentence, MESSAGE_NAMES } from '../messages/sentences.ts';
import { failingMessages, intentKey, intentKind } from '../messages/store.ts';
import { type HumanRefusal, handle, release } from '../messages/taken-over.ts';
import { ok, type Result, refused } from '../result/result.ts';
import { rowsOf } from '../table/kind.ts';
import type { Table, Write } from '../table/table.ts';
import { taskKey, taskKind } from '../tasks/task.ts';
import type { Instant } from '../time/instant.ts';

/** A message that waits for a person, as the desk shows it: no number, no text, no link. */
export type FailingMessage = {
  readonly id: IntentId;
  /** « proposition de mission » */
  readonly name: string;
  /** « le numéro n’est pas valable » */
  readonly why: string;
  readonly since: Instant;
  /** Volunteer id, or `duty`. */
  readonly recipient: string;
  /** Mission id, else the recipient. */
  readonly subject: string;
  readonly urgent: boolean;
  /** `release`: held after a restore, may be sent. `handle`: somebody does or says it instead. */
  readonly actions: readonly ('release' | 'handle')[];
};

const failing = (intent: Intent): FailingMessage => ({
  id: intent.id,
  name: MESSAGE_NAMES[intent.message.kind],
  why:
    intent.state === 'held'
      ? 'en attente : la base a été restaurée'
      : failureSentence(intent.reason ?? 'tries-spent'),
  since: intent.createdAt,
  recipient: intent.recipient,
  subject: intent.subject,
  urgent: isVital(laneOf(intent)),
  actions: intent.state === 'held' ? ['release', 'handle'] : ['handle'],
});

/** What failed and nobody took over yet, oldest first: the coordinator's first screen (issue 2, item 16). */
export const listFailingMessages = async (
  table: Pick<Table, 'index'>,
  town: string,
  limit = 50,
): Promise<readonly FailingMessage[]> => {
  const page = await table.index('list', { partition: failingMessages(town), limit });
  return rowsOf(intentKind, page.items).map(({ value }) => failing(value));
};

/** The task that replaced the message is done with it. */
const taskDone = async (
  table: Pick<Table, 'get'>,
  { taskId }: Intent,
  actor: Actor,
  now: Instant,
): Promise<readonly Write[]> => {
  const task = taskId && (await table.get(taskKind, taskKey(taskId)));
  if (!task || task.value.state === 'done') return [];
  const by = staffIdSchema.safeParse(actor.id).data;
  const done = { ...task.value, state: 'done' as const, doneAt: now, ...(by ? { doneBy: by } : {}) };
  return change(taskKind, task, done, { action: 'task-done', actor, at: now, from: 'open', to: 'done' });
};

export type HandleRefusal = HumanRefusal | { readonly reason: 'unknown' };

/**
 * A member of staff takes a failing message over (`handle`, its task is done with it), or lets a held one leave (`release`). Refused when it
 * is unknown, being sent at this moment, or already settled.
 */
export const handleMessage = async (
  table: Pick<Table, 'get' | 'commit'>,
  id: IntentId,
  action: 'release' | 'handle',
  actor: Actor,
  now: Instant,
): Promise<Result<Intent, HandleRefusal>> => {
  const stored = await table.get(intentKind, intentKey(id));
  if (!stored) return refused({ reason: 'unknown' });
  const decided = action === 'release' ? release(stored.value, now) : handle(stored.value, actor.id, now);
  if (!decided.ok) return decided;
  const written = await table.commit([
    ...change(intentKind, stored, decided.value, {
      action: action === 'release' ? 'message-released' : 'message-handled',
      actor,
      at: now,
      from: stored.value.state,
      to: decided.value.state,
    }),
    ...(action === 'handle' ? await taskDone(table, decided.value, actor, now) : []),
  ]);
  return written.ok ? ok(decided.value) : refused({ reason: 'in-other-hands' });
};
