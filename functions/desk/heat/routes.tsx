import { can } from '../../../shared/access/table.ts';
import { dutyRecipients } from '../../../shared/heat/calls/tell-desk.ts';
import { whatIsStillOpen } from '../../../shared/heat/campaign/close-campaign.ts';
import { readerOf } from '../../../shared/register/readers/reader.ts';
import { dayOf } from '../../../shared/time/civil.ts';
import { show } from '../../web/http.ts';
import { saidIn } from '../../web/said.tsx';
import { type DeskContext, staffOf, townOf } from '../env.ts';
import { frameOf } from '../layout.tsx';
import type { DeskRoute } from '../router.ts';
import { teamOf } from '../seniors/team.ts';
import { BoardPage } from './board-page.tsx';
import { heatCallRoutes } from './call-routes.tsx';
import { heatOpenRoutes } from './open-routes.tsx';
import { campaignNow, HEAT, hotDay } from './read.ts';
import { WallPage } from './wall-page.tsx';

const DONE: Readonly<Record<string, string>> = {
  ouvert: 'Les appels sont ouverts. La liste et les SMS aux bénévoles d’été partent d’eux-mêmes.',
  deja: 'Les appels étaient déjà ouverts : rien n’a été fait deux fois. Vérifiez le niveau et l’astreinte ci-dessous.',
  change: 'C’est enregistré, les listes en cours suivent.',
  clos: 'Les appels sont clos. Le bilan est prêt.',
  personne:
    'Personne pour vous maintenant : ce qui reste est avec un collègue ou un bénévole, ou se rappelle plus tard. Voyez le tableau.',
  fini: 'Plus personne à appeler pour le moment.',
};

/** A page that is looked at all day comes by itself each minute, with or without JavaScript. */
const eachMinute = (c: DeskContext): void => c.header('refresh', '60');

const agentsAsked = (c: DeskContext): number => {
  const asked = Number(c.req.query('agents') ?? '');
  return Number.isInteger(asked) && asked >= 0 && asked <= 200 && c.req.query('agents') ? asked : 2;
};

const showBoard = async (c: DeskContext): Promise<Response> => {
  const { world, now } = c.var;
  const staff = staffOf(c);
  const [campaign, day, reader] = await Promise.all([
    campaignNow(c),
    hotDay(c),
    readerOf(world.table, staff.id, world.config.townId, now),
  ]);
  const town = townOf(c);
  const holders = (day.board?.owed ?? []).flatMap(({ holder }) =>
    holder.by === 'staff' ? [holder.staffId] : [],
  );
  const [still, team, recipients] = await Promise.all([
    campaign && whatIsStillOpen(world, campaign.town, now),
    teamOf(world.table, holders),
    campaign && dutyRecipients(world, town, day.board?.round.duty ?? campaign.duty),
  ]);
  const isFixed = c.req.query('fixe') === '1';
  if (!isFixed) eachMinute(c);
  return show(
    c,
    <BoardPage
      frame={frameOf(c)}
      town={town}
      campaign={campaign}
      rounds={day.rounds}
      before={(still?.lists ?? []).filter((one) => one.day < dayOf(now) && one.open + one.unsettled > 0)}
      board={day.board}
      team={team}
      canTextDuty={!recipients || recipients.length > 0}
      sector={town.sectors.find(({ code }) => code === c.req.query('secteur'))?.code}
      agents={agentsAsked(c)}
      isFixed={isFixed}
      isWhole={c.req.query('tout') === '1'}
      mayAct={can(staff, 'heat.activate')}
      maySet={can(staff, 'heat.settings')}
      mayCall={can(staff, 'heat.call', { town: town.id, relations: reader ? ['named'] : [] })}
      now={now}
      done={saidIn(DONE, c.req.query('dit'))}
    />,
  );
};

const showWall = async (c: DeskContext): Promise<Response> => {
  const [campaign, day] = await Promise.all([campaignNow(c), hotDay(c)]);
  eachMinute(c);
  return show(c, <WallPage frame={frameOf(c)} campaign={campaign} board={day.board} />);
};

/** A hot day at the desk: the board, the human act that opens it, each call, the end by two. */
export const heatRoutes: readonly DeskRoute[] = [
  { method: 'GET', path: HEAT, action: 'heat.view', handler: showBoard },
  { method: 'GET', path: `${HEAT}/mur`, action: 'heat.view', handler: showWall },
  ...heatOpenRoutes,
  ...heatCallRoutes,
];
