import { change, SYSTEM } from '../audit/audit.ts';
import { type Decision, decideAndCommit, type Surroundings } from '../decide/decide.ts';
import { mondayOf } from '../matching/week/build.ts';
import { ok, type Result, refused } from '../result/result.ts';
import { create, replace } from '../table/write.ts';
import { addDays, civilTime, dayOf, instantOf } from '../time/civil.ts';
import { type Instant, plus } from '../time/instant.ts';
import { townKey, townKind } from '../town/settings.ts';
import { goOnSending } from './send-week.ts';
import { askWeek } from './solve/solve-week.ts';
import {
  type Plan,
  type PlanId,
  planIdOf,
  planKey,
  planKind,
  planNightKey,
  planNightKind,
  weeksToPlan,
} from './week-plan.ts';

/** After the agenda has planned the day's missions, before anybody comes in. */
const NIGHT_AT = civilTime('04:30');

const nextNight = (now: Instant): Instant => {
  const tonight = instantOf(dayOf(now), NIGHT_AT);
  return tonight > now ? tonight : instantOf(addDays(dayOf(now), 1), NIGHT_AT);
};

/** The nightly run exists from the first minute the town's functions are awake. */
export const ensureNight = async (world: Surroundings, now: Instant): Promise<void> => {
  const { townId } = world.config;
  const [night, town] = await world.table.getRows([planNightKey(townId), townKey(townId)]);
  if (night || !town) return;
  // Somebody else may have been quicker: then it exists, which is all that is wanted.
  await world.table.commit([create(planNightKind, { town: townId, lookAt: nextNight(now) })]);
};

/** A week that began without its plan being sent. */
const supersede = (world: Surroundings, id: PlanId, now: Instant): Promise<Result<undefined, 'not-so'>> =>
  decideAndCommit(world.table, async (): Promise<Result<Decision<undefined>, 'not-so'>> => {
    const stored = await world.table.get(planKind, planKey(id));
    if (stored?.value.state !== 'proposed' || stored.value.monday > dayOf(now)) return refused('not-so');
    const { asked: _, lookAt: __, ...rest } = stored.value;
    const next: Plan = { ...rest, state: 'superseded' };
    return ok({
      value: undefined,
      writes: change(planKind, stored, next, {
        action: 'week-superseded',
        actor: SYSTEM,
        at: now,
        from: 'proposed',
        to: 'superseded',
      }),
    });
  });

/**
 * The night: each week to come whose plan is not sent is to be solved again, on what the day has changed; the week that
 * begins unsent is closed. It only asks: the function that has the time solves. Called twice, it asks once.
 */
export const lookAtNight = async (world: Surroundings, townId: string, now: Instant): Promise<void> => {
  const night = await world.table.get(planNightKind, planNightKey(townId));
  const town = (await world.table.get(townKind, townKey(townId)))?.value;
  if (!night || !town || night.value.lookAt > now) return;
  const today = dayOf(now);
  for (const monday of weeksToPlan(today, town)) {
    const plan = (await world.table.get(planKind, planKey(planIdOf(townId, monday))))?.value;
    if (plan?.state !== 'sent') await askWeek(world, monday, SYSTEM, now);
  }
  await supersede(world, planIdOf(townId, mondayOf(today)), now);
  await world.table.commit([replace(planNightKind, night, { ...night.value, lookAt: nextNight(now) })]);
};

/** Missions that one look goes on with. */
const A_LOOK = 200;

/** A plan is due when its sending is to be gone on with; anything else is put right, or the tick would come back for ever. */
export const lookAtPlan = async (world: Surroundings, id: PlanId, now: Instant): Promise<void> => {
  await goOnSending(world, id, now, A_LOOK);
  await decideAndCommit(world.table, async (): Promise<Result<Decision<undefined>, 'right'>> => {
    const stored = await world.table.get(planKind, planKey(id));
    if (!stored?.value.lookAt || stored.value.lookAt > now) return refused('right');
    const { lookAt: _, ...rest } = stored.value;
    const isOwed = rest.state === 'sent' && rest.sent && !rest.sent.doneAt;
    const next: Plan = isOwed ? { ...rest, lookAt: plus(now, { minutes: 1 }) } : rest;
    return ok({ value: undefined, writes: [replace(planKind, stored, next)] });
  });
};
