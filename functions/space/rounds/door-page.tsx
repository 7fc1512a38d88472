import { directionLinks } from '../../../shared/geo/travel.ts';
import type { DoorLine } from '../../../shared/rounds/view-round.ts';
import { seniorName } from '../../../shared/seniors/senior.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import type { LinksFrame } from '../../links/frame.ts';
import { BagCard } from '../../links/mission/books.tsx';
import { HerDoor } from '../../links/mission/her-door.tsx';
import { Notice } from '../../web/components.tsx';
import { Choice, ErrorSummary, Hidden, PostForm, SubmitButton, TextArea } from '../../web/fields.tsx';
import type { FormState } from '../../web/form.ts';
import { Page } from '../../web/layout.tsx';
import { BookFields, type BooksToTell } from '../mission/book-fields.tsx';
import { HANDED, HER } from '../mission/choices.ts';
import { hour, Signature } from './offer-pages.tsx';
import type { Yours } from './read.ts';

export const doorPath = (line: DoorLine): string => `/t/porte/${line.stop.missionId}`;

const Details = ({ line, view, now }: { line: DoorLine; view: Yours; now: Instant }) => {
  const { senior, mission } = line;
  if (!senior) return null;
  const way = senior.address.point
    ? directionLinks(senior.address.point, view.facts.round.value.travel)
    : undefined;
  return (
    <section class="card" aria-labelledby="chez">
      <h2 id="chez">Chez {seniorName(senior)}</h2>
      <HerDoor senior={senior} mission={mission} home now={now} />
      {way && (
        <ul class="quiet-links">
          <li>
            <a href={way.app}>Itinéraire sur mon téléphone</a>
          </li>
        </ul>
      )}
    </section>
  );
};

/** One door: where it is, what is brought, and what became of it in taps. */
export const DoorPage = ({
  frame,
  view,
  line,
  books,
  form,
  now,
}: {
  frame: LinksFrame;
  view: Yours;
  line: DoorLine;
  books: BooksToTell | undefined;
  form: FormState;
  now: Instant;
}) => {
  const isParcel = line.mission.act === 'parcel';
  const isOnly = view.lines.filter(({ isLeft }) => isLeft).length === 1;
  const title = line.senior ? seniorName(line.senior) : `La porte de ${hour(line.stop.arrivesAt)}`;
  return (
    <Page title={title} hasProblems={form.problems.length > 0} {...frame}>
      <ErrorSummary form={form} />
      <h1>{title}</h1>
      {!view.mayStart && (
        <Notice tone="info">La tournée n’a pas commencé : voici à quoi vous attendre.</Notice>
      )}
      {!view.isDone && <Details line={line} view={view} now={now} />}
      {!view.isDone && line.senior && <BagCard books={books} />}
      {view.mayStart && (
        <>
          {line.isLeft && !isOnly && !view.isClosed && (
            <PostForm action="/t/repasser" csrf={frame.csrf}>
              <Hidden name="mission" value={line.stop.missionId} />
              <SubmitButton wide tone="second">
                Personne n’ouvre : je repasserai à la fin
              </SubmitButton>
            </PostForm>
          )}
          <h2>{line.isLeft ? 'Noter cette porte' : 'Corriger ce qui est noté'}</h2>
          <PostForm action={doorPath(line)} csrf={frame.csrf}>
            <Choice
              form={form}
              name="outcome"
              label="Est-ce remis ?"
              options={[
                { value: 'done', label: isParcel ? 'Oui, colis remis' : 'Oui, c’est remis' },
                { value: 'not-home', label: 'Non, personne n’a ouvert' },
                { value: 'refused', label: 'Non, la personne n’en veut pas' },
                { value: 'prevented', label: 'Non, je n’ai pas pu y aller' },
              ]}
            />
            {isParcel && <Choice form={form} name="handed" label="À qui ?" optional options={HANDED} />}
            <BookFields form={form} books={books} />
            <Choice form={form} name="her" label="Comment va la personne ?" optional options={HER} />
            <TextArea
              form={form}
              name="words"
              label="Un mot"
              hint="Ce que vous avez vu ou partagé, jamais de maladie ni de traitement."
              optional
              max={1000}
              rows={2}
            />
            <details>
              <summary>Quelque chose m’inquiète</summary>
              <div>
                <p>
                  Danger immédiat&nbsp;? Appelez d’abord le{' '}
                  {frame.town.emergencyNumbers.map(({ number }, i) => (
                    <>
                      {i > 0 ? ', ' : ''}
                      <a href={`tel:${number}`}>{number}</a>
                    </>
                  ))}
                  .
                </p>
                <TextArea
                  form={form}
                  name="worry"
                  label="Ce qui vous inquiète"
                  hint="La coordination est prévenue aussitôt."
                  optional
                  max={1000}
                  rows={3}
                />
                <Choice
                  form={form}
                  name="urgent"
                  label="Cela peut-il attendre demain ?"
                  optional
                  options={[
                    { value: 'non', label: 'Non, c’est urgent' },
                    { value: 'oui', label: 'Oui' },
                  ]}
                />
              </div>
            </details>
            <SubmitButton wide>Enregistrer</SubmitButton>
          </PostForm>
        </>
      )}
      <ul class="quiet-links">
        <li>
          <a href="/t">Toute la tournée</a>
        </li>
      </ul>
      <Signature frame={frame} />
    </Page>
  );
};
