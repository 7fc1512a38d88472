import type { Surroundings } from '../../decide/decide.ts';
import type { TaskId, VolunteerId } from '../../ids/ids.ts';
import { isOpen, type Mission } from '../../missions/mission.ts';
import { missionKind } from '../../missions/store.ts';
import { companyOf } from '../../missions/twins.ts';
import type { Stored } from '../../table/kind.ts';
import type { Write } from '../../table/table.ts';
import { create, replace, unchanged } from '../../table/write.ts';
import { type Task, taskKind } from '../../tasks/task.ts';
import { earliest, type Instant, plus } from '../../time/instant.ts';
import { ONE_LACKS, openTask, twinOf } from '../seat-found.ts';

/** Why a person must look for somebody: nobody yet, nobody left to ask, or the hour is past. */
type Why = 'nobody-yet' | 'nobody-left' | 'missed';
/** Of a mission for two: one seat is lacking beside somebody who goes, or both are. */
type Lacking = 'one' | 'other' | 'both';

const SENTENCES: Readonly<Record<Why, Readonly<Record<Lacking, string>>>> = {
  'nobody-yet': {
    one: 'Personne pour cette mission : choisir quelqu’un ou prévenir la personne.',
    other: ONE_LACKS,
    both: 'Mission à deux, il manque les deux personnes : en choisir deux, ou prévenir la personne.',
  },
  'nobody-left': {
    one: 'Plus personne à interroger pour cette mission : choisir quelqu’un ou prévenir la personne.',
    other:
      'Plus personne à interroger pour une mission à deux : choisir quelqu’un, ou laisser l’autre y aller seul.',
    both: 'Plus personne à interroger pour une mission à deux, les deux places sont vides : choisir deux personnes, ou prévenir.',
  },
  missed: {
    one: 'La mission a commencé sans personne : appeler la personne attendue.',
    other: 'Une mission à deux a commencé sans l’une des deux personnes : prendre des nouvelles.',
    both: 'Une mission à deux a commencé sans personne : appeler la personne attendue.',
  },
};

const lackingOf = (twin: Mission | undefined): Lacking => {
  if (!twin) return 'one';
  // The seat of somebody to be introduced is given up without a word: the usual visitor is the one who lacks.
  if (twin.introduces) return 'one';
  if (twin.state === 'unfilled') return 'both';
  const company = companyOf(twin);
  return company === 'found' ? 'other' : company === 'sought' ? 'both' : 'one';
};

/** The task of the other empty seat, from now on the task of both. */
const sharedBy = async (
  world: Surroundings,
  twin: Mission,
  why: Why,
  due: { readonly dueAt: Instant; readonly urgent: boolean },
): Promise<{ readonly id: TaskId; readonly writes: readonly Write[] } | undefined> => {
  const shared = lackingOf(twin) === 'both' ? await openTask(world.table, twin.lookingTaskId) : undefined;
  if (!shared) return undefined;
  const { value: task } = shared;
  const next: Task = {
    ...task,
    sentence: SENTENCES[why].both,
    urgent: task.urgent || due.urgent,
    dueAt: earliest(task.dueAt, due.dueAt),
  };
  return { id: task.id, writes: [replace(taskKind, shared, next)] };
};

/**
 * For the coordinator, when a person must find somebody: one task a visit. The two empty seats of a mission for two are one
 * task, which says that both lack; its id goes into `lookingTaskId` of each. Written with a look at the other seat, so that
 * two ticks at one minute do not make two.
 */
export const seekingTask = async (
  world: Surroundings,
  mission: Mission,
  why: Why,
  due: { readonly dueAt: Instant; readonly urgent: boolean },
  now: Instant,
): Promise<{ readonly id: TaskId; readonly writes: readonly Write[] }> => {
  const twin = await twinOf(world.table, mission);
  const beside = twin ? [unchanged(missionKind, twin, 'other-seat')] : [];
  const shared = twin && (await sharedBy(world, twin.value, why, due));
  if (shared) return { id: shared.id, writes: [...beside, ...shared.writes] };
  const id = world.ids.next('tsk');
  const task: Task = {
    id,
    town: mission.town,
    kind: 'mission-uncovered',
    state: 'open',
    subjectId: mission.id,
    seniorId: mission.seniorId,
    sentence: SENTENCES[why][lackingOf(twin?.value)],
    urgent: due.urgent,
    createdAt: now,
    dueAt: due.dueAt,
  };
  return { id, writes: [...beside, create(taskKind, task)] };
};

/**
 * For the coordinator, of a seat given back. Where the other seat has nobody either and a person looks for somebody already,
 * that task says at once that both lack; else, under 24 h before the start, a task of its own. `twin`: the other seat, as
 * read. Undefined when there is nothing to do yet.
 */
export const givenBackTask = async (
  world: Surroundings,
  mission: Mission,
  twin: Stored<Mission> | undefined,
  { by, late }: { readonly by: VolunteerId; readonly late: boolean },
  now: Instant,
): Promise<{ readonly id: TaskId; readonly writes: readonly Write[] } | undefined> => {
  const soon = mission.startsAt < plus(now, { hours: 4 }) ? now : plus(now, { hours: 2 });
  const dueAt = late ? soon : mission.startsAt;
  // Whoever was to be introduced lacks to nobody.
  const shared =
    twin && !mission.introduces && isOpen(twin.value.state)
      ? await sharedBy(world, twin.value, 'nobody-yet', { dueAt, urgent: late })
      : undefined;
  if (twin && shared)
    return { id: shared.id, writes: [unchanged(missionKind, twin, 'other-seat'), ...shared.writes] };
  if (!late) return undefined;
  const id = world.ids.next('tsk');
  const task: Task = {
    id,
    town: mission.town,
    kind: 'hand-back-late',
    state: 'open',
    subjectId: mission.id,
    seniorId: mission.seniorId,
    volunteerId: by,
    sentence: 'Mission rendue à moins de 24 h : trouver quelqu’un ou prévenir la personne.',
    urgent: true,
    createdAt: now,
    dueAt,
  };
  return { id, writes: [create(taskKind, task)] };
};
