import type { VolunteerId } from '../../ids/ids.ts';
import { missionKind } from '../../missions/store.ts';
import { emptyLoad, type Load } from '../../offers/load.ts';
import { loadKey, loadKind, offerKind } from '../../offers/store.ts';
import type { Service } from '../../services/service.ts';
import { serviceKey, serviceKind, serviceList } from '../../services/store.ts';
import { readAs, rowsOf } from '../../table/kind.ts';
import type { Table } from '../../table/table.ts';
import { dayOf } from '../../time/civil.ts';
import { type Instant, minus } from '../../time/instant.ts';
import { reportKind } from '../../visits/report.ts';
import {
  bandOf,
  type CheckIns,
  checkInsKey,
  checkInsKind,
  checkInsList,
  currentCheckIn,
  unansweredAsks,
} from '../../volunteers/check-ins/check-in.ts';
import { volunteerKey, volunteerKind, volunteerList } from '../../volunteers/store.ts';
import type { Volunteer } from '../../volunteers/volunteer.ts';
import {
  type Attention,
  attentionKey,
  attentionKind,
  attentionList,
  noAttention,
} from '../steps/attention.ts';
import { type Fact, LOOKED_DAYS, type Seen, type TownLoad } from './fact.ts';
import { factsOf, townLoadOf } from './facts.ts';
import { noLook, signalsLookKey, signalsLookKind } from './noticed.ts';

/** Two small requests a volunteer, so many at once. */
const AT_ONCE = 25;

/** One active volunteer, what is so of them, and what was made of it before. */
export type Watched = {
  readonly seen: Seen;
  readonly facts: readonly Fact[];
  readonly attention: Attention;
};

type Reads = Pick<Table, 'index' | 'getRows'>;

const historyOf = async (
  table: Pick<Table, 'index'>,
  id: VolunteerId,
  now: Instant,
): Promise<Pick<Seen, 'reports' | 'offers'>> => {
  const from = minus(now, { days: LOOKED_DAYS });
  const [reports, offers] = await Promise.all([
    table.index('volunteer', { partition: id, from: `report#${from}`, to: 'report$' }),
    table.index('volunteer', { partition: id, from: `offer#${from}`, to: 'offer$' }),
  ]);
  return {
    reports: rowsOf(reportKind, reports.items).map(({ value }) => value),
    offers: rowsOf(offerKind, offers.items).map(({ value }) => value),
  };
};

const checkInSeen = (known: CheckIns | undefined, now: Instant): Pick<Seen, 'checkIn' | 'unansweredAsks'> => {
  if (!known) return {};
  const said = currentCheckIn(known.answers, dayOf(now));
  const band = said && bandOf(said);
  return {
    unansweredAsks: unansweredAsks(known),
    ...(said && band ? { checkIn: { on: said.on, band } } : {}),
  };
};

const servicesOfTown = async (table: Reads, town: string): Promise<readonly Service[]> => {
  const pages = await Promise.all(
    (['open', 'paused', 'closed'] as const).map((state) =>
      table.index('list', { partition: serviceList(town, state) }),
    ),
  );
  return pages.flatMap(({ items }) => rowsOf(serviceKind, items)).map(({ value }) => value);
};

const standsIn =
  (id: VolunteerId) =>
  ({ pairings }: Service): boolean =>
    pairings.some(({ volunteerId }) => volunteerId === id);

/**
 * What is so of every active volunteer of a town, handed over a few at a time, from what the chain wrote. For the nightly
 * look, and for whoever counts the whole town: never for a page. Requests: 6 + volunteers/100 + 2 for each volunteer.
 */
