import { can } from '../../../../shared/access/table.ts';
import { readForecast } from '../../../../shared/engagement/forecast/read-forecast.ts';
import { show } from '../../../web/http.ts';
import { type DeskContext, staffOf, townOf } from '../../env.ts';
import { frameOf } from '../../layout.tsx';
import type { DeskRoute } from '../../router.ts';
import { ForecastPage } from './page.tsx';
import { FORECAST } from './words.ts';

const forecast = async (c: DeskContext): Promise<Response> =>
  show(
    c,
    <ForecastPage
      frame={frameOf(c)}
      forecast={await readForecast(c.var.world.table, townOf(c), c.var.now)}
      exact={can(staffOf(c), 'engagement.turnover-by-month')}
    />,
  );

export const forecastRoutes: readonly DeskRoute[] = [
  { method: 'GET', path: FORECAST, action: 'engagement.forecast', handler: forecast },
];
