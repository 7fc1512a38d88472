import type { Hono } from 'hono';
import type { World } from '../compose.ts';
import { linksHostApp } from '../links/host-app.tsx';
import { withTravel } from '../travel.ts';
import type { WebEnv } from '../web/http.ts';
import { applyRoutes } from './apply/routes.tsx';
import { calendarRoutes } from './calendar/routes.ts';
import { callsRoutes } from './calls/routes.tsx';
import { datesRoutes } from './cover/routes.ts';
import { gatheringRoutes } from './gatherings/routes.tsx';
import { yearLetterRoutes } from './letters/routes.tsx';
import { besideMissionRoutes } from './mission/routes.ts';
import { mySpaceRoutes } from './my-space/routes.tsx';
import { registerRequestRoutes } from './register/routes.tsx';
import { deliveryRoundRoutes } from './rounds/routes.tsx';
import { receivedRoutes } from './thanks/routes.tsx';
import { verifyRoutes } from './verify/routes.tsx';

/**
 * The rest of the links host, opened at leisure: « Mon espace », the public forms (volunteering, the alert register), a lost link, calendars, a morning of heat-wave calls.
 * Each part brings the guard of its own forms: what binds them to a browser differs.
 */
export const spaceApp = (world: World): Hono<WebEnv> => {
  const app = linksHostApp(withTravel(world));
  calendarRoutes(app);
  besideMissionRoutes(app);
  callsRoutes(app);
  deliveryRoundRoutes(app);
  applyRoutes(app);
  verifyRoutes(app);
  registerRequestRoutes(app);
  mySpaceRoutes(app);
  gatheringRoutes(app);
  datesRoutes(app);
  receivedRoutes(app);
  yearLetterRoutes(app);
  return app;
};
