import { change } from '../../audit/audit.ts';
import { type Decision, decideAndCommit, type Surroundings } from '../../decide/decide.ts';
import { readCounts } from '../../heat/board/counters.ts';
import { callRoundKind, roundsOf } from '../../heat/calls/round.ts';
import type { SeniorId, StaffId, VolunteerId } from '../../ids/ids.ts';
import { monthlySmsCost } from '../../outbox/cost.ts';
import { ok, type Result, refused } from '../../result/result.ts';
import { seniorKey, seniorKind } from '../../seniors/store.ts';
import { serviceKind, serviceList } from '../../services/store.ts';
import { rowsOf } from '../../table/kind.ts';
import type { Table } from '../../table/table.ts';
import { addDays, type CivilDay, civilDay, dayOf } from '../../time/civil.ts';
import type { Instant } from '../../time/instant.ts';
import { type Month, monthOf } from '../../volunteers/movements/served.ts';
import { readMissions } from '../review/read-figures.ts';
import { remembered } from '../small-numbers/told.ts';
import { firstDay, monthAfter } from '../turnover/months.ts';
import { readTurnover } from '../turnover/read-turnover.ts';
import { isEnrolled } from '../turnover/spells.ts';
import {
  type Activity,
  activityKey,
  activityKind,
  type MonthCounts,
  type WholeYear,
  yearSchema,
} from './activity.ts';
import { countMonth } from './count-month.ts';
import { flagsReceived } from './read-flags.ts';
import { tellActivity } from './tell-activity.ts';

export type ActivityRefusal = { readonly reason: 'not-a-year' | 'not-begun' };

/** Missions read in one look; what is left of the year is the next look's. A town's month is well under it. */
const MOST_AT_ONCE = 8_000;
/** Services, open and closed: beyond, the figure is unknown. */
const MOST_SERVICES = 6_000;
/** Lists of calls at once; each counts in a look for as much as so many missions: its shards are a request each. */
const LISTS_AT_ONCE = 6;
const MISSIONS_A_LIST = 20;

const yearStart = (year: string): CivilDay => civilDay(`${year}-01-01`);
const yearEnd = (year: string): CivilDay => civilDay(`${year}-12-31`);
export const monthsOf = (year: string, until: CivilDay): readonly Month[] =>
  Array.from({ length: 12 }, (_, i) =>
    monthOf(civilDay(`${year}-${String(i + 1).padStart(2, '0')}-01`)),
  ).filter((month) => firstDay(month) <= until);

const daysOf = (month: Month, until: CivilDay): readonly CivilDay[] => {
  const days: CivilDay[] = [];
  for (let day = firstDay(month); day < firstDay(monthAfter(month)) && day <= until; day = addDays(day, 1))
    days.push(day);
  return days;
};

const listsOf = async (
  table: Pick<Table, 'index' | 'counters'>,
  town: string,
  month: Month,
): Promise<MonthCounts['lists']> => {
  const page = await table.index('list', {
    partition: roundsOf(town),
    from: `${month}-01`,
    to: `${month}-31$`,
  });
  const rounds = rowsOf(callRoundKind, page.items)
    .map(({ value }) => value)
    .filter(({ state }) => state !== 'called-off');
  const lists = { heat: 0, friendly: 0, attempts: 0, reached: 0 };
  for (let i = 0; i < rounds.length; i += LISTS_AT_ONCE) {
    const some = rounds.slice(i, i + LISTS_AT_ONCE);
    const counted = await Promise.all(some.map(({ id, shards }) => readCounts(table, id, shards)));
    for (const { source } of some) lists[source.kind === 'heat' ? 'heat' : 'friendly'] += 1;
    for (const { attempts, reached } of counted) {
      lists.attempts += attempts;
      lists.reached += reached;
    }
  }
  return lists;
};

/** Requests: a day of the month each, two for flags, one for lists of calls with a few each, sixteen for the SMS ledger. `read`: how much that was, as missions. */
const readMonth = async (
  table: Table,
  town: string,
  month: Month,
  until: CivilDay,
): Promise<{ readonly counts: MonthCounts; readonly read: number }> => {
  const [found, flags, lists, sms] = await Promise.all([
    readMissions(table, town, daysOf(month, until)),
    flagsReceived(table, town, [month]),
    listsOf(table, town, month),
    monthlySmsCost(table, town, firstDay(month)),
  ]);
  return {
    counts: countMonth(month, { ...found, flags, lists, sms }),
    read: found.missions.length + MISSIONS_A_LIST * (lists.heat + lists.friendly),
  };
};

const peopleOf = async (
  table: Pick<Table, 'index' | 'getRows'>,
  town: string,
  year: string,
  until: CivilDay,
): Promise<WholeYear['people']> => {
  const pages = await Promise.all(
    (['open', 'paused', 'closed'] as const).map((state) =>
      table.index('list', { partition: serviceList(town, state), limit: MOST_SERVICES + 1 }),
    ),
  );
  if (pages.some(({ items }) => items.length > MOST_SERVICES)) return null;
  const there = pages
    .flatMap(({ items }) => rowsOf(serviceKind, items))
    .map(({ value }) => value)
    .filter(
      ({ startsOn, endsOn }) =>
        startsOn <= until && (endsOn === undefined || (endsOn >= yearStart(year) && endsOn >= startsOn)),
    );
  const ids = [...new Set<SeniorId>(there.map(({ seniorId }) => seniorId))];
  const rows = await table.getRows(ids.map(seniorKey));
  const opened = rowsOf(
    seniorKind,
    rows.flatMap((row) => row ?? []),
  )
    .map(({ value }) => dayOf(value.createdAt))
    .filter((day) => day >= yearStart(year) && day <= until);
  return { accompanied: ids.length, fresh: opened.length };
};

