import { type Consent, consentKey, consentKind, isConsentGiven } from '../../consents/consent.ts';
import { type SummerCaller, summerCallerKind, summerCallers } from '../../heat/batches/summer-caller.ts';
import type { SeniorId, VolunteerId } from '../../ids/ids.ts';
import { isHeld, type Mission } from '../../missions/mission.ts';
import { missionDayList, missionKind } from '../../missions/store.ts';
import { emptyLoad } from '../../offers/load.ts';
import { loadKey, loadKind } from '../../offers/store.ts';
import { seniorKey, seniorKind } from '../../seniors/store.ts';
import { serviceKind, serviceList } from '../../services/store.ts';
import { type Key, type Kind, rowsOf } from '../../table/kind.ts';
import type { Table } from '../../table/table.ts';
import { addDays, dayOf } from '../../time/civil.ts';
import { type Instant, minus } from '../../time/instant.ts';
import type { Town } from '../../town/settings.ts';
import { missionsOf } from '../../volunteers/space/calendar.ts';
import { volunteerKind, volunteerList } from '../../volunteers/store.ts';
import type { CoverTown, Followed } from './followed.ts';
import { LOOKED_BACK_DAYS } from './sole-links.ts';

/** One request a volunteer, or a day: so many at once. */
const AT_ONCE = 25;

type Reads = Pick<Table, 'index' | 'getRows'>;

const inTurns = async <A, B>(all: readonly A[], read: (one: A) => Promise<readonly B[]>): Promise<B[]> => {
  const found: B[] = [];
  for (let i = 0; i < all.length; i += AT_ONCE)
    found.push(...(await Promise.all(all.slice(i, i + AT_ONCE).map(read))).flat());
  return found;
};

const valuesOf = async <T>(table: Reads, kind: Kind<T>, keys: readonly Key[]): Promise<readonly T[]> =>
  keys.length === 0
    ? []
    : rowsOf(
        kind,
        (await table.getRows(keys)).flatMap((row) => row ?? []),
      ).map(({ value }) => value);

/**
 * Running services, who visits whom, and what is already planned: for a page, from index reads; whoever acts on it reads
 * again. Requests: 6 lists, one for each volunteer and each planned day, and 100 records a request of people, consents and
 * loads. Grows with volunteers and services, never with the people on file.
 */
export const readCover = async (
  table: Reads,
  town: Town,
  now: Instant,
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
  const days = Array.from({ length: town.planWeeks * 7 + 1 }, (_, i) => addDays(today, i));
  const [seniors, consents, loads, missions, planned] = await Promise.all([
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
    inTurns(volunteers, ({ id }) => missionsOf(table, id, minus(now, { days: LOOKED_BACK_DAYS }))),
    inTurns(days, async (day): Promise<readonly Mission[]> => {
      const page = await table.index('list', { partition: missionDayList(town.id, day) });
      return rowsOf(missionKind, page.items).map(({ value }) => value);
    }),
  ]);
  const done = missions.filter(({ state }) => state === 'done');
  const known = new Map<SeniorId, Set<VolunteerId>>();
  for (const { seniorId, holder } of done)
    if (holder) known.set(seniorId, (known.get(seniorId) ?? new Set()).add(holder.volunteerId));
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
      services: running.filter(({ pairings }) =>
        pairings.some(({ volunteerId, state }) => volunteerId === volunteer.id && state !== 'ended'),
      ),
    })),
    done,
    planned: planned.filter(({ startsAt, state }) => startsAt > now || isHeld(state)),
    callers: rowsOf(summerCallerKind, wishes.items).map(({ value }) => value),
  };
};
