import { fromWords } from '../../../../shared/engagement/recognition/thanks/carry-thanks.ts';
import type { Senior } from '../../../../shared/seniors/senior.ts';
import type { Instant } from '../../../../shared/time/instant.ts';
import { MOST_WORDS } from '../../../../shared/volunteers/thanks/thank-you.ts';
import { canText, type Volunteer, volunteerName } from '../../../../shared/volunteers/volunteer.ts';
import { EmptyState } from '../../../web/components.tsx';
import { DictatedWords } from '../../../web/dictated-words.tsx';
import {
  Check,
  Checks,
  Choice,
  ErrorSummary,
  Hidden,
  PostForm,
  SubmitButton,
  TextArea,
} from '../../../web/fields.tsx';
import { allTypedIn, type FormState, typedIn } from '../../../web/form.ts';
import { DeskPage, type Frame } from '../../layout.tsx';
import { wordsOfPath } from './words.tsx';

const HOW = [
  { value: 'phone', label: 'Au téléphone' },
  { value: 'spoken', label: 'De vive voix, chez elle ou à la Maison' },
  { value: 'written', label: 'Par écrit' },
] as const;

/** Her words, whom for, and what she agreed to. */
export const NewWordsPage = ({
  frame,
  senior,
  visitors,
  form,
  id,
}: {
  frame: Frame;
  senior: Senior;
  visitors: readonly Volunteer[];
  form: FormState;
  id: string;
}) => (
  <DeskPage frame={frame} title="Noter ses mots" hasProblems={form.problems.length > 0}>
    <p class="crumbs">
      <a href={wordsOfPath(senior)}>Ses mots pour les bénévoles</a>
    </p>
    <div class="narrow">
      <ErrorSummary form={form} />
      <h1>Noter ses mots</h1>
      {visitors.length === 0 ? (
        <EmptyState title="Personne à remercier pour le moment.">
          Les mots vont aux bénévoles qui viennent chez elle, ou qui sont venus depuis six mois.
        </EmptyState>
      ) : (
        <PostForm action={`${wordsOfPath(senior)}/apercu`} csrf={frame.csrf}>
          <Hidden name="id" value={id} />
          <TextArea
            form={form}
            name="words"
            label="Ses mots, tels qu’elle les dit"
            hint="Sans son nom de famille, sans adresse, sans numéro, rien de sa santé : ces mots quittent le bureau."
            max={MOST_WORDS}
            rows={5}
          />
          <Checks
            form={form}
            name="to"
            label="Pour qui"
            options={visitors.map((one) => ({
              value: one.id,
              label: volunteerName(one),
              ...(canText(one) ? {} : { hint: 'Sans SMS : les mots seront à lire au téléphone.' }),
            }))}
          />
          <Choice form={form} name="how" label="Comment elle l’a dit" options={HOW} />
          {!senior.sensitive && (
            <Choice
              form={form}
              name="named"
              label="Peut-on dire son prénom ?"
              options={[
                { value: 'yes', label: `Oui\u00a0: «\u00a0${senior.firstName || 'son prénom'}\u00a0»` },
                { value: 'no', label: 'Non : « une personne que vous accompagnez »' },
              ]}
            />
          )}
          <Check form={form} name="agreed" label="Elle est d’accord pour que ces mots soient remis" />
          <SubmitButton>Voir avant de remettre</SubmitButton>
        </PostForm>
      )}
    </div>
  </DeskPage>
);

/** Exactly what each of them will read, before anything goes. */
export const PreviewPage = ({
  frame,
  senior,
  to,
  form,
  now,
}: {
  frame: Frame;
  senior: Senior;
  to: readonly Volunteer[];
  form: FormState;
  now: Instant;
}) => {
  const from = fromWords(senior, typedIn(form, 'named') === 'yes');
  const voices = to.filter((one) => !canText(one)).length;
  return (
    <DeskPage frame={frame} title="Avant de remettre">
      <div class="narrow">
        <h1>Ce que {to.length === 1 ? 'cette personne lira' : `ces ${to.length} personnes liront`}</h1>
        <p>Pour {to.map(volunteerName).join(', ')}.</p>
        <DictatedWords
          of={{ words: typedIn(form, 'words').trim(), takenAt: now, ...(from ? { from } : {}) }}
        />
        <p>
          Le SMS dit seulement qu’un mot attend. Tant qu’il n’est pas lu, il peut être repris.
          {voices > 0 &&
            ` ${voices === 1 ? 'Une personne est' : `${voices} personnes sont`} sans SMS : un appel à passer est créé.`}
        </p>
        <PostForm action={wordsOfPath(senior)} csrf={frame.csrf}>
          {['id', 'words', 'how', 'named', 'agreed'].map((name) => (
            <Hidden name={name} value={typedIn(form, name)} />
          ))}
          {allTypedIn(form, 'to').map((value) => (
            <Hidden name="to" value={value} />
          ))}
          <div class="actions">
            <SubmitButton name="act" value="carry">
              Remettre ces mots
            </SubmitButton>
            <SubmitButton name="act" value="edit" tone="second">
              Corriger
            </SubmitButton>
          </div>
        </PostForm>
      </div>
    </DeskPage>
  );
};