const readWhole = async (table: Table, town: string, year: string, until: CivilDay): Promise<WholeYear> => {
  const [{ spells, served }, people] = await Promise.all([
    readTurnover(table, town, monthOf(yearStart(year))),
    peopleOf(table, town, year, until),
  ]);
  const on = (day: CivilDay): ReadonlySet<VolunteerId> =>
    new Set(spells.filter((one) => isEnrolled(one, day)).map((one) => one.volunteerId));
  const [before, now] = [on(addDays(yearStart(year), -1)), on(until)];
  const passed = spells.filter(
    ({ wasActive, leftOn, volunteerId }) =>
      wasActive &&
      leftOn !== undefined &&
      leftOn >= yearStart(year) &&
      leftOn <= until &&
      !before.has(volunteerId) &&
      !now.has(volunteerId),
  );
  return {
    people,
    network: {
      stayed: [...before].filter((id) => now.has(id)).length,
      gone: [...before].filter((id) => !now.has(id)).length,
      came: [...now].filter((id) => !before.has(id)).length,
      passed: new Set(passed.map(({ volunteerId }) => volunteerId)).size,
    },
    served: new Set(
      served.filter(({ month }) => month.startsWith(year)).map(({ volunteerId }) => volunteerId),
    ).size,
  };
};

/**
 * One look at a year being counted: as many months as may be read at once, then the year as a whole and what is told of it.
 * Idempotent: a look that comes twice finds the month counted.
 */
export const lookAtActivity = async (
  world: Surroundings,
  town: string,
  year: string,
  now: Instant,
  most = MOST_AT_ONCE,
): Promise<void> => {
  const key = activityKey(town, year);
  const stored = await world.table.get(activityKind, key);
  if (!stored?.value.lookAt) return;
  const { value } = stored;
  const owed = monthsOf(year, value.until).filter(
    (month) => !value.months.some((one) => one.month === month),
  );
  const counted: MonthCounts[] = [];
  for (let read = 0; counted.length < owed.length && read < most; ) {
    const month = owed[counted.length];
    if (!month) break;
    const one = await readMonth(world.table, town, month, value.until);
    counted.push(one.counts);
    read += one.read;
  }
  const months = [...value.months, ...counted].sort((a, b) => a.month.localeCompare(b.month));
  const isWhole = counted.length === owed.length;
  const whole = isWhole ? await readWhole(world.table, town, year, value.until) : undefined;
  const last = await world.table.get(activityKind, activityKey(town, String(Number(year) - 1)));
  await decideAndCommit(world.table, async (): Promise<Result<Decision<Activity>, never>> => {
    const at = await world.table.get(activityKind, key);
    // Somebody asked anew, or another look was faster: theirs goes on.
    if (!at || at.version !== stored.version) return ok({ value, writes: [] });
    const { lookAt: _, ...rest } = value;
    const told = whole && tellActivity({ months, whole }, value.remembered, last?.value.remembered);
    const next: Activity = told
      ? { ...rest, months, whole, told, remembered: remembered(told, value.remembered), toldAt: now }
      : { ...rest, months, lookAt: now };
    const happening = {
      action: whole ? 'activity-told' : 'activity-counted',
      actor: { kind: 'system' as const, id: '' },
      at: now,
      details: { months: months.length },
    };
    return ok({ value: next, writes: change(activityKind, at, next, happening) });
  });
};

/** Asks for a year to be counted, anew if it was: what was told last stays until it is. Counts at once as much as may be. */
export const countActivity = async (
  world: Surroundings,
  year: string,
  by: StaffId,
  now: Instant,
): Promise<Result<void, ActivityRefusal>> => {
  const { townId } = world.config;
  const today = dayOf(now);
  if (!yearSchema.safeParse(year).success) return refused({ reason: 'not-a-year' });
  if (yearStart(year) > today) return refused({ reason: 'not-begun' });
  const until = yearEnd(year) < today ? yearEnd(year) : today;
  await decideAndCommit(world.table, async (): Promise<Result<Decision<Activity>, never>> => {
    const stored = await world.table.get(activityKind, activityKey(townId, year));
    const { whole: _, ...before } = stored?.value ?? { whole: undefined };
    const next: Activity = {
      ...before,
      town: townId,
      year,
      askedAt: now,
      askedBy: by,
      until,
      months: [],
      lookAt: now,
    };
    const happening = { action: 'activity-asked', actor: { kind: 'staff' as const, id: by }, at: now };
    return ok({ value: next, writes: change(activityKind, stored, next, happening) });
  });
  await lookAtActivity(world, townId, year, now);
  return ok(undefined);
};
