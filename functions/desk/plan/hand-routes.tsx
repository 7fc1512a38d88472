import * as z from 'zod';
import { type MissionId, missionIdSchema, volunteerIdSchema } from '../../../shared/ids/ids.ts';
import { mondayOf } from '../../../shared/matching/week/build.ts';
import { couldGo } from '../../../shared/matching/week/by-hand.ts';
import { whyNot } from '../../../shared/matching/week/explain.ts';
import { whyMissing } from '../../../shared/matching/week/missing.ts';
import type { Choice } from '../../../shared/matching/week/plan.ts';
import { smallestRemedy } from '../../../shared/matching/week/remedy.ts';
import type { Mission } from '../../../shared/missions/mission.ts';
import { missionKey, missionKind } from '../../../shared/missions/store.ts';
import {
  type Hand,
  type HandRefusal,
  keepByHand,
  openPlannedWeek,
  type PlannedWeek,
  tryByHand,
} from '../../../shared/plans/change-week.ts';
import { remedyIn } from '../../../shared/plans/plan-rows.ts';
import type { PlanRow } from '../../../shared/plans/week-plan.ts';
import type { CivilDay } from '../../../shared/time/civil.ts';
import { volunteerName } from '../../../shared/volunteers/volunteer.ts';
import { readForm } from '../../web/form.ts';
import { Stopped, seeOther, show } from '../../web/http.ts';
import { peopleOf, seniorNamed, volunteerNamed } from '../day/people.ts';
import { actorOf, type DeskContext, townOf } from '../env.ts';
import { frameOf } from '../layout.tsx';
import { type DeskRoute, demand, missing } from '../router.ts';
import { MissionPlanPage, type Other } from './mission-page.tsx';
import { type Moved, MovePage } from './move-page.tsx';
import { toWhom, weekPath } from './words.ts';

/** Up to this many volunteers everybody is written out with their reason; beyond, they are looked up by name. */
const MOST_WRITTEN = 120;
const MOST_FOUND = 40;
const MOST_MOVED = 60;

const missionAsked = async (c: DeskContext, action: 'plan.view' | 'plan.change'): Promise<Mission> => {
  const id = missionIdSchema.safeParse(c.req.param('id'));
  const stored = id.success ? await c.var.world.table.get(missionKind, missionKey(id.data)) : undefined;
  if (!stored) return missing(c);
  demand(c, action, { town: stored.value.town });
  return stored.value;
};

const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replaceAll(/\p{Diacritic}/gu, '')
    .toLowerCase();

/** Who is not chosen, and why: those who could go first; and how many more there are than one page names. */
const othersOf = (
  open: PlannedWeek,
  id: MissionId,
  typed: string,
): { readonly others: readonly Other[]; readonly more: number } => {
  const { spoken: problem, solved } = open;
  const able = new Set(couldGo(problem, solved, id).map(({ volunteerId }) => volunteerId));
  const isMany = problem.volunteers.length > MOST_WRITTEN;
  const wanted = plain(typed);
  const all = problem.volunteers
    .filter(({ volunteer }) =>
      wanted !== '' ? plain(volunteerName(volunteer)).includes(wanted) : !isMany || able.has(volunteer.id),
    )
    .flatMap(({ volunteer }) => {
      const why = whyNot(problem, solved, { missionId: id, volunteerId: volunteer.id });
      return why ? [{ id: volunteer.id, sentence: why.sentence, canGo: able.has(volunteer.id) }] : [];
    });
  const others = all.slice(0, isMany ? MOST_FOUND : MOST_WRITTEN);
  return { others, more: all.length - others.length };
};

/** The row of this mission in the plan as it stands now, which may have been solved again since it was stored. */
const rowNow = ({ solved }: PlannedWeek, id: MissionId, kept: PlanRow | undefined): PlanRow | undefined => {
  const choices = solved.choices.filter(({ missionId }) => missionId === id);
  const isSame =
    kept?.choices.map(({ volunteerId }) => volunteerId).join() ===
    choices.map(({ volunteerId }) => volunteerId).join();
  return isSame ? kept : undefined;
};

