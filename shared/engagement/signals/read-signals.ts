import type { VolunteerId } from '../../ids/ids.ts';
import { emptyLoad, type Load } from '../../offers/load.ts';
import { loadKey, loadKind, offerKind } from '../../offers/store.ts';
import type { Service } from '../../services/service.ts';
import { serviceKind, serviceList } from '../../services/store.ts';
import { rowsOf } from '../../table/kind.ts';
import type { Table } from '../../table/table.ts';
import { dayOf } from '../../time/civil.ts';
import { type Instant, minus } from '../../time/instant.ts';
import { reportKind } from '../../visits/report.ts';
import { volunteerKind, volunteerList } from '../../volunteers/store.ts';
import type { Volunteer } from '../../volunteers/volunteer.ts';
import { bandOf, checkInsKind, checkInsList, currentCheckIn } from '../check-ins/check-in.ts';
import { type Attention, attentionKind, attentionList, noAttention } from '../steps/attention.ts';
import { type Fact, LOOKED_DAYS, type Seen } from './fact.ts';
import { factsOf, townLoadOf } from './facts.ts';

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
  table: Reads,
  id: VolunteerId,
  from: Instant,
): Promise<Pick<Seen, 'reports' | 'offers'>> => {
  const [reports, offers] = await Promise.all([
    table.index('volunteer', { partition: id, from: `report#${from}`, to: 'report$' }),
    table.index('volunteer', { partition: id, from: `offer#${from}`, to: 'offer$' }),
  ]);
  return {
    reports: rowsOf(reportKind, reports.items).map(({ value }) => value),
    offers: rowsOf(offerKind, offers.items).map(({ value }) => value),
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

/**
 * What is so of the town's active volunteers, or of one of them, from what the chain wrote: for screens and for what is
 * proposed; a decision is never held to it. Requests: 6 + volunteers/100 + 2 for each volunteer looked at.
 */
export const readSignals = async (
  table: Reads,
  town: string,
  now: Instant,
  only?: VolunteerId,
): Promise<readonly Watched[]> => {
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
  const checkInOf = new Map(
    rowsOf(checkInsKind, checkIns.items).map(({ value }) => [value.volunteerId, value.answers]),
  );
  const townLoad = townLoadOf([...loads.values()], today);
  const from = minus(now, { days: LOOKED_DAYS });
  const watch = async (volunteer: Volunteer): Promise<Watched> => {
    const { id } = volunteer;
    const said = currentCheckIn(checkInOf.get(id) ?? [], today);
    const band = said && bandOf(said);
    const seen: Seen = {
      volunteer,
      load: loads.get(id) ?? emptyLoad(id),
      services: services.filter(({ pairings }) => pairings.some(({ volunteerId }) => volunteerId === id)),
      ...(await historyOf(table, id, from)),
      ...(said && band ? { checkIn: { on: said.on, band } } : {}),
    };
    return {
      seen,
      facts: factsOf(seen, townLoad, today),
      attention: attentionOf.get(id) ?? noAttention(id, town),
    };
  };
  const looked = only ? volunteers.filter(({ id }) => id === only) : volunteers;
  const watched: Watched[] = [];
  for (let i = 0; i < looked.length; i += AT_ONCE)
    watched.push(...(await Promise.all(looked.slice(i, i + AT_ONCE).map(watch))));
  return watched;
};
