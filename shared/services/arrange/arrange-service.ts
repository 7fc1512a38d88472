import { type Actor, change } from '../../audit/audit.ts';
import { type Decision, decideAndCommit, type Surroundings } from '../../decide/decide.ts';
import type { ServiceId } from '../../ids/ids.ts';
import { ok, type Result, refused } from '../../result/result.ts';
import type { Write } from '../../table/table.ts';
import type { CivilDay } from '../../time/civil.ts';
import type { Instant } from '../../time/instant.ts';
import type { Service, ServiceState } from '../service.ts';
import { serviceKey, serviceKind } from '../store.ts';
import { tieWrites } from '../ties.ts';
import { callOff } from './call-off.ts';

export type ServiceCommand = 'open' | 'pause' | 'resume' | 'close';

/** Who may go where; a closed service stays closed, a new one is opened instead. */
export const SERVICE_TRANSITIONS: Readonly<
  Record<ServiceState, Partial<Record<ServiceCommand, ServiceState>>>
> = {
  proposed: { open: 'open', close: 'closed' },
  open: { pause: 'paused', close: 'closed' },
  paused: { resume: 'open', pause: 'paused', close: 'closed' },
  closed: {},
};

export type ArrangeRefusal =
  | 'unknown'
  | 'no-consent'
  | 'no-referent'
  | 'senior-not-active'
  | 'programme-off'
  | 'already-open'
  | 'not-allowed-here'
  | 'too-many'
  | 'already-paired'
  | 'not-paired';

/** Reads a service, decides, writes it with its event, and `also` what goes with it. */
export const changeService = (
  world: Surroundings,
  id: ServiceId,
  actor: Actor,
  action: string,
  now: Instant,
  decide: (service: Service) => Result<Service, ArrangeRefusal>,
  also: (before: Service) => Promise<readonly Write[]> = async () => [],
): Promise<Result<Service, ArrangeRefusal>> =>
  decideAndCommit(world.table, async (): Promise<Result<Decision<Service>, ArrangeRefusal>> => {
    const stored = await world.table.get(serviceKind, serviceKey(id));
    if (!stored) return refused('unknown');
    const decided = decide(stored.value);
    if (!decided.ok) return decided;
    return ok({
      value: decided.value,
      writes: [
        ...change(serviceKind, stored, decided.value, {
          action,
          actor,
          at: now,
          from: stored.value.state,
          to: decided.value.state,
        }),
        ...tieWrites(stored.value, decided.value),
        ...(await also(stored.value)),
      ],
    });
  });

/** Pauses a service until a day or without end; its missions in between are called off, each holder told. */
export const pauseService = async (
  world: Surroundings,
  id: ServiceId,
  until: CivilDay | undefined,
  actor: Actor,
  now: Instant,
): Promise<Result<Service, ArrangeRefusal>> => {
  const paused = await changeService(world, id, actor, 'service-paused', now, (service) => {
    const state = SERVICE_TRANSITIONS[service.state].pause;
    const { pausedUntil: _, ...rest } = service;
    return state
      ? ok({ ...rest, state, ...(until ? { pausedUntil: until } : {}), plannedTo: undefined, planAt: now })
      : refused('not-allowed-here');
  });
  if (paused.ok) await callOff(world, paused.value, actor, now);
  return paused;
};

/** Takes a paused service up again; the planner fills the weeks ahead at once. */
export const resumeService = (
  world: Surroundings,
  id: ServiceId,
  actor: Actor,
  now: Instant,
): Promise<Result<Service, ArrangeRefusal>> =>
  changeService(world, id, actor, 'service-resumed', now, (service) => {
    const state = SERVICE_TRANSITIONS[service.state].resume;
    const { pausedUntil: _, plannedTo: _p, ...rest } = service;
    return state
      ? ok({ ...rest, state, resumed: (service.resumed ?? 0) + 1, planAt: now })
      : refused('not-allowed-here');
  });
