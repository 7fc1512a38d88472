import { isToCover, mondayOf } from '../../../shared/matching/week/build.ts';
import { isHeld, isOpen, type Mission } from '../../../shared/missions/mission.ts';
import { STEP_PARAMS } from '../../../shared/missions/steps.ts';
import { visitsOf } from '../../../shared/missions/twins.ts';
import { readRows } from '../../../shared/plans/plan-store.ts';
import { ofSeatsLeft, planOfSeatsLeft, type SeatsLeft, seatsLeft } from '../../../shared/plans/seats-left.ts';
import { missionsOfWeek } from '../../../shared/plans/solve/read-week.ts';
import {
  hasBegun,
  type Plan,
  type PlanRow,
  planIdOf,
  planKey,
  planKind,
  weeksToPlan,
} from '../../../shared/plans/week-plan.ts';
import type { Stored } from '../../../shared/table/kind.ts';
import type { Table } from '../../../shared/table/table.ts';
import {
  addDays,
  type CivilDay,
  civilDay,
  dayOf,
  daysBetween,
  isCivilDay,
} from '../../../shared/time/civil.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import type { Town } from '../../../shared/town/settings.ts';
import { type DeskContext, townOf } from '../env.ts';
import { rowsSaid } from './said.ts';
import { type Planned, plannedSeats } from './seats.ts';

/**
 * What becomes of one mission of the week, as the plan and the chain have it now; `apart`: no plan ever chooses for it;
 * `called-off`: the plan that is shown did.
 */
export type Standing =
  | 'chosen'
  | 'missing'
  | 'aside'
  | 'held'
  | 'asked'
  | 'new'
  | 'apart'
  | 'over'
  | 'called-off';
export type Entry = Planned & { readonly standing: Standing };

export type WeekShown = {
  readonly monday: CivilDay;
  readonly weeks: readonly CivilDay[];
  readonly stored: Stored<Plan> | undefined;
  readonly plan: Plan | undefined;
  readonly rows: readonly PlanRow[];
  readonly entries: readonly Entry[];
  /**
   * Who went before to each mission that changed since the day before; a mission that is new has nobody of whom to say it.
   * Undefined where that earlier plan can no longer be read: nothing is said of what changed.
   */
  readonly was: ReadonlyMap<string, readonly string[]> | undefined;
};

/** Those whom the last plan of an earlier day chose, for the missions that have changed since. */
const readWas = async (
  table: Pick<Table, 'partition'>,
  { id, before, changes }: Plan,
  left: SeatsLeft,
): Promise<WeekShown['was']> => {
  if (!changes?.missions.length || !before) return new Map();
  const rows = await readRows(table, id, before);
  if (!rows) return undefined;
  const changed = new Set(changes.missions);
  return new Map(
    ofSeatsLeft(rows, left).flatMap(({ missionId, choices }) =>
      changed.has(missionId) ? [[missionId, choices.map(({ volunteerId }) => volunteerId)]] : [],
    ),
  );
};

/** The first week in which nobody is being asked yet: there a plan comes before the searches. */
export const defaultWeek = (now: Instant, town: Pick<Town, 'planWeeks'>): CivilDay => {
  const today = dayOf(now);
  const weeks = weeksToPlan(today, town);
  const free = weeks.find((monday) => monday > addDays(today, STEP_PARAMS.searchDays));
  return free ?? weeks.at(-1) ?? addDays(mondayOf(today), 7);
};

/** Further from today no town has a plan to look at. */
const FARTHEST_DAYS = 366;
export const isNear = (day: CivilDay, now: Instant): boolean =>
  Math.abs(daysBetween(dayOf(now), day)) <= FARTHEST_DAYS;

/** The week of a day that was typed, within a year, or the default one. */
export const weekTyped = (typed: string | undefined, town: Town, now: Instant): CivilDay =>
  typed !== undefined && isCivilDay(typed) && isNear(civilDay(typed), now)
    ? mondayOf(civilDay(typed))
    : defaultWeek(now, town);
/** The week of the address. */
export const weekAsked = (c: DeskContext, town: Town): CivilDay =>
  weekTyped(c.req.query('semaine'), town, c.var.now);

/** The plan of a week as it is stored. */
export const planOf = async (c: DeskContext, monday: CivilDay): Promise<Plan | undefined> =>
  (await c.var.world.table.get(planKind, planKey(planIdOf(townOf(c).id, monday))))?.value;

const standingOf = (
  mission: Mission,
  row: PlanRow | undefined,
  aside: ReadonlySet<string>,
  now: Instant,
): Standing => {
  if (isHeld(mission.state) || mission.state === 'done') return 'held';
  if (!isOpen(mission.state) || mission.startsAt <= now) return 'over';
  if ((mission.search?.open.length ?? 0) > 0) return 'asked';
  if (!isToCover(mission)) return 'apart';
  if (aside.has(mission.id)) return 'aside';
  if (!row) return 'new';
  return row.choices.length > 0 ? 'chosen' : 'missing';
};

const byTime = (a: Entry, b: Entry): number =>
  `${a.mission.startsAt} ${a.mission.id}` < `${b.mission.startsAt} ${b.mission.id}` ? -1 : 1;

/** A plan whose week began unsent is closed, whether or not a night has been here to say so. */
const shownAs = (plan: Plan | undefined, now: Instant): Plan | undefined => {
  if (plan?.state !== 'proposed' || !hasBegun(plan.monday, now)) return plan;
  const { asked: _, failedAt: __, ...rest } = plan;
  return { ...rest, state: 'superseded' };
};

/** The plan of a week beside its missions as they are now: the plan, its rows and seven days; no person is read yet. */
export const readWeekShown = async (c: DeskContext, monday: CivilDay): Promise<WeekShown> => {
  const { world, now } = c.var;
  const town = townOf(c);
  const readPlan = () => world.table.get(planKind, planKey(planIdOf(town.id, monday)));
  const readIts = async (from: Stored<Plan> | undefined) =>
    from?.value.result ? readRows(world.table, from.value.id, from.value.result) : [];
  const [first, missions] = await Promise.all([readPlan(), missionsOfWeek(world.table, town.id, monday)]);
  const itsRows = await readIts(first);
  // Solved again between the two reads: the plan has moved on to other rows.
  const stored = itsRows ? first : await readPlan();
  const left = seatsLeft(missions);
  const rows = ofSeatsLeft(itsRows ?? (await readIts(stored)) ?? [], left);
  const plan = shownAs(stored && planOfSeatsLeft(stored.value, left), now);
  const rowOf = new Map((plan ? rowsSaid(rows, plan) : rows).map((row) => [row.missionId, row]));
  const aside = new Set(plan?.aside ?? []);
  const isSent = plan?.state === 'sent';
  const entries = visitsOf(missions.filter(({ state }) => state !== 'cancelled'))
    .flatMap((visit) => plannedSeats(visit, rowOf, isSent))
    .map((seat) => ({ ...seat, standing: standingOf(seat.mission, seat.row, aside, now) }));
  const calledOff = missions
    .filter(({ id, state }) => plan?.state === 'proposed' && state === 'cancelled' && rowOf.has(id))
    .map((mission) => ({ mission, twin: undefined, row: undefined, standing: 'called-off' as const }));
  const weeks = weeksToPlan(dayOf(now), town);
  return {
    monday,
    weeks: weeks.includes(monday) ? weeks : [...weeks, monday].sort(),
    stored,
    plan,
    rows,
    entries: [...entries, ...calledOff].toSorted(byTime),
    was: plan ? await readWas(world.table, plan, left) : new Map(),
  };
};
