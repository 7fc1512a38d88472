import type { LinksFrame } from '../../links/frame.ts';
import type { View } from '../../links/mission/read.ts';
import { Signature } from '../../links/mission/ways.tsx';
import { dayWords, hoursWords, programmeOf } from '../../links/mission/words.ts';
import { Notice } from '../../web/components.tsx';
import {
  Check,
  Choice,
  ErrorSummary,
  Field,
  Hidden,
  PostForm,
  Select,
  SubmitButton,
  TextArea,
} from '../../web/fields.tsx';
import { type FormState, problemOf, type Typed, typedIn } from '../../web/form.ts';
import { Page } from '../../web/layout.tsx';
import { BookFields, type BooksToTell } from './book-fields.tsx';
import { HER, ME, OUTCOMES, WISHES } from './choices.ts';
import { leftOf } from './left.ts';

/** What is folded: shown when something of it is written already, or is to be corrected. */
const MORE = ['words', 'thanks', 'wishKind', 'wishWords', 'minutes', 'kilometres'];

/** Three taps; everything else is folded and optional. */
export const ReportPage = ({
  frame,
  view,
  books,
  form,
}: {
  frame: LinksFrame;
  view: View;
  books: BooksToTell | undefined;
  form: FormState;
}) => {
  const mission = view.facts.mission.value;
  const call = programmeOf(view.facts.town, mission)?.place === 'phone';
  return (
    <Page title="Comment ça s’est passé ?" hasProblems={form.problems.length > 0} {...frame}>
      <ErrorSummary form={form} />
      <h1>Comment ça s’est passé&nbsp;?</h1>
      <p>
        {dayWords(mission)}, {hoursWords(mission)}. Trois réponses suffisent.
      </p>
      <PostForm action="/m/compte-rendu" csrf={frame.csrf}>
        <Hidden name="mission" value={mission.id} />
        <Choice
          form={form}
          name="outcome"
          label={call ? '1. L’appel a eu lieu ?' : '1. La visite a eu lieu ?'}
          options={OUTCOMES}
        />
        <BookFields form={form} books={books} />
        <Choice form={form} name="her" label="2. Comment va la personne ?" optional options={HER} />
        <Choice
          form={form}
          name="me"
          label="3. Et vous ?"
          hint="Seule la coordination le voit, pour prendre soin de vous. Après « C’était lourd », rien ne vous est proposé pendant quelques jours."
          optional
          options={ME}
        />
        <details
          open={MORE.some((name) => typedIn(form, name) !== '' || problemOf(form, name) !== undefined)}
        >
          <summary>Ajouter un mot, une envie, un merci</summary>
          <div>
            <TextArea
              form={form}
              name="words"
              label="Un mot sur cette rencontre"
              hint="Ce que vous avez vu ou partagé, jamais de maladie ni de traitement."
              optional
              max={1000}
            />
            <TextArea
              form={form}
              name="thanks"
              label="Un merci à transmettre"
              hint="Les mots de la personne, tels quels."
              optional
              max={300}
              rows={2}
            />
            <Select
              form={form}
              name="wishKind"
              label="Une envie de la personne"
              optional
              empty="Aucune"
              options={WISHES}
            />
            <Field form={form} name="wishWords" label="Laquelle ?" optional max={300} />
            <Field
              form={form}
              name="minutes"
              label="Minutes passées"
              inputmode="numeric"
              optional
              short
              max={3}
            />
            <Field
              form={form}
              name="kilometres"
              label="Kilomètres parcourus"
              inputmode="decimal"
              optional
              short
              max={6}
            />
          </div>
        </details>
        <div class="answers">
          <SubmitButton wide>Envoyer</SubmitButton>
          <SubmitButton wide tone="second" name="worried" value="yes">
            Quelque chose m’inquiète
          </SubmitButton>
        </div>
      </PostForm>
      <Signature frame={frame} />
    </Page>
  );
};

/** What was filled in, and waits for its form to be shown again. */
const Kept = ({ typed }: { typed: Typed }) => (
  <>
    {Object.entries(typed).flatMap(([name, values]) =>
      values.map((value) => <Hidden name={name} value={value} />),
    )}
  </>
);

export const ConcernPage = ({
  frame,
  view,
  form,
  said,
}: {
  frame: LinksFrame;
  view: View;
  form: FormState;
  said: string | undefined;
}) => (
  <Page title="Quelque chose m’inquiète" hasProblems={form.problems.length > 0} {...frame}>
    <ErrorSummary form={form} />
    {said && <Notice tone="good">{said}</Notice>}
    {leftOf(form.typed) && (
      <Notice tone="warn">
        Votre compte rendu n’est pas encore enregistré. Dites d’abord ce qui vous inquiète&nbsp;: vous le
        terminerez juste après.
      </Notice>
    )}
    <h1>Quelque chose vous inquiète</h1>
    <Notice tone="alert" title="Danger immédiat ?">
      <p>
        Appelez d’abord les secours :{' '}
        {frame.town.emergencyNumbers.map(({ number, label }, i) => (
          <>
            {i > 0 ? ', ' : ''}
            <a href={`${number === '114' ? 'sms' : 'tel'}:${number}`}>{number}</a> ({label})
          </>
        ))}
        . Cette page n’appelle personne à votre place.
      </p>
    </Notice>
    <PostForm action="/m/inquietude" csrf={frame.csrf}>
      <Hidden name="mission" value={view.facts.mission.value.id} />
      <Kept typed={leftOf(form.typed) ?? {}} />
      <TextArea
        form={form}
        name="words"
        label="Ce que vous avez vu ou entendu"
        hint="Simplement, avec vos mots&nbsp;: «&nbsp;le frigo est vide&nbsp;», «&nbsp;elle n’ouvre plus les volets&nbsp;»."
        max={1000}
      />
      <Check
        form={form}
        name="urgent"
        label="Cela ne peut pas attendre demain"
        hint={
          frame.town.dutyPhone
            ? 'La personne d’astreinte reçoit une alerte tout de suite.'
            : 'La personne référente doit agir dans les 4 heures.'
        }
      />
      <SubmitButton wide>Prévenir la personne référente</SubmitButton>
    </PostForm>
    <p>
      <a href="/m">Revenir à la mission</a>
    </p>
  </Page>
);

export const ConcernRaisedPage = ({
  frame,
  urgent,
  report,
}: {
  frame: LinksFrame;
  urgent: boolean;
  /** A report that was begun before, and still has to be sent. */
  report?: Typed;
}) => (
  <Page title="Votre message est transmis" {...frame}>
    <h1>Votre message est transmis</h1>
    <Notice tone="good" title="Ce qui se passe maintenant">
      <p>
        {urgent
          ? `${frame.town.dutyPhone ? 'La personne d’astreinte est alertée tout de suite. ' : ''}La personne référente doit agir dans les 4 heures.`
          : `La personne référente le lit et doit agir dans les ${frame.town.deadlines.concernHours} heures.`}{' '}
        Vous n’avez plus rien à porter seul·e. Si vous voulez en parler, appelez-nous.
      </p>
    </Notice>
    {report && (
      <PostForm action="/m/compte-rendu" csrf={frame.csrf}>
        <Kept typed={report} />
        <SubmitButton wide>Terminer mon compte rendu</SubmitButton>
      </PostForm>
    )}
    <Signature frame={frame} />
    <p>
      <a href="/m">Revenir à la mission</a>
    </p>
  </Page>
);
