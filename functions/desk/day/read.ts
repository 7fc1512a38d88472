import { can } from '../../../shared/access/table.ts';
import { type Concern, concernKind, openConcernList } from '../../../shared/concerns/concern.ts';
import { type Flag, isOpenFlag } from '../../../shared/flags/flag.ts';
import { flagKind, openFlagList } from '../../../shared/flags/store.ts';
import { flagReading } from '../../../shared/flags/who-reads.ts';
import { isOpen, type Mission } from '../../../shared/missions/mission.ts';
import { missionDayList, missionKind } from '../../../shared/missions/store.ts';
import { type Visit, visitsOf } from '../../../shared/missions/twins.ts';
import type { Offer } from '../../../shared/offers/offer.ts';
import { OFFER_PREFIX, offerKind } from '../../../shared/offers/store.ts';
import { type FailingMessage, listFailingMessages } from '../../../shared/outbox/failing-messages.ts';
import type { Senior } from '../../../shared/seniors/senior.ts';
import { seniorKind, seniorList } from '../../../shared/seniors/store.ts';
import type { Service } from '../../../shared/services/service.ts';
import { serviceKind, serviceList } from '../../../shared/services/store.ts';
import type { Staff } from '../../../shared/staff/staff.ts';
import { type Kind, rowsOf } from '../../../shared/table/kind.ts';
import type { Table } from '../../../shared/table/table.ts';
import { openTaskList, type Task, taskKind, urgentFirst } from '../../../shared/tasks/task.ts';
import { addDays, dayOf } from '../../../shared/time/civil.ts';
import { type Instant, plus } from '../../../shared/time/instant.ts';
import { volunteerKind, volunteerList } from '../../../shared/volunteers/store.ts';
import type { Volunteer } from '../../../shared/volunteers/volunteer.ts';
import { goingTo } from '../missions/visits.ts';
import { type People, peopleOf } from './people.ts';

/** Rows, and whether more wait behind them. */
export type Some<T> = { readonly rows: readonly T[]; readonly more: boolean };
export type Running = Visit & { readonly offers: readonly Offer[] };

export type Day = {
  /**
   * Somebody called is perhaps in danger: until an agent notes that she is safe or with the rescue, or ticks the task. It
   * stays while somebody is on it.
   */
  readonly distress: readonly Task[];
  /** Nobody goes yet, or one of two, and it starts within 48 h; soonest first. */
  readonly uncovered: readonly Visit[];
  readonly concerns: Some<Concern>;
  /** Not yet reached and later than promised; somebody in immediate danger at once, and first. */
  readonly lateFlags: readonly Flag[];
  readonly running: Some<Running>;
  readonly failing: readonly FailingMessage[];
  readonly toAsk: Some<Senior>;
  readonly applicants: Some<Volunteer>;
  readonly proposed: Some<Service>;
  /** Those whose mission, concern or flag has no row of its own above. */
  readonly tasks: Some<Task>;
  readonly people: People;
};

/** Days of missions whose offers are shown as running. */
const RUNNING_DAYS = 8;
const MOST_RUNNING = 20;
const MOST = 50;
const AHEAD_HOURS = 48;

/** The first rows of one list of a town. */
const first = async <T>(
  table: Pick<Table, 'index'>,
  kind: Kind<T>,
  partition: string,
  limit = MOST,
): Promise<Some<T>> => {
  const page = await table.index('list', { partition, limit });
  return { rows: rowsOf(kind, page.items).map(({ value }) => value), more: page.next !== undefined };
};

const missionsOf = async (table: Table, town: string, now: Instant): Promise<readonly Mission[]> => {
  const today = dayOf(now);
  const pages = await Promise.all(
    Array.from({ length: RUNNING_DAYS }, (_, ahead) =>
      table.index('list', { partition: missionDayList(town, addDays(today, ahead)) }),
    ),
  );
  return pages
    .flatMap((page) => rowsOf(missionKind, page.items))
    .map(({ value }) => value)
    .filter((mission) => mission.startsAt > now);
};

