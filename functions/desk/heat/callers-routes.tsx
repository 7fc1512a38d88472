import * as z from 'zod';
import { changeSummerCaller } from '../../../shared/heat/batches/change-summer-caller.ts';
import {
  HEATWAVE_CALL,
  type SummerCaller,
  summerCallerKind,
  summerCallers,
} from '../../../shared/heat/batches/summer-caller.ts';
import { volunteerIdSchema } from '../../../shared/ids/ids.ts';
import { readAs, rowsOf } from '../../../shared/table/kind.ts';
import { dayOf } from '../../../shared/time/civil.ts';
import { missingRequirements } from '../../../shared/volunteers/requirements.ts';
import { volunteerKey, volunteerKind } from '../../../shared/volunteers/store.ts';
import type { Volunteer } from '../../../shared/volunteers/volunteer.ts';
import { readForm, ticked } from '../../web/form.ts';
import { seeOther, show } from '../../web/http.ts';
import { saidIn } from '../../web/said.tsx';
import { actorOf, type DeskContext, townOf } from '../env.ts';
import { frameOf } from '../layout.tsx';
import { type DeskRoute, missing } from '../router.ts';
import { searchVolunteers } from '../volunteers/read.ts';
import { CALLERS, type CallerRow, CallersPage } from './callers-page.tsx';

const MOST = 500;
const CHUNK = 100;

const callersOf = async (
  c: DeskContext,
): Promise<readonly { readonly wish: SummerCaller; readonly volunteer: Volunteer }[]> => {
  const { table } = c.var.world;
  const page = await table.index('list', { partition: summerCallers(townOf(c).id), limit: MOST });
  const wishes = rowsOf(summerCallerKind, page.items).map(({ value }) => value);
  const found: { wish: SummerCaller; volunteer: Volunteer }[] = [];
  for (let i = 0; i < wishes.length; i += CHUNK) {
    const some = wishes.slice(i, i + CHUNK);
    const rows = await table.getRows(some.map(({ volunteerId }) => volunteerKey(volunteerId)));
    some.forEach((wish, at) => {
      const row = rows[at];
      const volunteer = row && readAs(volunteerKind, row)?.value;
      if (volunteer) found.push({ wish, volunteer });
    });
  }
  return found.sort((a, b) => a.volunteer.lastName.localeCompare(b.volunteer.lastName, 'fr'));
};

const DONE: Readonly<Record<string, string>> = {
  oui: 'C’est noté : ce bénévole sera demandé les jours de chaleur.',
  non: 'C’est noté : ce bénévole ne sera plus demandé, ses appels reviennent au bureau.',
};

const showCallers = async (c: DeskContext): Promise<Response> => {
  const { world, now } = c.var;
  const town = townOf(c);
  const query = (c.req.query('q') ?? '').trim().slice(0, 60);
  const row = (volunteer: Volunteer, wish: SummerCaller | undefined): CallerRow => ({
    volunteer,
    wish,
    missing: missingRequirements(volunteer, HEATWAVE_CALL, town, dayOf(now)),
  });
  const [callers, found] = await Promise.all([
    callersOf(c),
    query ? searchVolunteers(world.table, town.id, query) : [],
  ]);
  const wishes = new Map(callers.map(({ wish }) => [wish.volunteerId, wish]));
  return show(
    c,
    <CallersPage
      frame={frameOf(c)}
      callers={callers.map(({ volunteer, wish }) => row(volunteer, wish))}
      query={query}
      found={found
        .filter(({ state }) => state !== 'left')
        .map((volunteer) => row(volunteer, wishes.get(volunteer.id)))}
      done={saidIn(DONE, c.req.query('dit'))}
    />,
  );
};

const wishForm = z.object({
  volunteerId: volunteerIdSchema,
  isIn: z.enum(['yes', 'no']),
  beyondCaps: ticked(),
});

const change = async (c: DeskContext): Promise<Response> => {
  const read = await readForm(c, wishForm);
  if (!read.ok) return seeOther(c, CALLERS);
  const { volunteerId, isIn, beyondCaps } = read.value;
  const wish = { isIn: isIn === 'yes', beyondCaps };
  const done = await changeSummerCaller(c.var.world, volunteerId, wish, actorOf(c), c.var.now);
  return done.ok ? seeOther(c, `${CALLERS}?dit=${wish.isIn ? 'oui' : 'non'}`) : missing(c);
};

export const callersRoutes: readonly DeskRoute[] = [
  { method: 'GET', path: CALLERS, action: 'heat.summer-callers', handler: showCallers },
  { method: 'POST', path: CALLERS, action: 'heat.summer-callers', handler: change },
];
