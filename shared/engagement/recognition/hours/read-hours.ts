import { type CallBatch, callBatchKind } from '../../../heat/batches/batch.ts';
import type { VolunteerId } from '../../../ids/ids.ts';
import { missionKind } from '../../../missions/store.ts';
import { deliveryRoundKind } from '../../../rounds/round.ts';
import { rowsOf } from '../../../table/kind.ts';
import type { Table } from '../../../table/table.ts';
import { addDays, type CivilDay, civilTime, dayOf, instantOf, yearOf } from '../../../time/civil.ts';
import { type Instant, plus } from '../../../time/instant.ts';
import type { Town } from '../../../town/settings.ts';
import { reportKind } from '../../../visits/report.ts';
import type { Volunteer } from '../../../volunteers/volunteer.ts';
import { hourEntriesKey, hourEntriesKind } from './entry.ts';
import { type HourLine, linesOf } from './line.ts';

/** First and last day, both included. */
export type Period = { readonly from: CivilDay; readonly to: CivilDay };

/** A report may come, or come again, so long after the visit (days). */
const REPORT_DAYS = 60;

type Reads = Pick<Table, 'index' | 'getRows'>;

const rowsOfVolunteer = async (table: Reads, id: VolunteerId, from: string, to: string) =>
  (await table.index('volunteer', { partition: id, from, to })).items;

/**
 * What a volunteer gave in a period, up to this moment: for pages, and for what is then issued against what a page showed.
 * Five requests, whatever the length; no other person's record is read.
 */
export const readHours = async (
  table: Reads,
  town: Pick<Town, 'programmes'>,
  volunteer: Volunteer,
  period: Period,
  now: Instant,
): Promise<readonly HourLine[]> => {
  const { id } = volunteer;
  const start = instantOf(period.from, civilTime('00:00'));
  const dayAfter = addDays(period.to, 1);
  const end = instantOf(dayAfter, civilTime('00:00'));
  const years = Array.from({ length: Number(yearOf(period.to)) - Number(yearOf(period.from)) + 1 }, (_, i) =>
    String(Number(yearOf(period.from)) + i),
  );
  const [missions, reports, rounds, batches, entries] = await Promise.all([
    rowsOfVolunteer(table, id, `mission#${start}`, `mission#${end}`),
    rowsOfVolunteer(table, id, `report#${start}`, `report#${plus(end, { days: REPORT_DAYS })}`),
    rowsOfVolunteer(table, id, `delivery#${period.from}`, `delivery#${dayAfter}`),
    rowsOfVolunteer(table, id, `calls#${period.from}`, `calls#${dayAfter}`),
    table.getRows(years.map((year) => hourEntriesKey(id, year))),
  ]);
  const today = dayOf(now);
  const isIn = ({ day }: { readonly day: CivilDay }): boolean =>
    day >= period.from && day <= period.to && day <= today;
  const values = <T>(all: readonly { readonly value: T }[]): T[] => all.map(({ value }) => value);
  const isOver = (batch: CallBatch): boolean => batch.state !== 'accepted' || batch.day < today;
  return linesOf({
    volunteer,
    programmes: town.programmes,
    missions: values(rowsOf(missionKind, missions)).filter(
      (mission) => isIn(mission) && mission.holder?.volunteerId === id && mission.startsAt <= now,
    ),
    reports: values(rowsOf(reportKind, reports)).filter(({ volunteerId }) => volunteerId === id),
    rounds: values(rowsOf(deliveryRoundKind, rounds)).filter(
      (round) => isIn(round) && round.volunteerId === id && round.leavesAt <= now,
    ),
    batches: values(rowsOf(callBatchKind, batches)).filter(
      (batch) => isIn(batch) && batch.holder?.volunteerId === id && isOver(batch),
    ),
    entries: values(
      rowsOf(
        hourEntriesKind,
        entries.flatMap((row) => row ?? []),
      ),
    )
      .flatMap((one) => one.entries)
      .filter(isIn),
  });
};
