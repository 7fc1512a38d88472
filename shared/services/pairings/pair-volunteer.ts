import type { Actor } from '../../audit/audit.ts';
import type { Surroundings } from '../../decide/decide.ts';
import type { ServiceId, VolunteerId } from '../../ids/ids.ts';
import { ok, type Result, refused } from '../../result/result.ts';
import { dayOf } from '../../time/civil.ts';
import type { Instant } from '../../time/instant.ts';
import { type ArrangeRefusal, changeService } from '../arrange/arrange-service.ts';
import type { Pairing, PairingState, Service } from '../service.ts';

/** At most three volunteers tied to a senior's service at a time (design.md §2). */
export const MOST_PAIRED = 3;

export const addPairing = (
  world: Surroundings,
  id: ServiceId,
  volunteerId: VolunteerId,
  role: Pairing['role'],
  actor: Actor,
  now: Instant,
): Promise<Result<Service, ArrangeRefusal>> =>
  changeService(world, id, actor, 'pairing-proposed', now, (service) => {
    const live = service.pairings.filter((pairing) => pairing.state !== 'ended');
    if (service.state === 'closed') return refused('not-allowed-here');
    if (live.some((pairing) => pairing.volunteerId === volunteerId)) return refused('already-paired');
    if (live.length >= MOST_PAIRED) return refused('too-many');
    const rest =
      role === 'primary'
        ? service.pairings.map((one) =>
            one.role === 'primary' && one.state !== 'ended' ? { ...one, role: 'backup' as const } : one,
          )
        : service.pairings;
    return ok({ ...service, pairings: [...rest, { volunteerId, role, state: 'proposed', since: now }] });
  });

type PairingStep = Exclude<PairingState, 'proposed' | 'ended'>;

/** Where a tie may go while it lasts. Its end has a reason, and a person to call: `endPairing`. */
export const PAIRING_TRANSITIONS: Readonly<Record<PairingState, readonly PairingStep[]>> = {
  proposed: ['introduced', 'active'],
  introduced: ['active', 'paused'],
  active: ['paused'],
  paused: ['active'],
  ended: [],
};

export const changePairing = (
  world: Surroundings,
  id: ServiceId,
  volunteerId: VolunteerId,
  to: PairingStep,
  actor: Actor,
  now: Instant,
): Promise<Result<Service, ArrangeRefusal>> =>
  changeService(world, id, actor, `pairing-${to}`, now, (service) => {
    const pairing = service.pairings.find((one) => one.volunteerId === volunteerId && one.state !== 'ended');
    if (!pairing) return refused('not-paired');
    if (!PAIRING_TRANSITIONS[pairing.state].includes(to)) return refused('not-allowed-here');
    const next: Pairing = {
      ...pairing,
      state: to,
      ...(to === 'introduced' ? { introducedOn: dayOf(now) } : {}),
    };
    return ok({ ...service, pairings: service.pairings.map((one) => (one === pairing ? next : one)) });
  });
