import * as z from 'zod';
import { nextForAgent, readRound } from '../../../shared/heat/board/read-board.ts';
import { dutyTold } from '../../../shared/heat/calls/duty-told.ts';
import { owedBefore } from '../../../shared/heat/calls/earlier-days.ts';
import { assignCall } from '../../../shared/heat/calls/move-on.ts';
import { outcomeIdSchema } from '../../../shared/heat/calls/outcome.ts';
import { takeCall } from '../../../shared/heat/calls/record-outcome.ts';
import { recordToday } from '../../../shared/heat/calls/record-today.ts';
import { listOutcomes } from '../../../shared/heat/calls/settle-conflict.ts';
import {
  type CallTask,
  callTaskIdSchema,
  callTaskKey,
  callTaskKind,
  OUTCOMES,
} from '../../../shared/heat/calls/task.ts';
import { registerEntryIdSchema, seniorIdSchema, staffIdSchema } from '../../../shared/ids/ids.ts';
import { readEntry } from '../../../shared/register/list-entries.ts';
import { isNamed, listReaders, readerOf } from '../../../shared/register/readers/reader.ts';
import { isOpenTo, openReading } from '../../../shared/register/readers/reading.ts';
import { seniorKey, seniorKind } from '../../../shared/seniors/store.ts';
import { listStaff } from '../../../shared/staff/change-staff.ts';
import type { Staff } from '../../../shared/staff/staff.ts';
import { dayOf } from '../../../shared/time/civil.ts';
import { choice, type FormState, freshForm, readForm, textIfAny, withProblem } from '../../web/form.ts';
import { type PageStatus, seeOther, show } from '../../web/http.ts';
import { saidIn } from '../../web/said.tsx';
import { actorOf, type DeskContext, staffOf, townOf } from '../env.ts';
import { frameOf } from '../layout.tsx';
import { type DeskRoute, demand, missing } from '../router.ts';
import { CallPage } from './call-page.tsx';
import type { Called } from './call-steps.ts';
import { HEAT, hotDay } from './read.ts';

/** Names are the register's: only for the agents the mayor named (G11); to anybody else no call exists. */
export const demandCaller = async (c: DeskContext): Promise<void> => {
  const { world, now } = c.var;
  const reader = await readerOf(world.table, staffOf(c).id, world.config.townId, now);
  demand(c, 'heat.call', { town: world.config.townId, relations: reader ? ['named'] : [] });
};

const taskAsked = async (c: DeskContext): Promise<CallTask> => {
  await demandCaller(c);
  const id = callTaskIdSchema.safeParse(c.req.param('id'));
  const stored = id.success ? await c.var.world.table.get(callTaskKind, callTaskKey(id.data)) : undefined;
  return stored && stored.value.town === townOf(c).id ? stored.value : missing(c);
};

/** Her file, once the agent has opened her: from the register, or for friendly calls from her own file. */
const calledOf = async (c: DeskContext, task: CallTask): Promise<Called | undefined> => {
  const { table } = c.var.world;
  if (!(await isOpenTo(table, staffOf(c).id, task.personId, c.var.now))) return undefined;
  const entryId = registerEntryIdSchema.safeParse(task.personId);
  if (entryId.success) return (await readEntry(table, entryId.data))?.value.person;
  const seniorId = seniorIdSchema.safeParse(task.personId);
  const senior = seniorId.success
    ? (await table.get(seniorKind, seniorKey(seniorId.data)))?.value
    : undefined;
  return (
    senior && {
      civility: senior.civility,
      firstName: senior.firstName,
      lastName: senior.lastName,
      phones: senior.phones,
      callNotes: senior.practicalNotes,
      contacts: senior.emergencyContacts,
      homeHelp: '',
      address: senior.address,
    }
  );
};

/** Those whom the mayor named: nobody else can open her, nor be given her. */
const namedAgents = async (c: DeskContext): Promise<readonly Staff[]> => {
  const { world, now } = c.var;
  const [team, readers] = await Promise.all([
    listStaff(world.table, townOf(c).id),
    listReaders(world.table, townOf(c).id),
  ]);
  const named = new Set(readers.flatMap((one) => (isNamed(one, dayOf(now)) ? [one.staffId] : [])));
  return team.map(({ value }) => value).filter(({ id, active }) => active && named.has(id));
};

const DONE: Readonly<Record<string, string>> = {
  confiee: 'C’est confié : ce collègue la trouve en tête de sa liste.',
  note: 'Le résultat est noté.',
};

