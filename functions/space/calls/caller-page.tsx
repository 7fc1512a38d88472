import type { Child } from 'hono/jsx';
import { capital } from '../../../shared/french/french.ts';
import type { BatchView, CallLine } from '../../../shared/heat/batches/view-batch.ts';
import { spokenName } from '../../../shared/register/entry.ts';
import { civilOf } from '../../../shared/time/civil.ts';
import { frenchTime } from '../../../shared/time/french.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import type { LinksFrame } from '../../links/frame.ts';
import { CallCard, questionsFor, Script } from '../../web/calls/call-card.tsx';
import { PhoneLink } from '../../web/layout.tsx';
import { CallsPage, countedCalls, Network } from './offer-pages.tsx';
import { CALLS_SCRIPT } from './sheet.ts';

type Yours = Extract<BatchView, { kind: 'yours' }>;
type Person = NonNullable<CallLine['person']>;
type Waiting = { readonly line: CallLine; readonly person: Person };

/** A second try comes later: before its hour, the others go first. */
const laterThan = ({ line }: Waiting, now: Instant): string | undefined =>
  line.task.notBefore > now ? frenchTime(civilOf(line.task.notBefore).time) : undefined;

/** Called once already or not yet: a list may be accepted before its hours. */
const laterWords = (one: Waiting): string =>
  one.line.task.attempts > 0 ? 'à rappeler à partir de' : 'à appeler à partir de';

const Card = ({
  n,
  one,
  frame,
  formId,
  questions,
}: {
  n: number;
  one: Waiting;
  frame: LinksFrame;
  formId: string;
  questions: readonly string[];
}) => (
  <CallCard
    n={n}
    name={spokenName(one.person)}
    phones={one.person.phones}
    notes={one.person.callNotes || undefined}
    action="/a/appel"
    csrf={frame.csrf}
    hidden={{ task: one.line.task.id, id: formId }}
    questions={questions}
  />
);

/** The morning's calls: the next person first, the others folded under her, all on one page that works offline. */
export const CallerPage = ({
  frame,
  view,
  now,
  said,
  newId,
}: {
  frame: LinksFrame;
  view: Yours;
  now: Instant;
  /** What was just done, and what came of it. */
  said: Child;
  /** A new id for each form: sent twice or late, it is one outcome. */
  newId: () => string;
}) => {
  const waiting = view.lines.flatMap((line): Waiting[] =>
    line.person ? [{ line, person: line.person }] : [],
  );
  const [next, ...others] = waiting;
  const questions = questionsFor(view.round);
  const done = view.lines.length - waiting.length;
  const until = view.batch.leaseUntil;
  const isHot = view.round.source.kind === 'heat';
  return (
    <CallsPage frame={frame} title="Vos appels" script={CALLS_SCRIPT}>
      {said}
      <Network frame={frame} />
      {next ? (
        <>
          <h1>
            Encore {countedCalls(waiting.length)}
            {until ? `, avant ${frenchTime(civilOf(until).time)}` : ''}
          </h1>
          {done > 0 && (
            <p>
              {done === 1 ? 'Une personne déjà appelée.' : `${done} personnes déjà appelées.`} Merci&nbsp;!
            </p>
          )}
          <Script round={view.round} />
          <section class="card" data-personne aria-labelledby="suivante">
            <h2 id="suivante">{spokenName(next.person)}</h2>
            {laterThan(next, now) && (
              <p>
                {capital(laterWords(next))} <strong>{laterThan(next, now)}</strong>.
              </p>
            )}
            <Card n={0} one={next} frame={frame} formId={newId()} questions={questions} />
          </section>
          {others.length > 0 && <h2>Ensuite</h2>}
          {others.map((one, i) => (
            <details>
              <summary>
                {spokenName(one.person)}
                {laterThan(one, now) && `, ${laterWords(one)} ${laterThan(one, now)}`}
              </summary>
              <div data-personne>
                <Card n={i + 1} one={one} frame={frame} formId={newId()} questions={questions} />
              </div>
            </details>
          ))}
          <ul class="quiet-links">
            <li>
              <a href="/a/rendre">Je ne peux pas finir : rendre la liste</a>
            </li>
          </ul>
          <p>
            Deux essais suffisent&nbsp;: après, {isHot ? 'un agent' : 'l’équipe'} s’en charge. Ne gardez ni
            nom ni numéro après vos appels.
          </p>
        </>
      ) : (
        <>
          <h1>Tout est fait, merci&nbsp;!</h1>
          <p>
            Chaque personne de votre liste a été appelée. {isHot ? 'La mairie' : 'L’équipe'} prend la suite.
          </p>
        </>
      )}
      <p>
        Une question&nbsp;? {frame.town.coordinatorFirstName}&nbsp;: <PhoneLink phone={frame.town.phone} />
      </p>
    </CallsPage>
  );
};
