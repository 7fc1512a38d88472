import type {
  ClosedReview,
  Decision,
  OpenReview,
  ReviewBook,
} from '../../../../shared/engagement/review/review.ts';
import { unansweredAt } from '../../../../shared/engagement/review/review.ts';
import { frenchDate } from '../../../../shared/time/french.ts';
import type { Town } from '../../../../shared/town/settings.ts';
import { Confirm, Notice } from '../../../web/components.tsx';
import { ErrorSummary, TextArea } from '../../../web/fields.tsx';
import type { FormState } from '../../../web/form.ts';
import { DeskPage, type Frame } from '../../layout.tsx';
import { plural } from '../movements/words.ts';
import { DecisionFacts, type NameOwner, type ReadMeasure } from './decisions.tsx';
import { viewOf } from './figures/view.ts';
import { Answers, countedWords, InShort, Section } from './page.tsx';
import { pastPath, REVIEW } from './paths.ts';

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
