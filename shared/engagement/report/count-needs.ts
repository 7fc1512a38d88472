import { change } from '../../audit/audit.ts';
import { type Decision, decideAndCommit, type Surroundings } from '../../decide/decide.ts';
import type { StaffId } from '../../ids/ids.ts';
import { isHeld } from '../../missions/mission.ts';
import { ok, type Result, refused } from '../../result/result.ts';
import { seniorKind, seniorList } from '../../seniors/store.ts';
import { serviceKind, serviceList } from '../../services/store.ts';
import { rowsOf } from '../../table/kind.ts';
import type { Table } from '../../table/table.ts';
import { addDays, dayOf, yearOf } from '../../time/civil.ts';
import type { Instant } from '../../time/instant.ts';
import { coverageCells, daysLookedAt, mondayOf, WEEKS_BACK, waitingPeople } from '../review/coverage.ts';
import { readMissions } from '../review/read-figures.ts';
import { remembered } from '../small-numbers/told.ts';
import { monthsOf } from './count-year.ts';
import { type NeedsRead, type SocialNeeds, socialNeedsKey, socialNeedsKind, tellNeeds } from './needs.ts';
import { flagsReceived } from './read-flags.ts';

/** `too-many`: more people, or missions of a day, than are read at once; nothing is told of a part of the town. */
export type NeedsRefusal = { readonly reason: 'too-many' };

const MOST_PEOPLE = 5_000;

/** Requests: the people in files of one megabyte, at most 14 for flags, one for services, 42 days of missions. */
const readNeeds = async (
  table: Table,
  town: string,
  year: string,
  now: Instant,
): Promise<NeedsRead | undefined> => {
  const today = dayOf(now);
  const [people, flags, open, found] = await Promise.all([
    Promise.all(
      (['active', 'waiting'] as const).map((state) =>
        table.index('list', { partition: seniorList(town, state), limit: MOST_PEOPLE + 1 }),
      ),
    ),
    flagsReceived(table, town, monthsOf(year, today)),
    table.index('list', { partition: serviceList(town, 'open') }),
    readMissions(table, town, daysLookedAt(today)),
  ]);
  if (found.unread.length > 0 || people.some(({ items }) => items.length > MOST_PEOPLE)) return undefined;
  const services = rowsOf(serviceKind, open.items).map(({ value }) => value);
  const waiting = new Set(waitingPeople(services, found.missions).keys());
  const met = new Set(
    found.missions.flatMap(({ state, seniorId }) =>
      isHeld(state) || state === 'done' || state === 'not-done' ? seniorId : [],
    ),
  );
  const served = services.filter(({ seniorId }) => !waiting.has(seniorId)).map(({ seniorId }) => seniorId);
  const thisMonday = mondayOf(today);
  return {
    seniors: people.flatMap(({ items }) => rowsOf(seniorKind, items)).map(({ value }) => value),
    visited: new Set([...met, ...served].filter((id) => !waiting.has(id))),
    waiting,
    flags,
    coverage: {
      past: Array.from({ length: WEEKS_BACK }, (_, i) => addDays(thisMonday, (i - WEEKS_BACK) * 7)),
      cells: coverageCells(found.missions),
    },
  };
};

/** Counts this year's needs as they are today, and keeps what is told of them; told again, it is held to what was told. */
export const countNeeds = async (
  world: Surroundings,
  by: StaffId,
  now: Instant,
): Promise<Result<SocialNeeds, NeedsRefusal>> => {
  const { townId } = world.config;
  const year = yearOf(dayOf(now));
  const read = await readNeeds(world.table, townId, year, now);
  if (!read) return refused({ reason: 'too-many' });
  const last = await world.table.get(socialNeedsKind, socialNeedsKey(townId, String(Number(year) - 1)));
  return decideAndCommit(world.table, async (): Promise<Result<Decision<SocialNeeds>, NeedsRefusal>> => {
    const stored = await world.table.get(socialNeedsKind, socialNeedsKey(townId, year));
    const before = stored?.value.remembered ?? last?.value.remembered;
    const told = tellNeeds(read, before);
    const value: SocialNeeds = {
      town: townId,
      year,
      countedAt: now,
      countedBy: by,
      countedOn: dayOf(now),
      told,
      remembered: remembered(told, before),
    };
    const happening = { action: 'needs-told', actor: { kind: 'staff' as const, id: by }, at: now };
    return ok({ value, writes: change(socialNeedsKind, stored, value, happening) });
  });
};
