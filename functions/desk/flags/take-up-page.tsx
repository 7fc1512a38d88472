import * as z from 'zod';
import { consentSchema, type Purpose } from '../../../shared/consents/consent.ts';
import type { ConsentAnswer } from '../../../shared/consents/decide-consent.ts';
import {
  ASKED_PURPOSES,
  HOW_WORDS,
  isServicePurpose,
  PURPOSE_WORDS,
} from '../../../shared/consents/decide-consent.ts';
import type { Known } from '../../../shared/flags/find-known.ts';
import type { Flag } from '../../../shared/flags/flag.ts';
import { likenessWords } from '../../../shared/seniors/identity/likeness.ts';
import { seniorName } from '../../../shared/seniors/senior.ts';
import type { Staff } from '../../../shared/staff/staff.ts';
import type { Town } from '../../../shared/town/settings.ts';
import { Notice } from '../../web/components.tsx';
import {
  Choice,
  ErrorSummary,
  Field,
  type Option,
  PostForm,
  Select,
  SubmitButton,
} from '../../web/fields.tsx';
import { type FormState, text, textIfAny } from '../../web/form.ts';
import { CivilityField } from '../civility.tsx';
import { DeskPage, type Frame } from '../layout.tsx';

const answer = z.enum(['given', 'refused', 'asked', '']).default('');
const HOW = consentSchema.shape.how.options;

/** One question a purpose; « PREVENANCE » is the file itself. */
export const answersForm = {
  how: z.enum(HOW, { error: 'Dites comment elle a répondu.' }),
  consent_PREVENANCE: answer,
  consent_FRIENDLY_VISIT: answer,
  consent_FRIENDLY_CALL: answer,
  consent_HOME_LIBRARY: answer,
  consent_CHRISTMAS_PARCEL: answer,
  consent_SUMMER_OUTING: answer,
  consent_HEATWAVE_CALL_BY_VOLUNTEER: answer,
  consent_PARTNER_REFERRAL: answer,
  consent_SENIOR_NEWS: answer,
  consent_HEALTH_CAMPAIGN: answer,
} as const;

export const takeUpForm = z.object({
  who: z.string().max(40).default('new'),
  civility: z.enum(['madame', 'monsieur']).optional(),
  firstName: textIfAny(60),
  lastName: textIfAny(60),
  address: textIfAny(160),
  phone: textIfAny(40),
  referentId: text(40, 'Choisissez qui suivra cette personne.'),
  ...answersForm,
});

/** The answers that were given on the form; a question left alone is no answer. */
export const answersOf = (
  form: Readonly<Record<string, unknown>>,
  how: ConsentAnswer['how'],
): ConsentAnswer[] =>
  ASKED_PURPOSES.flatMap((purpose): ConsentAnswer[] => {
    const state = form[`consent_${purpose}`];
    return state === 'given' || state === 'refused' || state === 'asked' ? [{ purpose, state, how }] : [];
  });

/** Purposes of the programmes that the town runs, and the file itself; the others are asked on the file's own page. */
export const purposesAsked = (town: Pick<Town, 'programmes'>): readonly Purpose[] => {
  const on = new Set(
    town.programmes.filter((programme) => programme.on).map((programme) => programme.consent),
  );
  return ASKED_PURPOSES.filter(
    (purpose) => purpose === 'PREVENANCE' || !isServicePurpose(purpose) || on.has(purpose),
  );
};

export const HOW_OPTIONS: readonly Option[] = HOW.filter((how) => how !== 'import').map((how) => ({
  value: how,
  label: HOW_WORDS[how],
}));

export const AnswerFields = ({ form, purposes }: { form: FormState; purposes: readonly Purpose[] }) => (
  <>
    {purposes.map((purpose) => (
      <div class="answers">
        <Choice
          form={form}
          name={`consent_${purpose}`}
          label={PURPOSE_WORDS[purpose].name}
          hint={PURPOSE_WORDS[purpose].question}
          options={[
            { value: 'given', label: 'D’accord' },
            { value: 'refused', label: 'Non' },
            { value: '', label: 'Pas demandé' },
          ]}
        />
      </div>
    ))}
  </>
);

export const TakeUpPage = ({
  frame,
  flag,
  form,
  known,
  referents,
  town,
}: {
  frame: Frame;
  flag: Flag;
  form: FormState;
  known: Known['seniors'];
  referents: readonly Staff[];
  town: Town;
}) => (
  <DeskPage frame={frame} title="Ouvrir son dossier" hasProblems={form.problems.length > 0}>
    <p class="crumbs">
      <a href={`/signalements/${flag.id}`}>Signalement {flag.number}</a>
    </p>
    <ErrorSummary form={form} />
    <h1>Ouvrir le dossier de {flag.person.name || 'cette personne'}</h1>
    {flag.sensitive && (
      <Notice tone="alert">Le chemin sûr reste attaché au dossier : {flag.sensitive.safeChannel}.</Notice>
    )}
    <PostForm action={`/signalements/${flag.id}/dossier`} csrf={frame.csrf}>
      <div class="columns even">
        <div>
          <section class="card">
            <h2>Qui est-elle ?</h2>
            {known.length > 0 && (
              <Choice
                form={form}
                name="who"
                label="A-t-elle déjà un dossier ?"
                options={[
                  ...known.map(({ senior, like }) => ({
                    value: senior.id,
                    label: `Oui : ${seniorName(senior)}`,
                    hint: `${senior.address.line} – ${likenessWords(like.signs)}`,
                  })),
                  { value: 'new', label: 'Non, c’est une nouvelle personne' },
                ]}
              />
            )}
            <CivilityField form={form} />
            <div class="row">
              <Field form={form} name="firstName" label="Prénom" max={60} />
              <Field form={form} name="lastName" label="Nom" max={60} />
            </div>
            {flag.person.name.trim() !== '' && (
              <p class="quiet">Écrit sur le signalement&nbsp;: « {flag.person.name.trim()} ».</p>
            )}
            <Field
              form={form}
              name="address"
              label="Adresse"
              hint="Elle sera vérifiée à l’étape suivante."
              max={160}
            />
            <Field form={form} name="phone" label="Téléphone" type="tel" inputmode="tel" max={40} optional />
          </section>
          <section class="card">
            <h2>Qui la suit ?</h2>
            <Select
              form={form}
              name="referentId"
              label="Référent"
              hint="Une personne nommée répond de chaque situation ouverte."
              empty="Choisir"
              options={referents.map((staff) => ({
                value: staff.id,
                label: `${staff.name}, ${staff.organisation}`,
              }))}
            />
          </section>
        </div>
        <section class="card">
          <h2>Ses accords</h2>
          <p class="quiet">
            Chaque chose se demande à part. La personne peut changer d’avis quand elle veut.
          </p>
          <Select form={form} name="how" label="Réponses données" options={HOW_OPTIONS} empty="Choisir" />
          <AnswerFields form={form} purposes={purposesAsked(town)} />
        </section>
      </div>
      <SubmitButton>Ouvrir le dossier</SubmitButton>
    </PostForm>
  </DeskPage>
);
