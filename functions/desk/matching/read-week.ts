import { isToCover, mondayOf } from '../../../shared/matching/week/build.ts';
import type { MissionData, VolunteerData } from '../../../shared/matching/week/problem.ts';
import type { Mission } from '../../../shared/missions/mission.ts';
import { missionDayList, missionKind } from '../../../shared/missions/store.ts';
import { emptyLoad, type Load, pruned, without } from '../../../shared/offers/load.ts';
import { loadKey, loadKind } from '../../../shared/offers/store.ts';
import { weighingOn } from '../../../shared/plans/solve/read-week.ts';
import { emptyCirclesOf } from '../../../shared/seniors/picture/four-circles.ts';
import { seniorKey, seniorKind } from '../../../shared/seniors/store.ts';
import { serviceKey, serviceKind } from '../../../shared/services/store.ts';
import { rowsOf } from '../../../shared/table/kind.ts';
import type { Table } from '../../../shared/table/table.ts';
import { addDays, type CivilDay, civilTime, dayOf, instantOf } from '../../../shared/time/civil.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import { volunteerKind, volunteerList } from '../../../shared/volunteers/store.ts';

export type PastWeek = {
  readonly monday: CivilDay;
  /** Its first minute: everything is decided as if from there. */
  readonly from: Instant;
  readonly missions: readonly MissionData[];
  /** Missions of that week, those of the sample and the others. */
  readonly total: number;
  readonly volunteers: readonly VolunteerData[];
};

/** A preview looks at no more missions than this, spread over the week. */
const MOST_MISSIONS = 300;

/** Nothing decided yet: the mission as it was planned, whatever came of it. */
const asPlanned = (mission: Mission): Mission => {
  const {
    holder: _h,
    search: _s,
    chosen: _c,
    presence: _p,
    outcome: _o,
    lookingTaskId: _t,
    ...rest
  } = mission;
  return { ...rest, state: 'planned', steps: {} };
};

const spread = <T>(all: readonly T[], most: number): readonly T[] =>
  all.length <= most
    ? all
    : all.filter((_, i) => Math.floor((i * most) / all.length) !== Math.floor(((i - 1) * most) / all.length));

/**
 * Last week as it stood before anybody was chosen: its missions, today's volunteers without what they carried that week.
 * Pairings count; who met whom outside a pairing is not read, being one query a person.
 */
export const readLastWeek = async (table: Table, town: string, now: Instant): Promise<PastWeek> => {
  const monday = addDays(mondayOf(dayOf(now)), -7);
  const days = Array.from({ length: 7 }, (_, i) => addDays(monday, i));
  const [pages, people] = await Promise.all([
    Promise.all(days.map((day) => table.index('list', { partition: missionDayList(town, day) }))),
    table.index('list', { partition: volunteerList(town, 'active') }),
  ]);
  const all = pages
    .flatMap(({ items }) => rowsOf(missionKind, items))
    .map(({ value }) => value)
    // What no plan and no search of one mission chooses for would only be counted as unchanged.
    .filter((mission) => mission.state !== 'cancelled' && isToCover(asPlanned(mission)));
  const missions = spread(all, MOST_MISSIONS);
  const volunteers = rowsOf(volunteerKind, people.items).map(({ value }) => value);
  const services = [...new Set(missions.flatMap(({ serviceId }) => serviceId ?? []))];
  const seniors = [...new Set(missions.map(({ seniorId }) => seniorId))];
  const [loadRows, serviceRows, seniorRows] = await Promise.all([
    table.getRows(volunteers.map(({ id }) => loadKey(id))),
    table.getRows(services.map(serviceKey)),
    table.getRows(seniors.map(seniorKey)),
  ]);
  const loads = new Map(
    rowsOf(
      loadKind,
      loadRows.flatMap((row) => row ?? []),
    ).map(({ value }) => [value.volunteerId, value]),
  );
  const serviceOf = new Map(
    rowsOf(
      serviceKind,
      serviceRows.flatMap((row) => row ?? []),
    ).map(({ value }) => [value.id, value]),
  );
  const seniorOf = new Map(
    rowsOf(
      seniorKind,
      seniorRows.flatMap((row) => row ?? []),
    ).map(({ value }) => [value.id, value]),
  );
  const known = volunteers.map((volunteer): VolunteerData => {
    const load = pruned(loads.get(volunteer.id) ?? emptyLoad(volunteer.id), dayOf(now), now);
    // What weighed since was not known then.
    const heavy = (load.heavy ?? []).filter(({ day }) => day < monday);
    const before: Load = { ...load, heavy };
    return { volunteer, load: all.reduce((left, { id }) => without(left, id), before) };
  });
  const weighing = weighingOn(known.map(({ load }) => load));
  return {
    monday,
    from: instantOf(monday, civilTime('00:00')),
    total: all.length,
    missions: missions.map((mission) => ({
      mission: asPlanned(mission),
      senior: seniorOf.get(mission.seniorId),
      // It was planned: she had agreed then.
      consented: true,
      pairings: (mission.serviceId && serviceOf.get(mission.serviceId)?.pairings) || [],
      seen: new Map(),
      demanding: weighing.has(mission.seniorId),
      emptyCircles: emptyCirclesOf(seniorOf.get(mission.seniorId)?.circles),
    })),
    volunteers: known,
  };
};
