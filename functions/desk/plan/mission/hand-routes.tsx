import * as z from 'zod';
import { type MissionId, volunteerIdSchema } from '../../../../shared/ids/ids.ts';
import { mondayOf } from '../../../../shared/matching/week/build.ts';
import type { Choice } from '../../../../shared/matching/week/plan.ts';
import { whatIsServed } from '../../../../shared/matching/week/words.ts';
import type { Mission } from '../../../../shared/missions/mission.ts';
import {
  type HandRefusal,
  keepByHand,
  openPlannedWeek,
  type PlannedWeek,
  tryByHand,
} from '../../../../shared/plans/hand/change-week.ts';
import type { Hand } from '../../../../shared/plans/hand/hand.ts';
import { readForm } from '../../../web/form.ts';
import { Stopped, seeOther, show } from '../../../web/http.ts';
import { peopleOf, seniorNamed, volunteerNamed } from '../../day/people.ts';
import { actorOf, type DeskContext, townOf } from '../../env.ts';
import { frameOf } from '../../layout.tsx';
import type { DeskRoute } from '../../router.ts';
import { linePath, missionPath, type Where, whereForm, whereIn, wherePath } from '../where.ts';
import { toWhom } from '../words.ts';
import { type Moved, MovePage } from './move-page.tsx';
import { closedAs, missionAsked, showMission, whereAsked } from './routes.tsx';

const MOST_MOVED = 60;

const LATER =
  'La semaine est trop grande pour être refaite pendant que vous attendez : votre choix est gardé tout de suite, et le plan se recalcule autour dans les minutes qui suivent.';
const CHANGED = 'Le plan a changé pendant ce temps. Regardez de nouveau avant de choisir.';

const handForm = z.object({
  choix: z.enum(['elle', 'sauf', 'personne']),
  benevole: volunteerIdSchema.optional(),
  /** In whose place, where both people of a mission for two are kept. */
  place: volunteerIdSchema.optional(),
});
const handOf = (
  missionId: MissionId,
  { choix, benevole, place }: z.output<typeof handForm>,
): Hand | undefined => {
  if (choix === 'personne') return { kind: 'nobody', missionId };
  if (!benevole) return undefined;
  if (choix === 'sauf') return { kind: 'never', missionId, volunteerId: benevole };
  return { kind: 'choose', missionId, volunteerId: benevole, ...(place ? { insteadOf: place } : {}) };
};

/** What is wanted already is no impossibility, and a question left open is none either. */
const saidOf = (refusal: HandRefusal): string => {
  if (!('sentence' in refusal)) return CHANGED;
  return refusal.reason === 'already-so' || refusal.reason === 'which'
    ? refusal.sentence
    : `Ce n’est pas possible. ${refusal.sentence}`;
};

