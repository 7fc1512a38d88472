import { can } from '../../../shared/access/table.ts';
import type { AddressFinder } from '../../../shared/geo/address-finder.ts';
import { dayOf } from '../../../shared/time/civil.ts';
import { show } from '../../web/http.ts';
import { type DeskContext, staffOf, townOf } from '../env.ts';
import { frameOf } from '../layout.tsx';
import type { DeskRoute } from '../router.ts';
import { campaignRoutes } from './campaign/routes.tsx';
import { halfDayRoutes } from './half-day/routes.tsx';
import { RoundsHomePage } from './home-page.tsx';
import { halfDaysAhead } from './read.ts';
import { sendRoutes } from './sent/send-routes.tsx';
import { sentRoundRoutes } from './sent/sent-routes.tsx';
import { sheetRoutes } from './sent/sheet-routes.tsx';

const home = async (c: DeskContext): Promise<Response> => {
  const town = townOf(c);
  const rows = await halfDaysAhead(c.var.world.table, town, dayOf(c.var.now));
  return show(
    c,
    <RoundsHomePage
      frame={frameOf(c)}
      rows={rows}
      programmes={town.programmes.filter(({ inRounds, on }) => inRounds && on)}
      mayCampaign={can(staffOf(c), 'round.campaign')}
    />,
  );
};

/** Rounds of deliveries: drafted, adjusted, offered, followed. */
export const roundRoutes = (ports: { readonly addresses: AddressFinder }): readonly DeskRoute[] => [
  { method: 'GET', path: '/tournees', action: 'round.view', handler: home },
  ...halfDayRoutes(ports),
  ...sendRoutes,
  ...campaignRoutes,
  ...sentRoundRoutes,
  ...sheetRoutes,
];
