import { directionLinks } from '../../../shared/geo/travel.ts';
import { type Senior, seniorName } from '../../../shared/seniors/senior.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import { ErrorSummary, Field, PostForm, SubmitButton } from '../../web/fields.tsx';
import type { FormState } from '../../web/form.ts';
import { Page } from '../../web/layout.tsx';
import type { LinksFrame } from '../frame.ts';
import { BagCard, type Books } from './books.tsx';
import { HerDoor } from './her-door.tsx';
import type { View } from './read.ts';
import { BackToMission, Ways } from './ways.tsx';
import { isCall, programmeOf } from './words.ts';

/** `shut`: to nobody any more; the slot is over, or the person has stopped. No code opens it. */
export type Details = 'open' | 'closed' | 'other-device' | 'shut';

const DetailsCard = ({ senior, view, now }: { senior: Senior; view: View; now: Instant }) => {
  const mission = view.facts.mission.value;
  const programme = programmeOf(view.facts.town, mission);
  const home = programme?.place !== 'phone';
  const directions = senior.address.point
    ? directionLinks(senior.address.point, view.facts.volunteer.value.travel)
    : undefined;
  return (
    <section class="card" aria-labelledby="chez">
      <h2 id="chez">
        {home ? 'Chez' : 'À appeler'} : {seniorName(senior)}
      </h2>
      <HerDoor senior={senior} mission={mission} home={home} now={now} />
      {home && directions && (
        <Ways
          of={[
            [directions.app, 'Itinéraire sur mon téléphone'],
            [directions.web, 'Voir le trajet sur une carte'],
          ]}
        />
      )}
    </section>
  );
};

export const DetailsDoor = ({ frame, view, details, books, now }: Omit<Shown, 'said'>) => {
  const senior = view.facts.senior;
  if (details === 'shut') return null;
  if (details === 'open' && senior)
    return (
      <>
        <DetailsCard senior={senior} view={view} now={now} />
        <BagCard books={books} />
      </>
    );
  if (details === 'closed')
    return (
      <PostForm action="/m/voir" csrf={frame.csrf}>
        <SubmitButton wide tone="second">
          {isCall(view) ? 'Voir le nom et le numéro' : 'Voir le nom et l’adresse'}
        </SubmitButton>
      </PostForm>
    );
  return (
    <section class="card">
      <h2>{isCall(view) ? 'Le nom et le numéro' : 'Le nom et l’adresse'}</h2>
      <p>
        Pour protéger la personne, ils s’affichent sur le téléphone qui a accepté. Sur celui-ci, il faut un
        code&nbsp;: nous l’envoyons par SMS à votre numéro.
      </p>
      <PostForm action="/m/code" csrf={frame.csrf}>
        <SubmitButton wide tone="second">
          M’envoyer un code par SMS
        </SubmitButton>
      </PostForm>
    </section>
  );
};

export const CodePage = ({ frame, form, view }: { frame: LinksFrame; form: FormState; view: View }) => (
  <Page title="Code reçu par SMS" hasProblems={form.problems.length > 0} {...frame}>
    <ErrorSummary form={form} />
    <h1>Le code reçu par SMS</h1>
    {form.problems.length === 0 && (
      <p>Nous venons d’envoyer six chiffres à votre numéro. Ils sont valables dix minutes.</p>
    )}
    <PostForm action="/m/code/verifier" csrf={frame.csrf}>
      <Field
        form={form}
        name="code"
        label="Les six chiffres"
        inputmode="numeric"
        autocomplete="one-time-code"
        max={12}
        short
      />
      <SubmitButton wide>
        {isCall(view) ? 'Voir le nom et le numéro' : 'Voir le nom et l’adresse'}
      </SubmitButton>
    </PostForm>
    <PostForm action="/m/code" csrf={frame.csrf}>
      <SubmitButton tone="plain">Je n’ai rien reçu&nbsp;: envoyer un nouveau code</SubmitButton>
    </PostForm>
    <BackToMission />
  </Page>
);

export type Shown = {
  readonly frame: LinksFrame;
  readonly view: View;
  readonly details: Details;
  /** Of a mission that carries books, once its details are open. */
  readonly books: Books | undefined;
  readonly now: Instant;
  /** What was just done, said once. */
  readonly said: string | undefined;
};
