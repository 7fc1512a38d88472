import { type Actor, change } from '../../audit/audit.ts';
import type { Mission } from '../../missions/mission.ts';
import type { Table, Write } from '../../table/table.ts';
import type { Instant } from '../../time/instant.ts';
import { serviceKey, serviceKind } from '../store.ts';

/**
 * What a visit writes beside its report when it was the one at which she met a second visitor: from then on they know each
 * other. Nothing for any other visit, one that did not take place, or a tie that is further on already.
 */
export const introducedWrites = async (
  table: Pick<Table, 'get'>,
  { introduces, serviceId, holder, state, day }: Mission,
  actor: Actor,
  now: Instant,
): Promise<readonly Write[]> => {
  if (!introduces || !serviceId || state !== 'done' || holder?.volunteerId !== introduces) return [];
  const stored = await table.get(serviceKind, serviceKey(serviceId));
  const tie = stored?.value.pairings.find(
    (one) => one.volunteerId === introduces && one.state === 'proposed',
  );
  if (!stored || !tie) return [];
  const met = { ...tie, state: 'introduced' as const, introducedOn: day };
  const next = {
    ...stored.value,
    pairings: stored.value.pairings.map((one) => (one === tie ? met : one)),
  };
  return change(serviceKind, stored, next, {
    action: 'pairing-introduced',
    actor,
    at: now,
    from: stored.value.state,
    to: next.state,
  });
};
