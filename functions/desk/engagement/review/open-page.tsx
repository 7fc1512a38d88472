import { measureIn } from '../../../../shared/engagement/review/measures.ts';
import type { Decision, OpenReview, ReviewBook } from '../../../../shared/engagement/review/review.ts';
import { unansweredAt } from '../../../../shared/engagement/review/review.ts';
import { frenchDate } from '../../../../shared/time/french.ts';
import { ErrorSummary, PostForm, SubmitButton } from '../../../web/fields.tsx';
import { freshForm } from '../../../web/form.ts';
import { Said } from '../../../web/said.tsx';
import { DeskPage } from '../../layout.tsx';
import {
  DecisionFacts,
  exactMeasure,
  exactWords,
  type FailedForm,
  type NameOwner,
  NewDecision,
  ToAnswer,
} from './decisions.tsx';
import { type View, viewOf } from './figures/view.ts';
import { type HomeProps, PastReviews, SAID } from './home-page.tsx';
import { Answers, countedWords, InShort, Section, standingWords, type Word } from './page.tsx';
import { REVIEW } from './paths.ts';

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
      <Said words={SAID} said={said} />
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
                now={decision.measure && exactWords(decision.measure, measureIn(open, decision.measure))}
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
      <PastReviews reviews={past} />
    </DeskPage>
  );
};
