import type { Child } from 'hono/jsx';
import { travelModes } from '../../../shared/geo/travel.ts';
import { AVOIDABLE } from '../../../shared/seniors/senior.ts';
import { isOpenToVolunteers } from '../../../shared/town/programme.ts';
import type { Town } from '../../../shared/town/settings.ts';
import { REQUIREMENT_NAMES } from '../../../shared/volunteers/requirements.ts';
import { type Volunteer, volunteerName } from '../../../shared/volunteers/volunteer.ts';
import { AVOID_NAMES, LANGUAGE_NAMES, TRAVEL_NAMES } from '../../../shared/volunteers/words.ts';
import { Notice } from '../../web/components.tsx';
import {
  Check,
  Checks,
  Choice,
  DateField,
  ErrorSummary,
  Field,
  PostForm,
  Select,
  SubmitButton,
  TextArea,
} from '../../web/fields.tsx';
import type { FormState } from '../../web/form.ts';
import { rangeOptions } from '../../web/ranges.ts';
import { SUBJECT_OPTIONS } from '../../web/subjects.ts';
import { EveningField, WeekGrid } from '../../web/week-grid.tsx';
import { DeskPage, type Frame } from '../layout.tsx';

type FormProps = { readonly frame: Frame; readonly form: FormState };
export type OfOne = FormProps & { readonly volunteer: Volunteer };

export const FormPage = ({
  frame,
  form,
  title,
  volunteer,
  children,
}: FormProps & { title: string; volunteer?: Volunteer; children?: Child }) => (
  <DeskPage
    frame={frame}
    title={volunteer ? `${title}, ${volunteerName(volunteer)}` : title}
    hasProblems={form.problems.length > 0}
  >
    <p class="crumbs">
      {volunteer ? (
        <a href={`/benevoles/${volunteer.id}`}>{volunteerName(volunteer)}</a>
      ) : (
        <a href="/benevoles">Bénévoles</a>
      )}
    </p>
    <div class="narrow">
      <ErrorSummary form={form} />
      <h1>{title}</h1>
      {children}
    </div>
  </DeskPage>
);

const sectorOptions = (town: Town) => town.sectors.map(({ code, name }) => ({ value: code, label: name }));
const programmeOptions = (town: Town) =>
  town.programmes.filter(isOpenToVolunteers).map(({ code, label }) => ({ value: code, label }));
const languageOptions = Object.entries(LANGUAGE_NAMES).map(([value, label]) => ({ value, label }));
const numbers = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, i) => ({ value: String(from + i), label: String(from + i) }));

const Person = ({ form, town }: { form: FormState; town: Town }) => (
  <>
    <div class="row">
      <Field form={form} name="firstName" label="Prénom" max={60} />
      <Field form={form} name="lastName" label="Nom" max={60} />
    </div>
    <div class="row">
      <Field form={form} name="phone" label="Téléphone" type="tel" inputmode="tel" max={40} />
      <Field form={form} name="email" label="Adresse électronique" type="email" optional />
    </div>
    <Select form={form} name="sector" label="Quartier" empty="À préciser" options={sectorOptions(town)} />
  </>
);

export const NewPage = ({ frame, form, town, known }: FormProps & { town: Town; known?: string }) => (
  <FormPage frame={frame} form={form} title="Noter une candidature">
    <p>Pour une personne qui appelle ou qui passe : le minimum, le reste vient à l’entretien.</p>
    {known && (
      <Notice tone="warn">
        Ce numéro est déjà celui d’un bénévole : <a href={`/benevoles/${known}`}>voir sa fiche</a>. Si deux
        personnes partagent ce téléphone, cochez la case du bas.
      </Notice>
    )}
    <PostForm action="/benevoles/nouveau" csrf={frame.csrf}>
      <Person form={form} town={town} />
      <Checks
        form={form}
        name="programmes"
        label="Ce qu’il ou elle aimerait faire"
        options={programmeOptions(town)}
      />
      <WeekGrid form={form} name="availability" legend="Demi-journées où il ou elle est libre" />
      <EveningField form={form} label="Du lundi au vendredi, libre à partir de" />
      <Checks form={form} name="languages" label="Langues" options={languageOptions} />
      <TextArea form={form} name="motivation" label="Ce qui l’amène" max={1000} optional />
      {known && <Check form={form} name="evenSo" label="Deux personnes partagent ce téléphone" />}
      <SubmitButton>Noter la candidature</SubmitButton>
    </PostForm>
  </FormPage>
);

