import type { AddressFinder } from '../../../shared/geo/address-finder.ts';
import type { ActiveActivation } from '../../../shared/register/exchanges/prefect-export.ts';
import type { DeskRoute } from '../router.ts';
import { registerLeaveRoutes } from './entry/leave-routes.tsx';
import { registerSheetRoutes } from './entry/letter-routes.tsx';
import { registerNewRoutes } from './entry/new-routes.tsx';
import { registerPlaceRoutes } from './entry/place-routes.tsx';
import { registerEntryRoutes } from './entry/routes.tsx';
import { registerIncomingRoutes } from './exchanges/incoming-routes.tsx';
import { registerOnwardRoutes } from './exchanges/onward-routes.tsx';
import { registerExportRoutes } from './exchanges/prefect-routes.tsx';
import { registerListRoutes } from './list-routes.tsx';
import { registerReaderRoutes } from './readers/routes.tsx';
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
