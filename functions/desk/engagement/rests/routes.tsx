import * as z from 'zod';
import { can } from '../../../../shared/access/table.ts';
import { ANSWER_NAMES, answerAsk } from '../../../../shared/engagement/rests/answer-ask.ts';
import {
  openTasks,
  recordDebrief,
  recordExitTalk,
  type TalkRefusal,
} from '../../../../shared/engagement/rests/record-talk.ts';
import { openAsk, restsKey, restsKind } from '../../../../shared/engagement/rests/rests.ts';
import {
  exitTalkOf,
  FOLLOWED_CODES,
  STAY_CODES,
  talksKey,
  talksKind,
  talksList,
} from '../../../../shared/engagement/rests/talk.ts';
import { taskIdSchema, volunteerIdSchema } from '../../../../shared/ids/ids.ts';
import { listStaff } from '../../../../shared/staff/change-staff.ts';
import { rowsOf } from '../../../../shared/table/kind.ts';
import { closeTask } from '../../../../shared/tasks/close-task.ts';
import { openTaskList, type Task, taskKey, taskKind } from '../../../../shared/tasks/task.ts';
import { addDays, dayOf } from '../../../../shared/time/civil.ts';
import { frenchDate } from '../../../../shared/time/french.ts';
import { easeVolunteer } from '../../../../shared/volunteers/rest/ease-volunteer.ts';
import { volunteerKind, volunteerList } from '../../../../shared/volunteers/store.ts';
import type { Volunteer } from '../../../../shared/volunteers/volunteer.ts';
import {
  choice,
  choices,
  day,
  type FormState,
  freshForm,
  readForm,
  textIfAny,
  withProblem,
} from '../../../web/form.ts';
import { type PageStatus, seeOther, show } from '../../../web/http.ts';
import { peopleOf } from '../../day/people.ts';
import { actorOf, type DeskContext, staffOf, townOf } from '../../env.ts';
import { frameOf } from '../../layout.tsx';
import { type DeskRoute, demand, missing } from '../../router.ts';
import { volunteerOf } from '../../volunteers/one.ts';
import { type Departure, DeparturePage, DeparturesPage } from './departures-page.tsx';
import { GoodbyePage } from './goodbye-page.tsx';
import { DEPARTURES, GOODBYES, QUIET, RETURNS } from './paths.ts';
import { QuietPage, ReturnPage } from './quiet-page.tsx';

const ACTION = 'engagement.rests';
const GOODBYE = 'engagement.goodbye';
const SHOWN_DAYS = 365;
const GENTLE_DAYS = 28;

/** Whoever died is no departure to call about. */
const isToCall = ({ left }: Volunteer): boolean => left !== undefined && left.reason !== 'died';

/** Who served and left since this day, latest first, with the talk and the task of each. */
const departuresSince = async (c: DeskContext, from: string): Promise<readonly Departure[]> => {
  const { table } = c.var.world;
  const town = townOf(c).id;
  const pages = await Promise.all([
    table.index('list', { partition: volunteerList(town, 'left') }),
    table.index('list', { partition: volunteerList(town, 'leaving') }),
    table.index('list', { partition: talksList(town) }),
    table.index('list', { partition: openTaskList(town) }),
  ]);
  const rows = pages.flatMap(({ items }) => items);
  const talks = new Map(rowsOf(talksKind, rows).map(({ value }) => [value.volunteerId, value.talks]));
  const tasks = rowsOf(taskKind, rows).map(({ value }) => value);
  return (
    rowsOf(volunteerKind, rows)
      .map(({ value }) => value)
      .filter((one) => isToCall(one) && (one.left?.on ?? '') >= from)
      .sort((a, b) => ((a.left?.on ?? '') < (b.left?.on ?? '') ? 1 : -1))
      .map((volunteer) => ({
        volunteer,
        talk: exitTalkOf(talks.get(volunteer.id) ?? [], volunteer.left?.on ?? ''),
        task: tasks.find(({ kind, subjectId }) => kind === 'exit-talk' && subjectId === volunteer.id),
      }))
      // A candidature that was withdrawn is no departure; of an import nobody may know since when they served.
      .filter(({ volunteer, talk, task }) => volunteer.activeSince || talk || task)
  );
};

const list = async (c: DeskContext): Promise<Response> => {
  const from = addDays(dayOf(c.var.now), -SHOWN_DAYS);
  return show(
    c,
    <DeparturesPage
      frame={frameOf(c)}
      departures={await departuresSince(c, from)}
      from={frenchDate(from)}
      now={c.var.now}
      said={c.req.query('dit') === 'note'}
    />,
  );
};

const talksOf = async (c: DeskContext, { id }: Volunteer) =>
  (await c.var.world.table.get(talksKind, talksKey(id)))?.value.talks ?? [];

