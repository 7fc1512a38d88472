import { type Actor, change } from '../audit/audit.ts';
import { consentKey, consentKind, isConsentGiven } from '../consents/consent.ts';
import { type Decision, decideAndCommit, type Surroundings } from '../decide/decide.ts';
import { followMember } from '../heat/calls/follow-member.ts';
import type { SeniorId, ServiceId, VolunteerId } from '../ids/ids.ts';
import { type CancelReason, cancelMission } from '../missions/coordinate-mission.ts';
import { isHeld, isOver, type Mission } from '../missions/mission.ts';
import { missionKind } from '../missions/store.ts';
import { ok, type Result, refused } from '../result/result.ts';
import { seniorKey, seniorKind } from '../seniors/store.ts';
import { rowsOf } from '../table/kind.ts';
import type { Table, Write } from '../table/table.ts';
import { create, replace } from '../table/write.ts';
import { taskKind } from '../tasks/task.ts';
import { type CivilDay, dayOf } from '../time/civil.ts';
import type { Instant } from '../time/instant.ts';
import { townKey, townKind } from '../town/settings.ts';
import { callBy, callTask, debriefTask, hadMet, isToldByPerson } from './goodbye.ts';
import type { Pairing, Service, ServiceState } from './service.ts';
import { serviceKey, serviceKind } from './store.ts';
import { tieWrites } from './ties.ts';

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

export type ServiceWish = Pick<
  Service,
  'programme' | 'cadence' | 'weekday' | 'time' | 'durationMinutes' | 'wishes' | 'startsOn' | 'byList'
> & { readonly endsOn?: CivilDay | undefined; readonly volunteers: readonly VolunteerId[] };

/**
 * Opens a service for a senior: only with her consent to this very purpose, a referent, and a programme that the town runs
 * (laws 4 and 6). The planner is due at once.
 */
export const openService = (
  world: Surroundings,
  seniorId: SeniorId,
  wish: ServiceWish,
  actor: Actor,
  now: Instant,
): Promise<Result<Service, ArrangeRefusal>> =>
  decideAndCommit(world.table, async (): Promise<Result<Decision<Service>, ArrangeRefusal>> => {
    const [senior, town] = await Promise.all([
      world.table.get(seniorKind, seniorKey(seniorId)),
      world.table.get(townKind, townKey(world.config.townId)),
    ]);
    if (!senior || !town) return refused('unknown');
    const programme = town.value.programmes.find((one) => one.code === wish.programme);
    if (!programme?.on || programme.who === 'professional') return refused('programme-off');
    if (senior.value.state !== 'active') return refused('senior-not-active');
    if (!senior.value.referentId) return refused('no-referent');
    const consent = await world.table.get(consentKind, consentKey(seniorId, programme.consent));
    if (!isConsentGiven(consent?.value, now)) return refused('no-consent');
    const others = await world.table.index('senior', {
      partition: seniorId,
      from: 'service#',
      to: 'service$',
    });
    const same = rowsOf(serviceKind, others.items).some(
      ({ value }) => value.programme === wish.programme && value.state !== 'closed',
    );
    if (same) return refused('already-open');
    const { volunteers, endsOn, ...rest } = wish;
    const service: Service = {
      ...rest,
      ...(endsOn ? { endsOn } : {}),
      id: world.ids.next('ser'),
      town: town.value.id,
      seniorId,
      state: 'open',
      pairings: volunteers.slice(0, 3).map(
        (volunteerId, i): Pairing => ({
          volunteerId,
          state: 'proposed',
          role: i === 0 ? 'primary' : 'backup',
          since: now,
        }),
      ),
      planAt: now,
      createdAt: now,
    };
    return ok({
      value: service,
      writes: [
        ...change(serviceKind, undefined, service, {
          action: 'service-opened',
          actor,
          at: now,
          to: 'open',
          details: { senior: seniorId, programme: service.programme, cadence: service.cadence },
        }),
        ...tieWrites(undefined, service),
        // Written unchanged: a button pressed twice, or a closing in between, meets this write and decides again.
        replace(seniorKind, senior, senior.value),
      ],
    });
  });

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

/** What is not over of a service's missions, from an instant on; of an index: each is read again before it is changed. */
export const missionsAhead = async (
  table: Pick<Table, 'index'>,
  service: Pick<Service, 'id' | 'seniorId'>,
  now: Instant,
): Promise<readonly Mission[]> => {
  const page = await table.index('senior', {
    partition: service.seniorId,
    from: `mission#${now}`,
    to: 'mission$',
  });
  return rowsOf(missionKind, page.items)
    .map((stored) => stored.value)
    .filter((mission) => mission.serviceId === service.id && !isOver(mission.state));
};

/** Open missions of a service from an instant on: cancelled one by one, each with its holder told. */
export const cancelMissionsOf = async (
  world: Surroundings,
  service: Pick<Service, 'id' | 'seniorId'>,
  reason: CancelReason,
  actor: Actor,
  now: Instant,
  bounds: { readonly untilDay?: CivilDay | undefined; readonly tellBy?: 'sms' | 'person' } = {},
): Promise<number> => {
  const open = (await missionsAhead(world.table, service, now)).filter(
    (mission) => bounds.untilDay === undefined || mission.day <= bounds.untilDay,
  );
  for (const mission of open)
    await cancelMission(
      world,
      mission.id,
      reason,
      actor,
      now,
      bounds.tellBy ? { tellBy: bounds.tellBy } : {},
    );
  return open.length;
};

/** A person says it after a death or a move, never a machine (domain.md §6). */
const tellingOf = ({ closeReason }: Service): 'sms' | 'person' =>
  closeReason === 'death' || closeReason === 'move' ? 'person' : 'sms';

/**
 * What the state of a paused or closed service still calls off; idempotent. A closed one is looked at until this was
 * done once, then never again.
 */
export const callOff = async (
  world: Surroundings,
  service: Service,
  actor: Actor,
  now: Instant,
): Promise<void> => {
  await followMember(world, service.seniorId, now);
  if (service.state === 'paused')
    await cancelMissionsOf(world, service, 'service-paused', actor, now, { untilDay: service.pausedUntil });
  if (service.state !== 'closed') return;
  const reason = service.closeReason === 'withdrawn' ? 'consent-withdrawn' : 'service-closed';
  await cancelMissionsOf(world, service, reason, actor, now, { tellBy: tellingOf(service) });
  await decideAndCommit(world.table, async (): Promise<Result<Decision<void>, never>> => {
    const stored = await world.table.get(serviceKind, serviceKey(service.id));
    if (stored?.value.state !== 'closed' || !stored.value.planAt) return ok({ value: undefined, writes: [] });
    const { planAt: _, ...finished } = stored.value;
    return ok({ value: undefined, writes: [replace(serviceKind, stored, finished)] });
  });
};

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
