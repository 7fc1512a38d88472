import * as z from 'zod';
import { boardForCodes, lineCode } from '../../../../shared/heat/board/call-sheet.ts';
import { readBoard } from '../../../../shared/heat/board/read-board.ts';
import { outcomeIdSchema } from '../../../../shared/heat/calls/outcome.ts';
import { recordToday } from '../../../../shared/heat/calls/record-today.ts';
import { listOutcomes, settleConflict } from '../../../../shared/heat/calls/settle-conflict.ts';
import {
  type CallTask,
  callTaskIdSchema,
  callTaskKey,
  callTaskKind,
} from '../../../../shared/heat/calls/task.ts';
import { OUTCOME_NAMES } from '../../../../shared/heat/words.ts';
import { Notice } from '../../../web/components.tsx';
import { Choice, ErrorSummary, PostForm, SubmitButton } from '../../../web/fields.tsx';
import { type FormState, freshForm, readForm, text, withProblem } from '../../../web/form.ts';
import { formOf } from '../../../web/guard/csrf.ts';
import { type PageStatus, seeOther, show } from '../../../web/http.ts';
import { actorOf, type DeskContext, townOf } from '../../env.ts';
import { DeskPage, frameOf } from '../../layout.tsx';
import { type DeskRoute, missing } from '../../router.ts';
import { teamOf } from '../../seniors/team.ts';
import { demandCaller } from '../call-routes.tsx';
import { linesTyped, readLine, type TypedLine } from './entry.ts';
import { EntryPage } from './entry-page.tsx';
import { chosenRound, hourOf, PAPER, paperRounds } from './rounds.ts';

const counted = (c: DeskContext, name: string): number => {
  const n = Number(c.req.query(name) ?? '0');
  return Number.isInteger(n) && n > 0 && n < 100 ? n : 0;
};

const NOTHING = { kept: 0, known: 0, against: 0, alarm: 0 };

const showEntry = async (
  c: DeskContext,
  again?: {
    readonly liste: string;
    readonly formId: string;
    readonly typed: readonly TypedLine[];
    readonly form: FormState;
    readonly done: typeof NOTHING;
  },
): Promise<Response> => {
  const { world, now } = c.var;
  const rounds = await paperRounds(c);
  const round = chosenRound(rounds, again?.liste ?? c.req.query('liste'), now);
  return show(
    c,
    <EntryPage
      frame={frameOf(c)}
      rounds={rounds}
      board={round && (await readBoard(world, round.id, now))}
      formId={again?.formId ?? world.ids.secret().slice(0, 24)}
      typed={again?.typed ?? []}
      form={again?.form ?? freshForm()}
      done={
        again?.done ?? {
          kept: counted(c, 'notes'),
          known: counted(c, 'deja'),
          against: counted(c, 'contre'),
          alarm: counted(c, 'detresse'),
        }
      }
    />,
    again ? 422 : 200,
  );
};

/**
 * Takes in the lines that can be read; the others come back as they were typed, with what to correct. Each line is its
 * own outcome, under the page's id: sent again, it is not recorded again.
 */
const enter = async (c: DeskContext): Promise<Response> => {
  await demandCaller(c);
  const { world, now } = c.var;
  const data = await formOf(c);
  const rounds = await paperRounds(c);
  const liste = String(data.get('liste') ?? '');
  const round = rounds.find(({ id }) => id === liste);
  const typedLines = linesTyped(data);
  const codes = typedLines.map(({ code }) => code);
  const board = round && (await boardForCodes(world, round.id, codes, now));
  if (!board) return seeOther(c, `${PAPER}/saisie`);
  const formId = String(data.get('form') ?? '').slice(0, 40);
  const done = { ...NOTHING };
  const left: TypedLine[] = [];
  let form = freshForm();
  for (const [i, typed] of typedLines.entries()) {
    const line = i + 1;
    const read = readLine(board, typed, { formId, line, now });
    if (read.kind === 'empty') continue;
    const taken = read.kind === 'good' ? await recordToday(world, read.form, actorOf(c), now) : undefined;
    if (taken?.ok) {
      if (taken.value.already) done.known += 1;
      else done.kept += 1;
      if (!taken.value.already && taken.value.outcome.conflict) done.against += 1;
      if (!taken.value.already && taken.value.outcome.code === 'distress') done.alarm += 1;
      continue;
    }
    left[i] = typed;
    form = withProblem(
      form,
      `${read.kind === 'wrong' ? read.field : 'code'}-${line}`,
      `Ligne ${line} : ${read.kind === 'wrong' ? read.sentence : 'ce résultat n’a pas pu être noté.'}`,
    );
  }
  if (form.problems.length > 0) return showEntry(c, { liste, formId, typed: left, form, done });
  const words = new URLSearchParams({
    liste,
    notes: String(done.kept),
    deja: String(done.known),
    contre: String(done.against),
    detresse: String(done.alarm),
  });
  return seeOther(c, `${PAPER}/saisie?${words.toString()}`);
};