const departure = async (c: DeskContext, form?: FormState, status: PageStatus = 200): Promise<Response> => {
  const volunteer = await volunteerOf(c, ACTION);
  if (!volunteer.left || !isToCall(volunteer)) return missing(c);
  const { world, now } = c.var;
  const [talks, ids, staff] = await Promise.all([
    talksOf(c, volunteer),
    openTasks(world.table, volunteer.id, 'exit-talk'),
    listStaff(world.table, volunteer.town),
  ]);
  const talk = exitTalkOf(talks, volunteer.left.on);
  const [id] = ids;
  const task = id && (await world.table.get(taskKind, taskKey(id)))?.value;
  const known = freshForm({
    outcome: talk?.outcome,
    on: talk?.on ?? dayOf(now),
    codes: talk?.wouldHaveStayed,
    words: talk?.words,
  });
  return show(
    c,
    <DeparturePage
      frame={frameOf(c)}
      volunteer={volunteer}
      departure={{ volunteer, talk, task: task || undefined }}
      form={form ?? known}
      now={now}
      by={staff.find(({ value }) => value.id === talk?.by)?.value.name}
    />,
    status,
  );
};

const common = {
  outcome: choice(['held', 'declined'], 'Dites si l’échange a eu lieu.'),
  on: day('Écrivez le jour.'),
  words: textIfAny(240),
};
const exitForm = z.object({ ...common, codes: choices(STAY_CODES) });
const debriefForm = z.object({ ...common, codes: choices(FOLLOWED_CODES) });

const PROBLEMS: Readonly<Record<Exclude<TalkRefusal['reason'], 'unknown' | 'not-left'>, string>> = {
  'day-ahead': 'Ce jour est à venir : notez l’échange une fois qu’il a eu lieu.',
  'day-too-far': 'C’est il y a plus d’un an : vérifiez le jour.',
};

const postDeparture = async (c: DeskContext): Promise<Response> => {
  const volunteer = await volunteerOf(c, ACTION);
  const read = await readForm(c, exitForm);
  if (!read.ok) return departure(c, read.refusal, 422);
  const { codes: wouldHaveStayed, ...said } = read.value;
  const noted = await recordExitTalk(
    c.var.world,
    volunteer.id,
    { ...said, wouldHaveStayed },
    staffOf(c).id,
    c.var.now,
  );
  if (noted.ok) return seeOther(c, `${DEPARTURES}?dit=note`);
  const { reason } = noted.refusal;
  if (reason === 'unknown' || reason === 'not-left') return missing(c);
  return departure(c, withProblem({ problems: [], typed: read.typed }, 'on', PROBLEMS[reason]), 422);
};

/** The task of the address, when it is about an end told to a volunteer. */
const goodbyeOf = async (
  c: DeskContext,
  action: typeof ACTION | typeof GOODBYE,
): Promise<{ task: Task; volunteer: Volunteer; people: Awaited<ReturnType<typeof peopleOf>> }> => {
  const id = taskIdSchema.safeParse(c.req.param('id'));
  const task = id.success ? (await c.var.world.table.get(taskKind, taskKey(id.data)))?.value : undefined;
  const who = volunteerIdSchema.safeParse(task?.volunteerId);
  if (!task || !who.success || (task.kind !== 'pairing-ended' && task.kind !== 'debrief')) return missing(c);
  demand(c, action, { town: task.town });
  const people = await peopleOf(c.var.world.table, [who.data, task.seniorId]);
  const volunteer = people.volunteers.get(who.data);
  return volunteer ? { task, volunteer, people } : missing(c);
};

const goodbye = async (c: DeskContext, form?: FormState, status: PageStatus = 200): Promise<Response> => {
  const { task, volunteer, people } = await goodbyeOf(c, GOODBYE);
  const talk = (await talksOf(c, volunteer)).find(({ subject }) => subject === task.id);
  const known = freshForm({
    outcome: talk?.outcome,
    on: talk?.on ?? dayOf(c.var.now),
    codes: talk?.about === 'debrief' ? talk.followed : undefined,
    words: talk?.words,
  });
  return show(
    c,
    <GoodbyePage
      frame={frameOf(c)}
      task={task}
      volunteer={volunteer}
      people={people}
      talk={talk}
      form={form ?? known}
      now={c.var.now}
      mayNote={can(staffOf(c), ACTION, { town: task.town })}
    />,
    status,
  );
};

const postGoodbye = async (c: DeskContext): Promise<Response> => {
  const { task, volunteer } = await goodbyeOf(c, ACTION);
  if (task.kind !== 'debrief') return missing(c);
  const read = await readForm(c, debriefForm);
  if (!read.ok) return goodbye(c, read.refusal, 422);
  const { codes: followed, ...said } = read.value;
  const noted = await recordDebrief(
    c.var.world,
    volunteer.id,
    task.id,
    { ...said, followed },
    staffOf(c).id,
    c.var.now,
  );
  if (noted.ok) return seeOther(c, `/benevoles/${volunteer.id}?dit=enregistre`);
  const { reason } = noted.refusal;
  if (reason === 'unknown' || reason === 'not-left') return missing(c);
  return goodbye(c, withProblem({ problems: [], typed: read.typed }, 'on', PROBLEMS[reason]), 422);
};

