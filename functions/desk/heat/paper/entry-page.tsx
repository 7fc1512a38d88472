import { lineCode } from '../../../../shared/heat/board/call-sheet.ts';
import type { Board } from '../../../../shared/heat/board/read-board.ts';
import { NOTE_LENGTH } from '../../../../shared/heat/calls/outcome.ts';
import type { CallRound } from '../../../../shared/heat/calls/round.ts';
import { OUTCOMES } from '../../../../shared/heat/calls/task.ts';
import { OUTCOME_NAMES } from '../../../../shared/heat/words.ts';
import { EmptyState, Notice } from '../../../web/components.tsx';
import { ErrorSummary, Hidden, PostForm, SubmitButton } from '../../../web/fields.tsx';
import type { FormState } from '../../../web/form.ts';
import { DeskPage, type Frame } from '../../layout.tsx';
import { HEAT } from '../read.ts';
import { PAPER_LETTERS } from './codes.ts';
import { ENTRY_LINES, type TypedLine } from './entry.ts';
import { Lists } from './page.tsx';
import { hourOf, PAPER, plural, roundWords } from './rounds.ts';

export type EntryProps = {
  readonly frame: Frame;
  readonly rounds: readonly CallRound[];
  readonly board: Board | undefined;
  /** Drawn when the page is shown: the same page sent twice is the same results. */
  readonly formId: string;
  readonly typed: readonly TypedLine[];
  readonly form: FormState;
  readonly done: {
    readonly kept: number;
    readonly known: number;
    readonly against: number;
    readonly alarm: number;
  };
};

const Line = ({ n, typed, form }: { n: number; typed: TypedLine | undefined; form: FormState }) => {
  const problem = (field: string) => form.problems.find((one) => one.field === `${field}-${n}`);
  const said = ['code', 'result', 'hour', 'note'].flatMap((field) => problem(field) ?? [])[0];
  const input = (field: keyof TypedLine) => ({
    id: `f-${field}-${n}`,
    name: `${field}-${n}`,
    autocomplete: 'off',
    ...(problem(field) ? { 'aria-invalid': 'true' as const, 'aria-describedby': `line-${n}-problem` } : {}),
  });
  return (
    <tr class={said ? 'wrong' : ''}>
      <td class="k-code-cell">
        <label class="hidden" for={`f-code-${n}`}>
          Code, ligne {n}
        </label>
        <input {...input('code')} class="k-code" maxlength={6} value={typed?.code ?? ''} spellcheck={false} />
      </td>
      <td>
        <label class="hidden" for={`f-result-${n}`}>
          Résultat, ligne {n}
        </label>
        <select {...input('result')}>
          <option value="" />
          {OUTCOMES.map((code) => (
            <option
              value={code}
              selected={typed?.result === code || typed?.result.toUpperCase() === PAPER_LETTERS[code]}
            >
              {PAPER_LETTERS[code]} – {OUTCOME_NAMES[code]}
            </option>
          ))}
        </select>
      </td>
      <td>
        <label class="hidden" for={`f-hour-${n}`}>
          Heure, ligne {n}
        </label>
        <input
          {...input('hour')}
          class="k-hour"
          maxlength={6}
          value={typed?.hour ?? ''}
          placeholder="10h20"
        />
      </td>
      <td>
        <label class="hidden" for={`f-note-${n}`}>
          Mot, ligne {n}
        </label>
        <input {...input('note')} maxlength={NOTE_LENGTH} value={typed?.note ?? ''} />
        {said && (
          <span class="problem" id={`line-${n}-problem`}>
            {said.sentence}
          </span>
        )}
      </td>
    </tr>
  );
};

const Done = ({ done, board }: Pick<EntryProps, 'done' | 'board'>) => (
  <>
    {done.alarm > 0 && (
      <Notice tone="alert" title={`${plural(done.alarm, 'détresse notée', 'détresses notées')}`}>
        <p>
          Si ce n’est pas déjà fait, appelez le 15, le 18 ou le 112 maintenant. Puis voyez{' '}
          <a href={`${HEAT}${board ? `?liste=${board.round.id}` : ''}`}>sur le tableau</a> qui s’en occupe :
          ces lignes y sont en tête.
        </p>
      </Notice>
    )}
    {done.kept + done.known > 0 && (
      <Notice tone="good">
        {`${plural(done.kept, 'résultat noté', 'résultats notés')}.${
          done.known > 0
            ? ` ${plural(done.known, 'était déjà noté', 'étaient déjà notés')} : rien n’a été doublé.`
            : ''
        }`}
      </Notice>
    )}
    {done.against > 0 && (
      <Notice tone="warn">
        {plural(done.against, 'résultat contredit', 'résultats contredisent')} ce qui était noté. Rien n’a été
        écrasé&nbsp;: <a href="#contradictions">tranchez ci-dessous</a>.
      </Notice>
    )}
  </>
);

const Conflicts = ({ board }: { board: Board }) => {
  const tasks = [...board.owed, ...board.settled].filter((task) => task.conflicts.length > 0);
  return (
    <section id="contradictions">
      <h2>Contradictions</h2>
      {tasks.length === 0 ? (
        <p class="quiet">Aucune&nbsp;: chaque personne a un seul résultat pour ce jour.</p>
      ) : (
        <ul>
          {tasks.map((task) => (
            <li>
              <a href={`${PAPER}/conflits/${task.id}`}>
                Ligne {lineCode(task)}&nbsp;: {plural(task.conflicts.length + 1, 'résultat')} à comparer
              </a>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
};

/** Results from paper, line after line at the keyboard: code, letter, hour, a word; any order, as many pages as needed. */
export const EntryPage = ({ frame, rounds, board, formId, typed, form, done }: EntryProps) => (
  <DeskPage frame={frame} title="Saisir des résultats" hasProblems={form.problems.length > 0}>
    <p class="crumbs">
      <a href={`${PAPER}${board ? `?liste=${board.round.id}` : ''}`}>Listes papier</a>
    </p>
    <ErrorSummary form={form} />
    <Done done={done} board={board} />
    <h1>Saisir des résultats</h1>
    <Lists rounds={rounds} round={board?.round} path={`${PAPER}/saisie`} />
    {!board ? (
      <EmptyState title="Aucune liste d’appels en ce moment." />
    ) : (
      <>
        <p>
          {roundWords(board.round)}. Une ligne par appel, dans n’importe quel ordre, avec l’heure où l’appel a
          eu lieu. Au clavier&nbsp;: tabulation d’une case à l’autre, la lettre choisit le résultat, entrée
          enregistre. Rien sur la santé.
        </p>
        <PostForm action={`${PAPER}/saisie`} csrf={frame.csrf}>
          <Hidden name="liste" value={board.round.id} />
          <Hidden name="form" value={formId} />
          <table class="keying">
            <caption class="hidden">Résultats à saisir</caption>
            <thead>
              <tr>
                <th scope="col">Code</th>
                <th scope="col">Résultat</th>
                <th scope="col">Heure</th>
                <th scope="col">Mot (facultatif)</th>
              </tr>
            </thead>
            <tbody>
              {Array.from({ length: ENTRY_LINES }, (_, i) => (
                <Line n={i + 1} typed={typed[i]} form={form} />
              ))}
            </tbody>
          </table>
          <SubmitButton>Enregistrer ces lignes</SubmitButton>
        </PostForm>
        <Conflicts board={board} />
        <p class="quiet">
          {plural(board.owed.length, 'personne')} encore à joindre ou à suivre à {hourOf(board.now)}.
        </p>
      </>
    )}
  </DeskPage>
);