const taskAsked = async (c: DeskContext): Promise<CallTask> => {
  await demandCaller(c);
  const id = callTaskIdSchema.safeParse(c.req.param('id'));
  const stored = id.success ? await c.var.world.table.get(callTaskKind, callTaskKey(id.data)) : undefined;
  return stored && stored.value.town === townOf(c).id ? stored.value : missing(c);
};

const VIA = { link: 'par un lien', desk: 'au bureau', paper: 'sur papier' } as const;

const showConflict = async (
  c: DeskContext,
  task: CallTask,
  form: FormState = freshForm(),
  status: PageStatus = 200,
) => {
  const outcomes = (await listOutcomes(c.var.world, task.id)).filter(
    (one) => one.applied || task.conflicts.includes(one.id) || one.conflict,
  );
  const team = await teamOf(
    c.var.world.table,
    outcomes.map(({ by }) => by.id),
  );
  const who = (one: (typeof outcomes)[number]): string =>
    one.by.kind === 'volunteer' ? 'un bénévole' : (team.get(one.by.id)?.name ?? 'un agent');
  return show(
    c,
    <DeskPage frame={frameOf(c)} title="Trancher une contradiction" hasProblems={form.problems.length > 0}>
      <p class="crumbs">
        <a href={`${PAPER}/saisie?liste=${task.roundId}`}>Saisir des résultats</a>
      </p>
      <ErrorSummary form={form} />
      <div class="narrow">
        <h1>Ligne {lineCode(task)}&nbsp;: quel résultat tient&nbsp;?</h1>
        {task.conflicts.length === 0 ? (
          <Notice tone="good">Il n’y a rien à trancher&nbsp;: un seul résultat tient pour ce jour.</Notice>
        ) : task.state !== 'reached' ? (
          <Notice tone="warn">
            <p>Personne ne l’a jointe depuis&nbsp;: appelez-la, sa réponse tranchera.</p>
            <p>
              <a href={`/canicule/appels/${task.id}`}>Ouvrir sa fiche d’appel</a>
            </p>
          </Notice>
        ) : (
          <PostForm action={`${PAPER}/conflits/${task.id}`} csrf={c.get('csrf')}>
            <Choice
              form={form}
              name="outcome"
              label="Le résultat à garder"
              hint="Les autres restent lisibles dans son histoire. Dans le doute, rappelez-la."
              options={outcomes.map((one) => ({
                value: one.id,
                label: `${OUTCOME_NAMES[one.code]}, à ${hourOf(one.calledAt)}`,
                hint: `Noté par ${who(one)} ${VIA[one.via]} à ${hourOf(one.recordedAt)}${one.note ? ` : « ${one.note} »` : ''}`,
              }))}
            />
            <div class="actions">
              <SubmitButton>Garder ce résultat</SubmitButton>
              <a class="button second" href={`/canicule/appels/${task.id}`}>
                La rappeler
              </a>
            </div>
          </PostForm>
        )}
      </div>
    </DeskPage>,
    status,
  );
};

const WHY_NOT = {
  unknown: 'Cet appel n’existe plus.',
  'no-conflict': 'Quelqu’un vient de trancher.',
  'unknown-outcome': 'Choisissez un des résultats.',
  'not-reached': 'Elle est de nouveau à joindre : appelez-la.',
} as const;

const settle = async (c: DeskContext): Promise<Response> => {
  const task = await taskAsked(c);
  const read = await readForm(c, z.object({ outcome: text(60, 'Choisissez le résultat à garder.') }));
  if (!read.ok) return showConflict(c, task, read.refusal, 422);
  const id = outcomeIdSchema.safeParse(read.value.outcome);
  const done = id.success
    ? await settleConflict(c.var.world, task.id, id.data, actorOf(c), c.var.now)
    : undefined;
  if (done?.ok) return seeOther(c, `${PAPER}/saisie?liste=${task.roundId}`);
  const sentence = WHY_NOT[done?.refusal ?? 'unknown-outcome'];
  return showConflict(c, task, withProblem({ problems: [], typed: read.typed }, 'outcome', sentence), 409);
};

const named = { action: 'heat.call', about: 'handler' } as const;
export const paperEntryRoutes: readonly DeskRoute[] = [
  {
    ...named,
    method: 'GET',
    path: `${PAPER}/saisie`,
    handler: async (c) => {
      await demandCaller(c);
      return showEntry(c);
    },
  },
  { ...named, method: 'POST', path: `${PAPER}/saisie`, handler: enter },
  {
    ...named,
    method: 'GET',
    path: `${PAPER}/conflits/:id`,
    handler: async (c) => showConflict(c, await taskAsked(c)),
  },
  { ...named, method: 'POST', path: `${PAPER}/conflits/:id`, handler: settle },
];
