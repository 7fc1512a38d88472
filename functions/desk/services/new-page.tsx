import * as z from 'zod';
import type { Field as Candidates } from '../../../shared/offers/search/gather-candidates.ts';
import { type Senior, seniorName } from '../../../shared/seniors/senior.ts';
import { serviceSchema } from '../../../shared/services/service.ts';
import { isOpenToVolunteers } from '../../../shared/town/programme.ts';
import type { Town } from '../../../shared/town/settings.ts';
import { volunteerName } from '../../../shared/volunteers/volunteer.ts';
import {
  Checks,
  Choice,
  DateField,
  ErrorSummary,
  Field,
  Hidden,
  PostForm,
  Select,
  SubmitButton,
  TextArea,
} from '../../web/fields.tsx';
import { day, type FormState, integer, text, textIfAny, time, typedIn } from '../../web/form.ts';
import { seniorPath } from '../day/people.ts';
import { DeskPage, type Frame } from '../layout.tsx';
import { programmeName } from '../missions/words.ts';
import { CADENCE_WORDS, rhythmWords, WEEKDAYS } from './words.ts';

export const rhythmForm = z.object({
  programme: text(40, 'Choisissez ce qui est proposé.'),
  cadence: z.enum(serviceSchema.shape.cadence.options, { error: 'Choisissez le rythme.' }),
  weekday: integer(1, 7, 'Choisissez le jour de la semaine.'),
  time: time('Écrivez l’heure, comme 14:30.'),
  durationMinutes: integer(10, 480, 'Écrivez une durée en minutes, de 10 à 480.'),
  startsOn: day('Choisissez le premier jour.'),
  endsOn: day('Choisissez le dernier jour.').optional(),
  wishes: textIfAny(300),
});
export type RhythmForm = z.output<typeof rhythmForm>;
const FIELDS = Object.keys(rhythmForm.shape);

type Props = {
  readonly frame: Frame;
  readonly senior: Senior;
  readonly town: Town;
  readonly form: FormState;
};

const Crumbs = ({ senior }: { senior: Senior }) => (
  <p class="crumbs no-print">
    <a href={seniorPath(senior.id)}>{seniorName(senior)}</a>
  </p>
);

/** First step: what, how often, when. Asked by GET: nothing is written until somebody is chosen. */
export const RhythmPage = ({ frame, senior, town, form }: Props) => (
  <DeskPage frame={frame} title="Proposer un accompagnement" hasProblems={form.problems.length > 0}>
    <Crumbs senior={senior} />
    <div class="narrow">
      <ErrorSummary form={form} />
      <h1>Un accompagnement pour {seniorName(senior)}</h1>
      <form method="get" action={`${seniorPath(senior.id)}/services/nouveau`} novalidate>
        <Hidden name="etape" value="benevoles" />
        <Choice
          form={form}
          name="programme"
          label="Quoi"
          options={town.programmes.filter(isOpenToVolunteers).map((one) => ({
            value: one.code,
            label: one.label,
            hint: `Comprend : ${one.includes.join(' ; ')}. Ne comprend pas : ${one.excludes.join(' ; ')}.`,
          }))}
        />
        <Select
          form={form}
          name="cadence"
          label="Rythme"
          options={Object.entries(CADENCE_WORDS).map(([value, label]) => ({ value, label }))}
        />
        <div class="row">
          <Select
            form={form}
            name="weekday"
            label="Jour"
            options={WEEKDAYS.map((label, i) => ({ value: String(i + 1), label }))}
          />
          <Field form={form} name="time" label="Heure" type="time" short />
          <Field
            form={form}
            name="durationMinutes"
            label="Durée en minutes"
            inputmode="numeric"
            short
            max={3}
          />
        </div>
        <div class="row">
          <DateField form={form} name="startsOn" label="À partir du" />
          <DateField form={form} name="endsOn" label="Jusqu’au" optional />
        </div>
        <TextArea
          form={form}
          name="wishes"
          label="Ses souhaits"
          hint="Ce qu’elle aimerait faire ou éviter. Rien sur sa santé."
          optional
          max={300}
          rows={3}
        />
        <button type="submit">Voir qui pourrait venir</button>
      </form>
    </div>
  </DeskPage>
);

/** Second step: up to three volunteers, best first with the reason, then the act itself. */
export const VolunteersPage = ({
  frame,
  senior,
  town,
  form,
  wish,
  field,
}: Props & { wish: RhythmForm; field: Candidates | undefined }) => {
  const ranked = (field?.ranked ?? []).slice(0, 12);
  const back = new URLSearchParams(Object.fromEntries(FIELDS.map((name) => [name, typedIn(form, name)])));
  return (
    <DeskPage frame={frame} title="Choisir les bénévoles" hasProblems={form.problems.length > 0}>
      <Crumbs senior={senior} />
      <div class="narrow">
        <ErrorSummary form={form} />
        <h1>Avec qui, pour {seniorName(senior)}</h1>
        <p class="lead">
          {programmeName(town, wish.programme)}, {rhythmWords(wish)}.{' '}
          <a href={`${seniorPath(senior.id)}/services/nouveau?${back}`}>Changer</a>
        </p>
        <PostForm action={`${seniorPath(senior.id)}/services`} csrf={frame.csrf}>
          {FIELDS.map((name) => (
            <Hidden name={name} value={typedIn(form, name)} />
          ))}
          {ranked.length === 0 ? (
            <p>
              Personne ne remplit toutes les conditions pour cet horaire. Chaque visite cherchera quelqu’un.
            </p>
          ) : (
            <Checks
              form={form}
              name="volunteers"
              label="Jusqu’à trois personnes, interrogées les premières"
              hint="Elles ne reçoivent rien maintenant : présentez-les d’abord."
              optional
              options={ranked.map(({ candidate, why }) => ({
                value: candidate.volunteer.id,
                label: volunteerName(candidate.volunteer),
                hint: why,
              }))}
            />
          )}
          <p>
            En commençant, les visites des {town.planWeeks} semaines à venir sont préparées, hors jours fériés
            et absences. Les propositions partent douze jours avant chaque visite.
          </p>
          <SubmitButton>Commencer l’accompagnement</SubmitButton>
        </PostForm>
      </div>
    </DeskPage>
  );
};