/** Why nobody goes, as it is now, with the remedy that was found or the one that would be. */
const missingNow = (
  { spoken, solved }: PlannedWeek,
  id: MissionId,
  told: NonNullable<PlanRow['missing']>,
): NonNullable<PlanRow['missing']> => {
  const sentence = whyMissing(spoken, solved, id)?.sentence ?? told.sentence;
  const remedy = told.remedy ? undefined : smallestRemedy(spoken, solved, id);
  return { ...told, sentence, ...(remedy ? remedyIn(spoken, remedy) : {}) };
};

const CHANGED = 'Le plan a changé pendant ce temps. Regardez de nouveau avant de choisir.';

const missionPage = async (c: DeskContext): Promise<Response> => {
  const mission = await missionAsked(c, 'plan.view');
  const { world, now } = c.var;
  const monday = mondayOf(mission.day);
  const open = await openPlannedWeek(world, monday, now);
  if (open?.plan.state !== 'proposed') return seeOther(c, weekPath(monday));
  return showMission(c, mission, monday, open, undefined);
};

const showMission = async (
  c: DeskContext,
  mission: Mission,
  monday: CivilDay,
  open: PlannedWeek,
  said: string | undefined,
  status: 200 | 409 = 200,
): Promise<Response> => {
  const typed = (c.req.query('nom') ?? '').slice(0, 60).trim();
  const isAside = open.plan.aside.includes(mission.id);
  const isPlanned = open.problem.missionOf.has(mission.id);
  const { others, more } = isPlanned ? othersOf(open, mission.id, typed) : { others: [], more: 0 };
  const kept = open.rows.find(({ missionId }) => missionId === mission.id);
  const row = rowNow(open, mission.id, kept);
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
    ...others.map(({ id }) => id),
  ]);
  return show(
    c,
    <MissionPlanPage
      frame={frameOf(c)}
      town={townOf(c)}
      monday={monday}
      mission={mission}
      people={people}
      planKey={open.plan.result?.key ?? ''}
      row={row}
      isAside={isAside}
      forbidden={forbidden}
      kept={kept}
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

const handForm = z.object({
  choix: z.enum(['elle', 'sauf', 'personne']),
  benevole: volunteerIdSchema.optional(),
});
const handOf = (missionId: MissionId, { choix, benevole }: z.output<typeof handForm>): Hand | undefined => {
  if (choix === 'personne') return { kind: 'nobody', missionId };
  if (!benevole) return undefined;
  return { kind: choix === 'elle' ? 'choose' : 'never', missionId, volunteerId: benevole };
};

const refused = async (c: DeskContext, mission: Mission, refusal: HandRefusal): Promise<Response> => {
  const { world, now } = c.var;
  const monday = mondayOf(mission.day);
  const open = await openPlannedWeek(world, monday, now);
  if (open?.plan.state !== 'proposed') return seeOther(c, weekPath(monday));
  const said = 'sentence' in refusal ? `Ce n’est pas possible. ${refusal.sentence}` : CHANGED;
  return showMission(c, mission, monday, open, said, 409);
};

const movedIn = (open: PlannedWeek, gained: readonly Choice[], lost: readonly Choice[]): readonly Moved[] => {
  const ids = [...new Set([...lost, ...gained].map(({ missionId }) => missionId))];
  const missionOf = new Map(open.week.missions.map(({ mission }) => [mission.id, mission]));
  const of = (choices: readonly Choice[], id: MissionId) =>
    choices.filter(({ missionId }) => missionId === id).map(({ volunteerId }) => volunteerId);
  return ids.flatMap((id) => {
    const mission = missionOf.get(id);
    return mission ? [{ mission, before: of(lost, id), after: of(gained, id) }] : [];
  });
};

const preview = async (c: DeskContext): Promise<Response> => {
  const mission = await missionAsked(c, 'plan.change');
  const { world, now } = c.var;
  const monday = mondayOf(mission.day);
  const asked = handForm.safeParse({ choix: c.req.query('choix'), benevole: c.req.query('benevole') });
  const hand = asked.success ? handOf(mission.id, asked.data) : undefined;
  if (!asked.success || !hand) return seeOther(c, `/semaine/missions/${mission.id}`);
  const tried = await tryByHand(world, monday, hand, now);
  if (!tried.ok) return refused(c, mission, tried.refusal);
  const { open, after, sentence, gained, lost } = tried.value;
  const moved = movedIn(open, gained, lost);
  const shown = moved.slice(0, MOST_MOVED);
  const people = await peopleOf(world.table, [
    mission.seniorId,
    asked.data.benevole,
    ...shown.flatMap((one) => [one.mission.seniorId, ...one.before, ...one.after]),
  ]);
  const senior = toWhom(mission.act, seniorNamed(people, mission.seniorId));
  const who = volunteerNamed(people, asked.data.benevole);
  const question = {
    elle: `Choisir ${who} ${senior} ?`,
    sauf: `Choisir quelqu’un d’autre que ${who} ${senior} ?`,
    personne: `Ne chercher personne, cette fois, ${senior} ?`,
  }[asked.data.choix];
  return show(
    c,
    <MovePage
      frame={frameOf(c)}
      town={townOf(c)}
      monday={monday}
      mission={mission}
      people={people}
      question={question}
      sentence={sentence}
      isCurrent={open.isCurrent}
      areMeetingsUnread={open.week.areMeetingsUnread}
      before={open.solved.totals}
      after={after.solved.totals}
      moved={shown}
      more={moved.length - shown.length}
      fields={{
        plan: open.plan.result?.key ?? '',
        choix: asked.data.choix,
        ...(asked.data.benevole ? { benevole: asked.data.benevole } : {}),
      }}
    />,
  );
};

const keyForm = z.object({ plan: z.string().regex(/^[0-9a-f]{16}$/) });

const keep = async (c: DeskContext): Promise<Response> => {
  const mission = await missionAsked(c, 'plan.change');
  const read = await readForm(c, handForm.extend(keyForm.shape));
  const hand = read.ok ? handOf(mission.id, read.value) : undefined;
  if (!read.ok || !hand) throw new Stopped(400, 'no-choice');
  const monday = mondayOf(mission.day);
  const kept = await keepByHand(c.var.world, monday, hand, read.value.plan, actorOf(c), c.var.now);
  return kept.ok ? seeOther(c, weekPath(monday, { dit: 'garde' })) : refused(c, mission, kept.refusal);
};

const free = async (c: DeskContext): Promise<Response> => {
  const mission = await missionAsked(c, 'plan.change');
  const read = await readForm(c, keyForm);
  if (!read.ok) throw new Stopped(400, 'no-choice');
  const monday = mondayOf(mission.day);
  const hand: Hand = { kind: 'free', missionId: mission.id };
  const kept = await keepByHand(c.var.world, monday, hand, read.value.plan, actorOf(c), c.var.now);
  return kept.ok ? seeOther(c, weekPath(monday, { dit: 'libere' })) : refused(c, mission, kept.refusal);
};

/** A mission of the plan, changed by hand. */
export const handRoutes: readonly DeskRoute[] = [
  {
    method: 'GET',
    path: '/semaine/missions/:id',
    action: 'plan.view',
    about: 'handler',
    handler: missionPage,
  },
  {
    method: 'GET',
    path: '/semaine/missions/:id/changer',
    action: 'plan.change',
    about: 'handler',
    handler: preview,
  },
  {
    method: 'POST',
    path: '/semaine/missions/:id/changer',
    action: 'plan.change',
    about: 'handler',
    handler: keep,
  },
  {
    method: 'POST',
    path: '/semaine/missions/:id/liberer',
    action: 'plan.change',
    about: 'handler',
    handler: free,
  },
];
