import { measureIn } from '../../../../shared/engagement/review/measures.ts';
import type {
  ClosedReview,
  Decision,
  OpenReview,
  ReviewBook,
} from '../../../../shared/engagement/review/review.ts';
import { ANSWERS, answerAt, unansweredAt } from '../../../../shared/engagement/review/review.ts';
import type { CivilDay } from '../../../../shared/time/civil.ts';
import { frenchDate } from '../../../../shared/time/french.ts';
import type { Town } from '../../../../shared/town/settings.ts';
import { Confirm, DataTable, EmptyState, Notice } from '../../../web/components.tsx';
import { ErrorSummary, PostForm, SubmitButton, TextArea } from '../../../web/fields.tsx';
import { type FormState, freshForm } from '../../../web/form.ts';
import { DeskPage, type Frame } from '../../layout.tsx';
import { plural } from '../movements/words.ts';
import {
  DecisionFacts,
  exactMeasure,
  type FailedForm,
  type NameOwner,
  NewDecision,
  type ReadMeasure,
  ToAnswer,
} from './decisions.tsx';
import { Answers, countedWords, InShort, Section, standingWords, type Word } from './page.tsx';
import { type View, viewOf } from './view.ts';
import { ANSWER_NAMES, measuredWords } from './words.ts';

export const REVIEW = '/revue';
export const pastPath = (day: CivilDay): string => `${REVIEW}/passees/${day}`;

const SAID: Readonly<Record<string, string>> = {
  ouverte: 'La revue est ouverte. Ses chiffres ne changent plus, sauf si vous les recomptez.',
  decidee: 'La décision est notée.',
  retiree: 'La décision est retirée.',
  repondue: 'La réponse est notée.',
  close: 'La revue est close. Elle se relira telle qu’elle est, et ses décisions reviendront à la prochaine.',
};

const countAnswers = (on: CivilDay, decisions: readonly Decision[]): string =>
  ANSWERS.flatMap((verdict) => {
    const count = decisions.filter((one) => answerAt(one, on)?.verdict === verdict).length;
    return count > 0 ? [`${count} ${ANSWER_NAMES[verdict].toLowerCase()}${count > 1 ? 's' : ''}`] : [];
  }).join(', ');

const Past = ({ reviews }: { reviews: readonly ClosedReview[] }) => (
  <DataTable
    caption="Revues passées"
    rows={reviews}
    empty={
      <EmptyState title="Aucune revue n’est close.">
        Une revue se tient chaque trimestre, ou quand l’équipe le décide.
      </EmptyState>
    }
    columns={[
      {
        title: 'Revue du',
        heads: true,
        cell: ({ on }) => <a href={pastPath(on)}>{frenchDate(on)}</a>,
      },
      {
        title: 'Décisions prises',
        numeric: true,
        cell: ({ on, decisions }) => decisions.filter((one) => one.on === on).length,
      },
      { title: 'Celles d’avant', cell: ({ on, decisions }) => countAnswers(on, decisions) },
    ]}
  />
);

type HomeProps = {
  readonly frame: Frame;
  readonly town: Town;
  readonly past: readonly ClosedReview[];
  readonly said: string | undefined;
};