export const EditPage = ({ frame, form, town, volunteer }: OfOne & { town: Town }) => (
  <FormPage frame={frame} form={form} title="Modifier la fiche" volunteer={volunteer}>
    <PostForm action={`/benevoles/${volunteer.id}/modifier`} csrf={frame.csrf}>
      <Person form={form} town={town} />
      <Field form={form} name="line" label="Adresse" max={160} optional />
      <Choice
        form={form}
        name="channel"
        label="Comment lui parler"
        options={[
          { value: 'sms', label: 'par SMS' },
          {
            value: 'voice',
            label: 'de vive voix',
            hint: 'Téléphone fixe, ou préférence : aucun SMS ne part.',
          },
        ]}
      />
      <Checks form={form} name="programmes" label="Souhaite" options={programmeOptions(town)} />
      <WeekGrid form={form} name="availability" legend="Demi-journées où il ou elle est libre" />
      <EveningField form={form} label="Du lundi au vendredi, libre à partir de" />
      <div class="row">
        <Select form={form} name="weeklyCap" label="Missions par semaine, au plus" options={numbers(1, 14)} />
        <Select
          form={form}
          name="restDays"
          label="Jours de repos après une mission"
          options={numbers(town.caps.restDays, 14)}
        />
      </div>
      <div class="row">
        <Select
          form={form}
          name="travel"
          label="Déplacements"
          options={travelModes.map((value) => ({ value, label: TRAVEL_NAMES[value] }))}
        />
        <Select
          form={form}
          name="rangeMetres"
          label="Distance, au plus"
          options={rangeOptions(volunteer.rangeMetres)}
        />
      </div>
      <Checks form={form} name="languages" label="Langues" options={languageOptions} />
      <Checks
        form={form}
        name="avoids"
        label="Préfère éviter"
        options={AVOIDABLE.map((value) => ({ value, label: AVOID_NAMES[value] }))}
      />
      <Checks form={form} name="subjects" label="Aime" options={SUBJECT_OPTIONS} optional />
      <Check form={form} name="remindTwoHoursBefore" label="Rappel par SMS deux heures avant" />
      <SubmitButton>Enregistrer</SubmitButton>
    </PostForm>
  </FormPage>
);

export const RequirementPage = ({ frame, form, volunteer }: OfOne) => (
  <FormPage frame={frame} form={form} title="Noter une pièce du dossier" volunteer={volunteer}>
    <PostForm action={`/benevoles/${volunteer.id}/piece`} csrf={frame.csrf}>
      <Choice
        form={form}
        name="kind"
        label="Pièce"
        options={[
          { value: 'interview', label: REQUIREMENT_NAMES.interview },
          {
            value: 'charter',
            label: REQUIREMENT_NAMES.charter,
            hint: `Version en vigueur : ${frame.town?.charterVersion ?? ''}.`,
          },
          {
            value: 'criminal-record',
            label: REQUIREMENT_NAMES['criminal-record'],
            hint: 'Bulletin n° 3, montré par la personne. Rendez-le : aucune copie, aucune note de son contenu.',
          },
          { value: 'training', label: REQUIREMENT_NAMES.training },
        ]}
      />
      <div class="row">
        <DateField form={form} name="on" label="Fait ou vu le" />
        <DateField
          form={form}
          name="validUntil"
          label="Valable jusqu’au"
          hint="Laissé vide : la durée habituelle (extrait trois ans, formation deux ans, le reste sans fin)."
          optional
        />
      </div>
      <SubmitButton>Noter</SubmitButton>
    </PostForm>
  </FormPage>
);
