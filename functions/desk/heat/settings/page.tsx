import { LEVELS, type Level } from '../../../../shared/heat/level.ts';
import { WHO } from '../../../../shared/heat/settings.ts';
import { LEVEL_NAMES, WHO_WORDS } from '../../../../shared/heat/words.ts';
import { Notice } from '../../../web/components.tsx';
import {
  Choice,
  ErrorSummary,
  Field,
  Hidden,
  PostForm,
  SubmitButton,
  TextArea,
} from '../../../web/fields.tsx';
import { type FormState, problemOf, typedIn } from '../../../web/form.ts';
import { DeskPage, type Frame } from '../../layout.tsx';
import { STEP_NAMES, STEPS } from './form.ts';

export const SETTINGS = '/canicule/reglages';

const Small = ({ form, name, label }: { form: FormState; name: string; label: string }) => (
  <td>
    <label class="hidden" for={`f-${name}`}>
      {label}
    </label>
    <input
      id={`f-${name}`}
      name={name}
      value={typedIn(form, name)}
      autocomplete="off"
      inputmode="numeric"
      {...(problemOf(form, name) ? { 'aria-invalid': 'true' as const } : {})}
    />
  </td>
);

/** On yellow only is there a choice: from orange on everybody is called each day. */
const Reached = ({ form }: { form: FormState }) => (
  <>
    <Choice
      form={form}
      name="yellowWho"
      label="Qui est appelé"
      options={WHO.map((value) => ({ value, ...WHO_WORDS[value] }))}
    />
    <Field
      form={form}
      name="yellowEvery"
      label="Un jour sur"
      hint="2 : un jour sur deux, à partir du premier. 1 : chaque jour."
      inputmode="numeric"
      short
    />
  </>
);

const LevelTimes = ({ form, level }: { form: FormState; level: Level }) => (
  <section class="card">
    <h2>Vigilance {LEVEL_NAMES[level]}</h2>
    {level === 'yellow' ? <Reached form={form} /> : <p>Tout le registre est appelé, chaque jour.</p>}
    <div class="row">
      <Field form={form} name={`${level}-first-1`} label="Premiers appels avant" type="time" short />
      <Field
        form={form}
        name={`${level}-first-2`}
        label="Second tour, premiers appels avant"
        hint="Laissez vide : un seul tour par jour."
        type="time"
        short
        optional
      />
      <Field
        form={form}
        name={`${level}-need`}
        label="Un besoin a sa réponse en (heures)"
        inputmode="numeric"
        short
      />
    </div>
    <div class="steps">
      <table>
        <caption class="hidden">Délais de chaque pas, vigilance {LEVEL_NAMES[level]}</caption>
        <thead>
          <tr>
            <th scope="col">Quand personne ne répond</th>
            <th scope="col">Pas avant (minutes)</th>
            <th scope="col">Au plus tard après (minutes)</th>
          </tr>
        </thead>
        <tbody>
          {STEPS.map((step) => (
            <tr>
              <th scope="row">{STEP_NAMES[step]}</th>
              <Small form={form} name={`${level}-${step}-after`} label={`${STEP_NAMES[step]}, pas avant`} />
              <Small
                form={form}
                name={`${level}-${step}-within`}
                label={`${STEP_NAMES[step]}, au plus tard`}
              />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  </section>
);

/** What the town decides about its calls: name, words, hours, and how long each step of the ladder may take. */
export const HeatSettingsPage = ({
  frame,
  form,
  version,
  saved,
  commune,
}: {
  frame: Frame;
  form: FormState;
  version: number;
  saved: boolean;
  commune: string;
}) => (
  <DeskPage frame={frame} title="Réglages des appels" hasProblems={form.problems.length > 0}>
    <p class="crumbs">
      <a href="/canicule">Suivi des appels</a>
    </p>
    <ErrorSummary form={form} />
    {saved && (
      <Notice tone="good">
        Enregistré. Les listes déjà faites gardent leurs heures&nbsp;; les suivantes prennent celles-ci.
      </Notice>
    )}
    <h1>Réglages des appels</h1>
    <p class="no-print">
      <a href="/canicule/appelants">Qui appelle les jours de chaleur</a>
    </p>
    <PostForm action={SETTINGS} csrf={frame.csrf}>
      <Hidden name="version" value={version} />
      <section class="card">
        <h2>Le nom et les mots</h2>
        <Field
          form={form}
          name="label"
          label="Nom de la campagne"
          max={40}
          {...(commune === 'Besançon'
            ? {
                hint: 'À Besançon, « Vital’Été » est aussi le programme d’été gratuit de la Ville : un autre nom évite de les confondre.',
              }
            : {})}
        />
        <TextArea
          form={form}
          name="script"
          label="Ce que dit la personne qui appelle"
          hint="En mots simples, une phrase par ligne. Aucune question sur un diagnostic ou un traitement."
          max={2_000}
          rows={9}
        />
      </section>
      <section class="card">
        <h2>Les heures</h2>
        <div class="row">
          <Field form={form} name="from" label="On appelle à partir de" type="time" short />
          <Field form={form} name="to" label="On n’appelle plus après" type="time" short />
          <Field
            form={form}
            name="prepareAt"
            label="La veille, la liste se fait à"
            hint="Les bénévoles sont alors interrogés."
            type="time"
            short
          />
        </div>
        <div class="row">
          <Field
            form={form}
            name="handOverAt"
            label="Tout revient au bureau à"
            hint="Plus rien n’attend un bénévole."
            type="time"
            short
          />
          <Field
            form={form}
            name="escalateAt"
            label="Qui n’est pas joint va à l’astreinte à"
            type="time"
            short
          />
          <Field
            form={form}
            name="batchSize"
            label="Personnes par bénévole"
            hint="De 2 à 12, environ huit."
            inputmode="numeric"
            short
          />
        </div>
      </section>
      {LEVELS.map((level) => (
        <LevelTimes form={form} level={level} />
      ))}
      <SubmitButton>Enregistrer</SubmitButton>
    </PostForm>
  </DeskPage>
);
