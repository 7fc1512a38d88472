import {
  callOffGathering,
  editGathering,
  planGathering,
  stopInviting,
} from '../../../../shared/engagement/gatherings/change-gathering.ts';
import type { GatheringRefusal } from '../../../../shared/engagement/gatherings/decide-gathering.ts';
import {
  inviteToGathering,
  readInvitation,
} from '../../../../shared/engagement/gatherings/invite-gathering.ts';
import { gatheringsSince } from '../../../../shared/engagement/gatherings/read-gatherings.ts';
import { type GatheringId, gatheringIdSchema } from '../../../../shared/ids/ids.ts';
import { minus } from '../../../../shared/time/instant.ts';
import {
  type Gathering,
  gatheringKey,
  gatheringKind,
} from '../../../../shared/volunteers/gatherings/gathering.ts';
import { type FormState, readForm, withProblem } from '../../../web/form.ts';
import { seeOther, show } from '../../../web/http.ts';
import { actorOf, type DeskContext, townOf } from '../../env.ts';
import { frameOf } from '../../layout.tsx';
import { type DeskRoute, demand } from '../../router.ts';
import { CallOffPage, InvitePage, SheetPage } from './act-pages.tsx';
import { postAnswer, postAttendance, postWalkIn } from './attendance-routes.tsx';
import { freshPlan, PlanPage, planForm, planOf } from './forms.tsx';
import { GatheringsPage } from './list-page.tsx';
import { ACTION, gatheringAsked, isAhead, peopleOf, view } from './view.tsx';
import { GATHERINGS, gatheringPath } from './words.ts';

const list = async (c: DeskContext): Promise<Response> => {
  const all = await gatheringsSince(c.var.world.table, townOf(c).id, minus(c.var.now, { days: 365 }));
  return show(c, <GatheringsPage frame={frameOf(c)} all={all} now={c.var.now} />);
};

type Shown = { readonly id: string; readonly one?: Gathering; readonly isConflict?: boolean };
const planPage = (c: DeskContext, form: FormState, shown: Shown) =>
  show(
    c,
    <PlanPage frame={frameOf(c)} town={townOf(c)} form={form} {...shown} />,
    shown.isConflict ? 409 : form.problems.length > 0 ? 422 : 200,
  );

const PROBLEMS: Readonly<Partial<Record<GatheringRefusal['reason'], readonly [string, string]>>> = {
  'day-past': ['day', 'Ce moment est passé : choisissez-en un à venir.'],
  'ends-before-it-starts': ['to', 'La fin vient avant le début.'],
  'fewer-seats-than-people': [
    'seats',
    'Plus de personnes que cela sont inscrites : personne n’est mis dehors par ce formulaire.',
  ],
  'changed-meanwhile': [
    '',
    'Ce rendez-vous a été modifié pendant ce temps. Comparez avec ce qui est enregistré, ci-dessous, puis enregistrez de nouveau si vos choix tiennent toujours.',
  ],
};

/** The form again, with what was typed and what to do; what is kept now beside it when somebody else wrote it. */
const planAgain = async (
  c: DeskContext,
  { id, typed }: { readonly id: GatheringId; readonly typed: FormState['typed'] },
  reason: GatheringRefusal['reason'],
): Promise<Response> => {
  const problem = PROBLEMS[reason];
  if (!problem) return seeOther(c, `${gatheringPath({ id })}?dit=passe`);
  const stored = await c.var.world.table.get(gatheringKind, gatheringKey(id));
  if (stored) demand(c, ACTION, { town: stored.value.town });
  return planPage(c, withProblem({ problems: [], typed }, ...problem), {
    id,
    ...(stored ? { one: stored.value } : {}),
    isConflict: reason === 'changed-meanwhile',
  });
};

const post = async (c: DeskContext): Promise<Response> => {
  const read = await readForm(c, planForm);
  const typedId = gatheringIdSchema.safeParse(read.typed.id?.[0]);
  const id = typedId.success ? typedId.data : c.var.world.ids.next('gat');
  if (!read.ok) return planPage(c, read.refusal, { id });
  const done = await planGathering(c.var.world, id, planOf(read.value), actorOf(c), c.var.now);
  return done.ok
    ? seeOther(c, `${gatheringPath(done.value)}?dit=prepare`)
    : planAgain(c, { id, typed: read.typed }, done.refusal.reason);
};

