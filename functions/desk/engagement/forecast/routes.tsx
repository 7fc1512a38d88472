import { can } from '../../../../shared/access/table.ts';
import { readForecast } from '../../../../shared/engagement/forecast/read-forecast.ts';
import { show } from '../../../web/http.ts';
import { type DeskContext, staffOf, townOf } from '../../env.ts';
import { frameOf } from '../../layout.tsx';
import type { DeskRoute } from '../../router.ts';
import { ForecastPage } from './page.tsx';
import { recruitmentOf } from './recruit.ts';
import { RecruitSection } from './recruit-section.tsx';
import { FORECAST } from './words.ts';

/** Whoever may see the week's plan may also ask what newcomers would change in it. */
const forecast = async (c: DeskContext): Promise<Response> => {
  const town = townOf(c);
  const told = await readForecast(c.var.world.table, town, c.var.now);
  const recruitment = can(staffOf(c), 'plan.view') ? await recruitmentOf(c, told) : undefined;
  const hasProblems = (recruitment?.form.problems.length ?? 0) > 0;
  return show(
    c,
    <ForecastPage
      frame={frameOf(c)}
      forecast={told}
      exact={can(staffOf(c), 'engagement.turnover-by-month')}
      hasProblems={hasProblems}
    >
      {recruitment && <RecruitSection town={town} of={recruitment} />}
    </ForecastPage>,
    hasProblems ? 422 : 200,
  );
};

export const forecastRoutes: readonly DeskRoute[] = [
  { method: 'GET', path: FORECAST, action: 'engagement.forecast', handler: forecast },
];
