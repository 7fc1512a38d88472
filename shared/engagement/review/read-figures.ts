import type { SeniorId } from '../../ids/ids.ts';
import type { Mission } from '../../missions/mission.ts';
import { missionDayList, missionKind } from '../../missions/store.ts';
import { emptyLoad } from '../../offers/load.ts';
import { loadKey, loadKind } from '../../offers/store.ts';
import { seniorKey, seniorKind } from '../../seniors/store.ts';
import { serviceKind, serviceList } from '../../services/store.ts';
import { rowsOf } from '../../table/kind.ts';
import type { Table } from '../../table/table.ts';
import { addDays, type CivilDay, dayOf } from '../../time/civil.ts';
import type { Instant } from '../../time/instant.ts';
import { bandOf, checkInsKind, checkInsList, currentCheckIn } from '../../volunteers/check-ins/check-in.ts';
import { monthOf } from '../../volunteers/movements/served.ts';
import { volunteerKind, volunteerList } from '../../volunteers/store.ts';
import {
  type Asked,
  askedOf,
  type CheckInGroups,
  checkInGroups,
  closedQuarter,
  GROUP_TABLES,
} from '../check-ins/groups.ts';
import { carriedBy } from '../signals/carried.ts';
import { noticedKind, noticedList, signalsLookKey, signalsLookKind } from '../signals/noticed.ts';
import { attentionKind, attentionList, noAttention } from '../steps/attention.ts';
import { openProposal } from '../steps/decide-attention.ts';
import { answeredThisWeek, thisWeek } from '../steps/propose.ts';
import { readTurnover } from '../turnover/read-turnover.ts';
import { countFigures, type Looked } from './count-figures.ts';
import { daysLookedAt, waitingPeople } from './coverage.ts';
import type { Figures } from './figures.ts';
import type { OpenReview } from './review.ts';
import { isToldAlready, type LastReview } from './tables.ts';

/** A day with more missions than this is told as not counted. */
const MOST_A_DAY = 600;
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

/**
 * The active as they are now, and what the last nightly look found so of each: the fact, and the step that would answer it.
 * Requests, whatever was found: four lists, one record, one for each hundred active volunteers.
 */
const readActive = async (table: Reads, town: string, now: Instant) => {
  const today = dayOf(now);
  const [people, answers, noticed, attentions, lookRows] = await Promise.all([
    table.index('list', { partition: volunteerList(town, 'active') }),
    table.index('list', { partition: checkInsList(town) }),
    table.index('list', { partition: noticedList(town) }),
    table.index('list', { partition: attentionList(town) }),
    table.getRows([signalsLookKey(town)]),
  ]);
  const volunteers = rowsOf(volunteerKind, people.items).map(({ value }) => value);
  const loadRows = await table.getRows(volunteers.map(({ id }) => loadKey(id)));
  const loads = new Map(
    rowsOf(
      loadKind,
      loadRows.flatMap((row) => row ?? []),
    ).map(({ value }) => [value.volunteerId, value]),
  );
  const checkIns = rowsOf(checkInsKind, answers.items).map(({ value }) => value);
  const answersOf = new Map(checkIns.map((one) => [one.volunteerId, one.answers]));
  const factsOf = new Map(
    rowsOf(noticedKind, noticed.items).map(({ value }) => [value.volunteerId, value.facts]),
  );
  const attended = rowsOf(attentionKind, attentions.items).map(({ value }) => value);
  const attentionOf = new Map(attended.map((one) => [one.volunteerId, one]));
  const proposals = volunteers.flatMap(({ id }) => {
    const attention = attentionOf.get(id) ?? noAttention(id, town);
    return openProposal({ facts: factsOf.get(id) ?? [], attention }, now) ?? [];
  });
  const active = volunteers.map(({ id }): Looked => {
    const said = currentCheckIn(answersOf.get(id) ?? [], today);
    return {
      missions: carriedBy(loads.get(id) ?? emptyLoad(id), today).missions,
      kinds: (factsOf.get(id) ?? []).map(({ kind }) => kind),
      band: said && bandOf(said),
    };
  });
  const [look] = rowsOf(
    signalsLookKind,
    lookRows.flatMap((row) => row ?? []),
  ).map(({ value }) => value);
  const { lookedAt, offers } = look ?? {};
  return {
    active,
    asked: askedOf(volunteers, checkIns),
    night: lookedAt && offers ? { at: lookedAt, offers } : undefined,
    proposals,
    // Of this week's few next steps: for whom, and which.
    few: thisWeek(proposals, answeredThisWeek(attended, today)),
  };
};

/** The check-ins of the last closed quarter, in groups; undefined where they are told already, or too few. */
const groupsOf = (
  asked: readonly Asked[],
  quarter: NonNullable<Figures['quarter']>,
  last: LastReview | undefined,
): CheckInGroups | undefined =>
  isToldAlready(quarter, last)
    ? undefined
    : checkInGroups(asked, quarter, {
        bySector: last?.told[GROUP_TABLES.bySector],
        byProgramme: last?.told[GROUP_TABLES.byProgramme],
      });

/**
 * Everything a review looks at, read once and counted. Requests, whatever the number of volunteers: 42 days of missions, 3 for
 * comings, goings and services, 5 for the active, one for each hundred of them and for each hundred people who wait. `last`:
 * the review closed last, which what is told is held to.
 */
export const readFigures = async (
  table: Reads,
  town: string,
  from: CivilDay,
  now: Instant,
  last: LastReview | undefined,
): Promise<{
  readonly figures: Figures;
  readonly words: OpenReview['words'];
  readonly groups: CheckInGroups | undefined;
}> => {
  const today = dayOf(now);
  const [turnover, found, open, { active, asked, night, proposals, few }] = await Promise.all([
    readTurnover(table, town, monthOf(addDays(today, -460))),
    readMissions(table, town, daysLookedAt(today)),
    table.index('list', { partition: serviceList(town, 'open') }),
    readActive(table, town, now),
  ]);
  const services = rowsOf(serviceKind, open.items).map(({ value }) => value);
  const waiting = [...waitingPeople(services, found.missions).keys()];
  const sectorOf = await sectorsOf(table, waiting);
  const thisQuarter = { ...closedQuarter(today), countedOn: today };
  // Before the first night nothing is told of it: the next review tells it first.
  const quarter = !night || isToldAlready(thisQuarter, last) ? last?.figures.quarter : thisQuarter;
  const words = proposals.length;
  const read = { ...turnover, ...found, active, night, words, services, sectorOf };
  return {
    figures: { ...countFigures(read, from, now), quarter },
    words: few.map(({ volunteerId, step }) => ({ volunteerId, step })),
    groups: night && groupsOf(asked, thisQuarter, last),
  };
};
