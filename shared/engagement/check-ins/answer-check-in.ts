import { type Actor, change } from '../../audit/audit.ts';
import { type Decision, decideAndCommit, type Surroundings } from '../../decide/decide.ts';
import type { VolunteerId } from '../../ids/ids.ts';
import { ok, type Result, refused } from '../../result/result.ts';
import type { Write } from '../../table/table.ts';
import { replace } from '../../table/write.ts';
import { dayOf } from '../../time/civil.ts';
import type { Instant } from '../../time/instant.ts';
import {
  type CheckIn,
  type CheckIns,
  checkInsKey,
  checkInsKind,
  noCheckIns,
  withCheckIn,
} from '../../volunteers/check-ins/check-in.ts';
import { volunteerKey, volunteerKind } from '../../volunteers/store.ts';
import { noticedKey, noticedKind } from '../signals/noticed.ts';
import { attentionKey, attentionKind, withoutCheckIns } from '../steps/attention.ts';

type Unknown = { readonly reason: 'unknown' };

/** The quarter's answers, by the volunteer alone; said again, they replace the first. */
export const answerCheckIn = (
  world: Surroundings,
  id: VolunteerId,
  said: Omit<CheckIn, 'on' | 'version'>,
  actor: Actor,
  now: Instant,
): Promise<Result<CheckIns, Unknown>> =>
  decideAndCommit(world.table, async (): Promise<Result<Decision<CheckIns>, Unknown>> => {
    const [volunteer, stored] = await Promise.all([
      world.table.get(volunteerKind, volunteerKey(id)),
      world.table.get(checkInsKind, checkInsKey(id)),
    ]);
    if (!volunteer) return refused({ reason: 'unknown' });
    const answer: CheckIn = { ...said, on: dayOf(now), version: '2026-1' };
    const value = {
      ...(stored?.value ?? noCheckIns(volunteer.value)),
      answers: withCheckIn(stored?.value.answers ?? [], answer),
    };
    // What was answered is nowhere in the event: it is theirs to erase, and an event never is (law 11).
    const happening = { action: 'check-in-answered', actor, at: now };
    return ok({ value, writes: change(checkInsKind, stored, value, happening) });
  });

/** « Ne plus me poser ces questions », or again: by the volunteer alone. Twice is once. */
export const wishCheckIns = (
  world: Surroundings,
  id: VolunteerId,
  wish: 'asked' | 'not-asked',
  actor: Actor,
  now: Instant,
): Promise<Result<CheckIns, Unknown>> =>
  decideAndCommit(world.table, async (): Promise<Result<Decision<CheckIns>, Unknown>> => {
    const [volunteer, stored] = await Promise.all([
      world.table.get(volunteerKind, volunteerKey(id)),
      world.table.get(checkInsKind, checkInsKey(id)),
    ]);
    if (!volunteer) return refused({ reason: 'unknown' });
    const { notAgain, ...before } = stored?.value ?? noCheckIns(volunteer.value);
    if ((notAgain === true) === (wish === 'not-asked'))
      return ok({ value: { ...before, ...(notAgain ? { notAgain } : {}) }, writes: [] });
    // Whoever wishes to be asked again begins anew: silences of before no longer count.
    const value: CheckIns = wish === 'asked' ? { ...before, asked: [] } : { ...before, notAgain: true };
    const happening = { action: `check-ins-${wish}`, actor, at: now };
    return ok({ value, writes: change(checkInsKind, stored, value, happening) });
  });

/** Every answer of theirs, gone at once, with what the night's look and the coordinator's decisions kept of the band. Twice is once. */
export const eraseCheckIns = (
  world: Surroundings,
  id: VolunteerId,
  actor: Actor,
  now: Instant,
): Promise<Result<void, never>> =>
  decideAndCommit(world.table, async (): Promise<Result<Decision<void>, never>> => {
    const [stored, attention, noticed] = await Promise.all([
      world.table.get(checkInsKind, checkInsKey(id)),
      world.table.get(attentionKind, attentionKey(id)),
      world.table.get(noticedKind, noticedKey(id)),
    ]);
    const happening = { action: 'check-ins-erased', actor, at: now };
    const writes: readonly Write[] = [
      ...(stored && stored.value.answers.length > 0
        ? change(checkInsKind, stored, { ...stored.value, answers: [], erasedOn: dayOf(now) }, happening)
        : []),
      ...(attention ? change(attentionKind, attention, withoutCheckIns(attention.value), happening) : []),
      ...(noticed
        ? [
            replace(noticedKind, noticed, {
              ...noticed.value,
              facts: noticed.value.facts.filter(({ kind }) => kind !== 'worn-out'),
            }),
          ]
        : []),
    ];
    return ok({ value: undefined, writes });
  });
