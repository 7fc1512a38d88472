import { can } from '../../../shared/access/table.ts';
import { restsData } from '../../../shared/engagement/rests/my-rests.ts';
import { registerVolunteer } from '../../../shared/volunteers/joining/register-volunteer.ts';
import { myData } from '../../../shared/volunteers/space/my-data.ts';
import { type VolunteerState, volunteerStateSchema } from '../../../shared/volunteers/volunteer.ts';
import { freshForm, readForm, withProblem } from '../../web/form.ts';
import { seeOther, show } from '../../web/http.ts';
import { actorOf, type DeskContext, staffOf, townOf } from '../env.ts';
import { frameOf } from '../layout.tsx';
import type { DeskRoute } from '../router.ts';
import { NewPage } from './form-pages.tsx';
import { newForm } from './forms.ts';
import { joinRoutes } from './join-routes.tsx';
import { ListPage } from './list-page.tsx';
import { lostPhoneRoutes } from './lost-phone.tsx';
import { volunteerOf } from './one.ts';
import { profileRoutes } from './profile-routes.tsx';
import { listVolunteers, readStory, searchVolunteers } from './read.ts';
import { restRoutes } from './rest-routes.tsx';
import { VolunteerPage } from './volunteer-page.tsx';

const list = async (c: DeskContext) => {
  const town = townOf(c);
  const { table } = c.get('world');
  const state: VolunteerState = volunteerStateSchema.safeParse(c.req.query('etat')).data ?? 'active';
  const sector = town.sectors.find(({ code }) => code === c.req.query('secteur'))?.code;
  const query = (c.req.query('q') ?? '').trim().slice(0, 60);
  const after = c.req.query('after')?.slice(0, 2_000);
  const found = query
    ? { volunteers: await searchVolunteers(table, town.id, query), next: undefined }
    : await listVolunteers(table, town.id, state, { sector, after });
  return show(
    c,
    <ListPage
      frame={frameOf(c)}
      town={town}
      now={c.get('now')}
      state={state}
      sector={sector}
      query={query}
      volunteers={found.volunteers}
      next={found.next}
      isFirst={after === undefined}
    />,
  );
};

const create = async (c: DeskContext) => {
  const town = townOf(c);
  const read = await readForm(c, newForm);
  if (!read.ok) return show(c, <NewPage frame={frameOf(c)} form={read.refusal} town={town} />, 422);
  const registered = await registerVolunteer(
    c.get('world'),
    {
      ...read.value,
      travel: 'walk',
      rangeMetres: 2_000,
      weeklyCap: town.caps.weeklyDefault,
      source: 'bureau',
    },
    actorOf(c),
    c.get('now'),
  );
  if (registered.ok) return seeOther(c, `/benevoles/${registered.value}`);
  const typed = { problems: [], typed: read.typed };
  if (registered.refusal.reason === 'phone-known') {
    const form = withProblem(typed, 'phone', 'Ce numéro est déjà celui d’un bénévole.');
    return show(c, <NewPage frame={frameOf(c)} form={form} town={town} known={registered.refusal.id} />, 409);
  }
  return show(
    c,
    <NewPage frame={frameOf(c)} form={withProblem(typed, '', 'La ville n’existe pas encore.')} town={town} />,
    409,
  );
};

/** The pages of volunteers at the desk. */
export const volunteerRoutes: readonly DeskRoute[] = [
  { method: 'GET', path: '/benevoles', action: 'volunteer.list', handler: list },
  {
    method: 'GET',
    path: '/benevoles/nouveau',
    action: 'volunteer.join',
    handler: (c) =>
      show(c, <NewPage frame={frameOf(c)} form={freshForm({ languages: ['fr'] })} town={townOf(c)} />),
  },
  { method: 'POST', path: '/benevoles/nouveau', action: 'volunteer.join', handler: create },
  {
    method: 'GET',
    path: '/benevoles/:id',
    action: 'volunteer.view',
    about: 'handler',
    handler: async (c) => {
      const volunteer = await volunteerOf(c, 'volunteer.view');
      return show(
        c,
        <VolunteerPage
          frame={frameOf(c)}
          town={townOf(c)}
          story={await readStory(c.get('world').table, volunteer)}
          now={c.get('now')}
          mayAct={can(staffOf(c), 'volunteer.edit', { town: volunteer.town })}
          said={c.req.query('dit')}
          problem={undefined}
        />,
      );
    },
  },
  {
    method: 'GET',
    path: '/benevoles/:id/donnees.json',
    action: 'volunteer.export',
    about: 'handler',
    handler: async (c) => {
      const volunteer = await volunteerOf(c, 'volunteer.export');
      const [data, rests] = await Promise.all([
        myData(c.get('world'), volunteer.id, c.get('now')),
        restsData(c.get('world'), volunteer.id),
      ]);
      return c.body(JSON.stringify({ ...data, ...rests }, null, 2), 200, {
        'content-type': 'application/json; charset=utf-8',
        'content-disposition': 'attachment; filename="donnees-benevole.json"',
      });
    },
  },
  ...joinRoutes,
  ...restRoutes,
  ...lostPhoneRoutes,
  ...profileRoutes,
];
