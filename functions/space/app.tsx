import type { Hono } from 'hono';
import { townKey, townKind } from '../../shared/town/settings.ts';
import type { World } from '../compose.ts';
import { linksErrors, townToCall } from '../links/errors.ts';
import { LINKS_STYLES } from '../links/frame.ts';
import { linksHostApp } from '../links/host-app.tsx';
import { withTravel } from '../travel.ts';
import { type ErrorPage, onErrorShow, type WebEnv } from '../web/http.ts';
import { keptForm } from '../web/kept-form.tsx';
import { applyRoutes } from './apply/routes.tsx';
import { calendarRoutes } from './calendar/routes.ts';
import { callsRoutes } from './calls/routes.tsx';
import { datesRoutes } from './cover/routes.ts';
import { gatheringRoutes } from './gatherings/routes.tsx';
import { yearLetterRoutes } from './letters/routes.tsx';
import { besideMissionRoutes } from './mission/routes.ts';
import { mySpaceRoutes } from './my-space/routes.tsx';
import { LINK_OVER, notKept } from './not-kept/page.tsx';
import { registerRequestRoutes } from './register/routes.tsx';
import { deliveryRoundRoutes } from './rounds/routes.tsx';
import { receivedRoutes } from './thanks/routes.tsx';
import { verifyRoutes } from './verify/routes.tsx';

/** What was written of a visit, of a call or of a door of a round, and sent after the link had closed, comes back with the page that says so. */
const keepingWords: ErrorPage = async (c, problem) => {
  const { path, method } = c.req;
  const { config, table } = c.get('world');
  if (method === 'POST' && problem.name === 'unknown-link' && /^\/[mat]\//.test(path)) {
    const town = await table.get(townKind, townKey(config.townId));
    if (town) return notKept(c, town.value, LINK_OVER, 404);
  }
  const kept = /^\/[mat]\//.test(path)
    ? await keptForm(c, problem, {
        origin: config.linksOrigin,
        styles: LINKS_STYLES,
        town: await townToCall(c, problem.status),
        // Two people may share a telephone: only a form that says what it is of goes on with the link that is open now.
        mayRenew: /^\/(m\/(compte-rendu|inquietude)|t\/porte\/.*)$/.test(path),
        title: 'Rouvrez le lien de votre SMS',
        first: (
          <p>
            <strong>1. Touchez de nouveau le lien reçu par SMS&nbsp;:</strong> il s’ouvre dans un autre
            onglet.
          </p>
        ),
      })
    : undefined;
  return kept ?? linksErrors(c, problem);
};

/**
 * The rest of the links host, opened at leisure: « Mon espace », the public forms (volunteering, the alert register), a lost link, calendars, a morning of heat-wave calls.
 * Each part brings the guard of its own forms: what binds them to a browser differs.
 */
export const spaceApp = (world: World): Hono<WebEnv> => {
  const app = linksHostApp(withTravel(world));
  app.onError(onErrorShow(keepingWords));
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
