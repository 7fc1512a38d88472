import { type Actor, change } from '../../audit/audit.ts';
import { type Decision, decideAndCommit, type Surroundings } from '../../decide/decide.ts';
import { seniorIdSchema, volunteerIdSchema } from '../../ids/ids.ts';
import { ok, type Result, refused } from '../../result/result.ts';
import type { Senior } from '../../seniors/senior.ts';
import { seniorKey, seniorKind } from '../../seniors/store.ts';
import { type Row, readAs, type Stored } from '../../table/kind.ts';
import type { Write } from '../../table/table.ts';
import { create, replace } from '../../table/write.ts';
import { settledTaskWrites } from '../../tasks/settle-task.ts';
import { earliest, type Instant, latest, plus } from '../../time/instant.ts';
import { type Town, townKey, townKind } from '../../town/settings.ts';
import { batchKey, type CallBatch, callBatchKind } from '../batches/batch.ts';
import { countWrites } from '../board/counters.ts';
import { defaultSettings, heatSettingsKey, heatSettingsKind } from '../settings.ts';
import { applyOutcome, type Heard, type OutcomeRefusal } from './apply-outcome.ts';
import { ladderRules } from './ladder.ts';
import { type CallMemory, callMemoryKey, callMemoryKind, memoryWrite, noMemory } from './memory.ts';
import { nextListWrites } from './next-list.ts';
import { type CallOutcome, callOutcomeKind, NOTE_LENGTH, type OutcomeId, outcomeKey } from './outcome.ts';
import { type CallRound, callRoundKind, roundKey } from './round.ts';
import {
  type BatchId,
  type CallTask,
  type CallTaskId,
  callTaskKey,
  callTaskKind,
  type OutcomeCode,
  partsOf,
} from './task.ts';
import { isSaidAnew, tellDesk } from './tell-desk.ts';

export type OutcomeForm = {
  readonly taskId: CallTaskId;
  /** Made by the form itself: the same form sent twice is one outcome. */
  readonly id: OutcomeId;
  readonly code: OutcomeCode;
  readonly note: string;
  /** When the call was made; a later hour than now is now. */
  readonly calledAt: Instant;
  readonly via: CallOutcome['via'];
  /** The batch a volunteer's link opens. */
  readonly batchId?: BatchId;
};

export type RecordRefusal = OutcomeRefusal | 'unknown' | 'not-yours';
export type Recorded = { readonly task: CallTask; readonly outcome: CallOutcome; readonly already: boolean };

type Read = {
  readonly task: Stored<CallTask>;
  readonly round: CallRound;
  readonly known: CallOutcome | undefined;
  readonly memory: Stored<CallMemory> | undefined;
  readonly batch: CallBatch | undefined;
  readonly senior: Stored<Senior> | undefined;
  readonly town: Town;
  readonly settings: ReturnType<typeof defaultSettings>;
};

const read = async (world: Surroundings, form: OutcomeForm): Promise<Read | undefined> => {
  const { roundId, personId } = partsOf(form.taskId);
  const townId = world.config.townId;
  const seniorId = seniorIdSchema.safeParse(personId).data;
  const rows: readonly (Row | undefined)[] = await world.table.getRows([
    callTaskKey(form.taskId),
    roundKey(roundId),
    outcomeKey(form.taskId, form.id),
    callMemoryKey(personId),
    townKey(townId),
    heatSettingsKey(townId),
    ...(form.batchId ? [batchKey(form.batchId)] : []),
    ...(seniorId ? [seniorKey(seniorId)] : []),
  ]);
  const [taskRow, roundRow, outcomeRow, memoryRow, townRow, settingsRow] = rows;
  const batchRow = form.batchId && rows[6];
  const seniorRow = seniorId && rows[form.batchId ? 7 : 6];
  const task = taskRow && readAs(callTaskKind, taskRow);
  const round = roundRow && readAs(callRoundKind, roundRow)?.value;
  const town = townRow && readAs(townKind, townRow)?.value;
  if (!task || !round || !town) return undefined;
  return {
    task,
    round,
    town,
    known: outcomeRow && readAs(callOutcomeKind, outcomeRow)?.value,
    memory: memoryRow && readAs(callMemoryKind, memoryRow),
    batch: batchRow ? readAs(callBatchKind, batchRow)?.value : undefined,
    senior: seniorRow ? readAs(seniorKind, seniorRow) : undefined,
    settings: (settingsRow && readAs(heatSettingsKind, settingsRow)?.value) ?? defaultSettings(townId),
  };
};

/** A volunteer may speak of the people of a batch that is or was theirs: late is welcome, somebody else's is not. */
const isTheirs = (found: Read, by: Actor): boolean =>
  by.kind !== 'volunteer' ||
  (found.batch?.holder?.volunteerId === by.id && found.batch.people.includes(found.task.value.personId));

/** Not later than now; a volunteer's not before the list was theirs: telephones with another date exist. */
const whenCalled = ({ batch }: Read, said: Instant, by: Actor, now: Instant): Instant => {
  const since = by.kind === 'volunteer' ? batch?.holder?.since : undefined;
  const called = earliest(said, now);
  return since ? latest(called, since) : called;
};

const isLate = (found: Read, by: Actor): boolean => {
  const { holder } = found.task.value;
  if (found.round.state === 'closed') return true;
  return by.kind === 'volunteer' && !(holder.by === 'volunteer' && holder.volunteerId === by.id);
};

