import type { AddressFinder } from '../../../shared/geo/address-finder.ts';
import type { ActiveActivation } from '../../../shared/register/prefect-export.ts';
import type { DeskRoute } from '../router.ts';
import { registerEntryRoutes } from './entry-routes.tsx';
import { registerExportRoutes } from './export-routes.tsx';
import { registerIncomingRoutes } from './incoming-routes.tsx';
import { registerLeaveRoutes } from './leave-routes.tsx';
import { registerSheetRoutes } from './letter-routes.tsx';
import { registerListRoutes } from './list-routes.tsx';
import { registerNewRoutes } from './new-routes.tsx';
import { registerOnwardRoutes } from './onward-routes.tsx';
import { registerPlaceRoutes } from './place-routes.tsx';
import { registerReaderRoutes } from './reader-routes.tsx';
import { registerRuleRoutes } from './rules-routes.tsx';

/** The municipal register: lists, one entry, letters, who may read, who read, the prefect. Words before ids. */
export const registerRoutes = (parts: {
  readonly activation: ActiveActivation;
  readonly addresses: AddressFinder;
}): readonly DeskRoute[] => [
  ...registerListRoutes,
  ...registerReaderRoutes,
  ...registerRuleRoutes,
  ...registerIncomingRoutes,
  ...registerOnwardRoutes,
  ...registerExportRoutes(parts.activation),
  ...registerNewRoutes,
  ...registerSheetRoutes,
  ...registerEntryRoutes,
  ...registerPlaceRoutes(parts.addresses),
  ...registerLeaveRoutes,
];
