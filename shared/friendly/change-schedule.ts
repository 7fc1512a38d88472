import { type Actor, change } from '../audit/audit.ts';
import type { Surroundings } from '../decide/decide.ts';
import { ok, type Result, refused } from '../result/result.ts';
import { rowsOf } from '../table/kind.ts';
import type { Instant } from '../time/instant.ts';
import { townKey, townKind } from '../town/settings.ts';
import {
  type CallSchedule,
  callScheduleKind,
  nextScheduleLook,
  scheduleKey,
  schedulesOf,
} from './schedule.ts';

export type ScheduleWish = Omit<CallSchedule, 'town' | 'lastDay' | 'lookAt'>;

/**
 * `not-by-telephone`: no programme of this code is made by telephone here. `out-of-order`: calls end before they begin, or
 * volunteers' time is outside their hours. `changed-meanwhile`: somebody else saved first.
 */
export type ScheduleRefusal = 'not-by-telephone' | 'out-of-order' | 'changed-meanwhile';

/** The schedules of this town, with the versions that forms give back; at most one a programme. */
export const listSchedules = async (
  world: Pick<Surroundings, 'table' | 'config'>,
): Promise<readonly { readonly schedule: CallSchedule; readonly version: number }[]> => {
  const page = await world.table.index('list', { partition: schedulesOf(world.config.townId) });
  return rowsOf(callScheduleKind, page.items).map(({ value, version }) => ({ schedule: value, version }));
};

/**
 * Saves when and how a programme's calls are made, held to the version that was seen (0: none yet). The agenda looks at it
 * again at once; a list already made keeps its hours.
 */
export const changeSchedule = async (
  world: Pick<Surroundings, 'table' | 'config'>,
  wish: ScheduleWish,
  seenVersion: number,
  by: Actor,
  now: Instant,
): Promise<Result<CallSchedule, ScheduleRefusal>> => {
  const { townId } = world.config;
  const town = (await world.table.get(townKind, townKey(townId)))?.value;
  const programme = town?.programmes.find(({ code }) => code === wish.programme);
  if (!town || programme?.place !== 'phone') return refused('not-by-telephone');
  const { from, to } = wish.hours;
  if (from >= wish.handOverAt || wish.handOverAt >= to) return refused('out-of-order');
  const stored = await world.table.get(callScheduleKind, scheduleKey(townId, wish.programme));
  if ((stored?.version ?? 0) !== seenVersion) return refused('changed-meanwhile');
  const { lastDay } = stored?.value ?? {};
  const next: CallSchedule = { ...wish, town: townId, ...(lastDay ? { lastDay } : {}) };
  const looked: CallSchedule = { ...next, lookAt: nextScheduleLook(next, now, town.holidayZone) };
  const done = await world.table.commit(
    change(callScheduleKind, stored, looked, {
      action: 'call-schedule-changed',
      actor: by,
      at: now,
      details: { on: wish.isOn, weekdays: wish.weekdays.join(' ') },
    }),
  );
  return done.ok ? ok(looked) : refused('changed-meanwhile');
};
