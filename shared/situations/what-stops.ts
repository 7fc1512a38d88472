import { type SeniorId, type VolunteerId, volunteerIdSchema } from '../ids/ids.ts';
import type { Mission } from '../missions/mission.ts';
import { visitsOf } from '../missions/twins.ts';
import type { Service } from '../services/service.ts';
import type { Table } from '../table/table.ts';
import type { Instant } from '../time/instant.ts';
import { callsAfterReopening, toCall } from './ask-to-call.ts';
import type { CloseReason } from './close-senior.ts';
import { around } from './settle-senior.ts';

/** What closing a file would stop, as it stands. */
export type WhatStops = {
  /** Services under way, paused or proposed. */
  readonly services: readonly Service[];
  /** Visits and calls to come, the two seats of a visit for two as one, the nearest first. */
  readonly visits: readonly Mission[];
  /** Of these, how many somebody was to make. */
  readonly held: number;
  /** Proposals that still wait for an answer. */
  readonly offers: number;
  /** Volunteers whom a person is asked to call. */
  readonly toCall: readonly VolunteerId[];
};

/** Read as the closing itself reads it, so that nothing is named that it leaves, or left that it does not name. One request; writes nothing. */
export const readWhatStops = async (
  table: Pick<Table, 'index'>,
  id: SeniorId,
  reason: CloseReason,
  now: Instant,
): Promise<WhatStops> => {
  const rows = (await table.index('senior', { partition: id })).items;
  const work = around(rows, now, now);
  const owed = callsAfterReopening(rows).flatMap(
    ({ volunteerId }) => volunteerIdSchema.safeParse(volunteerId).data ?? [],
  );
  const visits = visitsOf(work.missions).map(({ mission, twin }) => ({
    mission,
    isHeld: [mission, twin].some((seat) => seat?.holder !== undefined),
  }));
  return {
    services: work.services.filter(({ state }) => state !== 'closed'),
    visits: visits.map(({ mission }) => mission).toSorted((a, b) => (a.startsAt < b.startsAt ? -1 : 1)),
    held: visits.filter(({ isHeld }) => isHeld).length,
    offers: work.missions.reduce((sum, { search }) => sum + (search?.open.length ?? 0), 0),
    toCall: [...new Set([...toCall(work, reason), ...owed])],
  };
};
