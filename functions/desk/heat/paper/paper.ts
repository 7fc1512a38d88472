import type { DeskRoute } from '../../router.ts';
import { callersRoutes } from '../callers-routes.tsx';
import { handoverRoutes } from '../handover-routes.tsx';
import { reportRoutes } from '../report/routes.tsx';
import { heatSettingsRoutes } from '../settings/routes.tsx';
import { paperEntryRoutes } from './entry-routes.tsx';
import { paperListRoutes } from './routes.tsx';

/** Around the calls of a hot day: paper and back, shifts, reports, what a town decides. */
export const heatPaperRoutes: readonly DeskRoute[] = [
  ...paperListRoutes,
  ...paperEntryRoutes,
  ...handoverRoutes,
  ...reportRoutes,
  ...heatSettingsRoutes,
  ...callersRoutes,
];
