import type { Surroundings } from '../../decide/decide.ts';
import type { VolunteerId } from '../../ids/ids.ts';
import { emptyLoad, type Load } from '../../offers/load.ts';
import { loadKey, loadKind } from '../../offers/store.ts';
import { type Row, readAs, rowsOf, type Stored } from '../../table/kind.ts';
import type { Instant } from '../../time/instant.ts';
import { isOpenToVolunteers, type Programme } from '../../town/programme.ts';
import type { Town } from '../../town/settings.ts';
import { volunteerKey, volunteerKind, volunteerList } from '../../volunteers/store.ts';
import type { Volunteer } from '../../volunteers/volunteer.ts';
import type { CallRound } from '../calls/round.ts';
import { whyNotAsked } from './may-ask.ts';
import { HEATWAVE_CALL, type SummerCaller, summerCallerKind, summerCallers } from './summer-caller.ts';

export type Candidate = {
  readonly volunteer: Stored<Volunteer>;
  readonly load: Stored<Load> | undefined;
};

type Willing = {
  readonly volunteerId: VolunteerId;
  readonly wish: Pick<SummerCaller, 'isIn' | 'beyondCaps'>;
};

/** Two rows a volunteer: a page stays in one consistent request. */
const PAGE = 50;
/** A friendly call is never asked past somebody's own week. */
const ORDINARY = { isIn: true, beyondCaps: false } as const;

const whoSaidYes = async (
  world: Surroundings,
  town: Town,
  round: CallRound,
): Promise<{
  readonly programme: Pick<Programme, 'code' | 'requirements'>;
  readonly who: readonly Willing[];
}> => {
  const { source } = round;
  if (source.kind === 'heat') {
    const page = await world.table.index('list', { partition: summerCallers(town.id) });
    const wishes = rowsOf(summerCallerKind, page.items).map(({ value }) => value);
    return {
      programme: HEATWAVE_CALL,
      who: wishes.map((wish) => ({ volunteerId: wish.volunteerId, wish })),
    };
  }
  const programme = town.programmes.find(({ code }) => code === source.programme);
  if (!programme || !isOpenToVolunteers(programme)) return { programme: HEATWAVE_CALL, who: [] };
  const page = await world.table.index('list', { partition: volunteerList(town.id, 'active') });
  const wanting = rowsOf(volunteerKind, page.items).filter(({ value }) =>
    value.programmes.includes(programme.code),
  );
  return { programme, who: wanting.map(({ value }) => ({ volunteerId: value.id, wish: ORDINARY })) };
};

/**
 * Everybody who said yes to these calls (hot days, or the programme of a friendly list) and may be asked today, read
 * consistently.
 */
export const candidatesFor = async (
  world: Surroundings,
  town: Town,
  round: CallRound,
  now: Instant,
): Promise<ReadonlyMap<VolunteerId, Candidate>> => {
  const { programme, who } = await whoSaidYes(world, town, round);
  const found = new Map<VolunteerId, Candidate>();
  for (let i = 0; i < who.length; i += PAGE) {
    const some = who.slice(i, i + PAGE);
    const rows: readonly (Row | undefined)[] = await world.table.getRows(
      some.flatMap(({ volunteerId }) => [volunteerKey(volunteerId), loadKey(volunteerId)]),
    );
    some.forEach(({ volunteerId, wish }, n) => {
      const volunteerRow = rows[2 * n];
      const loadRow = rows[2 * n + 1];
      const volunteer = volunteerRow && readAs(volunteerKind, volunteerRow);
      const load = loadRow && readAs(loadKind, loadRow);
      if (!volunteer) return;
      const facts = { volunteer: volunteer.value, wish, load: load?.value ?? emptyLoad(volunteerId) };
      if (whyNotAsked(facts, town, round.day, round.opensAt, now, programme) === undefined)
        found.set(volunteerId, { volunteer, load });
    });
  }
  return found;
};
