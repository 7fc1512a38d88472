import { change, SYSTEM } from '../audit/audit.ts';
import { type Ids, volunteerIdSchema } from '../ids/ids.ts';
import { type Intent, laneOf } from '../messages/intent.ts';
import { isVital } from '../messages/kinds.ts';
import { failureSentence, MESSAGE_NAMES } from '../messages/sentences.ts';
import { type Outcome, receive, settle } from '../messages/settle-intent.ts';
import { intentKind, ledgerKeyOf, receiptKey, receiptKind } from '../messages/store.ts';
import { ok, type Result } from '../result/result.ts';
import type { Stored } from '../table/kind.ts';
import type { Table, Write } from '../table/table.ts';
import { add, create, replace } from '../table/write.ts';
import { type Task, taskKind } from '../tasks/task.ts';
import { earliest, type Instant, latest, plus } from '../time/instant.ts';
import { volunteerKey, volunteerKind } from '../volunteers/store.ts';

type Settling = { readonly table: Table; readonly ids: Pick<Ids, 'next' | 'integerBelow'> };

const CALL_INSTEAD = ['no-mobile', 'opted-out', 'invalid-number', 'phone-lost', 'link-closed'];

/** The task that replaces a message: somebody calls, or finds out why. Due before the message would be useless. */
export const taskFor = (intent: Intent, now: Instant, id: Task['id']): Task => {
  const reason = intent.reason ?? 'tries-spent';
  const urgent = isVital(laneOf(intent)) || laneOf(intent) === 'obligation';
  return {
    id,
    town: intent.town,
    kind: CALL_INSTEAD.includes(reason) ? 'human-call' : 'message-failed',
    state: 'open',
    subjectId: intent.subject,
    messageId: intent.id,
    ...(intent.recipient.startsWith('vol_') ? { volunteerId: intent.recipient } : {}),
    sentence: `À dire de vive voix : ${MESSAGE_NAMES[intent.message.kind]}. SMS non reçu : ${failureSentence(reason)}.`,
    urgent,
    createdAt: now,
    dueAt: latest(now, earliest(intent.notAfter, plus(now, { hours: urgent ? 2 : 24 }))),
  };
};

/** Told apart by the caller only to count: `ambiguous` is the window in which a duplicate may happen. */
type Settled = { readonly result: 'settled'; readonly intent: Intent } | { readonly result: 'lost-lease' };

const RE_READS = 4;

/**
 * T5. Records what became of a message, held to the lease: the new state, the human's task when one is needed,
 * the ledger line and the place where its receipt will be found, all in one transaction. A receipt that came
 * first is taken in at once.
 */
export const settleMessage = async (
  world: Settling,
  claimed: Stored<Intent>,
  owner: string,
  outcome: Outcome,
  now: Instant,
): Promise<Settled> => {
  let stored: Stored<Intent> | undefined = claimed;
  for (let read = 0; read < RE_READS && stored; read += 1) {
    const decided = settle(stored.value, owner, outcome, now, world.ids.integerBelow(1_000_000) / 1_000_000);
    if (!decided.ok) return { result: 'lost-lease' };
    const written = await record(world, stored, decided.value, now);
    if (written.ok) return { result: 'settled', intent: written.value };
    stored = await world.table.get(intentKind, intentKind.key(claimed.value));
  }
  return { result: 'lost-lease' };
};

const record = async (
  world: Settling,
  stored: Stored<Intent>,
  decided: { readonly intent: Intent; readonly tellHuman: boolean },
  now: Instant,
): Promise<Result<Intent, unknown>> => {
  let { intent, tellHuman } = decided;
  const writes: Write[] = [];
  if (intent.state === 'sent' && intent.providerMessageId !== undefined) {
    const key = receiptKey(intent.providerMessageId);
    const first = await world.table.get(receiptKind, key);
    const known = { providerMessageId: intent.providerMessageId, intentId: intent.id, at: now };
    writes.push(first ? replace(receiptKind, first, known) : create(receiptKind, known));
    if (first?.value.parked) ({ intent, tellHuman } = receive(intent, first.value.parked));
    writes.push(ledgerLine(intent, now));
  }
  const then = await consequences(world, intent, tellHuman, now);
  const committed = await world.table.commit([
    replace(intentKind, stored, then.intent),
    ...writes,
    ...then.writes,
  ]);
  return committed.ok ? ok(then.intent) : committed;
};

/** The human's task, and the end of all SMS to a number whose owner refused them (F7). */
const consequences = async (
  world: Settling,
  intent: Intent,
  tellHuman: boolean,
  now: Instant,
): Promise<{ readonly intent: Intent; readonly writes: readonly Write[] }> => {
  const task = tellHuman ? taskFor(intent, now, world.ids.next('tsk')) : undefined;
  const known = task ? { ...intent, taskId: task.id } : intent;
  const writes = task ? [create(taskKind, task)] : [];
  return { intent: known, writes: [...writes, ...(await optOut(world, intent, now))] };
};

const optOut = async (world: Settling, intent: Intent, now: Instant): Promise<readonly Write[]> => {
  const volunteerId = volunteerIdSchema.safeParse(intent.recipient).data;
  if (intent.reason !== 'opted-out' || !volunteerId) return [];
  const volunteer = await world.table.get(volunteerKind, volunteerKey(volunteerId));
  if (!volunteer || volunteer.value.optedOutAt !== undefined) return [];
  const happening = { action: 'opted-out-of-sms', actor: SYSTEM, at: now };
  return change(volunteerKind, volunteer, { ...volunteer.value, optedOutAt: now }, happening);
};

const ledgerLine = (intent: Intent, now: Instant): Write =>
  add(ledgerKeyOf(intent, now), {
    messages: 1,
    parts: intent.parts ?? 0,
    microEuros: intent.priceMicroEuros ?? 0,
    [`parts:${intent.message.kind}`]: intent.parts ?? 0,
  });

type ReceiptResult = 'applied' | 'parked' | 'unchanged';

/** T6. Takes a delivery receipt in, or parks it under the provider's id until T5 has named the message. */
export const receiveReceipt = async (
  world: Settling,
  providerMessageId: string,
  receipt: { readonly delivered: boolean; readonly reason: string },
  now: Instant,
): Promise<ReceiptResult> => {
  for (let read = 0; read < RE_READS; read += 1) {
    const known = await world.table.get(receiptKind, receiptKey(providerMessageId));
    if (known?.value.intentId === undefined) {
      const parked = known?.value.parked?.delivered === true ? known.value.parked : receipt;
      const value = { providerMessageId, parked, at: now };
      const write = known ? replace(receiptKind, known, value) : create(receiptKind, value);
      if ((await world.table.commit([write])).ok) return 'parked';
      continue;
    }
    const stored = await world.table.get(intentKind, {
      pk: `MSG#${known.value.intentId}`,
      sk: 'MESSAGE',
    });
    if (stored?.value.providerMessageId !== providerMessageId) return 'unchanged';
    const { intent, tellHuman } = receive(stored.value, receipt);
    if (intent === stored.value) return 'unchanged';
    const then = await consequences(world, intent, tellHuman, now);
    const writes = [replace(intentKind, stored, then.intent), ...then.writes];
    if ((await world.table.commit(writes)).ok) return 'applied';
  }
  throw new Error('a receipt keeps meeting other writers: to be delivered again');
};