/** No review is held: open one, read the last ones. For the reviewer, what was closed. */
export const QuietPage = ({
  frame,
  town,
  past,
  said,
  mayHold,
  book,
  owner,
  problem,
}: HomeProps & {
  mayHold: boolean;
  book: ReviewBook;
  owner: NameOwner;
  problem: string | undefined;
}) => (
  <DeskPage frame={frame} title="Revue">
    {problem && <Notice tone="warn">{problem}</Notice>}
    {said && SAID[said] && <Notice tone="good">{SAID[said]}</Notice>}
    <h1>Revue des bénévoles</h1>
    <p class="lead">
      Le réseau fatigue-t-il, qui a besoin d’un mot, qu’est-ce qui n’est pas couvert, qui vient et qui part,
      qu’avions-nous décidé : cinq réponses en cinq minutes, et des décisions qui reviennent.
    </p>
    {mayHold ? (
      <PostForm action={REVIEW} csrf={frame.csrf}>
        <SubmitButton>Ouvrir la revue d’aujourd’hui</SubmitButton>
      </PostForm>
    ) : (
      book.open && (
        <p>
          La revue du {frenchDate(book.open.on)} est en cours à la coordination : elle se lira ici une fois
          close.
        </p>
      )
    )}
    {mayHold && book.decisions.length > 0 && (
      <>
        <h2>Décisions en cours</h2>
        {book.decisions.map((decision) => (
          <section class="card">
            <DecisionFacts decision={decision} town={town} owner={owner(decision)} read={exactMeasure} />
          </section>
        ))}
        <p class="quiet">Elles seront relues à la prochaine revue.</p>
      </>
    )}
    <Past reviews={past} />
    <p class="no-print">
      <a href="/rapports">Rapport d’activité et analyse des besoins</a>
    </p>
  </DeskPage>
);

/** The review being held. */
export const OpenPage = ({
  frame,
  town,
  past,
  said,
  book,
  open,
  words,
  staff,
  owner,
  failed,
}: HomeProps & {
  book: ReviewBook;
  open: OpenReview;
  words: readonly Word[];
  staff: readonly { readonly id: string; readonly name: string }[];
  owner: NameOwner;
  failed: FailedForm;
}) => {
  const view: View = viewOf(town, open, true);
  const before = book.decisions.filter(({ on }) => on < open.on);
  const taken = book.decisions.filter(({ on }) => on === open.on);
  const waiting = unansweredAt(book).length;
  const one = (decision: Decision) => ({ decision, town, owner: owner(decision), read: exactMeasure });
  return (
    <DeskPage frame={frame} title="Revue en cours" hasProblems={failed !== undefined}>
      {failed && <ErrorSummary form={failed.form} />}
      {said && SAID[said] && <Notice tone="good">{SAID[said]}</Notice>}
      <div class="head">
        <h1>Revue du {frenchDate(open.on)}</h1>
        <div class="actions no-print">
          <a class="button second" href={`${REVIEW}/chiffres.csv`}>
            En tableur
          </a>
          <PostForm action={REVIEW} csrf={frame.csrf}>
            <SubmitButton tone="second">Recompter</SubmitButton>
          </PostForm>
          <a class="button" href={`${REVIEW}/clore`}>
            Clore la revue
          </a>
        </div>
      </div>
      <p class="lead">En cours, {countedWords(open.figures)}.</p>
      <InShort view={view} decisions={standingWords(before.length, waiting)} />
      <Answers view={view} words={words} />
      <Section id="decisions">
        {before.length === 0 ? (
          <p>Aucune décision d’une revue d’avant n’est en cours.</p>
        ) : (
          <>
            <p class="quiet">
              La même mesure, alors et aujourd’hui. Elle a pu changer pour d’autres raisons que la décision.
            </p>
            {before.map((decision) => (
              <ToAnswer
                {...one(decision)}
                on={open.on}
                csrf={frame.csrf}
                failed={failed}
                now={decision.measure && measuredWords(measureIn(open.figures, decision.measure))}
              />
            ))}
          </>
        )}
        <h3>Décidé aujourd’hui</h3>
        {taken.length === 0 && <p>Rien encore. Deux ou trois décisions tenues valent mieux que dix.</p>}
        {taken.map((decision) => (
          <section class="card">
            <DecisionFacts {...one(decision)} />
            <PostForm
              action={`${REVIEW}/decisions/${decision.number}/retirer`}
              csrf={frame.csrf}
              class="no-print"
            >
              <SubmitButton tone="plain">
                Retirer<span class="hidden"> la décision {decision.number}</span>
              </SubmitButton>
            </PostForm>
          </section>
        ))}
        <NewDecision
          town={town}
          csrf={frame.csrf}
          number={book.lastNumber + 1}
          staff={staff}
          form={failed?.of === 'new' ? failed.form : freshForm()}
        />
      </Section>
      <Past reviews={past} />
    </DeskPage>
  );
};

