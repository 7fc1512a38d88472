import { type Consent, consentKey, consentKind, isConsentGiven } from '../../consents/consent.ts';
import type { SeniorId, VolunteerId } from '../../ids/ids.ts';
import { isToCover, mondayOf } from '../../matching/week/build.ts';
import type { Arranged, MissionData, VolunteerData } from '../../matching/week/problem.ts';
import type { Mission } from '../../missions/mission.ts';
import { missionDayList, missionKind } from '../../missions/store.ts';
import { visitsOf } from '../../missions/twins.ts';
import { emptyLoad, type Load } from '../../offers/load.ts';
import { loadKey, loadKind, OFFER_PREFIX, offerKind } from '../../offers/store.ts';
import { emptyCirclesOf } from '../../seniors/picture/four-circles.ts';
import { seniorKey, seniorKind } from '../../seniors/store.ts';
import { serviceKey, serviceKind } from '../../services/store.ts';
import { type Key, type Kind, rowsOf } from '../../table/kind.ts';
import type { Table } from '../../table/table.ts';
import { addDays, type CivilDay } from '../../time/civil.ts';
import type { Instant } from '../../time/instant.ts';
import type { Town } from '../../town/settings.ts';
import { inWeek } from '../../volunteers/rest/easing.ts';
import { volunteerKind, volunteerList } from '../../volunteers/store.ts';
import type { Volunteer } from '../../volunteers/volunteer.ts';
import { type SeatsLeft, seatsLeft } from '../seats-left.ts';

export type ReadWeek = {
  readonly missions: readonly MissionData[];
  readonly volunteers: readonly VolunteerData[];
  /** Visits of the week that no plan chooses for. */
  readonly arranged: readonly Arranged[];
  /** Of missions for two with one seat called off, the seat that is left. */
  readonly left: SeatsLeft;
  /** Past visits outside pairings were too many to read: whoever came once may pass for somebody new. */
  readonly areMeetingsUnread: boolean;
};

/** Who has met whom is one query a person: up to this many people; beyond, pairings alone tell. */
const MOST_MEETINGS_READ = 300;
const MEETINGS_OF_ONE = 30;
const AT_ONCE = 25;

const inTurns = async <T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> => {
  const done: R[] = [];
  for (let i = 0; i < items.length; i += AT_ONCE)
    done.push(...(await Promise.all(items.slice(i, i + AT_ONCE).map(work))));
  return done;
};

/** What one request for rows takes; more would be asked one after the other. */
const ROWS_A_REQUEST = 100;
const batch = async <T>(table: Pick<Table, 'getRows'>, kind: Kind<T>, keys: readonly Key[]): Promise<T[]> => {
  const each = [...new Map(keys.map((key) => [`${key.pk} ${key.sk}`, key])).values()];
  const parts = Array.from({ length: Math.ceil(each.length / ROWS_A_REQUEST) }, (_, n) =>
    each.slice(n * ROWS_A_REQUEST, (n + 1) * ROWS_A_REQUEST),
  );
  const found = (await inTurns(parts, table.getRows)).flat();
  return rowsOf(
    kind,
    found.flatMap((row) => row ?? []),
  ).map(({ value }) => value);
};

/** Heavy visits at one person, by whoever went, from which on the next one is expected to weigh: a choice of the project. */
const LEAST_HEAVY = 2;
export const weighingOn = (loads: readonly Load[]): ReadonlySet<SeniorId> => {
  const visits = new Map<SeniorId, number>();
  for (const { seniorId } of loads.flatMap(({ heavy }) => heavy ?? []))
    visits.set(seniorId, (visits.get(seniorId) ?? 0) + 1);
  return new Set([...visits].flatMap(([seniorId, count]) => (count >= LEAST_HEAVY ? seniorId : [])));
};

/** The missions of a week as they stand, one query a day, in order of time. */
export const missionsOfWeek = async (
  table: Pick<Table, 'index'>,
  town: string,
  monday: CivilDay,
): Promise<readonly Mission[]> => {
  const days = Array.from({ length: 7 }, (_, i) => addDays(monday, i));
  const pages = await Promise.all(
    days.map((day) => table.index('list', { partition: missionDayList(town, day) })),
  );
  return pages.flatMap(({ items }) => rowsOf(missionKind, items)).map(({ value }) => value);
};

/** On which day each volunteer was last with her. */
const seenBy = async (
  table: Pick<Table, 'index'>,
  seniorId: SeniorId,
): Promise<ReadonlyMap<VolunteerId, CivilDay>> => {
  const page = await table.index('senior', {
    partition: seniorId,
    from: 'mission#',
    to: 'mission$',
    limit: MEETINGS_OF_ONE,
    newestFirst: true,
  });
  const seen = new Map<VolunteerId, CivilDay>();
  for (const { value } of rowsOf(missionKind, page.items))
    if (value.state === 'done' && value.holder && !seen.has(value.holder.volunteerId))
      seen.set(value.holder.volunteerId, value.day);
  return seen;
};

