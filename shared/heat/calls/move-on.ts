import { type Actor, change, SYSTEM } from '../../audit/audit.ts';
import { type Decision, decideAndCommit, type Surroundings } from '../../decide/decide.ts';
import type { StaffId } from '../../ids/ids.ts';
import { ok, type Result, refused } from '../../result/result.ts';
import { readAs, rowsOf } from '../../table/kind.ts';
import { create } from '../../table/write.ts';
import { taskKind } from '../../tasks/task.ts';
import { earliest, type Instant, latest, plus } from '../../time/instant.ts';
import { countWrites } from '../board/counters.ts';
import type { HeatSettings } from '../settings.ts';
import { tellsReferent } from './gentle-ladder.ts';
import { ladderRules, movedOn } from './ladder.ts';
import { membersOf } from './members/members.ts';
import { type CallRound, callRoundKind, roundKey } from './round.ts';
import { type CallTask, type CallTaskId, callTaskKey, callTaskKind, openCalls, partsOf } from './task.ts';
import { referentTask } from './tell-desk.ts';

/**
 * One obligation whose deadline has passed goes on to its next holder or step; one whose person has left the register
 * meanwhile is stopped instead, so that nobody is sent to her. Looked at too early or twice, nothing changes. Tells
 * whether it is now a duty officer's.
 */
export const moveOn = (
  world: Surroundings,
  id: CallTaskId,
  settings: HeatSettings,
  now: Instant,
): Promise<Result<CallTask | undefined, never>> =>
  decideAndCommit(world.table, async (): Promise<Result<Decision<CallTask | undefined>, never>> => {
    const { roundId } = partsOf(id);
    const [taskRow, roundRow] = await world.table.getRows([callTaskKey(id), roundKey(roundId)]);
    const stored = taskRow && readAs(callTaskKind, taskRow);
    const round = roundRow && readAs(callRoundKind, roundRow)?.value;
    const nothing = ok({ value: undefined, writes: [] });
    if (!stored || !round) return nothing;
    const gone = await membersOf(round).stoppedIfGone(world, round, stored.value, now);
    const moved = gone ?? movedOn(stored.value, ladderRules(round, settings), now);
    if (!moved) return nothing;
    const told = tellsReferent(stored.value, moved) ? referentTask(world, moved, round, now) : undefined;
    const next = told ? { ...moved, deskTaskId: told.id } : moved;
    return ok({
      value: next,
      writes: [
        ...change(callTaskKind, stored, next, {
          action: gone ? 'call-stopped' : 'call-moved-on',
          actor: SYSTEM,
          at: now,
          from: stored.value.state,
          to: next.state,
          details: { rung: next.rung, overdue: next.overdue },
        }),
        ...countWrites([{ before: stored.value, after: next }]),
        ...(told ? [create(taskKind, told)] : []),
      ],
    });
  });

/** Obligations moved on in one look: some seconds of a Lambda; the rest is due at the next, the oldest first. */
const MOST_A_LOOK = 5_000;
const PAGE = 50;
const AT_ONCE = 8;

export type MovedOn = { readonly moved: number; readonly handedUp: number; readonly more: boolean };

/**
 * Some of those of a list whose deadline has passed, the oldest first: a page of each shard, put together, so that a
 * whole list that is due at one hour is not written to one partition after another (F19).
 */
const duePage = async (world: Surroundings, round: CallRound, now: Instant): Promise<readonly CallTask[]> => {
  const pages = await Promise.all(
    Array.from({ length: round.shards }, (_, shard) =>
      world.table.index('list', { partition: openCalls(round.id, shard), to: `${now}~`, limit: PAGE }),
    ),
  );
  const orderOf = (task: CallTask): string => `${task.deadline}#${task.priority}#${task.id}`;
  return pages
    .flatMap(({ items }) => rowsOf(callTaskKind, items).map(({ value }) => value))
    .sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
};

const isHandedUp = (task: CallTask): boolean => task.state === 'escalated' || task.overdue > 0;

/**
 * Everything of a list whose deadline has passed, the oldest first (rule 3: a cut-off, never a window). `beforeHandingUp` runs once, before
 * the first that will be a duty officer's: what must be known though this look dies between the moves and the text about them.
 */
export const moveOnAll = async (
  world: Surroundings,
  round: CallRound,
  settings: HeatSettings,
  now: Instant,
  beforeHandingUp?: () => Promise<unknown>,
): Promise<MovedOn> => {
  const rules = ladderRules(round, settings);
  let isNoted = beforeHandingUp === undefined;
  let moved = 0;
  let handedUp = 0;
  // An index that lags shows again what has just moved: a page with nothing new is the last of this look. One whose every
  // obligation somebody else has just moved is not: a look beside this one may die before it comes to the next.
  const seen = new Set<string>();
  const newlyDue = async (): Promise<readonly CallTask[]> =>
    (await duePage(world, round, now)).filter(({ id, deadline }) => !seen.has(`${id} ${deadline}`));
  for (let due = await newlyDue(); due.length > 0 && moved < MOST_A_LOOK; due = await newlyDue()) {
    for (const { id, deadline } of due) seen.add(`${id} ${deadline}`);
    if (!isNoted && due.some((task) => isHandedUp(movedOn(task, rules, now) ?? task))) {
      await beforeHandingUp?.();
      isNoted = true;
    }
    for (let i = 0; i < due.length; i += AT_ONCE) {
      const each = await Promise.all(
        due.slice(i, i + AT_ONCE).map(({ id }) => moveOn(world, id, settings, now)),
      );
      for (const one of each) {
        const task = one.ok ? one.value : undefined;
        if (!task) continue;
        moved += 1;
        if (isHandedUp(task)) handedUp += 1;
      }
    }
  }
  return { moved, handedUp, more: moved >= MOST_A_LOOK };
};

export type AssignRefusal = 'unknown' | 'not-owed' | 'with-volunteer';

/** Minutes that a named agent is given at least. */
const AGENT_MINUTES = 30;

/** Given to one agent by name, who answers for it until its deadline: half an hour, unless all are handed up before. */
export const assignCall = (
  world: Surroundings,
  id: CallTaskId,
  to: StaffId,
  by: Actor,
  now: Instant,
): Promise<Result<CallTask, AssignRefusal>> =>
  decideAndCommit(world.table, async (): Promise<Result<Decision<CallTask>, AssignRefusal>> => {
    const [taskRow, roundRow] = await world.table.getRows([callTaskKey(id), roundKey(partsOf(id).roundId)]);
    const stored = taskRow && readAs(callTaskKind, taskRow);
    const round = roundRow && readAs(callRoundKind, roundRow)?.value;
    if (!stored || !round) return refused('unknown');
    const { deadline, batchId: _, ...task } = stored.value;
    if (deadline === undefined) return refused('not-owed');
    if (task.holder.by === 'volunteer') return refused('with-volunteer');
    const later = plus(now, { minutes: AGENT_MINUTES });
    const next: CallTask = {
      ...task,
      holder: { by: 'staff', staffId: to },
      deadline:
        task.state === 'open' ? latest(deadline, earliest(later, round.escalateAt)) : latest(deadline, later),
    };
    const happening = { action: 'call-assigned', actor: by, at: now, details: { to } };
    return ok({ value: next, writes: change(callTaskKind, stored, next, happening) });
  });
