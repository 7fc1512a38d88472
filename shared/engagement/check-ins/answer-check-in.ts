import { type Actor, change } from '../../audit/audit.ts';
import { type Decision, decideAndCommit, type Surroundings } from '../../decide/decide.ts';
import type { VolunteerId } from '../../ids/ids.ts';
import { ok, type Result, refused } from '../../result/result.ts';
import { dayOf } from '../../time/civil.ts';
import type { Instant } from '../../time/instant.ts';
import { volunteerKey, volunteerKind } from '../../volunteers/store.ts';
import { type CheckIn, type CheckIns, checkInsKey, checkInsKind, withCheckIn } from './check-in.ts';

type Unknown = { readonly reason: 'unknown' };

const changeCheckIns = (
  world: Surroundings,
  id: VolunteerId,
  action: 'check-in-answered' | 'check-ins-erased',
  next: (answers: readonly CheckIn[]) => CheckIn[],
  actor: Actor,
  now: Instant,
): Promise<Result<CheckIns, Unknown>> =>
  decideAndCommit(world.table, async (): Promise<Result<Decision<CheckIns>, Unknown>> => {
    const [volunteer, stored] = await Promise.all([
      world.table.get(volunteerKind, volunteerKey(id)),
      world.table.get(checkInsKind, checkInsKey(id)),
    ]);
    if (!volunteer) return refused({ reason: 'unknown' });
    const value = {
      volunteerId: id,
      town: volunteer.value.town,
      answers: next(stored?.value.answers ?? []),
    };
    // What was answered is nowhere in the event: it is theirs to erase, and an event never is (law 11).
    return ok({ value, writes: change(checkInsKind, stored, value, { action, actor, at: now }) });
  });

/** The quarter's answers, by the volunteer alone; said again, they replace the first. */
export const answerCheckIn = (
  world: Surroundings,
  id: VolunteerId,
  said: Omit<CheckIn, 'on' | 'version'>,
  actor: Actor,
  now: Instant,
): Promise<Result<CheckIns, Unknown>> =>
  changeCheckIns(
    world,
    id,
    'check-in-answered',
    (answers) => withCheckIn(answers, { ...said, on: dayOf(now), version: '2026-1' }),
    actor,
    now,
  );

/** Every answer of theirs, gone at once. */
export const eraseCheckIns = (
  world: Surroundings,
  id: VolunteerId,
  actor: Actor,
  now: Instant,
): Promise<Result<CheckIns, Unknown>> => changeCheckIns(world, id, 'check-ins-erased', () => [], actor, now);
