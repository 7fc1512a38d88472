import { change } from '../audit/audit.ts';
import { type Decision, decideAndCommit, type Surroundings } from '../decide/decide.ts';
import type { FlagId, StaffId } from '../ids/ids.ts';
import type { MessageDraft } from '../messages/draft.ts';
import { intentWrite } from '../messages/intent-write.ts';
import { ok, type Result } from '../result/result.ts';
import { create } from '../table/write.ts';
import type { Task } from '../tasks/task.ts';
import { taskKind } from '../tasks/task.ts';
import { type Instant, plus } from '../time/instant.ts';
import { type Town, townKey, townKind } from '../town/settings.ts';
import { findKnown, flagLookupWrites, mayTellKnown } from './find-known.ts';
import type { Flag } from './flag.ts';
import { type FlagRefusal, type FlagRequest, receiveFlag } from './receive-flag.ts';
import {
  flagFormHash,
  flagFormKey,
  flagFormKind,
  flagKey,
  flagKind,
  flagNumberKey,
  flagNumberKind,
} from './store.ts';

export type Received = { readonly flagId: FlagId; readonly number: string };

/** The duty phone rings for these, at any hour. */
const isUrgent = (flag: Flag): boolean => flag.urgency === 'P0' || flag.urgency === 'P1';
/** A text about an alarm is of no use the next day. */
const ALERT_HOURS = 12;

/**
 * Receives a flag, once for one form: the flag, its number, its marks, and for an immediate danger a task and the duty
 * phone, all in one transaction. The same form sent again answers with the same number.
 */
export const flagPerson = async (
  world: Surroundings,
  command: { readonly formId: string; readonly request: FlagRequest },
  by: { readonly id: StaffId },
  now: Instant,
): Promise<Result<Received, { readonly reason: FlagRefusal }>> => {
  const { table, ids, config } = world;
  const form = flagFormHash(by.id, command.formId);
  const flagId = ids.next('flg');
  let tries = 0;
  return decideAndCommit(table, async () => {
    const before = await table.get(flagFormKind, flagFormKey(form));
    if (before) return already(world, before.value.flagId);
    const town = await townOf(world);
    const known = mayTellKnown(await findKnown(world, command.request.person, town.name));
    const number = await freeNumber(world, tries++);
    const received = receiveFlag(command.request, { id: flagId, number, known }, by.id, town, now);
    if (!received.ok) return received;
    const flag = received.value;
    const task = flag.urgency === 'P0' ? [dangerTask(flag, ids.next('tsk'), now)] : [];
    const alert = isUrgent(flag) && town.dutyPhone ? [dutyAlert(flag, now)] : [];
    return ok({
      value: { flagId, number },
      writes: [
        ...change(flagKind, undefined, flag, {
          action: 'flag-received',
          actor: { kind: 'staff', id: by.id },
          at: now,
          to: flag.state,
          details: { number, urgency: flag.urgency, sensitive: flag.sensitive !== undefined },
        }),
        create(flagFormKind, { form, flagId }),
        create(flagNumberKind, { town: town.id, number, flagId }),
        ...flagLookupWrites(config.appSecret, undefined, flag, town.name),
        ...task.map((t) => create(taskKind, t)),
        ...alert.map((draft) => intentWrite({ appSecret: config.appSecret, ids }, town, draft, now)),
      ],
    });
  });
};

const already = async (
  world: Surroundings,
  flagId: FlagId,
): Promise<Result<Decision<Received>, { readonly reason: FlagRefusal }>> => {
  const flag = await world.table.get(flagKind, flagKey(flagId));
  if (!flag) throw new Error('a form answered without its flag');
  return ok({ value: { flagId, number: flag.value.number }, writes: [] });
};

const townOf = async (world: Surroundings): Promise<Town> => {
  const town = await world.table.get(townKind, townKey(world.config.townId));
  if (!town) throw new Error('this town has no settings yet');
  return town.value;
};

/** Four digits are easy to say; when many are taken, more digits come. */
const freeNumber = async (world: Surroundings, tries: number): Promise<string> => {
  for (let attempt = tries; ; attempt += 1) {
    const digits = 4 + Math.min(4, Math.floor(attempt / 3));
    const number = `S-${10 ** (digits - 1) + world.ids.integerBelow(9 * 10 ** (digits - 1))}`;
    if (!(await world.table.get(flagNumberKind, flagNumberKey(world.config.townId, number)))) return number;
  }
};

const dangerTask = (flag: Flag, id: Task['id'], now: Instant): Task => ({
  id,
  town: flag.town,
  kind: 'human-call',
  state: 'open',
  subjectId: flag.id,
  sentence: `Danger immédiat signalé (${flag.number}) : s’assurer que les secours sont prévenus, rappeler le signalant.`,
  urgent: true,
  createdAt: now,
  dueAt: now,
});

const dutyAlert = (flag: Flag, now: Instant): MessageDraft => ({
  message: { kind: 'coordinator-alert', reason: 'urgent-flag', count: 1 },
  recipient: 'duty',
  subject: flag.id,
  round: flag.number,
  dueAt: now,
  notAfter: plus(now, { hours: ALERT_HOURS }),
});
