import type { Board } from '../../../shared/heat/board/read-board.ts';
import { VOLUNTEER_OUTCOMES } from '../../../shared/heat/calls/meaning.ts';
import { type CallPerson, membersOf } from '../../../shared/heat/calls/members/members.ts';
import { outcomeIdSchema } from '../../../shared/heat/calls/outcome.ts';
import { recordOutcome } from '../../../shared/heat/calls/record-outcome.ts';
import { type CallTask, isOwed } from '../../../shared/heat/calls/task.ts';
import { OUTCOME_NAMES } from '../../../shared/heat/words.ts';
import { frenchPhone } from '../../../shared/phone/phone.ts';
import { spokenName } from '../../../shared/register/entry.ts';
import { seniorName } from '../../../shared/seniors/senior.ts';
import { sortName } from '../../../shared/seniors/store.ts';
import { civilOf } from '../../../shared/time/civil.ts';
import { frenchFullDay, frenchMoment, frenchTime } from '../../../shared/time/french.ts';
import { DataTable, EmptyState, Notice } from '../../web/components.tsx';
import { Hidden, PostForm, SubmitButton } from '../../web/fields.tsx';
import { formOf } from '../../web/guard/csrf.ts';
import { seeOther, show } from '../../web/http.ts';
import { actorOf, type DeskContext } from '../env.ts';
import { DeskPage, frameOf } from '../layout.tsx';
import type { DeskRoute } from '../router.ts';
import { chosenSchedule, readLists } from './read.ts';
import { FRIENDLY } from './words.ts';

const PAPER = `${FRIENDLY}/papier`;

type Line = { readonly task: CallTask; readonly person: CallPerson };

/** Those still to be called, by name; whoever may not be called any more has no line (law 4). */
const linesOf = async (c: DeskContext, board: Board): Promise<readonly Line[]> => {
  const { world, now } = c.var;
  const waiting = board.owed.filter((task) => task.state === 'open');
  const lines: Line[] = [];
  for (let i = 0; i < waiting.length; i += 20) {
    const some = waiting.slice(i, i + 20);
    const people = await membersOf(board.round).people(world.table, some, now, board.round);
    for (const task of some) {
      const person = people.get(task.personId);
      if (person) lines.push({ task, person });
    }
  }
  const name = ({ person }: Line): string => sortName(person.lastName, person.firstName);
  return lines.sort((a, b) => name(a).localeCompare(name(b), 'fr'));
};

/** People whom one sheet of paper holds: a longer list says on each whose it is. */
const A_SHEET = 16;

const showPaper = async (c: DeskContext): Promise<Response> => {
  const { now, world } = c.var;
  const { programme } = await chosenSchedule(c);
  const { board } = programme ? await readLists(c, programme.code) : { board: undefined };
  if (!programme || !board) return seeOther(c, FRIENDLY);
  const lines = await linesOf(c, board);
  const frame = frameOf(c);
  const done = Number(c.req.query('notes') ?? '');
  const title = `Appels de convivialité, ${frenchFullDay(board.round.day)}`;
  const formId = world.ids.secret().slice(0, 16);
  return show(
    c,
    <DeskPage frame={frame} title="Appels de convivialité, liste papier">
      <p class="crumbs no-print">
        <a href={`${FRIENDLY}?programme=${programme.code}`}>Appels de convivialité</a>
      </p>
      {done > 0 && <Notice tone="good">{done > 1 ? `${done} résultats notés.` : 'Un résultat noté.'}</Notice>}
      <h1>{title}</h1>
      <p>
        {lines.length} à appeler, liste de {frenchMoment(now)}. Numéro affiché&nbsp;:{' '}
        {frenchPhone(board.round.callingNumber).replaceAll(' ', '\u00a0')}. Danger&nbsp;:{' '}
        <strong>15, 18 ou 112</strong> d’abord.
      </p>
      <p class="no-print">
        Imprimez cette page (Ctrl+P)&nbsp;; au retour, choisissez ici ce qu’il en est, dans n’importe quel
        ordre, et enregistrez. Une ligne laissée vide reste à appeler.
      </p>
      <PostForm action={PAPER} csrf={frame.csrf}>
        <Hidden name="programme" value={programme.code} />
        <Hidden name="form" value={formId} />
        <DataTable
          caption="À appeler, par nom"
          hideCaption
          {...(lines.length > A_SHEET ? { sheetTitle: title } : {})}
          rows={lines}
          empty={<EmptyState title="Plus personne à appeler sur cette liste." />}
          columns={[
            { title: 'Personne', heads: true, cell: ({ person }) => seniorName(person) },
            {
              title: 'Numéros',
              cell: ({ person }) =>
                person.phones
                  .map(({ phone, label }) => `${frenchPhone(phone)}${label ? ` (${label})` : ''}`)
                  .join(', '),
            },
            { title: 'À savoir', cell: ({ person }) => person.callNotes },
            {
              title: 'Avec qui',
              cell: ({ task }) =>
                task.holder.by === 'volunteer'
                  ? 'un bénévole'
                  : task.notBefore > now
                    ? `à partir de ${frenchTime(civilOf(task.notBefore).time)}`
                    : '',
            },
            {
              title: 'Ce qu’il en est',
              cell: ({ task, person }) => (
                <>
                  <label class="hidden" for={`r-${task.id}`}>
                    {spokenName(person)}
                  </label>
                  <select id={`r-${task.id}`} name={`r-${task.id}`}>
                    <option value=""> </option>
                    {VOLUNTEER_OUTCOMES.map((code) => (
                      <option value={code}>{OUTCOME_NAMES[code]}</option>
                    ))}
                  </select>
                </>
              ),
            },
          ]}
        />
        {lines.length > 0 && (
          <p class="no-print">
            <SubmitButton>Enregistrer les résultats</SubmitButton>
          </p>
        )}
      </PostForm>
    </DeskPage>,
  );
};

/** Keyed back from paper: the form's own id and the line make each one outcome, however often it is sent. */
const keyBack = async (c: DeskContext): Promise<Response> => {
  const { world, now } = c.var;
  const data = await formOf(c);
  const field = (name: string): string => String(data.get(name) ?? '').slice(0, 60);
  const { programme } = await chosenSchedule(c, field('programme'));
  const { board } = programme ? await readLists(c, programme.code) : { board: undefined };
  if (!programme || !board) return seeOther(c, FRIENDLY);
  let kept = 0;
  for (const task of [...board.owed, ...board.settled]) {
    const code = VOLUNTEER_OUTCOMES.find((known) => known === field(`r-${task.id}`));
    const id = outcomeIdSchema.safeParse(`${field('form').slice(0, 20)}-${task.personId.slice(-10)}`);
    if (!code || !id.success || (task.state === 'stopped' && !isOwed(task) && code !== 'distress')) continue;
    const form = { taskId: task.id, id: id.data, code, note: '', calledAt: now, via: 'paper' as const };
    if ((await recordOutcome(world, form, actorOf(c), now)).ok) kept += 1;
  }
  return seeOther(c, `${PAPER}?programme=${programme.code}&notes=${kept}`);
};

const guarded = { action: 'friendly.call' } as const;
export const friendlyPaperRoutes: readonly DeskRoute[] = [
  { ...guarded, method: 'GET', path: PAPER, handler: showPaper },
  { ...guarded, method: 'POST', path: PAPER, handler: keyBack },
];