/** Before it is closed: what stays, what is still owed. */
export const ClosePage = ({
  frame,
  book,
  open,
  form,
}: {
  frame: Frame;
  book: ReviewBook;
  open: OpenReview;
  form: FormState;
}) => {
  const waiting = unansweredAt(book);
  const taken = book.decisions.filter(({ on }) => on === open.on).length;
  return (
    <DeskPage frame={frame} title="Clore la revue" hasProblems={form.problems.length > 0}>
      <p class="crumbs">
        <a href={REVIEW}>Revue</a>
      </p>
      <ErrorSummary form={form} />
      {waiting.length > 0 ? (
        <>
          <h1>Clore la revue</h1>
          <Notice tone="warn" title="Des décisions d’avant attendent une réponse.">
            <ul>
              {waiting.map(({ number, what }) => (
                <li>
                  <a href={`${REVIEW}#decision-${number}`}>
                    {number}. {what}
                  </a>
                </li>
              ))}
            </ul>
          </Notice>
        </>
      ) : (
        <Confirm
          question={`Clore la revue du ${frenchDate(open.on)} ?`}
          consequences={[
            `Ses chiffres, ${countedWords(open.figures)}, et ce qui s’est dit restent tels quels.`,
            `${plural(taken, 'décision prise', 'décisions prises')} aujourd’hui, à relire à la prochaine revue.`,
            'La direction et les élus peuvent la lire, sans aucun nom ni nombre de une à quatre personnes.',
            'La liste de ceux à qui dire un mot n’est pas gardée.',
          ]}
          action={`${REVIEW}/clore`}
          csrf={frame.csrf}
          yes="Clore la revue"
          back={REVIEW}
          irreversible
        >
          <TextArea
            form={form}
            name="summary"
            label="À retenir"
            hint="Quelques phrases, sans nom : la direction les lit."
            max={1000}
            rows={4}
            optional
          />
        </Confirm>
      )}
    </DeskPage>
  );
};

/** A closed review, as it was said then. */
export const PastPage = ({
  frame,
  town,
  review,
  exact,
  owner,
  read,
}: {
  frame: Frame;
  town: Town;
  review: ClosedReview;
  exact: boolean;
  owner: NameOwner;
  read: ReadMeasure;
}) => {
  const view = viewOf(town, review, exact);
  const before = review.decisions.filter(({ on }) => on < review.on);
  const taken = review.decisions.filter(({ on }) => on === review.on);
  const Cards = ({ of }: { of: readonly Decision[] }) => (
    <>
      {of.map((decision) => (
        <section class="card">
          <DecisionFacts decision={decision} town={town} owner={owner(decision)} read={read} />
        </section>
      ))}
    </>
  );
  return (
    <DeskPage frame={frame} title={`Revue du ${frenchDate(review.on)}`}>
      <p class="crumbs">
        <a href={REVIEW}>Revue</a>
      </p>
      <div class="head">
        <h1>Revue du {frenchDate(review.on)}</h1>
        <p class="no-print">
          <a href={`${pastPath(review.on)}/chiffres.csv`}>Les chiffres, en tableur</a>
        </p>
      </div>
      <p class="lead">
        Close, telle qu’elle a été dite ; {countedWords(review.figures)}.
        {!exact &&
          ' Personne n’est nommé. « Non dit » : un nombre de une à quatre personnes, ou qui en ferait retrouver un.'}
      </p>
      {review.summary && <p class="card">{review.summary}</p>}
      <InShort
        view={view}
        decisions={`${plural(taken.length, 'décision prise', 'décisions prises')}${before.length > 0 ? `, ${before.length} d’avant` : ''}`}
      />
      <Answers view={view} words={undefined} />
      <Section id="decisions">
        {before.length > 0 && (
          <p class="quiet">
            La même mesure, alors et ce jour-là. Elle a pu changer pour d’autres raisons que la décision.
          </p>
        )}
        <Cards of={before} />
        <h3>Décidé ce jour-là</h3>
        {taken.length === 0 ? <p>Rien.</p> : <Cards of={taken} />}
      </Section>
    </DeskPage>
  );
};
