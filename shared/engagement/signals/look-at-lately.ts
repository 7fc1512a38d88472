import type { VolunteerId } from '../../ids/ids.ts';
import { missionKind } from '../../missions/store.ts';
import { rowsOf, type Stored } from '../../table/kind.ts';
import type { Table, Write } from '../../table/table.ts';
import { put, remove } from '../../table/write.ts';
import { addDays, civilTime, dayOf, instantOf } from '../../time/civil.ts';
import type { Instant } from '../../time/instant.ts';
import type { Town } from '../../town/settings.ts';
import { volunteerKind, volunteerList } from '../../volunteers/store.ts';
import type { Volunteer } from '../../volunteers/volunteer.ts';
import { type Lately, latelyKind, latelyList, latelyOf, VISIT_WEEKS } from './lately.ts';

/** One request a volunteer, so many at once; their writes in one commit. */
const AT_ONCE = 25;
const MIDNIGHT = civilTime('00:00');

const read = async (
  table: Pick<Table, 'index'>,
  volunteer: Volunteer,
  inRounds: ReadonlySet<string>,
  now: Instant,
): Promise<Lately | undefined> => {
  const today = dayOf(now);
  const page = await table.index('volunteer', {
    partition: volunteer.id,
    from: `mission#${instantOf(addDays(today, -7 * VISIT_WEEKS), MIDNIGHT)}`,
    to: `mission#${now}`,
  });
  const missions = rowsOf(missionKind, page.items).map(({ value }) => value);
  return latelyOf(volunteer, missions, inRounds, today);
};

const changed = (before: Stored<Lately> | undefined, next: Lately | undefined): readonly Write[] => {
  if (!next) return before ? [remove(latelyKind, before)] : [];
  const isSame =
    before !== undefined &&
    JSON.stringify([before.value.met, before.value.visits]) === JSON.stringify([next.met, next.visits]);
  return isSame ? [] : [put(latelyKind, next, 'any')];
};

/** What each volunteer, there or resting, did lately is told again; a write only where it changed, whoever left forgotten. */
export const lookAtLately = async (
  table: Pick<Table, 'index' | 'commit'>,
  town: Town,
  now: Instant,
): Promise<void> => {
  const [known, ...people] = await Promise.all([
    table.index('list', { partition: latelyList(town.id) }),
    table.index('list', { partition: volunteerList(town.id, 'active') }),
    table.index('list', { partition: volunteerList(town.id, 'paused') }),
  ]);
  const before = new Map(rowsOf(latelyKind, known.items).map((one) => [one.value.volunteerId, one]));
  const volunteers = people.flatMap(({ items }) => rowsOf(volunteerKind, items)).map(({ value }) => value);
  const inRounds = new Set(town.programmes.flatMap((one) => (one.inRounds ? [one.code] : [])));
  const there = new Set<VolunteerId>(volunteers.map(({ id }) => id));
  for (let i = 0; i < volunteers.length; i += AT_ONCE) {
    const some = volunteers.slice(i, i + AT_ONCE);
    const told = await Promise.all(some.map((one) => read(table, one, inRounds, now)));
    const writes = some.flatMap(({ id }, k) => changed(before.get(id), told[k]));
    if (writes.length > 0) await table.commit(writes);
  }
  const gone = [...before.values()].filter(({ value }) => !there.has(value.volunteerId));
  for (let i = 0; i < gone.length; i += AT_ONCE)
    await table.commit(gone.slice(i, i + AT_ONCE).map((one) => remove(latelyKind, one)));
};
