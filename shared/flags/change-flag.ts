import { type Actor, change, SYSTEM } from '../audit/audit.ts';
import { type Decision, decideAndCommit, type Surroundings } from '../decide/decide.ts';
import type { FlagId, TaskId } from '../ids/ids.ts';
import { ok, type Result, refused } from '../result/result.ts';
import type { Stored } from '../table/kind.ts';
import type { Write } from '../table/table.ts';
import { create } from '../table/write.ts';
import { type Task, taskKind } from '../tasks/task.ts';
import type { Instant } from '../time/instant.ts';
import { townKey, townKind } from '../town/settings.ts';
import {
  type AdvanceRefusal,
  advance,
  type FlagActor,
  type FlagStep,
  type TellRefusal,
  tellPerson,
} from './advance-flag.ts';
import { flagLookupWrites } from './find-known.ts';
import { type Flag, owesContact, owesTelling, recontactAt } from './flag.ts';
import { flagKey, flagKind } from './store.ts';

/** Every change of a flag: its next state, its audit event and its marks, together. */
export const flagWrites = (
  world: Pick<Surroundings, 'config'>,
  stored: Stored<Flag>,
  next: Flag,
  happening: { readonly action: string; readonly actor: Actor; readonly at: Instant },
  /** The town's name, left out of addresses; undefined when neither the person nor the state changes. */
  city: string | undefined,
): readonly Write[] => [
  ...change(flagKind, stored, next, { ...happening, from: stored.value.state, to: next.state }, 'flag'),
  ...(city === undefined ? [] : flagLookupWrites(world.config.appSecret, stored.value, next, city)),
];

const read = async (world: Surroundings, id: FlagId) => {
  const [stored, town] = await Promise.all([
    world.table.get(flagKind, flagKey(id)),
    world.table.get(townKind, townKey(world.config.townId)),
  ]);
  return { stored, city: town?.value.name ?? '' };
};

type Changed<E> = Result<Flag, { readonly reason: E | 'no-such-flag' }>;
type Changing<E> = Result<Decision<Flag>, { readonly reason: E | 'no-such-flag' }>;

/** One step of a flag's life by a person of the desk. `take-up` goes through `takeUpFlag`, which opens the file too. */
export const advanceFlag = (
  world: Surroundings,
  id: FlagId,
  step: Exclude<FlagStep, { do: 'take-up' }>,
  by: FlagActor,
  now: Instant,
): Promise<Changed<AdvanceRefusal>> =>
  decideAndCommit(world.table, async (): Promise<Changing<AdvanceRefusal>> => {
    const { stored, city } = await read(world, id);
    if (!stored) return refused({ reason: 'no-such-flag' });
    const next = advance(stored.value, step, by, now);
    if (!next.ok) return next;
    const happening = { action: `flag-${step.do}`, actor: { kind: 'staff' as const, id: by.id }, at: now };
    return ok({ value: next.value, writes: flagWrites(world, stored, next.value, happening, city) });
  });

/** The person was told, by letter, aloud or by the safe channel. */
export const tellPersonOfFlag = (
  world: Surroundings,
  id: FlagId,
  how: NonNullable<Flag['toldBy']>,
  by: FlagActor,
  now: Instant,
): Promise<Changed<TellRefusal>> =>
  decideAndCommit(world.table, async (): Promise<Changing<TellRefusal>> => {
    const { stored, city } = await read(world, id);
    if (!stored) return refused({ reason: 'no-such-flag' });
    const next = tellPerson(stored.value, how, now);
    if (!next.ok) return next;
    const happening = { action: `flag-told-${how}`, actor: { kind: 'staff' as const, id: by.id }, at: now };
    return ok({ value: next.value, writes: flagWrites(world, stored, next.value, happening, city) });
  });

/** What the agenda owes a flag now: each deadline marked once, with the task it asks of a person. Pure. */
export const overdueSteps = (
  flag: Flag,
  now: Instant,
  newTask: () => TaskId,
): { readonly next: Flag; readonly tasks: readonly Task[] } => {
  const tasks: Task[] = [];
  let next = flag;
  const ask = (kind: Task['kind'], sentence: string, urgent: boolean) =>
    tasks.push({
      id: newTask(),
      town: flag.town,
      kind,
      state: 'open',
      subjectId: flag.id,
      ...(flag.seniorId ? { seniorId: flag.seniorId } : {}),
      ...(flag.handlerId ? { assigneeId: flag.handlerId } : {}),
      sentence,
      urgent,
      createdAt: now,
      dueAt: now,
    });
  if (owesContact(flag) && !flag.overdueAt && flag.dueAt <= now) {
    next = { ...next, overdueAt: now };
    ask('flag-overdue', `Signalement ${flag.number} : le premier contact devait déjà avoir eu lieu.`, true);
  }
  if (owesTelling(flag) && !flag.untoldTaskAt && flag.tellPersonBy <= now) {
    next = { ...next, untoldTaskAt: now };
    ask('flag-overdue', `Signalement ${flag.number} : la personne n’a pas encore été informée.`, false);
  }
  const recontact = recontactAt(flag);
  if (recontact !== undefined && recontact <= now) {
    next = { ...next, recontactTaskAt: now };
    ask('human-call', `Signalement ${flag.number} : reprendre contact, la personne était d’accord.`, false);
  }
  return { next, tasks };
};

/** For the agenda: a flag whose deadline has come. Twice, late or never: one task each (law 12). */
export const lookAtFlag = async (world: Surroundings, id: FlagId, now: Instant): Promise<void> => {
  await decideAndCommit(world.table, async () => {
    const { stored, city } = await read(world, id);
    if (!stored) return ok({ value: undefined, writes: [] });
    const { next, tasks } = overdueSteps(stored.value, now, () => world.ids.next('tsk'));
    if (next === stored.value) return ok({ value: undefined, writes: [] });
    const happening = { action: 'flag-deadline', actor: SYSTEM, at: now };
    return ok({
      value: undefined,
      writes: [
        ...flagWrites(world, stored, next, happening, city),
        ...tasks.map((task) => create(taskKind, task, `task:${task.id}`)),
      ],
    });
  });
};
