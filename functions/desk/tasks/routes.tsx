import * as z from 'zod';
import { taskIdSchema } from '../../../shared/ids/ids.ts';
import { rowsOf } from '../../../shared/table/kind.ts';
import { closeTask } from '../../../shared/tasks/close-task.ts';
import { openTaskList, type Task, taskKey, taskKind, urgentFirst } from '../../../shared/tasks/task.ts';
import { type FormState, freshForm, readForm, text, withProblem } from '../../web/form.ts';
import { type PageStatus, seeOther, show } from '../../web/http.ts';
import { peopleOf } from '../day/people.ts';
import { actorOf, type DeskContext, townOf } from '../env.ts';
import { frameOf } from '../layout.tsx';
import { isReader } from '../register/readers/reader.tsx';
import { type DeskRoute, demand, missing } from '../router.ts';
import { teamOf } from '../seniors/team.ts';
import { TaskPage, TasksPage } from './pages.tsx';
import { isOfRegisterCall } from './words.ts';

const MOST_SHOWN = 100;

/** Whether the calls among these tasks open for whoever reads: asked only where there are some. */
export const namedFor = async (c: DeskContext, tasks: readonly Task[]): Promise<boolean> =>
  tasks.some(isOfRegisterCall) && (await isReader(c));

const list = async (c: DeskContext): Promise<Response> => {
  const { table } = c.var.world;
  const page = await table.index('list', { partition: openTaskList(townOf(c).id), limit: MOST_SHOWN });
  const tasks = urgentFirst(rowsOf(taskKind, page.items).map(({ value }) => value));
  const [people, team, isNamed] = await Promise.all([
    peopleOf(
      table,
      tasks.flatMap(({ seniorId, volunteerId }) => [seniorId, volunteerId]),
    ),
    teamOf(
      table,
      tasks.map(({ assigneeId }) => assigneeId),
    ),
    namedFor(c, tasks),
  ]);
  return show(
    c,
    <TasksPage
      frame={frameOf(c)}
      tasks={tasks}
      people={people}
      team={team}
      isNamed={isNamed}
      more={page.next !== undefined}
      now={c.var.now}
      done={c.req.query('dit') === 'faite'}
    />,
  );
};

const taskAsked = async (c: DeskContext) => {
  const id = taskIdSchema.safeParse(c.req.param('id'));
  const stored = id.success ? await c.var.world.table.get(taskKind, taskKey(id.data)) : undefined;
  if (!stored) return missing(c);
  demand(c, 'task.close', { town: stored.value.town });
  return stored.value;
};

const showTask = async (c: DeskContext, form: FormState, status: PageStatus = 200) => {
  const task = await taskAsked(c);
  const { table } = c.var.world;
  const [people, team, isNamed] = await Promise.all([
    peopleOf(table, [task.seniorId, task.volunteerId]),
    teamOf(table, [task.doneBy, task.assigneeId]),
    namedFor(c, [task]),
  ]);
  return show(
    c,
    <TaskPage
      frame={frameOf(c)}
      task={task}
      people={people}
      team={team}
      isNamed={isNamed}
      now={c.var.now}
      form={form}
    />,
    status,
  );
};

const closeForm = z.object({ outcome: text(300, 'Écrivez en quelques mots ce qui a été fait.') });
const close = async (c: DeskContext): Promise<Response> => {
  const task = await taskAsked(c);
  const read = await readForm(c, closeForm);
  if (!read.ok) return showTask(c, read.refusal, 422);
  const closed = await closeTask(c.var.world, task.id, read.value.outcome, actorOf(c), c.var.now);
  if (closed.ok) return seeOther(c, '/taches?dit=faite');
  const sentence =
    closed.refusal === 'already-done'
      ? 'Quelqu’un d’autre vient de la noter faite.'
      : 'Écrivez en quelques mots ce qui a été fait.';
  return showTask(c, withProblem({ problems: [], typed: read.typed }, 'outcome', sentence), 409);
};

export const taskRoutes: readonly DeskRoute[] = [
  { method: 'GET', path: '/taches', action: 'task.list', handler: list },
  {
    method: 'GET',
    path: '/taches/:id',
    action: 'task.close',
    about: 'handler',
    handler: (c) => showTask(c, freshForm()),
  },
  { method: 'POST', path: '/taches/:id', action: 'task.close', about: 'handler', handler: close },
];
