import { type Consent, consentKey, consentKind, isConsentGiven } from '../../consents/consent.ts';
import { type SummerCaller, summerCallerKind, summerCallers } from '../../heat/batches/summer-caller.ts';
import type { SeniorId, VolunteerId } from '../../ids/ids.ts';
import { isHeld } from '../../missions/mission.ts';
import { missionDayList, missionKind } from '../../missions/store.ts';
import { emptyLoad } from '../../offers/load.ts';
import { loadKey, loadKind } from '../../offers/store.ts';
import { seniorKey, seniorKind } from '../../seniors/store.ts';
import type { Service } from '../../services/service.ts';
import { serviceKind, serviceList } from '../../services/store.ts';
import { type Key, type Kind, rowsOf } from '../../table/kind.ts';
import type { Table } from '../../table/table.ts';
import { addDays, type CivilDay, dayOf, daysBetween } from '../../time/civil.ts';
import type { Instant } from '../../time/instant.ts';
import type { Town } from '../../town/settings.ts';
import { volunteerKind, volunteerList } from '../../volunteers/store.ts';
import { latelyKind, latelyList, type Met } from '../signals/lately.ts';
import type { CoverTown, Followed } from './followed.ts';

type Reads = Pick<Table, 'index' | 'getRows'>;

const BATCH = 100;
const hundreds = (keys: readonly Key[]): readonly (readonly Key[])[] =>
  Array.from({ length: Math.ceil(keys.length / BATCH) }, (_, i) => keys.slice(BATCH * i, BATCH * (i + 1)));

const valuesOf = async <T>(table: Reads, kind: Kind<T>, keys: readonly Key[]): Promise<readonly T[]> =>
  keys.length === 0
    ? []
    : rowsOf(
        kind,
        (await Promise.all(hundreds(keys).map((some) => table.getRows(some))))
          .flat()
          .flatMap((row) => row ?? []),
      ).map(({ value }) => value);

/** Of the days asked for, those of the weeks already planned. */
const plannedDays = (town: Town, today: CivilDay, asked: Ask['planned']): readonly CivilDay[] => {
  if (!asked) return [];
  const last = addDays(today, town.planWeeks * 7);
  const from = asked.from < today ? today : asked.from;
  const to = asked.to < last ? asked.to : last;
  return Array.from({ length: Math.max(0, daysBetween(from, to) + 1) }, (_, i) => addDays(from, i));
};

/** What more than who has whom a page looks at. */
type Ask = {
  /** Who went to whom lately, as the night's look keeps it. */
  readonly past?: true;
  /** Missions already planned, from a day to a day. */
  readonly planned?: { readonly from: CivilDay; readonly to: CivilDay };
};

/**
 * Running services and who visits whom: for a page, from index reads; whoever acts on it reads again. Requests: 5 lists, one more
 * for the past, one for each planned day asked for, and one for every hundred people, consents and loads: none for each volunteer.
 */
export const readCover = async (
  table: Reads,
  town: Town,
  now: Instant,
  ask: Ask,
): Promise<CoverTown & { readonly callers: readonly SummerCaller[] }> => {
  const today = dayOf(now);
  const services = async (state: 'open' | 'paused') =>
    rowsOf(serviceKind, (await table.index('list', { partition: serviceList(town.id, state) })).items);
  const people = async (state: 'active' | 'paused') =>
    rowsOf(volunteerKind, (await table.index('list', { partition: volunteerList(town.id, state) })).items);
  const [open, paused, active, resting, wishes] = await Promise.all([
    services('open'),
    services('paused'),
    people('active'),
    people('paused'),
    table.index('list', { partition: summerCallers(town.id) }),
  ]);
  const running = [...open, ...paused].map(({ value }) => value);
  const volunteers = [...active, ...resting].map(({ value }) => value);
  const seniorIds = [...new Set(running.map(({ seniorId }) => seniorId))];
  const programmeOf = new Map(town.programmes.map((one) => [one.code, one]));
  const days = plannedDays(town, today, ask.planned);
  const [seniors, consents, loads, past, planned] = await Promise.all([
    valuesOf(table, seniorKind, seniorIds.map(seniorKey)),
    valuesOf(table, consentKind, [
      ...new Map(
        running.flatMap(({ seniorId, programme }) => {
          const purpose = programmeOf.get(programme)?.consent;
          return purpose ? [[`${seniorId} ${purpose}`, consentKey(seniorId, purpose)] as const] : [];
        }),
      ).values(),
    ]),
    valuesOf(
      table,
      loadKind,
      volunteers.map(({ id }) => loadKey(id)),
    ),
    ask.past ? table.index('list', { partition: latelyList(town.id) }) : undefined,
    Promise.all(days.map((day) => table.index('list', { partition: missionDayList(town.id, day) }))),
  ]);
  const done = rowsOf(latelyKind, past?.items ?? []).flatMap(({ value: { volunteerId, met } }) =>
    met.map((one): Met => ({ ...one, volunteerId })),
  );
  const known = new Map<SeniorId, Set<VolunteerId>>();
  for (const { seniorId, volunteerId } of done)
    known.set(seniorId, (known.get(seniorId) ?? new Set()).add(volunteerId));
  const servicesOf = new Map<VolunteerId, Service[]>();
  for (const service of running)
    for (const id of new Set(
      service.pairings.flatMap(({ volunteerId, state }) => (state === 'ended' ? [] : [volunteerId])),
    ))
      servicesOf.set(id, [...(servicesOf.get(id) ?? []), service]);
  const seniorOf = new Map(seniors.map((one) => [one.id, one]));
  const consentOf = new Map<string, Consent>(consents.map((one) => [`${one.seniorId} ${one.purpose}`, one]));
  const loadOf = new Map(loads.map((load) => [load.volunteerId, load]));
  const followed = running.flatMap((service): Followed[] => {
    const senior = seniorOf.get(service.seniorId);
    const programme = programmeOf.get(service.programme);
    if (senior?.state !== 'active' || !programme) return [];
    const consent = consentOf.get(`${senior.id} ${programme.consent}`);
    return [
      {
        service,
        senior,
        programme,
        consented: isConsentGiven(consent, now),
        known: known.get(senior.id) ?? new Set(),
      },
    ];
  });
  return {
    town,
    now,
    followed,
    volunteers: volunteers.map((volunteer) => ({
      volunteer,
      load: loadOf.get(volunteer.id) ?? emptyLoad(volunteer.id),
      services: servicesOf.get(volunteer.id) ?? [],
    })),
    done,
    planned: planned
      .flatMap(({ items }) => rowsOf(missionKind, items))
      .map(({ value }) => value)
      .filter(({ startsAt, state }) => startsAt > now || isHeld(state)),
    callers: rowsOf(summerCallerKind, wishes.items).map(({ value }) => value),
  };
};
