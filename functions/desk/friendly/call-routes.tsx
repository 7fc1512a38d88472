import * as z from 'zod';
import { nextForAgent, readRound } from '../../../shared/heat/board/read-board.ts';
import { dutyTold } from '../../../shared/heat/calls/duty-told.ts';
import { membersOf } from '../../../shared/heat/calls/members/members.ts';
import { outcomeIdSchema } from '../../../shared/heat/calls/outcome.ts';
import { recordOutcome, takeCall } from '../../../shared/heat/calls/record-outcome.ts';
import type { CallRound } from '../../../shared/heat/calls/round.ts';
import { listOutcomes } from '../../../shared/heat/calls/settle-conflict.ts';
import {
  type CallTask,
  callTaskIdSchema,
  callTaskKey,
  callTaskKind,
  OUTCOMES,
} from '../../../shared/heat/calls/task.ts';
import { seniorIdSchema } from '../../../shared/ids/ids.ts';
import type { Senior } from '../../../shared/seniors/senior.ts';
import { seniorKey, seniorKind } from '../../../shared/seniors/store.ts';
import { choice, type FormState, freshForm, readForm, text, textIfAny, withProblem } from '../../web/form.ts';
import { type PageStatus, seeOther, show } from '../../web/http.ts';
import { saidIn } from '../../web/said.tsx';
import { actorOf, type DeskContext, staffOf, townOf } from '../env.ts';
import { frameOf } from '../layout.tsx';
import { type DeskRoute, missing } from '../router.ts';
import { teamOf } from '../seniors/team.ts';
import { FriendlyCallPage } from './call-page.tsx';
import { chosenSchedule, readLists } from './read.ts';
import { FRIENDLY } from './words.ts';

type Asked = { readonly task: CallTask; readonly round: CallRound; readonly senior: Senior };

/** A friendly call of this town; a hot day's are the register's, and are not found here (G11). */
const asked = async (c: DeskContext): Promise<Asked> => {
  const { world } = c.var;
  const id = callTaskIdSchema.safeParse(c.req.param('id'));
  const stored = id.success ? await world.table.get(callTaskKind, callTaskKey(id.data)) : undefined;
  const task = stored?.value;
  const seniorId = seniorIdSchema.safeParse(task?.personId);
  if (!task || task.town !== townOf(c).id || !seniorId.success) return missing(c);
  const [round, senior] = await Promise.all([
    readRound(world, task.roundId),
    world.table.get(seniorKind, seniorKey(seniorId.data)),
  ]);
  return round && senior ? { task, round, senior: senior.value } : missing(c);
};

const DONE: Readonly<Record<string, string>> = {
  note: 'Le résultat est noté.',
};

const showCall = async (
  c: DeskContext,
  { task, round, senior }: Asked,
  form: FormState = freshForm(),
  status: PageStatus = 200,
): Promise<Response> => {
  const { world, now } = c.var;
  const [people, outcomes, team] = await Promise.all([
    membersOf(round).people(world.table, [task], now, round),
    listOutcomes(world, task.id),
    teamOf(world.table, [task.referentId]),
  ]);
  const told =
    c.req.query('dit') === 'detresse'
      ? await dutyTold(world, { task, round, town: townOf(c), outcomes }, now)
      : undefined;
  return show(
    c,
    <FriendlyCallPage
      frame={frameOf(c)}
      task={task}
      round={round}
      senior={senior}
      person={people.get(task.personId)}
      outcomes={outcomes}
      team={team}
      now={now}
      newId={world.ids.secret().slice(0, 24)}
      form={form}
      done={saidIn(DONE, c.req.query('dit'))}
      told={told}
    />,
    status,
  );
};

const nextForm = z.object({ programme: text(40, 'Choisissez une liste.') });

/** The next person for this agent, reserved for twenty minutes: two agents never ring her at once. */
const next = async (c: DeskContext): Promise<Response> => {
  const read = await readForm(c, nextForm);
  if (!read.ok) return seeOther(c, FRIENDLY);
  const { world, now } = c.var;
  const { programme } = await chosenSchedule(c, read.value.programme);
  const { board } = programme ? await readLists(c, programme.code) : { board: undefined };
  for (const task of board ? nextForAgent(board, staffOf(c).id) : []) {
    const taken = await takeCall(world, task.id, actorOf(c), now);
    if (taken.ok) return seeOther(c, `${FRIENDLY}/appel/${task.id}`);
  }
  return seeOther(c, `${FRIENDLY}?programme=${encodeURIComponent(read.value.programme)}&dit=personne`);
};

const outcomeForm = z.object({
  id: z.string().pipe(outcomeIdSchema),
  code: choice(OUTCOMES, 'Choisissez ce qu’il en est.'),
  note: textIfAny(160),
});

const REFUSED = {
  unknown: 'Cet appel n’existe plus.',
  'not-yours': 'Cet appel n’est pas le vôtre.',
  'not-for-volunteers': 'Ce résultat ne se note pas ici.',
  'not-on-this-list':
    'Pour un appel de convivialité, personne n’est envoyé à la porte : prévenez son référent.',
} as const;

const outcome = async (c: DeskContext): Promise<Response> => {
  const found = await asked(c);
  const read = await readForm(c, outcomeForm);
  if (!read.ok) return showCall(c, found, read.refusal, 422);
  const { world, now } = c.var;
  const { id, code, note } = read.value;
  const form = { taskId: found.task.id, id, code, note, calledAt: now, via: 'desk' as const };
  const recorded = await recordOutcome(world, form, actorOf(c), now);
  if (!recorded.ok) return showCall(c, found, withProblem(freshForm(), '', REFUSED[recorded.refusal]), 409);
  return seeOther(c, `${FRIENDLY}/appel/${found.task.id}?dit=${code === 'distress' ? 'detresse' : 'note'}`);
};

const guarded = { action: 'friendly.call' } as const;
export const friendlyCallRoutes: readonly DeskRoute[] = [
  { ...guarded, method: 'POST', path: `${FRIENDLY}/suivante`, handler: next },
  {
    ...guarded,
    method: 'GET',
    path: `${FRIENDLY}/appel/:id`,
    handler: async (c) => showCall(c, await asked(c)),
  },
  { ...guarded, method: 'POST', path: `${FRIENDLY}/appel/:id/resultat`, handler: outcome },
];
