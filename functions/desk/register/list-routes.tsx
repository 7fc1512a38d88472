import { can } from '../../../shared/access/table.ts';
import { findEntriesByName, listEntries, listToAskAgain } from '../../../shared/register/list-entries.ts';
import { LIST, openReading } from '../../../shared/register/readers/reading.ts';
import { seeOther, show } from '../../web/http.ts';
import { type DeskContext, staffOf, townOf } from '../env.ts';
import { frameOf } from '../layout.tsx';
import type { DeskRoute } from '../router.ts';
import { isView, ListPage, NotNamedPage, VIEWS, type View } from './list-page.tsx';
import { demandReader, isOpened, isReader, showClosedDoor } from './readers/reader.tsx';

const viewOf = (c: DeskContext): View => {
  const typed = c.req.query('liste');
  return isView(typed) ? typed : 'au-registre';
};

const PAGE = 50;

const list = async (c: DeskContext): Promise<Response> => {
  if (!(await isReader(c))) {
    c.set('asked', true);
    const mayName = can(staffOf(c), 'register.name-reader', { town: staffOf(c).town });
    return show(c, <NotNamedPage frame={frameOf(c)} mayName={mayName} />, 403);
  }
  await demandReader(c);
  const view = viewOf(c);
  const q = (c.req.query('q') ?? '').trim().slice(0, 60);
  if (!(await isOpened(c, LIST)))
    return showClosedDoor(c, {
      title: 'Registre d’alerte',
      what: 'Le registre ne sert qu’au plan d’alerte et d’urgence : canicule, grand froid, inondation.',
      action: `/registre/ouvrir?${new URLSearchParams({ liste: view, q })}`,
      back: '/registre',
    });
  const { table } = c.var.world;
  const town = townOf(c);
  const after = c.req.query('after')?.slice(0, 600);
  const { state } = VIEWS[view];
  const request = { limit: PAGE, after };
  const entries =
    q !== ''
      ? { items: await findEntriesByName(table, town.id, q), next: undefined }
      : state
        ? await listEntries(table, town.id, state, request)
        : await listToAskAgain(table, town.id, request);
  return show(
    c,
    <ListPage
      frame={frameOf(c)}
      town={town}
      view={view}
      q={q}
      entries={entries}
      after={after}
      now={c.var.now}
      publicForm={`${c.var.world.config.linksOrigin}/inscription-registre`}
      seesReaders={can(staffOf(c), 'register.readers', { town: town.id })}
    />,
  );
};

const openList = async (c: DeskContext): Promise<Response> => {
  await demandReader(c);
  await openReading(c.var.world, staffOf(c).id, 'list', LIST, c.var.now);
  const q = (c.req.query('q') ?? '').slice(0, 60);
  return seeOther(
    c,
    `/registre?${new URLSearchParams({ liste: viewOf(c), ...(q === '' ? {} : { q }) }).toString()}`,
  );
};

export const registerListRoutes: readonly DeskRoute[] = [
  { method: 'GET', path: '/registre', action: 'register.read', about: 'handler', handler: list },
  { method: 'POST', path: '/registre/ouvrir', action: 'register.read', about: 'handler', handler: openList },
];
