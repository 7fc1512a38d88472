import { can } from '../../../../shared/access/table.ts';
import { recordDebrief } from '../../../../shared/engagement/rests/record-talk.ts';
import { taskIdSchema, volunteerIdSchema } from '../../../../shared/ids/ids.ts';
import { type Task, taskKey, taskKind } from '../../../../shared/tasks/task.ts';
import { dayOf } from '../../../../shared/time/civil.ts';
import type { Volunteer } from '../../../../shared/volunteers/volunteer.ts';
import { type FormState, freshForm, readForm, withProblem } from '../../../web/form.ts';
import { type PageStatus, seeOther, show } from '../../../web/http.ts';
import { peopleOf } from '../../day/people.ts';
import { type DeskContext, staffOf } from '../../env.ts';
import { frameOf } from '../../layout.tsx';
import { type DeskRoute, demand, missing } from '../../router.ts';
import { GoodbyePage } from './goodbye-page.tsx';
import { GOODBYES } from './paths.ts';
import { debriefForm, TALK_PROBLEMS, talksOf } from './talk-form.ts';

const ACTION = 'engagement.rests';
const GOODBYE = 'engagement.goodbye';

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
  return goodbye(c, withProblem({ problems: [], typed: read.typed }, 'on', TALK_PROBLEMS[reason]), 422);
};

/** The end of a tie: the call by which it is told, then the time to talk. */
export const goodbyeRoutes: readonly DeskRoute[] = [
  { method: 'GET', path: `${GOODBYES}/:id`, action: GOODBYE, about: 'handler', handler: (c) => goodbye(c) },
  { method: 'POST', path: `${GOODBYES}/:id`, action: ACTION, about: 'handler', handler: postGoodbye },
];