const quiet = async (c: DeskContext, problem?: string, status: PageStatus = 200): Promise<Response> => {
  const volunteer = await volunteerOf(c, ACTION);
  const asks = (await c.var.world.table.get(restsKind, restsKey(volunteer.id)))?.value.asks ?? [];
  return show(
    c,
    <QuietPage
      frame={frameOf(c)}
      volunteer={volunteer}
      asks={asks}
      open={openAsk(asks, volunteer)}
      form={problem ? withProblem(freshForm(), '', problem) : freshForm()}
      said={c.req.query('dit') === 'note'}
    />,
    status,
  );
};
const postQuiet = async (c: DeskContext): Promise<Response> => {
  const volunteer = await volunteerOf(c, ACTION);
  const read = await readForm(c, z.object({ answer: choice(['stay', 'not-yet'], 'Choisissez.') }));
  if (!read.ok) return quiet(c, 'Rien n’a été noté : choisissez une des réponses.', 422);
  const { answer } = read.value;
  const done = await answerAsk(c.var.world, volunteer.id, answer, actorOf(c), c.var.now);
  if (!done.ok)
    return quiet(c, 'Rien n’a été noté : cette question n’est pas, ou plus, celle qui est posée.', 409);
  const said = done.value.asks.at(-1);
  if (said?.answer && said.answeredOn && said.answer !== answer)
    return quiet(
      c,
      `Une réponse est déjà notée, le ${frenchDate(said.answeredOn)} : « ${ANSWER_NAMES[said.answer]} ». Elle n’a pas changé.`,
      409,
    );
  return seeOther(c, `${QUIET}/${volunteer.id}?dit=note`);
};

const returned = async (c: DeskContext, form?: FormState, status: PageStatus = 200): Promise<Response> => {
  const volunteer = await volunteerOf(c, ACTION);
  const known = freshForm({ rhythm: 'usual', until: addDays(dayOf(c.var.now), GENTLE_DAYS) });
  return show(c, <ReturnPage frame={frameOf(c)} volunteer={volunteer} form={form ?? known} />, status);
};
const EASE_PROBLEMS: Readonly<Record<string, string>> = {
  'day-past': 'Ce jour est passé : choisissez-en un à venir.',
  'day-too-far': 'C’est dans plus de quatre mois : changez plutôt son rythme sur sa fiche.',
};
const returnForm = z.object({
  rhythm: choice(['usual', 'one', 'fortnight'], 'Choisissez un rythme.'),
  until: day('Écrivez le dernier jour du rythme allégé.').optional(),
});
const postReturn = async (c: DeskContext): Promise<Response> => {
  const volunteer = await volunteerOf(c, ACTION);
  const read = await readForm(c, returnForm);
  if (!read.ok) return returned(c, read.refusal, 422);
  const { world, now } = c.var;
  const { rhythm, until = addDays(dayOf(now), GENTLE_DAYS) } = read.value;
  if (rhythm !== 'usual') {
    const lighter = { perWeek: rhythm === 'one' ? 1 : rhythm, until };
    const eased = await easeVolunteer(world, volunteer.id, lighter, actorOf(c), now);
    if (!eased.ok) {
      const sentence = EASE_PROBLEMS[eased.refusal.reason] ?? 'Ce rythme n’est pas possible maintenant.';
      return returned(c, withProblem({ problems: [], typed: read.typed }, 'until', sentence), 422);
    }
  }
  for (const id of await openTasks(world.table, volunteer.id, 'welcome-back'))
    await closeTask(world, id, 'Mot de bienvenue dit.', actorOf(c), now);
  return seeOther(c, `/benevoles/${volunteer.id}?dit=enregistre`);
};

/** Silences, returns, departures and ends of a tie: each one page for one call. */
export const restRoutes: readonly DeskRoute[] = [
  { method: 'GET', path: DEPARTURES, action: ACTION, handler: list },
  {
    method: 'GET',
    path: `${DEPARTURES}/:id`,
    action: ACTION,
    about: 'handler',
    handler: (c) => departure(c),
  },
  { method: 'POST', path: `${DEPARTURES}/:id`, action: ACTION, about: 'handler', handler: postDeparture },
  { method: 'GET', path: `${GOODBYES}/:id`, action: GOODBYE, about: 'handler', handler: (c) => goodbye(c) },
  { method: 'POST', path: `${GOODBYES}/:id`, action: ACTION, about: 'handler', handler: postGoodbye },
  { method: 'GET', path: `${QUIET}/:id`, action: ACTION, about: 'handler', handler: (c) => quiet(c) },
  { method: 'POST', path: `${QUIET}/:id`, action: ACTION, about: 'handler', handler: postQuiet },
  { method: 'GET', path: `${RETURNS}/:id`, action: ACTION, about: 'handler', handler: (c) => returned(c) },
  { method: 'POST', path: `${RETURNS}/:id`, action: ACTION, about: 'handler', handler: postReturn },
];
