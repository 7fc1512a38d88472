import type { Actor } from '../../audit/audit.ts';
import { type Decision, decideAndCommit, type Surroundings } from '../../decide/decide.ts';
import { followMember } from '../../heat/calls/members/follow-member.ts';
import { type CancelReason, cancelMission } from '../../missions/coordinate-mission.ts';
import { isOver, type Mission } from '../../missions/mission.ts';
import { missionKind } from '../../missions/store.ts';
import { ok, type Result } from '../../result/result.ts';
import { rowsOf } from '../../table/kind.ts';
import type { Table } from '../../table/table.ts';
import { replace } from '../../table/write.ts';
import type { CivilDay } from '../../time/civil.ts';
import type { Instant } from '../../time/instant.ts';
import type { Service } from '../service.ts';
import { serviceKey, serviceKind } from '../store.ts';

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
