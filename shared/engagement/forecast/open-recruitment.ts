import type { Surroundings } from '../../decide/decide.ts';
import { openPlannedWeek, type PlannedWeek } from '../../plans/hand/change-week.ts';
import { planIdOf, planKey, planKind, weeksToPlan } from '../../plans/week-plan.ts';
import { rowsOf } from '../../table/kind.ts';
import { type CivilDay, dayOf } from '../../time/civil.ts';
import type { Instant } from '../../time/instant.ts';
import type { Town } from '../../town/settings.ts';

/** The latest week that a plan is stored of: what is furthest has most left to cover. Undefined: none is. */
const plannedMonday = async (
  world: Surroundings,
  town: Town,
  now: Instant,
): Promise<CivilDay | undefined> => {
  const mondays = weeksToPlan(dayOf(now), town);
  const rows = await world.table.getRows(mondays.map((monday) => planKey(planIdOf(town.id, monday))));
  const plans = rowsOf(
    planKind,
    rows.flatMap((row) => row ?? []),
  ).map(({ value }) => value);
  return plans
    .filter(({ result, state }) => (result?.missions ?? 0) > 0 && state !== 'superseded')
    .map(({ monday }) => monday)
    .sort()
    .at(-1);
};

/** The week on which recruitment is tried: its stored plan, as it is now. Undefined where no plan is stored. */
export const openRecruitment = async (
  world: Surroundings,
  town: Town,
  now: Instant,
): Promise<PlannedWeek | undefined> => {
  const monday = await plannedMonday(world, town, now);
  return monday && openPlannedWeek(world, monday, now);
};
