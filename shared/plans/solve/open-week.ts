import type { Surroundings } from '../../decide/decide.ts';
import type { Pair, WeekInput } from '../../matching/week/problem.ts';
import type { Stored } from '../../table/kind.ts';
import type { CivilDay } from '../../time/civil.ts';
import type { Instant } from '../../time/instant.ts';
import { type Town, townKey, townKind } from '../../town/settings.ts';
import { readRows } from '../plan-store.ts';
import { ofSeatsLeft, planOfSeatsLeft } from '../seats-left.ts';
import { newPlan, type Plan, type PlanRow, planIdOf, planKey, planKind, type RowsAt } from '../week-plan.ts';
import { withAdvice } from './advised.ts';
import { inputFor, pairsOf } from './plan-input.ts';
import { isPromised, readWeekToPlan } from './promised.ts';
import { type ListedWeek, listWeek, type ReadWeek } from './read-week.ts';

/**
 * Up to this product of missions and volunteers a week is solved while a page waits: a plan in hand in about a second of
 * processor, a first one in two and a half, its reasons included. Beyond, it is solved beside.
 */
const WHILE_A_PAGE_WAITS = 1_000_000;
export const isLarge = ({
  missions,
  volunteers,
}: Readonly<Record<'missions' | 'volunteers', readonly unknown[]>>): boolean =>
  missions.length * volunteers.length > WHILE_A_PAGE_WAITS;

/** The choices people were told of, and those last shown: a new plan leaves both where it costs little. */
const choicesBefore = async (world: Surroundings, plan: Plan) => {
  const read = async (at: RowsAt | undefined): Promise<readonly PlanRow[]> =>
    (at && (await readRows(world.table, plan.id, at))) || [];
  const told = await read(plan.sent);
  const shown = await read(plan.result);
  const isTold = new Set(told.map(({ missionId }) => missionId));
  return {
    told: pairsOf(told),
    kept: pairsOf([...told, ...shown.filter(({ missionId }) => !isTold.has(missionId))]),
  };
};

/** The week of a plan as it is now, ready to be solved; `told`: the choices people know of. */
export type OpenWeek = {
  readonly stored: Stored<Plan> | undefined;
  /** What is stored, said of the seats that are left; else a new one. */
  readonly plan: Plan;
  readonly town: Town;
  readonly week: ReadWeek;
  readonly input: WeekInput;
  readonly told: readonly Pair[];
};

const townOf = async (world: Surroundings): Promise<Town | undefined> =>
  (await world.table.get(townKind, townKey(world.config.townId)))?.value;

/** Reads a week and its plan, the coordinator's word included. Undefined when the town is unknown. */
export const openWeek = async (
  world: Surroundings,
  monday: CivilDay,
  now: Instant,
): Promise<OpenWeek | undefined> => {
  const town = await townOf(world);
  return town && openFrom(world, town, monday, now);
};

/** The same, but of a large week nothing more is read than how large it is. */
export const openUnlessLarge = async (
  world: Surroundings,
  monday: CivilDay,
  now: Instant,
): Promise<OpenWeek | 'large' | undefined> => {
  const town = await townOf(world);
  const listed = town && (await listWeek(world.table, town, monday, now));
  if (!listed) return undefined;
  return isLarge({ missions: listed.visits, volunteers: listed.volunteers })
    ? 'large'
    : openFrom(world, town, monday, now, listed);
};

const openFrom = async (
  world: Surroundings,
  town: Town,
  monday: CivilDay,
  now: Instant,
  listed?: ListedWeek,
): Promise<OpenWeek> => {
  const stored = await world.table.get(planKind, planKey(planIdOf(town.id, monday)));
  const found = stored?.value ?? newPlan(town.id, monday, now);
  const [week, before] = await Promise.all([
    withAdvice(readWeekToPlan(world.table, town, monday, now, listed), world.advice, {
      table: world.table,
      town,
      now,
    }),
    choicesBefore(world, found),
  ]);
  const plan = planOfSeatsLeft(found, week.left);
  const told = ofSeatsLeft(before.told, week.left);
  // Whoever waits for the hours of texts was told of nothing yet.
  const waiting = new Set(
    week.missions.flatMap(({ mission }) => (isPromised(mission, now) ? [mission.id] : [])),
  );
  return {
    stored,
    plan,
    town,
    week,
    input: inputFor(plan, town, week, now, ofSeatsLeft(before.kept, week.left)),
    told: told.filter(({ missionId }) => !waiting.has(missionId)),
  };
};
