import {
  type Invitation,
  readInvitation,
} from '../../../../shared/engagement/gatherings/invite-gathering.ts';
import { gatheringIdSchema } from '../../../../shared/ids/ids.ts';
import { rowsOf } from '../../../../shared/table/kind.ts';
import {
  type Gathering,
  gatheringKey,
  gatheringKind,
} from '../../../../shared/volunteers/gatherings/gathering.ts';
import { volunteerKey, volunteerKind } from '../../../../shared/volunteers/store.ts';
import { show } from '../../../web/http.ts';
import { type DeskContext, townOf } from '../../env.ts';
import { frameOf } from '../../layout.tsx';
import { demand, missing } from '../../router.ts';
import { searchVolunteers } from '../../volunteers/read.ts';
import type { People } from './answers.tsx';
import { GatheringPage } from './gathering-page.tsx';

export const ACTION = 'engagement.gathering';

export const gatheringAsked = async (c: DeskContext): Promise<Gathering> => {
  const id = gatheringIdSchema.safeParse(c.req.param('id'));
  const stored = id.success ? await c.var.world.table.get(gatheringKind, gatheringKey(id.data)) : undefined;
  if (!stored) return missing(c);
  demand(c, ACTION, { town: stored.value.town });
  return stored.value;
};

/** Hundreds at most: keys are read a hundred at a time. */
export const peopleOf = async (c: DeskContext, one: Gathering): Promise<People> => {
  const ids = one.registrations
    .filter(({ state, came }) => state !== 'cancelled' || came !== undefined)
    .map(({ volunteerId }) => volunteerId);
  const pages = await Promise.all(
    Array.from({ length: Math.ceil(ids.length / 100) }, (_, i) =>
      c.var.world.table.getRows(ids.slice(i * 100, (i + 1) * 100).map(volunteerKey)),
    ),
  );
  const rows = pages.flat().flatMap((row) => row ?? []);
  return new Map(rowsOf(volunteerKind, rows).map(({ value }) => [value.id, value]));
};

export const isAhead = (c: DeskContext, one: Gathering): boolean =>
  one.startsAt > c.var.now && (one.state === 'draft' || one.state === 'open');

/** What is over, or was called off, invites nobody: its page does not read the volunteers' list. */
const NOBODY_TO_INVITE: Invitation = { silent: [], toText: [], toCall: [], invited: 0, microEuros: 0 };

export const view = async (c: DeskContext, typed?: ReadonlySet<string>): Promise<Response> => {
  const one = await gatheringAsked(c);
  const town = townOf(c);
  const { table } = c.var.world;
  const query = one.startsAt <= c.var.now ? (c.req.query('q') ?? '').trim().slice(0, 60) : '';
  const [people, invitation, found] = await Promise.all([
    peopleOf(c, one),
    isAhead(c, one) ? readInvitation(table, one, town) : NOBODY_TO_INVITE,
    query ? searchVolunteers(table, town.id, query) : [],
  ]);
  return show(
    c,
    <GatheringPage
      frame={frameOf(c)}
      town={town}
      one={one}
      people={people}
      invitation={invitation}
      now={c.var.now}
      said={typed ? 'relire' : c.req.query('dit')}
      typed={typed}
      query={query}
      found={found.filter(({ state }) => state !== 'left')}
    />,
    typed ? 409 : 200,
  );
};
