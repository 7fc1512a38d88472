import * as z from 'zod';
import { FLAG_REASONS, type Flag } from '../../../shared/flags/flag.ts';
import type { FlagRefusal, FlagRequest } from '../../../shared/flags/receive-flag.ts';
import { CONSENT_WORDS, REASON_WORDS, URGENCY_WORDS } from '../../../shared/flags/words.ts';
import type { Town } from '../../../shared/town/settings.ts';
import { Moment, Notice } from '../../web/components.tsx';
import {
  Check,
  Checks,
  Choice,
  ErrorSummary,
  Field,
  Hidden,
  PostForm,
  SubmitButton,
  TextArea,
} from '../../web/fields.tsx';
import { choice, choices, type FormState, textIfAny, ticked, typedIn } from '../../web/form.ts';
import { DeskPage, type Frame } from '../layout.tsx';

export const flagForm = z.object({
  form: z.string().min(10).max(60),
  name: textIfAny(120),
  address: textIfAny(200),
  phone: textIfAny(40),
  birth: textIfAny(40),
  reasons: choices(FLAG_REASONS),
  noticed: textIfAny(1000),
  urgency: choice(['P0', 'P1', 'P2', 'P3'], 'Choisissez le degré d’urgence.'),
  called: ticked(),
  consent: choice(['agrees', 'not-asked', 'refuses'], 'Dites si la personne est au courant.'),
  sensitive: ticked(),
  safeChannel: textIfAny(200),
  caller: textIfAny(160),
});

/** What the form says, in the words of the use case. */
export const requestOf = (form: z.output<typeof flagForm>): FlagRequest => ({
  person: { name: form.name, address: form.address, phone: form.phone, birth: form.birth },
  reasons: form.reasons,
  noticed: form.noticed,
  urgency: form.urgency,
  consent: form.consent,
  ...(form.sensitive ? { sensitive: { safeChannel: form.safeChannel } } : {}),
  ...(form.caller ? { caller: form.caller } : {}),
  dangerHandled: form.called,
});

export const REFUSALS: Readonly<Record<FlagRefusal, { readonly field: string; readonly sentence: string }>> =
  {
    'nobody-to-reach': {
      field: 'name',
      sentence: 'Donnez de quoi retrouver la personne : un nom, une adresse ou un téléphone.',
    },
    'nothing-noticed': { field: 'reasons', sentence: 'Cochez ou écrivez ce que vous avez remarqué.' },
    'danger-not-handled': {
      field: 'called',
      sentence: 'Danger immédiat : appelez d’abord les secours, puis cochez que c’est fait.',
    },
    'safe-channel-missing': {
      field: 'safeChannel',
      sentence: 'Écrivez comment joindre la personne sans la mettre en danger.',
    },
  };

/** Numbers that a thumb can press, with the day they were last checked. */
export const Emergency = ({ town }: { town: Town }) => (
  <section class="sos" aria-labelledby="sos">
    <p id="sos">
      <strong>Danger immédiat ? Appelez d’abord.</strong>
    </p>
    <ul>
      {town.emergencyNumbers.map(({ number, label }) => (
        <li>
          <a href={`${number === '114' ? 'sms' : 'tel'}:${number}`}>
            <strong>{number}</strong> {label}
          </a>
        </li>
      ))}
    </ul>
  </section>
);

const opened = (form: FormState): boolean =>
  typedIn(form, 'sensitive') === 'yes' ||
  typedIn(form, 'birth') !== '' ||
  typedIn(form, 'caller') !== '' ||
  form.problems.some(({ field }) => field === 'safeChannel');

/** Whose it was, for whoever sent it; of a sensitive flag the number alone, on a screen that others may see. */
const lastWords = ({ person, sensitive, number }: Flag): string =>
  [sensitive ? '' : person.name || person.address, number].filter((words) => words !== '').join(', ');

export const FlagFormPage = ({
  frame,
  town,
  form,
  formId,
  last,
}: {
  frame: Frame;
  town: Town;
  form: FormState;
  formId: string;
  /** What this person sent within the hour. */
  last?: Flag | undefined;
}) => (
  <DeskPage frame={frame} title="Signaler une personne" hasProblems={form.problems.length > 0}>
    <div class="flagging">
      <ErrorSummary form={form} />
      <h1>Signaler une personne</h1>
      <p class="quiet">Une minute suffit. Rien n’est envoyé à la personne par SMS.</p>
      {last && (
        <Notice tone="good">
          Votre signalement du <Moment at={last.receivedAt} /> est bien reçu :{' '}
          <a href={`/signalements/${last.id}`}>{lastWords(last)}</a>. Inutile de l’envoyer de nouveau.
        </Notice>
      )}
      <Emergency town={town} />
      <PostForm action="/signalements" csrf={frame.csrf}>
        <Hidden name="form" value={formId} />
        <Field
          form={form}
          name="name"
          label="Son nom"
          hint="Ou ce que vous en savez : « la dame du 2e étage »."
          max={120}
        />
        <Field form={form} name="address" label="Son adresse" max={200} autocomplete="off" />
        <Field form={form} name="phone" label="Son téléphone" type="tel" inputmode="tel" max={40} optional />
        <div class="two">
          <Checks
            form={form}
            name="reasons"
            label="Ce que vous avez remarqué"
            options={FLAG_REASONS.map((value) => ({ value, label: REASON_WORDS[value] }))}
          />
        </div>
        <TextArea
          form={form}
          name="noticed"
          label="Avec vos mots"
          hint="Dites ce que vous avez vu ou entendu, pas une maladie."
          rows={3}
          max={1000}
          optional
        />
        <Choice
          form={form}
          name="urgency"
          label="C’est urgent ?"
          options={(['P0', 'P1', 'P2', 'P3'] as const).map((value) => ({
            value,
            label: URGENCY_WORDS[value].short,
            hint: URGENCY_WORDS[value].help,
          }))}
        />
        <div class="only-p0">
          <Notice tone="alert" title="Ce formulaire n’appelle pas les secours">
            <p>
              Personne ne le lit à la minute. Appelez le 15, le 18 ou le 112 vous-même, puis continuez ici.
            </p>
          </Notice>
          <Check
            form={form}
            name="called"
            label="J’ai appelé les secours, ou quelqu’un s’en occupe sur place"
          />
        </div>
        <Choice
          form={form}
          name="consent"
          label="La personne est-elle d’accord pour être contactée ?"
          options={(['agrees', 'not-asked', 'refuses'] as const).map((value) => ({
            value,
            label: CONSENT_WORDS[value],
          }))}
        />
        <details class="more" open={opened(form)}>
          <summary>Quelqu’un vous a prévenu, situation sensible, date de naissance</summary>
          <Field
            form={form}
            name="caller"
            label="Qui vous a prévenu"
            hint="Un proche, un voisin : son nom et son numéro, pour lui dire ce qu’il en advient."
            max={160}
            optional
          />
          <Check form={form} name="sensitive" label="Situation sensible : ni courrier ni appel au domicile" />
          <Field
            form={form}
            name="safeChannel"
            label="Comment la joindre sans danger"
            hint="« au club le mardi », « par son médecin », un autre numéro."
            max={200}
            optional
          />
          <Field form={form} name="birth" label="Date ou année de naissance" max={40} optional />
        </details>
        <SubmitButton wide>Envoyer le signalement</SubmitButton>
      </PostForm>
    </div>
  </DeskPage>
);
