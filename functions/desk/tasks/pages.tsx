import type { Task } from '../../../shared/tasks/task.ts';
import { dayOf } from '../../../shared/time/civil.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import { Clock, EmptyState, Facts, Moment, Notice } from '../../web/components.tsx';
import { ErrorSummary, PostForm, SubmitButton, TextArea } from '../../web/fields.tsx';
import type { FormState } from '../../web/form.ts';
import { PhoneLink } from '../../web/layout.tsx';
import { type People, seniorNamed, seniorPath, volunteerNamed, volunteerPath } from '../day/people.ts';
import { Rows } from '../day/section.tsx';
import { DeskPage, type Frame } from '../layout.tsx';
import type { Team } from '../seniors/team.ts';
import { isOfRegisterCall, leadsToCall, TASK_NAMES, taskPath } from './words.ts';

type Common = {
  readonly frame: Frame;
  readonly people: People;
  readonly team: Team;
  /** Named for the alert register: the calls of a hot day open. */
  readonly isNamed: boolean;
  readonly now: Instant;
};

const WHERE: Readonly<Record<string, string>> = {
  mis_: 'Ouvrir la mission',
  con_: 'Ouvrir l’inquiétude',
  flg_: 'Ouvrir le signalement',
  ser_: 'Ouvrir l’accompagnement',
  sen_: 'Ouvrir le dossier',
  vol_: 'Ouvrir la fiche',
  gat_: 'Ouvrir le rendez-vous',
  tha_: 'Lire les mots',
  cal_: 'Ouvrir l’appel',
};
const DOORS: Partial<Readonly<Record<Task['kind'], string>>> = {
  'exit-talk': 'Noter l’entretien',
  debrief: 'Noter l’échange',
  'volunteer-quiet': 'Prendre des nouvelles',
  'welcome-back': 'Accueillir',
};
const whereWords = (task: Task): string =>
  DOORS[task.kind] ??
  (task.subjectId.startsWith('cal_') && !leadsToCall(task) ? 'Ouvrir le dossier' : undefined) ??
  WHERE[task.subjectId.slice(0, 4)] ??
  (task.volunteerId ? 'Ouvrir la fiche' : 'Ouvrir le dossier');
const leads = (task: Task, isNamed: boolean): boolean => !taskPath(task, isNamed).startsWith('/taches');

const About = ({ task, people }: { task: Task; people: People }) => {
  const volunteer = people.volunteers.get(task.volunteerId ?? '');
  return (
    <>
      {task.seniorId && <a href={seniorPath(task.seniorId)}>{seniorNamed(people, task.seniorId)}</a>}
      {task.seniorId && task.volunteerId && ' ; '}
      {task.volunteerId && (
        <>
          <a href={volunteerPath(task.volunteerId)}>{volunteerNamed(people, task.volunteerId)}</a>
          {volunteer && (
            <>
              , <PhoneLink phone={volunteer.phone} />
            </>
          )}
        </>
      )}
    </>
  );
};

const TaskRow = ({ task, people, team, isNamed, now }: Omit<Common, 'frame'> & { task: Task }) => (
  <li id={task.id}>
    <div>
      <p class="what">{task.sentence}</p>
      <p class="facts-line">
        {TASK_NAMES[task.kind]}, <Clock due={task.dueAt} now={now} />
        {(task.seniorId || task.volunteerId) && '. '}
        <About task={task} people={people} />
        {team.has(task.assigneeId ?? '') && `. Pour ${team.get(task.assigneeId ?? '')?.name}`}
      </p>
    </div>
    <div class="quick no-print">
      {leads(task, isNamed) && (
        <a class="button second" href={taskPath(task, isNamed)}>
          {whereWords(task)}
        </a>
      )}
      <a class="button" href={`/taches/${task.id}`} aria-label={`C’est fait : ${task.sentence}`}>
        C’est fait
      </a>
    </div>
  </li>
);

/** Forty rows are three questions: what cannot wait, what ends tonight, what has time. */
const WHEN: readonly (readonly [string, (task: Task, now: Instant) => boolean])[] = [
  ['Urgent', ({ urgent }) => urgent],
  ['À faire d’ici ce soir', ({ urgent, dueAt }, now) => !urgent && dayOf(dueAt) <= dayOf(now)],
  ['Ensuite', ({ urgent, dueAt }, now) => !urgent && dayOf(dueAt) > dayOf(now)],
];

/** What waits for a person: what is urgent, then what ends tonight, then the rest; each the nearest deadline first. */
export const TasksPage = ({
  frame,
  tasks,
  people,
  team,
  isNamed,
  now,
  more,
  done,
}: Common & { tasks: readonly Task[]; more: boolean; done: boolean }) => {
  const groups = WHEN.map(([title, holds]) => ({ title, rows: tasks.filter((task) => holds(task, now)) }));
  return (
    <DeskPage frame={frame} title="Tâches">
      <h1>Tâches ({tasks.length})</h1>
      {done && <Notice tone="good">C’est noté : la tâche est faite.</Notice>}
      {tasks.length === 0 && (
        <EmptyState title="Aucune tâche n’attend.">
          Ce que la plateforme ne peut pas ou ne doit pas faire seule arrive ici, avec un délai.
        </EmptyState>
      )}
      {groups
        .filter(({ rows }) => rows.length > 0)
        .map(({ title, rows }) => (
          <section class="wait">
            <h2>
              {title} <span class={title === 'Ensuite' ? 'count calm' : 'count'}>{rows.length}</span>
            </h2>
            <Rows>
              {rows.map((task) => (
                <TaskRow task={task} people={people} team={team} isNamed={isNamed} now={now} />
              ))}
            </Rows>
          </section>
        ))}
      {more && <p class="quiet">Les 100 délais les plus proches sont affichés, les urgences d’abord.</p>}
    </DeskPage>
  );
};

/** One task: what it asks, and what came of it. */
export const TaskPage = ({
  frame,
  task,
  people,
  team,
  isNamed,
  now,
  form,
}: Common & { task: Task; form: FormState }) => (
  <DeskPage frame={frame} title={TASK_NAMES[task.kind]} hasProblems={form.problems.length > 0}>
    <p class="crumbs no-print">
      <a href="/taches">Tâches</a>
    </p>
    <div class="narrow">
      <ErrorSummary form={form} />
      <h1>{task.sentence}</h1>
      <Facts
        of={[
          ['Tâche', TASK_NAMES[task.kind]],
          ['Concerne', <About task={task} people={people} />],
          ['Délai', task.state === 'open' ? <Clock due={task.dueAt} now={now} /> : undefined],
          ['Faite', task.doneAt && <Moment at={task.doneAt} />],
          ['Par', team.get(task.doneBy ?? '')?.name],
          ['Ce qui a été fait', task.outcome],
        ]}
      />
      {task.state === 'open' && isOfRegisterCall(task) && !isNamed && (
        <Notice>
          Cet appel ne s’ouvre qu’aux agents nommés pour le registre d’alerte : prévenez l’un d’eux sans
          attendre.
        </Notice>
      )}
      {task.state === 'open' && (
        <PostForm action={`/taches/${task.id}`} csrf={frame.csrf}>
          <TextArea
            form={form}
            name="outcome"
            label="Ce qui a été fait"
            hint="En quelques mots, sans détail de santé."
            max={300}
            rows={3}
          />
          <div class="actions">
            <SubmitButton>La tâche est faite</SubmitButton>
            {leads(task, isNamed) && (
              <a class="button second" href={taskPath(task, isNamed)}>
                {whereWords(task)}
              </a>
            )}
          </div>
        </PostForm>
      )}
    </div>
  </DeskPage>
);
