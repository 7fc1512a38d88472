import type { Child } from 'hono/jsx';
import { ACTIVITIES } from '../../../shared/engagement/recognition/hours/entry.ts';
import { ACTIVITY_NAMES, type HourLine } from '../../../shared/engagement/recognition/hours/line.ts';
import { travelModes } from '../../../shared/geo/travel.ts';
import { frenchFullDay } from '../../../shared/time/french.ts';
import { TRAVEL_NAMES } from '../../../shared/volunteers/words.ts';
import {
  Check,
  DateField,
  ErrorSummary,
  Field,
  Hidden,
  PostForm,
  Select,
  SubmitButton,
  TextArea,
} from '../../web/fields.tsx';
import type { FormState } from '../../web/form.ts';
import { Page } from '../../web/layout.tsx';
import type { Space } from '../my-space/space.ts';
import { ADD, ASK, HOURS, LINE } from './paths.ts';
import { journeyWords, minutesWords } from './words.ts';

export const BackToHours = () => (
  <p class="back">
    <a href={HOURS}>‹ Mes heures et mes frais</a>
  </p>
);

export const FormPage = ({
  space,
  title,
  form,
  children,
}: {
  space: Space;
  title: string;
  form: FormState;
  children?: Child;
}) => (
  <Page title={title} hasProblems={form.problems.length > 0} {...space.frame}>
    <BackToHours />
    <ErrorSummary form={form} />
    <h1>{title}</h1>
    {children}
  </Page>
);

const Duration = ({ form }: { form: FormState }) => (
  <>
    <Field form={form} name="hours" label="Heures" inputmode="numeric" short max={2} optional />
    <Field form={form} name="minutes" label="Minutes" inputmode="numeric" short max={3} optional />
  </>
);

const JourneyFields = ({ form }: { form: FormState }) => (
  <>
    <Field
      form={form}
      name="kilometres"
      label="Kilomètres, aller et retour"
      inputmode="decimal"
      short
      max={6}
      optional
    />
    <Select
      form={form}
      name="mode"
      label="Comment y êtes-vous allé ?"
      options={travelModes.map((value) => ({
        value,
        label: value === 'car' ? 'en voiture, moto ou cyclomoteur' : TRAVEL_NAMES[value],
      }))}
    />
  </>
);

const Words = ({ form }: { form: FormState }) => (
  <TextArea
    form={form}
    name="words"
    label="Un mot d’explication"
    hint="Sans le nom de la personne visitée."
    max={200}
    rows={2}
    optional
  />
);

/** One line of the chain, as the volunteer says it was. */
export const LinePage = ({ space, line, form }: { space: Space; line: HourLine; form: FormState }) => (
  <FormPage space={space} title="Corriger une ligne" form={form}>
    <p>
      {frenchFullDay(line.day)}, {line.label}&nbsp;: {minutesWords(line)}
      {line.journey ? `, ${journeyWords(line.journey)}` : ''}.
    </p>
    <PostForm action={`${LINE}/${line.id}`} csrf={space.frame.csrf}>
      <Hidden name="day" value={line.day} />
      <Duration form={form} />
      {line.source !== 'calls' && <JourneyFields form={form} />}
      <Words form={form} />
      <SubmitButton wide>Envoyer la correction</SubmitButton>
    </PostForm>
    <p class="quiet">La coordination la relit. Jusque-là, la ligne compte comme avant.</p>
  </FormPage>
);

export const AddPage = ({ space, form, formKey }: { space: Space; form: FormState; formKey: string }) => (
  <FormPage space={space} title="Ajouter du temps donné" form={form}>
    <p>Une formation, une réunion, une fête&nbsp;: ce que nous ne pouvons pas savoir autrement.</p>
    <PostForm action={ADD} csrf={space.frame.csrf}>
      <Hidden name="formKey" value={formKey} />
      <Select
        form={form}
        name="activity"
        label="Quoi"
        options={ACTIVITIES.map((value) => ({ value, label: ACTIVITY_NAMES[value] }))}
      />
      <DateField form={form} name="day" label="Quel jour" />
      <Duration form={form} />
      <JourneyFields form={form} />
      <Words form={form} />
      <SubmitButton wide>Ajouter</SubmitButton>
    </PostForm>
  </FormPage>
);

export const AskPage = ({ space, form }: { space: Space; form: FormState }) => (
  <FormPage space={space} title="Demander une attestation" form={form}>
    <p>
      Elle dit vos heures par programme, avec un numéro et un code que chacun peut vérifier. Elle ne nomme
      aucune personne visitée.
    </p>
    <PostForm action={ASK} csrf={space.frame.csrf}>
      <DateField form={form} name="from" label="Du" />
      <DateField form={form} name="to" label="Au" hint="Aujourd’hui au plus tard." />
      <Check form={form} name="withKilometres" label="Avec mes kilomètres" />
      <Check form={form} name="tellBySms" label="Me prévenir par SMS quand elle est prête" />
      <SubmitButton wide>Envoyer ma demande</SubmitButton>
    </PostForm>
  </FormPage>
);
