import type { MissionId, VolunteerId } from '../../ids/ids.ts';
import { isToCover, mondayOf } from '../../matching/week/build.ts';
import { quietOf } from '../../messages/intent-write.ts';
import { isOpen, type Mission } from '../../missions/mission.ts';
import { missionKey, missionKind } from '../../missions/store.ts';
import { rowsOf } from '../../table/kind.ts';
import type { Table } from '../../table/table.ts';
import { nextAllowed } from '../../time/calendar.ts';
import { type CivilDay, dayOf } from '../../time/civil.ts';
import type { Instant } from '../../time/instant.ts';
import type { Town } from '../../town/settings.ts';
import { readRows } from '../plan-store.ts';
import { inTurn, type Plan, type PlanRow, planIdOf, planKey, planKind, weeksToPlan } from '../week-plan.ts';
import { type ListedWeek, type ReadWeek, readWeek } from './read-week.ts';

/** Sent, in hours without texts: its choice is asked as soon as texts may leave, whatever is proposed meanwhile. */
export const isPromised = ({ state, chosen, search }: Mission, now: Instant): boolean =>
  isOpen(state) &&
  chosen !== undefined &&
  search?.wave === 0 &&
  !search.endedAt &&
  !search.passesOverChosen &&
  (search.nextAt ?? now) > now;

/** How many offers each volunteer is promised. */
type Promised = ReadonlyMap<VolunteerId, number>;
type Reads = Pick<Table, 'getRows' | 'partition'>;

/** These missions, and the other seats of those that two people go to. */
const readSeats = async (
  table: Reads,
  rows: readonly PlanRow[],
): Promise<ReadonlyMap<MissionId, Mission>> => {
  const seats = new Map<MissionId, Mission>();
  const read = async (ids: readonly MissionId[]): Promise<void> => {
    const found = (await table.getRows(ids.map(missionKey))).flatMap((row) => row ?? []);
    for (const { value } of rowsOf(missionKind, found)) seats.set(value.id, value);
  };
  await read(rows.map(({ missionId }) => missionId));
  await read(
    rows.flatMap(({ missionId, choices }) => {
      const first = seats.get(missionId);
      return ((choices.length > 1 || first?.state === 'cancelled') && first?.twinId) || [];
    }),
  );
  return seats;
};

/**
 * Whom a plan that was sent is still to ask: of what its sending has reached, those whose missions wait for the hours of texts
 * (`isWaiting`: it was sent in these, or ended in them); of what it has not, those whose missions still look for somebody and ask nobody yet.
 */
const stillToAsk = async (
  table: Reads,
  { id, sent }: Plan & Required<Pick<Plan, 'sent'>>,
  isWaiting: boolean,
  now: Instant,
): Promise<readonly VolunteerId[]> => {
  const reached = sent.doneAt ? Number.POSITIVE_INFINITY : sent.next;
  if (!isWaiting && sent.doneAt) return [];
  const rows = ((await readRows(table, id, sent)) ?? [])
    .map((row, at) => ({ ...row, isReached: at < reached }))
    .filter(({ choices, isReached }) => choices.length > 0 && (isWaiting || !isReached));
  const seats = await readSeats(table, rows);
  return rows.flatMap(({ missionId, choices, isReached }) =>
    inTurn(choices).flatMap(({ volunteerId }, nth) => {
      const first = seats.get(missionId);
      const second = first?.twinId && seats.get(first.twinId);
      const [seat] = [first, second].filter((one) => one && one.state !== 'cancelled').slice(nth);
      if (!seat) return [];
      const isOwed = isReached
        ? isPromised(seat, now) && seat.chosen?.includes(volunteerId)
        : isToCover(seat) && seat.startsAt > now;
      return isOwed ? [volunteerId] : [];
    }),
  );
};

/**
 * Offers of other weeks that were sent and are in nobody's load yet, though of the cap of seven days all the same: those that
 * leave with the morning, and those that a sending of many missions has not reached. Reads one record a week to come; for a week
 * that has such offers its rows and their missions, so that what was called off or taken since is not counted. The week that begins
 * tonight is among them: sent on Saturday evening, it leaves on its Monday.
 */
export const promisedElsewhere = async (
  table: Reads,
  town: Town,
  monday: CivilDay,
  now: Instant,
): Promise<Promised> => {
  const quiet = quietOf(town);
  const leaves = nextAllowed(now, quiet);
  const today = dayOf(now);
  const others = [mondayOf(today), ...weeksToPlan(today, town)].filter((one) => one !== monday);
  const plans = rowsOf(
    planKind,
    (await table.getRows(others.map((one) => planKey(planIdOf(town.id, one))))).flatMap((row) => row ?? []),
  ).map(({ value }) => value);
  const promised = new Map<VolunteerId, number>();
  for (const { sent, ...plan } of plans) {
    if (!sent || sent.at > now) continue;
    // Its last offers count: a long sending begins in the evening and ends in the night.
    const isWaiting = leaves > now && nextAllowed(sent.doneAt ?? now, quiet) === leaves;
    for (const id of await stillToAsk(table, { ...plan, sent }, isWaiting, now))
      promised.set(id, (promised.get(id) ?? 0) + 1);
  }
  return promised;
};

/** The week as a plan sees it: what `readWeek` reads, and what each volunteer is promised of other weeks. */
export const readWeekToPlan = async (
  table: Pick<Table, 'index' | 'getRows' | 'partition'>,
  town: Town,
  monday: CivilDay,
  now: Instant,
  listed?: ListedWeek,
): Promise<ReadWeek> => {
  const [week, promised] = await Promise.all([
    readWeek(table, town, monday, now, listed),
    promisedElsewhere(table, town, monday, now),
  ]);
  if (promised.size === 0) return week;
  const volunteers = week.volunteers.map((data) => {
    const offers = promised.get(data.volunteer.id);
    return offers === undefined ? data : { ...data, promised: offers };
  });
  return { ...week, volunteers };
};
