import { offlineAddressFinder } from '../../shared/geo/address-finder.offline.ts';
import { offerSetupCode } from '../../shared/town/setup-code.ts';
import { agendaHandler } from '../agenda/handler.ts';
import { systemClock } from '../compose.ts';
import { deskApp, SIGNED_IN_PATH } from '../desk/app.tsx';
import { outboxHandler } from '../outbox/handler.ts';
import { planHandler } from '../plan/handler.ts';
import { receiptsHandler } from '../receipts/handler.ts';
import { vigilanceHandler } from '../vigilance/handler.ts';
import { localCommunes } from './communes.ts';
import { besanconStreetList } from './demonstration/besancon/streets.ts';
import { seedDemonstration } from './demonstration/seed.ts';
import { linksHost } from './hosts/links-host.ts';
import { phoneOwners } from './phone-owners.ts';
import type { Functions } from './town.ts';

/** No address typed in the demonstration leaves the machine. */
const addresses = offlineAddressFinder(besanconStreetList);

/** The town's own functions, the same that infra/ deploys. */
export const FUNCTIONS: Functions = {
  // Sessions age by the machine's clock: moving the town's time signs nobody out.
  desk: (world, beside) =>
    deskApp(world, { ...beside, sessionClock: systemClock, communes: localCommunes(), addresses }),
  links: (world) => linksHost(world),
  outbox: (world) => outboxHandler(world),
  agenda: (world) => agendaHandler(world),
  plan: (world) => planHandler(world),
  vigilance: (world, feed) => vigilanceHandler(world, feed),
  receipts: (world) => receiptsHandler(world),
  seed: async (world, options) => {
    const seeded = await seedDemonstration(world, options);
    if (!seeded.ok) throw new Error('the store is new, and has a town already');
  },
  setupCode: (world) => offerSetupCode(world, world.config.townId, world.clock.now()),
  signedInPath: SIGNED_IN_PATH,
  phoneOwners,
};
