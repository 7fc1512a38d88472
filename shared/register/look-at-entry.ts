import { SYSTEM } from '../audit/audit.ts';
import { type Decision, decideAndCommit, type Surroundings } from '../decide/decide.ts';
import { registerChangeWrites } from '../heat/calls/members/register-change.ts';
import { lettersOf } from '../ids/digest.ts';
import { type RegisterEntryId, type TaskId, taskIdSchema } from '../ids/ids.ts';
import { ok, type Result, refused } from '../result/result.ts';
import type { Table, Write } from '../table/table.ts';
import { create } from '../table/write.ts';
import { taskKey, taskKind } from '../tasks/task.ts';
import { dayOf } from '../time/civil.ts';
import { frenchDay } from '../time/french.ts';
import { type Instant, plus } from '../time/instant.ts';
import { silence } from './acknowledge-entry.ts';
import { emptyAt, nextEntryLook } from './clocks.ts';
import type { RegisterEntry } from './entry.ts';
import { entryWrites } from './entry-writes.ts';
import { emptied } from './leave-entry.ts';
import { entryKey, entryKind } from './store.ts';

type Due = {
  readonly next: RegisterEntry;
  readonly action: string;
  readonly task?: TownTask;
};
/** One task for the whole town and day, whatever the number of people: a list behind it says who. */
type TownTask = {
  readonly name: string;
  readonly sentence: string;
  readonly urgent: boolean;
  readonly dueAt: Instant;
};

const dueWork = (entry: RegisterEntry, now: Instant): Due | undefined => {
  const empty = emptyAt(entry);
  if (empty && empty <= now) return { next: emptied(entry), action: 'register-emptied' };
  const confirmed = silence(entry, now);
  if (confirmed) return { next: confirmed, action: 'register-silence' };
  if (entry.state === 'pending-acknowledgment' && entry.acknowledgment && !entry.acknowledgment.sentAt) {
    const { acknowledgment } = entry;
    const by = frenchDay(dayOf(acknowledgment.dueAt));
    if (now >= acknowledgment.dueAt)
      return {
        next: { ...entry, acknowledgment: { ...acknowledgment, remindedAt: now, lateAt: now } },
        action: 'register-acknowledgment-late',
        task: {
          name: `ack-late|${dayOf(acknowledgment.dueAt)}`,
          sentence: `Registre d’alerte : des accusés de réception devaient partir avant le ${by}.`,
          urgent: true,
          dueAt: acknowledgment.dueAt,
        },
      };
    return {
      next: { ...entry, acknowledgment: { ...acknowledgment, remindedAt: now } },
      action: 'register-acknowledgment-soon',
      task: {
        name: `ack|${dayOf(acknowledgment.dueAt)}`,
        sentence: `Registre d’alerte : des accusés de réception sont à envoyer avant le ${by}.`,
        urgent: false,
        dueAt: acknowledgment.dueAt,
      },
    };
  }
  if (entry.state === 'confirmed' && entry.reconfirmOn && !entry.reconfirmSince)
    return {
      next: { ...entry, reconfirmSince: now },
      action: 'register-ask-again',
      task: {
        name: `again|${dayOf(now).slice(0, 7)}`,
        sentence: 'Registre d’alerte : des personnes inscrites depuis un an sont à recontacter.',
        urgent: false,
        dueAt: plus(now, { days: 30 }),
      },
    };
  return undefined;
};

/** The town's task of this day: made of what it says, so that a thousand entries make it once. */
const townTaskId = (town: string, name: string): TaskId =>
  taskIdSchema.parse(`tsk_${lettersOf(`register|${town}|${name}`)}`);

const taskWrites = async (
  table: Pick<Table, 'get'>,
  town: string,
  task: TownTask | undefined,
  now: Instant,
): Promise<readonly Write[]> => {
  if (!task) return [];
  const id = townTaskId(town, task.name);
  if (await table.get(taskKind, taskKey(id))) return [];
  return [
    create(taskKind, {
      id,
      town,
      kind: 'register',
      state: 'open',
      subjectId: 'register',
      sentence: task.sentence,
      urgent: task.urgent,
      createdAt: now,
      dueAt: task.dueAt,
    }),
  ];
};

/**
 * What an entry owes at this moment: silence confirms, the eight days and the year become
 * a task, what is past its keeping is emptied. Killed anywhere, looked at again (law 12).
 */
export const lookAtEntry = async (
  world: Pick<Surroundings, 'table' | 'config'>,
  id: RegisterEntryId,
  now: Instant,
): Promise<void> => {
  await decideAndCommit(world.table, async (): Promise<Result<Decision<void>, 'nothing-due'>> => {
    const current = await world.table.get(entryKind, entryKey(id));
    const at = current && nextEntryLook(current.value);
    const due = current && at !== undefined && at <= now ? dueWork(current.value, now) : undefined;
    if (!current || !due) return refused('nothing-due');
    return ok({
      value: undefined,
      writes: [
        ...entryWrites(world.config.appSecret, current, due.next, {
          action: due.action,
          actor: SYSTEM,
          at: now,
        }),
        ...(await registerChangeWrites(world, [due.next], now)),
        ...(await taskWrites(world.table, current.value.town, due.task, now)),
      ],
    });
  });
};
