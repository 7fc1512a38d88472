import { SYSTEM } from '../audit/audit.ts';
import type { Surroundings } from '../decide/decide.ts';
import type { ServiceId } from '../ids/ids.ts';
import type { Instant } from '../time/instant.ts';
import { callOff } from './arrange/call-off.ts';
import { followFile } from './follow-file.ts';
import { freeEndedTies } from './pairings/end-pairing.ts';
import { type Planned, planService } from './plan-service.ts';
import { serviceKey, serviceKind } from './store.ts';

/**
 * The agenda looks at a service: calls off what its pause or its end still owes (whoever paused or closed it may have
 * been killed in between, law 12), frees what ended ties still hold, follows her file, then plans the weeks ahead when it may. Done already: nothing is written twice.
 */
export const lookAtService = async (
  world: Surroundings,
  id: ServiceId,
  now: Instant,
): Promise<Planned | undefined> => {
  const service = (await world.table.get(serviceKind, serviceKey(id)))?.value;
  if (!service) return undefined;
  if (service.state === 'paused' || service.state === 'closed') await callOff(world, service, SYSTEM, now);
  if (service.state === 'closed') return undefined;
  await freeEndedTies(world, service, now);
  await followFile(world, service.seniorId, SYSTEM, now);
  const planned = await planService(world, id, now);
  return planned.ok ? planned.value : undefined;
};
