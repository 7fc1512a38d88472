import { type Actor, change } from '../audit/audit.ts';
import { type Decision, decideAndCommit, type Surroundings } from '../decide/decide.ts';
import type { ServiceId, VolunteerId } from '../ids/ids.ts';
import { ok, type Result } from '../result/result.ts';
import type { Pairing, Service } from '../services/service.ts';
import { serviceKey, serviceKind } from '../services/store.ts';
import type { Instant } from '../time/instant.ts';

/** Why a service stops by itself, and what its pairings are told they ended for. */
export type StopReason = 'died' | 'moved' | 'withdrew' | 'consent-withdrawn';
const PAIRING_END: Readonly<Record<StopReason, NonNullable<Pairing['endReason']>>> = {
  died: 'death',
  moved: 'move',
  withdrew: 'wish',
  'consent-withdrawn': 'wish',
};

/** A closed service with its pairings ended; nothing is planned any more. Pure. */
export const stopped = (service: Service, reason: StopReason, now: Instant): Service => {
  const { planAt: _planAt, pausedUntil: _pause, ...rest } = service;
  return {
    ...rest,
    state: 'closed',
    closeReason: reason,
    pairings: service.pairings.map((pairing) =>
      pairing.state === 'ended'
        ? pairing
        : { ...pairing, state: 'ended', endedAt: now, endReason: PAIRING_END[reason] },
    ),
  };
};

/** Volunteers still tied to this service. */
export const tied = (service: Service): readonly VolunteerId[] =>
  service.pairings.filter((pairing) => pairing.state !== 'ended').map((pairing) => pairing.volunteerId);

/** Closes a service whatever its state, once; a closed one stays as it is. */
export const stopService = async (
  world: Surroundings,
  id: ServiceId,
  reason: StopReason,
  by: Actor,
  now: Instant,
): Promise<void> => {
  await decideAndCommit(world.table, async (): Promise<Result<Decision<void>, never>> => {
    const stored = await world.table.get(serviceKind, serviceKey(id));
    if (!stored || stored.value.state === 'closed') return ok({ value: undefined, writes: [] });
    const next = stopped(stored.value, reason, now);
    return ok({
      value: undefined,
      writes: change(serviceKind, stored, next, {
        action: 'service-closed',
        actor: by,
        at: now,
        from: stored.value.state,
        to: next.state,
        details: { reason },
      }),
    });
  });
};
