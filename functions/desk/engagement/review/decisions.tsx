import {
  BY_SECTOR,
  MEASURES,
  type Measure,
  type Measured,
} from '../../../../shared/engagement/review/measures.ts';
import { ANSWERS, answerAt, type Decision } from '../../../../shared/engagement/review/review.ts';
import type { CivilDay } from '../../../../shared/time/civil.ts';
import { frenchDate } from '../../../../shared/time/french.ts';
import type { Town } from '../../../../shared/town/settings.ts';
import { Badge } from '../../../web/components.tsx';
import { Choice, DateField, Hidden, PostForm, Select, SubmitButton, TextArea } from '../../../web/fields.tsx';
import type { FormState } from '../../../web/form.ts';
import { freshForm } from '../../../web/form.ts';
import { NOT_TOLD } from '../movements/words.ts';
import { ANSWER_NAMES, MEASURE_NAMES, measuredWords, measureName } from './words.ts';

/** How a measure reads: exact, or as it was told. */
export type ReadMeasure = (decision: Decision, when: 'then' | CivilDay) => string | undefined;
export type NameOwner = (decision: Decision) => string;

/** Of check-ins even the coordination reads what is told: a number there is not told rather than not known. */
export const exactWords = ({ what }: Measure, measured: Measured | undefined): string =>
  measured === null && what === 'to-surround' ? NOT_TOLD : measuredWords(measured);

export const exactMeasure: ReadMeasure = ({ measure, measured, answers }, when) =>
  measure &&
  exactWords(measure, when === 'then' ? measured : answers.findLast(({ on }) => on === when)?.measured);

type OneProps = {
  readonly decision: Decision;
  readonly town: Town;
  readonly owner: string;
  readonly read: ReadMeasure;
  /** What it reads now, while a review is held. */
  readonly now?: string | undefined;
};

const TONES = { done: 'good', continued: 'info', dropped: 'neutral' } as const;

/** A decision as it stands: what, whose, until when, its measure then and since, and what was answered at each review. */
export const DecisionFacts = ({ decision, town, owner, read, now }: OneProps) => {
  const { number, on, what, due, measure, answers } = decision;
  return (
    <>
      <p class="decided">
        {number}. {what}
      </p>
      <p class="quiet">
        Décidé le {frenchDate(on)}. {owner}, pour le {frenchDate(due)}.
        {measure && (
          <>
            {' '}
            Mesure&nbsp;: {measureName(town, measure)}. Le {frenchDate(on)}&nbsp;: {read(decision, 'then')}
            {now !== undefined && (
              <>
                {' '}
                ; aujourd’hui&nbsp;: <strong>{now}</strong>
              </>
            )}
            .
          </>
        )}
      </p>
      {answers.map((one) => (
        <p>
          <Badge tone={TONES[one.verdict]}>{ANSWER_NAMES[one.verdict]}</Badge> Le {frenchDate(one.on)}
          {measure && <>, mesure&nbsp;: {read(decision, one.on)}</>}.{one.words && ` ${one.words}`}
        </p>
      ))}
    </>
  );
};

export type FailedForm = { readonly of: string; readonly form: FormState } | undefined;

/** One of last time, with what to answer. */
export const ToAnswer = ({
  on,
  csrf,
  failed,
  ...one
}: OneProps & { readonly on: CivilDay; readonly csrf: string; readonly failed: FailedForm }) => {
  const { number, due } = one.decision;
  const said = answerAt(one.decision, on);
  const form =
    failed?.of === String(number)
      ? failed.form
      : freshForm({
          [`verdict-${number}`]: said?.verdict,
          [`mots-${number}`]: said?.words,
          [`delai-${number}`]: due,
        });
  return (
    <section class="card" id={`decision-${number}`}>
      <DecisionFacts {...one} />
      <details class="no-print" open={!said || failed?.of === String(number)}>
        <summary>{said ? 'Changer la réponse' : 'Qu’est-elle devenue ?'}</summary>
        <PostForm action={`/revue/decisions/${number}/reponse`} csrf={csrf} class="narrow">
          <Choice
            form={form}
            name={`verdict-${number}`}
            label={`Décision ${number}`}
            options={ANSWERS.map((value) => ({ value, label: ANSWER_NAMES[value] }))}
          />
          <TextArea
            form={form}
            name={`mots-${number}`}
            label="En une phrase"
            hint="Ce qui a été fait, ou pourquoi non. Sans nom : la direction la lit."
            max={300}
            rows={2}
          />
          <DateField form={form} name={`delai-${number}`} label="Si elle se poursuit, jusqu’au" optional />
          <SubmitButton>Répondre</SubmitButton>
        </PostForm>
      </details>
    </section>
  );
};

/** What is decided today: in words, by whom, until when, and the figure that will be read again next time. */
export const NewDecision = ({
  town,
  csrf,
  number,
  staff,
  form,
}: {
  town: Town;
  csrf: string;
  number: number;
  staff: readonly { readonly id: string; readonly name: string }[];
  form: FormState;
}) => (
  <section class="card no-print" id="nouvelle">
    <h3>Décider</h3>
    <PostForm action="/revue/decisions" csrf={csrf} class="narrow">
      <Hidden name="number" value={number} />
      <TextArea
        form={form}
        name="what"
        label="Ce que nous décidons"
        hint="Un acte, en une phrase. Sans nom de bénévole ni de personne accompagnée : la direction la lit."
        max={300}
        rows={2}
      />
      <div class="row">
        <Select
          form={form}
          name="owner"
          label="Qui s’en charge"
          empty="choisir"
          options={staff.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <DateField form={form} name="due" label="Pour le" />
      </div>
      <div class="row">
        <Select
          form={form}
          name="measure"
          label="La mesure à relire"
          empty="aucune"
          optional
          options={MEASURES.map((value) => ({ value, label: MEASURE_NAMES[value] }))}
        />
        <Select
          form={form}
          name="sector"
          label="Dans le secteur"
          empty="toute la ville"
          optional
          options={town.sectors.map(({ code, name }) => ({ value: code, label: name }))}
        />
      </div>
      <p class="quiet">
        Le secteur vaut pour {BY_SECTOR.map((code) => `« ${MEASURE_NAMES[code]} »`).join(' et ')}. La mesure
        est relue à la revue suivante, sans dire que la décision en est la cause.
      </p>
      <SubmitButton>Noter la décision</SubmitButton>
    </PostForm>
  </section>
);
