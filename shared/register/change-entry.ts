import { type Actor, PUBLIC } from '../audit/audit.ts';
import { type Decision, decideAndCommit, type Surroundings } from '../decide/decide.ts';
import { registerChangeWrites } from '../heat/calls/members/register-change.ts';
import { currentKey, currentKind } from '../heat/campaign/campaign.ts';
import type { RegisterEntryId } from '../ids/ids.ts';
import { ok, type Result, refused } from '../result/result.ts';
import type { Write } from '../table/table.ts';
import { create } from '../table/write.ts';
import { settledTaskWrites } from '../tasks/settle-task.ts';
import { type Task, taskKind } from '../tasks/task.ts';
import { type Instant, plus } from '../time/instant.ts';
import { LOOK_HOURS, LOOK_HOURS_WHEN_CALLING } from './clocks.ts';
import { type AskToRegister, accept, ask, type EntryRefusal } from './decide-entry.ts';
import { isLive, type RegisterEntry } from './entry.ts';
import { entryWrites } from './entry-writes.ts';
import { type AlikeEntry, findAlikeEntries } from './find-alike.ts';
import { noticeVersion } from './notice.ts';
import { isOpenRule, readRules } from './rules.ts';
import { entryKey, entryKind } from './store.ts';

export type ChangeRefusal = EntryRefusal | 'no-such-entry';
type Changed = Result<RegisterEntry, { readonly reason: ChangeRefusal }>;
type Changing = Result<Decision<RegisterEntry>, { readonly reason: ChangeRefusal }>;

/** Somebody of this name, door or birthday said no: nobody may ask for them (G7). */
export const opposedAmong = (alike: readonly AlikeEntry[]): boolean =>
  alike.some(({ entry, like }) => entry.state === 'opposed' && like.verdict === 'same');

/** What this town opened, as a request needs it: its own category, and the notice that says to whom data may go. */
const openedHere = async (world: Pick<Surroundings, 'table' | 'config'>) => {
  const rules = await readRules(world.table, world.config.townId);
  return { localOpen: isOpenRule(rules, 'local-other'), notice: noticeVersion(rules) };
};

/**
 * A request taken at the desk: effective at once from the person herself (G4), waiting for the acknowledgment from
 * anybody else (G5, G6).
 */
export const registerAtDesk = (
  world: Surroundings,
  given: AskToRegister,
  by: Actor,
  now: Instant,
): Promise<Changed> => {
  const id = world.ids.next('reg');
  return decideAndCommit(world.table, async (): Promise<Changing> => {
    const alike = await findAlikeEntries(world, given.person);
    const opened = await openedHere(world);
    const context = { looked: true, opposedBefore: opposedAmong(alike), ...opened, now };
    const entry = ask(given, id, world.config.townId, context);
    if (!entry.ok) return entry;
    const happening = {
      action: 'register-asked',
      actor: by,
      at: now,
      details: { by: given.request.by, channel: given.request.channel },
    };
    return ok({
      value: entry.value,
      writes: [
        ...entryWrites(world.config.appSecret, undefined, entry.value, happening),
        ...(await registerChangeWrites(world, [entry.value], now)),
      ],
    });
  });
};

const areCallsOpen = async (world: Pick<Surroundings, 'table' | 'config'>): Promise<boolean> =>
  (await world.table.get(currentKind, currentKey(world.config.townId)))?.value.campaignId !== undefined;

export type ReceiveRefusal = { readonly reason: EntryRefusal | 'too-many-today' };

/**
 * A request that came in by itself: an agent looks at it within a day, within two hours while calls are open, and nothing is
 * said about who is registered.
 * `onceMore` counts it against the town's day: refused beyond what any town receives.
 */
