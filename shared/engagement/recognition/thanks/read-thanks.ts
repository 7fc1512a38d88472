import type { VolunteerId } from '../../../ids/ids.ts';
import type { Senior } from '../../../seniors/senior.ts';
import { seniorKey, seniorKind } from '../../../seniors/store.ts';
import { serviceKind } from '../../../services/store.ts';
import { readAs, rowsOf } from '../../../table/kind.ts';
import type { Table } from '../../../table/table.ts';
import { type Instant, minus } from '../../../time/instant.ts';
import { reportKind } from '../../../visits/report.ts';
import { volunteerKey, volunteerKind } from '../../../volunteers/store.ts';
import { type ThankYou, thanksList, thankYouKind } from '../../../volunteers/thanks/thank-you.ts';
import { keptApart, type Volunteer } from '../../../volunteers/volunteer.ts';

type Reads = Pick<Table, 'index' | 'getRows'>;

/** Whoever came in half a year may be thanked (days). */
const VISITED_DAYS = 182;

/**
 * Who may be given a word of hers: whoever is tied to one of her services, or came in the last half-year; still there, in a pause
 * included, and not kept apart from her. By name.
 */
export const readVisitors = async (
  table: Reads,
  senior: Senior,
  now: Instant,
): Promise<readonly Volunteer[]> => {
  const [services, reports] = await Promise.all([
    table.index('senior', { partition: senior.id, from: 'service#', to: 'service$' }),
    table.index('senior', {
      partition: senior.id,
      from: `report#${minus(now, { days: VISITED_DAYS })}`,
      to: 'report$',
    }),
  ]);
  const tied = rowsOf(serviceKind, services.items).flatMap(({ value }) =>
    value.pairings.flatMap((pairing) =>
      pairing.state === 'introduced' || pairing.state === 'active' || pairing.state === 'paused'
        ? [pairing.volunteerId]
        : [],
    ),
  );
  const came = rowsOf(reportKind, reports.items).flatMap(({ value }) =>
    value.outcome === 'done' ? [value.volunteerId] : [],
  );
  const ids = [...new Set<VolunteerId>([...tied, ...came])].slice(0, 100);
  const rows = ids.length === 0 ? [] : await table.getRows(ids.map(volunteerKey));
  return rowsOf(
    volunteerKind,
    rows.flatMap((row) => row ?? []),
  )
    .map(({ value }) => value)
    .filter(({ state }) => state === 'active' || state === 'paused')
    .filter((volunteer) => !keptApart(volunteer, senior))
    .sort((a, b) => `${a.lastName} ${a.firstName}`.localeCompare(`${b.lastName} ${b.firstName}`, 'fr'));
};

/** What she dictated, newest first. */
export const thanksOfSenior = async (
  table: Pick<Table, 'index'>,
  id: Senior['id'],
): Promise<readonly ThankYou[]> => {
  const page = await table.index('senior', {
    partition: id,
    from: 'thanks#',
    to: 'thanks$',
    newestFirst: true,
    limit: 60,
  });
  return rowsOf(thankYouKind, page.items).map(({ value }) => value);
};

/** What was carried in this town, newest first. */
export const thanksOfTown = async (
  table: Pick<Table, 'index'>,
  town: string,
  since: Instant,
): Promise<readonly ThankYou[]> => {
  const page = await table.index('list', { partition: thanksList(town), from: since, newestFirst: true });
  return rowsOf(thankYouKind, page.items).map(({ value }) => value);
};

/**
 * What a volunteer is shown, newest first: words that wait to be read, only while her file is open (somebody who died is told by a
 * person, never by a letter that comes late), and those they read or kept.
 */
export const thanksFor = async (table: Reads, id: VolunteerId): Promise<readonly ThankYou[]> => {
  const page = await table.index('volunteer', {
    partition: id,
    from: 'thanks#',
    to: 'thanks$',
    newestFirst: true,
  });
  const all = rowsOf(thankYouKind, page.items).map(({ value }) => value);
  const carried = all.filter(({ state }) => state === 'carried');
  const seniors = [...new Set(carried.map(({ seniorId }) => seniorId))];
  const rows = seniors.length === 0 ? [] : await table.getRows(seniors.map(seniorKey));
  const open = new Set(
    rows.flatMap((row) => {
      const senior = row ? readAs(seniorKind, row)?.value : undefined;
      return senior?.state === 'active' ? [senior.id] : [];
    }),
  );
  return all.filter(({ state, seniorId }) => {
    if (state === 'carried') return open.has(seniorId);
    return state === 'read' || state === 'kept' || state === 'told';
  });
};
