import type { Hono } from 'hono';
import { DOORS } from '../../../shared/messages/kinds.ts';
import type { WebEnv } from '../../web/http.ts';
import { firstHop } from '../my-space/space.ts';

/** « Vos absences de cet été ? » opens the page where they are said. */
export const datesRoutes = (app: Hono<WebEnv>): void => {
  app.get(`${DOORS['dates-link']}:token`, firstHop('/espace/absences'));
};
