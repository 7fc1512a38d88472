import type { ClosedReview, Decision, ReviewBook } from '../../../../shared/engagement/review/review.ts';
import { ANSWERS, answerAt } from '../../../../shared/engagement/review/review.ts';
import type { CivilDay } from '../../../../shared/time/civil.ts';
import { frenchDate } from '../../../../shared/time/french.ts';
import type { Town } from '../../../../shared/town/settings.ts';
import { DataTable, EmptyState, Notice } from '../../../web/components.tsx';
import { PostForm, SubmitButton } from '../../../web/fields.tsx';
import { Said } from '../../../web/said.tsx';
import { DeskPage, type Frame } from '../../layout.tsx';
import { DecisionFacts, exactMeasure, type NameOwner } from './decisions.tsx';
import { pastPath, REVIEW } from './paths.ts';
import { ANSWER_NAMES } from './words.ts';

export const SAID: Readonly<Record<string, string>> = {
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

export const PastReviews = ({ reviews }: { reviews: readonly ClosedReview[] }) => (
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

export type HomeProps = {
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
    <Said words={SAID} said={said} />
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
    <PastReviews reviews={past} />
    <p class="no-print">
      <a href="/rapports">Rapport d’activité et analyse des besoins</a>
    </p>
  </DeskPage>
);
