import { lineCode } from '../../../shared/heat/board/call-sheet.ts';
import { HANDOVER_LENGTH } from '../../../shared/heat/board/handover.ts';
import { type Board, isLate } from '../../../shared/heat/board/read-board.ts';
import type { CallTask } from '../../../shared/heat/calls/task.ts';
import { dueWords, whyHanded } from '../../../shared/heat/words.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import { DataTable, EmptyState, Notice } from '../../web/components.tsx';
import { ErrorSummary, Hidden, PostForm, Select, SubmitButton, TextArea } from '../../web/fields.tsx';
import { DeskPage } from '../layout.tsx';
import { HANDOVER, type HandoverProps } from './handover.ts';
import { isStillOpen, Note } from './handover-note.tsx';
import { Lists } from './paper/page.tsx';
import { hourOf, plural, roundWords } from './paper/rounds.ts';
import { HEAT } from './read.ts';

type Hands = {
  readonly who: string;
  readonly open: number;
  readonly escalated: number;
  readonly until: Instant | undefined;
  readonly late: number;
};

const whoHas = (task: CallTask, { team, names }: Pick<HandoverProps, 'team' | 'names'>): string => {
  if (task.holder.by === 'volunteer') return names.get(task.holder.volunteerId) ?? 'un bénévole';
  if (task.holder.by === 'staff') return team.get(task.holder.staffId)?.name ?? 'un agent';
  return task.batchId ? 'Le bureau, en attente d’un bénévole' : 'Le bureau';
};

/** A shift reads so many one by one, the most pressing first; the board has them all. */
const FIRST_HANDED = 40;

/** What is open, in whose hands, the nearest deadline first. */
const handsOf = (board: Board, props: HandoverProps): readonly Hands[] => {
  const byWho = new Map<string, CallTask[]>();
  for (const task of board.owed) {
    const who = whoHas(task, props);
    byWho.set(who, [...(byWho.get(who) ?? []), task]);
  }
  return [...byWho].map(([who, tasks]) => ({
    who,
    open: tasks.filter(({ state }) => state === 'open').length,
    escalated: tasks.filter(({ state }) => state === 'escalated').length,
    until: tasks.flatMap(({ deadline }) => deadline ?? []).sort()[0],
    late: tasks.filter((task) => isLate(task, board.now)).length,
  }));
};

const Standing = ({ board, props }: { board: Board; props: HandoverProps }) => {
  const handed = board.owed.filter(({ state }) => state === 'escalated');
  return (
    <section>
      <h2>Où on en est à {hourOf(board.now)}</h2>
      <p>
        <strong>{board.counts.open}</strong> à joindre, <strong>{board.counts.unsettled}</strong> confiées et
        pas encore réglées, {board.counts.reached} jointes.
      </p>
      <DataTable
        caption="Qui a quoi en main"
        rows={handsOf(board, props)}
        empty="Plus rien d’ouvert : tout le monde est joint ou réglé."
        rowClass={({ late }) => (late > 0 ? 'late' : '')}
        columns={[
          { title: 'Avec qui', heads: true, cell: ({ who }) => who },
          { title: 'À joindre', numeric: true, cell: ({ open }) => open },
          { title: 'Confiées', numeric: true, cell: ({ escalated }) => escalated },
          { title: 'Première échéance', cell: ({ until }) => (until ? hourOf(until) : '') },
          { title: 'En retard', numeric: true, cell: ({ late }) => late },
        ]}
      />
      {handed.length > 0 && (
        <DataTable
          caption="Confiées, à suivre une par une"
          rows={handed.slice(0, FIRST_HANDED)}
          empty=""
          columns={[
            { title: 'Ligne', heads: true, cell: (task) => lineCode(task) },
            { title: 'Pourquoi', cell: (task) => whyHanded(task) ?? '' },
            { title: 'À faire', cell: dueWords },
            { title: 'Avec qui', cell: (task) => whoHas(task, props) },
            { title: 'Avant', cell: (task) => (task.deadline ? hourOf(task.deadline) : '') },
          ]}
        />
      )}
      {handed.length > FIRST_HANDED && (
        <p>
          … et {plural(handed.length - FIRST_HANDED, 'autre')}.{' '}
          <a class="more-link no-print" href={`${HEAT}?liste=${board.round.id}&tout=1`}>
            Voir tout le tableau
          </a>
        </p>
      )}
    </section>
  );
};

/** From one shift to the next: what is open and with whom, in figures; what figures do not say, in words; who took over. */
export const HandoverPage = (props: HandoverProps) => {
  const { frame, rounds, board, notes, officers, me, form, noteId, done, warning } = props;
  // Whoever arrives reads what waits for them before anything else.
  const waiting = notes.filter(
    (note) => note.from !== me && (!note.acknowledged || isStillOpen(note, props)),
  );
  const others = notes.filter((note) => !waiting.includes(note));
  return (
    <DeskPage frame={frame} title="Relève" hasProblems={form.problems.length > 0}>
      <p class="crumbs">
        <a href="/canicule">Suivi des appels</a>
      </p>
      <ErrorSummary form={form} />
      {done && <Notice tone="good">{done}</Notice>}
      {warning && <Notice tone="warn">{warning}</Notice>}
      <h1>Relève</h1>
      <Lists rounds={rounds} round={board?.round} path={HANDOVER} />
      {!board ? (
        <EmptyState title="Aucune liste d’appels en ce moment." />
      ) : (
        <>
          <p>{roundWords(board.round)}</p>
          {waiting.length > 0 && (
            <section>
              <h2>À reprendre</h2>
              <ul class="tiles">
                {waiting.map((note) => (
                  <Note note={note} props={props} />
                ))}
              </ul>
            </section>
          )}
          <div class="columns">
            <Standing board={board} props={props} />
            <section class="no-print">
              <h2>Passer la main</h2>
              <PostForm action={HANDOVER} csrf={frame.csrf}>
                <Hidden name="liste" value={board.round.id} />
                <Hidden name="note" value={noteId} />
                <TextArea
                  form={form}
                  name="words"
                  label="Ce que les chiffres ne disent pas"
                  hint="Ce qui est en route, ce qu’il faut rappeler, à quelle heure. Par le code de la ligne, sans nom, rien sur la santé."
                  max={HANDOVER_LENGTH}
                  rows={5}
                />
                <Select
                  form={form}
                  name="to"
                  label="Pour"
                  optional
                  empty="Qui prendra la suite"
                  options={officers
                    .filter(({ id }) => id !== me)
                    .map(({ id, name }) => ({ value: id, label: name }))}
                />
                <SubmitButton>Passer la main</SubmitButton>
              </PostForm>
            </section>
          </div>
          <h2>Les relèves</h2>
          {others.length === 0 ? (
            <p class="quiet">
              {waiting.length > 0 ? 'Aucune autre pour cette liste.' : 'Aucune relève pour cette liste.'}
            </p>
          ) : (
            <>
              <p class="quiet">{plural(others.length, 'note')}, la plus récente d’abord.</p>
              <ul class="tiles">
                {others.map((note) => (
                  <Note note={note} props={props} />
                ))}
              </ul>
            </>
          )}
        </>
      )}
    </DeskPage>
  );
};
