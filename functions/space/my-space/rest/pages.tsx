import { addDays, type CivilDay } from '../../../../shared/time/civil.ts';
import { frenchDay } from '../../../../shared/time/french.ts';
import { LEAVE_REASON_NAMES, OWN_LEAVE_REASONS } from '../../../../shared/volunteers/words.ts';
import { Choice, DateField, ErrorSummary, PostForm, SubmitButton } from '../../../web/fields.tsx';
import type { FormState } from '../../../web/form.ts';
import { Page } from '../../../web/layout.tsx';
import { Back } from '../missions-page.tsx';
import type { Space } from '../space.ts';

/** Lengths people ask for, in days; the button says the date. */
export const PAUSES = { '1': 6, '2': 13, '4': 27, '8': 55 } as const;
const PAUSE_NAMES: Readonly<Record<keyof typeof PAUSES, string>> = {
  '1': 'Une semaine',
  '2': 'Deux semaines',
  '4': 'Un mois',
  '8': 'Deux mois',
};
export const isPause = (value: string): value is keyof typeof PAUSES => Object.hasOwn(PAUSES, value);

/** Second and last tap: each button is a whole answer. */
export const PausePage = ({
  space,
  form,
  today,
  held,
}: {
  space: Space;
  form: FormState;
  today: CivilDay;
  held: number;
}) => (
  <Page title="Faire une pause" hasProblems={form.problems.length > 0} {...space.frame}>
    <Back />
    <ErrorSummary form={form} />
    <h1>Une pause de combien de temps ?</h1>
    <p>
      Pendant ce temps, aucune proposition et aucun rappel.{' '}
      {held > 0
        ? held === 1
          ? 'Vous avez une mission acceptée : si elle tombe pendant la pause, elle est confiée à quelqu’un d’autre.'
          : `Vous avez ${held} missions acceptées : celles qui tombent pendant la pause sont confiées à quelqu’un d’autre.`
        : 'Rien d’autre à faire.'}
    </p>
    <PostForm action="/espace/pause" csrf={space.frame.csrf} class="choices">
      {Object.entries(PAUSE_NAMES).map(([value, name]) => (
        <SubmitButton name="pause" value={value}>
          {name}{' '}
          <span class="until">jusqu’au {frenchDay(addDays(today, isPause(value) ? PAUSES[value] : 0))}</span>
        </SubmitButton>
      ))}
      <SubmitButton name="pause" value="open" tone="second">
        Sans date, je vous dirai
      </SubmitButton>
    </PostForm>
    <details open={form.problems.length > 0}>
      <summary>Choisir une autre date</summary>
      <div>
        <PostForm action="/espace/pause" csrf={space.frame.csrf}>
          <DateField form={form} name="until" label="Dernier jour de la pause" />
          <SubmitButton name="pause" value="date">
            Me mettre en pause jusqu’à cette date
          </SubmitButton>
        </PostForm>
      </div>
    </details>
    <p class="quiet">Elle s’arrête d’elle-même le lendemain matin, ou avant, dès que vous le dites.</p>
  </Page>
);

export const LeavePage = ({ space, form, held }: { space: Space; form: FormState; held: number }) => (
  <Page title="Quitter le réseau" hasProblems={form.problems.length > 0} {...space.frame}>
    <Back />
    <h1>Quitter le réseau ?</h1>
    <p>
      Vous êtes libre à tout moment. Dès maintenant : plus aucun message,{' '}
      {held > 0
        ? `${held === 1 ? 'votre mission acceptée est confiée' : `vos ${held} missions acceptées sont confiées`} à d’autres, `
        : ''}
      et nous prévenons de vive voix les personnes que vous visitez.
    </p>
    <p>
      Besoin de souffler seulement ? <a href="/espace/pause">Faites plutôt une pause</a>.
    </p>
    <PostForm action="/espace/partir" csrf={space.frame.csrf}>
      <details>
        <summary>Dire pourquoi (facultatif)</summary>
        <div>
          <Choice
            form={form}
            name="reason"
            label="Votre raison"
            options={OWN_LEAVE_REASONS.map((value) => ({ value, label: LEAVE_REASON_NAMES[value] }))}
          />
        </div>
      </details>
      <SubmitButton tone="danger" wide>
        Je quitte le réseau
      </SubmitButton>
    </PostForm>
  </Page>
);
