import * as z from 'zod';
import {
  answerGathering,
  callOffGathering,
  editGathering,
  noteWalkIn,
  planGathering,
  stopInviting,
  tickAttendance,
} from '../../../../shared/engagement/gatherings/change-gathering.ts';
import type { GatheringRefusal } from '../../../../shared/engagement/gatherings/decide-gathering.ts';
import {
  type Invitation,
  inviteToGathering,
  readInvitation,
} from '../../../../shared/engagement/gatherings/invite-gathering.ts';
import { gatheringsSince } from '../../../../shared/engagement/gatherings/read-gatherings.ts';
import { type GatheringId, gatheringIdSchema, volunteerIdSchema } from '../../../../shared/ids/ids.ts';
import { rowsOf } from '../../../../shared/table/kind.ts';
import { minus } from '../../../../shared/time/instant.ts';
import {
  type Gathering,
  gatheringKey,
  gatheringKind,
  MOST_ANSWERS,
} from '../../../../shared/volunteers/gatherings/gathering.ts';
import { volunteerKey, volunteerKind } from '../../../../shared/volunteers/store.ts';
import { choice, type FormState, readForm, withProblem } from '../../../web/form.ts';
import { seeOther, show } from '../../../web/http.ts';
import { actorOf, type DeskContext, staffOf, townOf } from '../../env.ts';
import { frameOf } from '../../layout.tsx';
import { type DeskRoute, demand, missing } from '../../router.ts';
import { searchVolunteers } from '../../volunteers/read.ts';
import { CallOffPage, InvitePage, SheetPage } from './act-pages.tsx';
import type { People } from './answers.tsx';
import { freshPlan, PlanPage, planForm, planOf } from './forms.tsx';
import { GatheringPage } from './gathering-page.tsx';
import { GatheringsPage } from './list-page.tsx';
import { GATHERINGS, gatheringPath } from './words.ts';

const ACTION = 'engagement.gathering';

const list = async (c: DeskContext): Promise<Response> => {
  const all = await gatheringsSince(c.var.world.table, townOf(c).id, minus(c.var.now, { days: 365 }));
  return show(c, <GatheringsPage frame={frameOf(c)} all={all} now={c.var.now} />);
};

const gatheringAsked = async (c: DeskContext): Promise<Gathering> => {
  const id = gatheringIdSchema.safeParse(c.req.param('id'));
  const stored = id.success ? await c.var.world.table.get(gatheringKind, gatheringKey(id.data)) : undefined;
  if (!stored) return missing(c);
  demand(c, ACTION, { town: stored.value.town });
  return stored.value;
};

/** Hundreds at most: keys are read a hundred at a time. */
const peopleOf = async (c: DeskContext, one: Gathering): Promise<People> => {
  const ids = one.registrations
    .filter(({ state, came }) => state !== 'cancelled' || came !== undefined)
    .map(({ volunteerId }) => volunteerId);
  const pages = await Promise.all(
    Array.from({ length: Math.ceil(ids.length / 100) }, (_, i) =>
      c.var.world.table.getRows(ids.slice(i * 100, (i + 1) * 100).map(volunteerKey)),
    ),
  );
  const rows = pages.flat().flatMap((row) => row ?? []);
  return new Map(rowsOf(volunteerKind, rows).map(({ value }) => [value.id, value]));
};

const isAhead = (c: DeskContext, one: Gathering): boolean =>
  one.startsAt > c.var.now && (one.state === 'draft' || one.state === 'open');

/** What is over, or was called off, invites nobody: its page does not read the volunteers' list. */
const NOBODY_TO_INVITE: Invitation = { silent: [], toText: [], toCall: [], invited: 0, microEuros: 0 };

const view = async (c: DeskContext, typed?: ReadonlySet<string>): Promise<Response> => {
  const one = await gatheringAsked(c);
  const town = townOf(c);
  const { table } = c.var.world;
  const query = one.startsAt <= c.var.now ? (c.req.query('q') ?? '').trim().slice(0, 60) : '';
  const [people, invitation, found] = await Promise.all([
    peopleOf(c, one),
    isAhead(c, one) ? readInvitation(table, one, town) : NOBODY_TO_INVITE,
    query ? searchVolunteers(table, town.id, query) : [],
  ]);
  return show(
    c,
    <GatheringPage
      frame={frameOf(c)}
      town={town}
      one={one}
      people={people}
      invitation={invitation}
      now={c.var.now}
      said={typed ? 'relire' : c.req.query('dit')}
      typed={typed}
      query={query}
      found={found.filter(({ state }) => state !== 'left')}
    />,
    typed ? 409 : 200,
  );
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

const ANSWER_REFUSED: Readonly<Partial<Record<GatheringRefusal['reason'], string>>> = {
  unknown: 'pas-invite',
  'not-invited': 'pas-invite',
  'too-many-answers': 'plein',
};
const answerForm = z.object({
  volunteer: volunteerIdSchema,
  answer: choice(['yes', 'no'], 'Choisissez une réponse.'),
});
const postAnswer = async (c: DeskContext): Promise<Response> => {
  const one = await gatheringAsked(c);
  const read = await readForm(c, answerForm);
  if (!read.ok) return seeOther(c, `${gatheringPath(one)}?dit=choisir`);
  const answer = { volunteerId: read.value.volunteer, comes: read.value.answer === 'yes' };
  const done = await answerGathering(c.var.world, one.id, answer, actorOf(c), c.var.now);
  const said = done.ok ? 'note' : (ANSWER_REFUSED[done.refusal.reason] ?? 'passe');
  return seeOther(c, `${gatheringPath(one)}?dit=${said}`);
};

const cameForm = z.object({
  came: z.array(volunteerIdSchema).max(MOST_ANSWERS).default([]),
  seen: z.string().max(40).default(''),
});
const postAttendance = async (c: DeskContext): Promise<Response> => {
  const one = await gatheringAsked(c);
  const read = await readForm(c, cameForm);
  if (!read.ok) return seeOther(c, gatheringPath(one));
  const presences = { came: new Set<string>(read.value.came), seen: read.value.seen };
  const done = await tickAttendance(c.var.world, one.id, presences, staffOf(c).id, c.var.now);
  if (!done.ok && done.refusal.reason === 'changed-meanwhile') return view(c, presences.came);
  return seeOther(c, `${gatheringPath(one)}?dit=${done.ok ? 'presences' : 'passe'}`);
};

const walkInForm = z.object({ volunteer: volunteerIdSchema });
const postWalkIn = async (c: DeskContext): Promise<Response> => {
  const one = await gatheringAsked(c);
  const read = await readForm(c, walkInForm);
  if (!read.ok) return seeOther(c, gatheringPath(one));
  const done = await noteWalkIn(c.var.world, one.id, read.value.volunteer, staffOf(c).id, c.var.now);
  if (done.ok) return seeOther(c, `${gatheringPath(one)}?dit=venu`);
  const { reason } = done.refusal;
  const said = reason === 'unknown' || reason === 'too-many-answers' ? 'inconnu' : 'passe';
  return seeOther(c, `${gatheringPath(one)}?dit=${said}`);
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
