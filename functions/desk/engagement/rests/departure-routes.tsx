import { openTasks, recordExitTalk } from '../../../../shared/engagement/rests/record-talk.ts';
import { exitTalkOf, talksKind, talksList } from '../../../../shared/engagement/rests/talk.ts';
import { listStaff } from '../../../../shared/staff/change-staff.ts';
import { rowsOf } from '../../../../shared/table/kind.ts';
import { openTaskList, taskKey, taskKind } from '../../../../shared/tasks/task.ts';
import { addDays, dayOf } from '../../../../shared/time/civil.ts';
import { frenchDate } from '../../../../shared/time/french.ts';
import { volunteerKind, volunteerList } from '../../../../shared/volunteers/store.ts';
import type { Volunteer } from '../../../../shared/volunteers/volunteer.ts';
import { type FormState, freshForm, readForm, withProblem } from '../../../web/form.ts';
import { type PageStatus, seeOther, show } from '../../../web/http.ts';
import { type DeskContext, staffOf, townOf } from '../../env.ts';
import { frameOf } from '../../layout.tsx';
import { type DeskRoute, missing } from '../../router.ts';
import { volunteerOf } from '../../volunteers/one.ts';
import { type Departure, DeparturePage, DeparturesPage } from './departures-page.tsx';
import { DEPARTURES } from './paths.ts';
import { exitForm, TALK_PROBLEMS, talksOf } from './talk-form.ts';

const ACTION = 'engagement.rests';
const SHOWN_DAYS = 365;

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
  return departure(c, withProblem({ problems: [], typed: read.typed }, 'on', TALK_PROBLEMS[reason]), 422);
};

/** Who left, and the talk that is proposed to each. */
export const departureRoutes: readonly DeskRoute[] = [
  { method: 'GET', path: DEPARTURES, action: ACTION, handler: list },
  {
    method: 'GET',
    path: `${DEPARTURES}/:id`,
    action: ACTION,
    about: 'handler',
    handler: (c) => departure(c),
  },
  { method: 'POST', path: `${DEPARTURES}/:id`, action: ACTION, about: 'handler', handler: postDeparture },
];
