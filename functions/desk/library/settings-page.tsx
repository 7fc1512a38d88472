import * as z from 'zod';
import type { LibrarySettings } from '../../../shared/library/settings.ts';
import { ErrorSummary, Field, PostForm, SubmitButton } from '../../web/fields.tsx';
import { type FormState, freshForm, integer, text, textIfAny } from '../../web/form.ts';
import { DeskPage, type Frame } from '../layout.tsx';
import { LIBRARY } from './words.ts';

export const settingsForm = z.object({
  name: text(80, 'Écrivez le nom de la bibliothèque.'),
  pickUp: textIfAny(200),
  loanWeeks: integer(1, 12, 'Un nombre de semaines, de 1 à 12.'),
  renewalsMost: integer(0, 6, 'Un nombre de prolongations, de 0 à 6.'),
  neverReturnedDays: integer(7, 365, 'Un nombre de jours, de 7 à 365.'),
  forgetDays: integer(0, 90, 'Un nombre de jours, de 0 à 90.'),
  bagGramsMost: integer(500, 15_000, 'Un poids en grammes, de 500 à 15 000.'),
});

export const typedSettings = ({ town: _, ...known }: LibrarySettings): FormState => freshForm(known);

/** What the library of the town decides. */
export const SettingsPage = ({ frame, form }: { frame: Frame; form: FormState }) => (
  <DeskPage frame={frame} title="Réglages de la bibliothèque" hasProblems={form.problems.length > 0}>
    <p class="crumbs">
      <a href={LIBRARY}>Bibliothèque à domicile</a>
    </p>
    <div class="narrow">
      <ErrorSummary form={form} />
      <h1>Réglages de la bibliothèque</h1>
      <PostForm action={`${LIBRARY}/reglages`} csrf={frame.csrf}>
        <Field form={form} name="name" label="Nom de la bibliothèque" max={80} />
        <Field
          form={form}
          name="pickUp"
          label="Où et quand prendre les sacs"
          hint="Montré au bénévole après son accord : « 27 rue de la République, à l’accueil, dès 9 h »."
          optional
          max={200}
        />
        <Field
          form={form}
          name="loanWeeks"
          label="Durée d’un prêt, en semaines"
          hint="Un prêt ne finit jamais avant le passage suivant : deux mois entre deux passages, deux mois de prêt."
          inputmode="numeric"
          short
          max={2}
        />
        <Field
          form={form}
          name="renewalsMost"
          label="Prolongations au plus"
          inputmode="numeric"
          short
          max={1}
        />
        <Field
          form={form}
          name="neverReturnedDays"
          label="Retard, en jours, à partir duquel un document compte comme jamais revenu"
          inputmode="numeric"
          short
          max={3}
        />
        <Field
          form={form}
          name="forgetDays"
          label="Jours après le retour où l’on sait encore qui a lu quoi"
          hint="Puis le titre et le nom s’effacent du prêt ; il ne reste qu’un chiffre. Zéro : dès le retour."
          inputmode="numeric"
          short
          max={2}
        />
        <Field
          form={form}
          name="bagGramsMost"
          label="Poids d’un sac au plus, en grammes"
          inputmode="numeric"
          short
          max={5}
        />
        <div class="actions">
          <SubmitButton>Enregistrer</SubmitButton>
          <a href={LIBRARY}>Revenir sans rien changer</a>
        </div>
      </PostForm>
    </div>
  </DeskPage>
);
