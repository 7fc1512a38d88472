import type { Hono } from 'hono';
import type { World } from '../compose.ts';
import type { WebEnv } from '../web/http.ts';
import { serveAssets } from '../web/style/assets.ts';
import { LINKS_SHEET } from './frame.ts';
import { linksHostApp } from './host-app.tsx';
import { missionRoutes } from './mission/routes.tsx';

/** The pages behind the SMS of a mission: no account, no script, the smallest bundle. */
export const linksApp = (world: World): Hono<WebEnv> => {
  const app = linksHostApp(world);
  app.get('/health', (c) => c.json({ status: 'ok', host: 'links' }));
  serveAssets(app, [LINKS_SHEET]);
  missionRoutes(app);
  return app;
};
