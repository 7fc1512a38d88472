import type { AddressFinder } from '../../../shared/geo/address-finder.ts';
import { seeOther, show } from '../../web/http.ts';
import { type DeskContext, staffOf, townOf } from '../env.ts';
import { frameOf } from '../layout.tsx';
import { isReader } from '../register/readers/reader.tsx';
import type { DeskRoute } from '../router.ts';
import { closeRoutes } from './close-routes.tsx';
import { consentRoutes } from './consent-routes.tsx';
import { addressRoutes } from './edit/address-routes.tsx';
import { editRoutes } from './edit/routes.tsx';
import { gatherStory, seniorAsked } from './file/gather.ts';
import { SeniorPage } from './file/page.tsx';
import { pictureRoutes } from './file/picture-routes.tsx';
import { SeniorListPage, type SeniorSearch } from './list-page.tsx';
import { mergeRoutes } from './merge-routes.tsx';
import { searchSeniors } from './search.ts';
import { teamOf } from './team.ts';
import { teamRoutesOfSenior } from './team-routes.tsx';
import { welcomeRoutes } from './welcome-routes.tsx';

const STATES: readonly SeniorSearch['state'][] = ['active', 'waiting', 'closed'];

const list = async (c: DeskContext): Promise<Response> => {
  const search: SeniorSearch = {
    q: (c.req.query('q') ?? '').slice(0, 60),
    state: STATES.find((state) => state === c.req.query('etat')) ?? 'active',
    sector: (c.req.query('secteur') ?? '').slice(0, 40),
  };
  const after = c.req.query('after')?.slice(0, 600);
  const found = await searchSeniors(c, search, after);
  const { seniors } = found;
  const [only] = seniors;
  // A number or a telephone that leads to one file opens it.
  if (only && seniors.length === 1 && !after && search.q.replaceAll(/\D/g, '').length >= 4)
    return seeOther(c, `/personnes/${only.id}`);
  const team = await teamOf(
    c.var.world.table,
    seniors.map((senior) => senior.referentId),
  );
  return show(
    c,
    <SeniorListPage
      frame={frameOf(c)}
      town={townOf(c)}
      search={search}
      found={found}
      isFirst={!after}
      team={team}
      now={c.var.now}
    />,
  );
};

const view = async (c: DeskContext): Promise<Response> => {
  const stored = await seniorAsked(c, 'senior.view');
  const story = await gatherStory(c, stored);
  return show(
    c,
    <SeniorPage
      frame={frameOf(c)}
      town={townOf(c)}
      story={story}
      now={c.var.now}
      said={c.req.query('dit')}
      isCoordinator={staffOf(c).role === 'coordinator'}
      readsRegister={await isReader(c)}
    />,
  );
};

/** Files of seniors: found, read, written, welcomed, merged, closed. */
export const seniorRoutes = (parts: { readonly addresses: AddressFinder }): readonly DeskRoute[] => [
  { method: 'GET', path: '/personnes', action: 'senior.list', handler: list },
  ...welcomeRoutes,
  { method: 'GET', path: '/personnes/:id', action: 'senior.view', about: 'handler', handler: view },
  ...editRoutes,
  ...addressRoutes(parts.addresses),
  ...consentRoutes,
  ...pictureRoutes,
  ...teamRoutesOfSenior,
  ...mergeRoutes,
  ...closeRoutes,
];
