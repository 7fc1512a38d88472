import type { VolunteerId } from '../../ids/ids.ts';
import { mondayOf } from '../../matching/week/build.ts';
import { quietOf } from '../../messages/intent-write.ts';
import { rowsOf } from '../../table/kind.ts';
import type { Table } from '../../table/table.ts';
import { nextAllowed } from '../../time/calendar.ts';
import { type CivilDay, dayOf } from '../../time/civil.ts';
import type { Instant } from '../../time/instant.ts';
import type { Town } from '../../town/settings.ts';
import { readRows } from '../plan-store.ts';
import { planIdOf, planKey, planKind, weeksToPlan } from '../week-plan.ts';
import { type ReadWeek, readWeek } from './read-week.ts';

/** How many offers each volunteer is promised. */
type Promised = ReadonlyMap<VolunteerId, number>;

const NOBODY: Promised = new Map();

/**
 * Offers of other weeks that were sent in these hours without texts and leave with the morning: in nobody's load yet, and of
 * the cap of seven days all the same. While texts may leave there are none, and nothing is read; in the other hours one
 * record a week to come, and the rows of those sent since the evening. The week that begins tonight is among them: sent on
 * Saturday evening, it leaves on its Monday.
 */
export const promisedElsewhere = async (
  table: Pick<Table, 'getRows' | 'partition'>,
  town: Town,
  monday: CivilDay,
  now: Instant,
): Promise<Promised> => {
  const quiet = quietOf(town);
  const leaves = nextAllowed(now, quiet);
  if (leaves <= now) return NOBODY;
  const today = dayOf(now);
  const others = [mondayOf(today), ...weeksToPlan(today, town)].filter((one) => one !== monday);
  const plans = rowsOf(
    planKind,
    (await table.getRows(others.map((one) => planKey(planIdOf(town.id, one))))).flatMap((row) => row ?? []),
  ).map(({ value }) => value);
  const promised = new Map<VolunteerId, number>();
  for (const { id, sent } of plans) {
    if (!sent || sent.at > now || nextAllowed(sent.at, quiet) !== leaves) continue;
    const skipped = new Set(sent.skipped.map((one) => `${one.missionId} ${one.volunteerId}`));
    for (const { missionId, choices } of (await readRows(table, id, sent)) ?? [])
      for (const { volunteerId } of choices)
        if (!skipped.has(`${missionId} ${volunteerId}`))
          promised.set(volunteerId, (promised.get(volunteerId) ?? 0) + 1);
  }
  return promised;
};

/** The week as a plan sees it: what `readWeek` reads, and what each volunteer is promised of other weeks. */
export const readWeekToPlan = async (
  table: Pick<Table, 'index' | 'getRows' | 'partition'>,
  town: Town,
  monday: CivilDay,
  now: Instant,
): Promise<ReadWeek> => {
  const [week, promised] = await Promise.all([
    readWeek(table, town, monday, now),
    promisedElsewhere(table, town, monday, now),
  ]);
  if (promised.size === 0) return week;
  const volunteers = week.volunteers.map((data) => {
    const offers = promised.get(data.volunteer.id);
    return offers === undefined ? data : { ...data, promised: offers };
  });
  return { ...week, volunteers };
};