const showCall = async (
  c: DeskContext,
  task: CallTask,
  form: FormState = freshForm(),
  status: PageStatus = 200,
) => {
  const { world, now } = c.var;
  const [round, person, outcomes, before, agents] = await Promise.all([
    readRound(world, task.roundId),
    calledOf(c, task),
    listOutcomes(world, task.id),
    owedBefore(world, task),
    namedAgents(c),
  ]);
  if (!round) return missing(c);
  const told =
    c.req.query('dit') === 'detresse'
      ? await dutyTold(world, { task, round, town: townOf(c), outcomes }, now)
      : undefined;
  return show(
    c,
    <CallPage
      frame={frameOf(c)}
      task={task}
      round={round}
      person={person}
      outcomes={outcomes}
      before={before}
      agents={agents}
      now={now}
      newId={world.ids.secret().slice(0, 24)}
      form={form}
      done={saidIn(DONE, c.req.query('dit'))}
      told={told}
    />,
    status,
  );
};

/** The next person for this agent: theirs by name first, then what is handed up, late, and first in priority. */
const next = async (c: DeskContext): Promise<Response> => {
  await demandCaller(c);
  const { board } = await hotDay(c);
  const [task] = board ? nextForAgent(board, staffOf(c).id) : [];
  if (task) return seeOther(c, `${HEAT}/appels/${task.id}`);
  return seeOther(c, `${HEAT}?dit=${board && board.owed.length > 0 ? 'personne' : 'fini'}`);
};

const TAKE_WORDS = {
  unknown: 'Cet appel n’existe plus.',
  'not-owed': 'Plus rien n’est dû pour cette personne.',
  'with-volunteer': 'Un bénévole l’appelle en ce moment.',
  'somebody-calls': 'Un collègue est au téléphone avec elle. Prenez la suivante.',
} as const;

const take = async (c: DeskContext): Promise<Response> => {
  const task = await taskAsked(c);
  const { world, now } = c.var;
  const taken = await takeCall(world, task.id, actorOf(c), now);
  if (!taken.ok) return showCall(c, task, withProblem(freshForm(), '', TAKE_WORDS[taken.refusal]), 409);
  await openReading(world, staffOf(c).id, 'entry', task.personId, now);
  return seeOther(c, `${HEAT}/appels/${task.id}`);
};

const outcomeForm = z.object({
  id: z.string().pipe(outcomeIdSchema),
  code: choice(OUTCOMES, 'Choisissez ce qu’il en est.'),
  note: textIfAny(160),
});

const outcome = async (c: DeskContext): Promise<Response> => {
  const task = await taskAsked(c);
  const read = await readForm(c, outcomeForm);
  if (!read.ok) return showCall(c, task, read.refusal, 422);
  const { id, code, note } = read.value;
  const { world, now } = c.var;
  const form = { taskId: task.id, id, code, note, calledAt: now, via: 'desk' as const };
  const recorded = await recordToday(world, form, actorOf(c), now);
  if (!recorded.ok) return missing(c);
  if (code === 'distress') return seeOther(c, `${HEAT}/appels/${task.id}?dit=detresse`);
  return seeOther(c, `${HEAT}/appels/${task.id}?dit=note`);
};

const NOT_NAMED = 'Cette personne n’est pas nommée pour le registre : elle ne verrait ni nom ni numéro.';

const assignForm = z.object({ to: z.string({ error: 'Choisissez un collègue.' }).pipe(staffIdSchema) });

const assign = async (c: DeskContext): Promise<Response> => {
  const task = await taskAsked(c);
  const read = await readForm(c, assignForm);
  if (!read.ok) return showCall(c, task, read.refusal, 422);
  const { world, now } = c.var;
  const { to } = read.value;
  if (!(await namedAgents(c)).some(({ id }) => id === to))
    return showCall(c, task, withProblem(freshForm(), '', NOT_NAMED), 422);
  const done = await assignCall(world, task.id, to, actorOf(c), now);
  if (!done.ok) return showCall(c, task, withProblem(freshForm(), '', TAKE_WORDS[done.refusal]), 409);
  return seeOther(c, `${HEAT}/appels/${task.id}?dit=confiee`);
};

const guarded = { action: 'heat.call', about: 'handler' } as const;
export const heatCallRoutes: readonly DeskRoute[] = [
  { ...guarded, method: 'GET', path: `${HEAT}/appeler`, handler: next },
  {
    ...guarded,
    method: 'GET',
    path: `${HEAT}/appels/:id`,
    handler: async (c) => showCall(c, await taskAsked(c)),
  },
  { ...guarded, method: 'POST', path: `${HEAT}/appels/:id/prendre`, handler: take },
  { ...guarded, method: 'POST', path: `${HEAT}/appels/:id/resultat`, handler: outcome },
  { ...guarded, method: 'POST', path: `${HEAT}/appels/:id/confier`, handler: assign },
];