export const watchTown = async (
  table: Reads,
  town: string,
  now: Instant,
  hand: (watched: readonly Watched[]) => Promise<void> | void,
): Promise<TownLoad> => {
  const today = dayOf(now);
  const [people, services, checkIns, attentions] = await Promise.all([
    table.index('list', { partition: volunteerList(town, 'active') }),
    servicesOfTown(table, town),
    table.index('list', { partition: checkInsList(town) }),
    table.index('list', { partition: attentionList(town) }),
  ]);
  const volunteers = rowsOf(volunteerKind, people.items).map(({ value }) => value);
  const loadRows = await table.getRows(volunteers.map(({ id }) => loadKey(id)));
  const loads = new Map<VolunteerId, Load>(
    rowsOf(
      loadKind,
      loadRows.flatMap((row) => row ?? []),
    ).map(({ value }) => [value.volunteerId, value]),
  );
  const attentionOf = new Map(
    rowsOf(attentionKind, attentions.items).map(({ value }) => [value.volunteerId, value]),
  );
  const checkInsOf = new Map(
    rowsOf(checkInsKind, checkIns.items).map(({ value }) => [value.volunteerId, value]),
  );
  const servicesOf = new Map<VolunteerId, Service[]>();
  for (const service of services)
    for (const id of new Set(service.pairings.map(({ volunteerId }) => volunteerId)))
      servicesOf.set(id, [...(servicesOf.get(id) ?? []), service]);
  const townLoad = townLoadOf([...loads.values()], today);
  const watch = async (volunteer: Volunteer): Promise<Watched> => {
    const { id } = volunteer;
    const seen: Seen = {
      volunteer,
      load: loads.get(id) ?? emptyLoad(id),
      services: servicesOf.get(id) ?? [],
      ...(await historyOf(table, id, now)),
      ...checkInSeen(checkInsOf.get(id), now),
    };
    return {
      seen,
      facts: factsOf(seen, townLoad, today),
      attention: attentionOf.get(id) ?? noAttention(id, town),
    };
  };
  for (let i = 0; i < volunteers.length; i += AT_ONCE)
    await hand(await Promise.all(volunteers.slice(i, i + AT_ONCE).map(watch)));
  return townLoad;
};

/** The same, all at once. */
export const readSignals = async (table: Reads, town: string, now: Instant): Promise<readonly Watched[]> => {
  const watched: Watched[] = [];
  await watchTown(table, town, now, (some) => void watched.push(...some));
  return watched;
};

/**
 * What is so of one volunteer now, whatever the size of the town: five requests. Services are those of their visits of the last
 * half year and to come; the town's missions are those that the last nightly look counted. Undefined unless they are active.
 */
export const readSignalsOf = async (
  table: Reads,
  town: string,
  id: VolunteerId,
  now: Instant,
): Promise<Watched | undefined> => {
  const from = dayOf(minus(now, { days: LOOKED_DAYS }));
  const [rows, history, missions] = await Promise.all([
    table.getRows([volunteerKey(id), loadKey(id), checkInsKey(id), attentionKey(id), signalsLookKey(town)]),
    historyOf(table, id, now),
    table.index('volunteer', { partition: id, from: `mission#${from}`, to: 'mission$' }),
  ]);
  const [person, load, checkIns, attention, look] = rows;
  const volunteer = person && readAs(volunteerKind, person)?.value;
  if (volunteer?.state !== 'active' || volunteer.town !== town) return undefined;
  const visits = rowsOf(missionKind, missions.items);
  const serviceIds = [...new Set(visits.flatMap(({ value: { serviceId } }) => serviceId ?? []))];
  const services = await table.getRows(serviceIds.map(serviceKey));
  const seen: Seen = {
    volunteer,
    load: (load && readAs(loadKind, load)?.value) ?? emptyLoad(id),
    services: rowsOf(
      serviceKind,
      services.flatMap((row) => row ?? []),
    )
      .map(({ value }) => value)
      .filter(standsIn(id)),
    ...history,
    ...checkInSeen(checkIns && readAs(checkInsKind, checkIns)?.value, now),
  };
  const { townLoad } = (look && readAs(signalsLookKind, look)?.value) ?? noLook(town, now);
  return {
    seen,
    facts: factsOf(seen, townLoad, dayOf(now)),
    attention: (attention && readAs(attentionKind, attention)?.value) ?? noAttention(id, town),
  };
};
