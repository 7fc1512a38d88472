import type { Entry } from '../../../../../shared/engagement/recognition/hours/entry.ts';
import type { HourLine } from '../../../../../shared/engagement/recognition/hours/line.ts';
import type { Period } from '../../../../../shared/engagement/recognition/hours/read-hours.ts';
import {
  frenchKilometres,
  frenchMinutes,
} from '../../../../../shared/engagement/recognition/hours/totals.ts';
import { frenchDate } from '../../../../../shared/time/french.ts';
import type { Volunteer } from '../../../../../shared/volunteers/volunteer.ts';
import { TRAVEL_NAMES } from '../../../../../shared/volunteers/words.ts';
import { Field, Hidden, PostForm, SubmitButton } from '../../../../web/fields.tsx';
import type { FormState } from '../../../../web/form.ts';
import type { Frame } from '../../../layout.tsx';
import { journeyCell } from './line-words.ts';
import { hoursPath } from './pages.tsx';

const saidWords = ({ said }: Entry): string =>
  `${frenchMinutes(said.minutes)}${said.trip ? `, ${frenchKilometres(said.trip.metres)} ${TRAVEL_NAMES[said.trip.mode]}` : ''}`;

/** A line that the volunteer corrected or added: accepted, or answered. */
export const Waiting = ({
  frame,
  volunteer,
  line,
  entry,
  period,
  form,
}: {
  frame: Frame;
  volunteer: Volunteer;
  period: Period;
  line: HourLine;
  entry: Entry;
  form: FormState;
}) => (
  <section class="card">
    <h3>
      {frenchDate(line.day)}, {line.label}
    </h3>
    <p>
      Le bénévole écrit&nbsp;: <strong>{saidWords(entry)}</strong>.{' '}
      {line.source === 'added'
        ? 'Ligne ajoutée par lui.'
        : `Avant sa correction : ${line.minutes === undefined ? 'durée inconnue' : frenchMinutes(line.minutes)}${line.journey ? `, ${journeyCell(line)}` : ''}.`}
      {entry.words && ` «\u00a0${entry.words}\u00a0»`}
    </p>
    <PostForm
      action={`${hoursPath(volunteer.id)}/repondre?du=${period.from}&au=${period.to}`}
      csrf={frame.csrf}
    >
      <Hidden name="lineId" value={entry.lineId} />
      <Hidden name="day" value={entry.day} />
      <Hidden name="saidAt" value={entry.saidAt} />
      <Field
        form={form}
        name={`answer-${entry.lineId}`}
        label="Réponse, si vous n’acceptez pas"
        hint="Le bénévole la lit dans son espace."
        max={300}
        optional
      />
      <div class="actions">
        <SubmitButton name="verdict" value="accept">
          Accepter<span class="hidden"> la ligne du {frenchDate(line.day)}</span>
        </SubmitButton>
        <SubmitButton name="verdict" value="answer" tone="second">
          Répondre sans accepter
        </SubmitButton>
      </div>
    </PostForm>
  </section>
);
