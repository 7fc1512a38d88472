import { type Actor, change } from '../../audit/audit.ts';
import { type Decision, decideAndCommit, type Surroundings } from '../../decide/decide.ts';
import { canonical } from '../../ids/digest.ts';
import type { StaffId, TaskId, VolunteerId } from '../../ids/ids.ts';
import { ok, type Result, refused } from '../../result/result.ts';
import { rowsOf } from '../../table/kind.ts';
import type { Table } from '../../table/table.ts';
import { type Task, taskKey, taskKind } from '../../tasks/task.ts';
import { addDays, type CivilDay, dayOf } from '../../time/civil.ts';
import type { Instant } from '../../time/instant.ts';
import { volunteerKey, volunteerKind } from '../../volunteers/store.ts';
import {
  type FollowedCode,
  type StayCode,
  type Talk,
  type Talks,
  talksKey,
  talksKind,
  withTalk,
} from './talk.ts';

/** A talk is noted within the year: older, nobody remembers it as it was (days). */
const OLDEST_DAYS = 366;

export type TalkRefusal = { readonly reason: 'unknown' | 'not-left' | 'day-ahead' | 'day-too-far' };
type Said = { readonly on: CivilDay; readonly outcome: Talk['outcome']; readonly words: string };

/** Open tasks of one kind about a volunteer; of an index, each read again before it is changed. */
export const openTasks = async (
  table: Pick<Table, 'index'>,
  id: VolunteerId,
  kind: Task['kind'],
): Promise<readonly TaskId[]> => {
  const page = await table.index('volunteer', { partition: id, from: 'task#', to: 'task$' });
  return rowsOf(taskKind, page.items)
    .filter(({ value }) => value.kind === kind && value.state === 'open')
    .map(({ value }) => value.id);
};

/** What the task asked for is done by this, and says so. */
const doneTasks = async (
  world: Surroundings,
  ids: readonly TaskId[],
  { by, at, outcome }: Talk,
  actor: Actor,
) => {
  const rows = await Promise.all(ids.map((id) => world.table.get(taskKind, taskKey(id))));
  return rows.flatMap((stored) =>
    stored?.value.state === 'open'
      ? change(
          taskKind,
          stored,
          {
            ...stored.value,
            state: 'done' as const,
            doneAt: at,
            doneBy: by,
            outcome: outcome === 'held' ? 'Échange tenu, noté.' : 'Proposé, décliné.',
          },
          { action: 'task-done', actor, at, from: 'open', to: 'done' },
          `task-${stored.value.id}`,
        )
      : [],
  );
};

/** What was noted, without when. */
const saidIn = ({ at: _, ...talk }: Talk): string => canonical(talk);

const recordTalk = (
  world: Surroundings,
  id: VolunteerId,
  by: StaffId,
  now: Instant,
  tasks: readonly TaskId[],
  talkOf: (leftOn: CivilDay | undefined) => Talk | undefined,
): Promise<Result<Talks, TalkRefusal>> =>
  decideAndCommit(world.table, async (): Promise<Result<Decision<Talks>, TalkRefusal>> => {
    const [volunteer, stored] = await Promise.all([
      world.table.get(volunteerKind, volunteerKey(id)),
      world.table.get(talksKind, talksKey(id)),
    ]);
    if (!volunteer) return refused({ reason: 'unknown' });
    const talk = talkOf(volunteer.value.left?.on);
    if (!talk) return refused({ reason: 'not-left' });
    const today = dayOf(now);
    if (talk.on > today) return refused({ reason: 'day-ahead' });
    if (talk.on < addDays(today, -OLDEST_DAYS)) return refused({ reason: 'day-too-far' });
    const done = await doneTasks(world, tasks, talk, { kind: 'staff', id: by });
    const noted = stored?.value.talks.find((one) => one.about === talk.about && one.subject === talk.subject);
    // The same form sent twice.
    if (stored && noted && saidIn(noted) === saidIn(talk)) return ok({ value: stored.value, writes: done });
    const value = withTalk(stored?.value ?? { volunteerId: id, town: volunteer.value.town, talks: [] }, talk);
    const actor: Actor = { kind: 'staff', id: by };
    // The words are nowhere in the event: an event is never erased (law 11).
    const details = { about: talk.about, outcome: talk.outcome };
    return ok({
      value,
      writes: [
        ...change(talksKind, stored, value, { action: 'talk-noted', actor, at: now, details }),
        ...done,
      ],
    });
  });

/** The exit talk of the latest departure, held or declined; the task that asked for it is done. Refused of who is still here. */
export const recordExitTalk = async (
  world: Surroundings,
  id: VolunteerId,
  said: Said & { readonly wouldHaveStayed: readonly StayCode[] },
  by: StaffId,
  now: Instant,
): Promise<Result<Talks, TalkRefusal>> => {
  const tasks = await openTasks(world.table, id, 'exit-talk');
  return recordTalk(world, id, by, now, tasks, (leftOn) =>
    leftOn
      ? {
          ...said,
          about: 'exit',
          subject: leftOn,
          at: now,
          by,
          wouldHaveStayed: said.outcome === 'held' ? [...said.wouldHaveStayed] : [],
        }
      : undefined,
  );
};

/** The time to talk that this task asked for, held or declined, and what followed. */
export const recordDebrief = (
  world: Surroundings,
  id: VolunteerId,
  taskId: TaskId,
  said: Said & { readonly followed: readonly FollowedCode[] },
  by: StaffId,
  now: Instant,
): Promise<Result<Talks, TalkRefusal>> =>
  recordTalk(world, id, by, now, [taskId], () => ({
    ...said,
    about: 'debrief',
    subject: taskId,
    at: now,
    by,
    followed: said.outcome === 'held' ? [...said.followed] : [],
  }));
