import { type MissionId, missionIdSchema } from '../../../../shared/ids/ids.ts';
import { whyChosen } from '../../../../shared/matching/week/answers/explain.ts';
import { whyMissing } from '../../../../shared/matching/week/answers/missing.ts';
import { mondayOf } from '../../../../shared/matching/week/build.ts';
import { smallestRemedy } from '../../../../shared/matching/week/changes/remedy.ts';
import type { Mission } from '../../../../shared/missions/mission.ts';
import { missionKey, missionKind } from '../../../../shared/missions/store.ts';
import { openPlannedWeek, type PlannedWeek } from '../../../../shared/plans/hand/change-week.ts';
import { remedyIn } from '../../../../shared/plans/solve/plan-rows.ts';
import { hasBegun, type Plan, type PlanRow } from '../../../../shared/plans/week-plan.ts';
import type { CivilDay } from '../../../../shared/time/civil.ts';
import type { Instant } from '../../../../shared/time/instant.ts';
import { seeOther, show } from '../../../web/http.ts';
import { peopleOf } from '../../day/people.ts';
import { type DeskContext, townOf } from '../../env.ts';
import { frameOf } from '../../layout.tsx';
import { type DeskRoute, demand, missing } from '../../router.ts';
import { type Where, whereForm, whereIn, wherePath } from '../where.ts';
import { MissionPlanPage } from './mission-page.tsx';
import { MOST_WRITTEN, othersOf } from './others.ts';

/** The mission of the address, for whoever may do this with it. */
export const missionAsked = async (c: DeskContext, action: 'plan.view' | 'plan.change'): Promise<Mission> => {
  const id = missionIdSchema.safeParse(c.req.param('id'));
  const stored = id.success ? await c.var.world.table.get(missionKind, missionKey(id.data)) : undefined;
  if (!stored) return missing(c);
  demand(c, action, { town: stored.value.town });
  return stored.value;
};

/**
 * The row of this mission in the plan as it stands now, which may have been solved again since it was stored. Of a large
 * week, which is not: what the coordinator chose since, in the place of whom the plan had there.
 */
const rowNow = (open: PlannedWeek, id: MissionId, kept: PlanRow | undefined): PlanRow | undefined => {
  const { problem, spoken, solved, isLeft } = open;
  const locked = problem.missionOf.get(id)?.locked ?? [];
  const choices = solved.choices.filter(({ missionId }) => missionId === id);
  const whyKept = new Map(kept?.choices.map(({ volunteerId, why }) => [volunteerId, why]));
  const row = (missing: PlanRow['missing']): PlanRow => ({
    missionId: id,
    worth: kept?.worth ?? 0,
    choices: choices.map((choice) => ({
      volunteerId: choice.volunteerId,
      isLocked: locked.includes(choice.volunteerId),
      why: whyKept.get(choice.volunteerId) ?? whyChosen(spoken, solved, choice) ?? '',
    })),
    ...(missing ? { missing } : {}),
  });
  const isSame =
    whyKept.size === choices.length && choices.every(({ volunteerId }) => whyKept.has(volunteerId));
  if (isSame) return kept && { ...row(kept.missing), ...(kept.dropped ? { dropped: kept.dropped } : {}) };
  if (!isLeft || locked.length === 0) return undefined;
  const lacks = solved.missing.find(({ missionId }) => missionId === id)?.people;
  return row(lacks === 1 || lacks === 2 ? { people: lacks, sentence: '' } : undefined);
};

/** Why nobody goes, as it is now, with the remedy that was found or the one that would be; undefined: nobody is missing any more. */
const missingNow = (
  { spoken, solved }: PlannedWeek,
  id: MissionId,
  told: NonNullable<PlanRow['missing']>,
): PlanRow['missing'] => {
  const sentence = whyMissing(spoken, solved, id)?.sentence;
  if (sentence === undefined) return undefined;
  const remedy = told.remedy ? undefined : smallestRemedy(spoken, solved, id);
  return { ...told, sentence, ...(remedy ? remedyIn(spoken, remedy) : {}) };
};

/** Where one was in the week, by the address. */
export const whereAsked = (c: DeskContext): Where =>
  whereIn(whereForm.parse({ vue: c.req.query('vue'), groupe: c.req.query('groupe') }));

/** Why nothing of a week's plan is changed by hand any more: the page of the week says it. */
export const closedAs = (
  plan: Plan | undefined,
  monday: CivilDay,
  now: Instant,
): 'parti' | 'passe' | undefined => {
  if (plan?.state === 'sent') return 'parti';
  return plan?.state === 'superseded' || hasBegun(monday, now) ? 'passe' : undefined;
};

const missionPage = async (c: DeskContext): Promise<Response> => {
  const mission = await missionAsked(c, 'plan.view');
  const { world, now } = c.var;
  const monday = mondayOf(mission.day);
  const open = await openPlannedWeek(world, monday, now);
  const closed = closedAs(open?.plan, monday, now);
  const where = whereAsked(c);
  if (!open || closed) return seeOther(c, wherePath(monday, where, closed ? { dit: closed } : {}));
  return showMission(c, mission, open, where);
};

/** The mission's page, with what is to be said of an act that did not happen. */
export const showMission = async (
  c: DeskContext,
  mission: Mission,
  open: PlannedWeek,
  where: Where,
  { said, status = 200 }: { readonly said?: string; readonly status?: 200 | 409 } = {},
): Promise<Response> => {
  const typed = (c.req.query('nom') ?? '').slice(0, 60).trim();
  const isAside = open.plan.aside.includes(mission.id);
  const isPlanned = open.problem.missionOf.has(mission.id);
  const { others, more } = isPlanned ? othersOf(open, mission.id, typed) : { others: [], more: 0 };
  const kept = open.rows.find(({ missionId }) => missionId === mission.id);
  const row = rowNow(open, mission.id, kept);
  const gone = open.since?.gone.filter(({ missionId }) => missionId === mission.id) ?? [];
  const missing = row?.missing && missingNow(open, mission.id, row.missing);
  const forbidden = open.plan.forbidden
    .filter(({ missionId }) => missionId === mission.id)
    .map(({ volunteerId }) => volunteerId);
  const people = await peopleOf(c.var.world.table, [
    mission.seniorId,
    ...(row?.choices.map(({ volunteerId }) => volunteerId) ?? []),
    ...(kept?.dropped?.map(({ volunteerId }) => volunteerId) ?? []),
    missing?.remedyBy,
    ...forbidden,
    ...gone.map(({ volunteerId }) => volunteerId),
    ...others.map(({ id }) => id),
  ]);
  return show(
    c,
    <MissionPlanPage
      frame={frameOf(c)}
      town={townOf(c)}
      where={where}
      mission={mission}
      people={people}
      planKey={open.plan.result?.key ?? ''}
      row={row}
      isAside={isAside}
      forbidden={forbidden}
      kept={kept}
      gone={gone}
      since={open.isLeft ? open.since : undefined}
      isAsked={open.plan.asked !== undefined}
      isPlanned={isPlanned}
      missing={missing}
      others={others}
      more={more}
      search={
        open.problem.volunteers.length > MOST_WRITTEN
          ? { typed, all: open.problem.volunteers.length }
          : undefined
      }
      said={said}
    />,
    status,
  );
};

/** One mission of the plan. */
export const missionRoutes: readonly DeskRoute[] = [
  {
    method: 'GET',
    path: '/semaine/missions/:id',
    action: 'plan.view',
    about: 'handler',
    handler: missionPage,
  },
];
