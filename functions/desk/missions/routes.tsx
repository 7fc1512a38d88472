import { seniorIdSchema } from '../../../shared/ids/ids.ts';
import { addMission } from '../../../shared/missions/add-mission.ts';
import { missionDayList, missionKind } from '../../../shared/missions/store.ts';
import type { Senior } from '../../../shared/seniors/senior.ts';
import { seniorKey, seniorKind } from '../../../shared/seniors/store.ts';
import { rowsOf } from '../../../shared/table/kind.ts';
import { addDays, civilDay, dayOf, isCivilDay } from '../../../shared/time/civil.ts';
import { type FormState, freshForm, readForm, withProblem } from '../../web/form.ts';
import { type PageStatus, seeOther, show } from '../../web/http.ts';
import { peopleOf } from '../day/people.ts';
import { actorOf, type DeskContext, townOf } from '../env.ts';
import { frameOf } from '../layout.tsx';
import { type DeskRoute, demand, missing } from '../router.ts';
import { missionAnswerRoutes } from './acts/answer-routes.tsx';
import { missionActRoutes } from './acts/routes.tsx';
import { ADD_REFUSALS, AddMissionPage, addForm } from './add-page.tsx';
import { type MissionFilter, MissionListPage } from './list-page.tsx';
import { showMission } from './mission/show-mission.tsx';
import { aboutMission, missionAsked, missionPath } from './read.ts';

const filterOf = (c: DeskContext): MissionFilter => {
  const typed = c.req.query('jour') ?? '';
  return {
    from: isCivilDay(typed) ? civilDay(typed) : dayOf(c.var.now),
    view: c.req.query('vue') === 'semaine' ? 'week' : 'day',
    sector: townOf(c).sectors.find(({ code }) => code === c.req.query('secteur'))?.code,
    volunteer: c.req.query('benevole')?.slice(0, 40) || undefined,
  };
};

const list = async (c: DeskContext): Promise<Response> => {
  const { table } = c.var.world;
  const town = townOf(c);
  const filter = filterOf(c);
  const pages = await Promise.all(
    Array.from({ length: filter.view === 'week' ? 7 : 1 }, (_, i) =>
      table.index('list', { partition: missionDayList(town.id, addDays(filter.from, i)) }),
    ),
  );
  const missions = pages.flatMap((page) => rowsOf(missionKind, page.items)).map(({ value }) => value);
  const people = await peopleOf(table, [
    ...missions.flatMap(({ holder }) => holder?.volunteerId ?? []),
    ...missions.map(({ seniorId }) => seniorId),
  ]);
  return show(
    c,
    <MissionListPage
      frame={frameOf(c)}
      town={town}
      now={c.var.now}
      filter={filter}
      missions={missions}
      people={people}
    />,
  );
};

const seniorFor = async (c: DeskContext, typed: unknown): Promise<Senior> => {
  const id = seniorIdSchema.safeParse(typed);
  const senior = id.success ? await c.var.world.table.get(seniorKind, seniorKey(id.data)) : undefined;
  if (!senior) return missing(c);
  demand(c, 'mission.add', { town: senior.value.town });
  return senior.value;
};
const showAdd = (c: DeskContext, senior: Senior, form: FormState, status: PageStatus = 200) =>
  show(c, <AddMissionPage frame={frameOf(c)} senior={senior} town={townOf(c)} form={form} />, status);

const add = async (c: DeskContext): Promise<Response> => {
  const read = await readForm(c, addForm);
  const senior = await seniorFor(c, read.typed.personne?.[0]);
  if (!read.ok) return showAdd(c, senior, read.refusal, 422);
  const { personne: _, ...wish } = read.value;
  const added = await addMission(c.var.world, senior.id, wish, actorOf(c), c.var.now);
  if (added.ok) return seeOther(c, missionPath(added.value.id, '?dit=ajoutee'));
  const form = withProblem({ problems: [], typed: read.typed }, ...ADD_REFUSALS[added.refusal]);
  return showAdd(c, senior, form, 422);
};

export const missionRoutes: readonly DeskRoute[] = [
  { method: 'GET', path: '/missions', action: 'mission.list', handler: list },
  {
    method: 'GET',
    path: '/missions/nouvelle',
    action: 'mission.add',
    about: 'handler',
    handler: async (c) =>
      showAdd(
        c,
        await seniorFor(c, c.req.query('personne')),
        freshForm({ day: addDays(dayOf(c.var.now), 1), durationMinutes: 60 }),
      ),
  },
  { method: 'POST', path: '/missions', action: 'mission.add', about: 'handler', handler: add },
  {
    method: 'GET',
    path: '/missions/:id',
    action: 'mission.view',
    about: 'handler',
    handler: async (c) => {
      const asked = await missionAsked(c);
      demand(c, 'mission.view', aboutMission(c, asked));
      return showMission(c, asked, freshForm());
    },
  },
  ...missionActRoutes,
  ...missionAnswerRoutes,
];
