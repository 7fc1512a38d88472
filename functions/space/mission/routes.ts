import type { Hono } from 'hono';
import { readView } from '../../links/mission/read.ts';
import { boundToLink } from '../../links/mission/with-link.tsx';
import { seeOther, type WebEnv } from '../../web/http.ts';
import { missionCalendar } from './calendar.ts';
import { handBackRoutes } from './hand-back.tsx';
import { reportRoutes } from './report-routes.tsx';
import { restRoutes } from './rest-routes.tsx';

/** What the link of a mission also opens, and nobody waits for: see SPACE_PATHS. */
export const besideMissionRoutes = (app: Hono<WebEnv>): void => {
  app.use('/m/*', boundToLink);
  // « Ajouter à mon agenda » of a mission that is held.
  app.get('/m/agenda.ics', async (c) => {
    const view = await readView(c);
    if (view.situation !== 'upcoming' && view.situation !== 'now') return seeOther(c, '/m');
    return c.body(missionCalendar(view), 200, {
      'content-type': 'text/calendar; charset=utf-8',
      'content-disposition': 'attachment; filename="mission.ics"',
    });
  });
  handBackRoutes(app);
  reportRoutes(app);
  restRoutes(app);
};