/** What says how large a week is: its missions, those of them that are still to cover (two seats of one visit as one), and the active volunteers. */
export type ListedWeek = {
  readonly all: readonly Mission[];
  readonly visits: ReturnType<typeof visitsOf>;
  readonly volunteers: readonly Volunteer[];
};

export const listWeek = async (
  table: Pick<Table, 'index'>,
  town: Town,
  day: CivilDay,
  now: Instant,
): Promise<ListedWeek> => {
  const [all, people] = await Promise.all([
    missionsOfWeek(table, town.id, mondayOf(day)),
    table.index('list', { partition: volunteerList(town.id, 'active') }),
  ]);
  return {
    all,
    visits: visitsOf(all.filter((mission) => isToCover(mission) && mission.startsAt > now)),
    volunteers: rowsOf(volunteerKind, people.items).map(({ value }) => value),
  };
};

/**
 * Everything a week's plan depends on, as it is now: missions still to cover with the person's file, consent, pairings,
 * meetings and offers, a mission for two as one that takes
 * two people; active volunteers with what they carry. Grows with the week's missions and the volunteers, never
 * with the people on file. Requests: 7 + volunteers/100 + 3 × people/100 + people (up to 300) + searches under way.
 */
export const readWeek = async (
  table: Pick<Table, 'index' | 'getRows' | 'partition'>,
  town: Town,
  day: CivilDay,
  now: Instant,
  listed?: ListedWeek,
): Promise<ReadWeek> => {
  const { all, visits, volunteers } = listed ?? (await listWeek(table, town, day, now));
  const missions = visits.map(({ mission }) => mission);
  const planned = new Set(visits.flatMap(({ mission, twin }) => [mission.id, twin?.id]));
  const purposeOf = new Map(town.programmes.map(({ code, consent }) => [code, consent]));
  const seniorIds = [...new Set(missions.map(({ seniorId }) => seniorId))];
  const areMeetingsUnread = seniorIds.length > MOST_MEETINGS_READ;
  const consentKeys = missions.flatMap(({ seniorId, programme }) => {
    const purpose = purposeOf.get(programme);
    return purpose ? [consentKey(seniorId, purpose)] : [];
  });
  const searched = new Set(all.flatMap(({ id, search }) => ((search?.wave ?? 0) > 0 ? [id] : [])));
  const seatsOf = ({ id, twinId }: Mission) => [id, twinId].flatMap((seat) => seat ?? []);
  const searching = missions.flatMap(seatsOf).filter((id) => searched.has(id));
  const [loads, seniors, services, consents, meetings, offers] = await Promise.all([
    batch(
      table,
      loadKind,
      volunteers.map(({ id }) => loadKey(id)),
    ),
    batch(table, seniorKind, seniorIds.map(seniorKey)),
    batch(
      table,
      serviceKind,
      [...new Set(missions.flatMap(({ serviceId }) => serviceId ?? []))].map(serviceKey),
    ),
    batch(table, consentKind, consentKeys),
    areMeetingsUnread ? [] : inTurns(seniorIds, async (id) => [id, await seenBy(table, id)] as const),
    inTurns(searching, async (id) => {
      const page = await table.partition(id, { prefix: OFFER_PREFIX });
      return [id, rowsOf(offerKind, page.items).map(({ value }) => value)] as const;
    }),
  ]);
  const loadOf = new Map(loads.map((load) => [load.volunteerId, load]));
  const seniorOf = new Map(seniors.map((senior) => [senior.id, senior]));
  const serviceOf = new Map(services.map((service) => [service.id, service]));
  const consentOf = new Map<string, Consent>(consents.map((one) => [`${one.seniorId} ${one.purpose}`, one]));
  const weighing = weighingOn(loads);
  const seenOf = new Map(meetings);
  const offersOf = new Map(offers);
  return {
    areMeetingsUnread,
    left: seatsLeft(all),
    arranged: all
      .filter(({ id, state }) => state !== 'cancelled' && !planned.has(id))
      .map(({ id, seniorId, day, time }) => ({ id, seniorId, day, time })),
    missions: visits.map(({ mission, twin }) => {
      const senior = seniorOf.get(mission.seniorId);
      const consent = consentOf.get(`${mission.seniorId} ${purposeOf.get(mission.programme) ?? ''}`);
      return {
        mission,
        senior,
        consented: senior?.state === 'active' && isConsentGiven(consent, now),
        pairings: (mission.serviceId && serviceOf.get(mission.serviceId)?.pairings) || [],
        seen: seenOf.get(mission.seniorId) ?? new Map(),
        offers: seatsOf(mission).flatMap((id) => offersOf.get(id) ?? []),
        people: twin ? 2 : 1,
        demanding: weighing.has(mission.seniorId),
        emptyCircles: emptyCirclesOf(senior?.circles),
      };
    }),
    volunteers: volunteers.map((volunteer) => ({
      // What a lighter rhythm leaves of their week; the rules say why.
      volunteer: inWeek(volunteer, mondayOf(day)),
      load: loadOf.get(volunteer.id) ?? emptyLoad(volunteer.id),
    })),
  };
};
