import { frenchPhone } from '../../../../shared/phone/phone.ts';
import { canText, type Volunteer, volunteerName } from '../../../../shared/volunteers/volunteer.ts';
import {
  Choice,
  DateField,
  ErrorSummary,
  Field,
  Hidden,
  PostForm,
  SubmitButton,
} from '../../../web/fields.tsx';
import { type FormState, typedIn } from '../../../web/form.ts';
import { DeskPage, type Frame } from '../../layout.tsx';
import { applicantPath, KIND_NO, RECRUIT } from './words.ts';

type Props = { readonly frame: Frame; readonly volunteer: Volunteer; readonly form: FormState };

const Crumbs = () => (
  <p class="crumbs">
    <a href={RECRUIT}>Candidatures</a>
  </p>
);

const Call = ({ volunteer }: { volunteer: Volunteer }) => (
  <p>
    <a class="button second" href={`tel:${volunteer.phone}`}>
      Appeler le {frenchPhone(volunteer.phone)}
    </a>
  </p>
);

/** A date agreed on by telephone; the applicant gets it by SMS, within the hours. */
export const InterviewPage = ({ frame, volunteer, form }: Props) => (
  <DeskPage frame={frame} title="Fixer l’entretien" hasProblems={form.problems.length > 0}>
    <Crumbs />
    <div class="narrow">
      <ErrorSummary form={form} />
      <h1>Entretien avec {volunteerName(volunteer)}</h1>
      <Call volunteer={volunteer} />
      <PostForm action={`${applicantPath(volunteer)}/entretien`} csrf={frame.csrf}>
        <Hidden name="seen" value={typedIn(form, 'seen')} />
        <DateField form={form} name="day" label="Le" />
        <Field form={form} name="time" label="À" type="time" short />
        <p class="quiet">
          {canText(volunteer)
            ? 'La date part par SMS, dans les heures convenues.'
            : 'Cette personne n’est pas jointe par SMS : dites-lui la date.'}
        </p>
        <SubmitButton>C’est convenu</SubmitButton>
      </PostForm>
    </div>
  </DeskPage>
);

/** Words to say before the act; the reason is a code, and nothing of the conversation is kept. */
export const DeclinePage = ({ frame, volunteer, form }: Props) => (
  <DeskPage frame={frame} title="Dire non" hasProblems={form.problems.length > 0}>
    <Crumbs />
    <div class="narrow">
      <ErrorSummary form={form} />
      <h1>Dire non à {volunteerName(volunteer)}</h1>
      <p>De vive voix d’abord. Par exemple :</p>
      <blockquote class="card">
        {KIND_NO.map((sentence) => (
          <p>{sentence}</p>
        ))}
      </blockquote>
      <Call volunteer={volunteer} />
      <PostForm action={`${applicantPath(volunteer)}/decliner`} csrf={frame.csrf}>
        <Choice
          form={form}
          name="reason"
          label="Ce qu’il en est"
          options={[
            { value: 'not-accepted', label: 'Nous ne donnons pas suite' },
            { value: 'application-withdrawn', label: 'La personne retire sa candidature' },
            { value: 'no-news', label: 'Plus de nouvelles, malgré les appels' },
          ]}
        />
        <p class="quiet">
          {canText(volunteer)
            ? 'Un SMS dit ensuite que la candidature est close, et merci. Il ne donne pas de raison.'
            : 'Aucun SMS ne part.'}{' '}
          La candidature peut être reprise plus tard depuis sa fiche.
        </p>
        <SubmitButton tone="danger">Clore la candidature</SubmitButton>
      </PostForm>
    </div>
  </DeskPage>
);
