import * as z from 'zod';
import { mondayOf } from '../../../shared/matching/week/build.ts';
import { sendWeek } from '../../../shared/plans/send-week.ts';
import { proposeWeek } from '../../../shared/plans/solve/solve-week.ts';
import { day as readDay, readForm } from '../../web/form.ts';
import { Stopped, seeOther, show } from '../../web/http.ts';
import { type People, peopleOf, volunteerNamed } from '../day/people.ts';
import { actorOf, type DeskContext, townOf } from '../env.ts';
import { frameOf } from '../layout.tsx';
import type { DeskRoute } from '../router.ts';
import { handRoutes } from './mission/hand-routes.tsx';
import { missionRoutes } from './mission/routes.tsx';
import { isNear, planOf, readWeekShown, weekAsked } from './read.ts';
import { recruitRoutes } from './recruit/routes.tsx';
import { goneAmong } from './send/gone.ts';
import { SendPage } from './send/send-page.tsx';
import { sendingOf } from './send/sending.ts';
import { type Group, groupsOf, isView, keptOutOf } from './week/lines.ts';
import { answersTo } from './week/outcome.ts';
import { WeekPage } from './week/week-page.tsx';
import { type Where, whereForm, wherePath } from './where.ts';
import { LOOK_AGAIN, weekPath } from './words.ts';

/** Lines that one page writes out; a larger week shows one group at a time. */
const MOST_LINES = 250;

const WHICH = 'Choisissez la semaine de nouveau.';
const weekForm = z.object({ semaine: readDay(WHICH) });
/** `vu`: in which state the plan was when the button was shown. */
const proposeForm = weekForm.extend({
  vu: z.enum(['proposed', 'sent', 'superseded']).optional(),
  vue: whereForm.shape.vue,
});

/** A group too long for one page is read in parts, each chosen like a group. */
const inParts = (group: Group): readonly Group[] => {
  const parts = Math.ceil(group.lines.length / MOST_LINES);
  if (parts < 2) return [group];
  return Array.from({ length: parts }, (_, n) => ({
    key: `${group.key}.${n + 1}`,
    title: `${group.title}, partie ${n + 1} sur ${parts}`,
    lines: group.lines.slice(n * MOST_LINES, (n + 1) * MOST_LINES),
  }));
};

const shownOf = (groups: readonly Group[], asked: string | undefined): readonly Group[] => {
  const lines = groups.reduce((sum, group) => sum + group.lines.length, 0);
  if (lines <= MOST_LINES) return groups;
  const one = groups.find(({ key }) => key === asked) ?? groups.find(({ key }) => key === `${asked}.1`);
  return [one ?? groups[0]].flatMap((group) => group ?? []);
};

/** One page names so many people at most; groups in the order of names need them all. */
const NAMED_AT_ONCE = 300;
const everybody = async (table: Parameters<typeof peopleOf>[0], ids: readonly string[]): Promise<People> => {
  const each = [...new Set(ids)];
  const turns = Array.from({ length: Math.ceil(each.length / NAMED_AT_ONCE) }, (_, n) =>
    peopleOf(table, each.slice(n * NAMED_AT_ONCE, (n + 1) * NAMED_AT_ONCE)),
  );
  const found = await Promise.all(turns);
  return {
    seniors: new Map(found.flatMap(({ seniors }) => [...seniors])),
    volunteers: new Map(found.flatMap(({ volunteers }) => [...volunteers])),
  };
};

const oneOf = (groupe: string | undefined): Record<string, string> => (groupe ? { groupe } : {});