export const receiveRequest = (
  world: Surroundings,
  given: AskToRegister,
  onceMore: () => Promise<{ readonly allowed: boolean; readonly write: Write }>,
  now: Instant,
): Promise<Result<RegisterEntry, ReceiveRefusal>> => {
  const id = world.ids.next('reg');
  return decideAndCommit(world.table, async (): Promise<Result<Decision<RegisterEntry>, ReceiveRefusal>> => {
    const today = await onceMore();
    if (!today.allowed) return refused({ reason: 'too-many-today' });
    const context = { looked: false, opposedBefore: false, ...(await openedHere(world)), now };
    const entry = ask(given, id, world.config.townId, context);
    if (!entry.ok) return entry;
    // Her request counts from now (G4): while calls are open, she is not called before an agent has read it.
    const isHot = await areCallsOpen(world);
    const task: Task = {
      id: world.ids.next('tsk'),
      town: entry.value.town,
      kind: 'register',
      state: 'open',
      subjectId: id,
      sentence: 'Registre d’alerte : lire une demande d’inscription reçue en ligne.',
      urgent: isHot,
      createdAt: now,
      dueAt: plus(now, { hours: isHot ? LOOK_HOURS_WHEN_CALLING : LOOK_HOURS }),
    };
    const next = { ...entry.value, taskId: task.id };
    const happening = {
      action: 'register-asked',
      actor: PUBLIC,
      at: now,
      details: { by: given.request.by, channel: given.request.channel },
    };
    return ok({
      value: next,
      writes: [
        ...entryWrites(world.config.appSecret, undefined, next, happening),
        create(taskKind, task),
        today.write,
      ],
    });
  });
};

/** What each act is called in the audit. */
export type EntryAct =
  | 'register-acknowledged'
  | 'register-approved'
  | 'register-opposed'
  | 'register-removed'
  | 'register-reconfirmed'
  | 'register-volunteer-calls'
  | 'register-away'
  | 'register-doubt-cleared'
  | 'register-edited';

/** How the task about an entry ends when the entry leaves. */
export const LEFT = 'La fiche a quitté le registre.';
const TASK_ENDS: Readonly<Partial<Record<EntryAct, string>>> = {
  'register-doubt-cleared': 'La fiche a été vérifiée : ce n’est pas la même personne.',
};

/**
 * One act of an agent on one entry: read, decided, written once. What makes it leave the register also settles the
 * task that waited about it.
 */
export const changeEntry = (
  world: Pick<Surroundings, 'table' | 'config'>,
  id: RegisterEntryId,
  act: EntryAct,
  decide: (entry: RegisterEntry) => Result<RegisterEntry, { readonly reason: EntryRefusal }>,
  by: Actor,
  now: Instant,
): Promise<Changed> =>
  decideAndCommit(world.table, async (): Promise<Changing> => {
    const stored = await world.table.get(entryKind, entryKey(id));
    if (!stored) return refused({ reason: 'no-such-entry' });
    const next = decide(stored.value);
    if (!next.ok) return next;
    return ok({
      value: next.value,
      writes: [
        ...entryWrites(world.config.appSecret, stored, next.value, { action: act, actor: by, at: now }),
        ...(await registerChangeWrites(world, [next.value], now)),
        ...(isLive(next.value) && act !== 'register-doubt-cleared'
          ? []
          : await settledTaskWrites(world.table, stored.value.taskId, TASK_ENDS[act] ?? LEFT, now)),
      ],
    });
  });

/** An agent has read a request: on the register, or waiting for the acknowledgment. */
export const acceptRequest = (
  world: Surroundings,
  id: RegisterEntryId,
  by: Actor,
  now: Instant,
): Promise<Changed> =>
  decideAndCommit(world.table, async (): Promise<Changing> => {
    const stored = await world.table.get(entryKind, entryKey(id));
    if (!stored) return refused({ reason: 'no-such-entry' });
    const alike = stored.value.person ? await findAlikeEntries(world, stored.value.person, [id]) : [];
    const next = accept(stored.value, opposedAmong(alike), now);
    if (!next.ok) return next;
    const { taskId, ...rest } = next.value;
    const happening = { action: 'register-accepted', actor: by, at: now };
    return ok({
      value: rest,
      writes: [
        ...entryWrites(world.config.appSecret, stored, rest, happening),
        ...(await registerChangeWrites(world, [rest], now)),
        ...(await settledTaskWrites(world.table, taskId, 'La demande a été lue.', now)),
      ],
    });
  });
