import { type Actor, change } from '../../audit/audit.ts';
import { type Decision, decideAndCommit, type Surroundings } from '../../decide/decide.ts';
import { canonical } from '../../ids/digest.ts';
import type { SeniorId } from '../../ids/ids.ts';
import { ok, type Result, refused } from '../../result/result.ts';
import { seniorKey, seniorKind } from '../../seniors/store.ts';
import type { Stored } from '../../table/kind.ts';
import { type Instant, plus } from '../../time/instant.ts';
import { type LibrarySettings, librarySettingsKey, librarySettingsKind } from '../settings.ts';
import { newReader, type Reader, type ReaderTastes, readerKey, readerKind, withWish } from './reader.ts';

export type ReaderRefusal = 'unknown' | 'not-accompanied';

/** The agenda asks once a week whether the library still comes to her. */
const LOOK_DAYS = 7;
export const nextReaderLook = (now: Instant): Instant => plus(now, { days: LOOK_DAYS });

const changed = (
  stored: Stored<Reader>,
  next: Reader,
  action: string,
  actor: Actor,
  now: Instant,
): Decision<Reader> => ({
  value: next,
  writes:
    canonical(stored.value) === canonical(next)
      ? []
      : change(readerKind, stored, next, {
          action,
          actor,
          at: now,
          from: stored.value.state,
          to: next.state,
        }),
});

/**
 * Opens a reader's profile, or takes it up again: twice is once. Only for somebody who is accompanied; whether she agreed
 * to the library's visits is the service's question, asked before any delivery is planned.
 */
export const openReader = (
  world: Surroundings,
  seniorId: SeniorId,
  actor: Actor,
  now: Instant,
): Promise<Result<Reader, ReaderRefusal>> =>
  decideAndCommit(world.table, async (): Promise<Result<Decision<Reader>, ReaderRefusal>> => {
    const [senior, stored] = await Promise.all([
      world.table.get(seniorKind, seniorKey(seniorId)),
      world.table.get(readerKind, readerKey(seniorId)),
    ]);
    if (!senior) return refused('unknown');
    if (senior.value.state !== 'active') return refused('not-accompanied');
    const lookAt = nextReaderLook(now);
    if (stored) {
      if (stored.value.state === 'reading') return ok({ value: stored.value, writes: [] });
      return ok(changed(stored, { ...stored.value, state: 'reading', lookAt }, 'reader-back', actor, now));
    }
    const { id, town, languages } = senior.value;
    const reader: Reader = { ...newReader({ id, town, languages }, now), lookAt };
    const happening = { action: 'reader-opened', actor, at: now, to: reader.state };
    return ok({ value: reader, writes: change(readerKind, undefined, reader, happening) });
  });

const edit = (
  world: Surroundings,
  seniorId: SeniorId,
  action: string,
  actor: Actor,
  now: Instant,
  next: (reader: Reader) => Reader,
): Promise<Result<Reader, ReaderRefusal>> =>
  decideAndCommit(world.table, async (): Promise<Result<Decision<Reader>, ReaderRefusal>> => {
    const stored = await world.table.get(readerKind, readerKey(seniorId));
    if (!stored) return refused('unknown');
    return ok(changed(stored, next(stored.value), action, actor, now));
  });

/** What she likes and does not, as told. An agreement taken back also takes back the authors kept under it. */
export const changeTastes = (
  world: Surroundings,
  seniorId: SeniorId,
  tastes: ReaderTastes,
  actor: Actor,
  now: Instant,
): Promise<Result<Reader, ReaderRefusal>> =>
  edit(world, seniorId, 'reader-changed', actor, now, (reader) => ({ ...reader, ...tastes }));

export const addWish = (
  world: Surroundings,
  seniorId: SeniorId,
  words: string,
  actor: Actor,
  now: Instant,
): Promise<Result<Reader, ReaderRefusal>> =>
  edit(world, seniorId, 'reader-wish', actor, now, (reader) => withWish(reader, words, now));

/** A wish that was answered, or that no longer stands. */
export const settleWish = (
  world: Surroundings,
  seniorId: SeniorId,
  at: string,
  actor: Actor,
  now: Instant,
): Promise<Result<Reader, ReaderRefusal>> =>
  edit(world, seniorId, 'reader-wish-settled', actor, now, (reader) => ({
    ...reader,
    wishes: reader.wishes.filter((wish) => wish.at !== at),
  }));

/** What the library of the town decides; its first decision creates the record. */
export const changeLibrary = (
  world: Surroundings,
  settings: LibrarySettings,
  actor: Actor,
  now: Instant,
): Promise<Result<LibrarySettings, never>> =>
  decideAndCommit(world.table, async (): Promise<Result<Decision<LibrarySettings>, never>> => {
    const stored = await world.table.get(librarySettingsKind, librarySettingsKey(settings.town));
    const happening = { action: 'library-settings-changed', actor, at: now };
    return ok({
      value: settings,
      writes:
        stored && canonical(stored.value) === canonical(settings)
          ? []
          : change(librarySettingsKind, stored, settings, happening),
    });
  });
