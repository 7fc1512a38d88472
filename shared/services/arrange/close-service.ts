import type { Actor } from '../../audit/audit.ts';
import type { Surroundings } from '../../decide/decide.ts';
import type { ServiceId } from '../../ids/ids.ts';
import { isHeld } from '../../missions/mission.ts';
import { ok, type Result, refused } from '../../result/result.ts';
import type { Write } from '../../table/table.ts';
import { create } from '../../table/write.ts';
import { taskKind } from '../../tasks/task.ts';
import { dayOf } from '../../time/civil.ts';
import type { Instant } from '../../time/instant.ts';
import { callBy, callTask, debriefTask, hadMet, isToldByPerson } from '../goodbye.ts';
import type { Pairing, Service } from '../service.ts';
import { serviceKey, serviceKind } from '../store.ts';
import { type ArrangeRefusal, changeService, SERVICE_TRANSITIONS } from './arrange-service.ts';
import { callOff, missionsAhead } from './call-off.ts';

export type CloseReason = 'death' | 'move' | 'withdrawn' | 'wish' | 'merged' | 'other';

const PAIRING_END: Readonly<Record<CloseReason, NonNullable<Pairing['endReason']>>> = {
  death: 'death',
  move: 'move',
  withdrawn: 'wish',
  wish: 'wish',
  merged: 'other',
  other: 'other',
};

/** Calls to make and times to talk that the end of a service owes, in its own transaction. */
const goodbyes = async (
  world: Surroundings,
  service: Service,
  reason: CloseReason,
  now: Instant,
): Promise<readonly Write[]> => {
  const end = PAIRING_END[reason];
  if (end === 'other') return [];
  const ahead = await missionsAhead(world.table, service, now);
  const tied = service.pairings.filter(hadMet).map(({ volunteerId }) => volunteerId);
  // Whoever was expected only once is called too where no SMS says it.
  const expected = isToldByPerson(end)
    ? ahead.flatMap(({ holder, state }) => (holder && isHeld(state) ? [holder.volunteerId] : []))
    : [];
  return [
    ...[...new Set([...tied, ...expected])].map((volunteerId) =>
      callTask(world, service, volunteerId, end, callBy(volunteerId, ahead, end === 'death', now), now),
    ),
    ...[...new Set(tied)].map((volunteerId) => debriefTask(world, service, volunteerId, now)),
  ].map((task) => create(taskKind, task));
};

/**
 * Ends a service for good: pairings ended with the reason, missions to come called off, and a person asked to call each
 * volunteer, then to offer them a time to talk; unless whoever closes more than this service asks for it (`told`). Idempotent.
 */
export const closeService = async (
  world: Surroundings,
  id: ServiceId,
  reason: CloseReason,
  actor: Actor,
  now: Instant,
  { told = false }: { readonly told?: boolean } = {},
): Promise<Result<Service, ArrangeRefusal>> => {
  const decide = (service: Service): Result<Service, ArrangeRefusal> => {
    const state = SERVICE_TRANSITIONS[service.state].close;
    if (!state) return refused('not-allowed-here');
    const today = dayOf(now);
    return ok({
      ...service,
      state,
      // Whoever counts a year later has to know which years it was of.
      endsOn: service.endsOn !== undefined && service.endsOn < today ? service.endsOn : today,
      // Looked at until its visits are called off.
      planAt: now,
      closeReason: reason,
      pairings: service.pairings.map((pairing) =>
        pairing.state === 'ended'
          ? pairing
          : { ...pairing, state: 'ended' as const, endedAt: now, endReason: PAIRING_END[reason] },
      ),
    });
  };
  const closed = await changeService(world, id, actor, 'service-closed', now, decide, (service) =>
    told ? Promise.resolve([]) : goodbyes(world, service, reason, now),
  );
  const service = closed.ok ? closed.value : (await world.table.get(serviceKind, serviceKey(id)))?.value;
  if (service) await callOff(world, service, actor, now);
  return closed;
};
