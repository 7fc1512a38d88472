import type { Actor } from '../audit/audit.ts';
import type { Surroundings } from '../decide/decide.ts';
import { readRound } from '../heat/board/read-board.ts';
import { settleService } from '../heat/calls/members/service-members.ts';
import { isRunning, roundIdOf } from '../heat/calls/round.ts';
import type { SeniorId, VolunteerId } from '../ids/ids.ts';
import { ok, type Result, refused } from '../result/result.ts';
import { type ArrangeRefusal, changeService } from '../services/arrange/arrange-service.ts';
import { cancelMissionsOf } from '../services/arrange/call-off.ts';
import { openService } from '../services/arrange/open-service.ts';
import type { Service } from '../services/service.ts';
import { serviceKind, serviceList } from '../services/store.ts';
import { rowsOf } from '../table/kind.ts';
import { dayOf } from '../time/civil.ts';
import type { Instant } from '../time/instant.ts';
import { townKey, townKind } from '../town/settings.ts';
import { callScheduleKind, scheduleKey } from './schedule.ts';

export type FollowWish = {
  readonly programme: string;
  /** Her own weekdays; none: each day of calls. */
  readonly weekdays: readonly number[];
  readonly cadence: Extract<Service['cadence'], 'daily' | 'weekly' | 'fortnightly' | 'monthly'>;
  /** Whoever usually calls her, asked first. */
  readonly usual?: VolunteerId | undefined;
};
export type FollowRefusal = ArrangeRefusal | 'no-schedule';

/** Everybody followed by this programme's lists, paused ones included, as services. */
export const listMembers = async (
  world: Pick<Surroundings, 'table' | 'config'>,
  programme: string,
): Promise<readonly Service[]> => {
  const pages = await Promise.all(
    (['open', 'paused'] as const).map((state) =>
      world.table.index('list', { partition: serviceList(world.config.townId, state) }),
    ),
  );
  return pages
    .flatMap((page) => rowsOf(serviceKind, page.items))
    .map(({ value }) => value)
    .filter((service) => service.byList !== undefined && service.programme === programme);
};

/** On today's list at once, when it is running: nobody waits for its next check. */
const onTodaysList = async (world: Surroundings, service: Service, now: Instant): Promise<void> => {
  const source = { kind: 'cadence', programme: service.programme } as const;
  const round = await readRound(world, roundIdOf(service.town, source, dayOf(now), 1));
  if (round && isRunning(round)) await settleService(world, round, service, now);
};

const existing = async (
  world: Surroundings,
  id: SeniorId,
  programme: string,
): Promise<Service | undefined> => {
  const page = await world.table.index('senior', { partition: id, from: 'service#', to: 'service$' });
  return rowsOf(serviceKind, page.items)
    .map(({ value }) => value)
    .find((service) => service.programme === programme && service.state !== 'closed');
};

/**
 * Has her called from the day's list: with her consent to this very purpose and a referent, as any service (laws 4 and 6).
 * Somebody already called at an hour of her own passes to the list: what was planned is called off, each holder told.
 * Asked again, her days change. Refused while the programme makes no lists: nobody would call her.
 */
export const followByList = async (
  world: Surroundings,
  id: SeniorId,
  wish: FollowWish,
  by: Actor,
  now: Instant,
): Promise<Result<Service, FollowRefusal>> => {
  const { townId } = world.config;
  const schedule = (await world.table.get(callScheduleKind, scheduleKey(townId, wish.programme)))?.value;
  const town = (await world.table.get(townKind, townKey(townId)))?.value;
  const programme = town?.programmes.find(({ code }) => code === wish.programme);
  if (!schedule?.isOn || !programme) return refused('no-schedule');
  const byList = { weekdays: [...new Set(wish.weekdays)].sort() };
  const known = await existing(world, id, wish.programme);
  const done = known
    ? await changeService(world, known.id, by, 'service-by-list', now, (service) => {
        if (service.state !== 'open' && service.state !== 'paused') return refused('not-allowed-here');
        const { plannedTo: _, ...rest } = service;
        return ok({ ...rest, byList, cadence: wish.cadence });
      })
    : await openService(
        world,
        id,
        {
          programme: wish.programme,
          cadence: wish.cadence,
          weekday: byList.weekdays[0] ?? 1,
          time: schedule.hours.from,
          durationMinutes: programme.durationMinutes,
          wishes: '',
          startsOn: dayOf(now),
          byList,
          volunteers: wish.usual ? [wish.usual] : [],
        },
        by,
        now,
      );
  if (!done.ok) return done;
  if (known && !known.byList) await cancelMissionsOf(world, known, 'service-closed', by, now);
  await onTodaysList(world, done.value, now);
  return done;
};