/** She was spoken to today: remembered for tomorrow's order, with the voice she knows. */
const remembered = (found: Read, heard: Heard, by: Actor): CallMemory | undefined => {
  const { personId, day } = found.task.value;
  if (!heard.applied || heard.task.state !== 'reached') return undefined;
  const known = found.memory?.value ?? noMemory(personId);
  const caller = by.kind === 'volunteer' ? volunteerIdSchema.safeParse(by.id).data : undefined;
  const callers = caller
    ? [caller, ...known.callers.filter((id) => id !== caller)].slice(0, 5)
    : known.callers;
  // Yesterday's list may be settled by what she said today: what is remembered never goes back.
  const reachedOn = known.reachedOn !== undefined && known.reachedOn > day ? known.reachedOn : day;
  return { ...known, reachedOn, callers, missed: 0 };
};

const SPOKEN: readonly OutcomeCode[] = [
  'well',
  'needs-something',
  'refused',
  'visited-well',
  'visited-needs',
];

/** A friendly call that reached her is a contact of her file, as a visit is. */
const contactWrites = ({ senior }: Read, { applied, task }: Heard): readonly Write[] => {
  const { reached } = task;
  if (!senior || !applied || !reached || !SPOKEN.includes(reached.outcome)) return [];
  if ((senior.value.lastContactAt ?? '') >= reached.at) return [];
  return [replace(seniorKind, senior, { ...senior.value, lastContactAt: reached.at })];
};

/**
 * Takes in what came of a call. The form's own id makes it one outcome however often it is sent; late ones are kept and,
 * where they still say something true and new, applied. One transaction: the obligation with its audit, the attempt, the
 * counters, what is remembered of her and the next list makes of it, and for a distress the duty officers' task and texts.
 */
export const recordOutcome = (
  world: Surroundings,
  form: OutcomeForm,
  by: Actor,
  now: Instant,
): Promise<Result<Recorded, RecordRefusal>> =>
  decideAndCommit(world.table, async (): Promise<Result<Decision<Recorded>, RecordRefusal>> => {
    const found = await read(world, form);
    if (!found) return refused('unknown');
    if (!isTheirs(found, by)) return refused('not-yours');
    const { task, known } = found;
    if (known) return ok({ value: { task: task.value, outcome: known, already: true }, writes: [] });
    const calledAt = whenCalled(found, form.calledAt, by, now);
    const rules = ladderRules(found.round, found.settings);
    const isAnew = await isSaidAnew(world, task.value, form.code);
    const said = { code: form.code, calledAt, by, id: form.id, isKeyed: form.via === 'paper', isAnew };
    const heard = applyOutcome(task.value, said, rules, now);
    if (!heard.ok) return heard;
    const told = await tellDesk(world, found, heard.value, form, now);
    const next: CallTask = told.taskId ? { ...heard.value.task, deskTaskId: told.taskId } : heard.value.task;
    const outcome: CallOutcome = {
      id: form.id,
      taskId: form.taskId,
      code: form.code,
      note: form.note.trim().slice(0, NOTE_LENGTH),
      calledAt,
      recordedAt: now,
      by,
      via: form.via,
      rung: task.value.rung,
      applied: heard.value.applied,
      late: isLate(found, by),
      conflict: heard.value.conflict,
    };
    const memory = remembered(found, heard.value, by);
    const isSettled = next.state === 'reached' && task.value.state === 'escalated';
    return ok({
      value: { task: next, outcome, already: false },
      writes: [
        ...change(callTaskKind, task, next, {
          action: 'call-outcome',
          actor: by,
          at: now,
          from: task.value.state,
          to: next.state,
          details: { code: form.code, late: outcome.late, conflict: outcome.conflict },
        }),
        create(callOutcomeKind, outcome),
        ...countWrites([{ before: task.value, after: next }]),
        ...(memory ? [memoryWrite(found.memory, memory)] : []),
        ...contactWrites(found, heard.value),
        ...(memory ? await nextListWrites(world.table, found.round, next, found.settings, now) : []),
        ...told.writes,
        ...(isSettled
          ? await settledTaskWrites(
              world.table,
              task.value.deskTaskId,
              'Réglé : la personne a été jointe.',
              now,
            )
          : []),
      ],
    });
  });

/** Minutes for which one agent alone is on the telephone with somebody (domain.md §9). */
export const CALLING_MINUTES = 20;

export type TakeRefusal = 'unknown' | 'not-owed' | 'with-volunteer' | 'somebody-calls';

/**
 * An agent begins a call: for twenty minutes nobody else is offered it. Not a holder and not a deadline: if they forget,
 * nothing is held back. Refused while a volunteer holds it, or while a colleague is on the line.
 */
export const takeCall = (
  world: Surroundings,
  id: CallTaskId,
  by: Actor,
  now: Instant,
): Promise<Result<CallTask, TakeRefusal>> =>
  decideAndCommit(world.table, async (): Promise<Result<Decision<CallTask>, TakeRefusal>> => {
    const stored = await world.table.get(callTaskKind, callTaskKey(id));
    if (!stored) return refused('unknown');
    const task = stored.value;
    if (task.deadline === undefined) return refused('not-owed');
    if (task.holder.by === 'volunteer') return refused('with-volunteer');
    const { calling } = task;
    if (calling && calling.until > now && calling.by !== by.id) return refused('somebody-calls');
    const next = { ...task, calling: { by: by.id, until: plus(now, { minutes: CALLING_MINUTES }) } };
    const happening = { action: 'call-taken', actor: by, at: now };
    return ok({ value: next, writes: change(callTaskKind, stored, next, happening) });
  });
