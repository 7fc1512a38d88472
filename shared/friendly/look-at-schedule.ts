import { change, SYSTEM } from '../audit/audit.ts';
import { type Decision, decideAndCommit, type Surroundings } from '../decide/decide.ts';
import { type CallRound, callRoundKind, roundIdOf, roundKey } from '../heat/calls/round.ts';
import { lookAtRound } from '../heat/calls/rounds/look-at-round.ts';
import { LAST_ASKING_MINUTES } from '../heat/calls/rounds/start-round.ts';
import { ok, type Result } from '../result/result.ts';
import { replace } from '../table/write.ts';
import { nextAllowed } from '../time/calendar.ts';
import { addDays, type CivilDay, instantOf } from '../time/civil.ts';
import { type Instant, latest, minus, plus } from '../time/instant.ts';
import type { Programme } from '../town/programme.ts';
import { type Town, townKey, townKind } from '../town/settings.ts';
import { type CallSchedule, callScheduleKind, dayToMake, nextScheduleLook, scheduleKey } from './schedule.ts';

/** Partitions of one list: hundreds of people, not thousands. */
const SHARDS = 2;
/** A first list, or one after a long rest, looks back a week for somebody's own day. */
const DAYS_BACK = 7;

const sinceOf = ({ lastDay }: CallSchedule, day: CivilDay): CivilDay => {
  const limit = addDays(day, -DAYS_BACK);
  // Without a list before it, only those whose day this is: nobody is caught up on a promise that was not made yet.
  if (lastDay === undefined) return addDays(day, -1);
  return lastDay > limit ? lastDay : limit;
};

/** The list of one day. Made late in the day, its hours begin now; volunteers are asked within their own hours, or not. */
const listOf = (
  schedule: CallSchedule,
  programme: Programme,
  town: Pick<Town, 'quietHours' | 'holidayZone'>,
  day: CivilDay,
  now: Instant,
): CallRound => {
  const opensAt = latest(instantOf(day, schedule.hours.from), now);
  const handOverAt = latest(instantOf(day, schedule.handOverAt), now);
  const escalateAt = latest(instantOf(day, schedule.hours.to), plus(opensAt, { minutes: 30 }));
  const askAt = nextAllowed(now, { ...town.quietHours, zone: town.holidayZone });
  const isInTime = askAt <= minus(handOverAt, { minutes: LAST_ASKING_MINUTES });
  const source = {
    kind: 'cadence' as const,
    programme: programme.code,
    consent: programme.consent,
    since: sinceOf(schedule, day),
  };
  return {
    id: roundIdOf(schedule.town, source, day, 1),
    town: schedule.town,
    source,
    day,
    turn: 1,
    label: programme.label.slice(0, 60),
    state: 'filling',
    shards: SHARDS,
    duty: schedule.responsible,
    script: schedule.script,
    hours: schedule.hours,
    callingNumber: schedule.callingNumber,
    batchSize: schedule.batchSize,
    opensAt,
    firstBy: latest(handOverAt, plus(opensAt, { minutes: 30 })),
    handOverAt,
    escalateAt,
    fill: { startedAt: now, met: 0 },
    asking: { wave: 0, ...(isInTime ? { nextAt: askAt } : {}) },
    lookAt: now,
    createdAt: now,
  };
};

/**
 * Makes the list of a day of calls, once: the schedule remembers it in the same transaction, and the list's own key is its
 * programme and its day. Looked at twice, late or after a crash, there is one list; off, or on a day without calls, none.
 */
export const lookAtSchedule = async (
  world: Surroundings,
  town: string,
  programme: string,
  now: Instant,
): Promise<void> => {
  const made = await decideAndCommit(
    world.table,
    async (): Promise<Result<Decision<CallRound['id'] | undefined>, never>> => {
      const nothing = ok({ value: undefined, writes: [] });
      const stored = await world.table.get(callScheduleKind, scheduleKey(town, programme));
      const where = (await world.table.get(townKind, townKey(town)))?.value;
      if (!stored?.value.isOn || !where) return nothing;
      const schedule = stored.value;
      const run = where.programmes.find(({ code }) => code === programme);
      const day = run?.on ? dayToMake(schedule, now, where.holidayZone) : undefined;
      if (!day || !run) {
        const lookAt = nextScheduleLook(schedule, now, where.holidayZone);
        // A day of calls whose programme is closed for now.
        const later = lookAt > now ? lookAt : plus(now, { hours: 1 });
        return ok({
          value: undefined,
          writes: [replace(callScheduleKind, stored, { ...schedule, lookAt: later })],
        });
      }
      const list = listOf(schedule, run, where, day, now);
      const next: CallSchedule = { ...schedule, lastDay: day };
      const known = await world.table.get(callRoundKind, roundKey(list.id));
      return ok({
        value: list.id,
        writes: [
          replace(callScheduleKind, stored, {
            ...next,
            lookAt: nextScheduleLook(next, now, where.holidayZone),
          }),
          ...(known
            ? []
            : change(callRoundKind, undefined, list, {
                action: 'list-started',
                actor: SYSTEM,
                at: now,
                to: 'filling',
              })),
        ],
      });
    },
  );
  if (made.ok && made.value) await lookAtRound(world, made.value, now);
};
