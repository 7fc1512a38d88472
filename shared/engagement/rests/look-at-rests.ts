import type { Surroundings } from '../../decide/decide.ts';
import type { VolunteerId } from '../../ids/ids.ts';
import { loadKey, loadKind } from '../../offers/store.ts';
import { type Row, rowsOf } from '../../table/kind.ts';
import { create, replace } from '../../table/write.ts';
import { addDays, civilTime, dayOf, instantOf } from '../../time/civil.ts';
import type { Instant } from '../../time/instant.ts';
import { townKey } from '../../town/settings.ts';
import { volunteerKind, volunteerList } from '../../volunteers/store.ts';
import { askVolunteer } from './ask.ts';
import { mayBeQuiet, returnOwed } from './ladder.ts';
import { restsKey, restsKind, restWatchKey, restWatchKind } from './rests.ts';

/** When people may be written to, and somebody is at the desk for what they answer. */
const LOOK_AT = civilTime('10:00');
const nextLook = (now: Instant): Instant => {
  const today = instantOf(dayOf(now), LOOK_AT);
  return today > now ? today : instantOf(addDays(dayOf(now), 1), LOOK_AT);
};

/** The daily look exists from the first minute the agenda is awake in a town. Whether it does now. */
export const ensureRestWatch = async (world: Surroundings, now: Instant): Promise<boolean> => {
  const { townId } = world.config;
  const [watch, town] = await world.table.getRows([restWatchKey(townId), townKey(townId)]);
  if (watch) return true;
  if (!town) return false;
  // Somebody else may have been quicker: then it exists, which is all that is wanted.
  await world.table.commit([create(restWatchKind, { town: townId, lookAt: nextLook(now) })]);
  return true;
};

const AT_ONCE = 8;
/** Two records each, a hundred keys a request. */
const A_REQUEST = 50;

/** Whom to look at closely: everybody's record, load and questions by the hundred, never anybody's whole history. */
const candidates = async (world: Surroundings, town: string, now: Instant): Promise<VolunteerId[]> => {
  const { table } = world;
  const today = dayOf(now);
  const pages = await Promise.all(
    (['active', 'paused'] as const).map((state) =>
      table.index('list', { partition: volunteerList(town, state) }),
    ),
  );
  const volunteers = pages.flatMap(({ items }) => rowsOf(volunteerKind, items)).map(({ value }) => value);
  const known: Row[] = [];
  for (let at = 0; at < volunteers.length; at += A_REQUEST) {
    const some = volunteers.slice(at, at + A_REQUEST);
    const rows = await table.getRows(some.flatMap(({ id }) => [loadKey(id), restsKey(id)]));
    known.push(...rows.flatMap((row) => row ?? []));
  }
  const loads = new Map(rowsOf(loadKind, known).map(({ value }) => [value.volunteerId, value]));
  const asks = new Map(rowsOf(restsKind, known).map(({ value }) => [value.volunteerId, value.asks]));
  return volunteers
    .filter((one) => {
      const asked = asks.get(one.id) ?? [];
      return one.state === 'paused'
        ? returnOwed(one, asked, today) !== undefined
        : mayBeQuiet(one, loads.get(one.id), asked, today);
    })
    .map(({ id }) => id);
};

/**
 * Once a day: whoever rests without an end, or is not heard of, is asked what they are owed that day. Late, twice or
 * never, nobody is asked twice; one record that cannot be read holds nobody else back.
 */
export const lookAtRests = async (world: Surroundings, townId: string, now: Instant): Promise<void> => {
  const watch = await world.table.get(restWatchKind, restWatchKey(townId));
  if (!watch || watch.value.lookAt > now) return;
  const ids = await candidates(world, townId, now);
  const failures: unknown[] = [];
  for (let at = 0; at < ids.length; at += AT_ONCE) {
    const done = await Promise.allSettled(
      ids.slice(at, at + AT_ONCE).map((id) => askVolunteer(world, id, now)),
    );
    for (const one of done) if (one.status === 'rejected') failures.push(one.reason);
  }
  await world.table.commit([replace(restWatchKind, watch, { ...watch.value, lookAt: nextLook(now) })]);
  // Alarmed on by what it was; whom it was about is looked at again tomorrow.
  if (failures.length > 0) throw failures[0];
};
