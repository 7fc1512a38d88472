import type { SeniorId } from '../../ids/ids.ts';
import type { Mission } from '../../missions/mission.ts';
import { missionDayList, missionKind } from '../../missions/store.ts';
import { seniorKey, seniorKind } from '../../seniors/store.ts';
import { serviceKind, serviceList } from '../../services/store.ts';
import { rowsOf } from '../../table/kind.ts';
import type { Table } from '../../table/table.ts';
import { addDays, type CivilDay, dayOf } from '../../time/civil.ts';
import type { Instant } from '../../time/instant.ts';
import { monthOf } from '../../volunteers/movements/served.ts';
import { volunteerList } from '../../volunteers/store.ts';
import { readSignals, type Watched } from '../signals/read-signals.ts';
import { openProposal } from '../steps/decide-attention.ts';
import { answeredThisWeek, thisWeek } from '../steps/propose.ts';
import { readTurnover } from '../turnover/read-turnover.ts';
import { countFigures, daysLookedAt, waitingPeople } from './count-figures.ts';
import type { Figures } from './figures.ts';
import type { OpenReview } from './review.ts';

/** More active volunteers than this are not looked at one by one in one request: weariness is then unknown, and said so. */
export const MOST_WATCHED = 400;
/** A day with more missions than this is told as not counted. */
export const MOST_A_DAY = 600;
/** Queries at once. */
const AT_ONCE = 14;

type Reads = Pick<Table, 'index' | 'getRows'>;

/** Missions of these days, a query each; a day that has more than `most` is left out whole, and named. */
export const readMissions = async (
  table: Reads,
  town: string,
  days: readonly CivilDay[],
  most = MOST_A_DAY,
): Promise<{ readonly missions: readonly Mission[]; readonly unread: readonly CivilDay[] }> => {
  const missions: Mission[] = [];
  const unread: CivilDay[] = [];
  for (let i = 0; i < days.length; i += AT_ONCE) {
    const some = days.slice(i, i + AT_ONCE);
    const pages = await Promise.all(
      some.map((day) => table.index('list', { partition: missionDayList(town, day), limit: most })),
    );
    for (const [at, { items, next }] of pages.entries()) {
      const day = some[at];
      if (next !== undefined && day) unread.push(day);
      else missions.push(...rowsOf(missionKind, items).map(({ value }) => value));
    }
  }
  return { missions, unread };
};

const sectorsOf = async (table: Reads, ids: readonly SeniorId[]): Promise<ReadonlyMap<SeniorId, string>> => {
  const rows = await table.getRows(ids.map(seniorKey));
  const people = rowsOf(
    seniorKind,
    rows.flatMap((row) => row ?? []),
  );
  return new Map(
    people.flatMap(({ value }) => (value.address.sector ? [[value.id, value.address.sector] as const] : [])),
  );
};

const watchedOf = async (table: Reads, town: string, now: Instant) => {
  const page = await table.index('list', {
    partition: volunteerList(town, 'active'),
    limit: MOST_WATCHED + 1,
  });
  return page.items.length > MOST_WATCHED ? undefined : readSignals(table, town, now);
};

/** Of this week's few next steps: for whom, and which. */
const wordsOf = (watched: readonly Watched[], now: Instant): OpenReview['words'] => {
  const answered = answeredThisWeek(
    watched.map(({ attention }) => attention),
    dayOf(now),
  );
  const proposals = watched.flatMap((one) => openProposal(one, now) ?? []);
  return thisWeek(proposals, answered).map(({ volunteerId, step }) => ({ volunteerId, step }));
};

/**
 * Everything a review looks at, read once and counted. Requests: 42 days of missions, 3 for comings, goings and services, 7 +
 * two for each active volunteer (400 at most, else unknown), one for each hundred people who wait.
 */
export const readFigures = async (
  table: Reads,
  town: string,
  from: CivilDay,
  now: Instant,
): Promise<{ readonly figures: Figures; readonly words: OpenReview['words'] }> => {
  const today = dayOf(now);
  const [turnover, found, open, watched] = await Promise.all([
    readTurnover(table, town, monthOf(addDays(today, -460))),
    readMissions(table, town, daysLookedAt(today)),
    table.index('list', { partition: serviceList(town, 'open') }),
    watchedOf(table, town, now),
  ]);
  const services = rowsOf(serviceKind, open.items).map(({ value }) => value);
  const waiting = [...waitingPeople(services, found.missions).keys()];
  const sectorOf = await sectorsOf(table, waiting);
  return {
    figures: countFigures({ ...turnover, ...found, watched, services, sectorOf }, from, now),
    words: watched ? wordsOf(watched, now) : [],
  };
};
