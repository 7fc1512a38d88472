import { rowsOf } from '../../table/kind.ts';
import type { Table } from '../../table/table.ts';
import { type Instant, minus } from '../../time/instant.ts';
import {
  answerOf,
  type Gathering,
  gatheringKind,
  gatheringList,
  type Registration,
} from '../../volunteers/gatherings/gathering.ts';
import type { Volunteer } from '../../volunteers/volunteer.ts';
import { isInvited } from './decide-gathering.ts';

/** Gatherings of a town that begin at or after `since`, the nearest first: an index, for screens. */
export const gatheringsSince = async (
  table: Pick<Table, 'index'>,
  town: string,
  since: Instant,
): Promise<readonly Gathering[]> => {
  const page = await table.index('list', { partition: gatheringList(town), from: since });
  return rowsOf(gatheringKind, page.items).map(({ value }) => value);
};

export type MyGathering = { readonly gathering: Gathering; readonly mine: Registration | undefined };

/** A day that has begun is still shown for so long (hours). */
const LATELY_HOURS = 24;

/**
 * What one volunteer is shown: what they are invited to, and whatever they said yes to, called off included. In a pause,
 * nothing is proposed: only their own seats.
 */
export const gatheringsFor = async (
  table: Pick<Table, 'index'>,
  volunteer: Volunteer,
  now: Instant,
): Promise<readonly MyGathering[]> => {
  const all = await gatheringsSince(table, volunteer.town, minus(now, { hours: LATELY_HOURS }));
  return all.flatMap((gathering) => {
    const mine = answerOf(gathering, volunteer.id);
    const isTheirs = mine !== undefined && mine.state !== 'cancelled';
    const isOffered = gathering.state === 'open' && gathering.startsAt > now;
    if (gathering.endsAt <= now || gathering.state === 'draft') return [];
    return isTheirs || (isOffered && (mine || isInvited(gathering, volunteer))) ? [{ gathering, mine }] : [];
  });
};