const postEdit = async (c: DeskContext): Promise<Response> => {
  const one = await gatheringAsked(c);
  const read = await readForm(c, planForm);
  if (!read.ok) return planPage(c, read.refusal, { id: one.id, one });
  const asked = { plan: planOf(read.value), seen: read.value.seen };
  const done = await editGathering(c.var.world, one.id, asked, actorOf(c), c.var.now);
  return done.ok
    ? seeOther(c, `${gatheringPath(one)}?dit=modifie`)
    : planAgain(c, { id: one.id, typed: read.typed }, done.refusal.reason);
};

const postInvite = async (c: DeskContext): Promise<Response> => {
  const one = await gatheringAsked(c);
  const done = await inviteToGathering(c.var.world, one.id, actorOf(c), c.var.now);
  const said = !done.ok ? 'passe' : done.value > 0 || one.state === 'draft' ? 'invite' : 'deja-invite';
  return seeOther(c, `${gatheringPath(one)}?dit=${said}`);
};

const postStop = async (c: DeskContext): Promise<Response> => {
  const one = await gatheringAsked(c);
  const done = await stopInviting(c.var.world, one.id, actorOf(c), c.var.now);
  return seeOther(c, `${gatheringPath(one)}?dit=${done.ok ? 'arrete' : 'passe'}`);
};

const postCallOff = async (c: DeskContext): Promise<Response> => {
  const one = await gatheringAsked(c);
  const done = await callOffGathering(c.var.world, one.id, actorOf(c), c.var.now);
  return seeOther(c, `${gatheringPath(one)}?dit=${done.ok ? 'annule' : 'passe'}`);
};

/** A page about what is still to come; what has begun or was called off is only looked at. */
const ahead =
  (page: (c: DeskContext, one: Gathering) => Response | Promise<Response>) =>
  async (c: DeskContext): Promise<Response> => {
    const one = await gatheringAsked(c);
    return isAhead(c, one) ? page(c, one) : seeOther(c, `${gatheringPath(one)}?dit=passe`);
  };

const ONE = `${GATHERINGS}/:id`;
const about = { action: ACTION, about: 'handler' } as const;

/** Trainings, outings, meetings: prepared, proposed, followed, ticked. */
export const gatheringRoutes: readonly DeskRoute[] = [
  { method: 'GET', path: GATHERINGS, action: ACTION, handler: list },
  { method: 'POST', path: GATHERINGS, action: ACTION, handler: post },
  {
    method: 'GET',
    path: `${GATHERINGS}/nouveau`,
    action: ACTION,
    handler: (c) => {
      const id = c.var.world.ids.next('gat');
      return planPage(c, freshPlan(id), { id });
    },
  },
  { method: 'GET', path: ONE, ...about, handler: (c) => view(c) },
  {
    method: 'GET',
    path: `${ONE}/modifier`,
    ...about,
    handler: ahead((c, one) => planPage(c, freshPlan(one.id, one), { id: one.id, one })),
  },
  { method: 'POST', path: `${ONE}/modifier`, ...about, handler: postEdit },
  {
    method: 'GET',
    path: `${ONE}/inviter`,
    ...about,
    handler: ahead(async (c, one) => {
      const town = townOf(c);
      const invitation = await readInvitation(c.var.world.table, one, town);
      return show(c, <InvitePage frame={frameOf(c)} one={one} town={town} invitation={invitation} />);
    }),
  },
  { method: 'POST', path: `${ONE}/inviter`, ...about, handler: postInvite },
  { method: 'POST', path: `${ONE}/arreter`, ...about, handler: postStop },
  {
    method: 'GET',
    path: `${ONE}/annuler`,
    ...about,
    handler: ahead((c, one) => show(c, <CallOffPage frame={frameOf(c)} one={one} />)),
  },
  { method: 'POST', path: `${ONE}/annuler`, ...about, handler: postCallOff },
  { method: 'POST', path: `${ONE}/reponse`, ...about, handler: postAnswer },
  { method: 'POST', path: `${ONE}/presences`, ...about, handler: postAttendance },
  { method: 'POST', path: `${ONE}/venu`, ...about, handler: postWalkIn },
  {
    method: 'GET',
    path: `${ONE}/feuille`,
    ...about,
    handler: async (c) => {
      const one = await gatheringAsked(c);
      return show(c, <SheetPage frame={frameOf(c)} one={one} people={await peopleOf(c, one)} />);
    },
  },
];