const week = async (c: DeskContext): Promise<Response> => {
  const town = townOf(c);
  const { world, now } = c.var;
  const shown = await readWeekShown(c, weekAsked(c, town));
  const typed = c.req.query('vue') ?? '';
  const view = isView(typed) ? typed : 'jour';
  const ids = new Set(
    shown.entries.flatMap(({ mission, row }) => [
      ...(row?.choices.map(({ volunteerId }) => volunteerId) ?? []),
      ...(mission.holder ? [mission.holder.volunteerId] : []),
      ...(mission.search?.open ?? []),
    ]),
  );
  // By volunteer the groups are in the order of names: all are read; else those shown.
  const all = view === 'benevole' ? await everybody(world.table, [...ids]) : undefined;
  const nameOf = (id: string) => (all ? volunteerNamed(all, id) : '');
  const groups = groupsOf(view, shown.entries, town, shown.monday, nameOf).flatMap(inParts);
  const typedGroup = c.req.query('groupe')?.slice(0, 60);
  const written = shownOf(groups, typedGroup);
  const lines = written.flatMap((group) => group.lines);
  const keptOut = keptOutOf(shown.plan);
  const [seniors, volunteers] = await Promise.all([
    peopleOf(
      world.table,
      lines.map(({ mission }) => mission.seniorId),
    ),
    everybody(
      world.table,
      lines
        .flatMap(({ mission, volunteerId, row }) => [
          volunteerId,
          row?.missing?.remedyBy,
          ...(shown.was?.get(mission.id) ?? []),
          ...(keptOut.get(mission.id) ?? []),
          ...(row?.dropped?.map((one) => one.volunteerId) ?? []),
        ])
        .flatMap((id) => (id && !all?.volunteers.has(id) ? [id] : [])),
    ),
  ]);
  const people: People = {
    seniors: seniors.seniors,
    volunteers: new Map([...(all?.volunteers ?? []), ...volunteers.volunteers]),
  };
  const answers =
    shown.plan?.state === 'sent'
      ? await answersTo(world.table, shown.plan, lines, now)
      : await goneAmong(world.table, town, lines, shown, people, now);
  if (shown.plan?.asked)
    c.header('refresh', `${LOOK_AGAIN}; url=${weekPath(shown.monday, { vue: view, ...oneOf(typedGroup) })}`);
  c.set('scripted', true);
  return show(
    c,
    <WeekPage
      frame={frameOf(c)}
      town={town}
      now={now}
      week={shown}
      view={view}
      groups={groups}
      shown={written}
      people={people}
      keptOut={keptOut}
      answers={answers}
      said={c.req.query('dit')}
    />,
  );
};

const REFUSED = {
  superseded: 'passe',
  sending: 'encours',
  'changed-meanwhile': 'change',
  unknown: 'change',
} as const;

const propose = async (c: DeskContext): Promise<Response> => {
  const read = await readForm(c, proposeForm);
  if (!read.ok) throw new Stopped(400, 'no-week');
  const { semaine, vu, vue } = read.value;
  const where: Where = vue ? { vue } : {};
  // An address that was made up: no week to go back to but the usual one.
  if (!isNear(semaine, c.var.now)) return seeOther(c, '/semaine?dit=loin');
  const monday = mondayOf(semaine);
  const plan = await planOf(c, monday);
  // Left open since before a colleague sent it: what people answer is read first.
  if (vu === 'proposed' && plan?.state === 'sent')
    return seeOther(c, wherePath(monday, where, { dit: 'parti' }));
  const done = await proposeWeek(c.var.world, monday, actorOf(c), c.var.now);
  if (!done.ok) return seeOther(c, wherePath(monday, where, { dit: REFUSED[done.refusal] }));
  return seeOther(c, wherePath(monday, where, done.value.did === 'solved' ? { dit: 'propose' } : {}));
};

const beforeSending = async (c: DeskContext): Promise<Response> => {
  const town = townOf(c);
  const { world, now } = c.var;
  const shown = await readWeekShown(c, weekAsked(c, town));
  if (shown.plan?.state !== 'proposed' || !shown.plan.result) return seeOther(c, weekPath(shown.monday));
  if (shown.plan.saidSince) return seeOther(c, weekPath(shown.monday, { dit: 'attend' }));
  const sending = await sendingOf(world.table, town, world.config.linksOrigin, shown, now);
  return show(
    c,
    <SendPage frame={frameOf(c)} town={town} monday={shown.monday} now={now} sending={sending} />,
  );
};

const sendForm = weekForm.extend({ plan: z.string().regex(/^[0-9a-f]{16}$/) });
const SAID = {
  superseded: 'passe',
  nothing: 'rien',
  'to-calculate': 'attend',
  'changed-meanwhile': 'change',
  unknown: 'change',
} as const;

const send = async (c: DeskContext): Promise<Response> => {
  const read = await readForm(c, sendForm);
  if (!read.ok) throw new Stopped(400, 'no-week');
  const { semaine } = read.value;
  if (!isNear(semaine, c.var.now)) return seeOther(c, '/semaine?dit=loin');
  const monday = mondayOf(semaine);
  const sent = await sendWeek(c.var.world, monday, read.value.plan, actorOf(c), c.var.now);
  return seeOther(c, weekPath(monday, { dit: sent.ok ? 'envoye' : SAID[sent.refusal] }));
};

export const planRoutes: readonly DeskRoute[] = [
  { method: 'GET', path: '/semaine', action: 'plan.view', handler: week },
  { method: 'POST', path: '/semaine/proposer', action: 'plan.change', handler: propose },
  { method: 'GET', path: '/semaine/envoyer', action: 'plan.send', handler: beforeSending },
  { method: 'POST', path: '/semaine/envoyer', action: 'plan.send', handler: send },
  ...missionRoutes,
  ...handRoutes,
  ...recruitRoutes,
];