const runningOf = async (table: Table, missions: readonly Mission[]): Promise<Some<Running>> => {
  const offered = visitsOf(missions.filter((mission) => mission.state === 'offered'));
  const rows = await Promise.all(
    offered.slice(0, MOST_RUNNING).map(async ({ mission, twin }) => {
      const seats = [mission, ...(twin ? [twin] : [])];
      const pages = await Promise.all(seats.map(({ id }) => table.partition(id, { prefix: OFFER_PREFIX })));
      const offers = pages.flatMap(({ items }) => rowsOf(offerKind, items)).map(({ value }) => value);
      return { mission, twin, offers };
    }),
  );
  return { rows, more: offered.length > MOST_RUNNING };
};

const bothOf = <T>(a: Some<T>, b: Some<T>): Some<T> => ({
  rows: [...a.rows, ...b.rows],
  more: a.more || b.more,
});

/**
 * Everything the first screen shows, from the lists of the town and the days ahead: never a whole collection. A flag that
 * this reader may not read is not counted either.
 */
export const readDay = async (table: Table, staff: Staff, now: Instant): Promise<Day> => {
  const town = staff.town;
  const [missions, concerns, flags, failing, toAsk, candidates, interviewed, proposed, tasks] =
    await Promise.all([
      missionsOf(table, town, now),
      first(table, concernKind, openConcernList(town)),
      first(table, flagKind, openFlagList(town), 200),
      can(staff, 'message.list') ? listFailingMessages(table, town) : [],
      // The list is by name: all of a town's, or those who wait longest would be missed after an import.
      first(table, seniorKind, seniorList(town, 'waiting'), 300),
      first(table, volunteerKind, volunteerList(town, 'candidate')),
      first(table, volunteerKind, volunteerList(town, 'interviewed')),
      first(table, serviceKind, serviceList(town, 'proposed')),
      first(table, taskKind, openTaskList(town)),
    ]);
  const running = await runningOf(table, missions);
  const uncovered = visitsOf(missions).filter(
    ({ mission, twin }) =>
      (isOpen(mission.state) || (twin !== undefined && !twin.introduces && isOpen(twin.state))) &&
      mission.startsAt < plus(now, { hours: AHEAD_HOURS }),
  );
  const people = await peopleOf(table, [
    ...uncovered.flatMap((visit) => [visit.mission.seniorId, ...goingTo(visit)]),
    ...concerns.rows.map(({ seniorId }) => seniorId),
    ...running.rows.flatMap(({ mission, offers }) => [
      mission.seniorId,
      ...offers.map(({ volunteerId }) => volunteerId),
    ]),
    ...failing.map(({ recipient }) => recipient),
    ...proposed.rows.map(({ seniorId }) => seniorId),
    ...tasks.rows.flatMap(({ seniorId, volunteerId }) => [seniorId, volunteerId]),
  ]);
  const lateFlags = flags.rows
    .filter(
      (flag) =>
        isOpenFlag(flag.state) &&
        flag.state !== 'contacted' &&
        (flag.dueAt < now || flag.urgency === 'P0') &&
        flagReading(flag, staff, undefined) === 'whole',
    )
    .sort((a, b) => Number(b.urgency === 'P0') - Number(a.urgency === 'P0'));
  // Its own row already says what to do about it: the task would say it twice.
  const seats = uncovered.flatMap(({ mission, twin }) => [mission, ...(twin ? [twin] : [])]);
  const distress = tasks.rows.filter(({ kind }) => kind === 'call-distress');
  const shown = new Set<string>([...seats, ...concerns.rows, ...lateFlags].map(({ id }) => id));
  return {
    distress,
    uncovered,
    concerns,
    lateFlags,
    running,
    failing,
    toAsk,
    applicants: bothOf(candidates, interviewed),
    proposed,
    tasks: {
      rows: urgentFirst(tasks.rows.filter((task) => !distress.includes(task) && !shown.has(task.subjectId))),
      more: tasks.more,
    },
    people,
  };
};