const refused = async (
  c: DeskContext,
  mission: Mission,
  refusal: HandRefusal,
  where: Where,
): Promise<Response> => {
  const { world, now } = c.var;
  const monday = mondayOf(mission.day);
  const open = await openPlannedWeek(world, monday, now);
  const closed = closedAs(open?.plan, monday, now);
  if (!open || closed) return seeOther(c, wherePath(monday, where, { dit: closed ?? 'change' }));
  return showMission(c, mission, open, where, { said: saidOf(refusal), status: 409 });
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
  const asked = handForm.safeParse({
    choix: c.req.query('choix'),
    benevole: c.req.query('benevole'),
    place: c.req.query('place'),
  });
  const hand = asked.success ? handOf(mission.id, asked.data) : undefined;
  const where = whereAsked(c);
  if (!asked.success || !hand) return seeOther(c, missionPath(mission.id, where));
  const tried = await tryByHand(world, monday, hand, now);
  if (!tried.ok) return refused(c, mission, tried.refusal, where);
  const { open, after } = tried.value;
  const moved = after ? movedIn(open, after.gained, after.lost) : [];
  const shown = moved.slice(0, MOST_MOVED);
  const people = await peopleOf(world.table, [
    mission.seniorId,
    asked.data.benevole,
    asked.data.place,
    ...shown.flatMap((one) => [one.mission.seniorId, ...one.before, ...one.after]),
  ]);
  const senior = toWhom(mission.act, seniorNamed(people, mission.seniorId));
  const who = volunteerNamed(people, asked.data.benevole);
  const instead =
    hand.kind === 'choose' && hand.insteadOf
      ? `, et non plus ${volunteerNamed(people, hand.insteadOf)}, `
      : ' ';
  const question = {
    elle: `Choisir ${who}${instead}${senior} ?`,
    sauf: `Choisir quelqu’un d’autre que ${who} ${senior} ?`,
    personne: `Ne chercher personne, cette fois, ${senior} ?`,
  }[asked.data.choix];
  return show(
    c,
    <MovePage
      frame={frameOf(c)}
      town={townOf(c)}
      where={where}
      mission={mission}
      people={people}
      question={question}
      sentence={after?.sentence ?? LATER}
      isCurrent={!after || !open.since}
      areMeetingsUnread={open.week.areMeetingsUnread}
      served={whatIsServed(open.problem)}
      totals={after && { before: open.solved.totals, after: after.solved.totals }}
      moved={shown}
      more={moved.length - shown.length}
      fields={{
        plan: open.plan.result?.key ?? '',
        choix: asked.data.choix,
        ...(asked.data.benevole ? { benevole: asked.data.benevole } : {}),
        ...(asked.data.place ? { place: asked.data.place } : {}),
        ...where,
      }}
    />,
  );
};

const keyForm = whereForm.extend({ plan: z.string().regex(/^[0-9a-f]{16}$/) });

const keep = async (c: DeskContext): Promise<Response> => {
  const mission = await missionAsked(c, 'plan.change');
  const read = await readForm(c, handForm.extend(keyForm.shape));
  const hand = read.ok ? handOf(mission.id, read.value) : undefined;
  if (!read.ok || !hand) throw new Stopped(400, 'no-choice');
  const monday = mondayOf(mission.day);
  const kept = await keepByHand(c.var.world, monday, hand, read.value.plan, actorOf(c), c.var.now);
  const where = whereIn(read.value);
  return kept.ok
    ? seeOther(c, linePath(mission, where, { dit: 'garde' }))
    : refused(c, mission, kept.refusal, where);
};

/** One word taken back, and no other. */
const freeForm = z.object({
  quoi: z.enum(['choix', 'sauf', 'personne']),
  benevole: volunteerIdSchema.optional(),
});
const freeOf = (missionId: MissionId, { quoi, benevole }: z.output<typeof freeForm>): Hand | undefined => {
  if (quoi === 'personne') return { kind: 'seek', missionId };
  if (!benevole) return undefined;
  return { kind: quoi === 'choix' ? 'unlock' : 'readmit', missionId, volunteerId: benevole };
};
const FREED = { choix: 'libere', sauf: 'readmis', personne: 'cherche' } as const;

const free = async (c: DeskContext): Promise<Response> => {
  const mission = await missionAsked(c, 'plan.change');
  const read = await readForm(c, freeForm.extend(keyForm.shape));
  const hand = read.ok ? freeOf(mission.id, read.value) : undefined;
  if (!read.ok || !hand) throw new Stopped(400, 'no-choice');
  const monday = mondayOf(mission.day);
  const kept = await keepByHand(c.var.world, monday, hand, read.value.plan, actorOf(c), c.var.now);
  const where = whereIn(read.value);
  return kept.ok
    ? seeOther(c, linePath(mission, where, { dit: FREED[read.value.quoi] }))
    : refused(c, mission, kept.refusal, where);
};

/** A mission of the plan, changed by hand. */
export const handRoutes: readonly DeskRoute[] = [
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
